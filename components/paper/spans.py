"""Spans of time, and targets with what is reached of them, on paper."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.patches import Rectangle

from components.blocks.bullet_chart import Bullet, Bullets
from components.blocks.gantt import Gantt, Tick, TimeSpan
from components.paper.fonts import text_width
from components.paper.sheet import Sheet
from components.paper.surface import LINE_HEIGHT, Colour, Paper, faded, target_line
from data.tokens import BORDERS, HATCH_GROUND, PALE

_ROW, _THICK = 1.75, 0.62
_LABELS = 0.38
_PARTIAL, _SECONDARY = 0.55, 0.45
_LEAST_PT = 2.25
_FADE_FROM, _STEPS = 0.12, 12


def draw_gantt(sheet: Sheet, data: Gantt) -> None:
    """Draw spans of time by row, as sharply as their dates are known."""
    paper, size, rows = sheet.paper, sheet.size, data.rows
    label_width, labels = sheet.labels([row.label for row in rows], _LABELS)
    zero = sheet.left + label_width + 0.7 * size
    width = sheet.right - zero - 0.7 * size
    sheet.check(width)
    head = sheet.y
    _draw_ticks(sheet, data.ticks, zero, width)
    first = sheet.y
    places = [
        (row, lines, sheet.row(len(lines), _ROW)) for row, lines in zip(rows, labels, strict=True)
    ]
    for tick in data.ticks:
        at = zero + tick.at * width
        paper.line((at, at), (first, sheet.y), colour=paper.theme.line, width=paper.stroke("hair"))
    now = zero + data.now * width
    paper.line(
        (now, now), (head + LINE_HEIGHT * size, sheet.y), width=paper.stroke("outline"), name="now"
    )
    for row, lines, middle in places:
        sheet.label(lines, zero - 0.7 * size, middle)
        for span in row.spans:
            _draw_span(paper, span, zero, width, middle, size * _ROW * _THICK)
        for mark in row.marks:
            x = zero + mark.at * width
            halo = paper.theme.surface
            paper.text(x, middle, mark.sign, 0.9 * size, align="center", halo=halo)


def _draw_ticks(sheet: Sheet, ticks: Sequence[Tick], zero: float, width: float) -> None:
    """Write the labels of the axis, but none over another."""
    paper, size, end = sheet.paper, sheet.small, -np.inf
    for tick in ticks:
        half = text_width(tick.label, size) / 2
        x = min(zero + tick.at * width, sheet.right - half)
        if x - half > end + 0.5 * size:
            middle = sheet.y + LINE_HEIGHT * size / 2
            muted = paper.theme.muted
            paper.text(x, middle, tick.label, size, colour=muted, align="center")
            end = x + half
    sheet.y += LINE_HEIGHT * size + 0.15 * size


def _draw_span(
    paper: Paper, span: TimeSpan, zero: float, width: float, middle: float, high: float
) -> None:
    theme, (kind, *fades) = paper.theme, span.kind.split()
    left, right = (zero + min(max(end, 0), 1) * width for end in (span.start, span.end))
    long, top = max(right - left, _LEAST_PT), middle - high / 2
    known = kind in {"operating", "partial", "construction"}
    fills: dict[str, Colour] = {"operating": theme.accent, "partial": (theme.accent, _PARTIAL)}
    edge, style = theme.accent if known else theme.neutral, BORDERS.get(kind, "solid")
    made = paper.box(
        left,
        top,
        long,
        high,
        fill=fills.get(kind, "none"),
        edge="none" if fades else edge,
        style=style,
        hatch=theme.accent if kind == "construction" else "",
        name=f"span-{kind}",
    )
    if fades:
        for y in (top, top + high):
            paper.line(
                (left, left + long), (y, y), colour=edge, width=paper.stroke("thin"), style=style
            )
        _fade_in(paper, made)


def _fade_in(paper: Paper, span: Rectangle) -> None:
    """Let a span that begins in a month or a year fade in over it."""
    x, y, width, high = span.get_x(), span.get_y(), span.get_width(), span.get_height()
    left, steps = x - 0.5, np.linspace(_FADE_FROM, 1, _STEPS + 1)
    veils, colours = [], []
    for n, (here, after) in enumerate(pairwise(steps), start=1):
        # Each veil reaches back to the beginning, so that no seam shows between two.
        end = left + (width + 0.5) * n / _STEPS
        colours.append((paper.theme.surface, 1 - float(here / after)))
        veils.append(
            [(left, y - 0.5), (end, y - 0.5), (end, y + high + 0.5), (left, y + high + 0.5)]
        )
    paper.add(PolyCollection(veils, facecolors=colours, edgecolors="none"))


def draw_bullets(sheet: Sheet, data: Bullets) -> None:
    """Draw how much of each target is reached; each row ends at its target."""
    for row in data.rows:
        _draw_bullet(sheet, row)


def _draw_bullet(sheet: Sheet, row: Bullet) -> None:
    paper, size, theme = sheet.paper, sheet.size, sheet.paper.theme
    start = sheet.y
    value_width = text_width(row.text, size)
    beside = text_width(row.label, size) + value_width + size <= sheet.width
    if beside:
        middle = sheet.y + LINE_HEIGHT * size / 2
        paper.text(sheet.left, middle, row.label, size)
        paper.text(sheet.right, middle, row.text, size, align="right", bold=True)
        sheet.y += LINE_HEIGHT * size
    else:
        sheet.y = paper.column(sheet.left, sheet.y, row.label, size, sheet.width)
        sheet.y = paper.column(
            sheet.right, sheet.y, row.text, size, sheet.width, align="right", bold=True
        )
    high, zero, whole = 1.15 * size, sheet.left, sheet.width - 1.5
    top = sheet.y + 0.15 * size
    paper.box(zero, top, whole, high, fill=theme.panel)
    inner, thick = top + 0.15 * high, 0.7 * high
    if row.share > 0:
        fills: dict[str, Colour] = {
            "solid": theme.accent,
            "secondary": (theme.accent, _SECONDARY),
            "hatched": (theme.accent, HATCH_GROUND),
        }
        paper.box(
            zero,
            inner,
            max(row.share * whole, _LEAST_PT),
            thick,
            fill=fills[row.kind],
            edge=theme.accent,
            hatch=theme.accent if row.kind == "hatched" else "",
            name=f"bullet-{row.key}",
        )
    if row.most > row.share:
        width = (row.most - row.share) * whole
        band = faded(theme.accent, PALE)
        paper.box(zero + row.share * whole, inner, width, thick, fill=band, edge=theme.accent)
    end = zero + whole
    target_line(paper, end, top, top + high)
    for mark in row.marks:
        x = zero + mark.at * whole
        if mark.kind == "needed":
            paper.line(
                (x, x),
                (top - 1.5, top + high + 1.5),
                width=paper.stroke("district"),
                style=(0, (1, 1)),
            )
        else:
            paper.text(x, top + high / 2, mark.sign, 0.95 * size, align="center")
    sheet.y = top + high + 0.1 * size
    sheet.write(row.small)
    sheet.rows_height += sheet.y - start + 0.55 * size
    sheet.y += 0.55 * size + (sheet.y - start + 0.55 * size) * (sheet.loose - 1)
