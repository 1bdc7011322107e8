"""One block of a page in a frame of somebody else's page: nothing around it but its origin."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components.blocks.base import slots
from components.browser.assets import FRONTEND_DIR
from components.embed.blocks import FOOT, SHOWN, embedded
from components.embed.refused import refused_html
from components.linked.ages import aged
from components.map.linked_map import is_redrawn
from components.profiles.offered import profile_panels
from components.session.embed_link import MAP, EmbedLink, Problem
from components.session.following import PAGES, note_shown
from components.session.link import hear, send
from components.session.page import Page
from components.session.request import Request
from components.session.state import current_view, selection, words
from components.session.theme import Theme, page_css
from data.clock import today
from data.settings import signing_key

_SHEET = FRONTEND_DIR / "embed.css"


def show_embedded(page: Page, link: EmbedLink, ask: Callable[[Theme], Request]) -> None:
    """Draw one block of a page.

    Parameters
    ----------
    page : Page
    link : EmbedLink
    ask : callable
        Returns what the reader asks for, given the theme.
    """
    theme = page.theme_of()
    st.html(page_css(theme))
    st.html(f"<style>{_SHEET.read_text(encoding='utf-8')}</style>")
    if why := _wrong(link, page):
        st.html(refused_html(words(selection()).lang, why))
        return
    current_view().map_url = ""
    turns = [PAGES.now]  # at which the layout was made
    is_map = link.block == MAP and page.map_alone is not None
    with st.container(key="embed"):
        if is_map:
            slots("map-heading")
            if page.map_alone:
                page.map_alone(ask(theme))
            slots("map-note", FOOT)
        else:
            slots(SHOWN, FOOT)

    @st.fragment
    def linked() -> None:
        turn = turns.pop() if turns else PAGES.now
        hear(page.options)
        request = ask(theme)
        is_other = is_map and is_redrawn(request.catalog, request.chosen, request.words, theme)
        if is_other or page.theme_of() != theme or _wrong(link, page):
            st.rerun()
        made = embedded(request, page, aged(request, page.content(request)), link.block)
        opened = current_view().opened
        send(
            made,
            request.words,
            profile_panels(request.catalog, request.chosen, request.words, opened),
        )
        note_shown(turn)

    linked()


def _wrong(link: EmbedLink, page: Page) -> Problem:
    """Return why a link is not shown here.

    A browser names the page and the address apart: a link is good for the page that it names.
    """
    why = link.problem(signing_key(), today())
    return why or ("" if link.page == page.name else "changed")
