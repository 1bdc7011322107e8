"""From places on the earth to places on the paper, and how large a printed map is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely

from components.paper.labels import Area
from geo.areas import WGS84
from geo.view_limits import NEAREST

View = tuple[float, float, float]
# What a view shows at the least: as much as a map of this many pixels on the web page.
_WINDOW_PX = (760, 560)
_TILE_PX = 256
_STEPS = (1, 2, 5)
_MARGIN = 24.0  # points: wider than any line, so that no cut is seen
_COLLECTED = {"Polygon": shapely.MultiPolygon, "LineString": shapely.MultiLineString}
_SMALLEST_DEG = 1e-6  # of what a view may look around: a single place has no size


@dataclass(frozen=True)
class Ground:
    """A map in a frame; true in scale and shape around the middle of its view.

    Attributes
    ----------
    view : tuple of float
        Latitude and longitude of the middle (WGS84), and zoom of a web map.
    frame : Area
        In points.
    """

    view: View
    frame: Area

    @cached_property
    def metres_per_degree(self) -> tuple[float, float]:
        """Geodesic metres in a degree of longitude and of latitude, in the middle."""
        lat, lon, _ = self.view
        _, _, across = WGS84.inv(lon - 0.05, lat, lon + 0.05, lat)
        _, _, up = WGS84.inv(lon, lat - 0.05, lon, lat + 0.05)
        return 10 * across, 10 * up

    @cached_property
    def points_per_degree(self) -> tuple[float, float]:
        """Points in a degree of longitude and of latitude."""
        across, up = self.metres_per_degree
        wide = _points_per_px(self.frame) * _TILE_PX * 2 ** self.view[2] / 360
        return wide, wide * up / across

    @property
    def points_per_km(self) -> float:
        """Points in a kilometre."""
        return self.points_per_degree[0] / self.metres_per_degree[0] * 1000

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north of the frame, in degrees."""
        lat, lon, _ = self.view
        wide, high = self.points_per_degree
        half_x = (self.frame.right - self.frame.left) / 2 / wide
        half_y = (self.frame.bottom - self.frame.top) / 2 / high
        return lon - half_x, lat - half_y, lon + half_x, lat + half_y

    def place(self, lonlat: np.ndarray) -> np.ndarray:
        """Return places of shape (n, 2), longitude first, in points on the paper."""
        lat, lon, _ = self.view
        wide, high = self.points_per_degree
        middle = (
            (self.frame.left + self.frame.right) / 2,
            (self.frame.top + self.frame.bottom) / 2,
        )
        placed: np.ndarray = (lonlat - (lon, lat)) * (wide, -high) + middle
        return placed

    def shape(self, shape: shapely.Geometry) -> shapely.Geometry:
        """Return what of a shape lies in the frame or close beside it, in points.

        However near the view, what is drawn is no larger than the paper.
        """
        placed = shapely.transform(shape, self.place)
        edge = self.frame.grown(_MARGIN)
        paper = shapely.box(edge.left, edge.top, edge.right, edge.bottom)
        if shapely.contains(paper, shapely.envelope(placed)):
            return placed
        kind = placed.geom_type.removeprefix("Multi")
        parts = shapely.get_parts(shapely.intersection(placed, paper))
        return _COLLECTED[kind](
            [part for part in parts if part.geom_type == kind and not part.is_empty]
        )


def view_of(bounds: tuple[float, float, float, float], frame: Area, free: Area) -> View:
    """Return the view in which west, south, east, north just fill a free part of the frame."""
    west, south, east, north = bounds
    at = Ground(((south + north) / 2, (west + east) / 2, 0), frame)
    wide, high = at.points_per_degree
    times = min(
        (free.right - free.left) / wide / max(east - west, _SMALLEST_DEG),
        (free.bottom - free.top) / high / max(north - south, _SMALLEST_DEG),
    )
    times = min(times, 2**NEAREST)
    off_x = ((frame.left + frame.right) - (free.left + free.right)) / 2 / wide / times
    off_y = ((free.top + free.bottom) - (frame.top + frame.bottom)) / 2 / high / times
    return at.view[0] + off_y, at.view[1] + off_x, math.log2(times)


def round_km(at_most: float) -> float:
    """Return the largest of 1, 2, 5 times a power of ten kilometres that is not too long."""
    power = 10.0 ** math.floor(math.log10(at_most))
    return max(step * power for step in _STEPS if step * power <= at_most)


def _points_per_px(frame: Area) -> float:
    return min(
        (frame.right - frame.left) / _WINDOW_PX[0], (frame.bottom - frame.top) / _WINDOW_PX[1]
    )
