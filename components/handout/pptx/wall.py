"""A wall of names: each group under a bar of its colour, as text that can be edited."""

from __future__ import annotations

from components.blocks.wall import Wall, WallGroup
from components.handout.pptx.page import Page
from components.handout.pptx.text import LEAST_PT, POINTS_PER_INCH, Box, Para, height_pt

_LARGEST, _STEP = 20.0, 0.5
_BAR, _INDENT, _GAP, _SLACK = 0.07, 0.2, 0.12, 0.04


def add_wall(page: Page, data: Wall, box: Box) -> float:
    """Add names by group, as large as fits; return their height in inches."""
    width, size = box.width - _INDENT, _LARGEST * page.theme.type_scale
    while size > LEAST_PT and sum(_heights(page, data, width, size)) > box.height:
        size -= _STEP
    top = box.top
    for group, high in zip(data.groups, _heights(page, data, width, size), strict=True):
        page.plate(Box(box.left, top, _BAR, high - _GAP), group.colour)
        place = Box(box.left + _INDENT, top, width, high - _GAP + _SLACK)
        scaled = size / page.theme.type_scale
        page.text(place, _paras(page, group), largest=scaled, smallest=min(size, LEAST_PT))
        top += high
    return top - box.top


def wall_height(page: Page, data: Wall, width: float, size: float) -> float:
    """Return how high names stand in type of a size in points, in inches."""
    return sum(_heights(page, data, width - _INDENT, size))


def _paras(page: Page, group: WallGroup) -> list[Para]:
    head = f"{group.label}  {group.text}".strip()
    names = " · ".join(one.text for one in group.names)
    return [Para(head, page.theme.muted, 0.8, bold=True), Para(names, page.theme.ink)]


def _heights(page: Page, data: Wall, width: float, size: float) -> list[float]:
    wide, lang = width * POINTS_PER_INCH, page.words.lang
    return [
        height_pt(_paras(page, group), wide, size, lang) / POINTS_PER_INCH + _GAP
        for group in data.groups
    ]
