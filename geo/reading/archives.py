"""Zip files: refuse the dangerous ones, unpack members under names of our own."""

from __future__ import annotations

import shutil
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from geo.reading.findings import RefusedError
from geo.reading.limits import MEGABYTE, MEMBERS, RATIO_FROM_BYTES, UNPACKED_BYTES, UNPACKED_RATIO

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


def unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, to: Path) -> None:
    """Unpack a member of a checked archive under a name of our own.

    Raises
    ------
    RefusedError
        If it is broken.
    """
    try:
        with archive.open(member) as source, to.open("wb") as target:
            shutil.copyfileobj(source, target)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise RefusedError("zip_broken") from error
