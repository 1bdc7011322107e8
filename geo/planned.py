"""A coverage outline that the reader moves, and what it would cover under a selection."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd
import shapely

from data.catalog import Catalog
from data.memo import VIEWS, remembered
from data.selection import Selection
from data.status import chosen_projects
from geo.areas import area_km2
from geo.overlaid import tenant_points, visible_outlines
from geo.what_if import covered, moved_outline


@dataclass(frozen=True)
class Move:
    """What the reader asks: which outline, how far, how large.

    Attributes
    ----------
    outline : str
    east_km, north_km : float
    scale : float
        Percent of the area that it has.
    """

    outline: str
    east_km: float
    north_km: float
    scale: float


@dataclass(frozen=True, eq=False)
class Plan:
    """A moved outline and what it covers.

    Attributes
    ----------
    outline : shapely.Geometry
        In EPSG:4326.
    frame : pandas.DataFrame
        As `geo.what_if.covered`.
    outline_km2, new_km2 : float
        Geodesic area of the outline, and of its part outside phase one of the twin.
    """

    outline: shapely.Geometry
    frame: pd.DataFrame
    outline_km2: float
    new_km2: float


def plan_of(catalog: Catalog, chosen: Selection, move: Move) -> Plan | None:
    """Return the plan of a move; all zones, whichever are chosen.

    ``None`` where an outline that it needs may not be shown.

    >>> doubled = plan_of(catalog, Selection(), Move("test_area", 0, 0, 200))
    >>> round(doubled.outline_km2)
    40
    """
    return _plan(catalog, replace(chosen.with_chosen("zone", ()), lang=None), move)


@remembered(VIEWS)
def _plan(catalog: Catalog, every_zone: Selection, move: Move) -> Plan | None:
    shapes = visible_outlines(catalog, every_zone, "coverage_outlines").set_index("feature_id")
    zones = visible_outlines(catalog, every_zone, "zone_outlines")
    if zones.empty or not {move.outline, "twin_1"} <= set(shapes.index):
        return None
    outline = moved_outline(
        shapes.geometry[move.outline], move.east_km, move.north_km, move.scale / 100
    )
    base = shapes.geometry["twin_1"]
    points = {
        "enterprises": tenant_points(catalog, every_zone),
        "projects": chosen_projects(catalog, every_zone),
    }
    fresh = shapely.difference(outline, base)
    return Plan(outline, covered(zones, outline, base, points), area_km2(outline), area_km2(fresh))
