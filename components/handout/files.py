"""The files of a hand-out: what each button of the bar makes, in a process for that."""

from __future__ import annotations

from dataclasses import replace

from matplotlib.figure import Figure

from components.blocks.contact import contact_block
from components.contents.pages import FACTS, SOURCES
from components.editing.page import PAGE as EDIT
from components.handout.deck import Deck
from components.handout.fit_deck import deck_of_fit
from components.handout.html_file import html_bytes
from components.handout.orders import MAP, Order, charts
from components.handout.pdf_file import pdf_bytes
from components.handout.pptx.deck import pptx_bytes
from components.handout.profile_deck import deck_of_profile
from components.handout.slide_map import slide_map_figure
from components.handout.story_deck import deck_of_story
from components.handout.view_deck import deck_of_view
from components.handout.worker import Tick
from components.handout.xlsx_file import xlsx_bytes
from components.intake.inbox import Inbox
from components.intake.page import PAGE as IMPORT
from components.intake.situation import InHand, situation
from components.linked.ages import aged
from components.meeting.scenes import scene_blocks
from components.paper.chart import figure_of
from components.paper.files import png_bytes, svg_bytes
from components.session.request import Request
from components.session.state import catalog_for, catalog_in_force
from components.topics.fit.page import PAGE as FIT
from data.brand import brand
from data.catalog import Catalog
from data.stories import Story

_PAGES = {**FACTS, **{page.name: page for page in (SOURCES, IMPORT, EDIT, FIT)}}
_ENTERPRISE_BYTES = 300  # measured with ten million
_MAP_INCH = (10.0, 7.5)
_PICTURES = {"png": png_bytes, "svg": svg_bytes}


def prepare() -> int:
    """Read the pack; return how many bytes it takes to count and place its enterprises."""
    return _ENTERPRISE_BYTES * len(catalog_in_force().tenants)


def made(order: Order, tick: Tick) -> bytes:
    """Return a file; the same order gives the same bytes as long as the pack is the same."""
    tick(0.0)
    request = order.request(catalog_for(order.person))
    if order.story:
        deck = _story_deck(request, order, order.story, tick)
        return _render(deck, request.catalog, order, tick)
    if isinstance(order.held, Inbox):
        now = situation(order.held, request.catalog, order.options, person=order.person)
        request = replace(request, held=InHand(order.held, now))
    if order.kind in _PICTURES:
        tick(0.1)
        figure = _figure(request, order)
        tick(0.6)
        return _PICTURES[order.kind](figure)
    if order.page == FIT.name:
        contact = contact_block(brand(), request.words)
        return _render(deck_of_fit(request, contact), request.catalog, order, tick)
    if order.slot:
        return _render(deck_of_profile(request, order.slot), request.catalog, order, tick)
    content = aged(request, _PAGES[order.page].content(request))
    deck = deck_of_view(request, order.page, content)
    return _render(deck, request.catalog, order, tick)


def _story_deck(request: Request, order: Order, story: Story, tick: Tick) -> Deck:
    for scene in story.scenes:  # kept, so that the deck finds them
        scene_blocks(request.catalog, scene, request.words, request.theme)
        tick(0.0)
    words, theme = request.words, request.theme
    return deck_of_story(
        *(request.catalog, story, words, theme, request.today),
        edition=order.edition,
        contact=contact_block(brand(), words),
    )


def _render(deck: Deck, catalog: Catalog, order: Order, tick: Tick) -> bytes:
    """Make a deck as ``pptx``, ``pdf``, ``html`` or ``xlsx``."""
    tick(0.0)
    if order.kind == "xlsx":
        return xlsx_bytes(deck, catalog)
    if order.kind == "pdf":
        return pdf_bytes(deck, catalog, tick, order.shape)
    if order.kind == "pptx":
        return pptx_bytes(deck, catalog, tick, brand())
    return html_bytes(deck, catalog, tick)


def _figure(request: Request, order: Order) -> Figure:
    """Draw a chart of a page, or its map as the reader sees it.

    Raises
    ------
    LookupError
        If the page has none such.
    """
    words, theme = request.words, request.theme
    content = _PAGES[order.page].content(request)
    if order.slot != MAP:
        block = charts(content)[order.slot]
        if figure := figure_of(block, words=words, theme=theme):
            return figure
        raise LookupError(order.slot)
    deck = deck_of_view(request, order.page, content)
    shown = next(slide.map for slide in deck.slides if slide.map)
    return slide_map_figure(shown, request.catalog, words, theme, _MAP_INCH)
