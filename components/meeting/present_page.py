"""Presentation: the scenes of a story, one after the other, full screen."""

from __future__ import annotations

import streamlit as st

from components.map.linked_map import linked_map
from components.meeting.present import stage_content
from components.meeting.present_acts import OPTIONS, act, held, stage_theme
from components.meeting.scene_link import scene_link
from components.meeting.stage import place_stage
from components.session.page import Page
from components.session.request import Request
from components.topics.fit import form as fit_form
from components.topics.fit.page import fit_panels


def layout(request: Request) -> None:
    """Place the stage and on it the map, which stands through all scenes."""
    with st.container(key="stage"):
        place_stage(request.words)
        linked_map(
            request.catalog,
            request.chosen,
            request.words,
            request.theme,
            extras=[scene_link(request.catalog, request.words, request.theme)],
        )


PAGE = Page(
    "present",
    layout,
    stage_content,
    options=(*OPTIONS, *fit_form.OPTIONS),
    acts=act,
    held=held,
    offered=lambda request, _: fit_panels(request),
    theme_of=stage_theme,
)
