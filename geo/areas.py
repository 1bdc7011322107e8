"""Areas and lengths on the WGS84 ellipsoid."""

from __future__ import annotations

import numpy as np
import shapely
from pyproj import Geod

WGS84 = Geod(ellps="WGS84")


def area_km2(geometry: shapely.Geometry) -> float:
    """Return the geodesic area of a polygon given in EPSG:4326, in square kilometres.

    >>> round(area_km2(shapely.box(0, 0, 1, 1)))
    12309
    """
    square_metres, _ = WGS84.geometry_area_perimeter(geometry)
    return abs(square_metres) / 1e6


def areas_km2(geometries: np.ndarray) -> np.ndarray:
    """Return the geodesic areas of polygons in EPSG:4326, in square kilometres.

    >>> areas_km2(np.array([shapely.box(0, 0, 1, 1), shapely.box(0, 60, 1, 61)])).round().tolist()
    [12309.0, 6123.0]
    """
    return np.array([area_km2(geometry) for geometry in geometries], dtype=float)


def length_km(line: shapely.Geometry) -> float:
    """Return the geodesic length of a line given in EPSG:4326, in kilometres.

    >>> round(length_km(shapely.LineString([(0, 0), (1, 0)])), 3)
    111.319
    """
    return WGS84.geometry_length(line) / 1e3
