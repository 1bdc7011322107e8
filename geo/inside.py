"""What lies in an area that a reader has drawn: ground, and what stands on it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import geopandas as gpd
import pandas as pd
import shapely

from data.catalog import Catalog
from data.counts import shown_tenants
from data.drawn_area import area_shape, holds
from data.follows import FILTERS, follows
from data.selection import Selection, visible
from data.status import chosen_projects
from geo.areas import WGS84, area_km2, areas_km2
from geo.landmarks import landmark_frame
from geo.overlaid import visible_outlines


@dataclass(frozen=True, eq=False)
class Ground:
    """What an area has of the outlines and the landmarks; no date moves them.

    Attributes
    ----------
    km2 : float
        Its own geodesic area.
    parts : geopandas.GeoDataFrame
        One row for each zone and each coverage that it meets, in EPSG:4326: ``kind``
        (``"zone"`` or ``"coverage"``), ``feature_id``, ``area_km2`` of the common ground,
        ``share`` (0-1, of the zone or the coverage), ``of_area`` (0-1, of the drawn area),
        ``evidence`` of the outline; the largest first in each kind.
    landmarks : geopandas.GeoDataFrame
        Those inside, as rows of the table.
    stations : pandas.DataFrame
        Every station as a row of the table, with ``km``, the straight distance from the middle
        of the area; the nearest first.
    """

    km2: float
    parts: gpd.GeoDataFrame
    landmarks: gpd.GeoDataFrame
    stations: pd.DataFrame


@dataclass(frozen=True)
class Unplaced:
    """How many a selection has anywhere that no area can hold, as nobody says where they are.

    Attributes
    ----------
    enterprises, projects : int
    """

    enterprises: int
    projects: int


@follows("area", "evidence")
def ground_inside(catalog: Catalog, chosen: Selection) -> Ground:
    """Return what ground the drawn area of a selection has.

    >>> field = Selection(area="c:29.3744,105.946,2000")
    >>> ground_inside(catalog, field).stations["km"].round(1).tolist()[0]
    0.0
    """
    shape = area_shape(chosen.area)
    whole = area_km2(shape)
    parts = [
        _parts(visible_outlines(catalog, chosen, f"{kind}_outlines"), shape).assign(kind=kind)
        for kind in ("zone", "coverage")
    ]
    frame = pd.concat(parts, ignore_index=True)
    frame["of_area"] = frame["area_km2"] / whole
    places = landmark_frame(visible(catalog["landmarks"], chosen))
    inside = places[holds(chosen.area, places.geometry.x.to_numpy(), places.geometry.y.to_numpy())]
    stations = pd.DataFrame(places[places["kind"] == "station"].drop(columns="geometry"))
    middle = shapely.centroid(shape)
    km = [
        WGS84.inv(middle.x, middle.y, lon, lat)[2] / 1e3
        for lon, lat in zip(stations["lon"], stations["lat"], strict=True)
    ]
    return Ground(
        whole,
        gpd.GeoDataFrame(frame, geometry="geometry", crs="EPSG:4326"),
        inside,
        stations.assign(km=km).sort_values("km", kind="stable"),
    )


def _parts(outlines: gpd.GeoDataFrame, shape: shapely.Geometry) -> pd.DataFrame:
    """Return what some outlines have in common with a shape."""
    common = shapely.intersection(outlines.geometry.to_numpy(), shape)
    km2 = areas_km2(common)
    rows = pd.DataFrame(outlines[["feature_id", "evidence", "name_zh", "name_en"]]).assign(
        area_km2=km2,
        share=km2 / areas_km2(outlines.geometry.to_numpy()),
        geometry=common,
    )
    return rows[km2 > 0].sort_values("area_km2", ascending=False, kind="stable")


@follows(*FILTERS, "as_of", "evidence")
def unplaced(catalog: Catalog, chosen: Selection) -> Unplaced:
    """Return how many enterprises and projects of a selection have no place.

    >>> unplaced(catalog, Selection(area="c:29.36,105.93,500")).enterprises
    0
    """
    tenants = catalog.tenants
    kept = shown_tenants(catalog, chosen)
    anywhere = chosen_projects(catalog, replace(chosen, area=""))
    return Unplaced(int(tenants.cube_without_place[kept].sum()), int(anywhere["lon"].isna().sum()))
