"""Facilities: what was built, what was planned, and how far each project is."""

from __future__ import annotations

from components.blocks.base import Content, slots
from components.blocks.cards import cards_block
from components.blocks.controls import options_block
from components.blocks.plain import note, nothing, title
from components.linked.columns import map_alone, map_page
from components.linked.folded import folded, place_tabs
from components.map.linked_map import map_blocks
from components.map.plan import MapPlan
from components.session.filters import filters_block
from components.session.page import Page
from components.session.request import Request
from components.topics.facilities.map_marks import facility_marks
from components.topics.facilities.measures import (
    MEASURES,
    facility_cards,
    measures,
    offered_measures,
    support_table,
)
from components.topics.facilities.projects import facilities_finding, facility_board, facility_chart
from data.facilities import KINDS

_MAP = MapPlan(("zones", "landmarks"), ("areas",), is_quiet=True)
MEASURE = "facilities-measure"
VIEWS = {
    "board": ("board",),
    "measures": ("measure", *(f"measure-{name}" for name in MEASURES)),
    "support": ("support",),
}


def layout(request: Request) -> None:
    """Place the slots and the map."""
    map_page(request, beside=["kind", "by-status", "by-zone", "by-sector"], plan=_MAP)
    place_tabs(VIEWS)
    slots("limits")


def content(request: Request) -> Content:
    """Return what the slots show."""
    catalog, chosen, words, theme = (
        request.catalog,
        request.chosen,
        request.words,
        request.theme,
    )
    kind = request.option("facilities-kind", ("", *KINDS))
    offered = offered_measures(catalog)
    measure = request.option(MEASURE, offered or MEASURES)
    asked = offered if request.whole else (measure,)
    names = [(one, words(f"facilities.{one}")) for one in offered]
    kinds = [("", words("facilities.kind.all"))]
    kinds += [(one, words(f"facilities.kind.{one}")) for one in KINDS]
    marks = facility_marks(catalog, chosen, kind, words)
    shown: Content = {
        "title": title(facilities_finding(catalog, chosen, kind, words)),
        "filters": filters_block(catalog, chosen, words),
        "cards": cards_block(facility_cards(catalog, chosen, kind, words), words),
        **map_blocks(request, marks, marks.finding),
        "kind": options_block("facilities-kind", words("facilities.kind"), kinds, kind),
        "by-status": facility_chart(catalog, chosen, kind, words, theme, "status"),
        "by-zone": facility_chart(catalog, chosen, kind, words, theme, "zone"),
        "by-sector": facility_chart(catalog, chosen, kind, words, theme, "sector"),
        "board": facility_board(catalog, chosen, kind, words),
        "measure": options_block(MEASURE, words("facilities.measures"), names, measure)
        if offered
        else nothing(),
        **measures(catalog, chosen, kind, words, theme, asked),
        "support": support_table(catalog, chosen, words),
        "limits": note(words("facilities.limits")),
    }
    return folded(request, PAGE.name, shown, VIEWS)


PAGE = Page(
    "facilities", layout, content, options=("facilities-kind", MEASURE), map_alone=map_alone(_MAP)
)
