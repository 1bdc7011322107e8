"""What the presentation adds to the map: it flies from scene to scene and never stands alone."""

from __future__ import annotations

from markupsafe import Markup

from components.blocks.text import Words
from components.map.linked_map import drawn_at
from components.map.script import Script
from components.session.events import basemap_of
from components.session.state import current_view
from components.session.theme import Theme
from data.catalog import Catalog

# The width and height (pixels) for which the zoom of a scene is meant: the overview's map without
# its legend.
MEANT_FOR = (560, 560)


def scene_link(catalog: Catalog, words: Words, theme: Theme) -> Script:
    """Return what hears ``atlas:scene``: view, layers, and whether to fly there.

    A scene's zoom is meant for a map of one size and shows the same part of the world on any
    other.
    """
    park = Markup("<span>{}</span>").format(words("present.park"))
    views = catalog.park.views
    told = {
        "meantFor": MEANT_FOR,
        "park": park,
        "schematic": words("present.schematic"),
        "above": drawn_at(views.region or views.district, basemap_of(current_view())),
        "widens": {"color": theme.accent, "fillOpacity": 0.18, "weight": theme.width("coverage")},
        "css": _css(theme),
    }
    return Script("scene", told)


def _css(theme: Theme) -> str:
    return f"""
    #parent, #map_div {{height: 100vh !important; width: 100% !important}}
    .atlas-key, .atlas-info, .atlas-map-button, .leaflet-control-zoom {{display: none}}
    .leaflet-left {{left: var(--left, 0)}}
    .atlas-scene-legend, .atlas-scene-sign {{background: {theme.surface}; color: {theme.ink};
      border: 1px solid {theme.line}; border-radius: 4px}}
    .atlas-scene-legend {{padding: 2px 8px; max-width: calc(100vw - var(--left, 0px) - 40px);
      display: flex; flex-wrap: wrap; gap: 0 14px}}
    .atlas-scene-legend[hidden] {{display: none}}
    .atlas-scene-sign {{font: inherit; padding: 0 6px; cursor: pointer}}
    .atlas-scene-park span {{position: absolute; transform: translate(14px, -50%);
      padding: 0 5px; white-space: nowrap; background: {theme.surface}; color: {theme.ink};
      font-size: var(--text-s);
      border-left: 3px solid {theme.accent}}}
    .atlas-tiny .atlas-letter {{display: none}}
    .atlas-scene-legend:empty {{display: none}}
    .atlas-letter {{font-size: min(var(--text-xl), var(--letter, var(--text-xl)))}}"""
