"""Times in headings and cells: a year, a quarter, January to September, the end of June."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from geo.intake.cells import read_or_none
from geo.intake.dates import read_date

FIRST_YEAR, LAST_YEAR = 1949, 2100
_YEAR = r"(?<!\d)((?:19|20)\d\d)(?!\d)"
_DIGIT = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4, "two": 2, "three": 3}
_TO = r"\s*(?:-|–|—|~|至|到|to)\s*"
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_SHORT = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def _month(groups: list[str]) -> tuple[int, int]:
    return int(groups[0]), int(groups[0])


def _quarter(groups: list[str]) -> tuple[int, int]:
    return 3 * _DIGIT[groups[0]] - 2, 3 * _DIGIT[groups[0]]


def _named_months(groups: list[str]) -> tuple[int, int]:
    return _SHORT.index(groups[0][:3]) + 1, _SHORT.index(groups[-1][:3]) + 1


# What a part of a year is called, and its first and last month; the first that matches holds.
_PARTS: tuple[tuple[re.Pattern[str], Callable[[list[str]], tuple[int, int]]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), months)
    for pattern, months in (
        (rf"(?<!\d)0?1月?{_TO}(1[0-2]|[1-9])月份?", lambda groups: (1, int(groups[0]))),
        (rf"\b({_MONTHS})\.?{_TO}({_MONTHS})\b\.?", _named_months),
        (r"前\s*([一二三四1-4])\s*个?季度?", lambda groups: (1, 3 * _DIGIT[groups[0]])),
        (
            rf"(?:第?[1一]{_TO}|first\s+)第?([二三四2-4]|two|three)\s*(?:季度|quarters)",
            lambda groups: (1, 3 * _DIGIT[groups[0]]),
        ),
        (
            r"第?([一二三四1-4])\s*季度|(?<![a-z])q([1-4])(?!\d)|(?<!\d)([1-4])q(?![a-z])",
            _quarter,
        ),
        (r"上半年|(?<![a-z])h1(?!\d)|(?<!\d)1h(?![a-z])|first half", lambda _: (1, 6)),
        (r"下半年|(?<![a-z])h2(?!\d)|(?<!\d)2h(?![a-z])|second half", lambda _: (7, 12)),
        (r"(?<!\d)(1[0-2]|0?[1-9])月份?(?:\s*(3[01]|[12]\d|0?[1-9])\s*[日号])?", _month),
        (rf"\b({_MONTHS})\b\.?", _named_months),
    )
)
_END = re.compile(
    r"截至|截止|年底|年末|期末|月末|月底|季末|末|底|as of|at the end of|end of|year[- ]end"
)
_FORECAST = re.compile(r"预计|预测|预估|估计|估算|forecast|estimated?|expected")
_TARGET = re.compile(r"计划|目标|target|planned|budget")
_PRELIMINARY = re.compile(r"初步|快报|初报|暂定|待核|preliminary|provisional|flash")
_LETTER = re.compile(rf"{_YEAR}\s*年?\s*[(（]?\s*([ep])[)）]?(?![a-z])", re.IGNORECASE)
_WORDS = re.compile(
    r"年度|全年|年份|年|累计|当季|单季|当月|截至|截止|期末|月末|月底|季末|年末|年底|末|底|数据|实际|完成|实绩|"
    r"情况|fy|full year|year|annual|as of|at the end of|end of|actual|cumulative|total for|"
    r"[()（）\[\]【】,，:：./_\s-]+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Time:
    """What a heading says of when.

    Attributes
    ----------
    year : int or None
        ``None``: a part of a year whose year stands elsewhere.
    first, last : int
        Months of the year, both included.
    day : str
        Of a single day, as ``YYYY-MM-DD``; else empty.
    is_end : bool
        Whether it says the end of that span rather than all of it.
    mark : {"", "forecast", "target", "declared"}
        What it says of the numbers: expected, planned, or preliminary.
    is_added : bool or None
        Whether a quarter is said to be added up from January, or said not to be.
    """

    year: int | None
    first: int = 1
    last: int = 12
    day: str = ""
    is_end: bool = False
    mark: str = ""
    is_added: bool | None = None

    @property
    def is_year(self) -> bool:
        """Whether it is a whole year."""
        return not self.day and (self.first, self.last) == (1, 12)

    @property
    def period(self) -> str:
        """The span, in the form of the schema."""
        if self.day:
            return self.day
        if self.is_year:
            return f"{self.year}"
        if self.first == self.last:
            return f"{self.year}-{self.last:02}"
        if self.last - self.first == 2 and self.last % 3 == 0:
            return f"{self.year}-Q{self.last // 3}"
        return f"{self.year}-{self.first:02}/{self.year}-{self.last:02}"

    @property
    def end(self) -> str:
        """The end of the span, as precisely as it is known: a year, a month or a day."""
        if self.day or (self.is_year and not self.is_end):
            return self.period
        return f"{self.year}-{self.last:02}"


def plain(text: str) -> str:
    """Return a text with full-width forms folded, in lower case, on one line."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def mark_of(text: str) -> str:
    """Return what a text says of its numbers: ``forecast``, ``target``, ``declared`` or nothing.

    An ``e`` or ``p`` behind a year says the same in statistics of all languages.
    """
    folded = plain(text)
    letter = _LETTER.search(folded)
    if _FORECAST.search(folded) or (letter and letter[2] == "e"):
        return "forecast"
    if _TARGET.search(folded):
        return "target"
    if _PRELIMINARY.search(folded) or (letter and letter[2] == "p"):
        return "declared"
    return ""


def time_in(text: str) -> tuple[Time | None, str]:
    """Find a time in a heading.

    Parameters
    ----------
    text : str
        Such as ``2025年``, ``2025E``, ``Q1 2025``, ``2025年1-9月``, ``截至2025年6月底``, or with
        something else beside it: ``2025年企业数（家）``.

    Returns
    -------
    Time or None
    str
        What else it says.
    """
    folded = plain(text)
    if not folded:
        return None, ""
    letter = _LETTER.search(folded)
    rest = f"{folded[: letter.end(1)]} {folded[letter.end() :]}" if letter else folded
    year = None
    if found := re.search(_YEAR, rest):
        year = int(found[1])
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    is_full = bool(re.search(r"全年|full year", rest))
    first, last, rest, day = _part(rest, year)
    if year is None and (first, last) == (1, 12) and not is_full:
        return None, text.strip()
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        return None, text.strip()
    is_added = None
    if "累计" in folded or "cumulative" in folded:
        is_added = True
    elif re.search(r"当季|单季|本季|当月", folded):
        is_added = False
    for pattern in (_FORECAST, _TARGET, _PRELIMINARY):
        rest = pattern.sub("", rest)
    time = Time(year, first, last, day, bool(_END.search(folded)), mark_of(text), is_added)
    return time, _WORDS.sub(" ", f" {rest} ").strip()


def _part(rest: str, year: int | None) -> tuple[int, int, str, str]:
    """Return the months that a text names, what is left of it, and the day if it names one."""
    for pattern, months in _PARTS:
        if found := pattern.search(rest):
            groups = [one for one in found.groups() if one]
            left = f"{rest[: found.start()]} {rest[found.end() :]}"
            first, last = months(groups)
            day = f"{year}-{last:02}-{int(groups[1]):02}" if months is _month and groups[1:] else ""
            return first, last, left, day if year and read_or_none(read_date, day) else ""
    return 1, 12, rest, ""


def time_of(text: str, *, is_years: bool = False) -> Time | None:
    """Return the time that a whole cell or heading is; ``None`` if it says anything else.

    Parameters
    ----------
    text : str
        Also a date of a spreadsheet, or the number by which Excel counts days.
    is_years : bool
        Whether its column is headed as years: a spreadsheet may have made a day of one.
    """
    folded = plain(text)
    iso = read_or_none(read_date, folded)
    if iso and re.fullmatch(r"\d{4}-\d\d-\d\d", iso) and not re.search(r"[月年]", folded):
        if is_years and iso[5:] in {"01-01", "12-31"}:
            return Time(int(iso[:4]))
        month = int(iso[5:7])
        return Time(int(iso[:4]), month, month, iso)
    if iso and re.fullmatch(r"\d{4}-\d\d", iso) and "月" not in folded:
        return Time(int(iso[:4]), int(iso[5:]), int(iso[5:]))
    found, rest = time_in(text)
    return None if found is None or rest else found


def joined(outer: Time | None, inner: Time | None) -> Time | None:
    """Return the time that headings of several levels say together: 2025年, then 一季度."""
    if outer is None or inner is None:
        return inner or outer
    year = inner.year if inner.year is not None else outer.year
    is_narrower = not inner.is_year or inner.year is not None
    whole = inner if is_narrower else outer
    is_added = inner.is_added if inner.is_added is not None else outer.is_added
    return replace(
        whole,
        year=year,
        mark=inner.mark or outer.mark,
        is_end=inner.is_end or outer.is_end,
        is_added=is_added,
    )
