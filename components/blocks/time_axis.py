"""An axis of time for charts of spans, drawn no sharper than the dates were printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from components.blocks.gantt import TimeMark, TimeSpan
from data.periods import Period

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
