"""Names by group on paper."""

from __future__ import annotations

from components.blocks.wall import Wall
from components.paper.fonts import text_width
from components.paper.sheet import Sheet
from components.paper.surface import LINE_HEIGHT

_BAR, _INDENT, _GAP = 0.3, 0.8, 0.7


def draw_wall(sheet: Sheet, data: Wall) -> None:
    """Write each group under a bar of its colour, its names one after the other."""
    paper, size = sheet.paper, sheet.size
    left = sheet.left + _INDENT * size
    for group in data.groups:
        top = sheet.y
        middle = top + LINE_HEIGHT * size / 2
        paper.text(left, middle, group.label, size, bold=True)
        beside = left + text_width(group.label, size, bold=True) + _INDENT * size
        paper.text(beside, middle, group.text, sheet.small, colour=paper.theme.muted)
        names = " · ".join(one.text for one in group.names)
        below = top + LINE_HEIGHT * size
        sheet.y = paper.column(left, below, names, size, sheet.right - left)
        paper.box(
            sheet.left,
            top + 0.15 * size,
            _BAR * size,
            sheet.y - top - 0.3 * size,
            fill=group.colour,
        )
        sheet.rows_height += sheet.y - top
        sheet.y += _GAP * size * sheet.loose
