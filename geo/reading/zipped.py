"""What lies in a zip: files of several parts, geodatabases, and files whole by themselves."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from pyproj import CRS
from pyproj.exceptions import CRSError

from geo.reading.archives import member_name, unpack
from geo.reading.attributes import AS_BYTES
from geo.reading.findings import Found, Note, RefusedError, Table
from geo.reading.formats import format_of
from geo.reading.mapinfo import read_mapinfo
from geo.reading.texts import decode_text
from geo.reading.vectors import read_layers

# By the part that gives the name: the parts without which it is not read, and the others.
_SETS = {
    ".shp": ((".shp", ".shx", ".dbf"), (".prj", ".cpg")),
    ".tab": ((".tab", ".dat", ".map", ".id"), (".ind",)),
    ".mif": ((".mif",), (".mid",)),
}
_DATABASE = ".gdb"
_SINGLE = {
    *(".geojson", ".json", ".geojsonl", ".geojsons", ".ndjson", ".jsonl", ".topojson"),
    *(".kml", ".ovkml", ".gpx", ".gpkg", ".dxf", ".fgb", ".parquet", ".geoparquet"),
}
_PARCELS = ".txt"
_ARCHIVES = {".zip", ".rar", ".7z", ".kmz", ".gz", ".tar", ".tgz"}
# What stands beside data and holds none of it.
_BESIDE = {
    *(".sbn", ".sbx", ".qix", ".qpj", ".qmd", ".qml", ".sld", ".lyr", ".atx", ".fix", ".cst"),
    *(".xml", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".svg", ".ini", ".db"),
}
_NAMED = 5
Read = Callable[[Path], Found]


@dataclass
class _Lot:
    """One thing to read: the suffix that says how, and its members by the name they get."""

    name: str
    kind: str
    members: dict[str, zipfile.ZipInfo] = field(default_factory=dict)


def read_zip(archive: zipfile.ZipFile, folder: Path, read: Read) -> Found:
    """Return all layers of a checked archive; what is not read of it is named in a note.

    Parameters
    ----------
    archive : zipfile.ZipFile
    folder : pathlib.Path
        Private folder to unpack into.
    read : callable
        Reads a file that is whole by itself, whose suffix is its format.

    Raises
    ------
    RefusedError
        If nothing in it can be read, or a member cannot be unpacked.
    """
    lots, passed = _sorted(archive)
    if not lots:
        nested = [name for name in passed if _suffix(name) in _ARCHIVES]
        raise (
            RefusedError("zip_nested", member=nested[0]) if nested else RefusedError("zip_no_layer")
        )
    found = Found([])
    for number, lot in enumerate(lots):
        own = folder / str(number)
        own.mkdir()
        try:
            inside = _read(archive, lot, own, read)
        except RefusedError as error:
            if len(lots) == 1:
                raise
            if error.kind == "geojson_other":  # a JSON of another trade, such as a description
                passed.append(lot.name + lot.kind)
                continue
            inside = Found([], [Note(None, lot.name + lot.kind, error.kind, error.values)])
        found.notes += inside.notes
        stem = PurePosixPath(lot.name).name
        for table in inside.tables:
            name = stem if len(inside.tables) == 1 else f"{stem} / {table.name}"
            found.tables.append(replace(table, name=table.name if len(lots) == 1 else name))
    if passed:
        members = ", ".join(passed[:_NAMED]) + ("…" if len(passed) > _NAMED else "")
        found.notes.append(
            Note(None, None, "zip_passed_over", {"count": len(passed), "members": members})
        )
    return found


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.casefold()


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[PurePosixPath, zipfile.ZipInfo]]:
    for member in archive.infolist():
        path = PurePosixPath(member_name(member))
        is_of_mac = path.parts[:1] == ("__MACOSX",) or path.name.startswith(".")
        if not (member.is_dir() or is_of_mac):
            yield path, member


def _sorted(archive: zipfile.ZipFile) -> tuple[list[_Lot], list[str]]:
    """Return what can be read, and the names of what is passed over."""
    lots: dict[tuple[str, str], _Lot] = {}
    passed = []
    leading = {
        (str(path.with_suffix("")), path.suffix.casefold())
        for path, _ in _members(archive)
        if path.suffix.casefold() in _SETS
    }
    for path, member in _members(archive):
        suffix = path.suffix.casefold()
        stem = str(path.with_suffix(""))
        database = next((one for one in path.parents if _suffix(one.name) == _DATABASE), None)
        kinds = [
            kind
            for kind, (needed, others) in _SETS.items()
            if suffix in {*needed, *others} and (stem, kind) in leading
        ]
        if database is not None:
            lot = _Lot(str(database.with_suffix("")), _DATABASE)
            lots.setdefault((str(database), ""), lot).members[path.name] = member
        elif kinds:
            lot = _Lot(stem, kinds[0])
            lots.setdefault((stem, kinds[0]), lot).members[suffix] = member
        elif suffix in _SINGLE or (suffix == _PARCELS and _is_parcels(archive, member)):
            lots[str(path), ""] = _Lot(stem, suffix, {suffix: member})
        elif suffix not in _BESIDE:
            passed.append(str(path))
    return list(lots.values()), passed


def _is_parcels(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    with archive.open(member) as file:
        head = file.read(65_536)
    try:
        return format_of("a.txt", head) == "parcels"
    except RefusedError:
        return False


def _read(archive: zipfile.ZipFile, lot: _Lot, own: Path, read: Read) -> Found:
    if lot.kind == _DATABASE:
        return Found(_read_database(archive, lot, own))
    needed = _SETS[lot.kind][0] if lot.kind in _SETS else ()
    if missing := [part for part in needed if part not in lot.members]:
        values: dict[str, object] = {"name": lot.name, "parts": ", ".join(missing)}
        return Found([], [Note(None, None, "shapefile_part", values)])
    for suffix, member in lot.members.items():
        unpack(archive, member, own / f"input{suffix}")
    path = own / f"input{lot.kind}"
    name = PurePosixPath(lot.name).name
    if lot.kind == ".shp":
        found = _read_shapefile(path, lot.name)
    elif lot.kind in _SETS:
        found = Found(read_mapinfo(path))
    else:
        kind = format_of(path.name, path.read_bytes())
        return _with_name(read(path.rename(own / f"input.{kind}")), name)
    return Found([replace(table, name=name) for table in found.tables], found.notes)


def _with_name(found: Found, name: str) -> Found:
    """Name the tables that have no name of their own by their file."""
    tables = [replace(table, name=table.name or name) for table in found.tables]
    return Found(tables, found.notes)


def _read_shapefile(path: Path, name: str) -> Found:
    notes = []
    prj = path.with_suffix(".prj")
    if prj.exists():
        try:
            # In Chinese offices the name of a system may be in GBK, which GDAL does not take.
            wkt = decode_text(prj.read_bytes())
            CRS.from_wkt(wkt)
            prj.write_text(wkt, "utf-8")
        except (CRSError, RefusedError):
            prj.unlink()
            notes.append(Note(None, None, "prj_unread", {"name": name}))
    return Found(read_layers(path, ENCODING=AS_BYTES), notes)


def _read_database(archive: zipfile.ZipFile, lot: _Lot, own: Path) -> list[Table]:
    """Return the layers of a file geodatabase, whose files name each other."""
    folder = own / "input.gdb"
    folder.mkdir()
    for name, member in lot.members.items():
        unpack(archive, member, folder / name)
    return read_layers(folder)
