"""Blocks: what a page shows, as data that the browser draws.

A page is a layout of named slots, placed once, and a content that gives each slot its
block. After a click only the content is made and sent anew, in one message.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st
from markupsafe import Markup


@dataclass(frozen=True)
class Panel:
    """What opens behind a number or a chart.

    Attributes
    ----------
    title : str
    html : markupsafe.Markup
    csv : str, optional
        A table to save.
    """

    title: str
    html: Markup
    csv: str = ""


@dataclass(frozen=True)
class Block:
    """One visible thing.

    Attributes
    ----------
    kind : str
        Which function of ``browser/blocks.js`` draws it.
    data : dict
        What that function is given; JSON values only.
    panels : dict of str to callable
        By id, what opens from it; made when the reader asks.
    grades : tuple of str
        The grade of evidence of each number that it shows.
    """

    kind: str
    data: dict[str, Any]
    panels: dict[str, Callable[[], Panel]] = field(default_factory=dict)
    grades: tuple[str, ...] = ()

    def sent(self) -> dict[str, Any]:
        """Return what the browser gets."""
        return {"kind": self.kind, **self.data}


Content = dict[str, Block]


def slots(*names: str) -> None:
    """Place the empty elements that the blocks of these names are drawn into, in one.

    One, because each element of Streamlit costs every click a little.
    """
    place = Markup('<div class="atlas-slot" data-slot="{}"></div>')
    st.html(Markup().join(place.format(name) for name in names))


def title(text: str) -> Block:
    """Return the page's title, which states its finding."""
    return Block("title", {"text": text})


def heading(text: str, small: str = "", finding: str = "") -> Block:
    """Return the heading of a part: what it says or is about, and what it is filtered to."""
    return Block("heading", {"text": text, "small": small, "finding": finding})


def headline(data: dict[str, Any]) -> tuple[str, str]:
    """Return what stands above a block: its finding or its topic, and what is beside it."""
    title, small = str(data["title"]), str(data["small"])
    if not data.get("finding"):
        return title, small
    return str(data["finding"]), " · ".join(filter(None, [title, small]))


def headed(name: str, block: Block) -> Content:
    """Return the slot ``<name>-heading`` and the block without it: a choice stands between."""
    title = block.data["title"]
    titled = heading(title, block.data["small"], block.data.get("finding", ""))
    return {
        f"{name}-heading": titled,
        name: replace(
            block, data=block.data | {"title": "", "name": title, "small": "", "finding": ""}
        ),
    }


def note(text: str) -> Block:
    """Return a small line, such as what the page does not show."""
    return Block("note", {"text": text})


def empty(text: str, remedy: dict[str, str] | None = None) -> Block:
    """Return an empty state that explains itself; without a `remedy`, `remedied` finds one."""
    return Block("empty", {"text": text} | ({"remedy": remedy} if remedy else {}))


def markup(html: Markup) -> Block:
    """Return a block of HTML."""
    return Block("html", {"html": html})


def nothing() -> Block:
    """Return a block that shows nothing."""
    return markup(Markup())
