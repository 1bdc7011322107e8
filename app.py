"""Cloud Valley Atlas: the entry point that ``streamlit run`` serves."""

from __future__ import annotations

import streamlit as st

from components.assets import publish_assets
from components.state import prepare_register, read_url, selection, words

publish_assets()
read_url()
spoken = words(selection())
st.set_page_config(
    page_title=spoken("app.title"), page_icon="🗺️", layout="wide", initial_sidebar_state="collapsed"
)
prepare_register(spoken)
page = st.navigation(
    [
        st.Page(
            "pages/overview.py",
            title=spoken("nav.overview"),
            icon=":material/dashboard:",
            default=True,
        ),
        st.Page(
            "pages/overlay.py",
            title=spoken("nav.overlay"),
            icon=":material/layers:",
            url_path="overlay",
        ),
    ],
    position="top",
)
page.run()
