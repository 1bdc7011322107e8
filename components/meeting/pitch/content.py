"""The content that scenes take their numbers and pictures from, as a page's content is made.

Which records stand where are rows of the park's placements, under the page ``pitch``: a slot of
cards, of bars, of a number as dots, or of steps in time, as the roles of its records say.
"""

from __future__ import annotations

from components.blocks.base import Block, Content
from components.blocks.cards import Card, cards_block
from components.blocks.text import Words
from components.linked.printed import FigureBar, figure_bars
from components.meeting.pitch.cards import figure_card, sum_card
from components.meeting.pitch.dots import dots
from components.meeting.pitch.names import PAGE, figure_name
from components.meeting.pitch.steps import steps
from components.meeting.pitch.wall import wall
from components.session.request import Request
from data.catalog import Catalog
from data.in_print import figures
from data.placements import figure_roles, placed_figures, placed_roles, placed_slots

_BAR, _WHOLE, _STEP = "bar", "whole", "step"
_CARDS = {"card": figure_card, "sum": sum_card}


def pitch_content(request: Request) -> Content:
    """Return the cards, all in one slot, and a slot for each picture."""
    catalog, words = request.catalog, request.words
    slots = placed_slots(catalog, PAGE)
    cards = [
        _card(request, slot, role) for slot in slots for role in _CARDS if _has(catalog, slot, role)
    ]
    drawn = {slot: _drawn(request, slot) for slot in slots}
    return {
        "cards": cards_block(cards, words),
        "wall": wall(catalog, request.chosen, words, request.theme),
        **{slot: block for slot, block in drawn.items() if block is not None},
    }


def _has(catalog: Catalog, slot: str, role: str) -> bool:
    return role in placed_roles(catalog, PAGE, slot).values()


def named(catalog: Catalog, words: Words, slot: str) -> str:
    """Return what a slot is called: by the park, else by its first figure."""
    own = f"pitch.{slot}"
    if words.has(own):
        return words(own)
    rows = figures(catalog, tuple(figure_roles(catalog, PAGE, slot)))
    return words.of(rows.iloc[0], "metric") if len(rows) else words("pitch.steps")


def _card(request: Request, slot: str, role: str) -> Card:
    catalog, words = request.catalog, request.words
    return _CARDS[role](catalog, request.chosen, words, slot, named(catalog, words, slot))


def _drawn(request: Request, slot: str) -> Block | None:
    catalog, words, theme = request.catalog, request.words, request.theme
    title = named(catalog, words, slot)
    if _has(catalog, slot, _BAR):
        ids = placed_figures(catalog, PAGE, slot, _BAR)
        bars = [
            FigureBar(str(one), figure_name(words, row))
            for one, row in figures(catalog, ids).iterrows()
        ]
        return figure_bars(catalog, request.chosen, words, theme, f"pitch-{slot}", title, bars)
    if _has(catalog, slot, _WHOLE):
        return dots(catalog, request.chosen, words, theme, slot, title)
    if _has(catalog, slot, _STEP):
        return steps(catalog, request.chosen, words, slot, title)
    return None
