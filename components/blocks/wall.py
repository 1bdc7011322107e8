"""A wall of names by group: who is there, at a glance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from components.blocks.base import Panels
from components.blocks.chart import Chart, chart_parts, table_panel
from components.blocks.text import Words
from data.facts import Fact


@dataclass(frozen=True)
class WallName:
    """A name, and the id of what opens from it."""

    text: str
    open: str


@dataclass(frozen=True)
class WallGroup:
    """Names that belong together.

    Attributes
    ----------
    key, label, text : str
        What they are, and in words how many.
    fact : Fact
        How many.
    colour : str
        A CSS colour.
    names : tuple of WallName
    """

    HIDDEN: ClassVar = frozenset({"fact"})
    key: str
    label: str
    text: str
    fact: Fact
    colour: str
    names: tuple[WallName, ...]


@dataclass(frozen=True, kw_only=True)
class Wall(Chart):
    """Names by group."""

    kind: ClassVar[str] = "wall"
    HIDDEN: ClassVar = frozenset({"panels", "empty", "remedy"})
    groups: tuple[WallGroup, ...] = ()

    @property
    def grades(self) -> tuple[str, ...]:
        """The grade of evidence of each count."""
        return tuple(group.fact.grade for group in self.groups if group.fact.grade)


def wall_block(
    words: Words,
    view: str,
    title: str,
    groups: Sequence[WallGroup],
    *,
    finding: str,
    credit: str,
    notes: Sequence[str] = (),
    whole: Callable[[], pd.DataFrame],
    panels: Panels,
) -> Wall:
    """Return names by group, with the table behind them.

    Parameters
    ----------
    whole : callable
        Returns the table, in words.
    panels : dict of str to callable
        What the names open.
    """
    return Wall(
        **chart_parts(
            words,
            view,
            title,
            finding=finding,
            credit=credit,
            values=[
                f"{group.label}: {words.join(one.text for one in group.names)}" for group in groups
            ],
            notes=notes,
        ),
        groups=tuple(groups),
        panels=table_panel(view, title, whole, notes) | panels,
    )
