"""Charts that PowerPoint can edit, with the grammar of certainty of every other chart."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch
from typing import Any

from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from components.blocks.bar import Bar
from components.blocks.bar_chart import Bars
from components.blocks.bullet_chart import Bullets
from components.blocks.chart import Chart
from components.blocks.stack import Part, Stack, StackRow
from components.handout.pptx.marks import Mark, draw_marks
from components.handout.pptx.page import Page, describe, emu
from components.handout.pptx.text import (
    LEAST_PT,
    POINTS_PER_INCH,
    Box,
    clean,
    lines_of,
    rgb,
    width_pt,
)

LARGEST, _SMALLEST, _STEP = 14.0, LEAST_PT, 0.5
_LABELS = 0.4  # of the width, at the most
_ROW = 1.75  # height of a row with one line, in sizes of its text
_LOOSEST_PT = 60.0
LEGEND_IN = 0.55
_PERCENT = "0%"
_DATA: Any = CategoryChartData


Series = dict[str, list[Mark]]
Native = Bars | Bullets | Stack
"""The charts that PowerPoint can edit."""


@singledispatch
def add_chart(block: Chart, page: Page, box: Box, size: float) -> float:
    """Add a chart with type of a size; return how high it is, in inches."""
    del page, box, size
    raise TypeError(f"no chart of PowerPoint: {type(block).__name__}")


def fitted_type(page: Page, labels: Sequence[str], box: Box) -> tuple[float, bool]:
    """Return the size of type, in points, with which rows fit a box, and whether they do."""
    size = LARGEST
    while size > _SMALLEST and _rows_height(page, labels, box, size) > box.height:
        size -= _STEP
    return size, _rows_height(page, labels, box, size) <= box.height


def _rows_height(page: Page, labels: Sequence[str], box: Box, size: float) -> float:
    """Return how high rows are, in inches: all as high as the highest."""
    column, lang = _LABELS * box.width * POINTS_PER_INCH, page.words.lang
    lines = max(lines_of(label, column, size, lang) for label in labels)
    return len(labels) * max(_ROW, 1.2 * lines + 0.35) * size / POINTS_PER_INCH


@add_chart.register
def _add_bars(data: Bars, page: Page, box: Box, size: float) -> float:
    """Add bars: solid reported, hatched illustrative, dashed planned, ``[`` a lower bound."""
    rows, words = data.rows, page.words
    value = [_bar(row) for row in rows]
    series = {data.small or data.title: value}
    if any(row.most > row.value for row in rows):
        series = {words("deck.series.most"): [_most(row) for row in rows]} | series
    if any(row.target > 0 for row in rows):
        targets = [Mark(row.target or None, stroke=page.theme.ink, dashed=True) for row in rows]
        series = {words("deck.series.target"): targets} | series
    labels = [row.label for row in rows]
    return _add(page, (labels, series), box, size, top=data.top, alt=data.alt)


def _bar(row: Bar) -> Mark:
    text = f"{row.bracket} {row.text}".strip()
    return Mark(
        row.value,
        row.fill,
        row.stroke,
        hatched=row.hatched,
        dashed=row.dashed,
        faded=not row.selected,
        text="" if row.most > row.value else text,
    )


def _most(row: Bar) -> Mark:
    if row.most <= row.value:
        return Mark(None)
    return Mark(row.most, row.fill, row.stroke, faded=True, text=row.text)


@add_chart.register
def _add_bullets(data: Bullets, page: Page, box: Box, size: float) -> float:
    """Add how much of each target is reached; each target is the dashed box around it."""
    rows, words, theme = data.rows, page.words, page.theme
    target = [Mark(1.0, stroke=theme.ink, dashed=True, text=row.text) for row in rows]
    most = [
        Mark(row.most, theme.accent, theme.accent, faded=True)
        if row.most > row.share
        else Mark(None)
        for row in rows
    ]
    share = [
        Mark(
            row.share,
            theme.accent,
            theme.accent,
            hatched=row.kind == "hatched",
            faded=row.kind == "secondary",
        )
        for row in rows
    ]
    series = {words("deck.series.target"): target}
    if any(mark.value for mark in most):
        series |= {words("deck.series.most"): most}
    series |= {data.title: share}
    top = max(1.0, *(mark.value or 0 for mark in (*most, *share)))
    labels = [row.label for row in rows]
    return _add(page, (labels, series), box, size, top=top, alt=data.alt, number_format=_PERCENT)


@add_chart.register
def _add_stack(data: Stack, page: Page, box: Box, size: float) -> float:
    """Add bars of several parts; the legend names them."""
    rows = data.rows
    labels = [f"{row.label} · {row.text}" if row.text else row.label for row in rows]
    series = {
        part.label: [_part(row, row.parts[n], page) for row in rows]
        for n, part in enumerate(data.legend)
    }
    top = max(sum(part.share for part in row.parts) for row in rows)
    return _add(page, (labels, series), box, size, top=top, alt=data.alt, stacked=True)


def _part(row: StackRow, part: Part, page: Page) -> Mark:
    hatched = row.hatched or part.hatched
    return Mark(
        part.share,
        part.fill,
        page.theme.ink,
        hatched=hatched,
        faded=not row.selected,
    )


def _add(
    page: Page,
    table: tuple[list[str], Series],
    box: Box,
    size: float,
    *,
    top: float,
    alt: str,
    number_format: str = "",
    stacked: bool = False,
) -> float:
    """Add a chart; return how high it is, in inches."""
    labels, series = table
    values = [mark.value for marks in series.values() for mark in marks if mark.value is not None]
    whole = all(value == int(value) for value in values)
    data = _DATA(number_format=number_format or ("#,##0" if whole else "#,##0.0##"))
    data.categories = [_inert(label) for label in labels]
    for name, marks in series.items():
        data.add_series(_inert(name), [mark.value for mark in marks])
    kind = XL_CHART_TYPE.BAR_STACKED if stacked else XL_CHART_TYPE.BAR_CLUSTERED
    high = min(box.height, _most_height(len(labels), legend=stacked))
    placed = Box(box.left, box.top, box.width, high)
    frame: Any = page.slide.shapes.add_chart(kind, *emu(placed), data)
    describe(frame, alt)
    chart: NativeChart = frame.chart
    texts = [mark.text for marks in series.values() for mark in marks]
    left, room = _widths(page, labels, texts, placed, size)
    _set_axes(page, chart, top, room, size)
    _set_legend(page, chart, shown=stacked)
    _place_plot(chart, left, LEGEND_IN / placed.height if stacked else 0)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 42, 100
    for drawn, marks in zip(plot.series, series.values(), strict=True):
        draw_marks(page, drawn, marks, size)
    return high


def _inert(text: str) -> str:
    """Return a text that the workbook behind a chart does not take for a formula."""
    text = clean(text)
    return f" {text}" if text.startswith(("=", "{=")) else text


def _most_height(rows: int, *, legend: bool) -> float:
    return rows * _LOOSEST_PT / POINTS_PER_INCH + (LEGEND_IN if legend else 0)


def _widths(
    page: Page, labels: Sequence[str], texts: Sequence[str], box: Box, size: float
) -> tuple[float, float]:
    """Return the shares of the width for the labels, and for the texts right of the bars."""
    whole, lang = box.width * POINTS_PER_INCH, page.words.lang
    left = min(max(width_pt(one, size, lang) for one in labels) / whole + 0.03, _LABELS + 0.02)
    widest = max(width_pt(one, size, lang) for one in texts)
    return left, min((widest + 1.5 * size) / (whole * (1 - left)), 0.8)


def _set_axes(page: Page, chart: NativeChart, top: float, room: float, size: float) -> None:
    names, values = chart.category_axis, chart.value_axis
    names.reverse_order, names.tick_label_position = True, XL_TICK_LABEL_POSITION.LOW
    names.major_tick_mark = XL_TICK_MARK.NONE
    all_named = OxmlElement("c:tickLblSkip")
    all_named.set("val", "1")
    next(chart.element.iter(qn("c:noMultiLvlLbl"))).addprevious(all_named)
    names.format.line.color.rgb = rgb(page.theme.neutral)
    values.minimum_scale, values.maximum_scale = 0, (top or 1) / (1 - room)
    values.visible = values.has_major_gridlines = False
    chart.font.size, chart.font.color.rgb = Pt(size), rgb(page.theme.ink)


def _set_legend(page: Page, chart: NativeChart, *, shown: bool) -> None:
    chart.has_title, chart.has_legend = False, shown
    if shown and chart.legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
        chart.legend.font.size = Pt(_SMALLEST)
        chart.legend.font.color.rgb = rgb(page.theme.muted)


def _place_plot(chart: NativeChart, left: float, below: float) -> None:
    """Fix where the bars stand, so that the labels have the width that was measured."""
    area = next(chart.element.iter(qn("c:plotArea")))
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    layout, manual = OxmlElement("c:layout"), OxmlElement("c:manualLayout")
    layout.append(manual)
    places = {"x": left, "y": 0.0, "w": 1 - left, "h": 1 - below}
    named = {"layoutTarget": "inner", "xMode": "edge", "yMode": "edge"}
    for name, value in (*named.items(), *((one, f"{share:.4f}") for one, share in places.items())):
        part = OxmlElement(f"c:{name}")
        part.set("val", value)
        manual.append(part)
    area.insert(0, layout)
