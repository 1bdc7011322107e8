"""Numbers and dates in words: 万 and 亿 in Chinese, thousands and millions in English."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from data.i18n import Lang, translate
from data.periods import Period, parse_period

_SCALES: dict[Lang, tuple[tuple[float, str], ...]] = {
    "zh": ((1e8, "scale.hundred_million"), (1e4, "scale.ten_thousand")),
    "en": ((1e9, "scale.billion"), (1e6, "scale.million")),
}
_SCALED = {
    "cny",
    "cny_per_seat",
    "cny_per_year",
    "merchant",
    "order",
    "person",
    "person_per_year",
    "record_per_year",
}
_SCALED_ZH = _SCALED | {"m2"}


@lru_cache(maxsize=4096)
def number(value: float) -> str:
    """Return a number with thousands separators and at most two decimals.

    Chinese and English group and point alike. The decimal that a number is written as is rounded,
    half to even, not the binary one that stands for it.

    >>> number(1234.5), number(2.675)
    ('1,234.5', '2.68')
    """
    text = f"{Decimal(str(value)):,.2f}"
    return text.rstrip("0").rstrip(".")


def amount(value: float, unit: str, lang: Lang) -> str:
    """Return a number in its unit, scaled to the habit of the language.

    Parameters
    ----------
    value : float
        In base units (yuan, persons, square metres).
    unit : str
        Unit code of the schema; empty for a bare number.

    Examples
    --------
    >>> amount(10, "km2", "en")
    '10 km²'
    >>> amount(120_000, "person", "zh")
    '12 万人'
    """
    size, scale = _scale(value, unit, lang)
    text = f"{number(value / size)}{scale}"
    return translate(lang, f"unit.{unit}", value=text) if unit else text


def _scale(value: float, unit: str, lang: Lang) -> tuple[float, str]:
    if unit in (_SCALED_ZH if lang == "zh" else _SCALED):
        for size, name in _SCALES[lang]:
            if abs(value) >= size:
                return size, translate(lang, name)
    return 1, ""


def quantity(low: float | None, high: float | None, qualifier: str, unit: str, lang: Lang) -> str:
    """Return an amount with its qualifier: exact, ≥, ≈, below, or a band.

    Raises
    ------
    ValueError
        If both bounds are missing.

    Examples
    --------
    >>> quantity(200, None, "at_least", "enterprise", "en")
    '≥ 200 enterprises'
    >>> quantity(200, 240, "band", "enterprise", "en")
    '200–240 enterprises'
    """
    value = high if low is None else low
    if value is None:
        raise ValueError("a quantity needs a bound")
    if qualifier == "band" and low is not None and high is not None:
        size, scale = _scale(high, unit, lang)
        ends = translate(
            lang,
            "quantity.band",
            low=number(low / size),
            high=f"{number(high / size)}{scale}",
        )
        return translate(lang, f"unit.{unit}", value=ends) if unit else ends
    # "Top ten" is a bound already: "just under top ten" would mean something else.
    bound = "exact" if unit == "rank" else qualifier
    return translate(lang, f"quantity.{bound}", amount=amount(value, unit, lang))


@lru_cache(maxsize=1024)
def period_text(period: Period | str, lang: Lang) -> str:
    """Return a period in words, at its own precision: 2020年11月, Nov 2020.

    >>> period_text("2020-11", "zh")
    '2020年11月'
    >>> period_text("2020-11", "en")
    'Nov 2020'
    """
    if isinstance(period, str):
        period = parse_period(period)
    match period.precision:
        case "range":
            first, _, last = period.text.partition("/")
            return translate(
                lang, "date.range", start=period_text(first, lang), end=period_text(last, lang)
            )
        case "quarter":
            return translate(
                lang, "date.quarter", year=period.start.year, quarter=(period.start.month + 2) // 3
            )
        case precision:
            day, months = period.start, translate(lang, "date.months").split()
            month = months[day.month - 1]
            message = f"date.{precision}"
            return translate(lang, message, year=day.year, month=month, day=day.day)
