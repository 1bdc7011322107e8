"""Bringing one's own data: files in, questions answered, a preview, one button."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.blocks.base import Content, slots
from components.blocks.plain import heading, note, title
from components.frame.shell import show_page
from components.intake.drop import drop_zone
from components.intake.in_force import change_block, finding, force_cards, kept_block, own_pack
from components.intake.inbox import ACT, inbox
from components.intake.pieces import (
    accepts_block,
    guide_block,
    said_block,
    shows_preview,
    upload_blocks,
)
from components.intake.preview import place_maps
from components.intake.situation import act, situation
from components.session.downloads import template_downloads
from components.session.request import Request


def layout(_: Request) -> DeltaGenerator:
    """Place the first slots; all others follow in order of what there is to do."""
    slots("notices", "title", "said")
    return st.container()


def content(request: Request) -> Content:
    """Return what the slots show."""
    catalog, words, held = request.catalog, request.words, inbox()
    own, now = own_pack(catalog), situation(held, catalog, request.options)
    return {
        "title": title(finding(catalog, own, words)),
        "said": said_block(held, words),
        "force-cards": force_cards(catalog, request.chosen, own, words),
        "force": change_block(own, now.locked, words),
        "kept": kept_block(now.locked, words),
        "drop-heading": heading(words("import.drop")),
        **upload_blocks(request, held, now),
        "guide": guide_block(words),
        "accepts": accepts_block(words),
        "limits": note(words("import.limits")),
    }


def native(request: Request) -> None:
    """Place the drop zone, the maps and the downloads among the slots."""
    held, words = inbox(), request.words
    if ACT in request.options:
        with st.spinner(words("import.working")):
            act(held, request.catalog, request.options)
        st.rerun()
    links = st.container(horizontal=True, key="import-links")
    if held.is_applied:
        for page in ("overview", "overlay"):
            links.page_link(f"pages/{page}.py", label=words(f"nav.{page}"))
    slots("force-cards", "force", "kept", "drop-heading")
    if drop_zone(held, request):
        st.rerun()
    slots("files", "files-do", "taken", "doubts", "supplied", "preview-heading")
    now = situation(held, request.catalog, request.options)
    with st.container():
        if now.proposal and shows_preview(now):
            place_maps(request, now.proposal)
    slots("legend", "compare", "problems", "apply", "guide")
    template_downloads(request)
    slots("accepts", "limits")


show_page(layout, content, native)
