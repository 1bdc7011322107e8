"""Geodesic distances between shapes."""

from __future__ import annotations

import shapely
from pyproj import Transformer

from geo.areas import length_km
from geo.schematic import GRID

_TO_GRID = Transformer.from_crs("EPSG:4326", GRID, always_xy=True)
_TO_WGS84 = Transformer.from_crs(GRID, "EPSG:4326", always_xy=True)


def to_grid(shape: shapely.Geometry) -> shapely.Geometry:
    """Return a shape in EPSG:4326 in metres on the local grid (EPSG:4544)."""
    return shapely.transform(shape, _TO_GRID.transform, interleaved=False)


def to_wgs84(shape: shapely.Geometry) -> shapely.Geometry:
    """Return a shape on the local grid (EPSG:4544) in EPSG:4326."""
    return shapely.transform(shape, _TO_WGS84.transform, interleaved=False)


def distance_km(one: shapely.Geometry, other: shapely.Geometry) -> float:
    """Return the geodesic distance between the nearest points of two shapes.

    The nearest points are found on the local grid, the length between them on the
    WGS84 ellipsoid.

    Parameters
    ----------
    one, other : shapely.Geometry
        In EPSG:4326, near Yongchuan.

    Returns
    -------
    float
        Kilometres; 0 where they meet.
    """
    return length_km(to_wgs84(shapely.shortest_line(to_grid(one), to_grid(other))))
