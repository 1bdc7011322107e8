"""What the import page knows at a moment, and the acts that it offers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from components.intake.grounds import APPLY, DROP, OUT, OUT_TILES
from components.intake.inbox import (
    ACT,
    ANSWERS,
    Inbox,
    Proposed,
    answers,
    forget_answers,
    option_name,
    problems,
    uploads,
)
from components.intake.shelf import SHELF
from components.intake.signed import BY, WHY, Signed, signed
from data import drafts, local_pack, trade
from data.catalog import Catalog
from data.clock import today
from data.drafts import DraftChangedError, StaleError, draft_named, is_draft
from data.ground import GROUND_TABLE, ground_rows, no_ground
from data.i18n import Lang, translate
from data.local_pack import lock
from data.merging import Prefer
from data.packs import local_dir
from data.people import HOME, Act, Person
from data.problems import Problem
from data.revision import ChangedError, changed_since
from data.state_rows import Drop
from data.stores.errors import why_not
from data.tiles import TILES_TABLE
from geo.grounding.told import title_told
from geo.intake.doubts import Doubt
from geo.intake.proposal import Grade, Proposal, Supplied, propose
from geo.intake.would_be import would_be

TITLE, PUBLISHER, DATE, GRADE = "import-title", "import-publisher", "import-date", "import-grade"
OPTIONS = (ACT, ANSWERS, TITLE, PUBLISHER, DATE, GRADE, BY, WHY)
GRADES: tuple[Grade, ...] = ("official", "illustrative")
SEEN = "@"  # behind an act: the revision of the pack that the reader saw
_log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Situation:
    """What is in hand and what it would come to.

    Attributes
    ----------
    proposal : Proposal or None
        Under any title, publisher and date; ``None`` without files, and if making it failed.
    would_be : Catalog or None
        The catalog with the proposal applied.
    whole : callable
        Makes the proposal anew under those that the reader has given.
    supplied : Supplied
        As far as the reader has said.
    problems : list of Problem
        All that was left out or refused.
    locked : str
        Why nothing may be changed here, as a message id; empty if it may.
    """

    proposal: Proposal | None
    would_be: Catalog | None
    whole: Callable[[], Proposal | None]
    supplied: Supplied
    problems: list[Problem]
    locked: str

    @property
    def open(self) -> list[Doubt]:
        """Questions that wait for an answer."""
        if self.proposal is None:
            return []
        waiting = self.proposal.unanswered
        return [doubt for doubt in self.proposal.doubts if doubt.key in waiting]

    def hindrance(self) -> str | None:
        """Return what stands first in the way of applying, as a message id."""
        hindrances = (
            (bool(self.locked), self.locked),
            (self.proposal is None and not self.problems, "import.wait_files"),
            (bool(self.open), "import.wait_answers"),
            (self.proposal is None or not self.proposal.is_ready, "import.wait_content"),
            (not self.supplied.title, "import.wait_title"),
            (not self.supplied.publisher, "import.wait_publisher"),
            (not is_date(self.supplied.as_of), "import.wait_date"),
            (self.supplied.grade is None, "import.wait_grade"),
        )
        return next((message for stands, message in hindrances if stands), None)


def is_date(text: str) -> bool:
    """Whether a text is a date in one of the forms of the trade."""
    try:
        trade.period(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class InHand:
    """What a session has in hand, and where its import stands."""

    inbox: Inbox
    now: Situation


def situation(
    held: Inbox, catalog: Catalog, options: Mapping[str, str], *, person: Person = HOME
) -> Situation:
    """Return where an import stands; the proposal is made anew only if something changed."""
    locked = lock(person)
    given = answers(options)
    supplied = Supplied(
        options.get(TITLE, "").strip(),
        options.get(PUBLISHER, "").strip(),
        options.get(DATE, "").strip(),
        next((grade for grade in GRADES if grade == options.get(GRADE)), None),
    )

    def whole() -> Proposal | None:
        return _propose(held, catalog, given, supplied)

    if not held.files:
        held.proposed = None
        return Situation(None, None, whole, supplied, problems(held, ()), locked)
    # Without the texts, so that filling them in does not wait for it.
    anyone = Supplied("?", "?", "2000", supplied.grade)
    SHELF.use(held)
    made_of = (catalog.key, tuple(held.files.values()), given, anyone)
    proposed = held.proposed  # of this moment: it may be put away while this is at work
    if proposed is None or proposed.made_of != made_of:
        made = _propose(held, catalog, given, anyone)
        proposed = Proposed(made_of, made, would_be(catalog, made) if made else None)
        held.proposed = proposed
    proposal, after = proposed.proposal, proposed.would_be
    failed = Problem(next(iter(held.files)), None, None, "unexpected")
    found = problems(held, proposal.problems if proposal else [failed])
    return Situation(proposal, after, whole, supplied, found, locked)


def _propose(
    held: Inbox, catalog: Catalog, given: Mapping[str, str], supplied: Supplied
) -> Proposal | None:
    try:
        return propose(uploads(held), catalog, given, supplied, today())
    except Exception:  # noqa: BLE001 -- a defect of ours must not take the page away from the reader
        _log.exception("proposal from %r", list(held.files))
        return None


def act(
    held: Inbox,
    catalog: Catalog,
    options: dict[str, str],
    *,
    person: Person = HOME,
    lang: Lang = "zh",
) -> None:
    """Do what the reader asked for, once.

    What is not on offer is ignored: the browser is not trusted.
    """
    what, _, seen = options.pop(ACT, "").partition(SEEN)
    name, _, value = what.partition(":")
    now = situation(held, catalog, options, person=person)
    if name == "remove":
        held.files = {file: one for file, one in held.files.items() if one.digest != value}
        forget_answers(options)
    elif name == "clear":
        held.clear()
    elif name == DROP:
        held.grounds = {file: one for file, one in held.grounds.items() if one.digest != value}
    elif name == "accept":
        options.update({option_name(doubt.key): doubt.chosen for doubt in now.open})
    elif name in _CHANGES and seen and not lock(person, _needed(name, seen)):
        _change(held, catalog, now, _Asked(name, value, seen, signed(options, person), lang))
        if not held.is_error:
            options.pop(WHY, None)
    if not held.files:  # the next one is asked about anew
        forget_answers(options)


def _needed(name: str, seen: str) -> Act:
    """Return what somebody must be allowed for a change that is asked for."""
    if name in _BACK:
        return "restore"
    if name in _INTO_BOTH:
        return ground_act(seen)
    return "propose" if name in _PROPOSED else "publish"


def ground_act(seen: str) -> Act:
    """Return what it takes to change the ground: of a draft, where one is looked at."""
    return "propose" if is_draft(seen) else "publish"


@dataclass(frozen=True)
class _Asked:
    """A change that was asked for, the revision that the reader saw, and who asks, and why."""

    name: str
    value: str
    seen: str
    signed: Signed
    lang: Lang


def _hold(catalog: Catalog, seen: str) -> None:
    """Refuse to propose on another state than the one seen."""
    if seen != catalog.revision:
        raise ChangedError(changed_since(local_dir(), seen))


def _change(held: Inbox, catalog: Catalog, now: Situation, asked: _Asked) -> None:
    try:
        if asked.name not in _OF_DRAFTS:
            _hold(catalog, asked.seen)
        _CHANGES[asked.name](held, now, asked)
    except ChangedError as error:
        # Files and answers stay in hand: the page shows them beside what is in force now.
        message = "import.changed_apply" if asked.name == "apply" else "import.changed"
        held.say(message, is_error=True, change=error.change)
    except StaleError as error:
        held.say("import.said_stale", is_error=True, stale=error.meanwhile)
    except DraftChangedError:
        held.say("import.said_draft_changed", is_error=True)
    except OSError as error:
        _log.exception("%s", asked.name)
        held.say(why_not(error, "import.locked_folder"), is_error=True)
    except Exception:  # noqa: BLE001 -- the pack in force stands; the reader is told
        _log.exception("%s", asked.name)
        held.say("import.said_failed", is_error=True)


def _apply(held: Inbox, now: Situation, asked: _Asked) -> None:
    if now.hindrance():
        return
    proposal = now.whole()
    if proposal is None:
        held.say("import.said_failed", is_error=True)
        return
    what = (proposal.tables, proposal.outlines, now.supplied.title)
    files = tuple(held.files)
    if asked.name == "draft":
        onto = draft_named(asked.seen)
        _, refused = drafts.save(*what, seen=asked.seen, onto=onto, files=files, **asked.signed)
    else:
        refused = local_pack.apply_tables(*what, seen=asked.seen, files=files, **asked.signed)
    held.refused = tuple(refused)
    if refused:
        held.say("import.said_refused", is_error=True, count=len(refused))
        return
    taken = {meaning: count for meaning, (_, count) in proposal.taken.items() if count}
    held.clear()
    held.say("import.said_draft" if asked.name == "draft" else "import.said_applied", taken=taken)


def _ground(held: Inbox, _: Situation, asked: _Asked) -> None:
    """Put what was dropped in force, or into the draft that the reader looks at."""
    good = [one for one in held.grounds.values() if one.is_good]
    made = [one for one in good if one.made]
    if not good:
        return
    tables = {GROUND_TABLE: made[-1].made.features} if made and made[-1].made else {}
    used = [*made[-1:], *(one for one in good if one.tiles)]
    titles = [
        title_told(one.made, one.name, asked.lang)
        if one.made
        else translate(asked.lang, "tiles.title", name=one.tiles.name if one.tiles else one.name)
        for one in used
    ]
    _exchange(
        held,
        asked,
        tables,
        translate(asked.lang, "ground.and").join(titles),
        files=[one.name for one in used],
        basemaps=[one.tiles.path for one in used if one.tiles],
    )
    if not held.refused:
        held.grounds = {}


def _without_ground(held: Inbox, _: Situation, asked: _Asked) -> None:
    title = translate(asked.lang, "ground.dropped", count=f"{ground_rows(local_dir()):,}")
    _exchange(held, asked, {GROUND_TABLE: no_ground()}, title)


def _without_tiles(held: Inbox, _: Situation, asked: _Asked) -> None:
    title = translate(asked.lang, "tiles.dropped", name=asked.value)
    _exchange(held, asked, {}, title, drop={TILES_TABLE: [asked.value]})


def _exchange(
    held: Inbox,
    asked: _Asked,
    tables: Mapping[str, pd.DataFrame],
    title: str,
    files: Sequence[str] = (),
    basemaps: Sequence[Path] = (),
    drop: Drop | None = None,
) -> None:
    more: Any = {"files": files, "basemaps": basemaps, "drop": drop, "seen": asked.seen}
    if is_draft(asked.seen):
        onto = draft_named(asked.seen)
        _, refused = drafts.save(tables, {}, title, onto=onto, **more, **asked.signed)
    else:
        refused = local_pack.apply_tables(tables, {}, title, **more, **asked.signed)
    held.refused = tuple(refused)
    if refused:
        held.say("import.said_refused", is_error=True, count=len(refused))
    else:
        held.say("ground.said", title=title)


def _undo(held: Inbox, _: Situation, asked: _Asked) -> None:
    local_pack.undo(seen=asked.seen, **asked.signed)
    held.say("import.said_undone")


def _illustrative(held: Inbox, _: Situation, asked: _Asked) -> None:
    local_pack.back_to_illustrative(seen=asked.seen, **asked.signed)
    held.say("import.said_illustrative")


def _restore(held: Inbox, _: Situation, asked: _Asked) -> None:
    if asked.value in {kept.id for kept in local_pack.kept()}:
        local_pack.restore(asked.value, seen=asked.seen, **asked.signed)
        held.say("import.said_restored")


def _publish(held: Inbox, _: Situation, asked: _Asked) -> None:
    refused = drafts.publish(asked.value, seen=asked.seen, **asked.signed)
    held.refused = tuple(refused)
    if refused:
        held.say("import.said_refused", is_error=True, count=len(refused))
    else:
        held.say("import.said_published")


def _rebase(held: Inbox, _: Situation, asked: _Asked) -> None:
    prefer = _PREFERRED[asked.name]
    clashes = drafts.rebase(asked.value, seen=asked.seen, prefer=prefer)
    if clashes and prefer is None:
        held.say("import.said_clashes", is_error=True, count=len(clashes))
    else:
        held.say("import.said_rebased")


def _drop(held: Inbox, _: Situation, asked: _Asked) -> None:
    drafts.drop(asked.value, seen=asked.seen)
    held.say("import.said_dropped")


def _bring_back(held: Inbox, _: Situation, asked: _Asked) -> None:
    drafts.bring_back(asked.value)
    held.say("import.said_brought_back")


_PREFERRED: dict[str, Prefer | None] = {
    "draft-rebase": None,
    "draft-mine": "mine",
    "draft-theirs": "theirs",
}
_OF_DRAFTS: dict[str, Callable[[Inbox, Situation, _Asked], None]] = {
    **dict.fromkeys(_PREFERRED, _rebase),
    "draft-publish": _publish,
    "draft-drop": _drop,
    "draft-back": _bring_back,
}
_BACK = frozenset({"undo", "illustrative", "restore"})
_PROPOSED = frozenset({"draft", "draft-drop", "draft-back", *_PREFERRED})
_INTO_BOTH = frozenset({APPLY, OUT, OUT_TILES})
_CHANGES: dict[str, Callable[[Inbox, Situation, _Asked], None]] = {
    **_OF_DRAFTS,
    APPLY: _ground,
    OUT: _without_ground,
    OUT_TILES: _without_tiles,
    "apply": _apply,
    "draft": _apply,
    "undo": _undo,
    "illustrative": _illustrative,
    "restore": _restore,
}
