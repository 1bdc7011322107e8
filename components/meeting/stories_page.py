"""Stories: scenes kept, put in order, worded in two languages, saved."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components.blocks.base import Content, slots
from components.blocks.plain import note, title
from components.meeting import brand_form
from components.meeting.story_acts import SCENE, STORY, act
from components.meeting.story_draft import Desk, desk
from components.meeting.story_editor import (
    EDITOR_SLOTS,
    PREVIEW_SLOTS,
    editor_blocks,
    list_block,
    said_block,
    stories_finding,
)
from components.session.file_names import story_stem
from components.session.page import Page
from components.session.request import Request
from components.session.state import current_view
from data.stories import write_story


def acts(request: Request) -> None:
    """Do what the reader asked for."""
    own, view = desk(), current_view()
    own.is_guest = request.is_guest
    act(own, request.catalog, view.options)
    brand_form.act(view.options, is_guest=request.is_guest)
    if view.file:
        act(own, request.catalog, dict([view.file]))


def held(_: Request) -> Desk:
    """Return what the session has open."""
    return replace(desk().copy(), brand=brand_form.filled().copy())


def _held(request: Request) -> Desk:
    return request.held if isinstance(request.held, Desk) else Desk()


def layout(request: Request) -> None:
    """Place the slots: the stories above, the open one below with its preview beside."""
    slots("notices", "title", "said", "stories", "refused")
    left, right = st.columns([7, 5], gap="medium")
    with left:
        slots(*EDITOR_SLOTS)
    with right:
        slots(*PREVIEW_SLOTS, "limits")
    slots(*brand_form.BRAND_SLOTS)
    if brand_form.place_brand(request):
        st.rerun()


def content(request: Request) -> Content:
    """Return what the slots show; without a desk, no story is open."""
    words, held = request.words, _held(request)
    return {
        "title": title(stories_finding(held, words)),
        "said": said_block(held, words),
        "stories": list_block(held, words),
        **editor_blocks(request, held),
        **brand_form.brand_blocks(request, held.brand),
        "limits": note(words("editor.limits")),
    }


def native(request: Request) -> None:
    """Place the download of the open story, right or not."""
    draft = _held(request).draft()
    if draft:
        words, text = request.words, write_story(draft.story)
        file = f"{story_stem(words, draft.story.title(words.lang))}.yaml"
        label = words("editor.download", file=file)
        st.download_button(
            label, text, file, "application/yaml", on_click="ignore", icon=":material/download:"
        )


PAGE = Page(
    "stories",
    layout,
    content,
    options=(f"{STORY}*", f"{SCENE}*", f"{brand_form.OPTION}*"),
    native=native,
    acts=acts,
    held=held,
)
