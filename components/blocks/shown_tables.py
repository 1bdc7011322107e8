"""Blocks that are lists rather than charts, as a plain table: for paper and for spreadsheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from components.blocks.base import Block


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


def shown_table(block: Block) -> ShownTable | None:
    """Return what a list shows, or ``None`` if the block is no list."""
    read = _READ.get(block.kind)
    return read(block.data) if read else None


def _table(data: dict[str, Any]) -> ShownTable:
    rows = tuple(tuple(map(_text, row)) for row in data["rows"])
    columns = data["columns"]
    names = tuple(column["name"] for column in columns)
    return ShownTable(names, rows, tuple(bool(column["numeric"]) for column in columns))


def _events(data: dict[str, Any]) -> ShownTable:
    rows = tuple((item["date"], item["text"], item["small"]) for item in data["items"])
    return ShownTable(("", "", ""), rows, (False, False, False))


def _board(data: dict[str, Any]) -> ShownTable:
    rows = tuple(
        (f"{column['label']} ({column['count']})", item["text"], item["small"])
        for column in data["columns"]
        for item in column["items"]
    )
    return ShownTable(("", "", ""), rows, (False, False, False))


def _matrix(data: dict[str, Any]) -> ShownTable:
    columns = (data["corner"], *(head["text"] for head in data["heads"]))
    rows = tuple(
        (row["name"]["text"], *(cell["text"] for cell in row["cells"])) for row in data["rows"]
    )
    return ShownTable(columns, rows, (False, *(True for _ in columns[1:])))


def _text(cell: str | dict[str, Any]) -> str:
    return cell if isinstance(cell, str) else str(cell["text"])


_READ: dict[str, Callable[[dict[str, Any]], ShownTable]] = {
    "table": _table,
    "events": _events,
    "board": _board,
    "matrix": _matrix,
}
