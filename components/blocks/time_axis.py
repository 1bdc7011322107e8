"""An axis of time for charts of spans, drawn no sharper than the dates were printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from components.blocks.bar_chart import Bars
from components.blocks.gantt import Tick, TimeMark, TimeSpan
from data.periods import Period, parse_period

_FEW = 2  # dates between which there is a distance
# A second class of the style sheet on the same span: it fades in over an unsharp start.
_FADES = " atlas-span-start"


@dataclass(frozen=True)
class Axis:
    """Years on a line from 0 to 1.

    Attributes
    ----------
    first, last : int
        The year that it begins with, and the one at whose beginning it ends.
    """

    first: int
    last: int

    def at(self, day: date) -> float:
        """Return the share of the axis at a day, 0-1; days outside stand at its ends."""
        start, end = date(self.first, 1, 1), date(self.last, 1, 1)
        return min(max((day - start).days / (end - start).days, 0.0), 1.0)

    def ticks(self, step: int = 1) -> list[tuple[float, str]]:
        """Return the place and the name of every `step`-th year."""
        return [
            (self.at(date(year, 1, 1)), str(year)) for year in range(self.first, self.last, step)
        ]

    def middle(self, period: Period) -> float:
        """Return the share of the axis at the middle of a period."""
        return (self.at(period.start) + self.at(period.end)) / 2

    def spans(self, begins: Period, until: date, kind: str) -> tuple[TimeSpan, ...]:
        """Return a stretch that begins in a period: sharp on a day, else fading in over it.

        Parameters
        ----------
        begins : Period
        until : datetime.date
        kind : str
            As of `TimeSpan`.
        """
        start, sure, end = self.at(begins.start), self.at(begins.end), self.at(until)
        if begins.precision == "day":
            return (TimeSpan(start, end, kind),)
        fading = TimeSpan(start, min(sure, end), kind + _FADES)
        return (fading, TimeSpan(sure, end, kind)) if end > sure else (fading,)

    def mark(self, period: Period, sign: str) -> TimeMark:
        """Return a sign at the middle of a period."""
        return TimeMark(self.middle(period), sign)


def on_time_axis(block: Bars, periods: Mapping[str, str]) -> Bars:
    """Return bars that also show where they lie in time: rows stand evenly, dates do not.

    Parameters
    ----------
    block : Bars
    periods : mapping of str to str
        The period of each bar, by key.
    """
    known = {key: parse_period(text) for key, text in periods.items()}
    if len(set(known.values())) < _FEW:
        return block
    first = min(one.start for one in known.values()).year
    last = max(one.end for one in known.values()).year
    axis = Axis(first, last + 1)
    rows = [
        replace(bar, span=(axis.at(period.start), axis.at(period.end)))
        if (period := known.get(bar.key))
        else bar
        for bar in block.rows
    ]
    return replace(block, rows=tuple(rows), ticks=(Tick(0.0, str(first)), Tick(1.0, str(last))))
