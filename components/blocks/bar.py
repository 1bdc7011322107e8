"""One bar of a chart, before it is drawn anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from data.facts import Fact


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
    text, tip : str
    fill, stroke : str
        CSS colours.
    hatched, dashed : bool
    selected : bool
        Whether it is chosen, or nothing is.
    aim : Fact, optional
        Where a dashed tick stands.
    open : str
        Id of the panel with its origin; `bars_block` sets it if it is given `origin`.
    pick : str
        What a click toggles, as ``dimension:value``; `bars_block` sets it.
    """

    HIDDEN: ClassVar = frozenset({"fact", "aim"})
    key: str
    label: str
    fact: Fact
    text: str
    tip: str
    fill: str
    stroke: str
    hatched: bool = False
    dashed: bool = False
    selected: bool = True
    aim: Fact | None = None
    open: str = ""
    pick: str | None = ""

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
