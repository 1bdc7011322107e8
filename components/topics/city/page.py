"""The city's digital economy and its parks, with the park on its map."""

from __future__ import annotations

from components.blocks.base import Content, slots
from components.blocks.cards import cards_block
from components.blocks.controls import options_block
from components.blocks.plain import heading, note, title
from components.linked.charts import sector_chart
from components.linked.columns import map_alone, map_page
from components.linked.folded import folded, place_tabs
from components.linked.mentions import mentions_block
from components.map.linked_map import map_blocks
from components.origin.conflicts import conflicts_block
from components.session.filters import filters_block
from components.session.page import Page
from components.session.request import Request
from components.topics.city.around import MAP, city_marks, shades
from components.topics.city.economy import (
    city_cards,
    city_finding,
    city_table,
    period_chart,
)
from components.topics.city.parks import peers_chart, peers_table
from components.topics.city.tables import SCOPES, article_conflicts, outside_table

VIEWS = {
    "parks": ("parks",),
    "figures": ("figures",),
    "outside": ("outside-heading", "scope", "outside"),
    "said": ("said",),
    "conflicts": ("conflicts",),
}


def layout(request: Request) -> None:
    """Place the slots and the map."""
    beside = ["peers", "added", "growth", "sector"]
    map_page(request, below=["map-peers"], beside=beside, plan=MAP, extras=shades(request))
    place_tabs(VIEWS)
    slots("limits")


def content(request: Request) -> Content:
    """Return what the slots show."""
    catalog, chosen, words, theme = request.catalog, request.chosen, request.words, request.theme
    scope = request.option("city-scope", SCOPES)
    scopes = [(name, words(f"city.scope.{name}")) for name in SCOPES]
    marks = city_marks(catalog, chosen, words)
    shown: Content = {
        "title": title(city_finding(catalog, chosen, words)),
        "filters": filters_block(catalog, chosen, words),
        "cards": cards_block(city_cards(catalog, chosen, words), words),
        **map_blocks(request, marks, marks.finding),
        "map-peers": note(words("city.note.map")),
        "peers": peers_chart(catalog, chosen, words, theme),
        "added": period_chart(catalog, chosen, words, theme, "added"),
        "growth": period_chart(catalog, chosen, words, theme, "growth"),
        "sector": sector_chart(catalog, chosen, words, theme),
        "parks": peers_table(catalog, chosen, words),
        "figures": city_table(catalog, chosen, words),
        "outside-heading": heading(words("city.outside"), words("city.outside_small")),
        "scope": options_block("city-scope", words("city.scope"), scopes, scope),
        "outside": outside_table(catalog, chosen, words, scope),
        "said": mentions_block(catalog, chosen, words, "city"),
        "conflicts": conflicts_block(
            catalog,
            chosen,
            words,
            "city-conflicts",
            article_conflicts(catalog, chosen),
            search=True,
        ),
        "limits": note(words("city.limits")),
    }
    return folded(request, PAGE.name, shown, VIEWS)


PAGE = Page("city", layout, content, options=("city-scope",), map_alone=map_alone(MAP, shades))
