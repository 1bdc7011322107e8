"""A number as dots on paper."""

from __future__ import annotations

from math import ceil

from matplotlib.patches import Circle

from components.blocks.dots import DotCount, Dots
from components.paper.sheet import Sheet
from components.paper.surface import LINE_HEIGHT, faded
from data.tokens import BORDERS, PALE

_RADIUS = 0.41  # of the room that a dot has
_LARGEST = 2.2  # of the size of the text


def draw_dots(sheet: Sheet, data: Dots) -> None:
    """Draw dots row by row, full for the part and dashed for what is ahead; the numbers below."""
    paper = sheet.paper
    across = data.across
    room = min(sheet.width / across, _LARGEST * sheet.size * min(sheet.loose, 1.25))
    down = ceil(data.dots / across)
    for n in range(data.dots):
        is_full = n < data.filled
        paper.add(
            Circle(
                (sheet.left + (n % across + 0.5) * room, sheet.y + (n // across + 0.5) * room),
                _RADIUS * room,
                facecolor=faded(data.fill, 1 if is_full else 0),
                edgecolor=faded(data.stroke, 1 if is_full else 2 * PALE),
                linestyle=BORDERS["planned"] if data.dashed and not is_full else "solid",
                linewidth=0.8,
            )
        )
    sheet.rows_height += down * room
    sheet.y += down * room + 0.5 * sheet.size
    for one in data.counts:
        _tell(sheet, one, data, is_full=one is data.counts[0])
    if data.each:
        sheet.write(data.each)


def _tell(sheet: Sheet, one: DotCount, data: Dots, *, is_full: bool) -> None:
    middle = sheet.y + LINE_HEIGHT * sheet.size / 2
    sheet.paper.add(
        Circle(
            (sheet.left + 0.4 * sheet.size, middle),
            0.35 * sheet.size,
            facecolor=faded(data.fill, 1 if is_full else 0),
            edgecolor=data.stroke,
            linewidth=0.8,
        )
    )
    sheet.paper.text(sheet.left + 1.1 * sheet.size, middle, f"{one.label} {one.text}", sheet.size)
    sheet.y += LINE_HEIGHT * sheet.size
