"""Overlay: how much of each zone lies in the test area and the twin, and what stands there."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.blocks.base import Content, slots
from components.blocks.cards import cards_block
from components.blocks.chart import headed
from components.blocks.controls import options_block
from components.blocks.plain import empty, note, nothing, title
from components.linked.columns import map_alone, map_page
from components.map.linked_map import map_blocks
from components.map.plan import MapPlan
from components.session.filters import filters_block
from components.session.page import Page
from components.session.request import Request
from components.topics.overlay.answers import MEASURES, coverage_cards, overlay_finding
from components.topics.overlay.export import overlay_downloads
from components.topics.overlay.tables import cells_block, matrix_block, reported_block
from geo.overlaid import overlay_matrix

_MAP = MapPlan(("zones", "areas"), ("routes", "landmarks", "tenants"))


def layout(request: Request) -> DeltaGenerator:
    """Place the slots and the map; the downloads stand below the matrix."""
    right = map_page(request, beside=["matrix-heading", "measure", "matrix"], plan=_MAP)
    with right:
        place = st.container()
        slots("reported")
    slots("table", "limits")
    return place


def content(request: Request) -> Content:
    """Return what the slots show."""
    catalog, chosen, words = request.catalog, request.chosen, request.words
    measure = request.option("measure", MEASURES)
    names = [(name, words(f"overlay.measure.{name}")) for name in MEASURES]
    shown: Content = {
        "cards": cards_block(coverage_cards(catalog, chosen, words), words),
        "measure": options_block("measure", words("overlay.measure"), names, measure),
        **headed("matrix", matrix_block(catalog, measure, chosen, words)),
        "table": cells_block(catalog, chosen, words),
    }
    if overlay_matrix(catalog, chosen).empty:
        shown = dict.fromkeys(shown, nothing()) | {"matrix": empty(words("overlay.empty"))}
    return shown | {
        "title": title(overlay_finding(catalog, chosen, words)),
        "filters": filters_block(catalog, chosen, words),
        **map_blocks(request),
        "reported": reported_block(catalog, words),
        "limits": note(words("overlay.limits")),
    }


PAGE = Page(
    "overlay",
    layout,
    content,
    options=("measure",),
    native=overlay_downloads,
    map_alone=map_alone(_MAP),
)
