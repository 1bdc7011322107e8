"""The revisions of the pack: who brought each, when, why, what it changed; and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from components.blocks.base import Block, Panel, Panels
from components.blocks.plain import Html, nothing
from components.blocks.text import Words, moment
from components.intake.changes import changes_panel, changes_text
from components.intake.listed import act_html, open_html, row_html
from components.session.downloads import made_for
from components.session.file_names import file_stem
from components.session.request import Request
from data import local_pack
from data.drafts import is_draft
from data.kept import kept
from data.kept_states import Kept
from data.packs import local_dir
from data.revision import revision
from data.trail import Entry, in_force, read_trail
from data.trail_export import trail_csv, trail_prov

_SHOWN = 50


def revisions_block(request: Request, locked: str) -> Block:
    """Return all changes of the pack, the newest first, folded; a guest is not told of them.

    Parameters
    ----------
    request : Request
    locked : str
        Why nothing may be restored here, as a message id; empty if it may.
    """
    if not request.person.may("see_trail"):
        return nothing()
    words, entries = request.words, read_trail(local_dir())
    rows, panels = list[Markup](), Panels()
    ways = {} if locked or is_draft(request.catalog.revision) else local_pack.restorable()
    last = _last(local_dir(), revision(local_dir()))
    for entry in reversed(entries[-_SHOWN:]):
        name = panel_name(entry)
        is_current = last is not None and entry.token == last.token
        panels[name] = partial(_panel, entry, words)
        is_same = last is not None and entry.tables == last.tables
        way = None if is_same else _way(entry, ways)
        buttons = [open_html(name, words("import.what_changed"))]
        if way and entry.done.kind != "hand":
            text = words("import.restore", state=_title(entry, words))
            buttons.append(_restore(way, request, text))
        rows.append(_row(entry, buttons, words, is_current=is_current))
    earlier = [one for one in local_pack.kept() if _is_earlier(one, entries)]
    rows += [_earlier_row(one, request, is_locked=bool(locked)) for one in earlier]
    if not rows:
        return nothing()
    count = len(entries) + len(earlier)
    more = words("import.revisions_more", count=_SHOWN) if len(entries) > _SHOWN else ""
    html = Markup(
        '<details data-key="revisions"><summary>{}</summary>'
        '<ol class="atlas-rows" id="rows-revisions">{}</ol><p class="atlas-note">{}</p></details>'
    ).format(words("import.revisions", count=count), Markup().join(rows), more)
    return Html(html=html, panels=panels)


def trail_downloads(request: Request) -> None:
    """Place the downloads of the trail, as CSV and as W3C PROV; none before the first change."""
    is_told = request.person.may("see_trail") and not is_draft(request.catalog.revision)
    entries = read_trail(local_dir()) if is_told else ()
    if not entries:
        return
    words = request.words
    stem = file_stem(request.catalog, words, words("import.trail"), request.chosen)
    makers = {
        "csv": ("text/csv", partial(trail_csv, entries)),
        "json": ("application/json", partial(_prov, entries)),
        "provn": ("text/provenance-notation", partial(_prov_n, entries)),
    }
    with st.container(horizontal=True, gap="xsmall", key="downloads-trail"):
        for ending, (mime, make) in makers.items():
            st.download_button(
                words(f"import.trail_{ending}"),
                made_for(request.person, make),
                f"{stem}.{ending}",
                mime,
                key=f"download-trail-{ending}",
                on_click="ignore",
                icon=":material/download:",
            )


@kept(2)
def _last(local: Path, now: str) -> Entry | None:
    """Return the change that is in force; `now` is the revision, since a register may be large."""
    del now
    return in_force(local)


def panel_name(entry: Entry) -> str:
    """Return the id of the panel that says what a change changed."""
    return f"revision-{entry.token[:12]}"


def _prov(entries: tuple[Entry, ...]) -> bytes:
    return str(trail_prov(entries).serialize(indent=1)).encode()


def _prov_n(entries: tuple[Entry, ...]) -> bytes:
    return trail_prov(entries).get_provn().encode()


def _way(entry: Entry, ways: dict[str, str]) -> str | None:
    """Return the act that brings the tables of a revision back, if that can be done."""
    if not ways:
        return None
    if not entry.tables:
        return "illustrative"
    state = ways.get(entry.tables)
    return f"restore:{state}" if state else None


def _restore(act: str, request: Request, text: str) -> Markup:
    return act_html(act, request.catalog.revision, text)


def _title(entry: Entry, words: Words) -> str:
    if not entry.tables:
        return words("import.state_illustrative")
    return entry.done.title or words("import.by_hand")


def _row(entry: Entry, buttons: list[Markup], words: Words, *, is_current: bool) -> Markup:
    title = words(
        f"import.revision_{entry.done.kind}",
        number=entry.number,
        title=_title(entry, words),
        restored="?" if entry.restored is None else entry.restored,
    )
    return row_html(
        entry.token[:12], title, " · ".join(_told(entry, words)), buttons, is_current=is_current
    )


def _told(entry: Entry, words: Words) -> Iterator[str]:
    yield moment(entry.time)
    yield entry.done.by or words("import.nobody")
    if entry.done.why:
        yield entry.done.why
    if entry.done.files:
        yield words("import.from_files", files=words.join(entry.done.files))
    if entry.done.kind == "hand":
        yield words("import.hand_unknown")
    else:
        yield changes_text(entry.changes, words)


def _panel(entry: Entry, words: Words) -> Panel:
    title = words("import.revision", number=entry.number)
    return changes_panel(title, entry.changes, words, [" · ".join(_told(entry, words))])


def _is_earlier(state: Kept, entries: tuple[Entry, ...]) -> bool:
    """Whether a state was kept by a version that had no trail yet."""
    return not state.is_illustrative and state.tables not in {one.tables for one in entries}


def _earlier_row(state: Kept, request: Request, *, is_locked: bool) -> Markup:
    words = request.words
    title = state.title or words("import.by_hand")
    restore = (
        []
        if is_locked or is_draft(request.catalog.revision)
        else [_restore(f"restore:{state.id}", request, words("import.restore", state=title))]
    )
    return row_html(state.id, title, words("import.until", time=moment(state.time)), restore)
