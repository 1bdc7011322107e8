"""Amounts as planners write them: 500亩, 约1.2亿元, 20 km², ≥ 3,000㎡."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

_MULTIPLIERS = {
    "万亿": 10**12,
    "trillion": 10**12,
    "billion": 10**9,
    "bn": 10**9,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "million": 10**6,
    "mn": 10**6,
    "十万": 10**5,
    "万": 10**4,
    "thousand": 10**3,
    "千": 10**3,
    "百": 10**2,
}
# Units by name, in lower case without spaces and full stops.
_UNITS: dict[str, tuple[tuple[Decimal, str], ...]] = {
    "area": (
        (Decimal(1), "m2 m^2 米2 平方米 平米 平方 sqm squaremetre(s) squaremeter(s)"),
        (Decimal(2000) / 3, "亩 市亩 mu"),
        (Decimal(10_000), "公顷 ha hm2 hectare(s)"),
        (
            Decimal(1_000_000),
            "km2 km^2 公里2 千米2 平方公里 平方千米 sqkm squarekilometre(s) squarekilometer(s)",
        ),
    ),
    "length": (
        (Decimal(1), "m 米 metre(s) meter(s)"),
        (Decimal(1000), "km 公里 千米 kilometre(s) kilometer(s)"),
    ),
    "money": ((Decimal(1), "元 圆 元人民币 人民币 cny rmb yuan ¥"),),
}
_FACTORS = {
    kind: {
        spelling: factor
        for factor, names in units
        for name in names.split()
        for spelling in (name.removesuffix("(s)"), name.replace("(s)", "s"))
    }
    for kind, units in _UNITS.items()
}
# The longer ones stand first; 千米 is a unit of its own.
_MULTIPLIER = "|".join(_MULTIPLIERS).replace("|千|", "|千(?!米)|")
_CURRENCY = "人民币|cny|rmb|¥"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[+-]?\d{1,2})?"
_PART = rf"({_DIGITS})(?:余|多|\+)?({_MULTIPLIER})?"
_ABOUT = (
    "(?:约|大约|近|逾|超|超过|不少于|不低于|至少|≥|>=|>|≈|~|"
    r"about|approx\.?|approximately|around|nearly|over|at ?least|more ?than)?"
)
_AMOUNT = re.compile(
    rf"{_ABOUT}(?P<currency>{_CURRENCY})?{_ABOUT}(?P<sign>-?)(?P<parts>(?:{_PART})+)"
    r"(?:余|多|\+)?(?P<unit>.*?)(?:以上|左右|余|多|\+|ormore)?",
    re.ASCII | re.DOTALL,
)
_UNIT = re.compile(rf"({_CURRENCY})?({_MULTIPLIER})?(.*)", re.DOTALL)
_BRACKETED = re.compile(r"[(\[【]([^()\[\]【】]+)[)\]】]")
_TAIL = re.compile(r"[十百千万亿]+元$|万?平方[公千]?[米里]$|公顷$|亩$")
_MAX_LENGTH = 100


def number(text: object) -> float:
    """Read a number without a unit.

    Parameters
    ----------
    text : object
        ``"1,234.5"``, ``"1.2万"``, ``"1亿2000万"``, ``"3 million"``, or a number. What marks
        it as rounded or as a lower bound (约, 近, ≥, 以上, 余, ``+`` and the like) is passed
        over; an upper bound (不到, ``<``) and a range are refused.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If it is no finite number, or has a unit.

    Examples
    --------
    >>> number("1,234.5")
    1234.5
    >>> number("1.5万")
    15000.0
    """
    amount = _amount(text)
    if amount.unit:
        raise ValueError(f"not a bare number: {text!r}")
    return float(amount.value)


def area_m2(text: object, unit: str | None = None) -> float:
    """Read an area in square metres; one 亩 is 2000/3 of them.

    Parameters
    ----------
    text : object
        As for `number`, with or without a unit of area.
    unit : str, optional
        Unit of a text that has none, such as `unit_of` finds in a header.

    Raises
    ------
    ValueError
        If it is no area, is negative, or has no unit.

    Examples
    --------
    >>> area_m2("3平方公里")
    3000000.0
    >>> area_m2("15", "亩")
    10000.0
    """
    return _measure(text, unit, "area")


def length_m(text: object, unit: str | None = None) -> float:
    """Read a length in metres; as `area_m2`.

    >>> length_m("2.5 km")
    2500.0
    """
    return _measure(text, unit, "length")


def money_cny(text: object, unit: str | None = None) -> float:
    """Read an amount of money in yuan; as `area_m2`. Other currencies are refused.

    >>> money_cny("1.2亿元")
    120000000.0
    """
    return _measure(text, unit, "money")


def unit_of(header: str) -> str | None:
    """Return the unit that a column header names, such as ``"亩"`` for ``"面积（亩）"``.

    It stands in brackets, or at the end as in ``area_km2``, ``投资额/万元``,
    ``投资额万元`` and ``亩数``.

    Returns
    -------
    str or None
        For `area_m2`, `length_m` and `money_cny`.

    Examples
    --------
    >>> unit_of("面积（亩）")
    '亩'
    >>> unit_of("名称") is None
    True
    """
    plain = _plain(header[:_MAX_LENGTH])
    inside = [part for one in _BRACKETED.findall(plain) for part in re.split("[,;:]", one)]
    words = re.split(r"[\s_/:,;]+", plain.removesuffix("数"))
    tail = _TAIL.search(words[-1])
    for candidate in (*inside, "".join(words[-2:]), words[-1], tail[0] if tail else ""):
        unit = _close(candidate)
        if any(_factor(unit, kind) for kind in _FACTORS):
            return unit
    return None


@dataclass(frozen=True)
class _Amount:
    value: Decimal
    unit: str
    is_scaled: bool  # by 万, million and the like


def _amount(text: object) -> _Amount:
    if isinstance(text, bool) or not isinstance(text, (str, int, float)):
        raise ValueError(f"not a number: {text!r}")  # noqa: TRY004 - one error for all
    if not isinstance(text, str):
        if not math.isfinite(text):
            raise ValueError(f"not a finite number: {text!r}")
        return _Amount(Decimal(str(text)), "", is_scaled=False)
    plain = re.sub(r"(?<=\d)\s(?=\d{3}(?!\d))", "", _plain(text))
    found = _AMOUNT.fullmatch("".join(plain.split()))
    if len(text) > _MAX_LENGTH or re.search(r"\d\s+\d", plain) or not found:
        raise ValueError(f"not a number: {text!r}")
    parts = [
        (Decimal(digits.replace(",", "")), _MULTIPLIERS.get(multiplier, 1))
        for digits, multiplier in re.findall(_PART, found["parts"])
    ]
    sizes = [size for _, size in parts]
    if len(parts) > 1 and (1 in sizes or sizes != sorted(set(sizes), reverse=True)):
        raise ValueError(f"not one number: {text!r}")
    value = sum((digits * size for digits, size in parts), Decimal(0))
    unit = f"{found['currency'] or ''}{_close(found['unit'])}"
    return _Amount(-value if found["sign"] else value, unit, is_scaled=max(sizes) > 1)


def _measure(text: object, unit: str | None, kind: str) -> float:
    amount = _amount(text)
    stated = amount.unit or _close(_plain(unit or ""))
    if kind == "money" and not amount.unit and "亿" in str(text):
        stated = "元"  # 1.2亿 is no 1.2亿万元, whatever the header says
    factor = _factor(stated, kind)
    if factor is None:
        raise ValueError(f"no {kind} with its unit: {text!r}")
    if amount.is_scaled and _scale(stated) > 1:
        raise ValueError(f"{text!r} is scaled, and so is its unit {stated}")
    if amount.value < 0:
        raise ValueError(f"below zero: {text!r}")
    return float(amount.value * factor)


def _factor(unit: str, kind: str) -> Decimal | None:
    """Return what a unit such as 万m2 or CNY million stands for in the base unit."""
    currency, _, name = _parts(unit)
    names = [part for part in (currency, name) if part]
    factors = [_FACTORS[kind].get(part) for part in names]
    last = factors[-1] if factors else None
    return None if None in factors or last is None else last * _scale(unit)


def _scale(unit: str) -> int:
    return _MULTIPLIERS.get(_parts(unit)[1], 1)


def _parts(unit: str) -> tuple[str, str, str]:
    """Return currency, multiplier and name of a unit, each perhaps empty."""
    found = _UNIT.fullmatch(unit)
    currency, multiplier, name = found.groups(default="") if found else ("", "", unit)
    return currency, multiplier, name


def _plain(text: str) -> str:
    """Return a text with full-width forms folded, in lower case."""
    return unicodedata.normalize("NFKC", text).replace("−", "-").casefold().strip()


def _close(text: str) -> str:
    return "".join(text.split()).replace(".", "")
