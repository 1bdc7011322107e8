"""Shapes written as text in a column of a table, as databases and QGIS export them: WKT, WKB."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import shapely

from geo.reading.findings import Note, Table
from geo.reading.shapes import check_shapes

_WKT = re.compile(
    r"\s*(?:SRID=(\d{4,6});)?\s*((?:MULTI)?(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION)"
    r"\s*(?:ZM|Z|M)?\s*(?:\(|EMPTY)",
    re.IGNORECASE,
)
_WKB = re.compile(r"0[01](?:[0-9A-F]{2}){20,}", re.IGNORECASE)


def take_shapes(table: Table, cells: Sequence[Sequence[object]]) -> int | None:
    """Give a table the shapes that one of its columns writes, if one does.

    Parameters
    ----------
    table : Table
        Its notes, shapes and system are set; its columns stay as they are.
    cells : sequence of sequence
        One a column, not yet shortened.

    Returns
    -------
    int or None
        Place of the column.
    """
    for at, column in enumerate(cells):
        texts = [one.strip() if isinstance(one, str) else "" for one in column]
        filled = [one for one in texts if one]
        if filled and _is_written(filled[0]) and 2 * sum(map(_is_written, filled)) > len(filled):
            _take(table, texts, table.columns[at])
            return at
    return None


def _is_written(text: str) -> bool:
    return bool(_WKT.match(text) or _WKB.fullmatch(text))


def _take(table: Table, texts: list[str], column: str) -> None:
    shapes = np.array([_shape(text) for text in texts], dtype=object)
    codes = {found[1] for text in texts if (found := _WKT.match(text))}
    code = codes.pop() if len(codes) == 1 else None
    table.crs = f"EPSG:{code}" if code else ""
    unread = [
        at
        for at, (text, shape) in enumerate(zip(texts, shapes, strict=True))
        if text and shape is None
    ]
    table.notes += [Note(table.rows[at], column, "shape_unread") for at in unread]
    checked, notes = check_shapes(list(shapely.to_wkb(shapes)))
    table.shapes = list(shapely.to_wkb(checked, hex=True))
    # A row of a table may well be without a place.
    table.notes += [
        Note(table.rows[note.row - 1], column, note.kind)
        for note in notes
        if note.row and note.kind != "no_geometry"
    ]


def _shape(text: str) -> shapely.Geometry | None:
    if not _is_written(text):
        return None
    if _WKB.fullmatch(text):
        shape = shapely.from_wkb(text, on_invalid="ignore")
    else:
        shape = shapely.from_wkt(text.rpartition(";")[2], on_invalid="ignore")
    return shapely.force_2d(shape)
