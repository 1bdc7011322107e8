"""Sources: the articles, all figures, the conflicts, the claims, and the evidence of each page."""

from __future__ import annotations

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.blocks.base import Content, slots
from components.blocks.cards import cards_block
from components.blocks.chart import headed
from components.blocks.plain import heading, note, title
from components.linked.folded import folded, place_tabs
from components.linked.mentions import mentions_block
from components.session.downloads import package_download
from components.session.filters import filters_block
from components.session.menu import is_offered
from components.session.page import Page
from components.session.request import Request
from components.topics.sources.articles import articles_table, publications_table
from components.topics.sources.claims import KIND, KINDS, claims_block, kind_options
from components.topics.sources.counted import sources_cards, sources_finding
from components.topics.sources.coverage import coverage, coverage_chart
from components.topics.sources.due import due_block
from components.topics.sources.figures import figures_table, narrowing_options, read_narrowed
from components.topics.sources.ledger import SEVERITIES, SEVERITY, ledger_block, severity_options
from data.selection import Selection

NAME = "sources"
NARROWING = tuple(f"figures-{name}" for name in ("scope", "kind", "grade", "article"))
VIEWS = {
    "articles": ("articles",),
    "publications": ("publications",),
    "due": ("due",),
    "figures": ("figures-heading", *NARROWING, "figures"),
    "conflicts": ("conflicts-heading", "conflicts-severity", "conflicts"),
    "claims": ("claims-heading", "claims-kind", "claims"),
    "mentions": ("mentions",),
}


def layout(request: Request) -> DeltaGenerator:
    """Place the slots; the download of everything stands beside the coverage."""
    del request
    slots("notices", "title", "filters", "cards")
    left, right = st.columns([10, 2], gap="medium")
    with left:
        slots("coverage")
    with right:
        slots("package-heading")
        place = st.container()
    place_tabs(VIEWS)
    slots("limits")
    return place


def content(counted: tuple[Page, ...], request: Request) -> Content:
    """Return what the slots show."""
    catalog, chosen, words = request.catalog, request.chosen, request.words
    dated = Selection(as_of=chosen.as_of)  # of the filters, only the date concerns the tables
    counted = tuple(page for page in counted if is_offered(catalog, page.name))
    graded = coverage(catalog, chosen, counted)
    narrowed = read_narrowed(request)
    severity = request.option(SEVERITY, SEVERITIES)
    kind = request.option(KIND, KINDS)
    shown: Content = {
        "title": title(sources_finding(catalog, chosen, words)),
        "filters": filters_block(catalog, chosen, words),
        "cards": cards_block(sources_cards(graded, request), words),
        "coverage": coverage_chart(graded, request, counted),
        "package-heading": heading(words("sources.package")),
        "articles": articles_table(catalog, words),
        "publications": publications_table(catalog, words),
        "due": due_block(catalog, words, None if chosen.as_of else request.today),
        **narrowing_options(catalog, words, narrowed),
        **headed("figures", figures_table(catalog, dated, words, narrowed)),
        "conflicts-severity": severity_options(words, severity),
        **headed("conflicts", ledger_block(catalog, dated, words, severity)),
        "claims-kind": kind_options(words, kind),
        **headed("claims", claims_block(catalog, dated, words, kind)),
        "mentions": mentions_block(catalog, dated, words),
        "limits": note(words("sources.limits")),
    }
    return folded(request, NAME, shown, VIEWS)


def sources_page(counted: tuple[Page, ...]) -> Page:
    """Return the page; it counts the evidence of some other pages."""
    return Page(
        NAME,
        layout,
        partial(content, counted),
        options=("figures-*", SEVERITY, KIND),
        native=package_download,
    )
