"""Horizontal bars with one grammar: solid reported, hatched illustrative, dashed planned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, ClassVar

import pandas as pd

from components.blocks.bar import REST, Bar, Fold, folds
from components.blocks.base import Panel, Panels, sent
from components.blocks.chart import Chart, chart_parts, table_panel
from components.blocks.findings import bar_finding, valued
from components.blocks.gantt import Tick
from components.blocks.text import Words
from components.blocks.tip import number_tip
from components.blocks.to_profile import with_zone_link
from data.selection import Dimension

_NAMED_AT_MOST = 4  # bars of nothing that are named


@dataclass(frozen=True, kw_only=True)
class Bars(Chart):
    """A bar chart.

    Attributes
    ----------
    rows : tuple of Bar
    wide : bool
        Whether a bar has no button beside it.
    origin : str
        Words of the button that opens the origin of a bar.
    folds : dict of str to str
        What stands for the bars that are folded away, by why they are.
    counted : bool
        Whether the texts are plain numbers, so that a change can be told as one.
    ticks : tuple of Tick
        The ends of the axis of time on which the bars have a place, if they have.
    """

    kind: ClassVar[str] = "bars"
    rows: tuple[Bar, ...] = ()
    wide: bool = False
    origin: str = ""
    folds: dict[Fold, str] = field(default_factory=dict)
    counted: bool = False
    ticks: tuple[Tick, ...] = ()

    @property
    def top(self) -> float:
        """Where the longest bar, range or tick ends."""
        return max((max(bar.value, bar.most, bar.target) for bar in self.rows), default=0)

    @property
    def grades(self) -> tuple[str, ...]:
        """The grade of evidence of each bar with a number."""
        return tuple(bar.evidence for bar in self.rows if bar.evidence)


@sent.register
def _sent_bar(bar: Bar) -> dict[str, Any]:
    return {
        "key": bar.key,
        "label": bar.label,
        "value": bar.value,
        "text": bar.text,
        "tip": sent(bar.tip),
        "fill": bar.fill,
        "stroke": bar.stroke,
        "hatched": bar.hatched,
        "dashed": bar.dashed,
        "bracket": bar.bracket,
        "selected": bar.selected,
        "most": bar.most,
        "target": bar.target,
        "open": bar.open,
        "pick": bar.pick,
        "fold": bar.fold,
        "span": bar.span,
        "exact": bar.fact.qualifier == "exact" and bar.fact.is_given,
    }


@sent.register
def _sent_bars(bars: Bars) -> dict[str, Any]:
    made: dict[str, Any] = sent.dispatch(object)(bars)
    return made | {"top": bars.top}


def bars_block(
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
    panels: Panels | None = None,
    origin: Callable[[str], Panel] | None = None,
) -> Bars:
    """Return a bar chart with its notes and the table behind it.

    A bar that toggles something has a button beside it that opens its origin; any other
    opens it itself. Bars of nothing are folded into a line that says so.

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
        # By zone, the origin of a number leads on to all that is known of its zone.
        make = partial(with_zone_link, words, origin) if dimension == "zone" else origin
        panels |= {f"{chart}-{bar.key}": partial(make, bar.key) for bar in bars}
        bars = [replace(bar, open=f"{chart}-{bar.key}") for bar in bars]
    away = folds(bars)
    said = bar_finding(words, bars, unit) if finding is None else finding
    values = [
        words("chart.alt.value", label=bar.label, value=valued(words, bar, unit)) for bar in bars
    ]
    return Bars(
        **chart_parts(
            words,
            chart,
            title,
            finding=said,
            credit=credit,
            values=values,
            small=small,
            notes=notes,
        ),
        rows=tuple(
            replace(
                bar,
                pick=_pick(bar, dimension),
                tip=number_tip(words, bar.label, valued(words, bar, unit), bar.fact, *bar.more),
                fold=fold,
            )
            for bar, fold in zip(bars, away, strict=True)
        ),
        wide=dimension is None,
        origin=words("origin.button"),
        folds=_folded(words, bars, away),
        counted=bool(unit),
        panels=table_panel(chart, title, table, notes, numeric) | panels,
    )


def _pick(bar: Bar, dimension: Dimension | None) -> str:
    """Return what a click on a bar toggles; the rest bucket of a chart is no choice."""
    if dimension is None or (bar.key in REST and dimension != "status"):
        return ""
    return f"{dimension}:{bar.key}"


def _folded(words: Words, bars: Sequence[Bar], away: Sequence[Fold]) -> dict[Fold, str]:
    """Return what is said of the bars that are folded away: zero is not "not published"."""
    said: dict[Fold, str] = {}
    for fold in dict.fromkeys(one for one in away if one):
        names = [bar.label for bar, why in zip(bars, away, strict=True) if why == fold]
        message = "chart.folds" if len(names) > _NAMED_AT_MOST else "chart.fold"
        said[fold] = words(f"{message}.{fold}", names=words.join(names), count=len(names))
    return said


def empty_chart(words: Words, chart: str, small: str, reason: str, title: str = "") -> Bars:
    """Return a chart that has nothing to show, and why; for `title` see `bars_block`."""
    title = title or words(f"chart.{chart}")
    return Bars(id=chart, title=title, small=small, empty=reason)
