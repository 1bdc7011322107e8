"""Help: the words and signs of the atlas, what each page answers, how to use it."""

from __future__ import annotations

import streamlit as st

from components.blocks.base import Content, slots
from components.blocks.plain import heading, note, title
from components.help.guide import acts_block, data_block, grade_cards, help_finding, pages_block
from components.help.words import words_block
from components.session.page import Page
from components.session.request import Request


def layout(request: Request) -> None:
    """Place the slots: the words on the left, pages and acts beside them."""
    del request
    slots("notices", "title", "grade-cards")
    left, right = st.columns([7, 5], gap="medium")
    with left:
        slots("words-heading", "words")
    with right:
        slots("pages-heading", "pages", "acts-heading", "acts", "data-heading", "data", "limits")


def content(request: Request) -> Content:
    """Return what the slots show."""
    catalog, words = request.catalog, request.words
    return {
        "title": title(help_finding(catalog, words)),
        "grade-cards": grade_cards(catalog, request.chosen, words),
        "words-heading": heading(words("help.words"), words("help.words_small")),
        "words": words_block(request),
        "pages-heading": heading(words("help.pages")),
        "pages": pages_block(request),
        "acts-heading": heading(words("help.how")),
        "acts": acts_block(words),
        "data-heading": heading(words("help.data")),
        "data": data_block(catalog, words),
        "limits": note(words("help.limits")),
    }


PAGE = Page("help", layout, content)
