"""The numbers of a slide: one large, or some as cards."""

from __future__ import annotations

from pptx.enum.text import MSO_ANCHOR

from components.blocks.cards import Card, Cards
from components.handout.pptx.layout import GAP
from components.handout.pptx.page import Page
from components.handout.pptx.text import LEAST_PT, Box, Para

_WIDE = 8.0  # inches: cards stand side by side
_LOW, _LABEL = 1.6, 0.28


def add_numbers(page: Page, cards: Cards, box: Box) -> None:
    """Write one number large, with what it covers and its date, or some numbers as cards."""
    if len(cards.cards) > 1:
        _add_cards(page, cards, box)
        return
    _add_one(page, cards.cards[0], box)


def _add_one(page: Page, card: Card, box: Box) -> None:
    theme = page.theme
    label = Para(card.label, theme.muted, 0.38)
    value = Para(card.value, theme.accent, bold=True)
    if box.height > _LOW:
        said = [label, value, *_lines(page, card, 0.32)]
        page.text(box, said, largest=48, smallest=LEAST_PT, anchor=MSO_ANCHOR.MIDDLE)
        return
    half = 0.52 * box.width
    name = [Para(card.label, theme.muted)]
    page.text(box._replace(width=half, height=_LABEL), name, largest=14, smallest=LEAST_PT)
    below = box._replace(top=box.top + _LABEL, width=half, height=box.height - _LABEL)
    page.text(below, [value], largest=38, smallest=14, anchor=MSO_ANCHOR.MIDDLE)
    beside = box._replace(left=box.left + half + 0.15, width=box.width - half - 0.15)
    lines = _lines(page, card, 1)
    page.text(beside, lines, largest=14, smallest=LEAST_PT, anchor=MSO_ANCHOR.MIDDLE)


def _lines(page: Page, card: Card, scale: float) -> list[Para]:
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
            width = (box.width - GAP * (len(many) - 1)) / len(many)
            place = Box(box.left + n * (width + GAP), box.top, width, box.height - 0.15)
        else:
            height = (box.height - 0.1 * (len(many) - 1)) / len(many)
            place = Box(box.left, box.top + n * (height + 0.1), box.width, height)
        _add_card(page, card, place, wide=wide)


def _add_card(page: Page, card: Card, box: Box, *, wide: bool) -> None:
    theme = page.theme
    label = Para(card.label, theme.muted, 0.5)
    value = Para(card.value, theme.accent, bold=True)
    if wide:
        said = [label, value, *_lines(page, card, 0.5)]
        page.text(box, said, largest=24, smallest=LEAST_PT)
        return
    half = 0.44 * box.width
    page.text(box._replace(width=half), [label, value], largest=24, smallest=LEAST_PT)
    beside = box._replace(left=box.left + half + 0.15, width=box.width - half - 0.15)
    page.text(
        beside, _lines(page, card, 1), largest=12, smallest=LEAST_PT, anchor=MSO_ANCHOR.MIDDLE
    )
