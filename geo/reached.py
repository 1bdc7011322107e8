"""What the test area and its road reach, as a selection shows it."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from data.catalog import Catalog
from data.coverages import phases
from data.follows import FILTERS, follows
from data.selection import Selection, visible
from data.status import chosen_projects
from geo.landmarks import landmark_frame
from geo.overlaid import visible_outlines
from geo.reach import WHOLE, reach

NEAR_KM = 1.0
KINDS = ("zone", "project", "landmark")


@follows(*FILTERS, "as_of", "evidence")
def reach_table(catalog: Catalog, chosen: Selection) -> pd.DataFrame:
    """Return zones, projects and landmarks under a selection, as `geo.reach.reach`.

    Landmarks have no zone, sector or status, so only the evidence decides on them.

    Returns
    -------
    pandas.DataFrame
        ``kind``, ``name_zh``, ``name_en``, ``zone``, ``error_m`` and what `geo.reach.reach`
        gives; empty where the outline of the test area may not be shown. Shared between
        callers: not to be changed.

    Examples
    --------
    >>> reach_table(catalog, Selection())["kind"].unique().tolist()
    ['zone', 'project', 'landmark']
    >>> reach_table(catalog, Selection(evidence="published")).empty
    True
    """
    areas = visible_outlines(catalog, chosen, "coverage_outlines").set_index("feature_id")
    roads = visible_outlines(catalog, chosen, "routes").set_index("feature_id")
    own, served = phases(catalog, "driving_test")[:1], phases(catalog, "vehicle_road")[:1]
    if not own or own[0] not in areas.index:
        return pd.DataFrame(columns=["kind", "share", "reachable"])
    zones = visible_outlines(catalog, chosen, "zone_outlines")
    zones = zones[zones["feature_id"].isin(chosen.zones)] if chosen.zones else zones
    projects = chosen_projects(catalog, chosen).dropna(subset=["lon", "lat"])
    points = gpd.points_from_xy(projects["lon"], projects["lat"])
    things = pd.concat(
        [
            zones.assign(kind="zone", zone=zones["feature_id"]),
            gpd.GeoDataFrame(projects.assign(kind="project"), geometry=points, crs="EPSG:4326"),
            landmark_frame(visible(catalog["landmarks"], chosen)).assign(kind="landmark"),
        ],
        ignore_index=True,
    )
    columns = ["kind", "name_zh", "name_en", "zone", "error_m", "geometry"]
    kept = gpd.GeoDataFrame(things[columns], crs="EPSG:4326")
    road = roads.geometry[served[0]] if set(served) & set(roads.index) else None
    grid = catalog.park.coordinates.grid
    found = reach(kept, areas.geometry[own[0]], road, NEAR_KM, grid)
    return pd.DataFrame(kept.drop(columns="geometry")).join(found)


def inside_counts(frame: pd.DataFrame) -> dict[str, int]:
    """Return how many of each kind lie wholly inside the test area.

    >>> inside_counts(pd.DataFrame({"kind": ["zone", "zone"], "share": [1.0, 0.4]}))
    {'zone': 1, 'project': 0, 'landmark': 0}
    """
    inside = frame[frame["share"] > WHOLE]
    return {kind: int((inside["kind"] == kind).sum()) for kind in KINDS}
