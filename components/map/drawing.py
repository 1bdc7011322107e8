"""The tools that draw an area on the map (``browser/map/drawing.js``), and how it looks."""

from __future__ import annotations

from typing import Any

from components.blocks.text import Words
from components.map.script import Script
from components.session.theme import FONT, Theme

OUTLINE_FILE = "area-file"  # what a dropped outline is posted as
ACCEPTED = ".geojson,.json,.kml,.kmz,.gpkg,.gpx,.dxf,.fgb,.zip"
_TOOLS = ("draw", "polygon", "circle", "file", "edit", "clear")
_SAID = (
    *("polygon", "circle", "corner", "radius", "crossing", "few", "many"),
    *("done", "undo", "cancel", "large", "reading"),
)


def drawing(words: Words, theme: Theme) -> Script:
    """Return the tools; to be added when all layers are there."""
    return Script(
        "drawing",
        {
            "tools": {name: words(f"area.tool.{name}") for name in _TOOLS},
            "words": {name: words(f"area.pen.{name}", n="{n}") for name in _SAID},
            "style": area_style(theme),
            "accept": ACCEPTED,
            "file": OUTLINE_FILE,
        },
    )


def area_style(theme: Theme) -> dict[str, Any]:
    """Return the path options of a drawn area."""
    return {
        "color": theme.accent,
        "weight": theme.width("chosen"),
        "dashArray": "8 6",
        "fillColor": theme.accent,
        "fillOpacity": 0.1,
    }


def drawing_css(theme: Theme) -> str:
    """Return what the style sheet of the map's frame adds for it."""
    surface, ink, line, accent = theme.surface, theme.ink, theme.line, theme.accent
    return f"""<style>
    .leaflet-bar.atlas-tools {{border-color: {line}; background: {surface}}}
    .atlas-tools button {{display: none; width: 30px; height: 30px; padding: 4px; border: 0;
      border-bottom: 1px solid {line}; background: {surface}; color: {ink}; cursor: pointer}}
    .atlas-tools .atlas-tool-draw, .atlas-tools-open button {{display: block}}
    .atlas-tools:not(.atlas-tools-drawn) :is(.atlas-tool-edit, .atlas-tool-clear) {{display: none}}
    .atlas-tools button:last-of-type {{border-bottom: 0}}
    .atlas-tools button:hover {{background: {theme.panel}}}
    .atlas-tools button[aria-pressed=true] {{background: {accent}; color: {surface}}}
    .atlas-tools svg {{width: 100%; height: 100%; fill: none; stroke: currentColor; stroke-width: 2;
      stroke-linejoin: round; stroke-linecap: round}}
    .atlas-tools:not(.atlas-tools-open) .atlas-named, .atlas-named:empty {{display: none}}
    .atlas-tools .atlas-named {{position: absolute; left: calc(100% + 6px); top: 0;
      width: max-content; max-width: 220px; max-height: 240px; overflow: auto;
      background: {surface};
      border: 1px solid {line}; border-radius: 4px}}
    .atlas-tools .atlas-named button {{width: 100%; height: auto; min-height: 30px;
      padding: 4px 10px; text-align: start;
      font: var(--text-xs)/1.4 {FONT}}}
    .atlas-tool-note:empty {{display: none}}
    .atlas-tool-note {{margin: 0; padding: 4px 8px; max-width: 220px; color: {ink}}}
    .atlas-drawing {{cursor: crosshair !important}}
    .atlas-drawing :is(.leaflet-interactive, .leaflet-marker-icon) {{
      pointer-events: none !important}}
    .atlas-drawing :is(.leaflet-tooltip, .atlas-keys) {{display: none}}
    .atlas-pen {{position: absolute; z-index: 1050; bottom: 34px; left: 10px; right: 64px;
      width: fit-content; margin: 0 auto; padding: 6px 10px; display: flex; flex-wrap: wrap;
      gap: 6px; align-items: center; font: var(--text-s)/1.4 {FONT}; color: {ink};
      background: {surface}; border: 1px solid {line}; border-radius: 4px;
      pointer-events: auto}}
    .atlas-pen button {{font: inherit; color: {ink}; background: {theme.panel}; cursor: pointer;
      border: 1px solid {line}; border-radius: 4px; padding: 2px 10px; min-height: 28px}}
    .atlas-pen-circle button:first-of-type {{display: none}}
    .atlas-cross {{position: absolute; z-index: 1040; width: 0; height: 0; pointer-events: none}}
    .atlas-cross::before, .atlas-cross::after {{content: ""; position: absolute;
      background: {accent}; box-shadow: 0 0 0 1px {surface}}}
    .atlas-cross::before {{left: -14px; top: -1px; width: 29px; height: 2px}}
    .atlas-cross::after {{top: -14px; left: -1px; height: 29px; width: 2px}}
    .atlas-drawn span {{position: absolute; bottom: 4px; left: 0; transform: translateX(-50%);
      white-space: nowrap; padding: 1px 8px; color: {ink}; background: {surface};
      border: 2px dashed {accent}; border-radius: 4px; font: 600 var(--text-xs)/1.5 {FONT}}}
    .atlas-handle {{border-radius: 50%; background: radial-gradient(circle, {surface} 5px,
      {accent} 5.5px 8px, transparent 8.5px); cursor: move}}
    @media (pointer: coarse) {{
      .atlas-tools button {{width: 44px; height: 44px; padding: 9px}}
      .atlas-pen {{right: 72px}}
      .atlas-pen button {{min-height: 44px; padding: 2px 8px}}}}
    body:has(.atlas-scene-legend) .atlas-tools {{display: none}}
    @media print {{.atlas-tools, .atlas-pen, .atlas-handle, .atlas-cross {{display: none}}}}
    @media (forced-colors: active) {{
      .atlas-cross::before, .atlas-cross::after, .atlas-handle {{forced-color-adjust: none}}
      .atlas-tools button[aria-pressed=true] {{forced-color-adjust: none; background: Highlight;
        color: HighlightText}}}}
    </style>"""
