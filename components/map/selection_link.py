"""The link between a folium map and its page (``browser/map/link.js``): what it is told."""

from __future__ import annotations

from typing import Any

from components.blocks.text import Words
from components.map.script import Script


def map_link(
    styles: dict[str, dict[str, Any]],
    basemap: str,
    words: Words,
    narrow_view: tuple[float, float, float] | None = None,
) -> Script:
    """Return what links a map with its page; to be added first.

    Parameters
    ----------
    styles : dict
        Leaflet path options by state: ``plain``, ``chosen`` and ``other`` (not chosen
        while something is).
    basemap : str
        Id of the one that is drawn.
    narrow_view : tuple of float, optional
        Latitude, longitude and zoom to open with on a narrow or low screen.
    """
    return Script(
        "link",
        {
            "styles": styles,
            "basemap": basemap,
            "words": _said(words),
            "tileError": words("notice.tiles"),
            "narrowView": narrow_view,
        },
    )


def _said(words: Words) -> dict[str, Any]:
    """Return what the map says to who uses the keyboard, and the names of controls."""
    return {
        "lang": words.lang,
        "map": words("map.title"),
        "skip": words("access.skip_map"),
        "keys": words("access.map_keys"),
        "home": words("access.map_home"),
        "wheel": words("map.wheel"),
        "controls": {
            "zoom-in": words("access.zoom_in"),
            "zoom-out": words("access.zoom_out"),
        },
    }
