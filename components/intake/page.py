"""Bringing one's own data: files in, questions answered, a preview, one button."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.blocks.base import Content, slots
from components.blocks.plain import heading, note, nothing, title
from components.intake.drop import drop_zone
from components.intake.grounds import SLOTS as GROUND_SLOTS
from components.intake.grounds import ground_blocks
from components.intake.in_force import (
    change_block,
    force_cards,
    import_finding,
    own_pack,
)
from components.intake.inbox import ACT, Inbox, inbox
from components.intake.preview import place_maps
from components.intake.proposed import drafts_block
from components.intake.revisions import revisions_block, trail_downloads
from components.intake.signed import signed_block
from components.intake.situation import OPTIONS, InHand, act, ground_act, situation
from components.intake.steps import (
    accepts_block,
    guide_block,
    said_block,
    shows_maps,
    upload_blocks,
)
from components.session.downloads import template_downloads
from components.session.menu import ENTRIES, is_offered
from components.session.page import Page
from components.session.request import Request
from components.session.state import current_view
from data.drafts import drafts
from data.local_pack import kept, lock


def acts(request: Request) -> None:
    """Do what the reader asked for."""
    options = current_view().options
    if ACT in options:
        with st.spinner(request.words("import.working")):
            act(
                inbox(),
                request.catalog,
                options,
                person=request.person,
                lang=request.words.lang,
            )


def held(request: Request) -> InHand:
    """Return what the session has in hand."""
    catalog, options = request.catalog, request.options
    now = situation(inbox(), catalog, options, person=request.person)
    return InHand(inbox().copy(), now)


def _held(request: Request) -> InHand:
    if isinstance(request.held, InHand):
        return request.held
    return InHand(Inbox(), situation(Inbox(), request.catalog, request.options))


def layout(_: Request) -> DeltaGenerator:
    """Place the first slots; all others follow in order of what there is to do."""
    slots("notices", "title", "said")
    return st.container()


def content(request: Request) -> Content:
    """Return what the slots show; without an inbox, there are no files."""
    catalog, words, given = request.catalog, request.words, _held(request)
    own, now = own_pack(catalog), given.now
    # With files in hand they are asked for beside the other questions.
    is_asked = not (now.locked or given.inbox.files) and bool(
        kept() or drafts() or given.inbox.grounds
    )
    return {
        "title": title(import_finding(catalog, own, words)),
        "said": said_block(given.inbox, words),
        "force-cards": force_cards(catalog, request.chosen, own, words),
        "force": change_block(request),
        "signed": signed_block(request.options, words, request.person) if is_asked else nothing(),
        "drafts": drafts_block(request, now.locked),
        "kept": revisions_block(request, lock(request.person, "restore")),
        "drop-heading": heading(words("import.drop")),
        **ground_blocks(
            catalog,
            [*given.inbox.grounds.values()],
            lock(request.person, ground_act(catalog.revision)),
            catalog.revision,
            words,
        ),
        **upload_blocks(request, given.inbox, now),
        "guide": guide_block(words),
        "accepts": accepts_block(catalog, words),
        "limits": note(words("import.limits")),
    }


def native(request: Request) -> None:
    """Place the drop zone, the maps and the downloads among the slots."""
    given, words = _held(request), request.words
    links = st.container(horizontal=True, key="import-links")
    if given.inbox.is_applied:
        for page in ("overview", "overlay"):
            if not is_offered(request.catalog, page):
                continue
            links.page_link(ENTRIES[page].path, label=words(f"nav.{page}"))
    slots("force-cards", "force", "signed", "drafts", "kept")
    trail_downloads(request)
    slots("drop-heading")
    if drop_zone(inbox(), request):
        st.rerun()
    slots(*GROUND_SLOTS)
    slots("files", "files-do", "taken", "doubts", "supplied", "preview-heading")
    with st.container():
        if given.now.proposal and shows_maps(given.now):
            place_maps(request, given.now.proposal)
    slots("legend", "compare", "problems", "apply", "guide")
    template_downloads(request)
    slots("accepts", "limits")


def in_hand(request: Request) -> bool:
    """Whether files wait to be taken."""
    at = _held(request).inbox
    return bool(at.files or at.grounds)


def only_here(request: Request) -> str:
    """Return the names of the files that wait to be taken."""
    at = _held(request).inbox
    return request.words.join([*at.files, *at.grounds])


PAGE = Page(
    "import",
    layout,
    content,
    options=OPTIONS,
    native=native,
    acts=acts,
    held=held,
    in_hand=in_hand,
    only_here=only_here,
)
