"""Enterprises on the map: single points where they are few, H3 cells where they are many.

H3 cells nest nearly, keep their size wherever they lie, and each has six neighbours at the
same distance, so that no direction is drawn stronger than another. So near that cells would be
coarse, some of the enterprises are drawn as points; how many of how many, is told.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import h3.api.numpy_int as h3
import numpy as np

from data.memo import VIEWS, remembered
from data.registers.axes import cube_of
from data.registers.cells import centres, firsts
from data.registers.questions import CELL_RESOLUTION, LEVEL, Bounds, Cells, UnreachableError, Where
from data.tenants import Tenants, cells, shapes_of
from geo.datum import gcj02_to_wgs84, wgs84_to_gcj02

MAX_POINTS = 3_000
MIN_EDGE_PX, MAX_EDGE_PX = 10.0, 40.0
COARSEST = 5
# Shapes are sent as whole numbers of this many degrees, about a metre.
DEGREE_STEP = 1e-5
_EQUATOR_M_PER_PX = 156_543.03  # of a web map at zoom 0
_METRES_PER_DEGREE = 110_500  # of latitude, at least
_REACH = 2.0  # times its edge: no place that counts for a cell is farther from its centre


@dataclass(frozen=True)
class Window:
    """The part of the world that a map shows, in WGS84 degrees, and its zoom."""

    south: float
    west: float
    north: float
    east: float
    zoom: float

    @classmethod
    def from_text(cls, text: str, *, gcj02: bool = False) -> Window | None:
        """Read ``south,west,north,east,zoom`` as a map posts it; ``None`` if it is no such.

        Parameters
        ----------
        text : str
        gcj02 : bool
            Whether the map is drawn in GCJ-02.
        """
        try:
            south, west, north, east, zoom = (float(part) for part in text.split(","))
        except ValueError:
            return None
        if not np.isfinite([south, west, north, east, zoom]).all():
            return None
        south, north = (min(max(one, -90.0), 90.0) for one in (south, north))
        west, east = (min(max(one, -180.0), 180.0) for one in (west, east))
        if gcj02:
            lon, lat = gcj02_to_wgs84(np.array([west, east]), np.array([south, north]))
            (west, east), (south, north) = lon.tolist(), lat.tolist()
        return cls(south, west, north, east, min(max(zoom, 0.0), 22.0))

    def holds(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Return which places lie inside."""
        return _holds(self.bounds, lon, lat)

    @property
    def bounds(self) -> Bounds:
        """West, south, east and north."""
        return self.west, self.south, self.east, self.north


def _holds(bounds: Bounds, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    west, south, east, north = bounds
    inside: np.ndarray = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    return inside


@dataclass(frozen=True, eq=False)
class Shapes:
    """What is drawn in a window, whatever is chosen.

    Attributes
    ----------
    kind : {"points", "sample", "cells"}
        A sample is drawn as points.
    key : str
        Differs where the shapes differ.
    shapes : list of list of int
        In steps of `DEGREE_STEP` degrees: latitude and longitude of the first vertex, then
        differences from one vertex to the next.
    row : numpy.ndarray of int32
        Of points, their place in the register.
    place, code, count : numpy.ndarray, shape (k,)
        How many tenants with a code each shape stands for, for each pair that has some.
    of : numpy.ndarray of int64, shape of the cube
        All tenants that lie there; a sample shows some of them.
    """

    kind: Literal["points", "sample", "cells"]
    key: str
    shapes: list[list[int]]
    row: np.ndarray
    place: np.ndarray
    code: np.ndarray
    count: np.ndarray
    of: np.ndarray


@dataclass(frozen=True, eq=False)
class Level:
    """Cells of one H3 resolution with the tenants in them.

    Attributes
    ----------
    cell : numpy.ndarray of uint64, shape (m,)
    lon, lat : numpy.ndarray, shape (m,)
        Centres in WGS84 degrees.
    total : numpy.ndarray of int64, shape (m,)
        Tenants of each.
    first : numpy.ndarray of int, shape (m + 1,)
        Where each begins among its pairs of cell and code.
    """

    cell: np.ndarray
    lon: np.ndarray
    lat: np.ndarray
    total: np.ndarray
    first: np.ndarray


@remembered(16)
def level(tenants: Tenants, resolution: int, area: str = "") -> Level:
    """Return the tenants that have a place by H3 cell of a resolution up to `LEVEL`.

    >>> int(level(catalog.tenants, 7).total.sum())
    330
    """
    return _level(cells(tenants, resolution, area))


def _level(pairs: Cells) -> Level:
    first = firsts(pairs.cell)
    cell = pairs.cell[first[:-1]]
    total = np.diff(np.append(0, np.cumsum(pairs.count))[first])
    return Level(cell, *centres(cell), total, first)


def resolution_at(zoom: float, lat: float) -> int:
    """Return the finest H3 resolution whose cells are large enough to see.

    Parameters
    ----------
    zoom : float
        Of a web map with tiles of 256 pixels.
    lat : float
        Decimal degrees.

    Examples
    --------
    >>> resolution_at(8, 29.36) < resolution_at(14, 29.36)
    True
    """
    fine = [
        resolution
        for resolution in range(COARSEST, CELL_RESOLUTION + 1)
        if _edge_px(resolution, zoom, lat) >= MIN_EDGE_PX
    ]
    return max(fine, default=COARSEST)


def _edge_px(resolution: int, zoom: float, lat: float) -> float:
    metres_per_px = _EQUATOR_M_PER_PX * np.cos(np.radians(lat)) / 2**zoom
    return float(h3.average_hexagon_edge_length(resolution, unit="m") / metres_per_px)


def shapes_in(tenants: Tenants, window: Window, *, area: str = "", gcj02: bool = False) -> Shapes:
    """Return the shapes that a window shows: points up to `MAX_POINTS`, else cells.

    Where a cell would be larger than `MAX_EDGE_PX` pixels, `MAX_POINTS` of the tenants are shown.
    As long as the engine does not answer, there are only the cells that were kept.

    Raises
    ------
    UnreachableError
        If the engine does not answer, and would have to for the area.

    >>> shown = shapes_in(catalog.tenants, Window(28.9, 105.5, 29.6, 106.1, 10))
    >>> shown.kind, len(shown.shapes)
    ('points', 330)
    """
    try:
        return _shapes_in(tenants, window, area, gcj02=gcj02)
    except UnreachableError:  # not remembered: it may answer the next time
        resolution = min(LEVEL, resolution_at(window.zoom, (window.south + window.north) / 2))
        return _cells(tenants, window, resolution, area, gcj02=gcj02)


@remembered(VIEWS)
def _shapes_in(tenants: Tenants, window: Window, area: str, *, gcj02: bool) -> Shapes:
    lat = (window.south + window.north) / 2
    resolution = resolution_at(window.zoom, lat)
    is_near = _edge_px(CELL_RESOLUTION, window.zoom, lat) > MAX_EDGE_PX
    if not is_near and _surely_many(tenants, window, area):
        return _cells(tenants, window, resolution, area, gcj02=gcj02)
    where = Where(bounds=window.bounds, shapes=shapes_of(area))
    found = tenants.engine.sample(where, MAX_POINTS)
    are_all = int(found.of.sum()) == len(found.row)
    if not (are_all or is_near):
        return _cells(tenants, window, resolution, area, gcj02=gcj02)
    places = np.arange(len(found.row))
    vertices = np.column_stack([found.lat, found.lon])
    steps = _steps(vertices, np.arange(len(places) + 1), gcj02=gcj02)
    return Shapes(
        "points" if are_all else "sample",
        _key("points", CELL_RESOLUTION, steps, gcj02=gcj02),
        *(steps, found.row, places, found.code, np.ones_like(places), found.of),
    )


def _surely_many(tenants: Tenants, window: Window, area: str) -> bool:
    """Whether a window has more than `MAX_POINTS`, told by cells that lie in it as a whole."""
    known = level(tenants, LEVEL, area)
    return int(known.total[_holds(_wider(window, -1), known.lon, known.lat)].sum()) > MAX_POINTS


def _wider(window: Window, by: float) -> Bounds:
    """Return the bounds of a window, wider by so many times what a cell of `LEVEL` reaches."""
    lat = max(abs(window.south), abs(window.north))
    metres = _REACH * by * h3.average_hexagon_edge_length(LEVEL, unit="m")
    high = metres / _METRES_PER_DEGREE
    wide = high / max(np.cos(np.radians(lat)), 0.01)
    return window.west - wide, window.south - high, window.east + wide, window.north + high


def _cells(tenants: Tenants, window: Window, resolution: int, area: str, *, gcj02: bool) -> Shapes:
    """Return the cells whose centre a window holds, each with all that is in it."""
    if resolution <= LEVEL:
        known, pairs = level(tenants, resolution, area), cells(tenants, resolution, area)
    else:  # too fine to be asked for the whole park
        coarse = level(tenants, LEVEL, area)
        near = coarse.cell[_holds(_wider(window, 1), coarse.lon, coarse.lat)]
        pairs = tenants.engine.cells(resolution, Where(cells=near, shapes=shapes_of(area)))
        known = _level(pairs)
    shown = np.flatnonzero(window.holds(known.lon, known.lat))
    first, size = known.first[shown], np.diff(known.first)[shown]
    place = np.repeat(np.arange(len(shown)), size)
    at = np.arange(len(place)) + np.repeat(first - np.cumsum(size) + size, size)
    code, count = pairs.code[at], pairs.count[at]
    rings = [h3.cell_to_boundary(int(one)) for one in known.cell[shown]]
    vertices = np.array([one for ring in rings for one in ring]).reshape(-1, 2)
    starts = np.append(0, np.cumsum([len(ring) for ring in rings], dtype=int))
    steps = _steps(vertices, starts, gcj02=gcj02)
    return Shapes(
        "cells",
        _key("cells", resolution, steps, gcj02=gcj02),
        *(steps, np.array([], dtype=np.int32), place, code, count),
        cube_of(code, tenants.axes, count),
    )


def _steps(vertices: np.ndarray, starts: np.ndarray, *, gcj02: bool) -> list[list[int]]:
    """Return rings, of latitudes and longitudes, as `Shapes` has them."""
    if gcj02:
        lon, lat = wgs84_to_gcj02(vertices[:, 1], vertices[:, 0])
        vertices = np.column_stack([lat, lon])
    whole = np.round(vertices / DEGREE_STEP).astype(int)
    steps = np.diff(whole, axis=0, prepend=[[0, 0]])
    steps[starts[:-1]] = whole[starts[:-1]]
    flat = steps.ravel().tolist()
    return [flat[start:end] for start, end in pairwise((2 * starts).tolist())]


def _key(form: str, resolution: int, steps: list[list[int]], *, gcj02: bool) -> str:
    digest = hashlib.sha256(repr(steps).encode()).hexdigest()[:12]
    return f"{form}{resolution}{'g' * gcj02}-{digest}"


def values(shown: Shapes, kept: np.ndarray) -> np.ndarray:
    """Return how many of the kept tenants each shape stands for.

    Parameters
    ----------
    shown : Shapes
    kept : numpy.ndarray of bool
        Which cells of the cube are let through, as `data.tenants.shown_codes`.

    Examples
    --------
    >>> shown = shapes_in(catalog.tenants, Window(28.9, 105.5, 29.6, 106.1, 10))
    >>> everyone = np.ones(catalog.tenants.cube.shape, dtype=bool)
    >>> int(values(shown, everyone).sum())
    330
    """
    found = kept.ravel()[shown.code]
    counted = np.bincount(
        shown.place[found], weights=shown.count[found], minlength=len(shown.shapes)
    )
    whole: np.ndarray = counted.astype(int)
    return whole
