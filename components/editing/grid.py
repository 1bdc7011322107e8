"""A table as a grid: the office's own rows, changed in place, added and deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from components.editing.cells import as_text, key_text, own_rows
from components.editing.questions import questions
from data.catalog import Catalog


@dataclass(frozen=True)
class GridRow:
    """A row of the grid: its key in the pack, empty for a new one, and its cells as typed."""

    key: str
    cells: dict[str, str]


@dataclass(frozen=True)
class Grid:
    """What one session has in the grid of a table.

    Attributes
    ----------
    drawn_for : tuple
        What the grid on the page was drawn for; another one begins with `rows`.
    number : int
        Counts the grids, since each has an element of its own on the page.
    base : tuple of GridRow
        What it was drawn with.
    rows : tuple of GridRow
        What it holds now.
    """

    drawn_for: tuple[str, ...] = ()
    number: int = 0
    base: tuple[GridRow, ...] = ()
    rows: tuple[GridRow, ...] = ()

    def redrawn(self, drawn_for: tuple[str, ...], rows: tuple[GridRow, ...]) -> Grid:
        """Return a grid that begins with these rows."""
        return Grid(drawn_for, self.number + 1, rows, rows)

    def heard(self, state: Mapping[str, Any]) -> Grid:
        """Return the grid after what the reader did in it since it was drawn."""
        gone = {int(at) for at in state.get("deleted_rows", ())}
        edited = {int(at): cells for at, cells in state.get("edited_rows", {}).items()}
        kept = [
            replace(row, cells={**row.cells, **_texts(edited.get(at, {}))})
            for at, row in enumerate(self.base)
            if at not in gone
        ]
        added = [GridRow("", _texts(cells)) for cells in state.get("added_rows", ())]
        return replace(self, rows=(*kept, *(row for row in added if any(row.cells.values()))))


@dataclass(frozen=True)
class Changes:
    """What differs in a grid from the pack; the places count from 0 in the grid.

    Attributes
    ----------
    added, changed : dict of int to GridRow
    dropped : tuple of str
        Keys of the rows that are gone.
    """

    added: dict[int, GridRow] = field(default_factory=dict)
    changed: dict[int, GridRow] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many rows differ."""
        return len(self.added) + len(self.changed) + len(self.dropped)


def columns(table: str) -> tuple[str, ...]:
    """Return the columns of the grid of a table, in the order of its form."""
    return tuple(question.column for question in questions(table))


def stored_rows(catalog: Catalog, table: str) -> tuple[GridRow, ...]:
    """Return the office's own rows of a table as a grid holds them."""
    frame = catalog[table][own_rows(catalog, table)]
    return tuple(
        GridRow(
            key_text(table, row), {column: as_text(row.get(column)) for column in columns(table)}
        )
        for _, row in frame.iterrows()
    )


def changes(catalog: Catalog, table: str, rows: tuple[GridRow, ...]) -> Changes:
    """Return what differs between a grid and the pack in force."""
    stored = {row.key: row.cells for row in stored_rows(catalog, table)}
    here = {row.key for row in rows}
    return Changes(
        {at: row for at, row in enumerate(rows) if row.key not in stored},
        {
            at: row
            for at, row in enumerate(rows)
            if row.key in stored and row.cells != stored[row.key]
        },
        tuple(key for key in stored if key not in here),
    )


def _texts(cells: Mapping[str, Any]) -> dict[str, str]:
    return {str(column): as_text(value).strip() for column, value in cells.items()}
