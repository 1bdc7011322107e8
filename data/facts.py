"""A number that stays a number: value, bounds, unit, qualifier, date, grade and references.

Screen, PowerPoint, PDF, Excel and paper each draw the same fact; none reads it out of words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Self


@dataclass(frozen=True)
class Fact:
    """One number with all that is needed to read it.

    Attributes
    ----------
    value : float or None
        In base units (yuan, persons, square metres), as printed or counted; ``None`` for a
        range, and where no number is given.
    low, high : float or None
        Bounds in base units; equal for an exact number, ``None`` where open.
    unit : str
        Unit code of the schema; empty for a bare count or an index.
    qualifier : str
        ``exact``, ``about``, ``at_least``, ``below``, ``at_most``, or ``band`` for a range.
    as_of : str
        As printed, such as ``2020-09``; empty if it has no date.
    grade : str
        Grade of evidence; empty where there is no number.
    refs : str
        References as ``SOURCE:LINES`` joined by semicolons.
    subject : str
        What it is of, in an id, such as that of the figure.

    Examples
    --------
    >>> at_least(290, "enterprise").high is None
    True
    >>> between(304, 313, "enterprise").drawn
    304
    """

    value: float | None
    low: float | None
    high: float | None
    unit: str = ""
    qualifier: str = "exact"
    as_of: str = ""
    grade: str = ""
    refs: str = ""
    subject: str = ""

    @property
    def drawn(self) -> float:
        """Where a bar of it ends: the value, or the lower end of a range; 0 for none."""
        return next((one for one in (self.value, self.low) if one is not None), 0.0)

    @property
    def most(self) -> float:
        """The upper end of a range; 0 if it is none."""
        return self.high if self.qualifier == "band" and self.high is not None else 0.0

    @property
    def is_given(self) -> bool:
        """Whether there is a number at all."""
        return self.value is not None or self.low is not None

    def known(self, **known: Any) -> Self:
        """Return the same number with more that is known of it: date, grade, references."""
        return replace(self, **known)


def exactly(value: float, unit: str = "", **known: Any) -> Fact:
    """Return an exact number.

    Examples
    --------
    >>> exactly(20, "km2").low
    20
    """
    return Fact(value, value, value, unit, **known)


def at_least(value: float, unit: str = "", **known: Any) -> Fact:
    """Return a lower bound.

    Examples
    --------
    >>> at_least(700_000, "m2").qualifier
    'at_least'
    """
    return Fact(value, value, None, unit, "at_least", **known)


def at_most(value: float, unit: str = "", **known: Any) -> Fact:
    """Return an upper bound.

    Examples
    --------
    >>> at_most(14, "enterprise").low is None
    True
    """
    return Fact(value, None, value, unit, "at_most", **known)


def between(low: float, high: float, unit: str = "", **known: Any) -> Fact:
    """Return a range; an exact number if its ends are one.

    Examples
    --------
    >>> between(5, 5, "project").qualifier
    'exact'
    """
    if low == high:
        return exactly(low, unit, **known)
    return Fact(None, low, high, unit, "band", **known)


def not_given(**known: Any) -> Fact:
    """Return the fact of a number that is not given.

    Examples
    --------
    >>> not_given().drawn
    0.0
    """
    return Fact(None, None, None, **known)


def bounded(
    low: float | None, high: float | None, qualifier: str, unit: str = "", **known: Any
) -> Fact:
    """Return a number by its bounds and its qualifier, as figures and readings have them.

    Examples
    --------
    >>> bounded(None, 100, "below", "person").value
    100
    >>> bounded(304, 313, "band", "enterprise").value is None
    True
    """
    value = None if qualifier == "band" else high if low is None else low
    return Fact(value, low, high, unit, qualifier, **known)


def figure_bounds(row: Any) -> tuple[float | None, float | None]:
    """Return the bounds of a row of the figures table, by its qualifier; ``None`` where open.

    Examples
    --------
    >>> figure_bounds({"value": 300, "qualifier": "at_least"})
    (300, None)
    """
    value, qualifier = row["value"], row["qualifier"]
    return (
        None if qualifier == "below" else value,
        None if qualifier == "at_least" else value,
    )


def figure_fact(row: Any) -> Fact:
    """Return the number of a row of the figures table, or of one with its value and qualifier.

    Examples
    --------
    >>> forecast = catalog["figures"].set_index("figure_id", drop=False).loc["F002-06"]
    >>> figure_fact(forecast).low is None, int(figure_fact(forecast).high)
    (True, 30000000000)
    """
    return bounded(
        *figure_bounds(row),
        row["qualifier"],
        row["unit"],
        as_of=_text(row, "as_of"),
        grade=_text(row, "evidence"),
        refs=_text(row, "refs"),
        subject=_text(row, "figure_id"),
    )


def _text(row: Any, field: str) -> str:
    held = row.get(field)
    return held if isinstance(held, str) else ""


class Said(str):
    """An amount in words that still has its number; tables and cards show it as any text."""

    __slots__ = ("fact",)
    fact: Fact

    def __new__(cls, text: str, fact: Fact) -> Self:
        """Return the text of a fact."""
        made = super().__new__(cls, text)
        made.fact = fact
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str, Fact]]:
        """Let copies keep the number."""
        return type(self), (str(self), self.fact)


def fact_of(text: object) -> Fact | None:
    """Return the number that a text says, if it was made from one.

    Examples
    --------
    >>> fact_of(Said("20 km²", exactly(20, "km2"))).value
    20
    >>> fact_of("20 km²") is None
    True
    """
    return text.fact if isinstance(text, Said) else None
