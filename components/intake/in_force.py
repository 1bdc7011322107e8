"""What is in force now: which tables are the user's own, since when, and what was before."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from components.blocks.actions import actions_block
from components.blocks.base import Block, Body, plain
from components.blocks.cards import Card, Line, cards_block
from components.blocks.html_table import note_html
from components.blocks.text import Words, moment
from components.intake.steps import button
from components.origin.references import assumption_text, references
from components.session.request import Request
from data import local_pack
from data.catalog import Catalog
from data.counts import counts
from data.drafts import is_draft
from data.kept_states import Kept
from data.local_pack import lock
from data.own_pack import OwnPack
from data.packs import local_dir
from data.selection import Selection, visible
from data.swap import mended

# By card: the table it counts.
_PARTS = {
    "zones": "zone_outlines",
    "coverages": "coverage_outlines",
    "routes": "routes",
    "enterprises": "tenants",
    "projects": "project_places",
}


def own_pack(catalog: Catalog) -> OwnPack:
    """Return what of the catalog is the user's own; nothing while a pack has problems."""
    return OwnPack() if catalog.problems else catalog.own


def import_finding(catalog: Catalog, own: OwnPack, words: Words) -> str:
    """Return the title of the page, which states what is in force."""
    zones = catalog.outlines["zone_outlines"]
    if catalog.published_only:
        return words("import.title_published")
    if own.since is None:
        return words("import.title_none", count=len(zones))
    mine = zones[own.rows("zone_outlines", zones)]
    drafts = int((mine["evidence"] == "illustrative").sum())
    values = {"count": len(mine), "drafts": drafts, "rest": len(zones) - len(mine)}
    if mine.empty:
        kind = "other"
    elif drafts:
        kind = "drafts"
    else:
        kind = "part" if values["rest"] else "own"
    return words(f"import.title_{kind}", since=moment(own.since), **values)


def force_cards(catalog: Catalog, chosen: Selection, own: OwnPack, words: Words) -> Block:
    """Return one card a part of the pack: how much of it there is, and whose it is."""
    return cards_block([_card(part, catalog, chosen, own, words) for part in _PARTS], words)


def _card(part: str, catalog: Catalog, chosen: Selection, own: OwnPack, words: Words) -> Card:
    table = _PARTS[part]
    grades, number = _held(catalog, chosen, table)
    label = words(f"import.part_{part}")
    if not number:
        is_hidden = catalog.published_only or bool(_held(catalog, Selection(), table)[1])
        why = words("import.hidden" if is_hidden else "import.absent")
        return Card(part, label, words("import.none"), [Line(why)])
    is_own = table in own.tables and (
        table not in catalog.tables.keys() | catalog.outlines.keys()  # a register: all own
        or bool(own.rows(table, _frame(catalog, table)).any())
    )
    is_draft = "illustrative" in grades
    whose = f"import.{'own' if is_own else 'pack'}_{'draft' if is_draft else 'solid'}"
    lines = [Line(words(whose))]
    if is_own and own.since:
        lines.append(Line(own.title or words("import.by_hand")))
        lines.append(Line(words("import.since", since=moment(own.since))))
    value = words(f"import.count_{part}", count=words.number(number))
    return Card(part, label, value, lines, _origin(catalog, chosen, table, words))


def _held(catalog: Catalog, chosen: Selection, table: str) -> tuple[set[str], int]:
    """Return the grades of what may be seen of a table, and its number."""
    if table == "tenants":
        frame = counts(catalog, Selection(evidence=chosen.evidence), by="zone")
        frame = frame[(frame["count"] > 0) & (frame["zone"] != "unassigned")]
        return set(frame["evidence"]), int(frame["count"].sum())
    frame = visible(_frame(catalog, table), chosen)
    return set(frame["evidence"]), len(frame)


def _frame(catalog: Catalog, table: str) -> pd.DataFrame:
    return catalog.outlines[table] if table in catalog.outlines else catalog[table]


def _origin(
    catalog: Catalog, chosen: Selection, table: str, words: Words
) -> Callable[[], Body] | None:
    """Return what a panel says of a table: its sources, and the assumptions it rests on."""
    if table == "tenants" and not catalog.is_listed:
        return None

    def body() -> Body:
        frame = visible(_frame(catalog, table), chosen)
        texts = []
        if "refs" in frame:
            texts += [references(catalog, words, refs) for refs in frame["refs"].dropna().unique()]
        assumptions = frame["assumption_id"].dropna().unique()
        texts += [assumption_text(catalog, words, one) for one in assumptions]
        return plain(note_html(texts))

    return body


def change_block(request: Request) -> Block:
    """Return the buttons that change what is in force, or why there are none."""
    catalog, words = request.catalog, request.words
    locked = lock(request.person, "restore")
    if locked and not lock(request.person):
        locked = "import.locked_restore"
    if locked or is_draft(catalog.revision):
        return actions_block("force", [], notes=[words(locked or "import.locked_draft")])
    states, seen = local_pack.kept(), catalog.revision
    buttons = []
    if states:
        text = words("import.undo", state=_state_name(states[0], words))
        buttons.append(button("undo", text, seen=seen))
    if own_pack(catalog).tables:
        buttons.append(button("illustrative", words("import.illustrative"), seen=seen))
    note = words("import.undo_note") if buttons else words("import.nothing_kept")
    return actions_block("force", buttons, notes=[*_mended(words), note])


def _mended(words: Words) -> list[str]:
    """Return what a start of the server found half done, until the next change."""
    cut_off = mended(local_dir())
    if cut_off is None:
        return []
    title = cut_off.title or words("import.state_illustrative")
    text = "import.mended" if cut_off.is_finished else "import.taken_back"
    return [words(text, title=title, time=moment(cut_off.time))]


def _state_name(state: Kept, words: Words) -> str:
    if state.is_illustrative:
        return words("import.state_illustrative")
    return state.title or words("import.by_hand")
