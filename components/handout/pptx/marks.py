"""How the bars of a chart are drawn: solid, hatched, dashed, faded, each with its label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.enum.chart import XL_LABEL_POSITION
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.util import Pt

from components.handout.pptx.page import Page
from components.handout.pptx.text import clean, rgb
from data.tokens import HATCH_GROUND, PALE


@dataclass(frozen=True)
class Mark:
    """How one bar is drawn.

    Attributes
    ----------
    value : float or None
    fill, stroke : str
    hatched, dashed, faded : bool
    text : str
        Its label, or empty.
    """

    value: float | None
    fill: str = "transparent"
    stroke: str = ""
    hatched: bool = False
    dashed: bool = False
    faded: bool = False
    text: str = ""


def draw_marks(page: Page, series: Any, marks: Sequence[Mark], size: float) -> None:
    """Give each bar of a series its look and its label, in type of a size in points.

    The series itself, which is what a legend shows, looks as its first bar that is drawn whole.
    """
    series.invert_if_negative = False
    drawn = [mark for mark in marks if mark.value is not None]
    whole = sorted(drawn, key=lambda mark: (mark.faded, mark.hatched))
    if whole:
        _draw(page, series.format, replace(whole[0], faded=False))
    for n, mark in enumerate(marks):
        point = series.points[n]
        _draw(page, point.format, mark)
        if mark.text:
            label = point.data_label
            label.position = XL_LABEL_POSITION.OUTSIDE_END
            label.text_frame.word_wrap = False
            run = label.text_frame.paragraphs[0].add_run()
            run.text = clean(mark.text)
            run.font.size, run.font.color.rgb = Pt(size), rgb(page.theme.ink)


def _draw(page: Page, look: Any, mark: Mark) -> None:
    """Give something the fill and the line of a bar."""
    _paint(page, look.fill, mark)
    if mark.stroke:
        look.line.color.rgb = rgb(_ink(page, mark.stroke, mark))
        look.line.width = page.line("thin")
        if mark.dashed:
            look.line.dash_style = MSO_LINE.DASH
    else:
        look.line.fill.background()


def _paint(page: Page, fill: Any, mark: Mark) -> None:
    if mark.fill == "transparent" or mark.value is None:
        fill.background()
    elif mark.hatched:
        fill.patterned()
        fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        fill.fore_color.rgb = rgb(_ink(page, mark.fill, mark))
        fill.back_color.rgb = rgb(blended(mark.fill, page.theme.surface, HATCH_GROUND))
    else:
        fill.solid()
        fill.fore_color.rgb = rgb(_ink(page, mark.fill, mark))


def _ink(page: Page, colour: str, mark: Mark) -> str:
    return blended(colour, page.theme.surface, PALE) if mark.faded else colour


def blended(colour: str, ground: str, share: float) -> str:
    """Return a share of a colour over a ground."""
    parts = [
        round(share * int(colour[n : n + 2], 16) + (1 - share) * int(ground[n : n + 2], 16))
        for n in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02X}" for part in parts)
