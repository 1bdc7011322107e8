"""What a firm that may come wishes for, read from a form or a link, field by field."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from data.amounts import money_cny, number
from data.periods import Period, parse_period
from data.written_dates import period

MOST_SEATS, MOST_FLATS = 100_000, 100_000
MOST_BUDGET = 1e12
"""In yuan."""
_LATEST_YEARS = 30
_MAX_NAME = 60
_COUNTED = re.compile(r"\s*(个|套|席|坐席|座席|人|seats?|flats?|apartments?)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Wishes:
    """What a firm wishes for; ``None`` and empty texts where it has not said.

    Attributes
    ----------
    seats, flats : int or None
    sector : str
        One of the park's.
    opening : Period or None
        When it would open.
    budget : float or None
        In yuan.
    guest : str
        Its name, for the hand-out alone.
    """

    seats: int | None = None
    sector: str = ""
    flats: int | None = None
    opening: Period | None = None
    budget: float | None = None
    guest: str = ""


@dataclass(frozen=True)
class Wrong:
    """Why a field cannot be taken.

    Attributes
    ----------
    why : str
        ``number``, ``whole``, ``least``, ``positive``, ``most``, ``money``, ``month``, ``past``,
        ``late``, ``sector`` or ``long``.
    limit : float
        Where the field has one.
    """

    why: str
    limit: float = 0


class _WrongError(ValueError):
    def __init__(self, why: str, limit: float = 0) -> None:
        super().__init__(why)
        self.wrong = Wrong(why, limit)


def read_wishes(
    told: Mapping[str, str], sectors: Collection[str], today: date | None = None
) -> tuple[Wishes, dict[str, Wrong]]:
    """Read the fields of a form; each that cannot be taken is told, the others count.

    Parameters
    ----------
    told : mapping of str to str
        By field of `Wishes`, as somebody wrote it.
    sectors : collection of str
        Those of the park.
    today : datetime.date, optional
        No opening lies before its month; without it, any may be.

    Examples
    --------
    >>> wishes, wrong = read_wishes({"seats": "1,000", "budget": "5000万"}, ())
    >>> wishes.seats, wishes.budget, wrong
    (1000, 50000000.0, {})
    >>> read_wishes({"seats": "many"}, ())[1]
    {'seats': Wrong(why='number', limit=0)}
    """
    readers: dict[str, Callable[[str], object]] = {
        "seats": lambda text: _count(text, 1, MOST_SEATS),
        "sector": lambda text: _one_of(text, sectors),
        "flats": lambda text: _count(text, 0, MOST_FLATS),
        "opening": lambda text: _opening(text, today),
        "budget": _budget,
        "guest": _name,
    }
    found: dict[str, object] = {}
    wrong: dict[str, Wrong] = {}
    for name, read in readers.items():
        text = told.get(name, "").strip()
        try:
            found |= {name: read(text)} if text else {}
        except _WrongError as error:
            wrong[name] = error.wrong
    return Wishes(**found), wrong  # type: ignore[arg-type]


def _count(text: str, least: int, most: int) -> int:
    try:
        value = number(_COUNTED.sub("", text))
    except ValueError:
        raise _WrongError("number") from None
    if value < least:
        raise _WrongError("least", least)
    if value > most:
        raise _WrongError("most", most)
    if value != int(value):
        raise _WrongError("whole")
    return int(value)


def _one_of(text: str, sectors: Collection[str]) -> str:
    if text not in sectors:
        raise _WrongError("sector")
    return text


def _budget(text: str) -> float:
    if text.startswith(("-", "−", "－")):
        raise _WrongError("positive")
    try:
        value = money_cny(text, "元")
    except ValueError:
        raise _WrongError("money") from None
    if value <= 0:
        raise _WrongError("positive")
    if value > MOST_BUDGET:
        raise _WrongError("most", MOST_BUDGET)
    return value


def _opening(text: str, today: date | None) -> Period:
    try:
        found = parse_period(period(text))
    except ValueError:
        raise _WrongError("month") from None
    if today and found.end < today:
        raise _WrongError("past")
    if today and found.start.year > today.year + _LATEST_YEARS:
        raise _WrongError("late", today.year + _LATEST_YEARS)
    return found


def _name(text: str) -> str:
    if len(text) > _MAX_NAME:
        raise _WrongError("long", _MAX_NAME)
    return text
