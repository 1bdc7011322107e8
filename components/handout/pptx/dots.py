"""A number as dots: one shape a dot, in one group, and the numbers below."""

from __future__ import annotations

from math import ceil, sqrt
from typing import Any

from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE

from components.blocks.dots import Dots
from components.handout.pptx.marks import blended
from components.handout.pptx.page import Page, describe, emu
from components.handout.pptx.text import LEAST_PT, POINTS_PER_INCH, Box, Para, height_pt, rgb

_SAID_PT, _SHARE, _LARGEST = 18.0, 0.82, 0.55  # inches a dot has at the most
_AHEAD = 0.5  # of the line of a dot that is not filled


def add_dots(page: Page, data: Dots, box: Box) -> float:
    """Add dots, full for the part and open for what is ahead; return their height in inches."""
    said = [Para(f"{one.label} {one.text}", page.theme.ink) for one in data.counts]
    said += [Para(data.each, page.theme.muted, 0)] if data.each else []
    size = _SAID_PT * page.theme.type_scale
    below = height_pt(said, box.width * POINTS_PER_INCH, size, page.words.lang) / POINTS_PER_INCH
    field = box._replace(height=box.height - below - 0.15)
    across = max(1, min(data.dots, ceil(sqrt(data.dots * field.width / max(field.height, 0.5)))))
    step = min(field.width / across, field.height / ceil(data.dots / across), _LARGEST)
    dots = []
    for n in range(data.dots):
        left, top = field.left + (n % across) * step, field.top + (n // across) * step
        place = Box(left, top, _SHARE * step, _SHARE * step)
        dots.append(_add_dot(page, data, place, n < data.filled))
    # Grouped at last: a group measures all that is in it with each that comes.
    describe(page.slide.shapes.add_group_shape(dots), data.alt)
    high = ceil(data.dots / across) * step + 0.1
    place = box._replace(top=box.top + high, height=below + 0.05)
    page.text(place, said, largest=_SAID_PT, smallest=LEAST_PT)
    return high + below + 0.05


def _add_dot(page: Page, data: Dots, box: Box, full: bool) -> Any:  # noqa: FBT001
    dot = page.slide.shapes.add_shape(MSO_SHAPE.OVAL, *emu(box))
    dot.shadow.inherit = False
    ground = page.theme.surface
    dot.fill.solid()
    dot.fill.fore_color.rgb = rgb(data.fill if full else ground)
    dot.line.color.rgb = rgb(data.stroke if full else blended(data.stroke, ground, _AHEAD))
    dot.line.width = page.line("thin")
    if data.dashed and not full:
        dot.line.dash_style = MSO_LINE.DASH
    return dot
