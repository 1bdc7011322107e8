"""Spans of time by row, on one axis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import pandas as pd

from components.blocks.base import Block
from components.blocks.text import Words
from components.blocks.views import Panels, chart_data, table_panel


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
    """One row of a chart of time; a click opens a panel.

    Attributes
    ----------
    evidence : tuple of str
        Grade of evidence of each date that it shows.
    """

    key: str
    label: str
    tip: str
    open: str
    spans: tuple[Span, ...]
    marks: tuple[Mark, ...] = ()
    evidence: tuple[str, ...] = ()


def gantt_block(
    words: Words,
    view: str,
    title: str,
    rows: Sequence[SpanRow],
    *,
    ticks: Sequence[tuple[float, str]],
    now: float,
    finding: str,
    credit: str,
    small: str = "",
    notes: Sequence[str] = (),
    whole: Callable[[], pd.DataFrame],
    panels: Panels | None = None,
) -> Block:
    """Return spans of time by row, on one axis from 0 to 1, with a line at `now`."""
    return Block(
        "gantt",
        chart_data(
            words,
            view,
            title,
            finding=finding,
            credit=credit,
            values=[row.tip for row in rows],
            small=small,
            notes=notes,
        )
        | {
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
        },
        table_panel(view, title, whole, notes) | (panels or {}),
        tuple(grade for row in rows for grade in row.evidence),
    )
