"""What the presenter does: comes by a link, chooses a theme, leaves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

import streamlit as st

from components.meeting.present import of_scene, told_stories
from components.session.menu import ENTRIES, FIRST_PAGE, is_offered
from components.session.request import Request
from components.session.state import current_view
from components.session.theme import THEMES, Theme, current_theme
from data.selection import Dropped

OPTIONS = ("present-story", "present-scene", "present-theme", "present-leave")


def act(request: Request) -> None:
    """Arrive, or leave if the presenter asked for it."""
    _arrive()
    view = current_view()
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
    asked = {name: st.query_params.get(name, "") for name in ("story", "scene")}
    found = told_stories()
    story = found.get(asked["story"]) or next(iter(found.values()))
    scene = story.scene(asked["scene"]) or story.scenes[0]
    got = {"story": story.story_id, "scene": scene.scene_id}
    view.decide(replace(of_scene(scene), lang=view.selection.lang))
    view.dropped = [Dropped(*one) for one in asked.items() if one[1] and one not in got.items()]
    view.options |= {"present-story": story.story_id, "present-scene": scene.scene_id}


def stage_theme() -> Theme:
    """Return the theme that the presenter chose, else that of the browser."""
    chosen = current_view().options.get("present-theme")
    return next((theme for mode, theme in THEMES.items() if mode == chosen), current_theme())
