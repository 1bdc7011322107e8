"""The drafts on the import page: looked at, compared, brought up to date, published."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from markupsafe import Markup

from components.blocks.base import Block, Panel, Panels, plain
from components.blocks.html_table import note_html, table_html
from components.blocks.plain import Html, nothing
from components.blocks.text import Words, moment
from components.intake.changes import changes_panel, changes_text, clashes_frame
from components.intake.listed import act_html, link_html, open_html, row_html
from components.session.addresses import draft_link
from components.session.menu import FIRST_PAGE
from components.session.request import Request
from data.drafts import Draft, Meanwhile, drafts, meanwhile
from data.kept import kept
from data.packs import local_dir
from data.revision import revision

_ACTS = {
    "draft-publish": "import.draft_publish",
    "draft-rebase": "import.draft_rebase",
    "draft-mine": "import.draft_mine",
    "draft-theirs": "import.draft_theirs",
    "draft-drop": "import.draft_drop",
}


def drafts_block(request: Request, locked: str) -> Block:
    """Return the drafts, and those published or dropped of late; a guest is not told of them.

    Parameters
    ----------
    request : Request
    locked : str
        Why nothing may be changed here, as a message id; empty if it may.
    """
    if not request.person.may("see_drafts"):
        return nothing()
    words, panels, html = request.words, Panels(), Markup()
    now, gone = drafts(), drafts(gone=True)
    if now:
        rows = Markup().join(_row(one, request, panels, is_locked=bool(locked)) for one in now)
        html += Markup('<h2 class="atlas-heading">{} <small>{}</small></h2>').format(
            words("import.drafts"), words("import.drafts_small")
        )
        html += Markup('<ol class="atlas-rows" id="rows-drafts">{}</ol>').format(rows)
    if gone and not locked:
        rows = Markup().join(
            row_html(
                one.id,
                one.done.title,
                " · ".join(_told(one, words)),
                [act_html(f"draft-back:{one.id}", one.revision, words("import.draft_back"))],
            )
            for one in gone
        )
        html += Markup(
            '<details data-key="gone"><summary>{}</summary><ol class="atlas-rows">{}</ol></details>'
        ).format(words("import.drafts_gone", count=len(gone)), rows)
    return Html(html=html, panels=panels)


@kept(8, key=lambda draft, local, now: (draft.revision, local, now))
def _since(draft: Draft, local: Path, now: str) -> Meanwhile | None:
    """Return what came into force since a draft was begun; `now` is the revision in force."""
    del local, now
    return meanwhile(draft)


def stale(draft: Draft) -> Meanwhile | None:
    """Return what came into force since a draft was begun, kept until the pack changes."""
    return _since(draft, local_dir(), revision(local_dir()))


@kept(8, key=lambda draft, words: (draft.revision, words.lang))
def _summary(draft: Draft, words: Words) -> str:
    return changes_text(draft.changes, words)


def draft_panel(draft: Draft, words: Words) -> Panel:
    """Return the panel of what a draft would change."""
    return changes_panel(
        words("import.draft_changes", title=draft.done.title),
        draft.changes,
        words,
        [" · ".join(_told(draft, words)), *stale_notes(stale(draft), words)],
    )


def stale_notes(since: Meanwhile | None, words: Words) -> Iterator[str]:
    """Give what is to be said if something else came into force since a draft was begun."""
    if since:
        by = words.join(since.by) or words("import.somebody")
        what = changes_text(since.changes, words)
        yield words("import.draft_stale", by=by, what=what)
        if since.clashes:
            yield words("import.draft_clashes", count=len(since.clashes))


def _row(draft: Draft, request: Request, panels: Panels, *, is_locked: bool) -> Markup:
    words, name, meantime = request.words, f"draft-{draft.id}", stale(draft)
    panels[name] = partial(draft_panel, draft, words)
    buttons = [
        link_html(draft_link(FIRST_PAGE, draft.id), words("import.draft_look")),
        open_html(name, words("import.what_changed")),
    ]
    if meantime and meantime.clashes:
        clashes = f"{name}-clashes"
        panels[clashes] = partial(_clashes_panel, meantime, words)
        buttons.append(open_html(clashes, words("import.draft_clashing")))
    if not is_locked:
        buttons += [
            act_html(f"{act}:{draft.id}", draft.revision, words(_ACTS[act]), is_main=place == 0)
            for place, act in enumerate(_acts(meantime))
            if act != "draft-publish" or request.person.may("publish")
        ]
    small = " · ".join([*_told(draft, words), _summary(draft, words)])
    small += "".join(f" · {one}" for one in stale_notes(meantime, words))
    return row_html(draft.id, draft.done.title, small, buttons)


def _acts(meantime: Meanwhile | None) -> tuple[str, ...]:
    if meantime is None:
        return "draft-publish", "draft-drop"
    if meantime.clashes:
        return "draft-mine", "draft-theirs", "draft-drop"
    return "draft-rebase", "draft-drop"


def _told(draft: Draft, words: Words) -> Iterator[str]:
    yield moment(draft.time)
    yield draft.done.by or words("import.nobody")
    if draft.done.why:
        yield draft.done.why
    if draft.done.files:
        yield words("import.from_files", files=words.join(draft.done.files))


def _clashes_panel(meantime: Meanwhile, words: Words) -> Panel:
    frame = clashes_frame(meantime.clashes, words)
    notes = note_html(stale_notes(meantime, words))
    return Panel(words("import.draft_clashing"), plain(notes + table_html(frame)), frame)
