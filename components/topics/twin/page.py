"""Digital twin: what phase one covers, what phase two is to cover, and what a move would."""

from __future__ import annotations

from streamlit.delta_generator import DeltaGenerator

from components.blocks.base import Content, slots
from components.blocks.cards import cards_block
from components.blocks.plain import note, title
from components.linked.columns import map_alone, map_page
from components.linked.folded import folded
from components.map.linked_map import map_blocks
from components.map.plan import MapPlan
from components.origin.conflicts import placed_conflicts
from components.session.filters import filters_block
from components.session.page import Page
from components.session.request import Request
from components.topics.twin.map_link import moved_outline, swipe
from components.topics.twin.massing import massing_chart, massing_view
from components.topics.twin.modules import modules_board
from components.topics.twin.phases import PAGE as PLACED
from components.topics.twin.phases import (
    SYSTEM,
    areas,
    compared,
    phases_chart,
    twin_cards,
    twin_finding,
    zones_chart,
)
from components.topics.twin.plan import EAST, HOME, NORTH, OUTLINE, SCALE
from components.topics.twin.plan_blocks import plan_blocks

_MAP = MapPlan(("zones", SYSTEM), ("landmarks",), is_quiet=True)
VIEWS = {
    "plan": ("plan-heading", "plan-outline", "plan-sliders", "plan-cards", "plan"),
    "modules": ("modules",),
    "conflicts": ("conflicts",),
}


def layout(request: Request) -> DeltaGenerator:
    """Place the slots and the map; the columns stand below their bars."""
    words, theme = request.words, request.theme
    both, drawn = areas(request.catalog, words), compared(request.catalog)
    extras = [moved_outline(EAST, NORTH, HOME, words, theme)]
    if drawn:
        extras.insert(0, swipe(drawn, both, words, theme))
    right = map_page(
        request,
        below=["tabs", *(slot for some in VIEWS.values() for slot in some)],
        beside=["phases", "zones", "massing"],
        plan=_MAP,
        extras=extras,
    )
    place = right.container()
    slots("limits")
    return place


def content(request: Request) -> Content:
    """Return what the slots show."""
    catalog, chosen, words, theme = request.catalog, request.chosen, request.words, request.theme
    shown: Content = {
        "title": title(twin_finding(catalog, chosen, words)),
        "filters": filters_block(catalog, chosen, words),
        "cards": cards_block(twin_cards(catalog, chosen, words), words),
        **map_blocks(request),
        **plan_blocks(request),
        "phases": phases_chart(catalog, chosen, words, theme),
        "zones": zones_chart(catalog, chosen, words, theme),
        "massing": massing_chart(catalog, chosen, words, theme),
        "modules": modules_board(catalog, chosen, words),
        "conflicts": placed_conflicts(catalog, chosen, words, PLACED, "twin-conflicts"),
        "limits": note(words("twin.limits")),
    }
    return folded(request, PAGE.name, shown, VIEWS)


PAGE = Page(
    "digital-twin",
    layout,
    content,
    options=(OUTLINE, EAST, NORTH, SCALE),
    native=massing_view,
    map_alone=map_alone(_MAP),
)
