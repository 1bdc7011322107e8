"""Putting a folder in the place of the local pack, so that a kill at any moment loses nothing.

Two renames do it. A journal in ``local.kept`` says which, from before the first until after the
second: who finds it when no writer is at work finishes the change, or finds that nothing was
moved and leaves all as it was. Readers that find it wait until it is gone, and not for what the
writer does then: a database may take long.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from filelock import FileLock

from data import durable
from data.deeds import Deed
from data.kept_states import (
    ABOUT,
    described,
    kept_dir,
    kept_folders,
    next_place,
    number_of,
    read_about,
)
from data.state_files import tables_hash
from data.stores import store_of
from data.stores.trees import JOURNAL, finish
from data.trail import append, new_lines

KEPT = 20  # states, however large they are
MOST_KEPT, KEPT_BYTES = 500, 200_000_000  # states, as long as all are no larger than that
DRAFT = "draft"
_MENDED = "mended.json"
_WAIT_S = 60
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Mended:
    """A change that a kill had cut off.

    Attributes
    ----------
    title : str
        Of the pack that was to come into force; empty if it is the illustrative one.
    is_finished : bool
        Whether it was finished; else all is as it was before.
    time : datetime.datetime
        When that was found (UTC).
    """

    title: str
    is_finished: bool
    time: datetime


@contextmanager
def locked(local: Path) -> Iterator[Path]:
    """Let one writer at a time work; give it a draft, and leave no more states than we keep.

    What an earlier writer did not finish is mended first. Of a shared store (`data.stores`) it is
    one writer of all servers, and what it has done is in the store when it goes, or undone.

    >>> with locked(folder / "local") as draft:
    ...     draft.name
    'draft'
    """
    draft = kept_dir(local) / DRAFT
    with alone(local), store_of(local).held("pack"):
        try:
            yield draft
            for old in _surplus(kept_folders(local)):
                durable.drop(old)
        finally:
            durable.drop(draft)


@contextmanager
def alone(local: Path, is_needless: Callable[[], bool] = lambda: False) -> Iterator[None]:
    """Keep all others out of the folders of a pack on this machine, to read them or to mend them.

    Parameters
    ----------
    local : pathlib.Path
    is_needless : callable, optional
        Asked again and again while others are at work; once it says so, nobody waits for them.

    Raises
    ------
    OSError
        If somebody else is at work for long, or it was needless.

    Examples
    --------
    >>> with alone(folder / "local"):
    ...     [one.name for one in folder.iterdir()]
    ['local.kept']
    """
    folder = kept_dir(local)
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "lock", timeout=_WAIT_S).acquire(cancel_check=is_needless):
        _mend(local)
        durable.drop(folder / DRAFT)
        try:
            yield
        finally:
            durable.sweep(folder, older_s=-1)  # no one else is at work


def swap(local: Path, state: Path | None, done: Deed, draft: str = "") -> None:
    """Keep the state in force, and put a folder in its place (``None``: no local pack).

    Parameters
    ----------
    local : pathlib.Path
    state : pathlib.Path or None
    done : Deed
        What is told of the change; kept with the state and in the trail.
    draft : str
        Id of the draft that is published.

    Raises
    ------
    OSError
        If the disk refuses; the state in force stays.

    Examples
    --------
    >>> with locked(folder / "local") as draft:
    ...     draft.mkdir()
    ...     swap(folder / "local", draft, Deed("First"))
    >>> read_about(folder / "local")["title"]
    'First'
    """
    home, place = kept_dir(local), next_place(local)
    lines = new_lines(local, state, done, number_of(place), draft)
    # What it is called so far: a kept state that is not restored after all keeps its own name.
    about = read_about(state) if state else {}
    plan = {"new": state.name if state else None, "place": place.name, "title": done.title}
    journal, was_local = home / JOURNAL, local.is_dir()
    _write_json(journal, plan | {"about": about, "trail": lines})
    try:
        if state:
            # An ever new token: no two states in force are taken for one another.
            mark = {"tables": tables_hash(state), "token": uuid4().hex}
            time = datetime.now(UTC).isoformat()
            _write_json(state / ABOUT, done.told() | {"time": time} | mark)
            durable.sync(state)
        if was_local:
            durable.move(local, place)
        else:
            with durable.drafted(place) as empty:
                empty.mkdir()
                _write_json(empty / ABOUT, {"illustrative": True})
        if state:
            durable.move(state, local)
        append(local, lines)
    except BaseException:
        _take_back(local, state, place, was_local=was_local)
        _rename(state, about)
        durable.drop(journal)
        raise
    durable.drop(home / _MENDED)
    durable.drop(journal)


def _surplus(folders: list[Path]) -> list[Path]:
    """Return the states that are too many, of all, the newest first."""
    room, stay = KEPT_BYTES, KEPT
    for place, one in enumerate(folders[:MOST_KEPT]):
        room -= sum(path.stat().st_size for path in one.iterdir() if path.is_file())
        if place >= KEPT and room < 0:
            break
        stay = max(stay, place + 1)
    return folders[stay:]


def _take_back(local: Path, state: Path | None, place: Path, *, was_local: bool) -> None:
    """Put the folders back where they were, however far the change came."""
    if state and local.is_dir() and not state.exists():
        durable.move(local, state)
    if was_local and place.is_dir() and not local.exists():
        durable.move(place, local)
    elif not was_local and not local.exists():
        durable.drop(place)


def _rename(state: Path | None, about: object) -> None:
    """Let a kept state that stays where it was be called what it was called."""
    if state and about and isinstance(about, dict) and state.is_dir():
        with suppress(OSError):
            _write_json(state / ABOUT, about)


def settle(local: Path) -> None:
    """Wait until no change is half done; finish one whose writer is gone.

    >>> settle(folder / "local")
    """
    journal = kept_dir(local) / JOURNAL

    def is_settled() -> bool:
        return not journal.exists()

    with suppress(OSError):
        if not is_settled():
            clear_up(local, is_settled)


def clear_up(local: Path, is_needless: Callable[[], bool] = lambda: False) -> None:
    """Mend what a kill has left, drafts included; called at each start.

    Parameters
    ----------
    local, is_needless
        As for `alone`.

    Examples
    --------
    >>> clear_up(folder / "local")
    """
    try:
        if kept_dir(local).is_dir():
            with alone(local, is_needless):
                pass
    except OSError as error:
        if not is_needless():
            _log.warning("%s: %s", local, error)


def mended(local: Path) -> Mended | None:
    """Return what was mended since the last change, if anything was.

    >>> mended(folder / "local") is None
    True
    """
    told = read_about(kept_dir(local), _MENDED)
    try:
        time = datetime.fromisoformat(told["time"])
        return Mended(str(told["title"]), told["is_finished"] is True, time)
    except (KeyError, TypeError, ValueError):
        return None


def _mend(local: Path) -> None:
    home = kept_dir(local)
    journal = home / JOURNAL
    if finish(local, home):
        _log.warning("%s: bringing it up to date was cut off", local)
    elif journal.exists():
        _finish(local, journal)
    elif not local.exists() and (home / DRAFT / ABOUT).is_file():
        # Earlier versions had no journal, and named a draft in the moment between the renames.
        title = str(read_about(home / DRAFT).get("title", ""))
        durable.move(home / DRAFT, local)
        _tell(home, title, is_finished=True)


def _finish(local: Path, journal: Path) -> None:
    home, plan = journal.parent, read_about(journal.parent, journal.name)
    new, place = plan.get("new"), str(plan.get("place", ""))
    is_moved = bool(place) and (home / place).is_dir()
    if is_moved and new and not local.exists():
        if (home / str(new)).is_dir():
            durable.move(home / str(new), local)
        else:  # taken away by hand
            is_moved = False
            if not described(home / place).is_illustrative:
                durable.move(home / place, local)
    lines = plan.get("trail")
    if is_moved and isinstance(lines, list):
        append(local, map(str, lines))
    elif new and not is_moved:
        _rename(home / str(new), plan.get("about"))
    _tell(home, str(plan.get("title", "")), is_finished=is_moved)
    durable.drop(journal)


def _tell(home: Path, title: str, *, is_finished: bool) -> None:
    time = datetime.now(UTC).isoformat()
    _log.warning(
        "%s: a change to %r was cut off; it is %s",
        home,
        title,
        "finished" if is_finished else "taken back",
    )
    _write_json(home / _MENDED, {"title": title, "is_finished": is_finished, "time": time})


def _write_json(path: Path, content: dict[str, object]) -> None:
    durable.write(path, json.dumps(content).encode())
