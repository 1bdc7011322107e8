"""Bars of several parts, each a share of one whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from components.blocks.chart import Chart
from components.blocks.tip import Tip
from data.facts import Fact


@dataclass(frozen=True)
class Part:
    """A part of a bar.

    Attributes
    ----------
    share : float
        Of the whole axis, 0-1.
    fact : Fact
        The number that the part stands for.
    """

    HIDDEN: ClassVar = frozenset({"fact"})
    share: float
    fill: str
    tip: Tip
    fact: Fact
    hatched: bool = False


@dataclass(frozen=True)
class Legend:
    """What a part is, for all bars."""

    key: str
    fill: str
    label: str
    hatched: bool = False


@dataclass(frozen=True)
class StackRow:
    """One bar: it toggles `pick` or leads to `href`; the button beside it opens `open`."""

    HIDDEN: ClassVar = frozenset({"fact"})
    key: str
    label: str
    text: str
    tip: Tip
    open: str
    fact: Fact
    parts: tuple[Part, ...] = ()
    pick: str | None = None
    href: str | None = None
    selected: bool = True
    hatched: bool = False


@dataclass(frozen=True, kw_only=True)
class Stack(Chart):
    """Bars of several parts; `button` names what opens the numbers of a bar."""

    kind: ClassVar[str] = "stack"
    HIDDEN: ClassVar = frozenset({"panels", "empty", "remedy"})
    legend: tuple[Legend, ...] = ()
    rows: tuple[StackRow, ...] = ()
    button: str = ""

    @property
    def grades(self) -> tuple[str, ...]:
        """The grade of evidence of each bar that is a number of the park."""
        return tuple(row.fact.grade for row in self.rows if row.fact.grade)
