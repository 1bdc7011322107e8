"""What a page puts on its map, on a printed one: the same signs, and what they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from matplotlib.patches import Circle

from components.map.page_marks import KeySign, Marks
from components.paper.fonts import text_width
from components.paper.furniture import draw_plate
from components.paper.ground import Ground
from components.paper.labels import Area
from components.paper.surface import LINE_HEIGHT, Paper

_FULL = "●"
_PLAIN, _PALE = frozenset("●◐▨◌？"), frozenset("◌？")  # the colours of these are pale
_GAP, _WIDEST = 6.0, 0.4


def draw_page_marks(paper: Paper, ground: Ground, marks: Marks, size: float) -> list[Area]:
    """Draw the marks that lie on the map, each with its words; return where they stand."""
    if not marks.items:
        return []
    frame, places = ground.frame, ground.place(np.array([one.at[::-1] for one in marks.items]))
    drawn = []
    for one, (x, y) in zip(marks.items, places.tolist(), strict=True):
        if not (frame.left < x < frame.right and frame.top < y < frame.bottom):
            continue
        draw_mark(paper, one.sign, one.colour, x, y, size)
        box = Area(x - size, y - size, x + size, y + size)
        if one.text:
            wide = text_width(one.text, size)
            paper.text(x + 0.9 * size, y, one.text, size, halo=paper.theme.surface)
            box = replace(box, right=x + size + wide)
        drawn.append(box)
    return drawn


def draw_mark(paper: Paper, sign: str, colour: str, x: float, y: float, size: float) -> None:
    """Draw a sign: full where it is a dot, else in a ring of its colour."""
    theme = paper.theme
    is_full = sign == _FULL
    ring = Circle((x, y), 0.62 * size, facecolor=colour if is_full else theme.surface)
    ring.set_edgecolor(theme.surface if is_full else theme.muted)
    ring.set_linewidth(paper.stroke("thin"))
    paper.add(ring)
    if not is_full:
        paper.text(
            x, y, sign, size if sign in _PLAIN else 0.8 * size, colour=colour, align="center"
        )


def draw_key(
    paper: Paper, ground: Ground, marks: Marks, size: float, legend: Area | None
) -> list[Area]:
    """Draw what the signs stand for, below the legend or above it."""
    kept = _kept(marks.legend)
    if not marks.items or not kept:
        return []
    frame, step = ground.frame, LINE_HEIGHT * size
    most = _WIDEST * (frame.right - frame.left)
    wide = min(max(text_width(one.label, size) for one in kept) + 2.8 * size, most)
    high = len(kept) * step + 0.8 * size
    right, above = frame.right - _GAP, frame.top + _GAP
    if legend:
        is_low = legend.top > (frame.top + frame.bottom) / 2
        right = legend.right if legend.left > frame.left + 2 * _GAP else legend.left + wide
        above = legend.top - _GAP / 2 - high if is_low else legend.bottom + _GAP / 2
    left = right - wide
    box = Area(left, above, right, above + high)
    draw_plate(paper, box)
    for n, one in enumerate(kept):
        middle = box.top + 0.4 * size + (n + 0.5) * step
        draw_mark(paper, one.sign, one.colour, left + 1.1 * size, middle, size)
        paper.text(left + 2.2 * size, middle, one.label, size)
    return [box]


def _kept(legend: Sequence[KeySign]) -> list[KeySign]:
    return [one for one in dict.fromkeys(legend) if one.label]
