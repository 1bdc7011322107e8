"""Read geographic layers with GDAL; only the worker may, it has just the drivers that we list."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

import numpy as np
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError
from pyogrio.raw import read

from geo.reading.attributes import decode_attributes
from geo.reading.findings import Note, RefusedError, Table
from geo.reading.limits import CELLS, COLUMNS, FEATURES, LAYERS
from geo.reading.shapes import check_shapes
from geo.reading.tables import unique_names
from geo.reading.texts import clean, clean_columns

# The last two: pyogrio 0.13 at a system that it cannot name, and at text that is not UTF-8.
_FAILURES = (DataLayerError, DataSourceError, UnboundLocalError, UnicodeDecodeError)
_LONGITUDE_FIRST = {"OGC:CRS84": "EPSG:4326", "EPSG:4979": "EPSG:4326"}


def layer_names(path: Path) -> list[str]:
    """Return the names of all layers of a file, empty ones too."""
    return [str(name) for name, _ in pyogrio.list_layers(path)]


def read_layers(
    path: Path, *, passed: Collection[str] = (), encoding: str | None = None, **options: str
) -> list[Table]:
    """Return every layer of a file that has features.

    Parameters
    ----------
    path : pathlib.Path
        File under a name of our own.
    passed : collection of str
        Names of layers that are passed over, in small letters.
    encoding : str, optional
        Of names and texts, where the driver hands on bytes as they are.
    **options
        Open options of the GDAL driver.

    Returns
    -------
    list of Table
        Shapes two-dimensional, curves as lines, x before y; rows count from 1.

    Raises
    ------
    RefusedError
        If GDAL cannot read it, or it holds too much.
    """
    try:
        names = layer_names(path)
        if len(names) > LAYERS:
            raise RefusedError("too_many_layers", count=len(names), limit=LAYERS)
        names = [name for name in names if name.casefold() not in passed]
        tables = [_read_layer(path, name, encoding, options) for name in names]
    except _FAILURES as error:
        raise RefusedError("unreadable") from error
    return [table for table in tables if table.rows]


def _read_layer(path: Path, name: str, encoding: str | None, options: dict[str, str]) -> Table:
    fields = len(pyogrio.read_info(path, layer=name, encoding=encoding, **options)["fields"])
    if fields > COLUMNS:
        raise RefusedError("too_many_columns", count=fields, limit=COLUMNS)
    meta, _, wkb, data = read(
        path,
        layer=name,
        encoding=encoding,
        force_2d=True,
        max_features=FEATURES + 1,
        datetime_as_string=True,
        **options,
    )
    count = len(wkb) if wkb is not None else max(map(len, data), default=0)
    if count > FEATURES:
        raise RefusedError("too_many_features", limit=FEATURES)
    if count * fields > CELLS:
        raise RefusedError("too_many_cells", limit=CELLS)
    names = [str(one) for one in meta["fields"]]
    cells = [_plain(values, dtype) for values, dtype in zip(data, meta["dtypes"], strict=True)]
    odd_texts: list[Note] = []
    if path.suffix == ".shp":
        names, cells, odd_texts = decode_attributes(names, cells, path.with_suffix(".cpg"))
    rows = list(range(1, count + 1))
    columns, _ = unique_names([clean(one) for one in names])
    cells, notes = clean_columns(columns, cells, rows)
    notes += odd_texts
    crs = str(meta["crs"] or "")
    table = Table(name, columns, cells, rows, crs=_LONGITUDE_FIRST.get(crs, crs), notes=notes)
    if wkb is not None:
        shapes, odd = check_shapes(wkb, is_drawing=path.suffix == ".dxf")
        table.shapes = list(shapely.to_wkb(shapes, hex=True))
        table.notes += odd
    return table


def _plain(values: np.ndarray, dtype: str) -> list[object]:
    """Return a column as plain values; whole numbers stay whole, dates are ISO."""
    is_whole = str(dtype).startswith(("int", "uint")) and values.dtype.kind == "f"

    is_time = str(dtype).startswith("datetime")

    def one(value: object) -> object:
        # Lists first: they compare item by item.
        if isinstance(value, np.ndarray | list | tuple):
            return ", ".join(map(str, value))
        if isinstance(value, dict):
            return json.dumps(value, ensure_ascii=False, default=str)
        if value is None or isinstance(value, bytes) or value != value:  # noqa: PLR0124
            return None
        if is_time:
            return str(value).removesuffix("T00:00:00")
        return int(value) if is_whole and isinstance(value, float) else value

    return [one(value) for value in values.tolist()]
