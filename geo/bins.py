"""Enterprises on the map: single points where they are few, H3 cells where they are many.

H3 cells nest nearly, keep their size wherever they lie, and each has six neighbours at the
same distance, so that no direction is drawn stronger than another.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

import h3.api.numpy_int as h3
import numpy as np

from data.memo import VIEWS, remembered
from data.tenants import CELL_RESOLUTION, Tenants
from geo.datum import gcj02_to_wgs84, wgs84_to_gcj02

MAX_POINTS = 3_000
MIN_EDGE_PX = 10.0
COARSEST = 5
# Shapes are sent as whole numbers of this many degrees, about a metre.
DEGREE_STEP = 1e-5
_EQUATOR_M_PER_PX = 156_543.03  # of a web map at zoom 0


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
        inside: np.ndarray = (lat >= self.south) & (lat <= self.north)
        inside &= (lon >= self.west) & (lon <= self.east)
        return inside


@dataclass(frozen=True, eq=False)
class Shapes:
    """What is drawn in a window, whatever is chosen.

    Attributes
    ----------
    kind : {"points", "cells"}
    key : str
        Differs where the shapes differ.
    shapes : list of list of int
        In steps of `DEGREE_STEP` degrees: latitude and longitude of the first vertex, then
        differences from one vertex to the next.
    index : numpy.ndarray
        Positions of the points among the tenants, or of the cells in their level.
    resolution : int
        H3 resolution of the cells.
    """

    kind: Literal["points", "cells"]
    key: str
    shapes: list[list[int]]
    index: np.ndarray
    resolution: int


@dataclass(frozen=True, eq=False)
class Level:
    """The tenants that have a place, gathered into the cells of one H3 resolution.

    Attributes
    ----------
    cell : numpy.ndarray of uint64, shape (m,)
    lon, lat : numpy.ndarray, shape (m,)
        Centres in WGS84 degrees.
    place, code, count : numpy.ndarray, shape (k,)
        Number of tenants with a code, for each cell and code that has some.
    """

    cell: np.ndarray
    lon: np.ndarray
    lat: np.ndarray
    place: np.ndarray
    code: np.ndarray
    count: np.ndarray


def parents(cell: np.ndarray, resolution: int) -> np.ndarray:
    """Return the cell of a coarser resolution that holds each H3 cell.

    The same as `h3.cell_to_parent` for each, by its bit layout: four bits for the
    resolution from bit 52, then three for each digit, all ones where not used.

    >>> fine = np.array([h3.latlng_to_cell(29.36, 105.93, 9)], dtype=np.uint64)
    >>> h3.get_resolution(int(parents(fine, 7)[0]))
    7
    """
    cleared = cell & ~np.uint64(0xF << 52)
    unused = np.uint64((1 << 3 * (15 - resolution)) - 1)
    coarse: np.ndarray = cleared | np.uint64(resolution << 52) | unused
    return coarse


@remembered(16)
def level(tenants: Tenants, resolution: int) -> Level:
    """Return the tenants that have a place by H3 cell of a resolution, made once.

    >>> int(level(catalog.tenants, 7).count.sum()) == int((catalog.tenants.cell > 0).sum())
    True
    """
    placed = tenants.cell > 0
    cell, place = np.unique(parents(tenants.cell[placed], resolution), return_inverse=True)
    code = tenants.code[placed]
    codes = int(code.max(initial=0)) + 1
    pair, count = np.unique(place.astype(np.int64) * codes + code, return_counts=True)
    centres = np.array([h3.cell_to_latlng(one) for one in cell]).reshape(-1, 2)
    return Level(cell, centres[:, 1], centres[:, 0], pair // codes, pair % codes, count)


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
    metres_per_px = _EQUATOR_M_PER_PX * np.cos(np.radians(lat)) / 2**zoom
    fine = [
        resolution
        for resolution in range(COARSEST, CELL_RESOLUTION + 1)
        if h3.average_hexagon_edge_length(resolution, unit="m") >= MIN_EDGE_PX * metres_per_px
    ]
    return max(fine, default=COARSEST)


@remembered(VIEWS)
def shapes_in(tenants: Tenants, window: Window, *, gcj02: bool = False) -> Shapes:
    """Return the shapes that a window shows: points up to `MAX_POINTS`, else cells.

    >>> shown = shapes_in(catalog.tenants, Window(28.9, 105.5, 29.6, 106.1, 10))
    >>> shown.kind, len(shown.index)
    ('points', 330)
    """
    inside = np.flatnonzero(window.holds(tenants.lon, tenants.lat))
    if len(inside) <= MAX_POINTS:
        rings = [np.array([[tenants.lat[n], tenants.lon[n]]]) for n in inside]
        return _shapes("points", rings, inside, CELL_RESOLUTION, gcj02=gcj02)
    resolution = resolution_at(window.zoom, (window.south + window.north) / 2)
    cells = level(tenants, resolution)
    shown = np.flatnonzero(window.holds(cells.lon, cells.lat))
    rings = [np.array(h3.cell_to_boundary(cells.cell[n])) for n in shown]
    return _shapes("cells", rings, shown, resolution, gcj02=gcj02)


def _shapes(
    kind: Literal["points", "cells"],
    rings: list[np.ndarray],
    index: np.ndarray,
    resolution: int,
    *,
    gcj02: bool,
) -> Shapes:
    steps = []
    for ring in rings:
        drawn = ring
        if gcj02:
            lon, lat = wgs84_to_gcj02(ring[:, 1], ring[:, 0])
            drawn = np.column_stack([lat, lon])
        whole = np.round(drawn / DEGREE_STEP).astype(int)
        steps.append(np.diff(whole, axis=0, prepend=[[0, 0]]).ravel().tolist())
    digest = hashlib.sha256(repr(steps).encode()).hexdigest()[:12]
    return Shapes(kind, f"{kind}{resolution}{'g' * gcj02}-{digest}", steps, index, resolution)


def values(tenants: Tenants, shown: Shapes, kept: np.ndarray) -> np.ndarray:
    """Return how many of the kept tenants each shape stands for.

    Parameters
    ----------
    tenants : Tenants
    shown : Shapes
    kept : numpy.ndarray of bool
        Which cells of the cube are let through, as `data.tenants.shown_codes`.

    Examples
    --------
    >>> shown = shapes_in(catalog.tenants, Window(28.9, 105.5, 29.6, 106.1, 10))
    >>> everyone = np.ones(catalog.tenants.cube.shape, dtype=bool)
    >>> int(values(catalog.tenants, shown, everyone).sum())
    330
    """
    wanted = kept.ravel()
    if shown.kind == "points":
        single: np.ndarray = wanted[tenants.code[shown.index]].astype(int)
        return single
    cells = level(tenants, shown.resolution)
    found = wanted[cells.code]
    count = np.bincount(
        cells.place[found], weights=cells.count[found], minlength=len(cells.cell)
    ).astype(int)
    chosen: np.ndarray = count[shown.index]
    return chosen
