"""Where the ground of a park is cut: at its district, fine near its zones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyproj
import shapely

from data.catalog import Catalog

FINE_M = 3_000.0
_AROUND_M = 15_000.0  # of the zones, where the park has no district


@dataclass(frozen=True, eq=False)
class Extent:
    """Where and on which grid.

    Attributes
    ----------
    district : shapely.Geometry
        EPSG:4326.
    near : shapely.Geometry
        Where it is fine; EPSG:4326.
    grid : str
        Metric system of the park, as an EPSG code.
    """

    district: shapely.Geometry
    near: shapely.Geometry
    grid: str


def extent_of(catalog: Catalog) -> Extent:
    """Return where the ground of a park is cut.

    >>> whole = extent_of(catalog)
    >>> whole.grid, whole.district.intersects(whole.near)
    ('EPSG:4544', True)
    """
    grid = catalog.park.coordinates.grid
    zones = shapely.union_all(catalog.outlines["zone_outlines"].geometry.to_numpy())
    if zones.is_empty:
        latitude, longitude, _ = catalog.park.views.park
        zones = shapely.Point(longitude, latitude)
    district = shapely.union_all(catalog.outlines["district"].geometry.to_numpy())
    return extent_around(district, zones, grid)


def extent_around(
    district: shapely.Geometry, zones: shapely.Geometry, grid: str, fine_m: float = FINE_M
) -> Extent:
    """Return the extent of a district, fine within a distance (metres) of zones (EPSG:4326).

    >>> round(extent_around(shapely.box(0, 0, 1, 1), shapely.Point(0, 0), "EPSG:3857").near.area, 4)
    0.0006
    """
    around = buffered(zones, fine_m, grid)
    whole = buffered(zones, _AROUND_M, grid) if district.is_empty else district
    return Extent(whole, shapely.intersection(around, whole), grid)


def buffered(shape: shapely.Geometry, metres: float, grid: str) -> shapely.Geometry:
    """Return a shape (EPSG:4326) with what is near it, by the metres of a grid.

    >>> buffered(shapely.Point(0, 0), 1_000, "EPSG:3857").bounds[0] < -0.008
    True
    """
    return moved(shapely.buffer(moved(shape, "EPSG:4326", grid), metres), grid, "EPSG:4326")


def moved(shapes: shapely.Geometry, source: str, target: str) -> shapely.Geometry:
    """Return shapes, or an array of them, in another coordinate system.

    >>> moved(shapely.Point(0, 0), "EPSG:4326", "EPSG:3857").wkt
    'POINT (0 0)'
    """
    transformer = pyproj.Transformer.from_crs(source, target, always_xy=True)

    def at(points: np.ndarray) -> np.ndarray:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    return shapely.transform(shapes, at)
