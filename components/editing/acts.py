"""What the reader may do in the editor, done once, before the page is made."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from components.editing.desk import (
    ACT,
    AT,
    GRID,
    NEW,
    SEARCH,
    SEEN,
    SOURCE,
    TABLE,
    WHO,
    WHY,
    Desk,
    Place,
    forget,
    place_of,
    typed_name,
)
from components.editing.filled import record
from components.editing.form_blocks import prefilled
from components.editing.shipped import is_shipped
from components.editing.standing import Standing, standing
from data import local_pack
from data.catalog import Catalog
from data.durable import is_full
from data.revision import ChangedError

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Asked:
    """An act that was asked for, and the revision of the pack that the reader saw."""

    held: Desk
    catalog: Catalog
    options: dict[str, str]
    value: str
    seen: str
    now: Standing

    @property
    def at(self) -> Place:
        return self.now.place


def act(held: Desk, catalog: Catalog, options: dict[str, str], *, is_guest: bool = False) -> None:
    """Do what the reader asked for, once.

    What is not on offer is ignored: the browser is not trusted.
    """
    if table := options.pop(TABLE, ""):
        _go(options, Place(table))
    what, _, seen = options.pop(ACT, "").partition(SEEN)
    name, _, value = what.partition(":")
    now = standing(catalog, held, options, is_guest=is_guest)
    asked = _Asked(held, catalog, options, value, seen, now)
    if name in _MOVES:
        _MOVES[name](asked)
    elif name in _CHANGES and seen and not now.locked:
        _change(_CHANGES[name], asked, name)


def _go(options: dict[str, str], place: Place) -> None:
    """Open another place; what is searched for belongs to the table that is left."""
    if place.table != place_of(options.get(AT, "")).table:
        options.pop(SEARCH, None)
    options[AT] = str(place)


def _start(asked: _Asked) -> None:
    place = place_of(f"start~{asked.value}")
    _go(asked.options, Place() if place == asked.at else place)
    asked.held.said = None


def _open(asked: _Asked) -> None:
    _go(asked.options, place_of(asked.value))
    asked.held.said = None


def _newer(asked: _Asked) -> None:
    """Begin a record that takes over what does not change from a shipped one."""
    old = place_of(asked.value)
    place = Place(old.table, NEW)
    for column, text in prefilled(asked.catalog, old).items():
        asked.options[typed_name(place, column)] = text
    _go(asked.options, place)


def _discard(asked: _Asked) -> None:
    forget(asked.options, asked.at)
    asked.held.grids.pop(asked.at.table, None)
    asked.held.tried, asked.held.refused, asked.held.said = "", (), None


_MOVES: dict[str, Callable[[_Asked], None]] = {
    "start": _start,
    "open": _open,
    "table": _open,
    "newer": _newer,
    "discard": _discard,
}


def _change(do: Callable[[_Asked], None], asked: _Asked, name: str) -> None:
    held = asked.held
    try:
        do(asked)
    except ChangedError as error:
        # What was typed stays: the page shows it beside what is in force now.
        message = "edit.said_undo_changed" if name == "undo" else "edit.said_changed"
        held.say(message, is_error=True, change=error.change)
    except OSError as error:
        _log.exception("%s", name)
        held.say("import.disk_full" if is_full(error) else "import.locked_folder", is_error=True)
    except Exception:  # noqa: BLE001 -- the pack in force stands; the reader is told
        _log.exception("%s", name)
        held.say("edit.said_failed", is_error=True)


def _apply(asked: _Asked) -> None:
    held, now, options = asked.held, asked.now, asked.options
    held.tried, held.refused = str(now.place), ()
    hindrance = now.hindrance()
    if hindrance:
        held.say(hindrance[0], is_error=True, **hindrance[1])
        return
    refused = local_pack.apply_tables(
        now.rows,
        {},
        options[SOURCE["title"]].strip(),
        seen=asked.seen,
        by=options[WHO].strip(),
        why=options.get(WHY, "").strip(),
        files=_files(options),
        drop=now.drop,
    )
    held.refused = tuple(refused)
    if refused:
        held.say("edit.said_refused", is_error=True, count=len(refused))
        return
    forget(options, now.place)
    options.pop(WHY, None)
    held.grids.pop(now.place.table, None)
    _go(options, Place(now.place.table, GRID if now.place.key == GRID else ""))
    held.tried = ""
    held.say("edit.said_applied", what=now.counts)
    held.can_undo = True


def _files(options: dict[str, str]) -> tuple[str, ...]:
    file = options.get(SOURCE["file"], "").strip()
    return (file,) if file else ()


def _delete(asked: _Asked) -> None:
    """Take the own record that is open out of the pack."""
    held, now, options = asked.held, asked.now, asked.options
    place = now.place
    if record(asked.catalog, place) is None or is_shipped(asked.catalog, place):
        return
    drop = {place.table: [tuple(place.key.split("|"))]}
    if WHO in now.missing:
        held.tried = str(now.place)
        held.say("edit.wait_who", is_error=True)
        return
    held.refused = tuple(
        local_pack.apply_tables(
            {},
            {},
            "",
            seen=asked.seen,
            by=options[WHO].strip(),
            why=options.get(WHY, "").strip(),
            drop=drop,
        )
    )
    if held.refused:
        held.say("edit.said_refused", is_error=True, count=len(held.refused))
        return
    forget(options, now.place)
    _go(options, Place(now.place.table))
    held.say("edit.said_deleted", what={table: len(keys) for table, keys in drop.items()})
    held.can_undo = True


def _undo(asked: _Asked) -> None:
    local_pack.undo(seen=asked.seen, by=asked.options.get(WHO, "").strip())
    asked.held.grids.clear()
    asked.held.say("edit.said_undone")


_CHANGES: dict[str, Callable[[_Asked], None]] = {
    "apply": _apply,
    "delete": _delete,
    "undo": _undo,
}
