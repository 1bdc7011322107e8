"""Overview: the park on a map with linked cards and charts."""

from __future__ import annotations

from components.blocks.base import Content
from components.blocks.cards import cards_block
from components.blocks.plain import note, title
from components.blocks.text import Words
from components.linked.cards import (
    enterprises_text,
    headline_cards,
    is_own_total,
    projects_card,
)
from components.linked.charts import sector_chart, status_chart, zone_chart
from components.linked.columns import map_alone, map_page
from components.linked.investment import investment_chart
from components.linked.mentions import mentions_block
from components.map.linked_map import map_blocks
from components.map.plan import MapPlan
from components.map.project_marks import project_marks
from components.origin.register import is_unread
from components.session.filters import filter_text, filters_block
from components.session.page import Page
from components.session.request import Request
from data.catalog import Catalog
from data.selection import Selection
from data.status import IN_OPERATION, chosen_projects

_MAP = MapPlan(("zones", "areas", "landmarks"), ("routes", "tenants"))


def overview_finding(catalog: Catalog, chosen: Selection, words: Words) -> str:
    """Return the sentence that the page's numbers say."""
    projects = chosen_projects(catalog, chosen)
    counts = {
        "operating": int(projects["status"].isin(IN_OPERATION).sum()),
        "projects": len(projects),
    }
    enterprises = enterprises_text(catalog, chosen, words)
    filters, date = filter_text(words, chosen), words.date(catalog.as_of(chosen))
    if filters and enterprises is None:
        unread = is_unread(catalog, chosen)
        said = "register.finding_unread" if unread else "overview.finding_unpublished"
        return words(said, filter=filters)
    if enterprises is None:
        return words("overview.finding_none", date=date)
    if filters:
        return words("overview.finding_filtered", filter=filters, enterprises=enterprises, **counts)
    said = "overview.finding_own" if is_own_total(catalog, chosen) else "overview.finding"
    return words(said, date=date, enterprises=enterprises, **counts)


def layout(request: Request) -> None:
    """Place the slots and the map."""
    beside = ["sector", "zone", "status", "honours"]
    map_page(request, below=["investment", "limits"], beside=beside, plan=_MAP)


def content(request: Request) -> Content:
    """Return what the slots show."""
    catalog, chosen, words = request.catalog, request.chosen, request.words
    cards = [
        *headline_cards(catalog, chosen, words),
        projects_card(catalog, chosen, words),
    ]
    return {
        "title": title(overview_finding(catalog, chosen, words)),
        "filters": filters_block(catalog, chosen, words),
        "cards": cards_block(cards, words),
        **map_blocks(request, project_marks(catalog, chosen, words, request.theme)),
        "investment": investment_chart(catalog, chosen, words, request.theme),
        "sector": sector_chart(catalog, chosen, words, request.theme),
        "zone": zone_chart(catalog, chosen, words, request.theme),
        "status": status_chart(catalog, chosen, words, request.theme),
        "honours": mentions_block(catalog, chosen, words, "honour"),
        "limits": note(words("overview.limits")),
    }


PAGE = Page("overview", layout, content, map_alone=map_alone(_MAP))
