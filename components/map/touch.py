"""The map under a thumb: it lets the page scroll, and keeps its texts apart."""

from __future__ import annotations

from components.map.script import Script
from components.session.theme import Theme


def touch(two_fingers: str) -> Script:
    """Return what fits a map to a small screen; to be added last, when all its layers are there.

    Parameters
    ----------
    two_fingers : str
        Shown while one finger moves over the map.
    """
    return Script("touch", {"twoFingers": two_fingers})


def touch_css(theme: Theme) -> str:
    """Return what the style sheet of the map's frame adds for it."""
    return f"""<style>
    .atlas-label {{width: max-content}}
    .leaflet-container .atlas-info-none {{display: none}}
    body {{overflow: hidden}}
    #parent, #map_div {{height: 100vh !important}}
    @media (max-width: 640px) {{
      [data-two-fingers]::after {{content: attr(data-two-fingers); position: absolute; inset: 0;
        z-index: 900; display: grid; place-content: center; font-size: var(--text-xl); opacity: 0;
        color: {theme.ink}; background: color-mix(in srgb, {theme.surface} 75%, transparent);
        pointer-events: none; transition: opacity .3s}}
      .atlas-one-finger::after {{opacity: 1}}
      .leaflet-marker-draggable {{touch-action: none}}
      .leaflet-touch .leaflet-bar a {{width: 44px; height: 44px; line-height: 44px}}
      .atlas-key-toggle {{min-height: 44px}}
      .atlas-key label {{padding: 7px 0}}}}
    @media (prefers-reduced-motion: reduce) {{[data-two-fingers]::after {{transition: none}}}}
    </style>"""
