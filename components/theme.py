"""Design tokens: the one place where colours, patterns and type are named."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from typing import Literal

import streamlit as st

from components.assets import FRONTEND_DIR

Mode = Literal["light", "dark"]

# Paul Tol's muted scheme: told apart by colour-blind readers.
ZONE_COLOURS = {
    "A": "#332288",
    "B": "#88CCEE",
    "C": "#117733",
    "D": "#DDCC77",
    "E": "#CC6677",
    "F": "#882255",
}
COVERAGE_COLOURS = {
    "test_area": "#EE7733",
    "twin_1": "#0077BB",
    "twin_2": "#0077BB",
    "v2x": "#EE3377",
    "bus": "#009988",
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
    "secondary": "#2E9BD6",
    "derived": "#9ED3F5",
    "illustrative": "#D9D9D9",
}
FONT = (
    '"Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", '
    '"Microsoft YaHei", "Source Sans", system-ui, sans-serif'
)
NEUTRAL = "neutral"
# Sizes of type and steps of space, in rem.
TEXT = {"2xs": 0.7, "xs": 0.77, "s": 0.82, "m": 0.87, "l": 0.95, "xl": 1.15, "2xl": 1.5}
SPACE = {"1": 0.2, "2": 0.35, "3": 0.6, "4": 1.0, "5": 1.6}
_STYLE_SHEETS = ("atlas.css", "small.css", "paper.css")


@dataclass(frozen=True)
class Theme:
    """Colours of one mode; text reaches 4.5:1 and graphics 3:1 on ``surface``."""

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


THEMES: dict[Mode, Theme] = {
    "light": Theme(
        "light",
        surface="#FFFFFF",
        panel="#F5F7F9",
        ink="#1B2733",
        muted="#55636F",
        line="#D5DCE2",
        accent="#005B8E",
        neutral="#7C8994",
        outline="#1B2733",
        land="#F7F5EF",
        water="#BBD9EC",
        warning="#8A4B00",
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
    ),
}


def current_theme() -> Theme:
    """Return the tokens of the theme that the reader's browser shows."""
    return THEMES["dark" if st.context.theme.type == "dark" else "light"]


def hatch(name: str) -> str:
    """Return the paint that refers to a hatch pattern of `hatch_defs`."""
    return f"url(#hatch-{name})"


def hatch_defs(theme: Theme) -> str:
    """Return an invisible SVG that defines one hatch pattern a zone, and a neutral one."""
    colours = {**ZONE_COLOURS, NEUTRAL: theme.neutral, "accent": theme.accent}
    patterns = "".join(
        f'<pattern id="hatch-{name}" width="7" height="7" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="7" height="7" fill="{colour}" '
        f'fill-opacity="0.28"></rect><rect width="3" height="7" fill="{colour}"></rect></pattern>'
        for name, colour in colours.items()
    )
    return (
        f'<svg width="0" height="0" style="position:absolute" aria-hidden="true">'
        f"<defs>{patterns}</defs></svg>"
    )


def page_css(theme: Theme) -> str:
    """Return the style sheet of all pages, with the theme's colours as variables."""
    colours = {name: value for name, value in asdict(theme).items() if name != "mode"}
    sizes = {f"text-{name}": f"{value}rem" for name, value in TEXT.items()}
    steps = {f"space-{name}": f"{value}rem" for name, value in SPACE.items()}
    tokens = "; ".join(f"--{name}: {value}" for name, value in (colours | sizes | steps).items())
    return f"<style>:root {{{tokens}}}\n{_page_css()}</style>"


@cache
def _page_css() -> str:
    sheets = (FRONTEND_DIR / name for name in _STYLE_SHEETS)
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
