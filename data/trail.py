"""The trail: what was changed by whom, when, why and from what; it outlives the kept states.

One line of JSON a change in ``trail.jsonl`` beside the kept states, appended and never rewritten.
A change and its line are one (`data.swap`): a kill between them leaves the line in the journal of
the swap, from where it is written, once.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from data.deeds import Deed, read_deed
from data.differences import Differences, read_differences
from data.kept import kept
from data.kept_states import kept_dir
from data.state_files import compared, tables_hash

TRAIL = "trail.jsonl"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Entry:
    """One change of the pack.

    Attributes
    ----------
    number : int
        Of the revision that it brought; of a change by hand, of the one that it changed.
    token : str
        Names the entry: no two are the same.
    time : datetime.datetime
        UTC.
    done : Deed
    before, tables : str
        Hash of all tables before it and after it; empty where no local pack was in force.
    restored : int, optional
        The revision whose tables it brought back.
    draft : str
        Id of the draft that it published.
    changes : Differences
    """

    number: int
    token: str
    time: datetime
    done: Deed
    before: str
    tables: str
    restored: int | None = None
    draft: str = ""
    changes: Differences = field(default_factory=Differences)


def trail_file(local: Path) -> Path:
    """Return the file of the trail of a pack.

    >>> trail_file(Path("/srv/data/local")).name
    'trail.jsonl'
    """
    return kept_dir(local) / TRAIL


def read_trail(local: Path) -> tuple[Entry, ...]:
    """Return all changes, the oldest first; what cannot be read is left out.

    >>> read_trail(folder / "local")
    ()
    """
    path = trail_file(local)
    try:
        stat = path.stat()
    except OSError:
        return ()
    return _read(path, stat.st_size, stat.st_mtime_ns)


def in_force(local: Path) -> Entry | None:
    """Return the last change, unless somebody has changed files by hand since.

    >>> in_force(folder / "local") is None
    True
    """
    last = next(reversed(read_trail(local)), None)
    return last if last and last.tables == tables_hash(local) else None


def new_lines(
    local: Path, state: Path | None, done: Deed, number: int, draft: str = ""
) -> list[str]:
    """Return the lines of a change that is about to be made.

    Parameters
    ----------
    local : pathlib.Path
        Still as it was.
    state : pathlib.Path or None
        What will take its place.
    done : Deed
    number : int
        Of the revision that it brings.
    draft : str
        Id of the draft that is published.

    Examples
    --------
    >>> [line] = new_lines(folder / "local", folder, Deed("First"), 1)
    >>> json.loads(line)["number"]
    1
    """
    entries = read_trail(local)
    before, tables = tables_hash(local), tables_hash(state)
    lines = []
    if entries and entries[-1].tables != before:
        # What it was before nobody knows: somebody has changed the files in their place.
        by_hand = Deed(entries[-1].done.title, kind="hand")
        lines.append(_line(by_hand, entries[-1].number, entries[-1].tables, before))
    restored = None
    if done.kind in {"restore", "undo"}:
        found = [one.number for one in entries if one.tables == tables and one.done.kind != "hand"]
        restored = found[-1] if found else None
        done = replace(done, files=())
    changes = compared(local, state)
    told = {"restored": restored, "draft": draft, "changes": changes.told()}
    return [*lines, _line(done, number, before, tables, told)]


def append(local: Path, lines: Iterable[str]) -> None:
    """Write lines that are not there yet; all of them are on the disk on return, or none.

    Raises
    ------
    OSError
        If the disk refuses; the trail is as it was.

    Examples
    --------
    >>> lines = new_lines(folder / "local", folder, Deed("First"), 1)
    >>> append(folder / "local", lines)
    >>> append(folder / "local", lines)
    >>> [one.done.title for one in read_trail(folder / "local")]
    ['First']
    """
    path = trail_file(local)
    path.parent.mkdir(parents=True, exist_ok=True)
    known = {one.token for one in read_trail(local)}
    missing = [line for line in lines if _token(line) not in known]
    with path.open("a+b") as file:
        size = file.seek(0, os.SEEK_END)
        if size:
            file.seek(size - 1)
        # A line that a kill has cut off stays as it is; what follows begins a new one.
        torn = size > 0 and file.read(1) != b"\n"
        text = "".join(f"{line}\n" for line in missing)
        try:
            file.write(("\n" if torn and text else "").encode() + text.encode())
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            file.truncate(size)
            raise


def _line(
    done: Deed, number: int, before: str, tables: str, more: Mapping[str, Any] | None = None
) -> str:
    told = {
        "number": number,
        "token": uuid4().hex,
        "time": datetime.now(UTC).isoformat(),
        **done.told(),
        "before": before,
        "tables": tables,
        **(more or {}),
    }
    return json.dumps(told, ensure_ascii=False)


def _token(line: str) -> str:
    try:
        return str(json.loads(line)["token"])
    except (ValueError, KeyError, TypeError):
        return ""


@kept(2)
def _read(path: Path, size: int, changed: int) -> tuple[Entry, ...]:
    """Read a trail; `size` and `changed` are the key under which it is kept."""
    del size, changed
    found = []
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                found.append(_entry(json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError):
                # Without its text: it may name somebody.
                _log.warning("%s: line %d is no entry", path, number)
    return tuple(found)


def _entry(told: Mapping[str, Any]) -> Entry:
    restored = told.get("restored")
    return Entry(
        int(told["number"]),
        str(told["token"]),
        datetime.fromisoformat(told["time"]),
        read_deed(told),
        str(told["before"]),
        str(told["tables"]),
        restored if isinstance(restored, int) else None,
        str(told.get("draft", "")),
        read_differences(told.get("changes")),
    )
