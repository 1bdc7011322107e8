"""Stories: scenes kept, put in order, worded in two languages, saved."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import streamlit as st

from components.blocks.base import Content, slots
from components.blocks.plain import note, title
from components.browser.assets import FRONTEND_DIR
from components.meeting import brand_form
from components.meeting.previewed import Previewed, own_preview
from components.meeting.story_acts import SCENE, STORY, act, preview
from components.meeting.story_draft import Desk, desk
from components.meeting.story_editor import LIST_SLOTS, STAGE_SLOTS, editor_blocks
from components.meeting.story_list import (
    list_block,
    said_block,
    stories_finding,
    template_block,
)
from components.session.file_names import story_stem
from components.session.page import Page
from components.session.request import Request
from components.session.state import current_view
from data.stories import write_story


def acts(request: Request) -> None:
    """Do what the reader asked for."""
    own, view = desk(), current_view()
    own.person = request.person
    act(own, request.catalog, view.options)
    brand_form.act(view.options, person=request.person)
    if view.file:
        act(own, request.catalog, dict([view.file]))
    preview(own, own_preview(), request.catalog)


@dataclass(frozen=True)
class Opened:
    """What the session has open, and what its small stage shows."""

    desk: Desk = field(default_factory=Desk)
    shown: Previewed | None = None


def held(_: Request) -> Opened:
    """Return what the session has open."""
    shown = replace(desk().copy(), brand=brand_form.filled().copy())
    return Opened(shown, replace(own_preview()))


def _held(request: Request) -> Opened:
    return request.held if isinstance(request.held, Opened) else Opened()


def layout(request: Request) -> None:
    """Place the slots: the open story with its small stage, below it all that one may open."""
    style = (FRONTEND_DIR / "stories.css").read_text(encoding="utf-8")
    st.html(f"<style>{style}</style>")
    slots("notices", "title", "said", "refused")
    left, right = st.columns([4, 8], gap="medium")
    with left:
        slots(*LIST_SLOTS)
    with right:
        slots(*STAGE_SLOTS)
    slots("stories", "templates")
    slots(*brand_form.BRAND_SLOTS)
    if brand_form.place_brand(request):
        st.rerun()
    slots("limits")


def content(request: Request) -> Content:
    """Return what the slots show; without a desk, no story is open."""
    words, opened = request.words, _held(request)
    return {
        "title": title(stories_finding(opened.desk, words)),
        "said": said_block(opened.desk, words),
        "stories": list_block(opened.desk, words),
        "templates": template_block(words),
        **editor_blocks(request, opened.desk, opened.shown),
        **brand_form.brand_blocks(request, opened.desk.brand),
        "limits": note(words("editor.limits")),
    }


def native(request: Request) -> None:
    """Place the download of the open story, right or not."""
    draft = _held(request).desk.draft()
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
