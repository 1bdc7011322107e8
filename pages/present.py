"""Presentation: the scenes of a story, one after the other, full screen."""

from __future__ import annotations

import streamlit as st

from components.linked_map import linked_map
from components.present import arrive, follow, stage_content, stage_theme
from components.present_stage import place_stage
from components.request import Request
from components.scene_link import SceneLink
from components.shell import show_page


def layout(request: Request) -> None:
    """Place the stage and on it the map, which stands through all scenes."""
    arrive()
    with st.container(key="stage"):
        place_stage(request.words)
        linked_map(
            request.catalog,
            request.chosen,
            request.words,
            request.theme,
            extras=[SceneLink(request.words, request.theme)],
        )


show_page(layout, stage_content, follow, stage_theme)
