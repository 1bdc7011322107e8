"""How the ground is drawn, on the screen and on paper: colours, widths and dashes by class."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from components.session.theme import Theme
from data.tokens import GroundLook

CASED_FROM = 2.0  # pixels: a thinner road is a hair in the colour of its edge
NEAREST = 19
# By class of road: its colour and edge in `GroundLook`, its width as a share of a motorway's.
_ROADS = {
    "motorway": ("major", "edge", 1.0),
    "trunk": ("major", "edge", 0.9),
    "primary": ("main", "casing", 0.8),
    "secondary": ("main", "casing", 0.65),
    "tertiary": ("minor", "casing", 0.55),
    "road": ("minor", "casing", 0.5),
    "street": ("minor", "casing", 0.4),
    "service": ("minor", "casing", 0.25),
}
_PLAIN_ROAD = "street"
# Zoom, and how wide a motorway is there.
_BROAD = ((6, 0.8), (9, 1.4), (12, 3.0), (14, 6.0), (16, 12.0), (19, 40.0))
_THIN, _HAIR = 0.6, 1.0
_SHARES = {"rail": 0.22, "river": 0.6, "water": 0.25}


@dataclass(frozen=True)
class Line:
    """How the lines of a class are drawn.

    Attributes
    ----------
    colour : str
    edge : str
        Of a road; empty for what has none.
    widths : tuple of float
        CSS pixels by zoom, from 0 to `NEAREST`.
    dash : tuple of float
        CSS pixels; empty for a line that is whole.
    """

    colour: str
    edge: str
    widths: tuple[float, ...]
    dash: tuple[float, ...] = ()

    def width(self, zoom: float) -> float:
        """Return its width at a zoom."""
        return self.widths[min(max(round(zoom), 0), NEAREST)]


def line_of(theme: Theme, layer: str, kind: str) -> Line:
    """Return how a line of the ground is drawn; `layer` and `kind` as in `geo.drawn`."""
    look = theme.ground
    if layer == "border":
        is_city = kind == "city"
        width, dash = (1.6, (7.0, 3.0, 1.5, 3.0)) if is_city else (_HAIR, (3.0, 3.0))
        return Line(look.border, "", _same(width), dash)
    if layer == "rail":
        return Line(look.rail, "", _widths(_SHARES["rail"], 0.9))
    if layer == "water":
        return Line(look.shore, "", _widths(_SHARES.get(kind, _SHARES["water"]), 0.8))
    if layer != "road":
        return Line(look.casing, "", _same(_HAIR))
    if kind == "path":
        return Line(look.casing, "", _same(_HAIR), (3.0, 2.0))
    colour, edge, share = _ROADS.get(kind, _ROADS[_PLAIN_ROAD])
    return Line(getattr(look, colour), getattr(look, edge), _widths(share, _THIN))


def fill_of(theme: Theme, layer: str) -> str:
    """Return the colour of an area of the ground."""
    look: GroundLook = theme.ground
    own = {"own": theme.land, "green": look.green, "water": look.water, "building": look.building}
    return own.get(layer, look.built)


def _same(width: float) -> tuple[float, ...]:
    return (width,) * (NEAREST + 1)


def _widths(share: float, least: float) -> tuple[float, ...]:
    zooms, broad = zip(*_BROAD, strict=True)
    wide = np.exp(np.interp(np.arange(NEAREST + 1), zooms, np.log(broad)))
    return tuple(np.maximum(share * wide, least).round(2).tolist())
