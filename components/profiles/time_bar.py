"""The statuses of one project in time, as a bar: signed, under construction, in operation."""

from __future__ import annotations

from datetime import date

import pandas as pd
from markupsafe import Markup

from components.blocks.gantt import TimeMark, TimeSpan
from components.blocks.text import Words
from components.blocks.time_axis import Axis
from data.periods import parse_period

_SIGNS = {"event": "◆", "printed": "◇"}
_MOST_TICKS = 7


def time_bar(words: Words, held: pd.DataFrame, until: date) -> Markup:
    """Return a bar of time, no sharper than the dates are printed, from the first year on.

    Parameters
    ----------
    held : pandas.DataFrame
        Statuses of `data.status.held_statuses`, oldest first.
    until : datetime.date
        The as-of date, where the bar ends.
    """
    if held.empty:
        return Markup()
    dates = [parse_period(text) for text in held["date"]]
    last = max(until, *(one.end for one in dates))
    axis = Axis(dates[0].start.year, last.year + 1)
    ends = [*(one.end for one in dates[1:]), last]
    spans = [
        span
        for begins, end, status in zip(dates, ends, held["status"], strict=True)
        for span in axis.spans(begins, end, status)
    ]
    marks = [axis.mark(one, _SIGNS[basis]) for one, basis in zip(dates, held["basis"], strict=True)]
    said = words.join(
        words("projects.gantt.step", status=words(f"status.{status}"), date=words.date(one))
        for status, one in zip(held["status"], dates, strict=True)
    )
    step = 1 + (axis.last - axis.first) // _MOST_TICKS
    ticks = Markup().join(
        Markup('<i style="left:{:.2f}%">{}</i>').format(100 * at, year)
        for at, year in axis.ticks(step)
    )
    drawn = Markup().join([*map(_span, spans), *map(_mark, marks)])
    return Markup(
        '<div class="atlas-time" role="img" aria-label="{}"><div class="atlas-gantt-track">{}</div>'
        '<div class="atlas-years" aria-hidden="true">{}</div></div>'
    ).format(said, drawn, ticks)


def _span(span: TimeSpan) -> Markup:
    return Markup(
        '<i class="atlas-span atlas-span-{}" style="left:{:.2f}%;width:{:.2f}%"></i>'
    ).format(span.kind, 100 * span.start, 100 * (span.end - span.start))


def _mark(mark: TimeMark) -> Markup:
    return Markup('<i class="atlas-mark" style="left:{:.2f}%">{}</i>').format(
        100 * mark.at, mark.sign
    )
