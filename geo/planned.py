"""A coverage outline that the reader moves, and what it would cover under a selection."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import shapely

from data.catalog import Catalog
from data.coverages import phases
from data.follows import follows
from data.selection import Selection
from geo.areas import area_km2
from geo.overlaid import counted_points, visible_outlines
from geo.overlay import shares
from geo.what_if import compared, covered_by, moved_outline


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


@follows("sectors", "statuses", "as_of", "evidence")
def plan_of(catalog: Catalog, every_zone: Selection, move: Move) -> Plan | None:
    """Return the plan of a move; all zones, whichever are chosen.

    ``None`` where an outline that it needs may not be shown.

    >>> doubled = plan_of(catalog, Selection(), Move("test_area", 0, 0, 200))
    >>> round(doubled.outline_km2)
    40
    """
    moved = _moved(catalog, every_zone, move)
    if moved is None:
        return None
    shapes, pairs = moved
    frame = covered_by(shapes, pairs, counted_points(catalog, every_zone))
    outline, fresh = shapes.geometry
    return Plan(outline, frame, area_km2(outline), area_km2(fresh))


@follows("evidence")
def _moved(
    catalog: Catalog, evidence: Selection, move: Move
) -> tuple[gpd.GeoDataFrame, pd.DataFrame] | None:
    """Return the moved outline as `compared`, and its share of each zone."""
    outlines = visible_outlines(catalog, evidence, "coverage_outlines").set_index("feature_id")
    zones = visible_outlines(catalog, evidence, "zone_outlines")
    built = phases(catalog, "digital_twin")[:1]
    if zones.empty or not built or not {move.outline, *built} <= set(outlines.index):
        return None
    moved = moved_outline(
        outlines.geometry[move.outline],
        move.east_km,
        move.north_km,
        move.scale / 100,
        grid=catalog.park.coordinates.grid,
    )
    shapes = compared(moved, outlines.geometry[built[0]])
    return shapes, shares(zones, shapes)
