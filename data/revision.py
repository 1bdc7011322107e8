"""Which state of the local pack a reader saw, and what has changed since."""

from __future__ import annotations

import hashlib
import os
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from data.differences import Differences
from data.ground import GROUND_TABLE, ground_rows
from data.hashed import content_hash
from data.kept_states import (
    ABOUT,
    described,
    kept_folders,
    newest_number,
    number_of,
    read_about,
)
from data.packs import read_pack
from data.register import REGISTER, row_count
from data.state_files import compared, file_hash
from data.tiles import TILE_ENDINGS
from data.trail import read_trail

Stamps = tuple[tuple[str, int, int], ...]
_ENDINGS = (".csv", ".geojson", ".json", ".toml", ".po", Path(REGISTER).suffix, *TILE_ENDINGS)


@dataclass(frozen=True)
class Change:
    """What came between a reader's look at the pack and now.

    Attributes
    ----------
    title : str
        Of the pack in force; empty if it was made by hand, or is the illustrative one.
    time : datetime.datetime or None
        When it came into force (UTC); ``None`` if there is no telling.
    is_illustrative : bool
        Whether no local pack is in force now.
    rows : dict of str to (int, int)
        Of each own table and outline that differs: its rows before and now.
    by : tuple of str
        Who has changed it since, as far as they gave a name.
    cells : Differences
        What differs, cell by cell.
    """

    title: str
    time: datetime | None
    is_illustrative: bool
    rows: dict[str, tuple[int, int]] = field(default_factory=dict)
    by: tuple[str, ...] = ()
    cells: Differences = field(default_factory=Differences)


class ChangedError(Exception):
    """The pack is no longer the one that was seen; nothing was done."""

    def __init__(self, change: Change) -> None:
        super().__init__(f"changed meanwhile: {change}")
        self.change = change


def stamps(folder: Path) -> Stamps:
    """Return name, size and time of each file of a pack, to notice that one has changed.

    >>> stamps(folder)
    ()
    """
    return tuple(_stamp(one) for one in _files(folder))


def _files(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:  # asked several times a click: without a `Path` a file
            return sorted((one for one in found if one.name.endswith(_ENDINGS)), key=_name)
    except OSError:
        return []


def _name(file: os.DirEntry[str]) -> str:
    return file.name


def revision(local: Path) -> str:
    """Return what names the state of a local pack; it is another one after each change.

    It follows from the number of the change and what is in the files, so that every copy of a
    state has the same, wherever it lies and whenever it was written.

    >>> revision(folder / "local") == revision(folder / "local")
    True
    """
    whole = hashlib.sha256()
    for file in _files(local):
        whole.update(f"{file.name}:{_content(file)}\n".encode())
    return f"{newest_number(local)}-{whole.hexdigest()[:16]}"


def _content(file: os.DirEntry[str]) -> str:
    try:
        return content_hash(Path(file.path), file.stat())
    except OSError:
        return ""


def changed_since(local: Path, seen: str) -> Change:
    """Return what is different from a state that was seen.

    Rows are compared if that state is still kept.

    >>> changed_since(folder / "local", "0-").is_illustrative
    True
    """
    number = int(head) if (head := seen.partition("-")[0]).isdecimal() else 0
    later = [one for one in kept_folders(local) if number_of(one) > number]
    rows: dict[str, tuple[int, int]] = {}
    cells = Differences()
    if later:
        before, now = _own_rows(later[-1]), _own_rows(local)
        rows = {
            name: (before.get(name, ("", 0))[1], now.get(name, ("", 0))[1])
            for name in sorted(before.keys() | now.keys())
            if before.get(name) != now.get(name)
        }
        cells = compared(later[-1], local)
    names = (one.done.by for one in read_trail(local) if one.number > number and one.done.by)
    title = str(read_about(local).get("title", ""))
    by = tuple(dict.fromkeys(names))
    return Change(title, _time(local), not local.is_dir(), rows, by, cells)


def _own_rows(state: Path) -> dict[str, tuple[str, int]]:
    """Return the hash of each file of a pack, and how many rows it has."""
    pack = read_pack(state, "local", partial=True)
    counts = {name: len(frame) for name, frame in {**pack.tables, **pack.outlines}.items()}
    if pack.register:
        counts["tenants"] = row_count(pack.register)
    if pack.ground:
        counts[GROUND_TABLE] = ground_rows(state)
    found = {}
    for name, count in counts.items():
        for path in state.glob(f"{name}.*"):
            found[name] = (file_hash(path), count)
    return found


def _time(local: Path) -> datetime | None:
    times = [one[2] for one in stamps(local) if one[2] > 0]
    if times:
        return datetime.fromtimestamp(max(times) / 1e9, UTC)
    return next((described(one).time for one in kept_folders(local)), None)


def _stamp(file: os.DirEntry[str]) -> tuple[str, int, int]:
    try:
        stat = file.stat()
        # Written in the same tick of the clock, two of one size would pass for one.
        size = zlib.crc32(Path(file.path).read_bytes()) if file.name == ABOUT else stat.st_size
    except OSError:
        return file.path, -1, -1
    return file.path, size, stat.st_mtime_ns
