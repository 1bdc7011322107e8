"""Makers of the larger blocks: tables with a search, spans of time, boards, sliders, events."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

import pandas as pd

from components.blocks import Block, Panel
from components.source import note_html
from components.tables import table_html
from components.text import Words
from data.export import csv_bytes

Panels = dict[str, Callable[[], Panel]]


@dataclass(frozen=True)
class Link:
    """A cell of a table that opens a panel.

    Attributes
    ----------
    text : str
    open : str
        Id of the panel.
    """

    text: str
    open: str


@dataclass(frozen=True)
class Span:
    """A stretch of time in a row of a chart, as shares 0-1 of its axis.

    Attributes
    ----------
    start, end : float
    kind : str
        ``operating``, ``partial``, ``construction``, ``planned`` or ``unknown``.
    """

    start: float
    end: float
    kind: str


@dataclass(frozen=True)
class Mark:
    """A sign at a place of the axis."""

    at: float
    sign: str


@dataclass(frozen=True)
class SpanRow:
    """One row of a chart of time; a click opens a panel."""

    key: str
    label: str
    tip: str
    open: str
    spans: tuple[Span, ...]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Tile:
    """One small card of a board; a click opens a panel."""

    key: str
    text: str
    small: str
    open: str


@dataclass(frozen=True)
class Slider:
    """A number that the reader sets; it arrives as the option of this name.

    Attributes
    ----------
    name, label, text : str
        ``text`` is the value in words; ``unit`` follows the number while it is moved.
    """

    name: str
    label: str
    min: float
    max: float
    step: float
    value: float
    text: str
    unit: str = ""


@dataclass(frozen=True)
class Moment:
    """One event of a list; a click on its date moves the as-of date there.

    Attributes
    ----------
    key, date, text, small : str
    kind : str
        Of the event, for its colour.
    asof : str
        The period to move to, or empty if it lies outside the dates on offer.
    current : bool
    open, opens : str
        Id of a panel with its source, and the words of its button.
    """

    key: str
    date: str
    text: str
    small: str
    kind: str
    asof: str
    current: bool
    open: str = ""
    opens: str = ""


def table_panel(
    view: str,
    title: str,
    frame: Callable[[], pd.DataFrame],
    notes: Sequence[str] = (),
) -> Panels:
    """Return the panel ``table-<view>``: a table with notes, to be saved as CSV."""

    def panel() -> Panel:
        made = frame()
        csv = csv_bytes(made).decode("utf-8-sig")
        return Panel(title, note_html(notes) + table_html(made), csv, f"{view}.csv")

    return {f"table-{view}": panel}


def table_block(
    words: Words,
    view: str,
    title: str,
    columns: Mapping[str, Sequence[str | Link]],
    *,
    numeric: tuple[str, ...] = (),
    small: str = "",
    search: bool = False,
    notes: Sequence[str] = (),
    whole: Callable[[], pd.DataFrame],
    panels: Panels | None = None,
) -> Block:
    """Return a table on the page; the button below opens it whole, with sources and CSV.

    Parameters
    ----------
    view : str
        Its name in ids and in the name of the file.
    columns : dict of str to sequence
        Cells by column title; a `Link` opens one of `panels`.
    search : bool
        Whether to place a search box above it.
    whole : callable
        Returns the table with sources.
    """
    rows = [
        [cell if isinstance(cell, str) else asdict(cell) for cell in row]
        for row in zip(*columns.values(), strict=True)
    ]
    return Block(
        "table",
        {
            "id": view,
            "title": title,
            "small": small,
            "columns": [{"name": name, "numeric": name in numeric} for name in columns],
            "rows": rows,
            "search": words("table.search") if search else "",
            "notes": list(notes),
            "source": words("chart.table"),
        },
        table_panel(view, title, whole, notes) | (panels or {}),
    )


def gantt_block(
    words: Words,
    view: str,
    title: str,
    rows: Sequence[SpanRow],
    *,
    ticks: Sequence[tuple[float, str]],
    now: float,
    small: str = "",
    notes: Sequence[str] = (),
    whole: Callable[[], pd.DataFrame],
    panels: Panels | None = None,
) -> Block:
    """Return spans of time by row, on one axis from 0 to 1, with a line at `now`."""
    alt = words("chart.alt", title=title, values=words.join(row.tip for row in rows))
    return Block(
        "gantt",
        {
            "id": view,
            "title": title,
            "small": small,
            "alt": alt,
            "ticks": [{"at": at, "label": label} for at, label in ticks],
            "now": now,
            "rows": [
                {
                    "key": row.key,
                    "label": row.label,
                    "tip": row.tip,
                    "open": row.open,
                    "spans": [{"from": s.start, "to": s.end, "kind": s.kind} for s in row.spans],
                    "marks": [asdict(mark) for mark in row.marks],
                }
                for row in rows
            ],
            "notes": list(notes),
            "source": words("chart.table"),
        },
        table_panel(view, title, whole, notes) | (panels or {}),
    )


def board_block(
    view: str,
    title: str,
    columns: Sequence[tuple[str, str, Sequence[Tile]]],
    *,
    small: str = "",
    panels: Panels | None = None,
) -> Block:
    """Return columns of tiles; a column is its key, its title and its tiles."""
    return Block(
        "board",
        {
            "id": view,
            "title": title,
            "small": small,
            "columns": [
                {
                    "key": key,
                    "label": label,
                    "count": str(len(tiles)),
                    "items": [asdict(tile) for tile in tiles],
                }
                for key, label, tiles in columns
            ],
        },
        panels or {},
    )


def sliders_block(title: str, sliders: Sequence[Slider], small: str = "") -> Block:
    """Return numbers that the reader sets."""
    return Block(
        "sliders", {"title": title, "small": small, "sliders": [asdict(one) for one in sliders]}
    )


def events_block(
    words: Words,
    view: str,
    title: str,
    moments: Sequence[Moment],
    *,
    small: str = "",
    notes: Sequence[str] = (),
    whole: Callable[[], pd.DataFrame],
    panels: Panels | None = None,
) -> Block:
    """Return events in order of time."""
    return Block(
        "events",
        {
            "id": view,
            "title": title,
            "small": small,
            "items": [asdict(moment) for moment in moments],
            "notes": list(notes),
            "source": words("chart.table"),
        },
        table_panel(view, title, whole, notes) | (panels or {}),
    )


def options_block(name: str, label: str, options: Sequence[tuple[str, str]], chosen: str) -> Block:
    """Return a choice that only changes how the page shows things."""
    return Block(
        "options",
        {"name": name, "label": label, "options": [list(one) for one in options], "chosen": chosen},
    )
