"""One bar of a chart, before it is drawn anywhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal

from components.blocks.tip import Tip
from data.counts import OTHER
from data.facts import Fact
from data.registers.axes import UNATTRIBUTED
from data.status import UNASSIGNED

# Buckets of what is not known: it would belong to other bars if more were in print.
UNKNOWN = frozenset({UNASSIGNED, UNATTRIBUTED, "unknown"})
REST = UNKNOWN | {OTHER}


Fold = Literal["", "zero", "unpublished"]
_SILENT = Tip("")


@dataclass(frozen=True)
class Bar:
    """One bar; one grammar for all: solid reported, hatched illustrative, dashed planned.

    Attributes
    ----------
    key : str
        The value that a click toggles.
    label : str
    fact : Fact
        The number; the bar ends at its value, or reaches over its range.
    text : str
    fill, stroke : str
        CSS colours.
    hatched, dashed : bool
    selected : bool
        Whether it is chosen, or nothing is.
    more : tuple of str
        What else it answers when it is pointed at.
    aim : Fact, optional
        Where a dashed tick stands.
    open : str
        Id of the panel with its origin; `bars_block` sets it if it is given `origin`.
    pick : str
        What a click toggles, as ``dimension:value``; `bars_block` sets it.
    tip : Tip
        What it answers when it is pointed at; `bars_block` sets it.
    span : tuple of float, optional
        Where it lies in time, as shares 0-1 of an axis; `on_time_axis` sets it.
    fold : {"", "zero", "unpublished"}
        Why it is folded away, so that a chart has no rows of nothing; `bars_block` sets it.
    """

    HIDDEN: ClassVar = frozenset({"fact", "aim", "more"})
    key: str
    label: str
    fact: Fact
    text: str
    fill: str
    stroke: str
    hatched: bool = False
    dashed: bool = False
    selected: bool = True
    more: tuple[str, ...] = ()
    aim: Fact | None = None
    open: str = ""
    pick: str | None = ""
    tip: Tip = _SILENT
    fold: Fold = ""
    span: tuple[float, float] | None = None

    @property
    def value(self) -> float:
        """Where it ends."""
        return float(self.fact.drawn)

    @property
    def most(self) -> float:
        """The upper end of a range that begins at ``value``; 0 if there is none."""
        return float(self.fact.most)

    @property
    def target(self) -> float:
        """Where a dashed tick stands; 0 if there is none."""
        return float(self.aim.drawn) if self.aim else 0.0

    @property
    def bracket(self) -> str:
        """``"["`` for a lower bound, or empty."""
        return "[" if self.fact.qualifier == "at_least" else ""

    @property
    def evidence(self) -> str:
        """Grade of evidence of the number; empty where there is none, as for "not given"."""
        return self.fact.grade

    @property
    def is_known(self) -> bool:
        """Whether it has a number at all; none is not zero."""
        return self.fact.is_given or self.fact.high is not None


def ranked(bars: Iterable[Bar]) -> list[Bar]:
    """Return bars with the largest first; what has no number, and then rest buckets, come last."""
    return sorted(bars, key=lambda bar: (bar.key in REST, not bar.is_known, -bar.value))


def folds(bars: Iterable[Bar]) -> list[Fold]:
    """Return why each bar is to be folded away; a chosen one and a whole chart never are."""
    every = list(bars)
    narrowed = not all(bar.selected for bar in every)

    def fold(bar: Bar) -> Fold:
        if (narrowed and bar.selected) or bar.value or bar.most or bar.target:
            return ""
        return "zero" if bar.is_known else "unpublished"

    found = [fold(bar) for bar in every]
    return found if not all(found) else ["" for _ in every]
