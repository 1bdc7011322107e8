"""The band on top of every page that says that what it shows is a draft: whose, and of what."""

from __future__ import annotations

from functools import partial

from markupsafe import Markup

from components.blocks.base import Panels
from components.blocks.plain import Html, Warnings
from components.blocks.text import Words, moment
from components.intake.listed import link_html, open_html
from components.intake.proposed import draft_panel, stale, stale_notes
from components.session.addresses import draft_link
from components.session.state import NO_DRAFT
from data.drafts import Draft
from data.settings import has_login

_PANEL = "draft-changes"


def with_band(
    notices: Warnings, asked: str, draft: Draft | None, page: str, words: Words, *, may_see: bool
) -> Warnings | Html:
    """Return the notices of a page; below the band if its link asks for a draft.

    Parameters
    ----------
    notices : Warnings
    asked : str
        Id of the draft that the link asks for; empty for none.
    draft : Draft or None
        It, if there is one of that id that the reader may see.
    page : str
    may_see : bool
        Whether the reader may see drafts.
    """
    if not asked:
        return notices
    leave = link_html(draft_link(page, NO_DRAFT), words("draft.leave"))
    if draft:
        by = draft.done.by or words("import.nobody")
        text = words("draft.band", title=draft.done.title, by=by, time=moment(draft.time))
        links = [
            open_html(_PANEL, words("draft.compare")),
            link_html(draft_link("import", draft.id), words("draft.all")),
            leave,
        ]
        notes = list(stale_notes(stale(draft), words))
    else:
        shut_out = "draft.for_editors" if has_login() else "draft.for_guests"
        text = words("draft.unknown" if may_see else shut_out)
        links, notes = [leave], []
    band = Markup('<div class="atlas-draft" role="status"><p><b>{}</b> {}</p>{}</div>').format(
        text,
        Markup(" ").join(links),
        Markup().join(Markup("<p>{}</p>").format(one) for one in notes),
    )
    warned = Markup().join(
        Markup('<p class="atlas-warning" role="alert">{}</p>').format(one) for one in notices.texts
    )
    panels: Panels = {_PANEL: partial(draft_panel, draft, words)} if draft else {}
    return Html(html=band + warned, panels=panels)
