"""How the tokens reach the browser: as variables of CSS and as hatches of SVG."""

from __future__ import annotations

import re
from dataclasses import asdict
from functools import cache

import streamlit as st
from markupsafe import Markup

from components.browser.assets import FRONTEND_DIR
from components.session.state import current_view
from data.tokens import (
    BLACK,
    FONT,
    GRADE_COLOURS,
    HATCH_GROUND,
    PALE,
    PAPER,
    PART_COLOURS,
    PERIOD,
    SHADE,
    SPACE,
    STAGE_TEXT,
    STRIPE,
    TEXT,
    THEMES,
    WIDTHS,
    ZONE_SCALE,
    Mode,
    Theme,
    sector_colours,
    zone_colours,
)

__all__ = [
    "FONT",
    "GRADE_COLOURS",
    "NEUTRAL",
    "PART_COLOURS",
    "SHADE",
    "THEMES",
    "Mode",
    "Theme",
    "css_tokens",
    "current_theme",
    "hatch",
    "hatch_defs",
    "page_css",
    "sector_colours",
    "zone_colours",
]

NEUTRAL = "neutral"
_STYLE_SHEETS = (
    *("atlas.css", "frame.css", "charts.css", "find.css", "profile.css"),
    "contact.css",
    *("small.css", "access.css", "paper.css"),
)


def current_theme() -> Theme:
    """Return the projector's theme if the link asks for it, else that of the reader's browser."""
    if current_view().is_projected:
        return THEMES["projector"]
    return THEMES["dark" if st.context.theme.type == "dark" else "light"]


def hatch(name: str) -> str:
    """Return the paint that refers to a hatch pattern of `hatch_defs`, by name or ``#RRGGBB``."""
    return f"url(#hatch-{name.lstrip('#')})"


def hatch_defs(theme: Theme) -> Markup:
    """Return an invisible SVG that defines one hatch pattern a colour of zones, and a neutral one.

    Each stripe has an edge, so that it is seen where its colour is as dark as the ground.
    """
    scale = {colour.lstrip("#"): colour for colour in ZONE_SCALE}
    colours = {**scale, NEUTRAL: theme.neutral, "accent": theme.accent}
    period, stripe = PERIOD * theme.line_scale, STRIPE * theme.line_scale
    pattern = Markup(
        '<pattern id="hatch-{name}" width="{period:g}" height="{period:g}" '
        'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="{period:g}" height="{period:g}" fill="{colour}" '
        'fill-opacity="{ground}"></rect>'
        '<rect width="{stripe:g}" height="{period:g}" fill="{colour}"></rect>'
        '<rect x="{stripe:g}" width="0.7" height="{period:g}" fill="{edge}"></rect>'
        "</pattern>"
    )
    sizes = {"period": period, "stripe": stripe, "ground": HATCH_GROUND, "edge": theme.outline}
    patterns = Markup().join(
        pattern.format(name=name, colour=colour, **sizes) for name, colour in colours.items()
    )
    return Markup(
        '<svg width="0" height="0" style="position:absolute" aria-hidden="true">'
        "<defs>{}</defs></svg>"
    ).format(patterns)


def css_tokens(theme: Theme) -> str:
    """Return the rule that makes the tokens of a theme variables of CSS."""
    colours = {
        name: value
        for name, value in asdict(theme).items()
        if isinstance(value, str) and name != "mode"
    }
    sizes = {f"text-{name}": f"{value}rem" for name, value in TEXT.items()}
    stage = {f"stage-{name}": f"{value}rem" for name, value in STAGE_TEXT.items()}
    steps = {f"space-{name}": f"{value}rem" for name, value in SPACE.items()}
    widths = {f"width-{name}": f"{theme.width(name)}px" for name in WIDTHS}
    evidence = {
        "stripe": f"{STRIPE * theme.line_scale:g}px",
        "period": f"{PERIOD * theme.line_scale:g}px",
        "hatch-ground": f"{HATCH_GROUND:.0%}",
        "pale": f"{PALE:.0%}",
        "font": FONT,
        "blank": BLACK,
        "qr-ground": PAPER,
        "type-scale": f"{theme.type_scale:g}",
    }
    statuses = {f"status-{name}": colour for name, colour in theme.statuses.items()}
    tokens = colours | statuses | sizes | stage | steps | widths | evidence
    rules = "; ".join(f"--{name}: {value}" for name, value in tokens.items())
    return f":root {{{rules}}}"


def page_css(theme: Theme) -> str:
    """Return the style sheet of all pages, with the theme's tokens as variables."""
    return f"<style>{css_tokens(theme)}\n{paper_tokens()}\n{_page_css()}</style>"


def paper_tokens() -> str:
    """Return the rule that makes the tokens of the light theme count on paper."""
    return f"@media print {{{css_tokens(THEMES['light'])}}}"


@cache
def _page_css() -> str:
    sheets = (FRONTEND_DIR / name for name in _STYLE_SHEETS)
    whole = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    # On one line: Streamlit looks through those of a text, each time, for what they are set in by.
    return re.sub(r"\n\s*", " ", whole)
