"""Dates as precisely as they were printed: a day, a month, a quarter, a year, or a range."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

import pandas as pd

Precision = Literal["day", "month", "quarter", "year", "range"]

_FORMS = "YYYY, YYYY-MM, YYYY-MM-DD, YYYY-Q1 or START/END"
_PATTERN = re.compile(r"([0-9]{4})(?:-(?:Q([1-4])|([0-9]{2})(?:-([0-9]{2}))?))?")


@dataclass(frozen=True)
class Period:
    """A closed span of calendar days.

    Attributes
    ----------
    start, end : datetime.date
        First and last day, both included.
    precision : {"day", "month", "quarter", "year", "range"}
        How finely the source printed it.
    text : str
        The form it was written in, for example ``"2020-04"``.
    """

    start: date
    end: date
    precision: Precision
    text: str

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period:
    """Read a printed date at the precision it was printed with.

    Parameters
    ----------
    text : str
        ``"2020"``, ``"2020-04"``, ``"2020-04-08"``, ``"2020-Q1"``, or two of these
        joined by ``/`` (ISO 8601 interval), for example ``"2020-01/2020-10"``.

    Returns
    -------
    Period

    Raises
    ------
    ValueError
        If the text has another form, names no calendar day, or ends before it starts.

    Examples
    --------
    >>> parse_period("2020-11").end
    datetime.date(2020, 11, 30)
    """
    if text.count("/") == 1:
        first, _, last = text.partition("/")
        start, end = parse_period(first).start, parse_period(last).end
        if end < start:
            raise ValueError(f"period ends before it starts: {text!r}")
        return Period(start, end, "range", text)
    found = _PATTERN.fullmatch(text)
    if not found:
        raise ValueError(f"not a date: {text!r}; write {_FORMS}")
    year, quarter, month, day = (int(part) if part else None for part in found.groups())
    if year is None or year == 0:
        raise ValueError(f"not a year: {text!r}")
    if day is not None and month is not None:
        only = date(year, month, day)
        return Period(only, only, "day", text)
    if month is not None:
        return Period(date(year, month, 1), _month_end(year, month), "month", text)
    if quarter is not None:
        end = _month_end(year, 3 * quarter)
        return Period(date(year, 3 * quarter - 2, 1), end, "quarter", text)
    return Period(date(year, 1, 1), date(year, 12, 31), "year", text)


def _month_end(year: int, month: int) -> date:
    if not 1 <= month <= 12:
        raise ValueError(f"not a month: {month}")
    return date(year, month, calendar.monthrange(year, month)[1])


def is_over(period: Period, as_of: Period) -> bool:
    """Tell whether all of `period` lies before the end of `as_of`.

    A fact dated to a month is only certain once the month is over, so a month-precise
    fact of August 2020 holds as of ``2020-08`` but not as of ``2020-08-15``.

    >>> is_over(parse_period("2020-11"), parse_period("2020"))
    True
    >>> is_over(parse_period("2020"), parse_period("2020-11"))
    False
    """
    return period.end <= as_of.end


def is_under_way(period: Period, as_of: Period) -> bool:
    """Tell whether `as_of` ends inside `period`: the fact may or may not hold already.

    >>> is_under_way(parse_period("2020"), parse_period("2020-11"))
    True
    """
    return period.start <= as_of.end < period.end


def over_by(texts: pd.Series, as_of: Period) -> pd.Series:
    """Tell for each printed date of a column whether it `is_over`; empty cells are not.

    >>> over_by(pd.Series(["2019", "2021", None]), parse_period("2020")).tolist()
    [True, False, False]
    """
    return texts.map(
        lambda text: isinstance(text, str) and is_over(parse_period(text), as_of)
    ).astype(bool)


def under_way_at(texts: pd.Series, as_of: Period) -> pd.Series:
    """Tell for each printed date of a column whether it `is_under_way`.

    >>> under_way_at(pd.Series(["2020", "2021"]), parse_period("2020-06")).tolist()
    [True, False]
    """
    return texts.map(lambda text: is_under_way(parse_period(text), as_of)).astype(bool)


def ends(texts: pd.Series) -> pd.Series:
    """Return the last day of each printed date of a column.

    >>> ends(pd.Series(["2020-02"])).tolist()
    [datetime.date(2020, 2, 29)]
    """
    return texts.map(lambda text: parse_period(text).end)
