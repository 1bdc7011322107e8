"""The selection lives in the URL: this module reads it there and writes it back."""

from __future__ import annotations

import streamlit as st

from components.text import Words
from data.catalog import Catalog, Fingerprint, fingerprint, load_catalog
from data.i18n import Lang, pick_lang
from data.selection import Dimension, Dropped, Selection

_REMEMBERED = "_selection_query"
_PAGE = "_page"


def read_selection() -> tuple[Selection, list[Dropped]]:
    """Return the selection in the URL, and what in it was not understood."""
    query = {name: ",".join(st.query_params.get_all(name)) for name in st.query_params}
    return Selection.from_query(query)


def selection() -> Selection:
    """Return the selection in the URL."""
    return read_selection()[0]


def apply(changed: Selection) -> None:
    """Write a selection to the URL; the browser gets one step of history."""
    query = changed.to_query()
    if dict(st.query_params) != query:
        st.query_params.from_dict(query)
    st.session_state[_REMEMBERED] = query


def toggle(dimension: Dimension, value: str) -> None:
    """Switch one value of a dimension on or off."""
    apply(selection().toggled(dimension, value))


def carry_over(page: str) -> None:
    """Bring the selection along when the reader opens another page by the menu."""
    came_from = st.session_state.get(_PAGE)
    st.session_state[_PAGE] = page
    if came_from not in {None, page} and not dict(st.query_params):
        st.query_params.from_dict(st.session_state.get(_REMEMBERED, {}))
    st.session_state[_REMEMBERED] = dict(st.query_params)


def language(chosen: Selection) -> Lang:
    """Return the language of the URL, else of the browser."""
    return chosen.lang or pick_lang(st.context.locale)


def words(chosen: Selection) -> Words:
    """Return messages in the language of the view."""
    return Words(language(chosen))


@st.cache_resource(show_spinner=False, max_entries=2)
def _catalog(files: Fingerprint) -> Catalog:
    """Read the packs; `files` is the key under which they are kept."""
    del files
    return load_catalog()


def catalog() -> Catalog:
    """Return the catalog; it is read again when a file of a pack changes."""
    return _catalog(fingerprint())
