"""A number as so many dots, and how many of them are filled: a share that can be counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from math import ceil, sqrt
from typing import ClassVar

import pandas as pd

from components.blocks.base import Panels
from components.blocks.chart import Chart, chart_parts, table_panel
from components.blocks.text import Words
from data.facts import Fact

_MOST = 150
_WIDE, _LEAST_ACROSS = 2.2, 5  # how much wider than high the field is; dots in a row
_STEPS = (1, 2, 5)


@dataclass(frozen=True)
class DotCount:
    """A number that is shown as dots.

    Attributes
    ----------
    label, text : str
        What it counts, and how many in words.
    fact : Fact
    open : str
        Id of the panel with its origin.
    """

    HIDDEN: ClassVar = frozenset({"fact"})
    label: str
    text: str
    fact: Fact
    open: str


@dataclass(frozen=True, kw_only=True)
class Dots(Chart):
    """Dots, of which some are filled.

    Attributes
    ----------
    whole : DotCount
    part : DotCount or None
        Of the whole; all dots are filled without it.
    step : int
        How many one dot stands for.
    each : str
        The same in words; empty where it is one.
    dots, filled : int
        How many are drawn, and how many of them full.
    across : int
        How many stand in a row, so that all of them make a wide field.
    fill, stroke : str
        CSS colours.
    dashed : bool
        Whether what is not filled is planned or aimed at.
    """

    kind: ClassVar[str] = "dots"
    HIDDEN: ClassVar = frozenset({"panels", "step", "empty", "remedy"})
    whole: DotCount
    part: DotCount | None = None
    step: int = 1
    each: str = ""
    dots: int = 0
    filled: int = 0
    across: int = 0
    fill: str = ""
    stroke: str = ""
    dashed: bool = False

    @property
    def counts(self) -> tuple[DotCount, ...]:
        """The numbers that it shows, the part first."""
        return (self.part, self.whole) if self.part else (self.whole,)

    @property
    def grades(self) -> tuple[str, ...]:
        """The grade of evidence of each number."""
        return tuple(one.fact.grade for one in self.counts if one.fact.grade)


def dot_step(value: float) -> int:
    """Return how many one dot stands for, 1, 2, 5, 10 or so on, so that 150 dots are enough."""
    steps = (step * 10**power for power in count() for step in _STEPS)
    return int(next(step for step in steps if value / step <= _MOST))


def dots_block(
    words: Words,
    view: str,
    title: str,
    whole: DotCount,
    part: DotCount | None,
    *,
    unit: str,
    finding: str,
    credit: str,
    colours: tuple[str, str],
    dashed: bool,
    table: Callable[[], pd.DataFrame],
    panels: Panels,
) -> Dots:
    """Return a number as dots, with the table behind it.

    Parameters
    ----------
    unit : str
        Of the schema, which both numbers have.
    colours : tuple of str
        Of the fill and of the outline.
    table : callable
        Returns the table, in words.
    panels : dict of str to callable
        What the numbers open.
    """
    step = dot_step(whole.fact.drawn)
    dots = round(whole.fact.drawn / step)
    filled = min(round(part.fact.drawn / step), dots) if part else dots
    shown = [part, whole] if part else [whole]
    return Dots(
        **chart_parts(
            words,
            view,
            title,
            finding=finding,
            credit=credit,
            values=[words("chart.alt.value", label=one.label, value=one.text) for one in shown],
        ),
        whole=whole,
        part=part,
        step=step,
        each=words("chart.each_dot", amount=words.amount(step, unit)) if step > 1 else "",
        dots=dots,
        filled=filled,
        across=min(dots, max(_LEAST_ACROSS, ceil(sqrt(_WIDE * dots)))),
        fill=colours[0],
        stroke=colours[1],
        dashed=dashed,
        panels=table_panel(view, title, table) | panels,
    )
