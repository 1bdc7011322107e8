"""Cloud Valley Atlas: the entry point that ``streamlit run`` serves."""

from __future__ import annotations

import streamlit as st

from components.assets import publish_assets
from components.state import prepare_register, read_url, selection, words

# By group of the menu: page and its icon. The first page of all opens at the root.
MENU = {
    "explore": {
        "overview": "dashboard",
        "overlay": "layers",
        "enterprises": "apartment",
        "projects": "construction",
        "test-area": "directions_car",
        "digital-twin": "view_in_ar",
        "facilities": "domain",
        "talent": "school",
        "timeline": "history",
        "city": "location_city",
    },
    "plan": {
        "targets": "flag",
        "sites": "pin_drop",
    },
    "present": {
        "present": "slideshow",
        "stories": "edit_note",
    },
    "data": {
        "sources": "menu_book",
        "import": "upload_file",
    },
}

publish_assets()
read_url()
spoken = words(selection())
st.set_page_config(
    page_title=spoken("app.title"), page_icon="🗺️", layout="wide", initial_sidebar_state="collapsed"
)
prepare_register(spoken)
menu = {
    spoken(f"nav.group.{group}"): [
        st.Page(
            f"pages/{path}.py",
            title=spoken(f"nav.{path}"),
            icon=f":material/{icon}:",
            url_path="" if path == "overview" else path,
            default=path == "overview",
        )
        for path, icon in pages.items()
    ]
    for group, pages in MENU.items()
}
st.navigation(menu, position="top").run()
