"""Test area: what the L4 base covers, what is built of it, and what lies within reach."""

from __future__ import annotations

from components.blocks.base import Content, slots
from components.blocks.cards import cards_block
from components.blocks.controls import options_block
from components.blocks.plain import note, nothing, title
from components.linked.columns import map_alone, map_page
from components.linked.folded import folded, place_tabs
from components.map.linked_map import map_blocks
from components.map.plan import MapPlan
from components.origin.conflicts import placed_conflicts
from components.session.filters import filters_block
from components.session.page import Page
from components.session.request import Request
from components.topics.driving.base import (
    AREA,
    base_cards,
    driving_finding,
    history_block,
    is_known,
    later_block,
    projects_block,
    road_chart,
    zones_chart,
)
from components.topics.driving.base import (
    PAGE as PLACED,
)
from components.topics.driving.chain import capabilities_block
from components.topics.driving.reach import KIND, KINDS, REACH, REACHES, reach_blocks

_MAP = MapPlan(("zones", AREA, "routes", "landmarks"), is_quiet=True)
VIEWS = {
    "reach": ("reach-table-heading", "kind", "reach", "reach-table"),
    "chain": ("chain",),
    "history": ("history", "later"),
    "conflicts": ("conflicts",),
}


def layout(request: Request) -> None:
    """Place the slots and the map."""
    map_page(request, beside=["road", "zones", "projects"], plan=_MAP)
    place_tabs(VIEWS)
    slots("limits")


def content(request: Request) -> Content:
    """Return what the slots show."""
    catalog, chosen, words, theme = request.catalog, request.chosen, request.words, request.theme
    kinds = [(name, words(f"test-area.kind.{name}")) for name in KINDS]
    reaches = [(name, words(f"test-area.reach.{name}")) for name in REACHES]
    kind = options_block(KIND, words("test-area.kind"), kinds, request.option(KIND, KINDS))
    reach = options_block(REACH, words("test-area.reach"), reaches, request.option(REACH, REACHES))
    known = is_known(catalog, chosen)
    offered = known and chosen.evidence == "all"
    shown: Content = {
        "title": title(driving_finding(catalog, chosen, words)),
        "filters": filters_block(catalog, chosen, words),
        "cards": cards_block(base_cards(catalog, chosen, words), words),
        **map_blocks(request),
        "kind": kind if offered else nothing(),
        "reach": reach if offered else nothing(),
        **reach_blocks(request, known=known),
        "road": road_chart(catalog, chosen, words, theme),
        "zones": zones_chart(catalog, chosen, words, theme),
        "chain": capabilities_block(catalog, chosen, words),
        "projects": projects_block(catalog, chosen, words),
        "history": history_block(catalog, chosen, words),
        "later": later_block(catalog, chosen, words),
        "conflicts": placed_conflicts(catalog, chosen, words, PLACED, "test-area-conflicts"),
        "limits": note(words("test-area.limits")),
    }
    return folded(request, PAGE.name, shown, VIEWS)


PAGE = Page("test-area", layout, content, options=(KIND, REACH), map_alone=map_alone(_MAP))
