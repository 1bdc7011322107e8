"""What a moved coverage outline would cover: arithmetic on shapes."""

from __future__ import annotations

import math
from collections.abc import Mapping

import geopandas as gpd
import pandas as pd
import shapely
from shapely import affinity

from geo.distances import to_grid, to_wgs84
from geo.overlay import Counted, counted, shares

MOVED, NEW = "moved", "new"


def moved_outline(
    outline: shapely.Geometry,
    east_km: float,
    north_km: float,
    area_scale: float = 1.0,
    *,
    grid: str,
) -> shapely.Geometry:
    """Return an outline moved on the grid of the park and scaled about its centre.

    Parameters
    ----------
    outline : shapely.Geometry
        Polygon in EPSG:4326.
    east_km, north_km : float
        Kilometres along the grid; negative is west and south.
    area_scale : float
        Factor on the area, above 0; sides change by its square root.
    grid : str
        As for `geo.distances.to_grid`.

    Returns
    -------
    shapely.Geometry
        In EPSG:4326.

    Raises
    ------
    ValueError
        If the scale is not above 0.

    Examples
    --------
    >>> from geo.areas import area_km2
    >>> square = shapely.box(105.9, 29.3, 106.0, 29.4)
    >>> moved = moved_outline(square, 1, 0, 2.0, grid="EPSG:4544")
    >>> round(area_km2(moved) / area_km2(square), 3)
    2.0
    """
    if not area_scale > 0:
        raise ValueError(f"area scale must be above 0, not {area_scale}")
    if (east_km, north_km, area_scale) == (0, 0, 1):
        return outline  # without the rounding of a way there and back
    side = math.sqrt(area_scale)
    scaled = affinity.scale(to_grid(outline, grid), side, side, origin="centroid")
    return to_wgs84(affinity.translate(scaled, 1e3 * east_km, 1e3 * north_km), grid)


def covered(
    zones: gpd.GeoDataFrame,
    outline: shapely.Geometry,
    base: shapely.Geometry,
    points: Mapping[str, Counted],
) -> pd.DataFrame:
    """Return what of each zone lies in an outline, and what of that outside another.

    Parameters
    ----------
    zones : geopandas.GeoDataFrame
        As for `geo.overlay.matrix`.
    outline, base : shapely.Geometry
        Polygons in EPSG:4326: the one asked about and the one compared with.
    points : mapping of str to pandas.DataFrame or callable
        As for `geo.overlay.matrix`.

    Returns
    -------
    pandas.DataFrame
        One row a zone: ``zone``, ``zone_km2``, ``area_km2``, ``share`` (0-1 of the zone), a
        count for each of `points`, and the same of the newly covered part with the prefix
        ``new_``.

    Examples
    --------
    >>> zone, outline, base = (
    ...     shapely.box(west, 29.3, east, 29.4)
    ...     for west, east in ((105.8, 106.0), (105.9, 106.1), (105.95, 106.1))
    ... )
    >>> zones = gpd.GeoDataFrame({"feature_id": ["A"]}, geometry=[zone], crs="EPSG:4326")
    >>> covered(zones, outline, base, {})[["share", "new_share"]].round(3).to_numpy().tolist()
    [[0.5, 0.25]]
    """
    shapes = compared(outline, base)
    return covered_by(shapes, shares(zones, shapes), points)


def compared(outline: shapely.Geometry, base: shapely.Geometry) -> gpd.GeoDataFrame:
    """Return an outline, and its part outside another, as the coverages `MOVED` and `NEW`.

    >>> shapes = compared(shapely.box(0, 0, 2, 1), shapely.box(1, 0, 3, 1))
    >>> [shape.bounds for shape in shapes.geometry]
    [(0.0, 0.0, 2.0, 1.0), (0.0, 0.0, 1.0, 1.0)]
    """
    return gpd.GeoDataFrame(
        {"feature_id": [MOVED, NEW]},
        geometry=[outline, shapely.difference(outline, base)],
        crs="EPSG:4326",
    )


def covered_by(
    shapes: gpd.GeoDataFrame, pairs: pd.DataFrame, points: Mapping[str, Counted]
) -> pd.DataFrame:
    """Return what `covered` does, of shapes that were cut before.

    Parameters
    ----------
    shapes : geopandas.GeoDataFrame
        Of `compared`.
    pairs : pandas.DataFrame
        Of `geo.overlay.shares` of the zones and these shapes.
    points : mapping of str to pandas.DataFrame or callable
        As for `geo.overlay.matrix`.

    Examples
    --------
    >>> shapes = compared(shapely.box(0, 0, 2, 1), shapely.box(1, 0, 3, 1))
    >>> zones = gpd.GeoDataFrame(
    ...     {"feature_id": ["A"]}, geometry=[shapely.box(0, 0, 4, 1)], crs="EPSG:4326"
    ... )
    >>> covered_by(shapes, shares(zones, shapes), {})[["share", "new_share"]].round(2).to_numpy()
    array([[0.5 , 0.25]])
    """
    frame = counted(pairs, shapes, points)
    inside = frame[frame["coverage"] == MOVED].drop(columns="coverage")
    fresh = frame[frame["coverage"] == NEW].drop(columns=["coverage", "zone_km2"])
    fresh = fresh.rename(columns=lambda name: name if name == "zone" else f"new_{name}")
    joined: pd.DataFrame = inside.merge(fresh, on="zone", validate="one_to_one")
    return joined
