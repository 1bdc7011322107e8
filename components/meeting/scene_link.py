"""What the presentation adds to the map: it flies from scene to scene and never stands alone."""

from __future__ import annotations

from markupsafe import Markup

from components.blocks.text import Words
from components.map.script import Script
from components.session.theme import Theme

# The width and height (pixels) for which the zoom of a scene is meant: the overview's map without
# its legend.
MEANT_FOR = (560, 560)


def scene_link(words: Words, theme: Theme) -> Script:
    """Return what hears ``atlas:scene``: view, layers, and whether to fly there.

    A scene's zoom is meant for a map of one size and shows the same part of the world on any
    other.
    """
    park = Markup("<span>{}</span>").format(words("present.park"))
    return Script("scene", {"meantFor": MEANT_FOR, "park": park, "css": _css(theme)})


def _css(theme: Theme) -> str:
    return f"""
    #parent, #map_div {{height: 100vh !important; width: 100% !important}}
    .atlas-key, .atlas-info, .atlas-map-button {{display: none}}
    .atlas-scene-legend {{background: {theme.surface}; color: {theme.ink}; padding: 2px 8px;
      border: 1px solid {theme.line}; border-radius: 4px; max-width: calc(100vw - 100px);
      display: flex; flex-wrap: wrap; gap: 0 14px}}
    .atlas-scene-park span {{position: absolute; transform: translate(14px, -50%);
      padding: 0 5px; white-space: nowrap; background: {theme.surface}; color: {theme.ink};
      font-size: var(--text-s);
      border-left: 3px solid {theme.accent}}}
    .atlas-tiny .atlas-letter {{display: none}}
    .atlas-scene-legend:empty {{display: none}}
    .atlas-letter {{font-size: min(var(--text-xl), var(--letter, var(--text-xl)))}}"""
