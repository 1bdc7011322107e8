"""Facilities: what was built, what was planned, and how far each project is."""

from __future__ import annotations

import streamlit as st

from components.blocks.base import Content, slots
from components.blocks.cards import cards_block
from components.blocks.controls import options_block
from components.blocks.plain import heading, note, title
from components.linked.columns import map_page
from components.map.linked_map import map_blocks
from components.map.plan import MapPlan
from components.session.filters import filters_block
from components.session.page import Page
from components.session.request import Request
from components.topics.facilities.map_marks import facility_marks
from components.topics.facilities.measures import MEASURES, facility_cards, measures, support_table
from components.topics.facilities.projects import facilities_finding, facility_board, facility_chart
from data.facilities import KINDS

_MAP = MapPlan(("zones", "landmarks"), ("areas",), is_quiet=True)


def layout(request: Request) -> None:
    """Place the slots and the map."""
    map_page(request, beside=["kind", "by-status", "by-zone", "by-sector"], plan=_MAP)
    slots("board", "measures-heading")
    names = MEASURES
    for column, some in zip(
        st.columns(3, gap="medium"), (names[:3], names[3:6], names[6:]), strict=True
    ):
        with column:
            slots(*(f"measure-{name}" for name in some))
    slots("support", "limits")


def content(request: Request) -> Content:
    """Return what the slots show."""
    catalog, chosen, words, theme = (
        request.catalog,
        request.chosen,
        request.words,
        request.theme,
    )
    kind = request.option("facilities-kind", ("", *KINDS))
    kinds = [("", words("facilities.kind.all"))]
    kinds += [(one, words(f"facilities.kind.{one}")) for one in KINDS]
    return {
        "title": title(facilities_finding(catalog, chosen, kind, words)),
        "filters": filters_block(catalog, chosen, words),
        "cards": cards_block(facility_cards(catalog, chosen, kind, words), words),
        **map_blocks(request, facility_marks(catalog, chosen, kind, words)),
        "kind": options_block("facilities-kind", words("facilities.kind"), kinds, kind),
        "by-status": facility_chart(catalog, chosen, kind, words, theme, "status"),
        "by-zone": facility_chart(catalog, chosen, kind, words, theme, "zone"),
        "by-sector": facility_chart(catalog, chosen, kind, words, theme, "sector"),
        "board": facility_board(catalog, chosen, kind, words),
        "measures-heading": heading(
            words("facilities.measures"), words("facilities.measures_small")
        ),
        **measures(catalog, chosen, kind, words, theme),
        "support": support_table(catalog, chosen, words),
        "limits": note(words("facilities.limits")),
    }


PAGE = Page("facilities", layout, content, options=("facilities-kind",))
