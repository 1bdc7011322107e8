"""How old the newest figure of each indicator is, and what is due to be brought anew.

An indicator has a limit in months, its own or that of its kind, counted from the end of what
its newest figure measures: a flow of 2019 is one of 31 December 2019. A target holds until its
deadline is over.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from data.catalog import Catalog
from data.i18n import Lang, translate
from data.indicators import indicators, read_indicator
from data.periods import parse_period
from data.quantity import period_text, quantity
from data.targets import known_targets

LIMIT_MONTHS = {"count": 12, "stock": 12, "flow": 12}
_IN_YEARS = 24  # from so many months on an age is told in years


@dataclass(frozen=True)
class Due:
    """Something whose newest number is older than it may be.

    Attributes
    ----------
    kind : {"indicator", "target"}
    key : str
        Of the indicator or the target.
    measured : str
        The period of its newest number, or the deadline; empty if there is none at all.
    since : datetime.date, optional
        The first day on which it is due; ``None`` if it has always been.
    """

    kind: str
    key: str
    measured: str
    since: date | None


def months_since(end: date, today: date) -> int:
    """Return the whole months between two days; none before the first.

    >>> months_since(date(2025, 12, 31), date(2026, 11, 26))
    10
    >>> months_since(date(2026, 2, 28), date(2026, 3, 28))
    1
    """
    months = 12 * (today.year - end.year) + today.month - end.month
    last = calendar.monthrange(today.year, today.month)[1]
    return max(months - (today.day < min(end.day, last)), 0)


def due_since(end: date, months: int) -> date:
    """Return the day after which so many months are over since another.

    >>> due_since(date(2019, 12, 31), 12), due_since(date(2020, 11, 30), 3)
    (datetime.date(2021, 1, 1), datetime.date(2021, 3, 1))
    """
    count = end.year * 12 + end.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(end.day, calendar.monthrange(year, month)[1])) + timedelta(days=1)


def age_text(measured: str, today: date, lang: Lang) -> str:
    """Return the age of a number in words: months, from two years on years; empty for a new one.

    >>> age_text("2019", date(2026, 11, 26), "en")
    '7 years old'
    >>> age_text("2025", date(2026, 11, 26), "zh")
    '10 个月前的数据'
    """
    months = months_since(parse_period(measured).end, today)
    if months < 1:
        return ""
    if months < _IN_YEARS:
        return translate(lang, "age.months", count=months)
    return translate(lang, "age.years", count=(months + 6) // 12)


def limit_months(row: pd.Series) -> int:
    """Return after how many months a figure of an indicator is due to be brought anew.

    >>> limit_months(indicators(catalog).loc["revenue"])
    12
    """
    own = row["limit_months"]
    return LIMIT_MONTHS[row["kind"]] if pd.isna(own) else int(own)


def what_is_due(catalog: Catalog, today: date) -> tuple[Due, ...]:
    """Return what is due on a day: indicators in their order, then targets, longest due first.

    >>> [one.key for one in what_is_due(catalog, date(2021, 1, 1)) if one.kind == "indicator"]
    ['revenue']
    """
    return (*_due_indicators(catalog, today), *_due_targets(catalog, today))


def _due_indicators(catalog: Catalog, today: date) -> list[Due]:
    found = []
    for indicator, row in indicators(catalog).iterrows():
        reading = read_indicator(catalog, str(indicator), catalog.latest)
        if reading is None:
            found.append(Due("indicator", str(indicator), "", None))
            continue
        since = due_since(parse_period(reading.measured).end, limit_months(row))
        if since <= today:
            found.append(Due("indicator", str(indicator), reading.measured, since))
    return found


def _due_targets(catalog: Catalog, today: date) -> list[Due]:
    rows = known_targets(catalog, catalog.latest).dropna(subset="deadline")
    made = [
        Due("target", str(key), deadline, parse_period(deadline).end + timedelta(days=1))
        for key, deadline in zip(rows.index, rows["deadline"], strict=True)
    ]
    return sorted(
        (one for one in made if one.since and one.since <= today), key=lambda one: str(one.since)
    )


def due_name(catalog: Catalog, one: Due, lang: Lang) -> str:
    """Return what something due is called.

    >>> due_name(catalog, Due("indicator", "staff", "2021", None), "en")
    'Staff'
    """
    if one.kind == "indicator":
        return str(indicators(catalog).loc[one.key, f"name_{lang}"])
    return str(known_targets(catalog, catalog.latest).loc[one.key, f"metric_{lang}"])


def newest_text(catalog: Catalog, one: Due, lang: Lang) -> str:
    """Return the newest number of an indicator, or what a target asks for, with its date.

    >>> newest_text(catalog, Due("indicator", "revenue", "2019", None), "en")
    'CNY 24.47 billion (2019)'
    """
    if not one.measured:
        return translate(lang, "stale.none")
    date_text = period_text(one.measured, lang)
    if one.kind == "target":
        return translate(lang, "stale.deadline", date=date_text)
    reading = read_indicator(catalog, one.key, catalog.latest)
    if reading is None:
        return translate(lang, "stale.none")
    value = quantity(reading.low, reading.high, reading.qualifier, reading.unit, lang)
    return translate(lang, "stale.newest", value=value, date=date_text)


def steward(catalog: Catalog, one: Due, lang: Lang) -> str:
    """Return who should bring a newer number: that of the indicator, else the park's office.

    >>> steward(catalog, Due("target", "T29", "2020", None), "en")
    'the park’s office'
    """
    key = one.key
    if one.kind == "target":
        key = str(known_targets(catalog, catalog.latest).loc[one.key, "indicator"])
    rows = indicators(catalog)
    named = rows.loc[key, f"steward_{lang}"] if key in rows.index else None
    return named if isinstance(named, str) else translate(lang, "stale.office")


def since_text(one: Due, lang: Lang) -> str:
    """Return since when something is due.

    >>> since_text(Due("indicator", "staff", "2019", date(2021, 1, 1)), "en")
    'due since 1 Jan 2021'
    """
    if one.since is None:
        return translate(lang, "stale.never")
    return translate(lang, "stale.since", date=period_text(one.since.isoformat(), lang))
