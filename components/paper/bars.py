"""Bars, and bars of several parts, on paper."""

from __future__ import annotations

from collections.abc import Sequence

from components.blocks.bar import Bar
from components.blocks.bar_chart import Bars
from components.blocks.stack import Legend, Stack
from components.paper.fonts import text_width
from components.paper.sheet import Sheet
from components.paper.surface import LINE_HEIGHT, faded, target_line
from data.tokens import BORDERS, HATCH_GROUND, PALE

_ROW, _THICK = 1.8, 0.72
_STACK_ROW = 2.1
_LEAST_PT = 1.5
_LABELS = 0.42
_NUMBERED = 0.035  # from this share of the whole a part has room for its number


def draw_bars(sheet: Sheet, data: Bars) -> None:
    """Draw bars: solid reported, hatched illustrative, dashed planned, ``[`` a lower bound."""
    rows, gap = data.rows, 0.55 * sheet.size
    label_width, labels = sheet.labels([row.label for row in rows], _LABELS)
    zero = sheet.left + label_width + gap
    texts = [_text_width(sheet, row) + gap for row in rows]
    top = data.top
    room = sheet.right - zero - max(texts, default=0)
    sheet.check(room)
    for row, lines in zip(rows, labels, strict=True):
        middle = sheet.row(len(lines), _ROW)
        sheet.label(lines, zero - gap, middle)
        _draw_bar(sheet, row, zero, room / top if top else 0, middle)


def _text_width(sheet: Sheet, row: Bar) -> float:
    bracket = 0.9 * sheet.size if row.bracket else 0
    return text_width(row.text, sheet.size) + bracket


def _draw_bar(sheet: Sheet, row: Bar, zero: float, scale: float, middle: float) -> None:
    paper, size = sheet.paper, sheet.size
    high = size * _ROW * _THICK * min(sheet.loose, 1.25)
    alpha = 1.0 if row.selected else PALE
    style = BORDERS["planned"] if row.dashed else "solid"
    end = zero
    if row.value:
        length = max(row.value * scale, _LEAST_PT)
        end = zero + length
        fill = faded(row.fill, HATCH_GROUND if row.hatched else 1)
        paper.box(
            zero,
            middle - high / 2,
            length,
            high,
            fill=fill,
            edge=row.stroke,
            style=style,
            hatch=row.fill if row.hatched else "",
            alpha=alpha,
            name=f"bar-{row.key}",
        )
    if row.most > row.value:
        begin = zero + row.value * scale
        paper.box(
            begin,
            middle - high / 2,
            zero + row.most * scale - begin,
            high,
            fill=faded(row.fill, PALE),
            edge=row.stroke,
            alpha=alpha,
            name=f"band-{row.key}",
        )
        end = zero + row.most * scale
    if row.target > 0:
        at = zero + row.target * scale
        half = size * _ROW * 0.5
        target_line(paper, at, middle - half, middle + half)
        end = max(end, at + 2) if at < end + size else end
    x = end + 0.45 * size
    if row.bracket:
        ink = faded(paper.theme.ink, alpha)
        paper.text(end + 0.12 * size, middle, row.bracket, 1.35 * size, colour=ink)
        x = end + 0.9 * size
    paper.text(x, middle, row.text, size)


def draw_stack(sheet: Sheet, data: Stack) -> None:
    """Draw bars of several parts, each with the number that the legend explains."""
    _draw_legend(sheet, data.legend)
    rows, gap = data.rows, 0.55 * sheet.size
    label_width, labels = sheet.labels([row.label for row in rows], _LABELS)
    zero = sheet.left + label_width + gap
    texts = [text_width(row.text, sheet.size) + gap for row in rows]
    room = sheet.right - zero - max(texts, default=0)
    sheet.check(room)
    for row, lines in zip(rows, labels, strict=True):
        middle = sheet.row(len(lines), _STACK_ROW)
        sheet.label(lines, zero - gap, middle)
        x, high = zero, sheet.size * _STACK_ROW * _THICK
        alpha = 1.0 if row.selected else PALE
        for number, part in enumerate(row.parts, start=1):
            if part.share <= 0:
                continue
            width = part.share * room
            hatched = row.hatched or part.hatched
            name = f"part-{row.key}-{number}"
            _draw_part(sheet, (x, middle), (width, high), part.fill, alpha, name, hatched=hatched)
            if part.share > _NUMBERED:
                _draw_number(sheet, x + width / 2, middle, number)
            x += width
        sheet.paper.text(x + gap, middle, row.text, sheet.size)


def _draw_part(
    sheet: Sheet,
    place: tuple[float, float],
    size: tuple[float, float],
    fill: str,
    alpha: float = 1,
    name: str = "",
    *,
    hatched: bool,
) -> None:
    (x, middle), (width, high) = place, size
    sheet.paper.box(
        x,
        middle - high / 2,
        width,
        high,
        fill=faded(fill, HATCH_GROUND if hatched else 1),
        edge=sheet.paper.theme.ink,
        line=sheet.paper.stroke("hair"),
        hatch=fill if hatched else "",
        alpha=alpha,
        name=name,
    )


def _draw_number(sheet: Sheet, x: float, middle: float, number: int) -> None:
    size = 0.8 * sheet.small
    half = text_width(str(number), size) / 2 + 0.25 * size
    plate = sheet.paper.theme.surface
    sheet.paper.box(x - half, middle - 0.6 * size, 2 * half, 1.2 * size, fill=plate)
    sheet.paper.text(x, middle, str(number), size, align="center")


def _draw_legend(sheet: Sheet, legend: Sequence[Legend]) -> None:
    """Draw the parts with their numbers, as many to a line as have room."""
    size, x = sheet.small, sheet.left
    swatch, step = 1.7 * size, 1.15 * LINE_HEIGHT * size
    for number, part in enumerate(legend, start=1):
        width = swatch + 0.4 * size + text_width(part.label, size)
        if x > sheet.left and x + width > sheet.right:
            x, sheet.y = sheet.left, sheet.y + step
        middle = sheet.y + step / 2
        hatched = part.hatched
        _draw_part(sheet, (x, middle), (swatch, 1.15 * size), part.fill, hatched=hatched)
        _draw_number(sheet, x + swatch / 2, middle, number)
        muted = sheet.paper.theme.muted
        sheet.paper.text(x + swatch + 0.4 * size, middle, part.label, size, colour=muted)
        x += width + 1.1 * size
    sheet.y += step + 0.3 * size
