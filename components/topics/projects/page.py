"""Projects: what was signed, what stands, since when, and all that is in print about each."""

from __future__ import annotations

from components.blocks.base import Content, slots
from components.blocks.cards import cards_block
from components.blocks.plain import empty, note, nothing, title
from components.linked.cards import projects_card
from components.linked.charts import status_chart
from components.linked.columns import map_alone, map_page
from components.linked.folded import folded, place_tabs
from components.linked.investment import investment_chart
from components.linked.mentions import mentions_block
from components.map.linked_map import map_blocks
from components.map.plan import MapPlan
from components.map.project_marks import project_marks
from components.session.filters import filters_block
from components.session.page import Page
from components.session.request import Request
from components.topics.projects.board import (
    empty_reason,
    investment_card,
    opened_card,
    project_board,
    project_gantt,
    projects_finding,
    zone_card,
)
from components.topics.projects.pipeline import flow_chart, stock_chart
from components.topics.projects.table import project_table
from data.status import chosen_projects

_MAP = MapPlan(("zones", "landmarks"), ("areas",), is_quiet=True)
VIEWS = {
    "board": ("board",),
    "gantt": ("gantt",),
    "investment": ("investment",),
    "table": ("table",),
    "said": ("said",),
}


def layout(request: Request) -> None:
    """Place the slots and the map."""
    map_page(request, beside=["status", "flow", "stock"], plan=_MAP)
    place_tabs(VIEWS)
    slots("limits")


def content(request: Request) -> Content:
    """Return what the slots show."""
    catalog, chosen, words = request.catalog, request.chosen, request.words
    cards = [
        projects_card(catalog, chosen, words),
        investment_card(catalog, chosen, words),
        *opened_card(catalog, chosen, words),
        zone_card(catalog, chosen, words),
    ]
    if chosen_projects(catalog, chosen).empty:
        views: Content = {
            "gantt": empty(empty_reason(catalog, chosen, words)),
            "table": nothing(),
        }
    else:
        views = {
            "gantt": project_gantt(catalog, chosen, words),
            "table": project_table(catalog, chosen, words),
        }
    marks = project_marks(catalog, chosen, words, request.theme)
    shown: Content = {
        "title": title(projects_finding(catalog, chosen, words)),
        "filters": filters_block(catalog, chosen, words),
        "cards": cards_block(cards, words),
        **map_blocks(request, marks, marks.finding),
        "status": status_chart(catalog, chosen, words, request.theme),
        "investment": investment_chart(catalog, chosen, words, request.theme),
        "flow": flow_chart(catalog, chosen, words, request.theme),
        "stock": stock_chart(catalog, chosen, words, request.theme),
        "board": project_board(catalog, chosen, words),
        **views,
        "said": mentions_block(catalog, chosen, words, "project"),
        "limits": note(words("projects.limits")),
    }
    return folded(request, PAGE.name, shown, VIEWS, search=True)


PAGE = Page("projects", layout, content, map_alone=map_alone(_MAP))
