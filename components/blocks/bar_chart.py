"""Horizontal bars with one grammar: solid reported, hatched illustrative, dashed planned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from components.blocks.bar import Bar
from components.blocks.base import Block, Panel
from components.blocks.findings import alt_text, bar_finding, valued
from components.blocks.html_table import note_html, table_html
from components.blocks.text import Words
from components.blocks.views import sent
from data.counts import OTHER
from data.export import csv_bytes
from data.selection import Dimension
from data.status import UNASSIGNED
from data.tenants import UNATTRIBUTED


def bars_block(  # noqa: PLR0913 - all that stands around a chart
    words: Words,
    chart: str,
    bars: Sequence[Bar],
    *,
    small: str,
    notes: Sequence[str],
    table: Callable[[], pd.DataFrame],
    credit: str,
    finding: str | None = None,
    unit: str = "",
    numeric: tuple[str, ...] = (),
    dimension: Dimension | None = None,
    title: str = "",
    panels: dict[str, Callable[[], Panel]] | None = None,
    origin: Callable[[str], Panel] | None = None,
) -> Block:
    """Return a bar chart with its notes and the table behind it.

    A bar that toggles something has a button beside it that opens its origin; any other
    opens it itself.

    Parameters
    ----------
    chart : str
        Its name in ids, and in the message of the title.
    small : str
        What stands beside the title: unit and filters.
    table : callable
        Returns the table, in words.
    credit : str
        The source line; see `components.blocks.credit.credit`.
    finding : str, optional
        What the bars say, if they are not to be ranked.
    unit : str
        Of the schema, if the texts of the bars are plain numbers.
    numeric : tuple of str
        Columns of the table that are numbers.
    dimension : {"zone", "sector", "status"}, optional
        What a click on a bar toggles; none if bars are not to be clicked.
    title : str
        If it is not the message ``chart.<chart>``.
    panels : dict of str to callable
        What bars with ``open`` open.
    origin : callable, optional
        Returns the origin of the bar with a key.
    """
    title = title or words(f"chart.{chart}")
    panels = dict(panels or {})
    if origin:
        panels |= {f"{chart}-{bar.key}": partial(origin, bar.key) for bar in bars}
        bars = [replace(bar, open=f"{chart}-{bar.key}") for bar in bars]
    said = bar_finding(words, bars, unit) if finding is None else finding
    values = [
        words("chart.alt.value", label=bar.label, value=valued(words, bar, unit)) for bar in bars
    ]

    def panel() -> Panel:
        frame = table()
        csv = csv_bytes(frame).decode("utf-8-sig")
        html = note_html(notes) + table_html(frame, numeric)
        return Panel(title, html, csv)

    return Block(
        "bars",
        {
            "id": chart,
            "title": title,
            "small": small,
            "finding": said,
            "credit": credit,
            "alt": alt_text(words, title, said, values),
            "rows": [_row(bar, dimension) for bar in bars],
            "origin": words("origin.button"),
            "top": max((max(bar.value, bar.most, bar.target) for bar in bars), default=0),
            "notes": list(notes),
            "table": words("chart.table"),
            "wide": dimension is None,
        },
        {f"table-{chart}": panel} | panels,
        tuple(bar.evidence for bar in bars if bar.evidence),
    )


def _row(bar: Bar, dimension: Dimension | None) -> dict[str, Any]:
    """Return a bar as the browser gets it."""
    return sent(bar) | {"pick": _pick(bar, dimension)}


def _pick(bar: Bar, dimension: Dimension | None) -> str:
    """Return what a click on a bar toggles; the rest bucket of a chart is no choice."""
    if dimension is None or bar.key in {UNASSIGNED, UNATTRIBUTED, OTHER}:
        return ""
    return f"{dimension}:{bar.key}"


def empty_chart(words: Words, chart: str, small: str, reason: str, title: str = "") -> Block:
    """Return a chart that has nothing to show, and why; for `title` see `bars_block`."""
    title = title or words(f"chart.{chart}")
    return Block("bars", {"id": chart, "title": title, "small": small, "empty": reason})
