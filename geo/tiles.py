"""Reading the tiles of a planner's basemap: PMTiles and MBTiles with pictures."""

from __future__ import annotations

import json
import re
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pmtiles.reader import MmapSource, Reader
from pmtiles.tile import (
    Compression,
    MagicNumberNotFound,
    SpecVersionUnsupported,
    TileType,
)

from data.tiles import tile_files

Bounds = tuple[float, float, float, float]
MEDIA_TYPES = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"RIFF": "image/webp",
}
_PICTURES = {TileType.PNG, TileType.JPEG, TileType.WEBP}
_WORLD: Bounds = (-180.0, -85.06, 180.0, 85.06)
_DEEPEST = 24
_GZIP = b"\x1f\x8b"
_MOST_OPENED = 8_000_000  # bytes of a directory or of what a file says of itself
_MOST_TILE = 16_000_000
_SECONDS, _STEPS = 20, 100_000  # of one question to a database, and of SQLite between two looks
_MARKUP = re.compile(r"<[^>]*>")
_BROKEN = (
    *(OSError, ValueError, LookupError, TypeError, AttributeError, EOFError, MemoryError),
    *(sqlite3.Error, zlib.error, MagicNumberNotFound, SpecVersionUnsupported),
)


class TilesError(Exception):
    """A file of tiles that cannot be drawn; message ``tiles.<reason>`` says why."""

    def __init__(self, reason: str, file: str) -> None:
        super().__init__(reason)
        self.reason, self.file = reason, file


@dataclass(frozen=True)
class TileSet:
    """A file of tiles, as it describes itself.

    Attributes
    ----------
    key : str
        Names it in addresses; another one for another file.
    path : pathlib.Path
    name, attribution : str
        Plain text.
    min_zoom, max_zoom : int
    bounds : tuple of float
        West, south, east and north, WGS84 degrees.
    """

    key: str
    path: Path
    name: str
    attribution: str
    min_zoom: int
    max_zoom: int
    bounds: Bounds

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """Return a picture, ``y`` counted from the north; ``None`` where there is none.

        Raises
        ------
        TilesError
            If the file is gone or broken.
        """
        side = 1 << zoom if 0 <= zoom <= _DEEPEST else 0
        if not (0 <= x < side and 0 <= y < side):
            return None
        try:
            if self.path.suffix.casefold() == ".pmtiles":
                with _reader(self.path) as reader:
                    picture: bytes | None = reader.get(zoom, x, y)
                    return picture
            with _database(self.path) as database:
                found = database.execute(
                    "SELECT tile_data FROM tiles"
                    " WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
                    (zoom, x, side - 1 - y),
                ).fetchone()
                return bytes(found[0]) if found else None
        except _BROKEN as error:
            raise TilesError("broken", self.path.name) from error


def media_type(tile: bytes) -> str:
    r"""Return what kind of picture a tile is; empty if it is none.

    >>> media_type(b"\x89PNG...."), media_type(b"<svg>")
    ('image/png', '')
    """
    return next((kind for head, kind in MEDIA_TYPES.items() if tile.startswith(head)), "")


def tile_sets(folder: Path) -> tuple[TileSet, ...]:
    """Return the files of tiles of a pack that can be drawn, by name.

    >>> tile_sets(folder)
    ()
    """
    found = []
    for path in tile_files(folder):
        try:
            found.append(read_tiles(path))
        except TilesError:
            continue
    return tuple(found)


def read_tiles(path: Path) -> TileSet:
    """Return a file of tiles, as it describes itself.

    Raises
    ------
    TilesError
        ``broken``, ``vector``, or ``none`` if it holds no tile.

    Examples
    --------
    >>> try:
    ...     read_tiles(folder / "gone.pmtiles")
    ... except TilesError as error:
    ...     error.reason
    'broken'
    """
    try:
        stat = path.stat()
    except OSError as error:
        raise TilesError("broken", path.name) from error
    return _described(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=64)
def _described(path: Path, size: int, time: int) -> TileSet:
    try:
        told = _pmtiles(path) if path.suffix.casefold() == ".pmtiles" else _mbtiles(path)
        stamp = f"{zlib.crc32(f'{path.name}:{size}:{time}'.encode()):08x}"
        west, south, east, north = told["bounds"]
        low, high = int(told["minzoom"]), int(told["maxzoom"])
        if not (west < east and south < north and 0 <= low <= high <= _DEEPEST):
            raise TilesError("broken", path.name)
        made = TileSet(
            f"{path.stem}-{stamp}",
            path,
            _plain(told.get("name")) or path.stem,
            _plain(told.get("attribution")),
            low,
            high,
            (west, south, east, north),
        )
    except _BROKEN as error:
        raise TilesError("broken", path.name) from error
    return made


def _plain(text: object) -> str:
    """Return a text of a file without the markup that some have in it."""
    return " ".join(_MARKUP.sub("", str(text or "")).split())[:120]


@contextmanager
def _reader(path: Path) -> Iterator[Any]:
    with path.open("rb") as file:
        yield Reader(_bounded(MmapSource(file)))  # type: ignore[no-untyped-call]  # has no types


def _bounded(read: Callable[[int, int], bytes]) -> Callable[[int, int], bytes]:
    """Return what reads a piece of a file, and refuses one that would grow without end."""

    def piece(offset: int, length: int) -> bytes:
        found = read(offset, length)
        if found.startswith(_GZIP):
            opener = zlib.decompressobj(zlib.MAX_WBITS | 16)
            if len(opener.decompress(found, _MOST_OPENED)) == _MOST_OPENED or opener.unused_data:
                raise ValueError(length)
        return found

    return piece


@contextmanager
def _database(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database that may hold any view: no question of it takes forever or all memory."""
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    ends = time.monotonic() + _SECONDS
    with closing(sqlite3.connect(address, uri=True)) as database:
        database.set_progress_handler(lambda: time.monotonic() > ends, _STEPS)
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_TILE)
        yield database


def _pmtiles(path: Path) -> dict[str, Any]:
    with _reader(path) as reader:
        header, metadata = reader.header(), reader.metadata()
    if header["tile_type"] == TileType.MVT:
        raise TilesError("vector", path.name)
    if header["tile_type"] not in _PICTURES or header["tile_compression"] not in {
        Compression.NONE,
        Compression.UNKNOWN,
    }:
        raise TilesError("broken", path.name)
    if not header["addressed_tiles_count"]:
        raise TilesError("none", path.name)
    sides = ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7")
    return {
        "name": metadata.get("name"),
        "attribution": metadata.get("attribution"),
        "minzoom": header["min_zoom"],
        "maxzoom": header["max_zoom"],
        "bounds": tuple(header[side] / 1e7 for side in sides),
    }


def _mbtiles(path: Path) -> dict[str, Any]:
    with _database(path) as database:
        told = dict(database.execute("SELECT name, value FROM metadata").fetchall())
        if told.get("format") in {"pbf", "mvt"}:
            raise TilesError("vector", path.name)
        first = database.execute("SELECT tile_data FROM tiles LIMIT 1").fetchone()
        if first is None:
            raise TilesError("none", path.name)
        if not media_type(bytes(first[0])):
            raise TilesError("vector" if "vector_layers" in _json(told) else "broken", path.name)
        low, high = database.execute(
            "SELECT min(zoom_level), max(zoom_level) FROM tiles"
        ).fetchone()
    bounds = [float(part) for part in str(told.get("bounds", "")).split(",") if part.strip()]
    return {
        **told,
        "minzoom": low,
        "maxzoom": high,
        "bounds": tuple(bounds) if len(bounds) == 4 else _WORLD,
    }


def _json(told: dict[str, Any]) -> dict[str, Any]:
    try:
        found = json.loads(told.get("json") or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
