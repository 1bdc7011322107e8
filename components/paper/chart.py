"""A chart on paper: the blocks of a page, drawn with the same grammar of certainty."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch
from typing import Any

from matplotlib.figure import Figure

from components.blocks.bar_chart import Bars
from components.blocks.base import Block
from components.blocks.bullet_chart import Bullets
from components.blocks.chart import Chart
from components.blocks.dots import Dots
from components.blocks.gantt import Gantt
from components.blocks.shortened import shortened
from components.blocks.stack import Stack
from components.blocks.text import Words
from components.blocks.wall import Wall
from components.paper.bars import draw_bars, draw_stack
from components.paper.dots import draw_dots
from components.paper.fonts import text_width
from components.paper.sheet import Sheet
from components.paper.spans import draw_bullets, draw_gantt
from components.paper.surface import LINE_HEIGHT, POINTS_PER_INCH, Paper
from components.paper.wall import draw_wall
from components.session.theme import Theme

Listed = Bars | Gantt | Bullets | Stack
Drawn = Listed | Dots | Wall
_SMALLEST_PT, _SMALLER = 5.0, 0.96
_LOOSEST = 1.7  # how much farther apart rows may stand where there is room


def chart_figure(
    block: Block,
    *,
    words: Words,
    theme: Theme,
    size_inch: tuple[float, float],
    text_pt: float = 10.0,
    least_pt: float = _SMALLEST_PT,
) -> Figure | None:
    """Draw a chart into a sheet of a size, or return ``None`` if the block is no chart.

    Type is smaller where the rows need it, and rows stand farther apart where there is room.
    If the smallest type is too large, rows are left out and counted in a note
    (`components.blocks.shortened`).
    The figure's label is its alt text.

    Parameters
    ----------
    text_pt : float
        Size of labels in points, at the most.
    least_pt : float
        The same, at the least; notes are a seventh smaller.
    """
    if not isinstance(block, Drawn):
        return None
    sheet = _drawn(block, words, theme, size_inch, text_pt)
    while not sheet.fits and text_pt > least_pt:
        smaller = min(_SMALLER, (sheet.paper.height / sheet.y) ** 0.5)
        text_pt = max(text_pt * smaller, least_pt)
        sheet = _drawn(block, words, theme, size_inch, text_pt)
    if isinstance(block, Listed):
        whole = block
        for count in range(1, len(whole.rows)):
            if sheet.y <= sheet.paper.height:
                break
            block = shortened(whole, len(whole.rows) - count, words)
            sheet = _drawn(block, words, theme, size_inch, text_pt)
    spare = sheet.paper.height - sheet.y
    if sheet.rows_height and spare > 0:
        loose = min(1 + spare / sheet.rows_height, _LOOSEST)
        looser = _drawn(block, words, theme, size_inch, text_pt, loose)
        sheet = looser if looser.fits else sheet
    return sheet.paper.figure


def rows_with_room(
    block: Block, *, words: Words, theme: Theme, size_inch: tuple[float, float], text_pt: float
) -> int:
    """Return how many rows of a chart, or groups of a wall, have room in type of a size.

    It is one at the least.
    """
    if not isinstance(block, Listed | Wall):
        return 1
    name = "groups" if isinstance(block, Wall) else "rows"
    rows = getattr(block, name)
    for count in range(len(rows), 1, -1):
        some: Any = replace(block, **{name: rows[:count]})
        sheet = _drawn(some, words, theme, size_inch, text_pt)
        if sheet.y <= sheet.paper.height:
            return count
    return 1


def figure_of(
    block: Block, *, words: Words, theme: Theme, width_inch: float = 8.0
) -> Figure | None:
    """Draw a chart as high as it needs to be, or return ``None`` if the block is no chart."""
    if not isinstance(block, Drawn):
        return None
    tall = _drawn(block, words, theme, (width_inch, 100.0), 10.0)
    height = tall.y / POINTS_PER_INCH + 0.02
    return chart_figure(block, words=words, theme=theme, size_inch=(width_inch, height))


@singledispatch
def _draw(block: Chart, sheet: Sheet) -> None:
    del sheet
    raise TypeError(f"no chart on paper: {type(block).__name__}")


_draw.register(Bars, lambda block, sheet: draw_bars(sheet, block))
_draw.register(Gantt, lambda block, sheet: draw_gantt(sheet, block))
_draw.register(Bullets, lambda block, sheet: draw_bullets(sheet, block))
_draw.register(Stack, lambda block, sheet: draw_stack(sheet, block))
_draw.register(Dots, lambda block, sheet: draw_dots(sheet, block))
_draw.register(Wall, lambda block, sheet: draw_wall(sheet, block))


def _drawn(
    block: Drawn,
    words: Words,
    theme: Theme,
    size_inch: tuple[float, float],
    text_pt: float,
    loose: float = 1.0,
) -> Sheet:
    """Draw a chart with type of a size, whether or not it fits."""
    sheet = Sheet(Paper(size_inch, theme, words.lang), text_pt * theme.type_scale, loose)
    _head(sheet, *block.headline)
    if block.empty:
        _empty(sheet, block.empty)
        alt = f"{block.title}: {block.empty}"
    else:
        _draw(block, sheet)
        sheet.foot(block.notes)
        alt = block.alt
    sheet.paper.figure.set_label(alt)
    return sheet


def _head(sheet: Sheet, title: str, small: str) -> None:
    """Write the title, and beside it or below it what it is filtered to."""
    paper, size = sheet.paper, 1.15 * sheet.size
    if not title and not small:
        return
    beside = sheet.left + text_width(title, size, bold=True) + 0.8 * size
    if title and beside + text_width(small, sheet.small) <= sheet.right:
        middle = sheet.y + LINE_HEIGHT * size / 2
        paper.text(sheet.left, middle, title, size, bold=True)
        paper.text(beside, middle + 0.05 * size, small, sheet.small, colour=paper.theme.muted)
        sheet.y += LINE_HEIGHT * size
    else:
        sheet.y = paper.column(sheet.left, sheet.y, title, size, sheet.width, bold=True)
        sheet.write(small)
    sheet.y += 0.4 * sheet.size


def _empty(sheet: Sheet, reason: str) -> None:
    """Say in a dashed frame why there is nothing to show."""
    paper, top, inner = sheet.paper, sheet.y, 0.9 * sheet.size
    y = paper.column(
        sheet.left + inner,
        top + inner,
        reason,
        sheet.size,
        sheet.width - 2 * inner,
        colour=paper.theme.muted,
    )
    sheet.y = y + inner
    paper.box(sheet.left, top, sheet.width, sheet.y - top, edge=paper.theme.neutral, style="dashed")
