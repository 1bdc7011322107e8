"""GeoParquet: read by Arrow, since the GDAL at hand has no driver for it."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from geo.reading.findings import Found, RefusedError, Table
from geo.reading.limits import CELLS, COLUMNS, FEATURES, MEGABYTE, UNPACKED_BYTES
from geo.reading.shapes import check_shapes
from geo.reading.tables import unique_names
from geo.reading.texts import clean, clean_columns


def read_geoparquet(path: Path) -> Found:
    """Return the one table of a GeoParquet file; only columns of WKB are shapes.

    A file that names no system is not taken for WGS84, whatever the standard says: see
    `geo.reading.geojsons`.

    Raises
    ------
    RefusedError
        If it is damaged, no GeoParquet, or holds too much.
    """
    # Not on top: it costs every other file a third of a second, so that the worker hides it.
    if "pyarrow" in sys.modules and sys.modules["pyarrow"] is None:
        del sys.modules["pyarrow"]
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        with pq.ParquetFile(path) as file:
            _check_size(file.metadata)
            about = json.loads((file.metadata.metadata or {}).get(b"geo", b"null"))
            table = file.read(use_threads=False)
    except MemoryError:  # Arrow's own is both
        raise
    except (pa.ArrowException, OSError, ValueError) as error:
        raise RefusedError("unreadable") from error
    primary = about.get("primary_column") if isinstance(about, dict) else None
    columns = about.get("columns") if isinstance(about, dict) else None
    if primary not in table.column_names or not isinstance(columns, dict):
        raise RefusedError("parquet_no_shapes")
    meant = columns.get(primary, {})
    if meant.get("encoding") != "WKB":
        raise RefusedError("parquet_no_shapes")
    kept = [name for name in table.column_names if name not in columns and name != "bbox"]
    names, _ = unique_names([clean(name) for name in kept])
    rows = list(range(1, table.num_rows + 1))
    plain = [[_plain(value) for value in table[name].to_pylist()] for name in kept]
    cells, notes = clean_columns(names, plain, rows)
    shapes, odd = check_shapes(table[primary].to_pylist())
    wkb = list(shapely.to_wkb(shapes, hex=True))
    return Found([Table("", names, cells, rows, wkb, _system(meant.get("crs")), notes + odd)])


def _check_size(about: Any) -> None:
    if about.num_columns > COLUMNS:
        raise RefusedError("too_many_columns", count=about.num_columns, limit=COLUMNS)
    if about.num_rows > FEATURES:
        raise RefusedError("too_many_features", count=about.num_rows, limit=FEATURES)
    if about.num_rows * about.num_columns > CELLS:
        raise RefusedError("too_many_cells", limit=CELLS)
    size = sum(about.row_group(at).total_byte_size for at in range(about.num_row_groups))
    if size > UNPACKED_BYTES:
        limit = UNPACKED_BYTES // MEGABYTE
        raise RefusedError("zip_unpacked", size=round(size / MEGABYTE), limit=limit)


def _system(crs: Any) -> str:
    """Return the code or WKT of a PROJJSON; empty if the file names no system."""
    if not isinstance(crs, dict):
        return ""
    named = crs.get("id")
    if not isinstance(named, dict):
        try:
            return str(CRS.from_json_dict(crs).to_wkt())
        except CRSError:
            return ""
    code = f"{named.get('authority')}:{named.get('code')}"
    return {"OGC:CRS84": "EPSG:4326"}.get(code, code)


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if value == value else None  # noqa: PLR0124
    if isinstance(value, dt.datetime):
        return (value.date() if value.time() == dt.time() else value).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return None if isinstance(value, bytes) else str(value)
