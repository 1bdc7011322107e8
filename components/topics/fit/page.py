"""Your firm here: what is in print for a firm that may come, and what to ask the office."""

from __future__ import annotations

import streamlit as st

from components.blocks.base import Content, Panel, Panels, slots
from components.blocks.chart import title_of
from components.blocks.rows import Button, Rows, rows_block
from components.blocks.text import Words
from components.session.page import Page
from components.session.request import Request
from components.topics.fit.answers import fit_blocks
from components.topics.fit.form import OPTIONS, PAGE_NAME, asked, wishes_form

FILE = "handout.pdf:"
"""What makes the hand-out; the name of the panel follows."""


def layout(request: Request) -> None:
    """Place the form, and the answer below."""
    del request
    slots("notices", "title", "form", "file", "cards", "compare")
    left, right = st.columns(2, gap="medium")
    with left:
        slots("offer", "places")
    with right:
        slots("terms")
    slots("questions", "limits")


def content(request: Request) -> Content:
    """Return what the slots show."""
    now = asked(request)
    blocks = fit_blocks(request, now)
    return {**blocks, "form": wishes_form(request, now), "file": _file(request.words)}


def fit_panels(request: Request) -> Panels:
    """Return the same as a panel that opens over a scene, and the panels that open from it."""
    shown = content(request)

    def panel() -> Panel:
        return Panel(title_of(shown), (), blocks=tuple(shown[one] for one in _ORDER))

    return {PAGE_NAME: panel} | {
        name: make for block in shown.values() for name, make in block.panels.items()
    }


_ORDER = ("form", "file", "cards", "compare", "offer", "places", "terms", "questions", "limits")


def _file(words: Words) -> Rows:
    buttons = [Button(f"{FILE}{PAGE_NAME}", words("fit.file"), main=True)]
    return rows_block("fit-file", (), buttons=buttons)


PAGE = Page(PAGE_NAME, layout, content, options=OPTIONS)
