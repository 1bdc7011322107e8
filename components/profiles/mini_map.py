"""A map in a stamp: one zone among the others, the lines that cross it, landmarks around it.

Drawn as SVG by hand, so that a profile needs no map library; the style sheet gives its colours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians

import shapely
from markupsafe import Markup

_WIDTH, _HEIGHT = 480.0, 230.0
_ROOM = 0.16  # around the zones, of their extent
_LETTER_PX, _LINE_PX = 11.0, 13.0


@dataclass(frozen=True)
class Shape:
    """A polygon or a line of the map.

    Attributes
    ----------
    shape : shapely.Geometry
        In EPSG:4326.
    colour : str
        As SVG writes it.
    name : str
        Written into it; empty for none.
    dashes : str
        As SVG writes them.
    """

    shape: shapely.Geometry
    colour: str
    name: str = ""
    dashes: str = ""


@dataclass(frozen=True)
class Point:
    """A landmark, in degrees of WGS84."""

    lon: float
    lat: float
    name: str


@dataclass(frozen=True)
class _View:
    """From degrees to pixels: true to scale in the middle of the map."""

    west: float
    north: float
    scale: float  # pixels a degree of latitude
    squeeze: float  # of a degree of longitude

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.west) * self.squeeze * self.scale, (self.north - lat) * self.scale


def mini_map(
    own: Shape,
    others: Iterable[Shape],
    lines: Iterable[Shape],
    landmarks: Iterable[Point],
    *,
    alt: str,
    is_schematic: bool,
) -> Markup:
    """Return a small map of a zone.

    Parameters
    ----------
    own : Shape
        The zone, in its colour.
    others : iterable of Shape
        The other zones, drawn pale.
    lines : iterable of Shape
        Outlines of coverages.
    landmarks : iterable of Point
        From what matters most: a name that finds no room is left out, its dot stays.
    alt : str
        What it shows, for who does not see it.
    is_schematic : bool
        Whether the zones are hatched.
    """
    others = list(others)
    view = _fitted([own.shape, *(one.shape for one in others)])
    parts = [_pattern(own.colour)] if is_schematic else []
    parts += [_area(view, one, "atlas-mini-other", "none") for one in others]
    fill = "url(#atlas-mini-hatch)" if is_schematic else own.colour
    parts.append(_area(view, own, "atlas-mini-own", fill))
    parts += [_line(view, one) for one in lines]
    parts += _landmarks(view, landmarks, [_room(view, one) for one in (own, *others)])
    parts += [_letter(view, one, "atlas-mini-name") for one in others]
    parts.append(_letter(view, own, "atlas-mini-letter"))
    return Markup(
        '<svg class="atlas-mini" viewBox="0 0 {:g} {:g}" role="img" aria-label="{}">{}</svg>'
    ).format(_WIDTH, _HEIGHT, alt, Markup().join(parts))


def _fitted(shapes: list[shapely.Geometry]) -> _View:
    west, south, east, north = shapely.total_bounds(shapes)
    squeeze = cos(radians((south + north) / 2))
    wide, high = ((east - west) * squeeze, north - south)
    scale = min(_WIDTH / (wide * (1 + _ROOM)), _HEIGHT / (high * (1 + _ROOM)))
    middle = (west + east) / 2, (south + north) / 2
    return _View(
        middle[0] - _WIDTH / 2 / scale / squeeze, middle[1] + _HEIGHT / 2 / scale, scale, squeeze
    )


def _path(view: _View, shape: shapely.Geometry) -> str:
    """Return the rings of a polygon or the lines of a line as SVG writes them."""
    rings = []
    for one in shapely.get_parts(shape):
        if one.geom_type == "Polygon":
            rings += [(ring.coords, "Z") for ring in (one.exterior, *one.interiors)]
        elif one.geom_type == "LineString":
            rings.append((one.coords, ""))
    return "".join(
        "M" + "L".join("{:.1f} {:.1f}".format(*view.at(*point[:2])) for point in points) + end
        for points, end in rings
    )


def _area(view: _View, one: Shape, css: str, fill: str) -> Markup:
    return Markup('<path class="{}" d="{}" fill="{}"/>').format(css, _path(view, one.shape), fill)


def _line(view: _View, one: Shape) -> Markup:
    return Markup(
        '<path d="{}" fill="none" stroke="{}" stroke-width="2" stroke-dasharray="{}">'
        "<title>{}</title></path>"
    ).format(_path(view, one.shape), one.colour, one.dashes, one.name)


def _letter(view: _View, one: Shape, css: str) -> Markup:
    x, y = view.at(*one.shape.representative_point().coords[0])
    return Markup('<text class="{}" x="{:.1f}" y="{:.1f}">{}</text>').format(css, x, y, one.name)


def _landmarks(
    view: _View, points: Iterable[Point], taken: list[tuple[float, float, float]]
) -> list[Markup]:
    """Return dots, and the names that neither leave the map nor cover another name."""
    made = list[Markup]()
    for point in points:
        x, y = view.at(point.lon, point.lat)
        wide = sum(_LETTER_PX if letter > "\u2e7f" else _LETTER_PX / 2 for letter in point.name)
        if not (0 < x < _WIDTH and 0 < y < _HEIGHT):
            continue
        made.append(Markup('<circle cx="{:.1f}" cy="{:.1f}" r="3"/>').format(x, y))
        left = x + 6 if x + wide + 10 < _WIDTH else x - wide - 6
        free = all(
            abs(y - other) > _LINE_PX or left > end or left + wide < start
            for start, end, other in taken
        )
        if free and left > 0 and _LINE_PX < y < _HEIGHT - _LINE_PX:
            taken.append((left, left + wide, y))
            text = Markup('<text class="atlas-mini-place" x="{:.1f}" y="{:.1f}">{}</text>')
            made.append(text.format(left, y + 4, point.name))
    return made


def _room(view: _View, one: Shape) -> tuple[float, float, float]:
    """Return where the name of a zone stands: from where to where, and how far down."""
    x, y = view.at(*one.shape.representative_point().coords[0])
    half = _LETTER_PX / 2 * (len(one.name) + 1)
    return x - half, x + half, y


def _pattern(colour: str) -> Markup:
    return Markup(
        '<defs><pattern id="atlas-mini-hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="7" height="7" fill="{0}" fill-opacity=".28"/>'
        '<rect width="3" height="7" fill="{0}"/></pattern></defs>'
    ).format(colour)
