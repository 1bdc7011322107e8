"""The bar on top: product and park at its left, theme and language folded away at its right.

Between them lies Streamlit's own menu. The style sheet (``browser/frame.css``) lays all three
into one line; how wide the names are stands here, so that nothing moves once a script has run.
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import streamlit as st
from markupsafe import Markup

from components.blocks.text import Words
from components.frame.own_words import own_words
from components.frame.person import person_menu
from components.session.menu import ENTRIES
from components.session.reader import reader
from components.session.state import current_view, language, selection
from components.session.theme import THEMES
from data.i18n import LANGS, Lang

_WIDE, _NARROW = 1.0, 0.5  # of a letter, in em
_LAST_NARROW = "\x7f"
_NAME_REM, _PARK_REM = 0.95, 0.7


def place_bar_on_top(page: str, spoken: Words) -> None:
    """Place the names and the switches of the bar.

    Parameters
    ----------
    page : str
        By its name in the menu; a narrow bar, whose menu is folded, says it.
    spoken : Words
    """
    name, park = spoken("app.title"), spoken("app.park")
    with st.container(key="brand"):
        st.html(
            Markup(
                "<style>:root {{--brand-name: {:.1f}rem; --brand-park: {:.1f}rem}}</style>"
                '<p class="atlas-brand" data-own="{}" title="{}">'
                "<b>{}</b> <span>{}</span> <em>{}</em></p>"
            ).format(
                room_for(name) * _NAME_REM,
                room_for(park) * _PARK_REM,
                *(own_words(spoken), f"{name} · {park}", name, park, spoken(f"nav.{page}")),
            ),
            width="content",
        )
        with st.container(horizontal=True, width="content", key="switches"):
            st.html(_search_button(spoken), width="content")
            if who := person_menu(reader(), spoken):
                st.html(who, width="content")
            st.html(_theme_menu(spoken), width="content")
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


def room_for(text: str) -> float:
    """Return how much room a line of text needs, in em.

    >>> room_for("云谷") == 2.0
    True
    """
    return sum(_WIDE if letter > _LAST_NARROW else _NARROW for letter in text)


def _search_button(spoken: Words) -> Markup:
    """Return the button that opens the search; ``browser/find.js`` hears the keys, too."""
    return Markup(
        '<div class="atlas-slot"><button class="atlas-search-open" data-do="find" title="{0}" '
        'aria-label="{0}" aria-haspopup="dialog" aria-keyshortcuts="/ Control+K">'
        "<span>{1}</span></button></div>"
    ).format(spoken("search.keys"), spoken("search.button"))


def _theme_menu(spoken: Words) -> Markup:
    """Return the menu of themes; ``browser/theme.js`` presses its buttons."""
    buttons = Markup().join(
        Markup('<button data-theme="{}">{}</button>').format(theme, spoken(f"theme.{theme}"))
        for theme in ("system", *THEMES)
    )
    pages = " ".join(sorted(ENTRIES))
    return Markup(
        '<div class="atlas-slot atlas-theme-menu">'
        '<button class="atlas-theme-sign" popovertarget="atlas-themes" '
        'aria-label="{0}" title="{0}">◐</button>'
        '<div class="atlas-themes" id="atlas-themes" popover="auto" role="group" data-pages="{1}" '
        'aria-label="{0}">{2}</div></div>'
    ).format(spoken("theme.label"), pages, buttons)


def _on_language() -> None:
    view, lang = current_view(), st.session_state["language"]
    view.decide(replace(view.selection, lang=cast("Lang", lang)))
