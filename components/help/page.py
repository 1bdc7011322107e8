"""Help: the words and signs of the atlas, what each page answers, how to use it."""

from __future__ import annotations

from components.blocks.base import Content, slots
from components.blocks.plain import note, title
from components.help.guide import (
    acts_block,
    data_block,
    grade_cards,
    help_finding,
    hint_text,
    pages_block,
)
from components.help.words import words_block
from components.linked.folded import folded, place_tabs
from components.session.page import Page
from components.session.request import Request

VIEWS = {"words": ("words",), "pages": ("pages",), "acts": ("acts",), "data": ("data",)}


def layout(request: Request) -> None:
    """Place the slots: the grades of evidence, and below them one view at a time."""
    del request
    slots("notices", "title", "hint", "grade-cards")
    place_tabs(VIEWS)
    slots("limits")


def content(request: Request) -> Content:
    """Return what the slots show."""
    catalog, words = request.catalog, request.words
    shown: Content = {
        "title": title(help_finding(catalog, words)),
        "hint": note(hint_text(request)),
        "grade-cards": grade_cards(catalog, request.chosen, words),
        "words": words_block(request),
        "pages": pages_block(request),
        "acts": acts_block(words),
        "data": data_block(catalog, words),
        "limits": note(words("help.limits")),
    }
    return folded(request, PAGE.name, shown, VIEWS)


PAGE = Page("help", layout, content)
