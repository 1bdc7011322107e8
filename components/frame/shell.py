"""The frame of every page: style, the bar on top, and the content that follows."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace

import streamlit as st

from components.blocks.base import slots
from components.blocks.plain import Warnings, warnings
from components.blocks.text import Words
from components.embed.show import show_embedded
from components.frame.brand import place_bar_on_top
from components.frame.broken import SLOTS, broken_content, unbroken
from components.frame.draft_band import with_band
from components.frame.hint import hinted
from components.frame.paper_foot import paper_block
from components.frame.remedy import remedied
from components.handout.bar import BAR_OPTIONS, follow, place_bar
from components.handout.tray import place_tray, tray_blocks
from components.linked.ages import aged
from components.map.area_files import area_downloads
from components.map.drawing import OUTLINE_FILE
from components.map.linked_map import is_redrawn
from components.map.outline_file import take_outline
from components.origin.register import register_notice
from components.profiles.offered import profile_panels
from components.session.events import basemap_of
from components.session.following import PAGES, note_shown
from components.session.in_hand import hand_option, miss_in_hand, note_in_hand
from components.session.link import hear, send
from components.session.measures import interaction
from components.session.menu import lacking
from components.session.page import Page
from components.session.permits import leave_uploads
from components.session.reader import reader
from components.session.request import Request, Seen
from components.session.state import (
    View,
    catalog,
    current_view,
    draft_in_view,
    is_of_another,
    selection,
    settle_selection,
    words,
    write_url,
)
from components.session.tab import tab_option
from components.session.theme import Theme, page_css
from data.catalog import Catalog
from data.clock import today
from data.drafts import is_draft
from data.selection import Selection

_SHOWN_VALUE = 40


def show_page(page: Page) -> None:
    """Draw one page: its layout once, its content after every click."""
    link = current_view().embed
    with interaction(page.name):
        if link:
            show_embedded(page, link, _request)
        else:
            _show(page)


def _show(page: Page) -> None:
    theme = page.theme_of()
    st.html(page_css(theme))
    place_bar_on_top(page.name, words(selection()))
    current_view().map_url = ""  # of the page shown before; this one may have no map
    turns = [PAGES.now]  # at which the layout was made
    leave_uploads(page.name)
    first = [_heard(page, theme)]
    place = unbroken(first[0], page.layout, lambda: slots(*SLOTS))

    def answer() -> None:
        # A page that acts has a place for saying that it is at work, whether it is or not:
        # what follows would be mounted anew if it moved.
        turn = turns.pop() if turns else PAGES.now
        person = reader()
        # The login is over: the page says so, and keeps what was typed. Or there is another one.
        if person.refused or is_of_another(person):
            st.rerun()
        with st.empty() if page.acts else nullcontext():
            request = first.pop() if first else _heard(page, theme)
        is_other = is_redrawn(request.catalog, request.chosen, request.words, theme)
        if is_other or page.theme_of() != theme:
            st.rerun()
        write_url()
        if page.only_here:
            note_in_hand(current_view(), page.name, page.only_here(request))
        notices = with_band(
            _notices(request.catalog, request.words, current_view(), page.name),
            current_view().draft,
            draft_in_view(),
            page.name,
            request.words,
            may_see=request.person.may("see_drafts"),
        )
        made = unbroken(
            request,
            lambda asked: aged(asked, hinted(asked, remedied(asked, page.name, page.content))),
            lambda: broken_content(request),
        )
        foot = paper_block(request.catalog, request.chosen, made, request.words)
        around = {"notices": notices, "paper": foot}
        tray = tray_blocks(request, page.name, made, page.content)
        opened = current_view().opened
        profiles = profile_panels(request.catalog, request.chosen, request.words, opened)
        over = page.offered(request, opened) if page.offered and opened else {}
        send({**around, **made, **tray}, request.words, over | profiles)
        if page.native:
            unbroken(request, page.native, lambda: None)
        place_tray(request.words)
        if current_view().map_url:  # last: it comes and goes with the area
            unbroken(request, area_downloads, lambda: None)
        is_held = page.in_hand is not None and page.in_hand(request)
        note_shown(turn, is_held=is_held)

    @st.fragment
    def linked() -> None:
        with nullcontext() if first else interaction(page.name):
            answer()

    with place or st.container():
        linked()
    place_bar(page.name, words(selection()), of_draft=is_draft(catalog().revision))


def _heard(page: Page, theme: Theme) -> Request:
    """Do what the reader did since; return what the page is asked to show after that."""
    hear((*page.options, tab_option(page.name), hand_option(page.name), *BAR_OPTIONS, OUTLINE_FILE))
    miss_in_hand(current_view(), page.name)
    take_outline(current_view(), catalog(), words(selection()))
    request = _request(theme)
    if page.acts:
        page.acts(request)
        request = _request(theme)  # of another catalog, if one was put in force
    current_view().file = None  # read now, or of no use here
    follow(_with_held(page, request), page)
    return _with_held(page, replace(request, options=current_view().options))


def _request(theme: Theme) -> Request:
    settle_selection()
    view = current_view()
    seen = Seen(basemap_of(view), view.window, view.has, view.looks_at, view.layers_on)
    chosen = view.selection
    address = st.context.url or ""
    return Request(
        *(catalog(), chosen, words(chosen), theme, view.options, seen, address),
        person=reader(),
        today=today(),
        whole=False,
    )


def _with_held(page: Page, request: Request) -> Request:
    return replace(request, held=page.held(request)) if page.held else request


def _moved(facts: Catalog, spoken: Words, asked: Selection, shown: Selection) -> str:
    """Say which zones and sectors of a link are shown as what, as the park was reorganised."""
    said = []
    for dimension in ("zone", "sector"):
        name, held = spoken.namer(dimension), set(shown.chosen(dimension))
        old = [name(code) for code in asked.chosen(dimension) if code not in held]
        new = [
            name(code) for code in shown.chosen(dimension) if code not in asked.chosen(dimension)
        ]
        if old:
            said.append(
                spoken(
                    "notice.moved",
                    old=spoken.join(old),
                    new=spoken.join(new) or spoken("notice.moved_none"),
                    date=spoken.date(facts.as_of(shown)),
                )
            )
    return spoken("source.separator").join(said)


def _notices(facts: Catalog, spoken: Words, view: View, page: str) -> Warnings:
    texts, dropped = [], view.dropped
    if page in view.gone:
        texts.append(spoken(f"notice.gone.{page}", what=view.gone[page]))
    if why := lacking(facts, view.lost):
        texts.append(spoken("notice.left_out", page=spoken(f"nav.{view.lost}"), why=spoken(why)))
    elif view.lost:
        texts.append(spoken("notice.lost", page=view.lost[:_SHOWN_VALUE]))
    texts += [spoken(f"notice.area.{d.why}", value=d.value) for d in dropped if d.why]
    dropped = [one for one in dropped if not one.why]
    if dropped:
        items = spoken.join(f"{d.name}={d.value}"[:_SHOWN_VALUE] for d in dropped[:5])
        texts.append(spoken("notice.dropped", items=items + ("…" if len(dropped) > 5 else "")))
    if view.moved:
        texts.append(_moved(facts, spoken, view.moved, view.selection))
    if facts.is_outside and (said := register_notice(spoken)):
        texts.append(said)
    if facts.problems:
        texts.append(
            spoken(
                "notice.problems",
                count=len(facts.problems),
                first=facts.problems[0].text(spoken.lang),
            )
        )
    return warnings(texts)
