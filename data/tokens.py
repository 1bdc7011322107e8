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
Shape = Literal["area", "route"]

INK, PAPER, GREY, BLACK = "#1B2733", "#FFFFFF", "#7C8994", "#000000"
# Paul Tol's muted scheme: told apart by colour-blind readers. Always with an outline.
# In order of the zones; the first nine are his, the others keep their distance from them.
ZONE_SCALE = (
    *("#332288", "#88CCEE", "#117733", "#DDCC77", "#CC6677", "#882255"),
    *("#44AA99", "#999933", "#AA4499", "#661100", "#6699CC", "#BBBBBB"),
)
# In order of the sectors: from Paul Tol's light, vibrant and bright schemes, those that keep their
# distance from each other and from the colours of six zones, for colour-blind readers too.
SECTOR_SCALE = (
    *("#EE8866", "#33BBEE", "#AA3377", "#BBCC33"),
    *("#FFAABB", "#0077BB", "#CC3311", "#44BB99"),
)
# Lines without an outline: 3:1 on the land of the light and of the dark theme. Areas have a hue
# for each system, routes one each, in the order of the park's table.
LINE_COLOURS: dict[Shape, tuple[str, ...]] = {
    "area": ("#DD6622", "#0077BB", "#8F62D0", "#668800"),
    "route": ("#EE3377", "#009988", "#A06A00", "#5577DD"),
}
# The same hues, 4.5:1 on light land.
_BOLD_LINE_COLOURS: dict[Shape, tuple[str, ...]] = {
    "area": ("#A84300", "#005C99", "#5B2FA0", "#3F5A00"),
    "route": ("#B8145A", "#006B5E", "#6B4E00", "#2B3F9E"),
}
# From what is done to what is not known, the most done the most present on the ground of its
# theme: the first three stand out from it by themselves (3:1, on a projector 4.5:1), the others
# by their dashed outline.
_STATUS_SCALES: dict[Mode, dict[str, str]] = {
    "light": {
        "operating": "#003F66",
        "partial": "#1B74AC",
        "construction": "#4A90C2",
        "planned": "#D3DAE0",
        "unknown": "#EDF1F4",
    },
    "dark": {
        "operating": "#CBE9FB",
        "partial": "#5DB4E6",
        "construction": "#3179A8",
        "planned": "#33414E",
        "unknown": "#1F2A34",
    },
    "projector": {
        "operating": "#00263F",
        "partial": "#00568C",
        "construction": "#256EA1",
        "planned": "#C9D1D8",
        "unknown": "#E9EDF0",
    },
}
# What shades the numbers of a table, in every theme.
SHADE = "#2E9BD6"
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
    "2xl": 1.375,
}
STAGE_TEXT = {"xs": 0.72, "s": 0.88, "m": 0.9, "l": 0.98, "xl": 1.12, "2xl": 1.9, "3xl": 3.8}
SPACE = {"1": 0.2, "2": 0.35, "3": 0.6, "4": 1.0, "5": 1.6}

POINTS_PER_PIXEL = 0.75  # on paper

# Evidence. Illustrative or forecast: stripes of a colour over its own paler ground.
STRIPE, PERIOD, HATCH_GROUND = 3.0, 7.0, 0.28
# What is not chosen, and a band between two sources.
PALE = 0.35
BORDERS: dict[str, Border] = {"planned": "dashed", "unknown": "dotted"}
# Widths of lines, and their dashes: drawn and left out.
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
    "target": (5, 3),
    "illustrative": (6, 4),
}
LINE_DASHES: dict[Shape, tuple[tuple[float, ...], ...]] = {
    "area": ((12, 4), (4, 4), (2, 7), (16, 4, 4, 4), (8, 8)),
    "route": ((10, 3, 2, 3), (0.1, 6), (18, 3, 2, 3, 2, 3), (0.1, 12)),
}


@dataclass(frozen=True)
class GroundLook:
    """The quiet colours of what lies under the layers of a map (`geo.drawn`).

    Attributes
    ----------
    around : str
        Land beyond the district of the park.
    green, built, building, water, shore : str
        Areas; `shore` is also that of rivers.
    major, main, minor, edge, casing, rail : str
        Roads: motorways and trunk roads, primary and secondary ones, others; the edge of the
        first, that of the others.
    border : str
        Lines between districts and cities.
    name, water_name : str
        Texts.
    """

    around: str
    green: str
    built: str
    building: str
    water: str
    shore: str
    major: str
    main: str
    minor: str
    edge: str
    casing: str
    rail: str
    border: str
    name: str
    water_name: str


GROUND_LOOKS: dict[Mode, GroundLook] = {
    "light": GroundLook(
        around="#F0EEE7",
        green="#E7F0DE",
        built="#F2EDE7",
        building="#DDD6CC",
        water="#BBD9EC",
        shore="#8DBBD8",
        major="#F4D3A4",
        main="#FBEBCB",
        minor="#FFFFFF",
        edge="#DDAE6B",
        casing="#CDC4B6",
        rail="#9BA2A9",
        border="#B4ADA0",
        name="#4E5A64",
        water_name="#1F5C86",
    ),
    "dark": GroundLook(
        around="#131B22",
        green="#1B2A27",
        built="#1F2A33",
        building="#2C3844",
        water="#1D3F56",
        shore="#2F6080",
        major="#5C4F37",
        main="#423F37",
        minor="#36424D",
        edge="#7A6743",
        casing="#131B22",
        rail="#56636F",
        border="#4A5865",
        name="#AEBAC5",
        water_name="#8CC4E8",
    ),
    "projector": GroundLook(
        around="#E6E1D4",
        green="#DCE8CE",
        built="#E9E2D8",
        building="#CFC5B6",
        water="#9CCBE6",
        shore="#4F93BC",
        major="#F0BE78",
        main="#F8DDA6",
        minor="#FFFFFF",
        edge="#B9802F",
        casing="#A99D8A",
        rail="#6E767E",
        border="#8C8473",
        name="#2B3640",
        water_name="#0B4A75",
    ),
}


@dataclass(frozen=True)
class Look:
    """How the line of a coverage or route is drawn; after the last colour they begin anew.

    Attributes
    ----------
    shape : {"area", "route"}
    hue : int
        Place of its colour.
    place : int
        Its own among those of its shape: decides on its dashes.
    """

    shape: Shape
    hue: int
    place: int


def zone_colours(zones: Iterable[str]) -> dict[str, str]:
    """Return a colour for each zone, by its place among them; after twelve they begin anew.

    >>> zone_colours(["A", "north"])
    {'A': '#332288', 'north': '#88CCEE'}
    """
    return dict(zip(zones, cycle(ZONE_SCALE)))


def sector_colours(sectors: Iterable[str]) -> dict[str, str]:
    """Return a colour for each sector, by its place among them; after eight they begin anew.

    Like those of zones they come with an outline: some are pale.

    >>> sector_colours(["data", "content"])
    {'data': '#EE8866', 'content': '#33BBEE'}
    """
    return dict(zip(sectors, cycle(SECTOR_SCALE)))


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

    @property
    def statuses(self) -> dict[str, str]:
        """The colour of each status of a project."""
        return _STATUS_SCALES[self.mode]

    def coverage(self, look: Look) -> str:
        """Return the colour of the line of a coverage or route."""
        scale = (_BOLD_LINE_COLOURS if self.mode == "projector" else LINE_COLOURS)[look.shape]
        return scale[look.hue % len(scale)]

    def width(self, name: str) -> float:
        """Return a width of line in CSS pixels."""
        return round(WIDTHS[name] * self.line_scale, 2)

    def dashes(self, name: str | Look) -> tuple[float, ...]:
        """Return how much of a dashed line is drawn and left out, in CSS pixels."""
        if isinstance(name, Look):
            scale = LINE_DASHES[name.shape]
            return self._scaled(scale[name.place % len(scale)])
        return self._scaled(DASHES[name])

    def _scaled(self, parts: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(part * self.line_scale for part in parts)

    @property
    def ground(self) -> GroundLook:
        """The colours of the ground."""
        return GROUND_LOOKS[self.mode]

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
