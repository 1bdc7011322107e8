"""Columns of small cards, such as projects by status."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from components.blocks.base import Panels
from components.blocks.chart import Chart, chart_parts, table_panel
from components.blocks.text import Words


@dataclass(frozen=True)
class Tile:
    """One small card of a board; a click opens a panel.

    Attributes
    ----------
    evidence : str
        Grade of evidence of the status that its column stands for.
    """

    HIDDEN: ClassVar = frozenset({"evidence"})
    key: str
    text: str
    small: str
    open: str
    evidence: str


@dataclass(frozen=True)
class Column:
    """A column of a board, with the number of its tiles."""

    key: str
    label: str
    count: str
    items: tuple[Tile, ...]


@dataclass(frozen=True, kw_only=True)
class Board(Chart):
    """Columns of tiles."""

    kind: ClassVar[str] = "board"
    HIDDEN: ClassVar = frozenset({"panels", "empty", "remedy"})
    columns: tuple[Column, ...] = ()

    @property
    def grades(self) -> tuple[str, ...]:
        """The grade of evidence of each tile."""
        return tuple(tile.evidence for column in self.columns for tile in column.items)


def board_block(
    words: Words,
    view: str,
    title: str,
    columns: Sequence[tuple[str, str, Sequence[Tile]]],
    *,
    finding: str,
    credit: str,
    small: str = "",
    notes: Sequence[str] = (),
    whole: Callable[[], pd.DataFrame],
    panels: Panels | None = None,
) -> Board:
    """Return columns of tiles; a column is its key, its title and its tiles."""
    counts = [
        words("chart.alt.value", label=label, value=words.number(len(tiles)))
        for _, label, tiles in columns
    ]
    return Board(
        **chart_parts(
            words,
            view,
            title,
            finding=finding,
            credit=credit,
            values=counts,
            small=small,
            notes=notes,
        ),
        columns=tuple(
            Column(key, label, str(len(tiles)), tuple(tiles)) for key, label, tiles in columns
        ),
        panels=table_panel(view, title, whole, notes) | (panels or {}),
    )
