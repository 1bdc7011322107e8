"""The menu, and the page that it leads to: the script that Streamlit runs for each reader."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import unquote

import streamlit as st

from components.browser.streamlit_insides import forget_fragments
from components.frame.refused import place_refused
from components.session.menu import ENTRIES, FIRST_PAGE, group_name, menu_of
from components.session.reader import reader
from components.session.state import (
    catalog,
    current_view,
    keep_apart,
    page_path,
    prepare_register,
    read_embedded,
    read_url,
    selection,
    words,
)
from data.i18n import pick_lang

st.set_page_config(page_icon="🗺️", layout="wide", initial_sidebar_state="collapsed")
read_embedded()
person = reader()
if person.refused:
    forget_fragments()
    place_refused(person, pick_lang(st.query_params.get("lang") or st.context.locale))
    st.stop()
keep_apart(person)
prepare_register()
read_url()
spoken = words(selection())
# An address that leads nowhere shows the first page with a notice; Streamlit's own says so
# in English only.
asked = unquote(PurePosixPath(page_path()).name)
offered = menu_of(catalog())
is_offered = any(asked == entry.name for entries in offered.values() for entry in entries)
menu = {
    group_name(group, asked if is_offered else FIRST_PAGE, spoken): [
        st.Page(
            entry.path,
            title=spoken(f"nav.{entry.name}"),
            icon=f":material/{entry.icon}:",
            url_path="" if entry.name == FIRST_PAGE else entry.name,
            default=entry.name == FIRST_PAGE,
        )
        for entry in entries
    ]
    for group, entries in offered.items()
}
if asked not in {page.url_path for pages in menu.values() for page in pages}:
    first = st.Page(
        ENTRIES[FIRST_PAGE].path,
        title=spoken(f"nav.{FIRST_PAGE}"),
        url_path=asked,
        visibility="hidden",
    )
    next(iter(menu.values())).append(first)
shown = st.navigation(menu, position="top")
st.set_page_config(page_title=f"{shown.title} · {spoken('app.title')}")
current_view().lost = asked if shown.visibility == "hidden" and asked != FIRST_PAGE else ""
shown.run()
