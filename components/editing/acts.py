"""What the reader may do in the editor, done once, before the page is made."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from components.editing.desk import (
    ACT,
    AT,
    GRID,
    NEW,
    SEARCH,
    SEEN,
    TABLE,
    Desk,
    Place,
    forget,
    place_of,
    typed_name,
)
from components.editing.filled import record
from components.editing.form_blocks import prefilled
from components.editing.shipped import is_shipped
from components.editing.source import said
from components.editing.standing import Keys, Standing, dropped, standing
from components.editing.starts import STARTS
from components.intake.signed import BY, WHY, signed
from data import drafts, local_pack
from data.catalog import Catalog
from data.drafts import DraftChangedError, is_draft
from data.local_pack import lock
from data.people import HOME, Act, Person
from data.revision import ChangedError
from data.stores.errors import why_not

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
    person: Person

    @property
    def at(self) -> Place:
        return self.now.place


def act(held: Desk, catalog: Catalog, options: dict[str, str], *, person: Person = HOME) -> None:
    """Do what the reader asked for, once.

    What is not on offer is ignored: the browser is not trusted.
    """
    if table := options.pop(TABLE, ""):
        _go(options, Place(table))
    what, _, seen = options.pop(ACT, "").partition(SEEN)
    name, _, value = what.partition(":")
    now = standing(catalog, held, options, person=person)
    asked = _Asked(held, catalog, options, value, seen, now, person)
    if name in _MOVES:
        _MOVES[name](asked)
    elif name in _CHANGES and seen and not lock(person, _needed(name, seen)):
        _change(_CHANGES[name], asked, name)


def _needed(name: str, seen: str) -> Act:
    """Return what somebody must be allowed for a change that is asked for."""
    if name == "undo":
        return "restore"
    return "publish" if name == "apply" and not is_draft(seen) else "propose"


def _go(options: dict[str, str], place: Place) -> None:
    """Open another place; what is searched for belongs to the table that is left."""
    if place.table != place_of(options.get(AT, "")).table:
        options.pop(SEARCH, None)
    options[AT] = str(place)


def _start(asked: _Asked) -> None:
    if asked.value in STARTS:
        place = Place(start=asked.value)
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
    except DraftChangedError:
        held.say("edit.said_draft_changed", is_error=True)
    except OSError as error:
        _log.exception("%s", name)
        held.say(why_not(error, "import.locked_folder"), is_error=True)
    except Exception:  # noqa: BLE001 -- the pack in force stands; the reader is told
        _log.exception("%s", name)
        held.say("edit.said_failed", is_error=True)


def _apply(asked: _Asked) -> None:
    """Put what is open in force; where a draft is looked at, into the draft."""
    _bring(asked, draft_of(asked.seen), is_draft=is_draft(asked.seen))


def _draft(asked: _Asked) -> None:
    """Propose what is open: it is not in force."""
    _bring(asked, "", is_draft=True)


def draft_of(seen: str) -> str:
    """Return the id of the draft of a revision; empty if it is of none."""
    return seen.split("-")[1] if is_draft(seen) else ""


def _bring(asked: _Asked, onto: str, *, is_draft: bool) -> None:
    held, now, options = asked.held, asked.now, asked.options
    held.tried, held.refused = str(now.place), ()
    hindrance = now.hindrance()
    if hindrance:
        held.say(hindrance[0], is_error=True, **hindrance[1])
        return
    title = said(options, "title")
    if not _taken(asked, now.rows, now.drop, title, onto, is_draft=is_draft):
        return
    place = Place(now.place.table, GRID if now.place.key == GRID else "")
    _leave(asked, place)
    draft = held.draft
    held.say("edit.said_draft" if is_draft else "edit.said_applied", what=now.counts)
    held.can_undo, held.draft = not is_draft, draft


def _delete(asked: _Asked) -> None:
    """Take the own record that is open out of the pack."""
    held, now = asked.held, asked.now
    row = record(asked.catalog, now.place)
    if row is None or is_shipped(asked.catalog, now.place):
        return
    if BY in now.missing:
        held.tried = str(now.place)
        held.say("edit.wait_who", is_error=True)
        return
    table, onto = now.place.table, draft_of(asked.seen)
    drop = dropped(asked.catalog, table, [now.place.key])
    is_proposed = bool(onto) or now.only_proposes
    if not _taken(asked, {}, drop, "", onto, is_draft=is_proposed):
        return
    _leave(asked, Place(table))
    draft = held.draft
    held.say("edit.said_deleted", what={name: len(keys) for name, keys in drop.items()})
    held.can_undo, held.draft = not is_proposed, draft


def _taken(
    asked: _Asked,
    tables: dict[str, pd.DataFrame],
    drop: Keys,
    title: str,
    onto: str,
    *,
    is_draft: bool,
) -> bool:
    """Make a change, and tell whether it was made; why not is kept for the page."""
    held, options, who = asked.held, asked.options, signed(asked.options, asked.person)
    file = said(options, "file")
    files = (file,) if file and tables else ()
    if is_draft:
        made, found = drafts.save(
            tables, {}, title, seen=asked.seen, files=files, drop=drop, onto=onto, **who
        )
        held.draft = made.id if made else ""
    else:
        found = local_pack.apply_tables(
            tables, {}, title, seen=asked.seen, files=files, drop=drop, **who
        )
    held.refused = tuple(found)
    if found:
        held.say("edit.said_refused", is_error=True, count=len(found))
    return not found


def _leave(asked: _Asked, place: Place) -> None:
    """Let go of what was typed, which is taken now, and go on."""
    forget(asked.options, asked.at)
    asked.options.pop(WHY, None)
    asked.held.grids.pop(asked.at.table, None)
    asked.held.tried = ""
    _go(asked.options, place)


def _undo(asked: _Asked) -> None:
    who = signed(asked.options, asked.person)
    local_pack.undo(seen=asked.seen, by=who["by"], person=who["person"])
    asked.held.grids.clear()
    asked.held.say("edit.said_undone")


_CHANGES: dict[str, Callable[[_Asked], None]] = {
    "apply": _apply,
    "draft": _draft,
    "delete": _delete,
    "undo": _undo,
}
