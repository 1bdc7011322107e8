"""Site selection: zones scored by criteria that the reader weighs, and how firm that is."""

from __future__ import annotations

import streamlit as st

from components.blocks.base import Content, slots
from components.blocks.plain import note
from components.blocks.text import Words
from components.linked.columns import map_alone, map_page
from components.linked.folded import folded
from components.linked.mentions import mentions_block
from components.map.linked_map import map_blocks
from components.map.plan import MapPlan
from components.session.filters import filters_block
from components.session.page import Page
from components.session.request import Request
from components.topics.sites.answers import OPTIONS, asked_sites, left_out_table, site_blocks
from components.topics.sites.map_marks import site_marks
from data.selection import Selection

_MAP = MapPlan(("zones", "landmarks"), ("areas", "tenants"))

VIEWS = {
    "scores": ("range", "first", "scores"),
    "left": ("left", "letting"),
    "need": ("need-heading", "need"),
}


def layout(request: Request) -> None:
    """Place the slots and the map."""
    side = ["empty", "side-heading", "side", "stack", "sliders", "station-heading", "station"]
    map_page(request, beside=["warning", *side], plan=_MAP)
    slots("tabs")
    left, right = st.columns(2, gap="medium")
    with left:
        slots("range")
    with right:
        slots("first")
    slots("scores", "left", "letting", "need-heading", "need", "limits")


def content(request: Request) -> Content:
    """Return what the slots show."""
    catalog, chosen, words = request.catalog, request.chosen, request.words
    marks = site_marks(catalog, chosen, words, *asked_sites(request))
    shown: Content = {
        **site_blocks(request),
        "filters": filters_block(catalog, chosen, words),
        **map_blocks(request, marks, marks.finding),
        "left": left_out_table(catalog, chosen, words),
        "letting": mentions_block(catalog, chosen, words, "letting"),
        "limits": note(" ".join(_limits(chosen, words))),
    }
    return folded(request, PAGE.name, shown, VIEWS)


def _limits(chosen: Selection, words: Words) -> list[str]:
    """Return what the page does not show, and which filter it does not follow."""
    return [*([words("sites.whole_zones")] if chosen.area else []), words("sites.limits")]


PAGE = Page("sites", layout, content, options=OPTIONS, map_alone=map_alone(_MAP))
