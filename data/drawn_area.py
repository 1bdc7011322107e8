"""An area that a reader has drawn, as the short text that stands in links and scenes.

A polygon is written in HERE's *flexible polyline* format (version 1, five decimals of a degree,
latitude first): letters, digits, ``-`` and ``_`` only, so that no link has to quote them. Several
polygons are joined by a dot. A circle is ``c:latitude,longitude,metres``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase, digits

import numpy as np
import shapely
from pyproj import Geod

MOST_VERTICES = 200
MOST_METRES = 50_000  # radius of a circle
_LETTERS = ascii_uppercase + ascii_lowercase + digits + "-_"
_PLACE = {letter: place for place, letter in enumerate(_LETTERS)}
_HEAD = "BF"  # version 1; five decimals, no third dimension
_STEP = 1e-5  # degrees
_LEAST = _STEP**2 / 4  # square degrees: half of the smallest triangle, and more than rounding makes
_CIRCLE = re.compile(r"c:(-?\d{1,2}(?:\.\d{1,5})?),(-?\d{1,3}(?:\.\d{1,5})?),(\d{1,6})")
_LONGEST = 4_000  # letters of a text
_CORNERS = 180  # by which a circle is drawn
_FEWEST = 3
_GEOD = Geod(ellps="WGS84")
Region = tuple[float, float, float, float]


class AreaError(ValueError):
    """A text that is no area, or none that is taken.

    Attributes
    ----------
    why : str
        ``"malformed"``, ``"vertices"`` (too many), ``"crossing"`` (the line crosses itself),
        ``"empty"`` (it holds no ground) or ``"outside"`` (it leaves the region of the park).
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@lru_cache(maxsize=256)
def area_shape(text: str) -> shapely.Geometry:
    """Return the polygons of an area in EPSG:4326.

    A circle is a polygon of as much ground as the circle has.

    Raises
    ------
    AreaError
        If the text is no area.

    Examples
    --------
    >>> area_shape("BFoz5xJ67i1B1B7PzIhaxL7Y").exterior.coords[0]
    (8.69821, 50.10228)
    """
    if len(text) > _LONGEST:
        raise AreaError("malformed")
    found = _CIRCLE.fullmatch(text)
    if found:
        return _circle(float(found[1]), float(found[2]), int(found[3]))
    rings = [_ring(part) for part in text.split(".")]
    if sum(map(len, rings)) > MOST_VERTICES:
        raise AreaError("vertices")
    parts = [shapely.Polygon(ring) for ring in rings]
    shape = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
    if not shapely.is_valid(shape):
        raise AreaError("crossing")
    if shape.area < _LEAST:
        raise AreaError("empty")
    shapely.prepare(shape)
    return shape


def area_problem(text: str, region: Region | None = None) -> str:
    """Return why a text is no area to be drawn in a region; empty if it is one.

    Parameters
    ----------
    text : str
    region : tuple of float, optional
        West, south, east and north in degrees.

    Examples
    --------
    >>> area_problem("c:29.35,105.93,1500"), area_problem("BFx!")
    ('', 'malformed')
    >>> area_problem("c:29.35,105.93,1500", (0, 0, 1, 1))
    'outside'
    """
    try:
        shape = area_shape(text)
    except AreaError as problem:
        return problem.why
    if region is not None and not shapely.contains(shapely.box(*region), shape):
        return "outside"
    return ""


def area_text(shape: shapely.Geometry) -> str:
    """Return the text of polygons in EPSG:4326; holes are left out.

    Raises
    ------
    AreaError
        If they are none that a link may hold.

    Examples
    --------
    >>> area_shape(area_text(shapely.box(105.9, 29.3, 105.91, 29.31))).bounds
    (105.9, 29.3, 105.91, 29.31)
    """
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    text = ".".join(_encoded(np.array(part.exterior.coords)[:-1, :2]) for part in parts)
    area_shape(text)
    return text


def circle_text(lat: float, lon: float, metres: float) -> str:
    """Return the text of a circle around a place in WGS84 degrees.

    >>> circle_text(29.35, 105.93, 1500.4)
    'c:29.35000,105.93000,1500'
    """
    return f"c:{lat:.5f},{lon:.5f},{round(metres)}"


def circle_of(text: str) -> tuple[float, float, int] | None:
    """Return latitude, longitude and radius in metres of a circle; ``None`` for a polygon.

    >>> circle_of("c:29.35,105.93,1500")
    (29.35, 105.93, 1500)
    """
    found = _CIRCLE.fullmatch(text)
    return (float(found[1]), float(found[2]), int(found[3])) if found else None


def holds(text: str, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Tell which places in WGS84 degrees lie in an area or on its edge; NaN is no place.

    >>> lon, lat = np.array([105.93, 106, np.nan]), np.full(3, 29.35)
    >>> holds("c:29.35,105.93,1500", lon, lat).tolist()
    [True, False, False]
    """
    shape = area_shape(text)
    west, south, east, north = shape.bounds
    inside: np.ndarray = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    near = np.flatnonzero(inside)
    inside[near] = shapely.intersects_xy(shape, lon[near], lat[near])
    return inside


def _circle(lat: float, lon: float, metres: int) -> shapely.Geometry:
    if not 0 < metres <= MOST_METRES or abs(lat) > 89 or abs(lon) > 180:
        raise AreaError("malformed")
    turn = 2 * math.pi / _CORNERS
    reach = metres * math.sqrt(turn / math.sin(turn))  # of corners that hold as much ground
    bearing = np.arange(_CORNERS) * 360 / _CORNERS
    here, there, away = (np.full(_CORNERS, one) for one in (lon, lat, reach))
    east, north, _ = _GEOD.fwd(here, there, bearing, away)
    shape = shapely.Polygon(np.column_stack([east, north]))
    shapely.prepare(shape)
    return shape


def _ring(text: str) -> np.ndarray:
    """Return the vertices of a polygon, longitude first, shape (n, 2)."""
    if not text.startswith(_HEAD):
        raise AreaError("malformed")
    steps = list(_numbers(text[len(_HEAD) :]))
    if len(steps) % 2 or len(steps) < 2 * _FEWEST:
        raise AreaError("malformed")
    if len(steps) > 2 * MOST_VERTICES:
        raise AreaError("vertices")
    lat, lon = np.cumsum(np.array(steps).reshape(-1, 2), axis=0).T
    if np.abs(lat).max() * _STEP > 90 or np.abs(lon).max() * _STEP > 180:
        raise AreaError("malformed")
    return np.column_stack([lon, lat]) / round(1 / _STEP)


def _numbers(text: str) -> Iterator[int]:
    """Read whole numbers of five bits a letter, the lowest first, and the sign as lowest bit."""
    value = shift = 0
    for letter in text:
        bits = _PLACE.get(letter)
        if bits is None or shift > 30:  # longer than any coordinate
            raise AreaError("malformed")
        value |= (bits & 31) << shift
        shift += 5
        if bits < 32:  # the last letter of a number
            yield ~(value >> 1) if value & 1 else value >> 1
            value = shift = 0
    if shift:
        raise AreaError("malformed")


def _encoded(lonlat: np.ndarray) -> str:
    whole = np.round(lonlat[:, ::-1] / _STEP).astype(int)
    steps = np.diff(whole, axis=0, prepend=[[0, 0]]).ravel().tolist()
    return _HEAD + "".join(map(_letters, steps))


def _letters(number: int) -> str:
    value = ~(number << 1) if number < 0 else number << 1
    text = ""
    while value > 31:  # five bits a letter
        text += _LETTERS[(value & 31) | 32]
        value >>= 5
    return text + _LETTERS[value]
