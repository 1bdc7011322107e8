"""Read one file in a process of its own: ``python -m geo.reading.worker FOLDER/input.FORMAT``.

What was found is left beside it as ``result.json``: nothing that the parent reads can run code.
"""

# ruff: noqa: E402 - what is not to be imported must be said before the imports

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

# pyogrio takes these along where it finds them; without them the worker starts twice as fast.
for _unused in ("geopandas", "pandas", "pyarrow"):
    sys.modules.setdefault(_unused, None)  # type: ignore[arg-type]

from geo.reading.archives import check_zip
from geo.reading.delimited import read_csv
from geo.reading.drawings import read_dxf
from geo.reading.findings import Found, Note, RefusedError, Table, capped
from geo.reading.geojsons import read_geojson
from geo.reading.geopackages import read_geopackage
from geo.reading.kmls import read_gpx, read_kml
from geo.reading.limits import (
    CELLS,
    FEATURES,
    MEGABYTE,
    MEMORY_BYTES,
    SECONDS,
    UNPACKED_BYTES,
    VERTICES,
)
from geo.reading.parcels import read_parcels
from geo.reading.parquets import read_geoparquet
from geo.reading.shapes import count_vertices
from geo.reading.vectors import read_layers
from geo.reading.workbooks import read_old_workbook, read_open_document, read_workbook
from geo.reading.zipped import read_zip

if sys.platform != "win32":
    import resource


_WHOLE: dict[str, Callable[[Path], Found]] = {
    ".gpkg": read_geopackage,
    ".xls": read_old_workbook,
    ".parquet": read_geoparquet,
    ".fgb": lambda path: Found(read_layers(path)),
}
_TEXTS: dict[str, Callable[[bytes, Path], Found]] = {
    ".geojson": read_geojson,
    ".kml": read_kml,
    ".gpx": read_gpx,
    ".dxf": read_dxf,
}


def read_file(path: Path) -> Found:
    """Return what stands in a file, whose suffix is one of the formats of `geo.reading.formats`.

    Raises
    ------
    RefusedError
        If it cannot or must not be read, holds nothing, or holds too much.
    """
    found = _found_in(path)
    if not found.tables and not found.notes:
        raise RefusedError("no_features")
    for kind, count, limit in (
        ("too_many_features", sum(len(one.rows) for one in found.tables), FEATURES),
        ("too_many_cells", sum(len(one.rows) * len(one.cells) for one in found.tables), CELLS),
        ("too_many_vertices", count_vertices(found.tables), VERTICES),
    ):
        if count > limit:
            raise RefusedError(kind, count=count, limit=limit)
    return found


def _found_in(path: Path) -> Found:
    if path.suffix in {".zip", ".kmz", ".xlsx", ".ods"}:
        return _found_in_zip(path)
    return _found_in_file(path)


def _found_in_file(path: Path) -> Found:
    """Return what stands in a file that is whole by itself and no archive."""
    if path.suffix in _WHOLE:
        return _WHOLE[path.suffix](path)
    if path.suffix in _TEXTS:
        return _TEXTS[path.suffix](path.read_bytes(), path.parent)
    return {".csv": read_csv, ".parcels": read_parcels}[path.suffix](path.read_bytes())


def _found_in_zip(path: Path) -> Found:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise RefusedError("zip_broken") from error
    with archive:
        check_zip(archive)
        if path.suffix == ".ods":
            return read_open_document(archive, path)
        if path.suffix != ".xlsx":
            return read_zip(archive, path.parent, _found_in_file)
        if "xl/workbook.xml" not in archive.namelist():
            raise RefusedError("content_differs", ending=".xlsx", found="ZIP")
        return read_workbook(archive, path)


def _limit_resources() -> None:
    """Cap memory, processor time and size of files; Windows has only the parent's clock."""
    if sys.platform != "win32":
        for kind, limit in (
            (resource.RLIMIT_AS, MEMORY_BYTES),
            (resource.RLIMIT_CPU, SECONDS),
            (resource.RLIMIT_FSIZE, UNPACKED_BYTES),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(kind, (limit, limit))


def main(path: Path) -> None:
    """Read a file and leave the result beside it."""
    _limit_resources()
    try:
        found = read_file(path)
    except RefusedError as refused:
        found = Found([], [Note(None, None, refused.kind, refused.values)])
    except MemoryError:  # all that was read is let go of by now
        values: dict[str, object] = {"limit": MEMORY_BYTES // MEGABYTE}
        found = Found([], [Note(None, None, "reading_memory", values)])
    noted: list[Found | Table] = [found, *found.tables]
    for part in noted:
        part.notes = list(capped(part.notes))
    with (path.parent / "result.json").open("w", encoding="utf-8") as file:
        json.dump(asdict(found), file, ensure_ascii=False, allow_nan=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
