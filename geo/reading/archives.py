"""Zip files: refuse the dangerous ones, unpack the parts of Shapefiles under names of our own."""

from __future__ import annotations

import shutil
import stat
import zipfile
import zlib
from collections import defaultdict
from dataclasses import replace
from pathlib import Path, PurePosixPath

from pyproj import CRS
from pyproj.exceptions import CRSError

from geo.reading.attributes import AS_BYTES
from geo.reading.findings import Found, Note, RefusedError
from geo.reading.limits import MEGABYTE, MEMBERS, RATIO_FROM_BYTES, UNPACKED_BYTES, UNPACKED_RATIO
from geo.reading.vectors import read_layers

_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_NEEDED = (".shp", ".shx", ".dbf")
_ARCHIVES = (".zip", ".rar", ".7z", ".kmz", ".gz", ".tar", ".xlsx")
_UTF8_NAME = 0x800


def check_zip(archive: zipfile.ZipFile) -> None:
    """Look at the list of members only, before anything is unpacked.

    Raises
    ------
    RefusedError
        If there are none or too many, they unpack to too much, one is encrypted or a link,
        or a name leads out of the archive.
    """
    members = archive.infolist()
    if not members:
        raise RefusedError("zip_empty")
    if len(members) > MEMBERS:
        raise RefusedError("zip_members", count=len(members), limit=MEMBERS)
    unpacked = sum(one.file_size for one in members)
    packed = sum(one.compress_size for one in members)
    if unpacked > UNPACKED_BYTES:
        size = round(unpacked / MEGABYTE)
        raise RefusedError("zip_unpacked", size=size, limit=UNPACKED_BYTES // MEGABYTE)
    if unpacked > max(RATIO_FROM_BYTES, UNPACKED_RATIO * packed):
        raise RefusedError("zip_ratio", ratio=round(unpacked / max(packed, 1)))
    for one in members:
        name = member_name(one)
        if one.flag_bits & 1:
            raise RefusedError("zip_locked", member=name)
        if stat.S_ISLNK(one.external_attr >> 16):
            raise RefusedError("zip_link", member=name)
        if name.startswith("/") or ":" in name or ".." in PurePosixPath(name).parts:
            raise RefusedError("zip_path", member=name)


def member_name(member: zipfile.ZipInfo) -> str:
    """Return the name of a member as its author wrote it: UTF-8 or GBK, flagged or not."""
    name = member.orig_filename
    if not member.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("gb18030", errors="replace")
    return name.replace("\\", "/")


def read_zipped_shapefiles(archive: zipfile.ZipFile, folder: Path) -> Found:
    """Return every Shapefile of a checked archive as a table.

    Parameters
    ----------
    archive : zipfile.ZipFile
    folder : pathlib.Path
        Private folder to unpack into.

    Raises
    ------
    RefusedError
        If the archive holds another archive, no Shapefile, or a member that cannot be unpacked.
    """
    found = Found([])
    shapefiles = _shapefiles(archive)
    if not shapefiles:
        raise RefusedError("zip_no_shapefile")
    for number, (name, parts) in enumerate(shapefiles.items()):
        if missing := [part for part in _NEEDED if part not in parts]:
            values: dict[str, object] = {"name": name, "parts": ", ".join(missing)}
            found.notes.append(Note(None, None, "shapefile_part", values))
            continue
        for suffix, member in parts.items():
            _unpack(archive, member, folder / f"{number}{suffix}")
        prj = folder / f"{number}.prj"
        if prj.exists() and not _is_system(prj):
            prj.unlink()
            found.notes.append(Note(None, None, "prj_unread", {"name": name}))
        for table in read_layers(folder / f"{number}.shp", ENCODING=AS_BYTES):
            found.tables.append(replace(table, name=PurePosixPath(name).name))
    return found


def _shapefiles(archive: zipfile.ZipFile) -> dict[str, dict[str, zipfile.ZipInfo]]:
    """Return the members of each Shapefile, by its name and their suffix."""
    parts: dict[str, dict[str, zipfile.ZipInfo]] = defaultdict(dict)
    for member in archive.infolist():
        path = PurePosixPath(member_name(member))
        suffix = path.suffix.casefold()
        if path.parts[:1] == ("__MACOSX",) or path.name.startswith("."):
            continue
        if suffix in _ARCHIVES:
            raise RefusedError("zip_nested", member=str(path))
        if suffix in _PARTS:
            parts[str(path.with_suffix(""))][suffix] = member
    return {name: members for name, members in parts.items() if ".shp" in members}


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, to: Path) -> None:
    try:
        with archive.open(member) as source, to.open("wb") as target:
            shutil.copyfileobj(source, target)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise RefusedError("zip_broken") from error


def _is_system(prj: Path) -> bool:
    try:
        CRS.from_wkt(prj.read_text("utf-8", errors="replace"))
    except CRSError:
        return False
    return True
