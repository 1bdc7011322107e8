"""Landmarks as points."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd


def landmark_frame(landmarks: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return landmarks as points.

    Parameters
    ----------
    landmarks : pandas.DataFrame
        ``lon`` and ``lat`` in WGS84 degrees.

    Returns
    -------
    geopandas.GeoDataFrame
        The same rows with a geometry in EPSG:4326.

    Examples
    --------
    >>> landmark_frame(pd.DataFrame({"lon": [105.9], "lat": [29.35]})).geometry.y.tolist()
    [29.35]
    """
    points = gpd.points_from_xy(landmarks["lon"], landmarks["lat"])
    return gpd.GeoDataFrame(landmarks, geometry=points, crs="EPSG:4326")
