"""Overview: the park on a map with linked cards and charts."""

from __future__ import annotations

import streamlit as st

from components.cards import (
    IN_OPERATION,
    enterprises_card,
    enterprises_text,
    indicator_card,
    projects_card,
)
from components.filters import filter_bar, filter_text
from components.linked_charts import investment_chart, sector_chart, status_chart, zone_chart
from components.linked_map import linked_map
from components.shell import note, show_page, title
from components.text import Words
from components.theme import Theme
from data.catalog import Catalog
from data.selection import Selection
from data.status import chosen_projects


def finding(catalog: Catalog, chosen: Selection, words: Words) -> str:
    """Return the sentence that the page's numbers say."""
    projects = chosen_projects(catalog, chosen)
    counts = {
        "operating": int(projects["status"].isin(IN_OPERATION).sum()),
        "projects": len(projects),
    }
    enterprises = enterprises_text(catalog, chosen, words)
    filters, date = filter_text(words, chosen), words.date(chosen.period)
    if filters and enterprises is None:
        return words("overview.finding_unpublished", filter=filters)
    if enterprises is None:
        return words("overview.finding_none", date=date)
    if filters:
        return words("overview.finding_filtered", filter=filters, enterprises=enterprises, **counts)
    return words("overview.finding", date=date, enterprises=enterprises, **counts)


def body(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> None:
    """Draw the page."""
    title(finding(catalog, chosen, words))
    filter_bar(catalog, chosen, words)
    with st.container(key="cards"):
        enterprises_card(catalog, chosen, words)
        indicator_card(catalog, chosen, words, "staff")
        indicator_card(catalog, chosen, words, "revenue")
        indicator_card(catalog, chosen, words, "floor_area")
        projects_card(catalog, chosen, words)
    left, right = st.columns([7, 5], gap="medium")
    with left:
        linked_map(catalog, chosen, words, theme)
        investment_chart(catalog, chosen, words, theme)
    with right:
        sector_chart(catalog, chosen, words, theme)
        zone_chart(catalog, chosen, words, theme)
        status_chart(catalog, chosen, words, theme)
    note(words("overview.limits"))


show_page(body)
