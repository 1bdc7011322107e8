"""Digital twin: what phase one covers, what phase two is to cover, and what a move would."""

from __future__ import annotations

from streamlit.delta_generator import DeltaGenerator

from components.blocks import Content, note, slots, title
from components.cards import cards_block
from components.columns import map_page
from components.conflicts import conflicts_block
from components.digital_twin import (
    areas,
    finding,
    phases_chart,
    twin_cards,
    zones_chart,
)
from components.filters import filters_block
from components.linked_map import map_blocks
from components.massing import massing_chart, massing_view
from components.plan_blocks import plan_blocks
from components.request import Request
from components.shell import show_page
from components.twin_link import MovedOutline, Swipe
from components.twin_modules import modules_board
from components.twin_plan import EAST, HOME, NORTH


def layout(request: Request) -> DeltaGenerator:
    """Place the slots and the map; the columns stand below their bars."""
    words, theme = request.words, request.theme
    both = areas(request.catalog, words)
    right = map_page(
        request,
        below=["plan-heading", "plan-outline", "plan-sliders", "plan-cards", "plan"],
        beside=["phases", "zones", "massing"],
        extras=[Swipe(both, words, theme), MovedOutline((EAST, NORTH), HOME, words, theme)],
    )
    place = right.container()
    slots("modules", "conflicts", "limits")
    return place


def content(request: Request) -> Content:
    """Return what the slots show."""
    catalog, chosen, words, theme = request.catalog, request.chosen, request.words, request.theme
    return {
        "title": title(finding(catalog, chosen, words)),
        "filters": filters_block(catalog, chosen, words),
        "cards": cards_block(twin_cards(catalog, chosen, words), words),
        **map_blocks(catalog, chosen, words),
        **plan_blocks(request),
        "phases": phases_chart(catalog, chosen, words, theme),
        "zones": zones_chart(catalog, chosen, words, theme),
        "massing": massing_chart(catalog, chosen, words, theme),
        "modules": modules_board(catalog, chosen, words),
        "conflicts": conflicts_block(catalog, chosen, words, "twin-conflicts", ("C43",)),
        "limits": note(words("twin.limits")),
    }


show_page(layout, content, massing_view)
