"""The frame of every page: brand, language, style, notices, and the finding as title."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

import streamlit as st

from components.state import catalog, current_view, language, selection, words, write_url
from components.text import Words, escape
from components.theme import Theme, current_theme, hatch_script, page_css
from data.catalog import Catalog
from data.i18n import LANGS, Lang
from data.selection import Dropped, Selection

PageBody = Callable[[Catalog, Selection, Words, Theme], None]
_SHOWN_VALUE = 40


def show_page(body: PageBody) -> None:
    """Draw one page: the frame once, the body in a fragment that follows the selection."""
    theme = current_theme()
    st.html(page_css(theme))
    st.html(hatch_script(theme), unsafe_allow_javascript=True)
    _brand(words(selection()))

    @st.fragment
    def linked() -> None:
        write_url()
        view = current_view()
        chosen, facts = view.selection, catalog()
        spoken = words(chosen)
        _notices(facts, spoken, view.dropped)
        body(facts, chosen, spoken, theme)

    linked()


def title(text: str) -> None:
    """Place the page's title, which states its finding."""
    st.html(f'<h1 class="atlas-title">{escape(text)}</h1>')


def heading(text: str, small: str = "") -> None:
    """Place the heading of a part, with what it is filtered to."""
    st.html(f'<h3 class="atlas-h3">{escape(text)} <small>{escape(small)}</small></h3>')


def note(text: str) -> None:
    """Place a small line, such as what the page does not show."""
    st.html(f'<p class="atlas-note">{escape(text)}</p>')


def empty(text: str) -> None:
    """Place an empty state that explains itself."""
    st.html(f'<p class="atlas-empty" role="status">{escape(text)}</p>')


def _brand(spoken: Words) -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="brand"
    ):
        st.html(
            f'<p class="atlas-brand"><b>{escape(spoken("app.title"))}</b> · '
            f"{escape(spoken('app.park'))}</p>",
            width="content",
        )
        st.session_state["language"] = language(selection())
        st.segmented_control(
            spoken("lang.label"),
            LANGS,
            key="language",
            required=True,
            format_func=spoken.namer("lang"),
            on_change=_on_language,
            label_visibility="collapsed",
        )


def _on_language() -> None:
    view, lang = current_view(), st.session_state["language"]
    view.decide(replace(view.selection, lang=cast("Lang", lang)))


def _notices(facts: Catalog, spoken: Words, dropped: list[Dropped]) -> None:
    texts = []
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
    for text in texts:
        st.html(f'<p class="atlas-warning" role="alert">{escape(text)}</p>')
