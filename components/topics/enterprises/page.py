"""Enterprises: five sectors in two groupings, a sheet a sector, and all that are named."""

from __future__ import annotations

import streamlit as st

from components.blocks.base import Content, slots
from components.blocks.cards import cards_block
from components.blocks.plain import note, title
from components.linked.charts import zone_chart
from components.linked.columns import map_alone, map_page
from components.linked.folded import folded, place_tabs
from components.linked.mentions import mentions_block
from components.map.enterprises import sector_marks
from components.map.linked_map import map_blocks
from components.map.plan import MapPlan
from components.origin.conflicts import conflicts_block
from components.session.filters import filters_block
from components.session.page import Page
from components.session.request import Request
from components.topics.enterprises.directory import directory_block
from components.topics.enterprises.regrouping import regrouping_table
from components.topics.enterprises.sectors import (
    OPTION,
    chosen_grouping,
    disagreements,
    enterprise_cards,
    enterprises_finding,
    grouped_chart,
    grouping_options,
)
from components.topics.enterprises.sheets import OPTION as SHEET
from components.topics.enterprises.sheets import offered, sheet_blocks

_MAP = MapPlan(("zones", "landmarks", "tenants"), ("areas",), is_quiet=True)
VIEWS = {
    "directory": ("directory",),
    "sheet": (
        *("sheet-heading", "sheet", "sheet-cards", "sheet-chart"),
        *("sheet-staff", "sheet-projects", "sheet-figures"),
    ),
    "said": ("said",),
    "conflicts": ("conflicts",),
}


def layout(request: Request) -> None:
    """Place the slots and the map."""
    map_page(request, beside=["grouping", "sector", "regrouping", "zone"], plan=_MAP)
    columns = VIEWS["sheet"][3:]
    place_tabs(VIEWS, *columns)
    for column, some in zip(
        st.columns(3, gap="medium"), (columns[:1], columns[1:3], columns[3:]), strict=True
    ):
        with column:
            slots(*some)
    slots("limits")


def content(request: Request) -> Content:
    """Return what the slots show."""
    catalog, chosen, words = request.catalog, request.chosen, request.words
    grouping = chosen_grouping(catalog, chosen, request.options.get(OPTION))
    disagreed = disagreements(catalog)
    sheet = request.option(SHEET, offered(catalog, chosen))
    marks = sector_marks(catalog, chosen, words)
    shown: Content = {
        "title": title(enterprises_finding(catalog, chosen, grouping, words)),
        "filters": filters_block(catalog, chosen, words),
        "cards": cards_block(enterprise_cards(catalog, chosen, grouping, words), words),
        **map_blocks(request, marks, marks.finding),
        "grouping": grouping_options(catalog, chosen, grouping, words),
        "sector": grouped_chart(catalog, chosen, grouping, words, request.theme),
        "regrouping": regrouping_table(catalog, chosen, words),
        "zone": zone_chart(catalog, chosen, words, request.theme),
        **sheet_blocks(catalog, chosen, sheet, words, request.theme),
        "said": mentions_block(catalog, chosen, words, "sector"),
        "directory": directory_block(catalog, chosen, words),
        "conflicts": conflicts_block(catalog, chosen, words, "enterprises-conflicts", disagreed),
        "limits": note(words("enterprises.limits")),
    }
    return folded(request, PAGE.name, shown, VIEWS)


PAGE = Page("enterprises", layout, content, options=(OPTION, SHEET), map_alone=map_alone(_MAP))
