"""Tables that PowerPoint can edit, as large as fits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from components.blocks.moments import Events
from components.blocks.table import Table, texts
from components.blocks.text import Words
from components.handout.pptx.page import Page, describe, emu
from components.handout.pptx.text import (
    LEAST_PT,
    LINE_HEIGHT,
    POINTS_PER_INCH,
    Box,
    Para,
    clean,
    lines_of,
    rgb,
    width_pt,
    write,
)

_GRID = "{5940675A-B579-460E-94D1-54222C63F5DA}"  # PowerPoint's "No Style, Table Grid"
_LARGEST, _SMALLEST, _STEP = 14.0, LEAST_PT, 0.5
_SIDE_PT, _ABOVE_PT = 4.0, 2.0
_WORD = re.compile(r"[^\s\u2e80-\uffef]+")  # not to be broken; Chinese may be


@dataclass(frozen=True)
class Grid:
    """Cells in words.

    Attributes
    ----------
    rows : list of list of str
        The first is the head.
    numeric : list of bool
        By column.
    """

    rows: list[list[str]]
    numeric: list[bool]


def grid_of(block: Table | Events, words: Words) -> Grid:
    """Return the cells of a table or a list of events."""
    if isinstance(block, Events):
        head = [words("deck.date"), words("deck.event"), words("deck.remarks")]
        body = [[item.date, item.text, item.small] for item in block.items]
        used = [at for at in range(len(head)) if not at or any(row[at] for row in body)]
        rows = [[row[at] for at in used] for row in (head, *body)]
        return Grid(rows, [False] * len(used))
    head = [column.name for column in block.columns]
    return Grid([head, *map(texts, block.rows)], [column.numeric for column in block.columns])


def fitted_cells(page: Page, grid: Grid, box: Box) -> tuple[float, bool]:
    """Return the size of type, in points, with which a table fits, and whether its rows do."""
    cells = _clean(grid)
    size = _LARGEST * page.theme.type_scale
    while size > _SMALLEST and not _fits(page, cells, box, size):
        size -= _STEP
    high = sum(_heights(page, cells, box, size))
    return size, high <= box.height * POINTS_PER_INCH


def _clean(grid: Grid) -> list[list[str]]:
    return [[clean(cell) for cell in row] for row in grid.rows]


def add_table(page: Page, grid: Grid, box: Box, size: float, alt: str) -> float:
    """Add a table with type of a size in points; return its height in inches."""
    cells = _clean(grid)
    count, heights = len(cells), _heights(page, cells, box, size)
    widths = _widths(page, cells, box, size)
    high = sum(heights) / POINTS_PER_INCH
    place = Box(box.left, box.top, box.width, high)
    frame = page.slide.shapes.add_table(count, len(widths), *emu(place))
    describe(frame, alt)
    next(frame.element.iter(qn("a:tableStyleId"))).text = _GRID
    table: Any = frame.table
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width / POINTS_PER_INCH)
    for row, height in zip(table.rows, heights, strict=True):
        row.height = Inches(height / POINTS_PER_INCH)
    for y, row_cells in enumerate(cells):
        for x, text in enumerate(row_cells):
            _write_cell(page, table.cell(y, x), text, size, head=not y, right=grid.numeric[x])
    return high


def _write_cell(page: Page, cell: Any, text: str, size: float, *, head: bool, right: bool) -> None:
    para = Para(text, page.theme.muted if head else page.theme.ink, bold=head)
    align = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    write(cell.text_frame, [para], size, align=align, anchor=MSO_ANCHOR.MIDDLE)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_left = cell.margin_right = Pt(_SIDE_PT)
    cell.margin_top = cell.margin_bottom = Pt(_ABOVE_PT)
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(page.theme.panel if head else page.theme.surface)


def _fits(page: Page, cells: list[list[str]], box: Box, size: float) -> bool:
    """Whether all rows have room and no word is broken."""
    whole = box.width * POINTS_PER_INCH
    return (
        sum(_heights(page, cells, box, size)) <= box.height * POINTS_PER_INCH
        and sum(_least(page, cells, size)) <= whole
    )


def _least(page: Page, cells: list[list[str]], size: float) -> list[float]:
    """Return the widths of columns that just hold their words, in points."""
    return [
        _widest(page, [word for cell in column for word in _WORD.findall(cell)], size)
        for column in zip(*cells, strict=True)
    ]


def _heights(page: Page, cells: list[list[str]], box: Box, size: float) -> list[float]:
    widths, lang = _widths(page, cells, box, size), page.words.lang
    return [
        max(
            lines_of(cell, width - 2 * _SIDE_PT, size, lang, bold=not y)
            for cell, width in zip(row, widths, strict=True)
        )
        * size
        * LINE_HEIGHT
        + 2 * _ABOVE_PT
        for y, row in enumerate(cells)
    ]


def _widths(page: Page, cells: list[list[str]], box: Box, size: float) -> list[float]:
    """Return widths of columns in points: each holds its words, then what is left is shared."""
    wanted = [_widest(page, column, size) for column in zip(*cells, strict=True)]
    least = _least(page, cells, size)
    whole = box.width * POINTS_PER_INCH
    if sum(least) >= whole:
        return [width * whole / sum(least) for width in least]
    more = [most - width for most, width in zip(wanted, least, strict=True)]
    given = _shared(more, whole - sum(least))
    return [width + extra for width, extra in zip(least, given, strict=True)]


def _widest(page: Page, texts: Sequence[str], size: float) -> float:
    widths = (width_pt(text, size, page.words.lang, bold=True) for text in texts)
    return max(widths, default=0) + 2 * _SIDE_PT + 2


def _shared(wanted: Sequence[float], whole: float) -> list[float]:
    """Share a width among columns: none gets more than wanted while another has too little."""
    spare = max(whole - sum(wanted), 0)
    left, widths = whole - spare, dict[int, float]()
    parts = [one or 1 / len(wanted) for one in wanted]
    for done, n in enumerate(sorted(range(len(wanted)), key=wanted.__getitem__)):
        widths[n] = min(wanted[n], left / (len(wanted) - done))
        left -= widths[n]
    return [widths[n] + spare * part / sum(parts) for n, part in enumerate(parts)]
