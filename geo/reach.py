"""What lies in an area, how far off the rest is, and what a road reaches."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import shapely

from geo.areas import area_km2
from geo.distances import distance_km

WHOLE = 0.9995  # of an area measured on the ellipsoid, all of it


def reach(
    things: gpd.GeoDataFrame,
    area: shapely.Geometry,
    road: shapely.Geometry | None,
    near_km: float,
    grid: str,
) -> pd.DataFrame:
    """Return where each thing stands to an area and to a road.

    Parameters
    ----------
    things : geopandas.GeoDataFrame
        Polygons or points in EPSG:4326.
    area : shapely.Geometry
        Polygon in EPSG:4326.
    road : shapely.Geometry, optional
        Line in EPSG:4326.
    near_km : float
        Geodesic distance up to which the road reaches a thing.
    grid : str
        As for `geo.distances.to_grid`.

    Returns
    -------
    pandas.DataFrame
        With the index of `things`: ``share`` (0-1 of a polygon inside the area, 0 or 1 for
        a point), ``area_km`` and ``road_km`` (geodesic, from the nearest edge; 0 where they
        meet, NaN without a road) and ``reachable``: partly or wholly inside, or near the
        road.

    Examples
    --------
    >>> area = shapely.box(105.90, 29.30, 106.00, 29.40)
    >>> half = shapely.box(105.85, 29.30, 105.95, 29.40)
    >>> things = gpd.GeoDataFrame(geometry=[half], crs="EPSG:4326")
    >>> reach(things, area, None, 1, "EPSG:4544")["share"].round(3).tolist()
    [0.5]
    """
    rows = []
    for shape in things.geometry:
        share = (
            area_km2(shapely.intersection(shape, area)) / area_km2(shape)
            if shape.area
            else float(shapely.intersects(area, shape))
        )
        road_km = distance_km(shape, road, grid) if road is not None else float("nan")
        rows.append(
            {
                "share": share,
                "area_km": distance_km(shape, area, grid),
                "road_km": road_km,
                "reachable": share > 0 or road_km <= near_km,
            }
        )
    columns = ["share", "area_km", "road_km", "reachable"]
    return pd.DataFrame(rows, index=things.index, columns=columns)
