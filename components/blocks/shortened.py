"""What is kept of a list that has too little room: the newest, the largest, else the first."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch
from typing import Any, TypeVar

from components.blocks.bar_chart import Bars
from components.blocks.base import Block
from components.blocks.bullet_chart import Bullets
from components.blocks.gantt import Gantt
from components.blocks.moments import Events
from components.blocks.stack import Stack
from components.blocks.table import Table
from components.blocks.text import Words

Listed = Bars | Bullets | Gantt | Stack | Table | Events
List = TypeVar("List", bound=Listed)


@singledispatch
def kept(block: Block, count: int) -> list[int]:
    """Return which of its rows a list keeps, in their order."""
    return list(range(len(getattr(block, "rows", ()))))[:count]


@kept.register
def _newest(block: Events, count: int) -> list[int]:
    places = list(range(len(block.items)))
    return places[max(len(places) - count, 0) :]


@kept.register
def _largest(block: Bars, count: int) -> list[int]:
    """Return those that are chosen before the others, the larger before the smaller."""

    def weight(place: int) -> tuple[bool, float]:
        row = block.rows[place]
        return not row.selected, -max(row.value, row.most)

    return sorted(sorted(range(len(block.rows)), key=weight)[:count])


def shortened(block: List, count: int, words: Words) -> List:
    """Return a list with so many rows, and a note that says how many more there are, and where."""
    name = "items" if isinstance(block, Events) else "rows"
    rows: tuple[Any, ...] = getattr(block, name)
    if count >= len(rows):
        return block
    # First, so that it stands there even where the notes have too little room.
    notes = (words("print.more", count=len(rows) - count), *block.notes)
    changes: dict[str, Any] = {name: tuple(rows[n] for n in kept(block, count)), "notes": notes}
    return replace(block, **changes)
