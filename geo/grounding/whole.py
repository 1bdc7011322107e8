"""Whether an OpenStreetMap file is whole: GDAL reads what is left of one that was cut off."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

_LARGEST_HEADER = 64 * 1024  # bytes, as the format allows


def is_whole(path: Path) -> bool:
    """Tell whether a ``.osm.pbf`` or ``.osm`` file is of its form to its end.

    https://wiki.openstreetmap.org/wiki/PBF_Format: a file is a row of blobs, each behind a header
    that says how long it is.

    >>> (folder / "a.osm").write_text("<osm></osm>") and is_whole(folder / "a.osm")
    True
    >>> (folder / "a.osm.pbf").write_bytes(b"no blob") and is_whole(folder / "a.osm.pbf")
    False
    """
    with path.open("rb") as file:
        if path.name.casefold().endswith(".pbf"):
            return _is_row_of_blobs(file, path.stat().st_size)
        parser = expat.ParserCreate()
        parser.EntityDeclHandler = _refuse
        try:
            parser.ParseFile(file)
        except expat.ExpatError:
            return False
        return True


def _refuse(*_: object) -> None:
    """Refuse entities, which may grow without end: no map has any."""
    raise expat.ExpatError


def _is_row_of_blobs(file: BinaryIO, size: int) -> bool:
    at = 0
    while at < size:
        length = int.from_bytes(file.read(4), "big")
        header = file.read(length) if 0 < length <= _LARGEST_HEADER else b""
        blob = _datasize(header)
        if not header or blob is None:
            return False
        at = file.seek(blob, 1)
    return at == size


def _datasize(header: bytes) -> int | None:
    """Return field 3 of a header: a number; fields 1 and 2 are texts."""
    at = 0
    while at < len(header):
        field, at = _number(header, at)
        value, at = _number(header, at)
        if field == 3 << 3:
            return value
        if field & 7 != 2:
            return None
        at += value
    return None


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Return a varint of protobuf, and where it ends."""
    value = shift = 0
    while at < len(data):
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            break
    return value, at
