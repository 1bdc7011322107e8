"""How the map looks: its style sheet, swatches of its legend, states of a zone."""

from __future__ import annotations

from typing import Any

from components.theme import FONT, Theme


def map_css(theme: Theme) -> str:
    """Return the style sheet of the map's frame."""
    return f"""<style>
    body {{margin: 0}}
    .leaflet-container {{background: {theme.panel}; font: 12px/1.4 {FONT} !important}}
    .leaflet-control-layers, .leaflet-bar a, .leaflet-control-attribution,
    .leaflet-control-scale-line, .leaflet-tooltip, .atlas-tile-error, .atlas-places {{
      background: {theme.surface} !important; color: {theme.ink} !important;
      border-color: {theme.line} !important}}
    .leaflet-control-attribution a {{color: {theme.accent}}}
    .leaflet-control-layers {{box-shadow: none !important; padding: 5px 8px !important;
      border: 1px solid {theme.line} !important}}
    .leaflet-control-layers label {{margin: 0; line-height: 1.55}}
    .leaflet-control-layers-selector {{accent-color: {theme.accent}; margin: 0 4px 0 0; top: 2px}}
    .atlas-swatch {{display: inline-block; width: 18px; height: 10px; margin-right: 5px}}
    .atlas-letter {{color: {theme.ink}; font: 700 15px system-ui; text-align: center;
      text-shadow: 0 0 3px {theme.surface}, 0 0 3px {theme.surface}, 0 0 5px {theme.surface},
      0 0 5px {theme.surface}; pointer-events: none !important}}
    .atlas-label {{color: {theme.ink}; white-space: nowrap; pointer-events: none !important;
      text-shadow: 0 0 2px {theme.surface}, 0 0 2px {theme.surface}, 0 0 4px {theme.surface}}}
    .atlas-label span {{background: {theme.surface}; padding: 0 4px; border-left: 4px solid}}
    .atlas-far .atlas-near, .atlas-small .atlas-info {{display: none}}
    .atlas-info {{color: {theme.ink}; background: none; border: 0; padding: 0; cursor: pointer;
      font: 13px/24px system-ui; width: 24px; height: 24px; text-align: center;
      border-radius: 50%}}
    .leaflet-container .atlas-info {{text-shadow: 0 0 2px {theme.surface}, 0 0 3px {theme.surface},
      0 0 4px {theme.surface}}}
    .atlas-info:hover {{background: {theme.surface}}}
    .atlas-info:focus-visible {{outline: 2px solid {theme.accent}; background: {theme.surface}}}
    .atlas-tile-error, .atlas-places {{padding: 4px 8px; border: 1px solid; border-radius: 4px;
      max-width: 60vw}}
    .leaflet-pane.leaflet-atlas-tenants-pane {{z-index: 450; pointer-events: none}}
    .leaflet-atlas-tenants-pane canvas {{pointer-events: none}}
    path[role=button]:focus-visible {{outline: none; stroke-width: 5px}}
    @media (max-width: 480px) {{
      .leaflet-control-layers {{font-size: 11px; padding: 2px 5px !important}}
      .leaflet-control-layers label {{line-height: 1.3}}}}
    </style>"""


def swatch(style: str) -> str:
    """Return the sign of a layer in the legend; `style` is CSS."""
    return f'<i class="atlas-swatch" style="{style}"></i>'


def zone_styles(theme: Theme) -> dict[str, dict[str, Any]]:
    """Return the path options of a zone by state."""
    return {
        "plain": {"weight": 1.5, "fillOpacity": 0.85, "opacity": 1, "color": theme.outline},
        "chosen": {"weight": 3.5, "fillOpacity": 1, "opacity": 1, "color": theme.outline},
        "other": {"weight": 1, "fillOpacity": 0.25, "opacity": 0.6, "color": theme.outline},
    }
