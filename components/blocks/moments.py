"""Events in order of time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from components.blocks.base import Panels
from components.blocks.chart import Chart, chart_parts, table_panel
from components.blocks.text import Words


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

    HIDDEN: ClassVar = frozenset({"evidence"})
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


@dataclass(frozen=True, kw_only=True)
class Events(Chart):
    """Events in order of time."""

    kind: ClassVar[str] = "events"
    items: tuple[Moment, ...] = ()

    @property
    def grades(self) -> tuple[str, ...]:
        """The grade of evidence of each date."""
        return tuple(moment.evidence for moment in self.items)


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
) -> Events:
    """Return events in order of time."""
    return Events(
        **chart_parts(
            words,
            view,
            title,
            finding=finding,
            credit=credit,
            values=[moment.date for moment in moments],
            small=small,
            notes=notes,
        ),
        items=tuple(moments),
        empty="" if moments else words("chart.empty"),
        panels=table_panel(view, title, whole, notes) | (panels or {}),
    )
