"""The floor: a pills click in a fragment and one number, with no map (see DESIGN.md)."""

from __future__ import annotations

import streamlit as st

st.set_page_config(layout="wide")


@st.fragment
def linked() -> None:
    """Draw the pills and the number that they change."""
    chosen = st.pills("zone", list("ABCDEF"), selection_mode="multi", key="filter-zone")
    st.html(f'<p class="number">{"".join(chosen)} {330 - 40 * len(chosen)}</p>')


linked()
