"""Illustrative points brought back into their zone after its outline has changed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import shapely

_SEED = 2020
_TRIES = 50


def respread(rows: pd.DataFrame, zones: Mapping[str, shapely.Geometry]) -> pd.DataFrame | None:
    """Move illustrative points that no longer lie in their zone to a random place in it.

    Their assumption says no more than that; a row whose zone has no outline loses its place.

    Parameters
    ----------
    rows : pandas.DataFrame
        Columns ``zone``, ``lon``, ``lat`` (WGS84 degrees) and ``evidence``.
    zones : mapping of str to shapely.Geometry
        EPSG:4326.

    Returns
    -------
    pandas.DataFrame or None
        The rows with new places, a copy; ``None`` if all points lie where they should.
    """
    lon, lat = rows["lon"].to_numpy(dtype=float), rows["lat"].to_numpy(dtype=float)
    is_astray = (rows["evidence"] == "illustrative").to_numpy() & np.isfinite(lon)
    for zone, shape in zones.items():
        shapely.prepare(shape)
        is_astray &= ~((rows["zone"] == zone).to_numpy() & shapely.intersects_xy(shape, lon, lat))
    if not is_astray.any():
        return None
    lon, lat = lon.copy(), lat.copy()
    rng = np.random.default_rng(_SEED)
    for zone in sorted(set(rows["zone"][is_astray])):
        moved = np.flatnonzero(is_astray & (rows["zone"] == zone).to_numpy())
        points = _points_in(zones.get(zone), len(moved), rng)
        lon[moved], lat[moved] = points.T
    return rows.assign(lon=lon, lat=lat)


def _points_in(shape: shapely.Geometry | None, count: int, rng: np.random.Generator) -> np.ndarray:
    """Draw points of a shape; those that 50 tries do not find stand on its middle."""
    found = np.full((count, 2), np.nan)
    if shape is None:
        return found
    west, south, east, north = shape.bounds
    found[:] = shapely.get_coordinates(shape.representative_point())
    is_open = np.ones(count, dtype=bool)
    for _ in range(_TRIES):
        tried = rng.uniform((west, south), (east, north), (count, 2)).round(6)
        hits = is_open & shapely.contains_xy(shape, tried)
        found[hits] = tried[hits]
        is_open &= ~hits
    return found
