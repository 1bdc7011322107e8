"""The age of what a card shows, told where it is shown and not where it is made.

So content stays free of the clock, and what is kept of it stays good the next day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from components.blocks.base import Content
from components.blocks.cards import Card, Cards
from components.blocks.text import Words
from components.session.request import Request
from data.freshness import age_text
from data.selection import Selection


def aged(request: Request, content: Content) -> Content:
    """Return the content of a page whose cards tell how old their numbers are."""
    return {
        name: aged_cards(block, request.chosen, request.words, request.today)
        if isinstance(block, Cards)
        else block
        for name, block in content.items()
    }


def aged_cards(block: Cards, chosen: Selection, words: Words, today: date | None) -> Cards:
    """Return cards that tell how old their numbers are.

    A view as of a date of its own looks back: nothing is old there.
    """
    if today is None or chosen.as_of:
        return block
    return replace(block, cards=tuple(_aged(card, words, today) for card in block.cards))


def _aged(card: Card, words: Words, today: date) -> Card:
    age = age_text(card.measured, today, words.lang) if card.measured else ""
    if not age:
        return card
    scope, dated, *rest = card.lines
    return replace(card, lines=[scope, replace(dated, text=f"{dated.text} · {age}"), *rest])
