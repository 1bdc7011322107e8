"""Where a reader stands in the editor, and what was typed there.

What is typed travels and stays as options of the page, so that it outlives another page, a
refusal and a server that is started anew: ``editing.typed.<place>.<column>``. The place is a table,
a record of it, a new one, its grid, or a task.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import quote, unquote

import streamlit as st

from components.editing.grid import Grid
from components.editing.questions import tables
from components.editing.starts import STARTS
from data.problems import Problem

ACT, AT, TABLE, SEARCH = "editing.do", "editing.at", "editing.table", "editing.search"
SOURCE = {part: f"editing.source-{part}" for part in ("title", "publisher", "date", "file")}
OPTIONS = ("editing.*",)
SEEN = "@"  # behind an act: the revision of the pack that the reader saw
NEW, GRID = "+", "#"
_START = "start"
_APART = "~"
_KEY = "_editing"


@dataclass(frozen=True)
class Place:
    """Where the reader stands.

    Attributes
    ----------
    table : str
        The table that is open; empty at a task and at the beginning.
    key : str
        The record that is open, its key joined by ``|``; `NEW`, `GRID`, or empty for the list.
    start : str
        The task that is open, of `STARTS`.
    """

    table: str = ""
    key: str = ""
    start: str = ""

    def __str__(self) -> str:
        if self.start:
            return f"{_START}{_APART}{self.start}"
        return f"{self.table}{_APART}{self.key}" if self.key else self.table

    @property
    def is_form(self) -> bool:
        """Whether there is a form here."""
        return bool(self.start or (self.key and self.key != GRID))


def place_of(text: str) -> Place:
    """Return the place that a text names; the beginning if there is none of that name.

    >>> place_of("zones~+")
    Place(table='zones', key='+', start='')
    >>> place_of("nowhere")
    Place(table='', key='', start='')
    """
    head, _, key = text.partition(_APART)
    if head == _START and key in STARTS:
        return Place(start=key)
    return Place(head, key) if head in tables() else Place()


def typed(options: Mapping[str, str], place: Place) -> dict[str, str]:
    """Return what was typed at a place, by column; what was emptied is there as empty."""
    return _under(options, f"editing.typed.{place}.")


def answered(options: Mapping[str, str], place: Place) -> dict[str, str]:
    """Return the answers to doubts at a place, by id of the doubt."""
    found = _under(options, f"editing.answer.{place}.")
    return {unquote(name): text for name, text in found.items()}


def _under(options: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix): text.strip()
        for name, text in options.items()
        if name.startswith(prefix)
    }


def typed_name(place: Place, column: str) -> str:
    """Return the option that an answer arrives as."""
    return f"editing.typed.{place}.{column}"


def answer_name(place: Place, doubt: str) -> str:
    """Return the option that the answer to a doubt arrives as; it holds no colon."""
    return f"editing.answer.{place}.{quote(doubt, safe='')}"


def forget(options: dict[str, str], place: Place) -> None:
    """Drop all that was typed and answered at a place."""
    for prefix in (f"editing.typed.{place}.", f"editing.answer.{place}."):
        for name in [name for name in options if name.startswith(prefix)]:
            del options[name]


@dataclass(eq=False)
class Desk:
    """What a session remembers of what it did last.

    Attributes
    ----------
    said : tuple of (str, dict), optional
        Message id and values of what was done last.
    is_error : bool
        Whether that went wrong.
    refused : tuple of Problem
        Why the last change was not taken.
    tried : str
        The place at which the reader wanted to be done: then what is missing is told, too.
    can_undo : bool
        Whether the last thing done was a change that can be taken back.
    draft : str
        Id of the draft that the last change went into; empty if it went into force.
    grids : dict of str to Grid
        By table, what its grid holds.
    today : datetime.date
        As of the last click: what lies after it is asked about.
    """

    said: tuple[str, dict[str, Any]] | None = None
    is_error: bool = False
    refused: tuple[Problem, ...] = ()
    tried: str = ""
    can_undo: bool = False
    draft: str = ""
    grids: dict[str, Grid] = field(default_factory=dict)
    today: date = date(2000, 1, 1)

    def say(self, message_id: str, *, is_error: bool = False, **values: Any) -> None:
        """Keep what was done, to be told on top of the page."""
        self.said, self.is_error = (message_id, values), is_error
        self.can_undo, self.draft = False, ""

    def copy(self) -> Desk:
        """Return the same, of which a change stays where it is made."""
        return replace(self, grids=dict(self.grids))


def desk() -> Desk:
    """Return the desk of this session."""
    made: Desk = st.session_state.setdefault(_KEY, Desk())
    return made
