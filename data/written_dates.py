"""Dates as planners and spreadsheets write them: 2020年4月, 2020/4/8, 2020Q1, Apr 2020."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from data.periods import parse_period

_YEARS = (1900, 2100)
_QUARTERS = {"一": "1", "二": "2", "三": "3", "四": "4"}
_HALVES = {
    "上半年": ("01", "06"),
    "下半年": ("07", "12"),
    "h1": ("01", "06"),
    "h2": ("07", "12"),
}
_MONTHS = {
    spelling: number
    for number, name in enumerate(
        (
            *("january", "february", "march", "april", "may", "june"),
            *("july", "august", "september", "october", "november", "december"),
        ),
        start=1,
    )
    for spelling in (name, name[:3])
}
_MONTH = rf"({'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_TO = r"(?:-|–|—|~|至|到)"
_ONE = r"\d{4}(?:-(?:q[1-4]|\d\d(?:-\d\d)?))?"
_CANONICAL = re.compile(rf"{_ONE}/{_ONE}", re.ASCII)
_TIMED = re.compile(
    r"(\d{4}[-/]\d{1,2}[-/]\d{1,2})[t ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?",
    re.ASCII,
)
_MAX_LENGTH = 60


def _day(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"


def _month(year: str, month: str) -> str:
    return f"{year}-{int(month):02}"


# Whole texts without spaces, in lower case, and what makes a period of their groups.
_WRITTEN: tuple[tuple[str, Callable[..., str]], ...] = (
    (r"(\d{4})年?", str),
    (r"(\d{4})年(\d{1,2})月", _month),
    (r"(\d{4})[-/](\d{1,2})", _month),
    # Not 2020.1, which a spreadsheet makes of 2020.10.
    (r"(\d{4})\.(0[1-9]|1[0-2]|[2-9])", _month),
    (r"(\d{4})(0[1-9]|1[0-2])", _month),
    (r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]", _day),
    (r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", lambda year, _, *rest: _day(year, *rest)),
    (r"(\d{4})(\d\d)(\d\d)", _day),
    (r"(\d{4})[-/.年]?q([1-4])", "{}-Q{}".format),
    (r"q([1-4])[-/,]?(\d{4})", "{1}-Q{0}".format),
    (
        r"(\d{4})年?第?([一二三四1-4])季度?",
        lambda year, quarter: f"{year}-Q{_QUARTERS.get(quarter, quarter)}",
    ),
    (
        r"(\d{4})[-/.年]?(上半年|下半年|h1|h2)",
        lambda year, half: "/".join(f"{year}-{month}" for month in _HALVES[half]),
    ),
    (rf"(\d{{4}})年?{_TO}(\d{{4}})年?", "{}/{}".format),
    (
        rf"(\d{{4}})年(\d{{1,2}})月?{_TO}(\d{{1,2}})月",
        lambda year, *months: "/".join(_month(year, month) for month in months),
    ),
    (rf"{_MONTH},?(\d{{4}})", lambda month, year: f"{year}-{_MONTHS[month]:02}"),
    (
        rf"(\d{{1,2}}){_MONTH},?(\d{{4}})",
        lambda day, month, year: f"{year}-{_MONTHS[month]:02}-{int(day):02}",
    ),
)
_FORMS = [(re.compile(pattern, re.ASCII), made) for pattern, made in _WRITTEN]


def period(text: object) -> str:
    """Read a date as precisely as it is written.

    Parameters
    ----------
    text : object
        A text such as ``"2020年4月"``, ``"2020/4/8"``, ``"2020.04"``, ``"2020Q1"``,
        ``"2020年第一季度"``, ``"2020年上半年"``, ``"2016—2020年"``; a date or time; a year as
        a whole number. A spreadsheet keeps a month as its first day: that stays a day.

    Returns
    -------
    str
        For `data.periods.parse_period`.

    Raises
    ------
    ValueError
        If it is no calendar date of 1900–2100, or unclear, such as ``"2020年底"``, ``"3/4/2020"``
        and the serial number of a day.

    Examples
    --------
    >>> period("2020年11月26日")
    '2020-11-26'
    >>> period("Nov 2020")
    '2020-11'
    """
    if isinstance(text, float) and text.is_integer():
        text = int(text)
    if isinstance(text, bool) or not isinstance(text, (str, int, date)):
        raise ValueError(f"not a date: {text!r}")  # noqa: TRY004 - one error for all
    written = text.isoformat() if isinstance(text, date) else str(text)
    plain = unicodedata.normalize("NFKC", written).casefold().strip()
    made = _canonical(plain) if len(plain) <= _MAX_LENGTH else None
    if made is None:
        raise ValueError(f"not a date, or unclear: {text!r}")
    span = parse_period(made)
    if not _YEARS[0] <= span.start.year <= span.end.year <= _YEARS[1]:
        raise ValueError(f"not a year of {_YEARS[0]}–{_YEARS[1]}: {text!r}")
    return made


def _canonical(plain: str) -> str | None:
    """Return a text as `data.periods` has it; ``None`` if it has no known form."""
    timed = _TIMED.fullmatch(plain)
    whole = timed[1] if timed else plain
    if re.fullmatch(r"\d+(?:\s+\d+)+", whole):
        return None
    closed = "".join(whole.split())
    if _CANONICAL.fullmatch(closed):
        return closed.upper()
    for pattern, made in _FORMS:
        if found := pattern.fullmatch(closed):
            return made(*found.groups())
    return None
