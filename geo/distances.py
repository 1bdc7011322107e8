"""Geodesic distances between shapes."""

from __future__ import annotations

import shapely
from pyproj import Transformer

from geo.areas import length_km
from geo.schematic import GRID

_TO_GRID = Transformer.from_crs("EPSG:4326", GRID, always_xy=True)
_TO_WGS84 = Transformer.from_crs(GRID, "EPSG:4326", always_xy=True)


def to_grid(shape: shapely.Geometry) -> shapely.Geometry:
    """Return a shape in EPSG:4326 in metres on the local grid (EPSG:4544).

    >>> shapely.get_coordinates(to_grid(shapely.Point(105, 0))).round().tolist()
    [[500000.0, 0.0]]
    """
    return shapely.transform(shape, _TO_GRID.transform, interleaved=False)


def to_wgs84(shape: shapely.Geometry) -> shapely.Geometry:
    """Return a shape on the local grid (EPSG:4544) in EPSG:4326.

    >>> there = to_wgs84(to_grid(shapely.Point(105.93, 29.36)))
    >>> shapely.get_coordinates(there).round(6).tolist()
    [[105.93, 29.36]]
    """
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

    Examples
    --------
    >>> round(distance_km(shapely.Point(105.93, 29.36), shapely.Point(105.93, 29.37)), 2)
    1.11
    """
    return length_km(to_wgs84(shapely.shortest_line(to_grid(one), to_grid(other))))
