"""A table on the page, whose cells may open panels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from components.blocks.base import Panels
from components.blocks.chart import Chart, table_panel
from components.blocks.text import Words


@dataclass(frozen=True)
class Opening:
    """A cell of a table that opens a panel.

    Attributes
    ----------
    text : str
    open : str
        Id of the panel.
    evidence : str
        Grade of evidence of the number or status that it shows; empty for a name.
    """

    HIDDEN: ClassVar = frozenset({"evidence"})
    text: str
    open: str
    evidence: str = ""


Cell = str | Opening


@dataclass(frozen=True)
class Head:
    """The title of a column, and whether it stands to the right."""

    name: str
    numeric: bool


@dataclass(frozen=True, kw_only=True)
class Table(Chart):
    """A table.

    Attributes
    ----------
    name : str
        Its caption, where its title stands elsewhere.
    search, none, clear : str
        Words of a search box, of an empty result and of the button that clears it.
    whole, less : str
        Words of the button that shows all rows of a long table, and of the one that folds it.
    """

    kind: ClassVar[str] = "table"
    HIDDEN: ClassVar = frozenset({"panels", "credit", "alt"})
    name: str
    columns: tuple[Head, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    search: str = ""
    none: str = ""
    clear: str = ""
    whole: str = ""
    less: str = ""

    @property
    def grades(self) -> tuple[str, ...]:
        """The grade of evidence of each number and status, by column."""
        cells = (cell for column in zip(*self.rows, strict=True) for cell in column)
        return tuple(cell.evidence for cell in cells if isinstance(cell, Opening) and cell.evidence)


def texts(cells: Sequence[Cell]) -> list[str]:
    """Return what some cells show, without what they open."""
    return [cell if isinstance(cell, str) else cell.text for cell in cells]


def table_block(
    words: Words,
    view: str,
    title: str,
    columns: Mapping[str, Sequence[Cell]],
    *,
    numeric: tuple[str, ...] = (),
    finding: str = "",
    small: str = "",
    search: bool = False,
    notes: Sequence[str] = (),
    whole: Callable[[], pd.DataFrame],
    panels: Panels | None = None,
) -> Table:
    """Return a table on the page; the button below opens it whole, with sources and CSV.

    Parameters
    ----------
    view : str
        Its name in ids and in the name of the file.
    columns : dict of str to sequence
        Cells by column title; an `Opening` opens one of `panels`.
    finding : str
        What it says, if that can be said in a sentence.
    search : bool
        Whether to place a search box above it.
    whole : callable
        Returns the table with sources.
    """
    rows = tuple(zip(*columns.values(), strict=True))
    return Table(
        id=view,
        name=title,
        title=title,
        small=small,
        finding=finding,
        columns=tuple(Head(name, name in numeric) for name in columns),
        rows=rows,
        search=words("table.search") if search else "",
        none=words("table.none") if search else "",
        clear=words("table.clear") if search else "",
        whole=words("table.whole", count=len(rows)),
        less=words("table.less"),
        empty="" if rows else words("chart.empty"),
        notes=tuple(notes),
        source=words("chart.table"),
        panels=table_panel(view, title, whole, notes) | (panels or {}),
    )
