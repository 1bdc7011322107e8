"""Amounts read back from words, as `data.quantity` writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from data.i18n import Lang, messages, translate

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_QUALIFIERS = ("quantity.at_least", "quantity.about", "quantity.below", "enterprises.at_most")
_SIZES = {
    "scale.ten_thousand": 1e4,
    "scale.hundred_million": 1e8,
    "scale.million": 1e6,
    "scale.billion": 1e9,
}
_EXACT_DIGITS = 6


@dataclass(frozen=True)
class Amount:
    """What an amount says.

    Attributes
    ----------
    value : float
        In base units; the lower end of a range.
    most : float or None
        The upper end of a range.
    unit : str
        In words, without the number.
    sign : str
        What stands before it, such as ``≥``, or between the ends of a range; empty if it is
        exact.
    """

    value: float
    most: float | None
    unit: str
    sign: str


@lru_cache(maxsize=4096)
def read_amount(text: str, lang: Lang) -> Amount | None:
    """Return the amount that a text is, or ``None`` if it is anything else.

    >>> read_amount("no number", "en") is None
    True
    >>> read_amount("≥ 200 enterprises", "en").value
    200.0
    """
    sign, text = _signed(text.strip(), lang)
    for before, after in _units(lang):
        if not (text.startswith(before) and text.endswith(after)):
            continue
        found = _numbers(lang).fullmatch(text[len(before) : len(text) - len(after)])
        if found:
            low, high, scale = found.groups()
            size = _scales(lang).get(scale or "", 1.0)
            most = None if high is None else _value(high, size)
            unit = f"{before.strip()} {after.strip()}".strip()
            return Amount(_value(low, size), most, unit, _between(lang).strip() if high else sign)
    return None


def _value(text: str, size: float) -> float:
    return round(float(text.replace(",", "")) * size, _EXACT_DIGITS)


def _signed(text: str, lang: Lang) -> tuple[str, str]:
    for message in _QUALIFIERS:
        before, _, after = messages(lang)[message].partition("{amount}")
        if text.startswith(before) and text.endswith(after):
            return f"{before}{after}".strip(), text[len(before) : len(text) - len(after)]
    return "", text


@cache
def _units(lang: Lang) -> tuple[tuple[str, str], ...]:
    """Return what stands before and after the number of each unit, longest first."""
    found = {
        (before, after)
        for name in messages(lang)
        if name.startswith("unit.")
        for value in ("1", "2")  # one apartment, two apartments
        for before, _, after in [translate(lang, name, value=value).partition(value)]
        if before or after
    }
    return tuple(sorted(found, key=lambda parts: (-len("".join(parts)), parts)))


@cache
def _numbers(lang: Lang) -> re.Pattern[str]:
    """Return the pattern of a number or a range, with its scale."""
    scales = "|".join(map(re.escape, _scales(lang)))
    return re.compile(rf"({_NUMBER})(?:{re.escape(_between(lang))}({_NUMBER}))?({scales})?")


@cache
def _scales(lang: Lang) -> dict[str, float]:
    return {messages(lang)[name]: size for name, size in _SIZES.items() if messages(lang)[name]}


def _between(lang: Lang) -> str:
    return messages(lang)["quantity.band"].partition("{low}")[2].partition("{high}")[0]
