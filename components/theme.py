"""Design tokens: the one place where colours, patterns and type are named."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

import streamlit as st

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
FONT = (
    '"Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", '
    '"Microsoft YaHei", "Source Sans", system-ui, sans-serif'
)
NEUTRAL = "neutral"


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


def hatch_script(theme: Theme) -> str:
    """Return a script that puts `hatch_defs` into the page.

    Streamlit strips SVG from HTML, so that the patterns of the charts have to be added
    this way; a later call replaces them, as when the reader changes the theme. Its
    sanitizer also drops a script in which a tag stands in plain sight.
    """
    defs = json.dumps(hatch_defs(theme)).replace("<", "\\u003c")
    return f"""<p hidden></p><script>{{
const host = document.getElementById("atlas-hatches") || document.createElement("div");
host.id = "atlas-hatches";
host.innerHTML = {defs};
document.body.appendChild(host);
}}</script>"""


def page_css(theme: Theme) -> str:
    """Return the style sheet of all pages."""
    return f"""<style>
.stMainBlockContainer {{padding: 3.9rem 2rem 2rem; max-width: 1680px}}
.stMainBlockContainer > div > .stVerticalBlock {{gap: .55rem}}
.stMainBlockContainer .stVerticalBlock .stVerticalBlock {{gap: .5rem}}
.atlas-brand {{color: {theme.muted}; font-size: .82rem; margin: 0}}
.atlas-title {{font-size: 1.55rem; line-height: 1.3; font-weight: 650; margin: 0;
  color: {theme.ink}; text-wrap: balance}}
.atlas-h3 {{font-size: .95rem; font-weight: 650; margin: 0; color: {theme.ink}}}
.atlas-h3 small {{font-weight: 400; color: {theme.muted}; font-size: .82rem}}
.atlas-note {{color: {theme.muted}; font-size: .8rem; line-height: 1.45; margin: 0}}
.atlas-warning {{border-left: 4px solid {theme.warning}; background: {theme.panel};
  padding: .5rem .8rem; font-size: .88rem; color: {theme.ink}; margin: 0; overflow-wrap: anywhere}}
.atlas-card-label {{color: {theme.muted}; font-size: .82rem; margin: 0; padding-right: 4.2rem}}
.atlas-card-value {{font-size: 1.5rem; font-weight: 650; line-height: 1.25; margin: 0;
  color: {theme.ink}; font-variant-numeric: tabular-nums}}
.atlas-card-sub {{color: {theme.muted}; font-size: .78rem; line-height: 1.4; margin: 0}}
.atlas-card-sub .atlas-flag {{color: {theme.warning}}}
.atlas-line {{display: block; width: fit-content; max-width: 100%; min-height: 1.4em;
  overflow: hidden; text-overflow: ellipsis; white-space: nowrap}}
.atlas-forecast {{border-bottom: 2px dashed {theme.neutral}}}
.atlas-source dt {{font-weight: 650; margin-top: .5rem}}
.atlas-source dd {{margin: 0 0 .1rem; font-size: .85rem; color: {theme.muted}}}
.atlas-empty {{border: 1px dashed {theme.neutral}; border-radius: 6px; padding: .9rem;
  color: {theme.muted}; font-size: .88rem; margin: 0}}
.atlas-table {{width: 100%; border-collapse: collapse; font-size: .85rem}}
.atlas-table th, .atlas-table td {{padding: .35rem .5rem; border-bottom: 1px solid {theme.line};
  text-align: left; vertical-align: top}}
.atlas-table .num {{text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap}}
.atlas-table summary {{cursor: pointer; white-space: nowrap; color: {theme.accent}}}
.atlas-table th {{white-space: nowrap}}
.atlas-scroll {{overflow-x: auto; max-width: 100%}}
.st-key-cards {{display: grid !important; gap: .6rem; align-items: stretch !important;
  grid-template-columns: repeat(auto-fit, minmax(150px, 1fr))}}
.st-key-cards > div {{width: auto !important; min-width: 0}}
.st-key-filters {{gap: .35rem 1.1rem}}
.st-key-filters [data-testid="stButtonGroup"] button {{min-height: 1.75rem; padding: .05rem .6rem}}
.st-key-filters [data-testid="stButtonGroup"] button p {{font-size: .83rem}}
.st-key-filters [data-testid="stWidgetLabel"] {{min-height: 0; margin-bottom: .1rem}}
.st-key-filters [data-testid="stWidgetLabel"] p {{font-size: .78rem; color: {theme.muted}}}
div[class*="st-key-card-"] {{gap: 0; padding: .5rem .8rem; position: relative; height: 100%;
  min-height: 7.6rem}}
div[class*="st-key-card-"] div[class*="st-key-source-"] {{position: absolute; top: .3rem;
  right: .5rem; width: max-content}}
div[class*="st-key-card-"] div[class*="st-key-source-"] * {{width: max-content; max-width: none}}
div[class*="st-key-card-"] [data-testid="stPopover"] button p {{white-space: nowrap}}
.st-key-cards > div > div {{height: 100%}}
div[class*="st-key-chart-"] {{margin-bottom: -14px}}
div[class*="st-key-source-"] button, div[class*="st-key-table-"] button {{
  min-height: 1.5rem; padding: 0; font-size: .8rem}}
iframe[title="streamlit_folium.st_folium"] {{border: 1px solid {theme.line}; border-radius: 6px}}
@media (max-width: 640px) {{
  .stMainBlockContainer {{padding: 3.4rem .8rem 1.5rem}}
  .atlas-title {{font-size: 1.2rem}}
  .atlas-card-value {{font-size: 1.2rem}}
  .atlas-line {{white-space: normal}}
  .st-key-cards {{grid-template-columns: 1fr 1fr}}
}}
</style>"""
