"""A deck as PowerPoint: titles in their places, charts and tables to edit, maps as pictures."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Pt

from components.blocks.bullet_chart import Bullets
from components.blocks.cards import Card, Cards
from components.blocks.chart import Chart
from components.handout.deck import LISTS, Deck, Slide
from components.handout.pptx.blocks import add_block
from components.handout.pptx.file import file_bytes
from components.handout.pptx.page import Page
from components.handout.pptx.template import (
    BODY,
    COVER,
    COVER_BAR,
    COVER_LINES,
    COVER_TITLE,
    FOOT,
    LINES,
    PAGE,
    TITLE,
    empty_presentation,
    foot_holders,
)
from components.handout.pptx.text import Box, Para, clean, rgb, set_fonts
from components.handout.slide_map import slide_map_figure
from components.handout.worker import Tick
from data.catalog import Catalog

_GAP = 0.28
_MAP_SHARE, _MAP_BESIDE_TARGETS, _MAP_ALONE = 0.54, 0.42, 0.68
_HEADLINE, _LABEL, _CARDS = 1.0, 0.28, 1.25
_ACROSS = 2  # charts in a row
_WIDE = 8.0  # inches: cards stand side by side
_FOOT = (9.5, 6.5)


def pptx_bytes(deck: Deck, catalog: Catalog, tick: Tick) -> bytes:
    """Return a deck as a PowerPoint file; the same deck gives the same bytes.

    Parameters
    ----------
    tick : callable
        Told the share that is done after each slide; what it raises comes through.
    """
    made = empty_presentation(deck)
    if deck.cover:
        page = Page(made.slides.add_slide(made.slide_layouts[COVER]), deck.words, deck.theme)
        _fill_cover(page, deck)
    for number, slide in enumerate(deck.slides, start=1):
        page = Page(made.slides.add_slide(made.slide_layouts[PAGE]), deck.words, deck.theme)
        _fill(page, slide, catalog)
        tick(number / (len(deck.slides) + 1))
    for drawn in made.slides:
        set_fonts(drawn.element, deck.words.lang)
        for shape in drawn.shapes:
            if shape.has_chart:
                set_fonts(shape.chart.element, deck.words.lang)
        if drawn.has_notes_slide:
            set_fonts(drawn.notes_slide.element, deck.words.lang)
    packed = file_bytes(made, deck.date.end)
    tick(1.0)
    return packed


def _fill_cover(page: Page, deck: Deck) -> None:
    words, theme = deck.words, deck.theme
    title, lines = page.slide.placeholders[0], page.slide.placeholders[1]
    page.bar(COVER_BAR, theme.accent)
    page.fill(title, COVER_TITLE, [Para(deck.title, theme.accent, bold=True)], (40, 24))
    said = [
        Para(deck.subtitle, theme.ink),
        Para(words("deck.as_of", date=words.date(deck.date)), theme.muted),
    ]
    page.fill(lines, COVER_LINES, said, (20, 12))


def _fill(page: Page, slide: Slide, catalog: Catalog) -> None:
    theme = page.theme
    title, lines = page.slide.placeholders[0], page.slide.placeholders[1]
    page.fill(title, TITLE, [Para(slide.title, theme.ink, bold=True)], (28, 16))
    page.fill(lines, LINES, [Para(line, theme.muted) for line in slide.lines], (16, 10))
    map_box, side = _sides(slide)
    if slide.map and map_box:
        size = (map_box.width, map_box.height)
        figure = slide_map_figure(slide.map, catalog, page.words, theme, size)
        page.picture(figure, map_box)
    _fill_side(page, slide, side)
    _fill_foot(page, slide)
    _fill_notes(page, slide)


def _sides(slide: Slide) -> tuple[Box | None, Box]:
    """Return where the map stands, and what is left."""
    if not slide.map:
        return None, BODY
    share = _MAP_SHARE if slide.blocks or _is_many(slide) else _MAP_ALONE
    if any(isinstance(block, Bullets) for block in slide.blocks):
        share = _MAP_BESIDE_TARGETS
    width = share * (BODY.width - _GAP)
    left = BODY.left + width + _GAP
    return BODY._replace(width=width), BODY._replace(left=left, width=BODY.width - width - _GAP)


def _is_many(slide: Slide) -> bool:
    return bool(slide.headline and len(slide.headline.cards) > 1)


def _fill_side(page: Page, slide: Slide, side: Box) -> None:
    if slide.headline and _is_many(slide):
        _add_cards(page, slide.headline, side)
    below = side
    if _is_many(slide):
        below = side._replace(top=side.top + _CARDS, height=side.height - _CARDS)
    elif slide.headline:
        high = _HEADLINE if slide.blocks else side.height
        _add_headline(page, slide.headline, side._replace(height=high))
        below = side._replace(top=side.top + high + 0.15, height=side.height - high - 0.15)
    for block, box in zip(slide.blocks, _places(below, slide.blocks), strict=True):
        add_block(page, block, box)


def _places(box: Box, blocks: Sequence[Chart]) -> list[Box]:
    """Return the places of up to four blocks: a list beside charts is as high as all of them."""
    lists = [block for block in blocks if isinstance(block, LISTS)]
    if not lists or len(lists) == len(blocks):
        return _grid(box, len(blocks))
    left, right = _grid(box, 2)
    charts = len(blocks) - len(lists)
    height = (left.height - _GAP * (charts - 1)) / charts
    stacked = [
        left._replace(top=left.top + n * (height + _GAP), height=height) for n in range(charts)
    ]
    return [*stacked, right]


def _grid(box: Box, count: int) -> list[Box]:
    """Return up to four places, read from left to right; a third is wide."""
    rows = [2, count - 2] if count > _ACROSS else [count]
    height = (box.height - _GAP * (len(rows) - 1)) / len(rows)
    places = []
    for y, across in enumerate(rows):
        width = (box.width - _GAP * (across - 1)) / max(across, 1)
        top = box.top + y * (height + _GAP)
        places += [Box(box.left + x * (width + _GAP), top, width, height) for x in range(across)]
    return places


def _add_headline(page: Page, cards: Cards, box: Box) -> None:
    """Write one number large, with what it covers and its date."""
    card, theme = cards.cards[0], page.theme
    label = Para(card.label, theme.muted, 0.4)
    value = Para(card.value, theme.accent, bold=True)
    if box.height > _HEADLINE:
        said = [label, value, *_card_lines(page, card, 0.36)]
        page.text(box, said, largest=48, smallest=16, anchor=MSO_ANCHOR.MIDDLE)
        return
    half = 0.52 * box.width
    page.text(box._replace(width=half, height=_LABEL), [label], largest=14 / 0.4, smallest=20)
    below = box._replace(top=box.top + _LABEL, width=half, height=box.height - _LABEL)
    page.text(below, [value], largest=38, smallest=14, anchor=MSO_ANCHOR.MIDDLE)
    beside = box._replace(left=box.left + half + 0.15, width=box.width - half - 0.15)
    lines = _card_lines(page, card, 1)
    page.text(beside, lines, largest=14, smallest=8, anchor=MSO_ANCHOR.MIDDLE)


def _card_lines(page: Page, card: Card, scale: float) -> list[Para]:
    said = []
    for line in card.lines:
        text = " · ".join(filter(None, [line.text, line.flag]))
        colour = page.theme.warning if line.flag else page.theme.muted
        said.append(Para(text, colour, scale))
    return said


def _add_cards(page: Page, cards: Cards, box: Box) -> None:
    """Write some numbers one below the other, or side by side in a wide place."""
    many = cards.cards
    wide = box.width > _WIDE
    for n, card in enumerate(many):
        if wide:
            width = (box.width - _GAP * (len(many) - 1)) / len(many)
            place = Box(box.left + n * (width + _GAP), box.top, width, _CARDS - 0.15)
        else:
            height = (box.height - 0.1 * (len(many) - 1)) / len(many)
            place = Box(box.left, box.top + n * (height + 0.1), box.width, height)
        _add_card(page, card, place, wide=wide)


def _add_card(page: Page, card: Card, box: Box, *, wide: bool) -> None:
    theme = page.theme
    label = Para(card.label, theme.muted, 0.45)
    value = Para(card.value, theme.accent, bold=True)
    if wide:
        said = [label, value, *_card_lines(page, card, 0.42)]
        page.text(box, said, largest=24, smallest=12)
        return
    half = 0.44 * box.width
    page.text(box._replace(width=half), [label, value], largest=24, smallest=12)
    beside = box._replace(left=box.left + half + 0.15, width=box.width - half - 0.15)
    page.text(beside, _card_lines(page, card, 1), largest=11, smallest=7, anchor=MSO_ANCHOR.MIDDLE)


def _fill_foot(page: Page, slide: Slide) -> None:
    words, theme = page.words, page.theme
    foot, number = foot_holders(page.slide)
    sources = words("source.separator").join(slide.sources)
    said = [
        Para(slide.limits, theme.muted),
        Para(words("deck.sources", sources=sources) if sources else "", theme.muted),
    ]
    page.fill(foot, FOOT, said, _FOOT)
    frame = number.text_frame
    frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
    frame.paragraphs[0].font.size = Pt(10)
    frame.paragraphs[0].font.color.rgb = rgb(theme.muted)


def _fill_notes(page: Page, slide: Slide) -> None:
    """Write the notes; the sources stand there whole, whatever has room at the foot."""
    parts: Sequence[str] = (slide.notes, slide.limits, "\n".join(slide.sources))
    holder = page.slide.notes_slide.notes_text_frame
    if holder is not None:
        holder.text = clean("\n".join(filter(None, parts)))
