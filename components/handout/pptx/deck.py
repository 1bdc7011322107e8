"""A deck as PowerPoint: titles in their places, charts and tables to edit, maps as pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from pptx.slide import Slide as Drawn

from components.handout.back_matter import evidence_slides, summary_slide
from components.handout.continued import continued
from components.handout.deck import Deck, Slide
from components.handout.pptx.blocks import add_block, room_for
from components.handout.pptx.contact import fill_contact
from components.handout.pptx.file import file_bytes
from components.handout.pptx.frame import Frame
from components.handout.pptx.layout import MOST_BLOCKS, places_of
from components.handout.pptx.numbers import add_numbers
from components.handout.pptx.page import Page
from components.handout.pptx.sheets import fill_cover, fill_foot, fill_notes, fill_section
from components.handout.pptx.template import Base, base_of, holders
from components.handout.pptx.text import LEAST_PT, Box, Para, set_fonts
from components.handout.slide_map import slide_map_figure
from components.handout.worker import Tick
from data.brand import Brand
from data.catalog import Catalog

_NO_BRAND = Brand()
_PLAIN_MODES = ("light", "projector")  # whose ground the accent of a brand can be read on


def pptx_bytes(deck: Deck, catalog: Catalog, tick: Tick, own: Brand = _NO_BRAND) -> bytes:
    """Return a deck as a PowerPoint file; the same deck gives the same bytes.

    Parameters
    ----------
    tick : callable
        Told the share that is done after each slide; what it raises comes through.
    own : Brand
        Logo, colour and template of the office.
    """
    base = base_of(deck, own.template)
    if own.accent and not base.frame.is_own and deck.theme.mode in _PLAIN_MODES:
        base = base._replace(theme=replace(base.theme, accent=own.accent))
    _write(base, deck, catalog, tick, own)
    for drawn in base.made.slides:
        for element in _texts(drawn):
            set_fonts(element, deck.words.lang, of_theme=base.frame.is_own)
    packed = file_bytes(base.made, deck.date.end, is_own=base.frame.is_own)
    tick(1.0)
    return packed


def _texts(drawn: Drawn) -> Iterator[Any]:
    """Walk through what of a slide holds text."""
    yield drawn.element
    for shape in drawn.shapes:
        if shape.has_chart:
            yield shape.chart.element  # type: ignore[attr-defined]
    if drawn.has_notes_slide:
        yield drawn.notes_slide.element


def _write(base: Base, deck: Deck, catalog: Catalog, tick: Tick, own: Brand) -> None:
    if deck.cover:
        fill_cover(_page(base, deck, base.frame.cover), deck, catalog, own)
    going_on = partial(_going_on, base, deck)
    slides: list[Slide | str] = [*going_on(summary_slide(deck))]
    for part in deck.sections:
        if part.title and len(deck.sections) > 1:
            slides.append(part.title)
        for slide in part.slides:
            slides += going_on(slide)
    back = [one for slide in evidence_slides(deck) for one in going_on(slide)]
    whole = len(slides) + len(back) + 2
    for number, one in enumerate(slides, start=1):
        page = _page(base, deck, base.frame.page)
        if isinstance(one, str):
            fill_section(page, one)
        else:
            _fill(page, one, catalog)
        tick(number / whole)
    if deck.contact:
        fill_contact(_page(base, deck, base.frame.page), deck.contact)
    for number, slide in enumerate(back, start=len(slides) + 1):
        _fill(_page(base, deck, base.frame.page), slide, catalog)
        tick(number / whole)


def _page(base: Base, deck: Deck, layout: int) -> Page:
    drawn = base.made.slides.add_slide(base.made.slide_layouts[layout])
    return Page(drawn, deck.words, base.theme, base.frame)


def _going_on(base: Base, deck: Deck, slide: Slide | None) -> list[Slide]:
    """Return a slide, and those with what it has no room for."""
    if slide is None:
        return []
    measure = Page(None, deck.words, base.theme, base.frame)  # type: ignore[arg-type]

    def room(one: Slide, at: int) -> int:
        boxes = places_of(one, _body(one, base.frame)).blocks
        return room_for(measure, one.blocks[at], boxes[at])

    return continued(slide, MOST_BLOCKS, room, deck.words)


def _body(slide: Slide, frame: Frame) -> Box:
    """Return the room for content: what has no lines, caveat or foot, has their room too."""
    top = frame.body.top if slide.lines else frame.lines.top + 0.12
    bottom = frame.caveat.top - 0.06 if slide.caveat else frame.caveat.top + frame.caveat.height
    if not (slide.sources or slide.limits):
        bottom = frame.foot.top + frame.foot.height - 0.35
    return frame.body._replace(top=top, height=bottom - top)


def _fill(page: Page, slide: Slide, catalog: Catalog) -> None:
    theme, frame = page.theme, page.frame
    title, lines = holders(page.slide)
    colour = "" if frame.is_own else theme.ink
    page.fill(title, frame.title, [Para(slide.title, colour, bold=True)], (28, 18))
    page.say(lines, frame.lines, [Para(line, theme.muted) for line in slide.lines], (18, LEAST_PT))
    places = places_of(slide, _body(slide, frame))
    if slide.map and places.map:
        size = (places.map.width, places.map.height)
        figure = slide_map_figure(slide.map, catalog, page.words, theme, size, LEAST_PT)
        page.picture(figure, places.map)
    if slide.headline and places.cards:
        add_numbers(page, slide.headline, places.cards)
    for block, box in zip(slide.blocks, places.blocks, strict=True):
        add_block(page, block, box)
    caveat = [Para(slide.caveat, theme.muted)]
    page.text(frame.caveat, caveat, largest=LEAST_PT, smallest=LEAST_PT)
    fill_foot(page, slide)
    fill_notes(page, slide)
