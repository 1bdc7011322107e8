"""Makers of the larger blocks: tables with a search, boards, sliders, events."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from components.blocks.base import Block, Panel
from components.blocks.findings import alt_text
from components.blocks.html_table import note_html, table_html
from components.blocks.text import Words
from data.export import csv_bytes

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Panels = dict[str, Callable[[], Panel]]


@dataclass(frozen=True)
class Link:
    """A cell of a table that opens a panel.

    Attributes
    ----------
    text : str
    open : str
        Id of the panel.
    evidence : str
        Grade of evidence of the number or status that it shows; empty for a name.
    """

    text: str
    open: str
    evidence: str = ""


@dataclass(frozen=True)
class Tile:
    """One small card of a board; a click opens a panel.

    Attributes
    ----------
    evidence : str
        Grade of evidence of the status that its column stands for.
    """

    key: str
    text: str
    small: str
    open: str
    evidence: str


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
    evidence : str
        Grade of evidence of the date.
    """

    key: str
    date: str
    text: str
    small: str
    kind: str
    asof: str
    current: bool
    open: str
    opens: str
    evidence: str


def texts(cells: Sequence[str | Link]) -> list[str]:
    """Return what some cells show, without what they open."""
    return [cell if isinstance(cell, str) else cell.text for cell in cells]


def sent(part: DataclassInstance) -> dict[str, Any]:
    """Return a part of a block as the browser gets it, which needs no grade."""
    return {name: value for name, value in asdict(part).items() if name != "evidence"}


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
        return Panel(title, note_html(notes) + table_html(made), csv)

    return {f"table-{view}": panel}


def table_block(
    words: Words,
    view: str,
    title: str,
    columns: Mapping[str, Sequence[str | Link]],
    *,
    numeric: tuple[str, ...] = (),
    finding: str = "",
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
    finding : str
        What it says, if that can be said in a sentence.
    search : bool
        Whether to place a search box above it.
    whole : callable
        Returns the table with sources.
    """
    rows = [
        [cell if isinstance(cell, str) else sent(cell) for cell in row]
        for row in zip(*columns.values(), strict=True)
    ]
    return Block(
        "table",
        {
            "id": view,
            "title": title,
            "small": small,
            "finding": finding,
            "columns": [{"name": name, "numeric": name in numeric} for name in columns],
            "rows": rows,
            **(_search(words) if search else {}),
            "empty": "" if rows else words("chart.empty"),
            "notes": list(notes),
            "source": words("chart.table"),
        },
        table_panel(view, title, whole, notes) | (panels or {}),
        tuple(
            cell.evidence
            for cells in columns.values()
            for cell in cells
            if isinstance(cell, Link) and cell.evidence
        ),
    )


def _search(words: Words) -> dict[str, str]:
    return {
        "search": words("table.search"),
        "none": words("table.none"),
        "clear": words("table.clear"),
    }


def chart_data(
    words: Words,
    view: str,
    title: str,
    *,
    finding: str,
    credit: str,
    values: Sequence[str],
    small: str = "",
    notes: Sequence[str] = (),
) -> dict[str, Any]:
    """Return what every chart with a table behind it has; `values` are for its alternative."""
    return {
        "id": view,
        "title": title,
        "small": small,
        "finding": finding,
        "credit": credit,
        "alt": alt_text(words, title, finding, values),
        "notes": list(notes),
        "source": words("chart.table"),
    }


def board_block(
    words: Words,
    view: str,
    title: str,
    columns: Sequence[tuple[str, str, Sequence[Tile]]],
    *,
    finding: str,
    credit: str,
    small: str = "",
    notes: Sequence[str] = (),
    whole: Callable[[], pd.DataFrame],
    panels: Panels | None = None,
) -> Block:
    """Return columns of tiles; a column is its key, its title and its tiles."""
    counts = [
        words("chart.alt.value", label=label, value=words.number(len(tiles)))
        for _, label, tiles in columns
    ]
    return Block(
        "board",
        chart_data(
            words,
            view,
            title,
            finding=finding,
            credit=credit,
            values=counts,
            small=small,
            notes=notes,
        )
        | {
            "columns": [
                {
                    "key": key,
                    "label": label,
                    "count": str(len(tiles)),
                    "items": [sent(tile) for tile in tiles],
                }
                for key, label, tiles in columns
            ],
        },
        table_panel(view, title, whole, notes) | (panels or {}),
        tuple(tile.evidence for _, _, tiles in columns for tile in tiles),
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
    finding: str,
    credit: str,
    small: str = "",
    notes: Sequence[str] = (),
    whole: Callable[[], pd.DataFrame],
    panels: Panels | None = None,
) -> Block:
    """Return events in order of time."""
    return Block(
        "events",
        chart_data(
            words,
            view,
            title,
            finding=finding,
            credit=credit,
            values=[moment.date for moment in moments],
            small=small,
            notes=notes,
        )
        | {
            "items": [sent(moment) for moment in moments],
            "empty": "" if moments else words("chart.empty"),
        },
        table_panel(view, title, whole, notes) | (panels or {}),
        tuple(moment.evidence for moment in moments),
    )


def options_block(name: str, label: str, options: Sequence[tuple[str, str]], chosen: str) -> Block:
    """Return a choice that only changes how the page shows things."""
    return Block(
        "options",
        {"name": name, "label": label, "options": [list(one) for one in options], "chosen": chosen},
    )
