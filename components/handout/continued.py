"""Slides that go on where their rows have no room: nothing is cut, whatever draws the deck."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from components.blocks.bar_chart import Bars
from components.blocks.bullet_chart import Bullets
from components.blocks.chart import Chart
from components.blocks.gantt import Gantt
from components.blocks.moments import Events
from components.blocks.shown_tables import shown_table
from components.blocks.stack import Stack
from components.blocks.table import Head, Table
from components.blocks.text import Words
from components.blocks.wall import Wall
from components.handout.deck import Slide

Listed = Bars | Bullets | Gantt | Stack | Table | Events | Wall
Room = Callable[[Slide, int], int]


def continued(slide: Slide, most: int, room: Room, words: Words) -> list[Slide]:
    """Return a slide, and those that it goes on with.

    Parameters
    ----------
    slide : Slide
    most : int
        Charts and tables on one slide.
    room : callable
        How many rows of a block, by its place, have room on a slide.
    words : Words
    """
    blocks = tuple(map(_as_list, slide.blocks))
    groups = [blocks[at : at + most] for at in range(0, len(blocks), most)] or [()]
    made = list(_paged(slide, replace(slide, blocks=groups[0]), room, words))
    for group in groups[1:]:
        made += _paged(slide, _next(slide, group, words), room, words)
    last = len(made) - 1
    return [replace(one, limits=slide.limits if at == last else "") for at, one in enumerate(made)]


def _next(whole: Slide, blocks: tuple[Chart, ...], words: Words) -> Slide:
    title = words("deck.continued", title=whole.title)
    layout = "visual" if whole.layout == "map" else whole.layout
    return Slide(title, blocks=blocks, sources=whole.sources, layout=layout)


def _paged(whole: Slide, slide: Slide, room: Room, words: Words) -> Iterator[Slide]:
    """Walk through a slide and those with the rows that it has no room for."""
    rests: list[Chart] = []
    blocks = list(slide.blocks)
    for at, block in enumerate(blocks):
        count = rows_of(block)
        fits = max(room(slide, at), 1) if count else 0
        if fits < count:
            note = words("deck.goes_on")
            blocks[at] = replace(_rows(block, 0, fits), notes=(note,))
            rests.append(_rows(block, fits, count))
    yield replace(slide, blocks=tuple(blocks))
    for rest in rests:
        yield from _paged(whole, _next(whole, (rest,), words), room, words)


def _as_list(block: Chart) -> Chart:
    """Return a list of another kind as a table, which can be drawn in pieces."""
    shown = None if isinstance(block, Listed) else shown_table(block)
    if shown is None:
        return block
    heads = zip(shown.columns, shown.numeric, strict=True)
    return Table(
        id=block.id,
        name=block.id,
        title=block.title,
        small=block.small,
        finding=block.finding,
        alt=block.alt,
        notes=block.notes,
        columns=tuple(Head(name, numeric=numeric) for name, numeric in heads),
        rows=shown.rows,
        panels=block.panels,
    )


def rows_of(block: Chart) -> int:
    """Return how many rows a chart or list has; 0 where it is drawn whole."""
    if not isinstance(block, Listed):
        return 0
    return len(getattr(block, _rows_name(block)))


def _rows_name(block: Chart) -> str:
    if isinstance(block, Wall):
        return "groups"
    return "items" if isinstance(block, Events) else "rows"


def _rows(block: Any, start: int, stop: int) -> Any:
    name = _rows_name(block)
    return replace(block, **{name: getattr(block, name)[start:stop]})


def first_rows(block: Any, count: int) -> Any:
    """Return a list with its first rows only, as `continued` draws it."""
    return _rows(block, 0, count)
