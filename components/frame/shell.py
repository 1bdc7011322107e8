"""The frame of every page: brand, language, style, and the content that follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath
from typing import cast

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from components.blocks.base import Block
from components.blocks.plain import warnings
from components.blocks.text import Words
from components.browser.streamlit_insides import leave_pages_to_app
from components.frame.hint import hinted
from components.frame.own_words import own_words
from components.frame.paper_foot import paper_block
from components.frame.remedy import remedied
from components.handout.bar import follow, place_bar
from components.handout.tray import place_tray, tray_blocks
from components.map.linked_map import is_redrawn
from components.session.link import hear, send
from components.session.page_contents import PAGES_DIR, is_taken
from components.session.request import MakeContent, Request
from components.session.state import (
    View,
    catalog,
    current_view,
    is_read,
    language,
    selection,
    words,
    write_url,
)
from components.session.theme import THEMES, Theme, current_theme, page_css
from data.catalog import Catalog
from data.i18n import LANGS, Lang

_SHOWN_VALUE = 40

Layout = Callable[[Request], DeltaGenerator | None]


def show_page(
    layout: Layout,
    content: MakeContent,
    native: Callable[[Request], None] | None = None,
    theme_of: Callable[[], Theme] = current_theme,
) -> None:
    """Draw one page: its layout once, its content after every click.

    Parameters
    ----------
    layout : callable
        Places the slots, first of all ``notices``, and the map; returns the container for
        `native`, if any.
    content : callable
        Returns the block of each slot; called anew for each change of the selection.
    native : callable, optional
        Places Streamlit elements that follow the selection, such as downloads.
    theme_of : callable, optional
        Returns the theme, if it is not that of the reader's browser.
    """
    if is_taken(content):
        return
    if not is_read():
        # The first visitor of a fresh server who comes by a link to a page: Streamlit runs
        # that page by itself, as a file of its "pages" folder, and `app.py` never ran.
        leave_pages_to_app()
        st.rerun()
    theme = theme_of()
    st.html(page_css(theme))
    _brand(words(selection()))
    current_view().map_url = ""  # of the page shown before; this one may have no map
    place, page = layout(_request(theme)), current_page()

    @st.fragment
    def linked() -> None:
        hear()
        request = _request(theme)
        is_other = is_redrawn(request.catalog, request.chosen, request.words, theme)
        if is_other or theme_of() != theme:
            st.rerun()
        write_url()
        notices = _notices(request.catalog, request.words, current_view())
        follow(request, page, content)
        made = hinted(request, remedied(request, page, content))
        around = {"notices": notices, "paper": paper_block(request.chosen, made, request.words)}
        tray = tray_blocks(request, page, made, content)
        send({**around, **made, **tray}, request.words)
        if native:
            native(request)
        place_tray(request.words)

    with place or st.container():
        linked()
    place_bar(page, words(selection()))


def current_page() -> str:
    """Return the name of the page that the browser shows."""
    name = PurePosixPath(current_view().path or "/").name
    return name if (PAGES_DIR / f"{name}.py").is_file() else "overview"


def _request(theme: Theme) -> Request:
    view = current_view()
    return Request(catalog(), view.selection, words(view.selection), theme, view.options)


def _brand(spoken: Words) -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="brand"
    ):
        st.html(
            Markup('<p class="atlas-brand" data-own="{}"><b>{}</b> · {}</p>').format(
                own_words(spoken), spoken("app.title"), spoken("app.park")
            ),
            width="content",
        )
        with st.container(horizontal=True, width="content", key="switches"):
            st.html(_theme_switch(spoken), width="content")
            st.session_state["language"] = language(selection())
            st.segmented_control(
                spoken("lang.label"),
                LANGS,
                key="language",
                required=True,
                format_func=spoken.namer("lang"),
                on_change=_on_language,
                label_visibility="collapsed",
                width="content",
            )


def _theme_switch(spoken: Words) -> Markup:
    """Return the switch of themes; ``browser/theme.js`` presses its buttons."""
    buttons = Markup().join(
        Markup('<button data-theme="{}">{}</button>').format(theme, spoken(f"theme.{theme}"))
        for theme in ("system", *THEMES)
    )
    pages = " ".join(path.stem for path in sorted(PAGES_DIR.glob("[a-z]*.py")))
    return Markup(
        '<div class="atlas-slot atlas-themes" role="group" data-pages="{}" aria-label="{}">{}</div>'
    ).format(pages, spoken("theme.label"), buttons)


def _on_language() -> None:
    view, lang = current_view(), st.session_state["language"]
    view.decide(replace(view.selection, lang=cast("Lang", lang)))


def _notices(facts: Catalog, spoken: Words, view: View) -> Block:
    texts, dropped = [], view.dropped
    if view.lost:
        texts.append(spoken("notice.lost", page=view.lost[:_SHOWN_VALUE]))
    if dropped:
        items = spoken.join(f"{d.name}={d.value}"[:_SHOWN_VALUE] for d in dropped[:5])
        texts.append(spoken("notice.dropped", items=items + ("…" if len(dropped) > 5 else "")))
    if facts.problems:
        texts.append(
            spoken(
                "notice.problems",
                count=len(facts.problems),
                first=facts.problems[0].text(spoken.lang),
            )
        )
    return warnings(texts)
