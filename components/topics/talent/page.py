"""Talent: the staff target and what it asks, the alliance, training and placements."""

from __future__ import annotations

import streamlit as st

from components.blocks.base import Content, slots
from components.blocks.cards import cards_block
from components.blocks.plain import heading, note, nothing, title
from components.linked.columns import opening
from components.linked.folded import folded
from components.linked.mentions import mentions_block
from components.linked.seats import seats_chart, staff_chart
from components.origin.conflicts import placed_conflicts
from components.session.filters import filters_block
from components.session.page import Page
from components.session.request import Request
from components.topics.talent import alliance as talent
from components.topics.talent.gap import OPTION, baseline_options, gap_chart, series_chart
from data.status import chosen_projects
from data.talent_gap import read_gap

VIEWS = {
    "projects": ("projects",),
    "gap": ("gap-heading", "baseline", "series", "gap", "capacity", "outputs"),
    "alliance": ("alliance", "base", "universities", "training", "entry"),
    "said": ("said",),
    "conflicts": ("conflicts",),
}


def layout(request: Request) -> None:
    """Place the slots; no map says anything about this."""
    del request
    left, right = opening()
    with left:
        slots("sector", "staff")
    with right:
        slots("seats")
    slots("tabs", "projects", "gap-heading", "baseline")
    left, right = st.columns(2, gap="medium")
    with left:
        slots("series", "gap", "alliance", "base")
    with right:
        slots("capacity", "outputs", "universities", "training", "entry")
    slots("said", "conflicts", "limits")


def content(request: Request) -> Content:
    """Return what the slots show."""
    catalog, chosen, words, theme = request.catalog, request.chosen, request.words, request.theme
    asked = request.options.get(OPTION)
    gap = read_gap(catalog, catalog.as_of(chosen), asked)
    projects = chosen_projects(catalog, chosen)
    shown: Content = {
        "title": title(talent.talent_finding(catalog, chosen, gap, words)),
        "filters": filters_block(catalog, chosen, words),
        "cards": cards_block(talent.talent_cards(catalog, chosen, gap, words), words),
        "sector": talent.sector_chart(catalog, chosen, words, theme),
        "staff": staff_chart(catalog, chosen, words, theme, projects),
        "seats": seats_chart(catalog, chosen, words, theme, projects),
        "projects": talent.projects_table(catalog, chosen, words),
        "gap-heading": heading(
            words("talent.gap_heading"), words("talent.baseline") if gap else ""
        ),
        "baseline": baseline_options(catalog, chosen, asked, words) if gap else nothing(),
        "series": series_chart(catalog, chosen, words, theme),
        "gap": gap_chart(catalog, chosen, gap, words, theme),
        "capacity": talent.capacity_chart(catalog, chosen, words, theme),
        "outputs": talent.outputs_chart(catalog, chosen, words, theme),
        "universities": talent.universities_chart(catalog, chosen, words, theme),
        "alliance": talent.figures_table(catalog, chosen, words, "alliance"),
        "base": talent.figures_table(catalog, chosen, words, "base"),
        "training": talent.figures_table(catalog, chosen, words, "training"),
        "entry": talent.figures_table(catalog, chosen, words, "entry"),
        "said": mentions_block(catalog, chosen, words, "talent"),
        "conflicts": placed_conflicts(catalog, chosen, words, talent.PAGE, "talent-conflicts"),
        "limits": note(words("talent.limits")),
    }
    return folded(request, PAGE.name, shown, VIEWS)


PAGE = Page("talent", layout, content, options=(OPTION,))
