"""Design tokens: the one place where colours, type, space and signs of evidence are named.

They lie in the lowest room, beside the words, so that pages, files for paper and styles for
other programs read the same values. Lengths are CSS pixels unless their name says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import cycle
from typing import Literal

Mode = Literal["light", "dark", "projector"]
Border = Literal["solid", "dashed", "dotted"]

INK, PAPER, GREY, BLACK = "#1B2733", "#FFFFFF", "#7C8994", "#000000"
# Paul Tol's muted scheme: told apart by colour-blind readers. Always with an outline.
# In order of the zones; the first nine are his, the others keep their distance from them.
ZONE_SCALE = (
    *("#332288", "#88CCEE", "#117733", "#DDCC77", "#CC6677", "#882255"),
    *("#44AA99", "#999933", "#AA4499", "#661100", "#6699CC", "#BBBBBB"),
)
# Lines without an outline: 3:1 on the land of the light and of the dark theme.
COVERAGE_COLOURS: dict[str, str] = {
    "test_area": "#DD6622",
    "twin_1": "#0077BB",
    "twin_2": "#0077BB",
    "v2x": "#EE3377",
    "bus": "#009988",
}
# The same hues, 4.5:1 on light land.
_BOLD_COVERAGE_COLOURS: dict[str, str] = {
    "test_area": "#A84300",
    "twin_1": "#005C99",
    "twin_2": "#005C99",
    "v2x": "#B8145A",
    "bus": "#006B5E",
}
STATUS_COLOURS = {
    "operating": "#005B8E",
    "partial": "#2E9BD6",
    "construction": "#9ED3F5",
    "planned": "#D9D9D9",
    "unknown": "#D9D9D9",
}
# The parts of a stacked bar, in order (Paul Tol's bright scheme).
PART_COLOURS = ("#4477AA", "#EE6677", "#228833", "#CCBB44", "#66CCEE", "#AA3377")
# From what an article prints to what is assumed, which is hatched besides.
GRADE_COLOURS = {
    "reported": "#005B8E",
    "official": "#1C7FB8",
    "secondary": "#52B0E3",
    "derived": "#9ED3F5",
    "illustrative": "#D9D9D9",
}

FONT = (
    '"Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", '
    '"Microsoft YaHei", "Source Sans", system-ui, sans-serif'
)
# Sizes of type and steps of space, in rem; those of the stage, where a rem is twice as large.
TEXT = {
    "2xs": 0.7,
    "xs": 0.77,
    "s": 0.82,
    "m": 0.87,
    "l": 0.95,
    "base": 1.0,
    "xl": 1.15,
    "2xl": 1.5,
}
STAGE_TEXT = {"xs": 0.76, "s": 0.78, "m": 0.82, "l": 0.85, "xl": 0.92, "2xl": 1.42, "3xl": 2.2}
SPACE = {"1": 0.2, "2": 0.35, "3": 0.6, "4": 1.0, "5": 1.6}

POINTS_PER_PIXEL = 0.75  # on paper

# Evidence. Illustrative or forecast: stripes of a colour over its own paler ground.
STRIPE, PERIOD, HATCH_GROUND = 3.0, 7.0, 0.28
# What is not chosen, and a band between two sources.
PALE = 0.35
BORDERS: dict[str, Border] = {"planned": "dashed", "unknown": "dotted"}
# Widths of lines, and the dashes of coverages and routes: drawn and left out.
WIDTHS = {
    "hair": 1.0,
    "thin": 1.2,
    "outline": 1.5,
    "district": 2.0,
    "coverage": 2.5,
    "target": 2.5,
    "route": 4.0,
    "chosen": 3.5,
}
DASHES: dict[str, tuple[float, ...]] = {
    "test_area": (12, 4),
    "twin_1": (4, 4),
    "twin_2": (2, 7),
    "v2x": (10, 3, 2, 3),
    "bus": (0.1, 6),
    "target": (5, 3),
    "illustrative": (6, 4),
}


def zone_colours(zones: Iterable[str]) -> dict[str, str]:
    """Return a colour for each zone, by its place among them; after twelve they begin anew.

    >>> zone_colours(["A", "north"])
    {'A': '#332288', 'north': '#88CCEE'}
    """
    return dict(zip(zones, cycle(ZONE_SCALE)))


@dataclass(frozen=True)
class Theme:
    """The look of one mode.

    Text reaches 4.5:1 and graphics 3:1 on ``surface``, ``panel`` and ``land``; on a projector
    7:1 and 4.5:1.

    Attributes
    ----------
    type_scale, line_scale : float
        How much larger type is, and how much bolder lines and hatches are, than in the tokens.
    """

    mode: Mode
    surface: str
    panel: str
    ink: str
    muted: str
    line: str
    accent: str
    neutral: str
    outline: str
    land: str
    water: str
    warning: str
    shade: str
    type_scale: float = 1.0
    line_scale: float = 1.0

    def coverage(self, name: str) -> str:
        """Return the colour of the line of a coverage or route."""
        is_bold = self.mode == "projector"
        return (_BOLD_COVERAGE_COLOURS if is_bold else COVERAGE_COLOURS)[name]

    def width(self, name: str) -> float:
        """Return a width of line in CSS pixels."""
        return round(WIDTHS[name] * self.line_scale, 2)

    def dashes(self, name: str) -> tuple[float, ...]:
        """Return how much of a dashed line is drawn and left out, in CSS pixels."""
        return tuple(part * self.line_scale for part in DASHES[name])

    @property
    def for_paper(self) -> Theme:
        """The theme of what is meant to be printed: no dark sheets."""
        return THEMES["light"] if self.mode == "dark" else self


THEMES: dict[Mode, Theme] = {
    "light": Theme(
        "light",
        surface=PAPER,
        panel="#F5F7F9",
        ink=INK,
        muted="#55636F",
        line="#D5DCE2",
        accent="#005B8E",
        neutral=GREY,
        outline=INK,
        land="#F7F5EF",
        water="#BBD9EC",
        warning="#8A4B00",
        shade="#00000059",
    ),
    "dark": Theme(
        "dark",
        surface="#10171E",
        panel="#18222C",
        ink="#E8EEF3",
        muted="#A9B6C2",
        line="#33414E",
        accent="#5DB4E6",
        neutral="#8D9AA6",
        outline="#E8EEF3",
        land="#1B252E",
        water="#24506B",
        warning="#F2B866",
        shade="#00000099",
    ),
    # For weak projectors and bright rooms.
    "projector": Theme(
        "projector",
        surface=PAPER,
        panel="#F0F3F5",
        ink=BLACK,
        muted="#2B3640",
        line="#5A6670",
        accent="#00416B",
        neutral="#4A5560",
        outline=BLACK,
        land="#F7F4EA",
        water="#8FC1E0",
        warning="#6B3200",
        shade="#00000073",
        type_scale=1.15,
        line_scale=1.5,
    ),
}
