"""Areas and lengths on the WGS84 ellipsoid."""

from __future__ import annotations

import numpy as np
import shapely
from pyproj import Geod

WGS84 = Geod(ellps="WGS84")


def area_km2(geometry: shapely.Geometry) -> float:
    """Return the geodesic area of a polygon given in EPSG:4326, in square kilometres."""
    square_metres, _ = WGS84.geometry_area_perimeter(geometry)
    return abs(square_metres) / 1e6


def areas_km2(geometries: np.ndarray) -> np.ndarray:
    """Return the geodesic areas of polygons in EPSG:4326, in square kilometres."""
    return np.array([area_km2(geometry) for geometry in geometries], dtype=float)


def length_km(line: shapely.Geometry) -> float:
    """Return the geodesic length of a line given in EPSG:4326, in kilometres."""
    return WGS84.geometry_length(line) / 1e3
