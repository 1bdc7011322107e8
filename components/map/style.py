"""How the map looks: its style sheet, swatches of its legend, states of a zone."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from components.session.theme import FONT, Theme, css_tokens
from data.tokens import Look

# Where the name of an area stands: the vertex farthest east (1) or west, north or south.
_CORNERS = ((1, -1), (1, 1), (-1, -1), (-1, 1))
_DOT = 1.0  # pixels: a dash so short is a dot, which only a round end makes seen


def _halo(colour: str) -> str:
    """Return shadows that stand around a letter on any fill, as wide as a tenth of it."""
    around = ("1 0", "-1 0", "0 1", "0 -1", ".7 .7", "-.7 .7", ".7 -.7", "-.7 -.7")
    pairs = (offset.split() for offset in around)
    return ", ".join(f"calc({x} * .1em) calc({y} * .1em) 1px {colour}" for x, y in pairs)


def map_css(theme: Theme) -> str:
    """Return the style sheet of the map's frame."""
    return f"""<style>{css_tokens(theme)}
    @font-face {{font-family: "Atlas Quotes"; unicode-range: U+2018-201D;
      src: local("Arial"), local("Helvetica"), local("Liberation Sans"), local("DejaVu Sans")}}
    :root {{--font: {FONT}}}
    :root:lang(en) {{--font: "Atlas Quotes", {FONT}}}
    html {{font-size: calc(100% * var(--type-scale))}}
    body {{margin: 0}}
    .leaflet-container {{background: {theme.panel};
      font: var(--text-xs)/1.4 var(--font) !important}}
    .leaflet-bar a, .leaflet-control-attribution,
    .leaflet-control-scale-line, .leaflet-tooltip, .atlas-tile-error, .atlas-places {{
      background: {theme.surface} !important; color: {theme.ink} !important;
      border-color: {theme.line} !important}}
    .leaflet-control-attribution a {{color: {theme.accent}}}
    .leaflet-control-scale-line {{text-shadow: none !important}}
    .atlas-map-button a {{font-size: 20px}}
    @media screen and (max-height: 270px) {{.atlas-tools {{display: none}}}}
    @media screen and (max-height: 200px) {{
      .atlas-map-button, .leaflet-control-zoom, .leaflet-control-scale {{display: none}}}}
    .atlas-key {{background: {theme.surface}; color: {theme.ink}; border: 1px solid {theme.line};
      border-radius: 6px; max-width: min(16rem, 46vw); font-size: var(--text-xs)}}
    .atlas-key-bar {{display: flex; justify-content: flex-end}}
    .atlas-key-toggle {{all: unset; box-sizing: border-box; cursor: pointer; padding: 4px 8px;
      min-height: 28px; font-weight: 600}}
    .atlas-key-toggle::after {{content: " ▾"; color: {theme.muted}}}
    .atlas-key-toggle[aria-expanded=true]::after {{content: " ▴"}}
    .atlas-key-toggle:hover {{color: {theme.accent}}}
    .atlas-key-layers, .atlas-key-bases {{box-sizing: border-box; display: none; overflow: auto;
      padding: 0 8px 4px; scrollbar-width: thin}}
    .atlas-key .atlas-key-open {{display: block}}
    .atlas-key label {{display: flex; align-items: center; gap: 4px; margin: 0; line-height: 1.4;
      cursor: pointer}}
    .atlas-key input {{accent-color: {theme.accent}; margin: 0; flex: none}}
    .atlas-key-signs {{display: flex; flex-wrap: wrap; gap: 0 8px; padding-left: 18px}}
    .atlas-key-signs span {{display: inline-flex; align-items: center; gap: 2px}}
    .atlas-key-signs .atlas-sign {{width: 14px; height: 14px}}
    .atlas-key .atlas-key-last {{padding-left: 0}}
    .atlas-key-note {{padding-left: 18px; color: {theme.muted}; font-size: var(--text-2xs)}}
    .atlas-sign {{display: block; width: 100%; height: 100%; overflow: visible; fill: none;
      stroke: {theme.ink}; stroke-width: 1.4; color: {theme.ink}; flex: none}}
    .atlas-sign text {{font: 700 11px system-ui; fill: {theme.ink}; stroke: none}}
    .atlas-sign-bare {{fill: {theme.surface}}}
    .atlas-sign-assumed {{opacity: .8}}
    .atlas-mark {{filter: drop-shadow(0 0 1.5px {theme.surface}); cursor: pointer}}
    @media (pointer: coarse) {{
      .atlas-mark::before {{content: ""; position: absolute; inset: -8px}}}}
    .atlas-mark-text {{position: absolute; left: 100%; top: 50%; transform: translate(2px, -50%);
      white-space: nowrap; font: 600 var(--text-xs)/1.2 var(--font); color: {theme.ink};
      background: {theme.surface}; padding: 0 3px; border-radius: 3px}}
    .atlas-mark:focus-visible {{border-radius: 50%}}
    .atlas-small .atlas-mark .atlas-sign {{scale: .78}}
    .atlas-far .atlas-mark .atlas-sign {{scale: .5}}
    .atlas-mark:has(.atlas-mark-text) {{translate: -14px 0}}
    .leaflet-container .atlas-mark:has(.atlas-mark-text) .atlas-sign {{scale: 1}}
    .atlas-far .atlas-mark-text {{display: none}}
    .atlas-over .atlas-tip:not(.atlas-tip-point) {{display: none}}
    .atlas-presses, .atlas-presses path {{cursor: pointer}}
    .atlas-quiet path[data-kind=zone] {{fill-opacity: .3}}
    .atlas-tip {{padding: 3px 8px; font: var(--text-xs)/1.45 var(--font); box-shadow: none;
      border: 1px solid {theme.line}; border-radius: 4px}}
    .atlas-tip::before {{display: none}}
    .atlas-wheel {{position: absolute; z-index: 900; left: 50%; top: 45%; margin: 0; opacity: 0;
      transform: translateX(-50%); padding: 6px 14px; border-radius: 6px; pointer-events: none;
      font: var(--text-m)/1.4 var(--font); color: {theme.surface}; background: {theme.ink};
      transition: opacity .25s}}
    .atlas-wheel-on {{opacity: .92}}
    .atlas-swatch {{display: inline-block; width: 18px; height: 10px; margin-right: 5px}}
    svg.atlas-swatch {{width: 24px; fill: none}}
    .atlas-letter {{color: {theme.ink}; font: 700 var(--text-l)/1.4 system-ui; text-align: center;
      text-shadow: {_halo(theme.surface)}; pointer-events: none !important}}
    .atlas-word {{width: max-content; position: relative; left: 50%; transform: translateX(-50%);
      font-size: var(--text-s)}}
    .atlas-label {{color: {theme.ink}; white-space: nowrap; pointer-events: none !important;
      text-shadow: 0 0 2px {theme.surface}, 0 0 2px {theme.surface}, 0 0 4px {theme.surface}}}
    .atlas-label span {{background: {theme.surface}; padding: 0 4px; border-left: 4px solid}}
    .atlas-afar .atlas-letter {{font-size: var(--text-s); line-height: 20px}}
    .atlas-afar :is(.atlas-word, .atlas-label, .atlas-mark), .atlas-close .atlas-letter,
    .atlas-far .atlas-near, .leaflet-marker-pane .atlas-info:not(.atlas-info-on) {{display: none}}
    .atlas-info {{color: {theme.ink}; background: none; border: 0; padding: 0; cursor: pointer;
      font: var(--text-s)/24px system-ui; width: 24px; height: 24px; text-align: center;
      border-radius: 50%}}
    .leaflet-marker-icon.atlas-info {{background:
      radial-gradient(circle, {theme.surface} 8px, transparent 8.5px)}}
    .leaflet-container .atlas-info {{text-shadow: 0 0 2px {theme.surface}, 0 0 3px {theme.surface},
      0 0 4px {theme.surface}}}
    .atlas-info:hover {{background: {theme.surface}}}
    .atlas-tile-error, .atlas-places {{padding: 4px 8px; border: 1px solid; border-radius: 4px;
      max-width: 60vw}}
    .leaflet-pane.leaflet-atlas-names-pane {{z-index: 410; pointer-events: none}}
    .atlas-name {{position: absolute; left: 0; top: 0; white-space: nowrap; line-height: 1.25;
      color: {theme.ground.name}; text-shadow: {_halo(theme.land)}; text-align: center}}
    :is(.atlas-name, .atlas-shade) small {{display: block; font-weight: 400;
      font-size: .72em; letter-spacing: 0}}
    .atlas-name-first {{font-size: 1.25em; font-weight: 600; letter-spacing: .06em}}
    .atlas-shade span {{position: absolute; transform: translate(-50%, -50%); white-space: nowrap;
      font-weight: 600; color: {theme.ink}; text-align: center; line-height: 1.25;
      text-shadow: {_halo(theme.surface)};
      pointer-events: none}}
    .atlas-name-park {{color: {theme.accent}; letter-spacing: 0}}
    .atlas-name-large {{font-size: 1.1em; font-weight: 600}}
    .atlas-name-small {{font-size: .9em}}
    .atlas-name-water {{color: {theme.ground.water_name}}}
    .leaflet-pane.leaflet-atlas-tenants-pane {{z-index: 450; pointer-events: none}}
    .leaflet-atlas-tenants-pane canvas {{pointer-events: none}}
    :focus-visible {{outline: 3px solid {theme.accent} !important; outline-offset: 2px !important}}
    .leaflet-container:focus-visible {{outline-offset: -3px !important}}
    .atlas-info:focus-visible {{background: {theme.surface}}}
    path[role=button]:focus {{outline: none}}
    path[role=button]:focus-visible {{stroke: {theme.accent}; stroke-width: 6px;
      stroke-dasharray: none; stroke-opacity: 1; border-radius: 4px}}
    .atlas-skip, .atlas-keys {{position: absolute; z-index: 1100; left: 50%; margin: 0;
      padding: 6px 12px; transform: translateX(-50%); font: var(--text-s)/1.4 var(--font);
      color: {theme.surface}; background: {theme.ink}; border: 0; border-radius: 4px}}
    .atlas-skip {{top: 8px}}
    .atlas-keys {{bottom: 8px; width: max-content; max-width: 80%; pointer-events: none}}
    .atlas-skip:not(:focus), body:not(:has([data-kind]:focus-visible)) .atlas-keys {{
      clip-path: inset(50%); pointer-events: none}}
    .leaflet-map-pane > :is(.leaflet-overlay-pane, .leaflet-marker-pane) {{transition: opacity .4s}}
    .atlas-flying .leaflet-map-pane > :is(.leaflet-overlay-pane, .leaflet-marker-pane) {{
      opacity: 0}}
    @media (prefers-reduced-motion: reduce) {{
      *, ::before, ::after {{transition: none !important; animation: none !important}}}}
    @media (forced-colors: active) {{
      path, .atlas-swatch, .atlas-label span {{forced-color-adjust: none}}
      :focus-visible {{outline-color: Highlight !important}}
      path[role=button]:focus-visible {{stroke: Highlight}}
      .atlas-skip, .atlas-keys {{border: 1px solid}}}}
    </style>"""


def line_style(look: Look, theme: Theme) -> dict[str, Any]:
    """Return the path options of a line: told from any other by its dashes alone."""
    return {
        "color": theme.coverage(look),
        "weight": theme.width("route" if look.shape == "route" else "coverage"),
        "dashArray": dash_array(look, theme),
        "lineCap": "round" if theme.dashes(look)[0] < _DOT else "butt",
    }


def label_corner(look: Look) -> tuple[int, int]:
    """Return in which direction the vertex lies at which the name of an area stands best."""
    return _CORNERS[look.place % len(_CORNERS)]


def dash_array(look: Look, theme: Theme) -> str:
    """Return the dashes of a line as SVG writes them."""
    return " ".join(f"{part:g}" for part in theme.dashes(look))


def line_swatch(look: Look, theme: Theme) -> Markup:
    """Return the sign of a line in the legend, dashed as the line is."""
    return Markup(
        '<svg class="atlas-swatch" viewBox="0 0 24 10" aria-hidden="true"><path d="M1 5H23" '
        'stroke="{color}" stroke-width="{weight}" '
        'stroke-dasharray="{dashArray}" stroke-linecap="{lineCap}"/></svg>'
    ).format(**line_style(look, theme))


def swatch(style: str) -> Markup:
    """Return the sign of a layer in the legend; `style` is CSS."""
    return Markup('<i class="atlas-swatch" style="{}"></i>').format(style)


def zone_styles(theme: Theme) -> dict[str, dict[str, Any]]:
    """Return the path options of a zone by state."""
    outline, chosen, thin = (theme.width(name) for name in ("outline", "chosen", "thin"))
    return {
        "plain": {"weight": outline, "fillOpacity": 0.85, "opacity": 1, "color": theme.outline},
        "chosen": {"weight": chosen, "fillOpacity": 1, "opacity": 1, "color": theme.outline},
        "other": {"weight": thin, "fillOpacity": 0.25, "opacity": 0.6, "color": theme.outline},
    }
