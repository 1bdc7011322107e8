"""Blocks that are lists rather than charts, as a plain table: for paper and for spreadsheets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch

from components.blocks.base import Block
from components.blocks.board import Board
from components.blocks.matrix import Matrix
from components.blocks.moments import Events
from components.blocks.table import Table, texts


@dataclass(frozen=True)
class ShownTable:
    """What a list shows, in words.

    Attributes
    ----------
    columns : tuple of str
        Their titles; empty where a column needs none.
    rows : tuple of tuple of str
    numeric : tuple of bool
        Whether each column stands to the right.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]


@singledispatch
def shown_table(block: Block) -> ShownTable | None:
    """Return what a list shows, or ``None`` if the block is no list."""
    del block
    return None


@shown_table.register
def _table(block: Table) -> ShownTable:
    names = tuple(column.name for column in block.columns)
    rows = tuple(tuple(texts(row)) for row in block.rows)
    return ShownTable(names, rows, tuple(column.numeric for column in block.columns))


@shown_table.register
def _events(block: Events) -> ShownTable:
    rows = tuple((item.date, item.text, item.small) for item in block.items)
    return ShownTable(("", "", ""), rows, (False, False, False))


@shown_table.register
def _board(block: Board) -> ShownTable:
    rows = tuple(
        (f"{column.label} ({column.count})", item.text, item.small)
        for column in block.columns
        for item in column.items
    )
    return ShownTable(("", "", ""), rows, (False, False, False))


@shown_table.register
def _matrix(block: Matrix) -> ShownTable:
    columns = (block.corner, *(head.text for head in block.heads))
    rows = tuple((row.name.text, *(cell.text for cell in row.cells)) for row in block.rows)
    return ShownTable(columns, rows, (False, *(True for _ in columns[1:])))
