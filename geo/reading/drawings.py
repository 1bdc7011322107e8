"""DXF drawings: polygons with their labels, blocks in place, hatches and millimetres undone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely

from geo.reading.findings import Found, Table
from geo.reading.shapes import parse_hex
from geo.reading.texts import decode_text
from geo.reading.vectors import read_layers

_ESCAPE = re.compile(r"\\U\+([0-9A-Fa-f]{4})|\\M\+([1-5])([0-9A-Fa-f]{4})")
_CODE_PAGES = {"1": "cp932", "2": "cp950", "3": "cp949", "4": "johab", "5": "gb18030"}
_ZONE = re.compile(r"(?<![a-z])[a-f]\s*(?:片区|区)|(?:片区|zone)\s*[a-f](?![a-z])|^[a-f]$")
_MEASURE = re.compile(
    r"\W*(?:(?:用地|占地|建筑|总)*面积|占地|约|area|s\s*=)*\W*[\d.,]+\s*"
    r"(?:km2|km²|m2|m²|㎡|hm2|hm²|ha|mu|公顷|亩|平方米|平方公里|平方千米|万方|米|m)?\W*"
)
_LABELS = 3
# A line whose ends are this close to each other, as a share of its length, may be an outline.
_NEARLY_CLOSED = 0.02
_CORNERS = 3
_SAME = 1e-3
_HATCH = "AcDbHatch"


def read_dxf(content: bytes, folder: Path) -> Found:
    """Return one table a drawing layer; closed polylines are polygons.

    A polygon or nearly closed line takes the text inside it into its column ``Name``: of several
    that which names a zone, then that which is no measure. A hatch over an outline is left out, and
    so are layouts: they draw the same things again on paper.

    Raises
    ------
    RefusedError
        If it cannot be parsed.
    """
    path = folder / "decoded.dxf"
    path.write_text(_ESCAPE.sub(_letter, decode_text(content)), "utf-8", newline="")
    drawing = read_layers(path, ENCODING="UTF-8", CLOSED_LINE_AS_POLYGON="YES")
    return Found([part for table in drawing for part in _by_layer(_taken_apart(table))])


def _letter(escape: re.Match[str]) -> str:
    r"""Return the letter that AutoCAD writes as ``\U+XXXX`` or, by code page, ``\M+nXXXX``."""
    if escape[1]:
        letter = chr(int(escape[1], 16))
    else:
        letter = bytes.fromhex(escape[3]).decode(_CODE_PAGES[escape[2]], errors="replace")
    return letter if letter.isprintable() else ""


def _taken_apart(table: Table) -> Table:
    """Return each shape of a block by itself: GDAL makes one of all that a block holds."""
    shapes = parse_hex(table.shapes or [])
    kinds = table.cells[table.columns.index("SubClasses")]
    is_whole = np.array([_HATCH in str(kind) for kind in kinds], dtype=bool)
    is_whole |= shapely.get_num_geometries(shapes) < 2
    if is_whole.all():
        return table
    parts, owner = shapely.get_parts(shapes, return_index=True)
    own = np.split(parts, np.searchsorted(owner, np.arange(1, len(shapes))))
    of = {at: own[at].tolist() for at in np.flatnonzero(~is_whole).tolist()}
    places = [at for at in range(len(shapes)) for _ in of.get(at, [0])]
    single = [shape for at in range(len(shapes)) for shape in of.get(at, [shapes[at]])]
    return replace(
        table,
        cells=[[column[at] for at in places] for column in table.cells],
        rows=[table.rows[at] for at in places],
        shapes=list(shapely.to_wkb(np.array([*single, None], dtype=object)[:-1], hex=True)),
    )


def _by_layer(table: Table) -> list[Table]:
    fields = dict(zip(table.columns, table.cells, strict=True))
    shapes = parse_hex(table.shapes or [])
    is_hatch = np.array([_HATCH in str(kinds) for kinds in fields["SubClasses"]], dtype=bool)
    # What GDAL gives as the text of a hatch is the name of its pattern.
    written = [
        None if hatch else text for text, hatch in zip(fields["Text"], is_hatch, strict=True)
    ]
    texts = _texts_inside(shapes, written)
    doubled = _over_outlines(shapes, fields["Layer"], is_hatch)
    parts: dict[str, Table] = {}
    for at, (layer, paper) in enumerate(zip(fields["Layer"], fields["PaperSpace"], strict=True)):
        if paper or at in doubled:
            continue
        name = str(layer or "0")
        part = parts.setdefault(name, Table(name, ["Layer", "Name"], [[], []], [], []))
        for column, value in zip(part.cells, (name, texts[at]), strict=True):
            column.append(value)
        part.rows.append(table.rows[at])
        if part.shapes is not None and table.shapes is not None:
            part.shapes.append(table.shapes[at])
    if parts:
        next(iter(parts.values())).notes = table.notes
    return list(parts.values())


def _over_outlines(shapes: np.ndarray, layers: list[object], is_hatch: np.ndarray) -> set[int]:
    """Return the hatches that fill an outline of their own layer."""
    hatches, others = np.flatnonzero(is_hatch), np.flatnonzero(~is_hatch)
    outlines = np.array([_enclosed(shapes[at]) for at in others], dtype=object)
    hatch, outline = shapely.STRtree(outlines).query(shapes[hatches], predicate="intersects")
    return {
        int(hatches[first])
        for first, second in zip(hatch, outline, strict=True)
        if layers[hatches[first]] == layers[others[second]]
        and _is_same(shapes[hatches[first]], outlines[second])
    }


def _is_same(first: shapely.Geometry, second: shapely.Geometry) -> bool:
    """Tell whether two surfaces are one, by their extent and their area."""
    size = first.length
    apart = np.abs(np.subtract(first.bounds, second.bounds)).max()
    return bool(apart < _SAME * size and abs(first.area - second.area) < _SAME * first.area)


def _texts_inside(shapes: np.ndarray, texts: list[object]) -> list[object]:
    """Return the text of each shape: its own, or the label among those inside it."""
    labels = [at for at, text in enumerate(texts) if text and shapes[at] is not None]
    around = np.array([_enclosed(shape) for shape in shapes], dtype=object)
    inside, label = shapely.STRtree(shapes[labels]).query(around, predicate="contains")
    found: dict[int, list[str]] = {}
    for at, one in zip(inside.tolist(), label.tolist(), strict=True):
        found.setdefault(at, []).append(str(texts[labels[one]]))
    return [
        _label(found[at]) if text is None and at in found else text for at, text in enumerate(texts)
    ]


def _enclosed(shape: shapely.Geometry | None) -> shapely.Geometry | None:
    """Return the surface that a shape is or, as a line that nearly closes, goes around."""
    if shape is None or shapely.get_dimensions(shape) == 2:
        return shape
    if shape.geom_type != "LineString" or shapely.get_num_coordinates(shape) <= _CORNERS:
        return None
    gap = shapely.distance(shapely.get_point(shape, 0), shapely.get_point(shape, -1))
    return shapely.Polygon(shape) if gap <= _NEARLY_CLOSED * shape.length else None


def _label(texts: list[str]) -> str | None:
    """Return what names a surface among the texts inside it; several names one after another."""
    plain = {text: unicodedata.normalize("NFKC", text).casefold().strip() for text in texts}
    zones = [text for text, folded in plain.items() if _ZONE.search(folded)]
    names = [text for text, folded in plain.items() if not _MEASURE.fullmatch(folded)]
    chosen = zones if len(zones) == 1 else names or list(plain)
    return " / ".join(chosen) if len(chosen) <= _LABELS else None
