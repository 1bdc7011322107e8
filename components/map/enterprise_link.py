"""The enterprises on a folium map: asks the page for those in view, and draws the answer."""

from __future__ import annotations

from components.map.script import Script
from geo.bins import DEGREE_STEP


def tenant_link(colour: str, outline: str, origin: str) -> Script:
    """Return what fills a layer whenever the map is moved or the selection changes.

    To be added to an empty layer of the map, after the map's link.

    Parameters
    ----------
    colour : str
        Of points and cells; the deeper a cell, the more enterprises it stands for.
    outline : str
        Of a point.
    origin : str
        Name of the button that opens where they come from.
    """
    return Script(
        "tenants",
        {"step": DEGREE_STEP, "colour": colour, "outline": outline, "origin": origin},
    )
