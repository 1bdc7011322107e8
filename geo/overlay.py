"""How much of each zone lies inside each coverage, and what stands there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import geopandas as gpd
import pandas as pd
import shapely

from geo.areas import areas_km2

Counted = pd.DataFrame | Callable[[shapely.Geometry], Mapping[str, int]]


def intersections(zones: gpd.GeoDataFrame, coverages: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Cut every zone by every coverage.

    Parameters
    ----------
    zones, coverages : geopandas.GeoDataFrame
        Column ``feature_id`` and valid polygons in EPSG:4326.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns ``zone``, ``coverage``, ``area_km2`` (geodesic) and the common polygon in
        EPSG:4326; pairs that do not meet have no row.

    Raises
    ------
    ValueError
        If a frame is in another coordinate system, or a polygon is invalid.

    Examples
    --------
    >>> zones, coverages = (
    ...     gpd.GeoDataFrame({"feature_id": [name]}, geometry=[shape], crs="EPSG:4326")
    ...     for name, shape in (("A", shapely.box(0, 0, 2, 1)), ("twin_1", shapely.box(1, 0, 3, 1)))
    ... )
    >>> intersections(zones, coverages).geometry.iloc[0].bounds
    (1.0, 0.0, 2.0, 1.0)
    """
    for name, frame in (("zones", zones), ("coverages", coverages)):
        if frame.crs is None or not frame.crs.equals("EPSG:4326"):
            raise ValueError(f"{name} must be in EPSG:4326, not {frame.crs}")
        broken = frame.loc[~frame.is_valid, "feature_id"]
        if not broken.empty:
            raise ValueError(f"{name}: invalid polygon {', '.join(map(str, broken))}")
    left = zones[["feature_id", "geometry"]].rename(columns={"feature_id": "zone"})
    right = coverages[["feature_id", "geometry"]].rename(columns={"feature_id": "coverage"})
    cut = gpd.overlay(left, right, how="intersection", keep_geom_type=True)
    return cut.assign(area_km2=areas_km2(cut.geometry.to_numpy()))


def matrix(
    zones: gpd.GeoDataFrame, coverages: gpd.GeoDataFrame, points: Mapping[str, Counted]
) -> pd.DataFrame:
    """Return the zones × coverage matrix in long form.

    Parameters
    ----------
    zones, coverages : geopandas.GeoDataFrame
        As for `intersections`.
    points : mapping of str to pandas.DataFrame or callable
        For each thing counted, for example ``"enterprises"``, a frame with columns
        ``zone``, ``lon`` and ``lat`` (WGS84 degrees), of which rows without a place are not
        counted; or what returns by zone how many lie in a polygon or on its edge.

    Returns
    -------
    pandas.DataFrame
        One row for each pair, zones outermost: ``zone``, ``coverage``, ``zone_km2``,
        ``area_km2``, ``share`` (0–1 of the zone) and one count for each of `points`, of
        those that belong to the zone and lie inside the coverage or on its edge.

    Examples
    --------
    >>> outlines = catalog.outlines
    >>> table = matrix(outlines["zone_outlines"], outlines["coverage_outlines"], {})
    >>> len(table)  # six zones, three coverages
    18
    """
    return counted(shares(zones, coverages), coverages, points)


def shares(zones: gpd.GeoDataFrame, coverages: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the matrix without counts: what only the outlines decide.

    Parameters
    ----------
    zones, coverages : geopandas.GeoDataFrame
        As for `intersections`.

    Returns
    -------
    pandas.DataFrame
        ``zone``, ``coverage``, ``zone_km2``, ``area_km2`` and ``share``, as `matrix`.

    Examples
    --------
    >>> shares(catalog.outlines["zone_outlines"], catalog.outlines["coverage_outlines"]).shape
    (18, 5)
    """
    cut = intersections(zones, coverages).set_index(["zone", "coverage"])["area_km2"].to_dict()
    zone_km2 = dict(zip(zones["feature_id"], areas_km2(zones.geometry.to_numpy()), strict=True))
    rows = [
        (zone, coverage, whole, area := float(cut.get((zone, coverage), 0.0)), area / whole)
        for zone, whole in zone_km2.items()
        for coverage in coverages["feature_id"]
    ]
    return pd.DataFrame(rows, columns=["zone", "coverage", "zone_km2", "area_km2", "share"])


def counted(
    pairs: pd.DataFrame, coverages: gpd.GeoDataFrame, points: Mapping[str, Counted]
) -> pd.DataFrame:
    """Return the matrix of some shares, with what stands in each pair of zone and coverage.

    Parameters
    ----------
    pairs : pandas.DataFrame
        Of `shares`.
    coverages : geopandas.GeoDataFrame
        Those of `pairs`, in EPSG:4326.
    points : mapping of str to pandas.DataFrame or callable
        As for `matrix`.

    Examples
    --------
    >>> outlines = catalog.outlines["zone_outlines"], catalog.outlines["coverage_outlines"]
    >>> nothing = pd.DataFrame({"zone": [], "lon": [], "lat": []})
    >>> int(counted(shares(*outlines), outlines[1], {"firms": nothing})["firms"].sum())
    0
    """
    columns: dict[str, list[int]] = {}
    for name, one in points.items():
        count_in = partial(_inside, one) if isinstance(one, pd.DataFrame) else one
        held = {
            coverage: count_in(shape)
            for coverage, shape in zip(coverages["feature_id"], coverages.geometry, strict=True)
        }
        columns[name] = [
            held[coverage].get(zone, 0)
            for zone, coverage in zip(pairs["zone"], pairs["coverage"], strict=True)
        ]
    return pairs.assign(**columns)


def _inside(frame: pd.DataFrame, shape: shapely.Geometry) -> Mapping[str, int]:
    lon, lat = (frame[axis].to_numpy(dtype=float) for axis in ("lon", "lat"))
    held = frame["zone"][shapely.intersects_xy(shape, lon, lat)].value_counts()
    return {str(zone): int(count) for zone, count in held.items()}
