"""Overlay: how much of each zone lies in the test area and the twin, and what stands there."""

from __future__ import annotations

import streamlit as st

from components.filters import filter_bar, filter_text
from components.linked_map import linked_map
from components.overlay import (
    MEASURES,
    coverage_cards,
    downloads,
    finding,
    long_table,
    matrix_html,
    overlay_matrix,
    reported_table,
)
from components.shell import empty, heading, note, show_page, title
from components.tables import table_html
from components.text import Words
from components.theme import Theme
from data.catalog import Catalog
from data.selection import Selection


def body(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> None:
    """Draw the page."""
    frame = overlay_matrix(catalog, chosen)
    title(finding(catalog, frame, chosen, words))
    filter_bar(catalog, chosen, words)
    if not frame.empty:
        with st.container(key="cards"):
            coverage_cards(catalog, frame, chosen, words)
    left, right = st.columns([7, 5], gap="medium")
    with left:
        linked_map(catalog, chosen, words, theme)
    with right:
        if frame.empty:
            empty(words("overlay.empty"))
        else:
            heading(words("overlay.matrix"), filter_text(words, chosen))
            measure = st.segmented_control(
                words("overlay.measure"),
                MEASURES,
                default="share",
                required=True,
                key="overlay-measure",
                format_func=words.namer("overlay.measure"),
            )
            st.html(matrix_html(frame, measure or "share", chosen, words))
            note(words("overlay.matrix_note"))
            downloads(catalog, long_table(catalog, frame, chosen, words), chosen, words)
        heading(words("overlay.reported"))
        st.html(reported_table(catalog, words))
    if not frame.empty:
        heading(words("overlay.table"), filter_text(words, chosen))
        table = long_table(catalog, frame, chosen, words)
        st.html(table_html(table, tuple(table.columns[2:7])))
    note(words("overlay.limits"))


show_page(body)
