"""Arithmetic of growth between two dated numbers: what a target asks for, not a forecast."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from math import log
from typing import Literal

Path = Literal["compound", "linear"]


def year_point(day: date) -> float:
    """Return a day as a place on the axis of years; a year's last day is the next whole number.

    So two results of whole years lie whole years apart, leap years or not.

    >>> year_point(date(2021, 12, 31))
    2022.0
    >>> round(year_point(date(2021, 7, 2)), 2)
    2021.5
    """
    first, following = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return day.year + ((day - first).days + 1) / (following - first).days


def compound_rate(base: float, target: float, years: float) -> float:
    """Return the yearly growth, as a share, that turns `base` into `target` in `years`.

    Raises
    ------
    ValueError
        If a number or the span is not positive.

    Examples
    --------
    >>> round(compound_rate(100, 121, 2), 4)
    0.1
    """
    _positive(base, target, years)
    return float((target / base) ** (1 / years)) - 1


def linear_step(base: float, target: float, years: float) -> float:
    """Return what must be added each year, in the unit of `base`.

    Raises
    ------
    ValueError
        If a number or the span is not positive.

    Examples
    --------
    >>> linear_step(100, 160, 3)
    20.0
    """
    _positive(base, target, years)
    return (target - base) / years


def needed_path(base: float, target: float, years: float, path: Path) -> Callable[[float], float]:
    """Return the value that a path asks for so many years after the baseline.

    >>> path = needed_path(100, 400, 2, "compound")
    >>> path(1)
    200.0
    """
    if path == "linear":
        step = linear_step(base, target, years)
        return lambda after: base + step * after
    rate = compound_rate(base, target, years)
    return lambda after: float(base * (1 + rate) ** after)


def grown(base: float, rate: float, years: float) -> float:
    """Return `base` after constant yearly growth of `rate`, as a share.

    >>> round(grown(100, 0.1, 2), 6)
    121.0
    """
    return float(base * (1 + rate) ** years)


def years_to_reach(base: float, target: float, rate: float) -> float | None:
    """Return the years until `target` at constant growth; ``None`` if it is never reached.

    >>> round(years_to_reach(100, 200, 1.0), 6)
    1.0
    >>> years_to_reach(100, 200, 0) is None
    True
    """
    if base >= target:
        return 0.0
    if rate <= 0:
        return None
    return log(target / base) / log(1 + rate)


def _positive(base: float, target: float, years: float) -> None:
    if min(base, target, years) <= 0:
        raise ValueError(f"not positive: base {base}, target {target}, years {years}")
