"""Blocks: what a page shows, as typed values that the browser, slides and paper draw.

A page is a layout of named slots, placed once, and a content that gives each slot its
block. After a click only the content is made and sent anew, in one message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache, singledispatch
from types import NoneType
from typing import Any, ClassVar

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.blocks.profile import Crest
from data.facts import Fact


@dataclass(frozen=True)
class Section:
    """A part of what opens behind a number.

    Attributes
    ----------
    html : markupsafe.Markup
    fact : Fact, optional
        The number that it explains.
    counts : str
        What that number counts, in words.
    assumed : tuple of str
        What is assumed for it, in words.
    """

    html: Markup
    fact: Fact | None = None
    counts: str = ""
    assumed: tuple[str, ...] = ()


Body = tuple[Section, ...]


def plain(html: Markup) -> Body:
    """Return a part that explains no number, such as a table or a note."""
    return (Section(html),)


@dataclass(frozen=True)
class Panel:
    """What opens behind a number or a chart.

    Attributes
    ----------
    title : str
    body : tuple of Section
        What explains the reader's own number comes first.
    table : pandas.DataFrame, optional
        A table to save.
    crest : Crest, optional
        Of a profile, which stands beside the page instead of over it.
    blocks : tuple of Block
        What else it shows, drawn as on a page.
    """

    title: str
    body: Body
    table: pd.DataFrame | None = None
    crest: Crest | None = None
    blocks: tuple[Block, ...] = ()

    @property
    def html(self) -> Markup:
        """All of it, to be drawn."""
        return Markup().join(section.html for section in self.body)

    @property
    def refs(self) -> tuple[str, ...]:
        """References of all that it shows, as ``SOURCE:LINES``, each once."""
        of_numbers = [section.fact.refs for section in self.body if section.fact]
        cells: Iterable[object] = [] if self.table is None else self.table.to_numpy().ravel()
        of_cells = [getattr(cell, "refs", "") for cell in cells]
        found = [ref for refs in (*of_numbers, *of_cells) for ref in refs.split(";") if ref]
        return tuple(dict.fromkeys(found))


Panels = dict[str, Callable[[], Panel]]


@dataclass(frozen=True, kw_only=True)
class Block:
    """One visible thing; each kind is a class of its own, whose fields the browser gets.

    Attributes
    ----------
    kind : str
        Which function of ``browser/blocks.js`` draws it.
    panels : dict of str to callable
        By id, what opens from it; made when the reader asks.
    HIDDEN : frozenset of str
        Fields that the browser does not get, such as the number behind a text.
    """

    kind: ClassVar[str] = ""
    HIDDEN: ClassVar = frozenset({"panels"})
    panels: Panels = field(default_factory=dict, compare=False, repr=False)

    @property
    def grades(self) -> tuple[str, ...]:
        """The grade of evidence of each number that it shows."""
        return ()


Content = dict[str, Block]


@singledispatch
def sent(part: Any) -> Any:
    """Return a part of a page as the browser gets it: JSON values, without what is empty."""
    kind: type[Any] = type(part)
    if not is_dataclass(kind):
        return part
    made = {
        name: value if type(value) in _PLAIN else sent(value)
        for name in _sent_fields(kind)
        if (value := getattr(part, name)) is not None
    }
    return {"kind": part.kind} | made if isinstance(part, Block) else made


# Most of what is sent; looking up how each is sent would take longer than all else.
_PLAIN = frozenset({str, int, float, bool, NoneType})


@cache
def _sent_fields(kind: type[Any]) -> tuple[str, ...]:
    hidden = getattr(kind, "HIDDEN", ())
    return tuple(one.name for one in fields(kind) if one.name not in hidden)


@sent.register(list)
@sent.register(tuple)
def _sent_list(parts: list[Any]) -> list[Any]:
    return [part if type(part) in _PLAIN else sent(part) for part in parts]


@sent.register(dict)
def _sent_dict(parts: dict[str, Any]) -> dict[str, Any]:
    return {name: part if type(part) in _PLAIN else sent(part) for name, part in parts.items()}


def slots(*names: str) -> None:
    """Place the empty elements that the blocks of these names are drawn into, in one.

    One, because each element of Streamlit costs every click a little.
    """
    place = Markup('<div class="atlas-slot" id="slot-{0}" data-slot="{0}"></div>')
    st.html(Markup().join(place.format(name) for name in names))
