"""Spans of time by row, on one axis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from components.blocks.base import Panels, sent
from components.blocks.chart import Chart, chart_parts, table_panel
from components.blocks.text import Words
from components.blocks.tip import Tip, tip_text


@dataclass(frozen=True)
class TimeSpan:
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


@sent.register
def _sent_span(span: TimeSpan) -> dict[str, Any]:
    return {"from": span.start, "to": span.end, "kind": span.kind}


@dataclass(frozen=True)
class TimeMark:
    """A sign at a place of the axis."""

    at: float
    sign: str


@dataclass(frozen=True)
class Tick:
    """A name at a place of the axis."""

    at: float
    label: str


@dataclass(frozen=True)
class SpanRow:
    """One row of a chart of time; a click opens a panel.

    Attributes
    ----------
    evidence : tuple of str
        Grade of evidence of each date that it shows.
    """

    HIDDEN: ClassVar = frozenset({"evidence"})
    key: str
    label: str
    tip: Tip
    open: str
    spans: tuple[TimeSpan, ...]
    marks: tuple[TimeMark, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Gantt(Chart):
    """Spans of time by row; `now` is where the line of the as-of date stands."""

    kind: ClassVar[str] = "gantt"
    HIDDEN: ClassVar = frozenset({"panels", "empty", "remedy"})
    ticks: tuple[Tick, ...] = ()
    now: float = 0.0
    rows: tuple[SpanRow, ...] = ()

    @property
    def grades(self) -> tuple[str, ...]:
        """The grade of evidence of each date."""
        return tuple(grade for row in self.rows for grade in row.evidence)


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
) -> Gantt:
    """Return spans of time by row, on one axis from 0 to 1, with a line at `now`."""
    return Gantt(
        **chart_parts(
            words,
            view,
            title,
            finding=finding,
            credit=credit,
            values=[tip_text(words, row.tip) for row in rows],
            small=small,
            notes=notes,
        ),
        ticks=tuple(Tick(at, label) for at, label in ticks),
        now=now,
        rows=tuple(rows),
        panels=table_panel(view, title, whole, notes) | (panels or {}),
    )
