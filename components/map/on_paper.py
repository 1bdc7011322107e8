"""How the map looks on paper: in the colours of the light theme, a legend instead of a control."""

from __future__ import annotations

from dataclasses import asdict

from components.map.style import map_css
from components.session.theme import THEMES, Theme

_PAPER = """<style>.atlas-paper :is(#parent, #map_div) {height: 100vh !important}</style>
    <style media="print">
    * {print-color-adjust: exact}
    .leaflet-bar, .atlas-key-bar, .atlas-key input, .atlas-key .atlas-key-bases,
    .leaflet-marker-draggable, .atlas-key label:has(input:not(:checked)),
    .leaflet-container .atlas-info, .atlas-skip, .atlas-keys, .atlas-swipe, .atlas-wheel,
    .atlas-tip {display: none !important}
    .atlas-key {font-size: var(--text-2xs); padding-top: 4px}
    .atlas-key .atlas-key-layers {display: block; max-height: none !important;
      overflow: visible !important}
    </style>"""
# What single pages lay over the map.
_LAID_OVER = ":is(.atlas-scene-legend, .atlas-scene-park span, .atlas-swipe-line span)"


def map_paper_css(theme: Theme) -> str:
    """Return the style sheets of the map's frame that only count in print.

    What Leaflet has painted in a colour of `theme` gets the same colour of the light one.
    """
    light = THEMES["light"]
    if theme == light:
        return _PAPER
    colours = {name: value for name, value in asdict(light).items() if str(value).startswith("#")}
    rules = "".join(
        f'[stroke="{asdict(theme)[name]}"] {{stroke: {colour}}}'
        f'[fill="{asdict(theme)[name]}"] {{fill: {colour}}}'
        for name, colour in colours.items()
    )
    rules += (
        f"{_LAID_OVER} {{background: {light.surface} !important; color: {light.ink} !important; "
        f"border-color: {light.line} !important}}"
    )
    sheet = map_css(light).replace("<style>", '<style media="print">', 1)
    return f'{sheet}<style media="print">{rules}</style>{_PAPER}'
