"""What the presenter does: comes by a link, chooses a theme, leaves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

import streamlit as st

from components.meeting import running_order as order
from components.meeting.leave_panel import with_shown
from components.meeting.present import of_scene, told_stories
from components.meeting.previewed import PREVIEW, previewed
from components.meeting.rehearsed import take_over
from components.meeting.story_draft import desk
from components.session.menu import ENTRIES, FIRST_PAGE, is_offered
from components.session.request import Request
from components.session.state import current_view
from components.session.theme import THEMES, Theme, current_theme
from data.running_order import minutes_of
from data.selection import Dropped
from data.stories import Story

OPTIONS = (
    *("present-story", "present-scene", "present-theme", "present-leave", PREVIEW),
    *order.OPTIONS,
)


def act(request: Request) -> None:
    """Arrive, or leave if the presenter asked for it, to the editor with the times spoken there."""
    _arrive()
    view = current_view()
    taken = view.options.pop(order.TAKE, "")
    story = told_stories().get(taken)
    if story and take_over(desk(), request.catalog, story, order.spoken_of(story, view.options)):
        st.switch_page(ENTRIES["stories"].path)
    with_shown(view.options)
    if view.options.pop("present-leave", ""):
        page = PurePosixPath(view.came_from or "/").name
        known = page in ENTRIES and is_offered(request.catalog, page)
        st.switch_page(ENTRIES[page if known else FIRST_PAGE].path)


def _arrive() -> None:
    """Take story and scene from the link, if the reader has just come to the page.

    The presentation has a selection of its own, that of the scene and of questions on it;
    the one of the other pages is set aside.
    """
    view = current_view()
    if view.aside is not None:
        return
    view.aside = view.selection
    asked = {name: st.query_params.get(name, "") for name in ("story", "scene", "fit")}
    found = told_stories()
    if name := st.query_params.get("preview", ""):
        view.options[PREVIEW] = name
    open_one = previewed(name)
    if open_one and open_one.story:
        found = {open_one.story.story_id: open_one.story}
        asked = {"scene": open_one.scene_id, "fit": ""}
    story = found.get(asked.get("story", "")) or next(iter(found.values()))
    scene = story.scene(asked["scene"]) or story.scenes[0]
    minutes = str(minutes_of(asked["fit"]) or "")
    got = {"story": story.story_id, "scene": scene.scene_id, "fit": minutes}
    view.decide(replace(of_scene(scene), lang=view.selection.lang))
    view.dropped = [Dropped(*one) for one in asked.items() if one[1] and one not in got.items()]
    view.options |= {"present-story": story.story_id, "present-scene": scene.scene_id}
    if minutes:
        view.options |= {order.TARGET: minutes, order.FIT: "1"}


def held(request: Request) -> Story | None:
    """Return the story that an editor has open, on the small stage beside its form."""
    found = previewed(request.options.get(PREVIEW, ""))
    return found.story if found else None


def stage_theme() -> Theme:
    """Return the theme that the presenter chose, else that of the browser."""
    chosen = current_view().options.get("present-theme")
    return next((theme for mode, theme in THEMES.items() if mode == chosen), current_theme())
