"""Geodesic distances between shapes, and the metric grid on which shapes are moved."""

from __future__ import annotations

import shapely

from geo.areas import length_km
from geo.ways import way

_WGS84 = "EPSG:4326"


def to_grid(shape: shapely.Geometry, grid: str) -> shapely.Geometry:
    """Return a shape in EPSG:4326 in metres on the grid of the park.

    Parameters
    ----------
    shape : shapely.Geometry
    grid : str
        Code of a metric system, such as that of `data.park.Coordinates`.

    Examples
    --------
    >>> shapely.get_coordinates(to_grid(shapely.Point(105, 0), "EPSG:4544")).round().tolist()
    [[500000.0, 0.0]]
    >>> shapely.get_coordinates(to_grid(shapely.Point(9, 0), "EPSG:25832")).round().tolist()
    [[500000.0, 0.0]]
    """
    return shapely.transform(shape, way(_WGS84, grid).transform, interleaved=False)


def to_wgs84(shape: shapely.Geometry, grid: str) -> shapely.Geometry:
    """Return a shape on the grid of the park in EPSG:4326.

    >>> there = to_wgs84(to_grid(shapely.Point(105.93, 29.36), "EPSG:4544"), "EPSG:4544")
    >>> shapely.get_coordinates(there).round(6).tolist()
    [[105.93, 29.36]]
    """
    return shapely.transform(shape, way(grid, _WGS84).transform, interleaved=False)


def distance_km(one: shapely.Geometry, other: shapely.Geometry, grid: str) -> float:
    """Return the geodesic distance between the nearest points of two shapes.

    The nearest points are found on the grid, the length between them on the WGS84 ellipsoid.

    Parameters
    ----------
    one, other : shapely.Geometry
        In EPSG:4326, where the grid holds.
    grid : str
        As for `to_grid`.

    Returns
    -------
    float
        Kilometres; 0 where they meet.

    Examples
    --------
    >>> one, other = shapely.Point(105.93, 29.36), shapely.Point(105.93, 29.37)
    >>> round(distance_km(one, other, "EPSG:4544"), 2)
    1.11
    """
    line = shapely.shortest_line(to_grid(one, grid), to_grid(other, grid))
    return length_km(to_wgs84(line, grid))
