"""The twin page's what-if: a coverage outline is moved, and what it covers is counted."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import shapely

from components.blocks.base import Block
from components.blocks.text import Words
from components.blocks.views import Slider
from components.session.events import basemap_of
from components.session.request import Request
from components.session.state import current_view
from components.topics.twin.pieces import is_known
from data.catalog import Catalog
from data.memo import VIEWS, remembered
from data.selection import Selection
from data.status import chosen_projects
from geo.areas import area_km2
from geo.datum import wgs84_to_gcj02
from geo.overlaid import COVERAGES, tenant_points, visible_outlines
from geo.what_if import covered, moved_outline

OUTLINE, EAST, NORTH, SCALE = "twin-outline", "twin-east", "twin-north", "twin-scale"
OUTLINES = (*COVERAGES[1:], COVERAGES[0])
REACH_KM, STEP_KM = 5.0, 0.1
_SCALES = (50.0, 600.0)
HOME = [(EAST, "0"), (NORTH, "0"), (SCALE, "100")]


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


def read_move(request: Request) -> Move:
    """Return the move that the options ask for; what is out of range counts as unset."""
    return Move(
        request.option(OUTLINE, OUTLINES),
        _number(request, EAST, -REACH_KM, REACH_KM, 0.0),
        _number(request, NORTH, -REACH_KM, REACH_KM, 0.0),
        _number(request, SCALE, *_SCALES, 100.0),
    )


def _number(request: Request, name: str, low: float, high: float, unset: float) -> float:
    try:
        value = float(request.options.get(name, ""))
    except ValueError:
        return unset
    return value if math.isfinite(value) and low <= value <= high else unset


@dataclass(frozen=True, eq=False)
class Plan:
    """A moved outline and what it covers; see `geo.what_if.covered`."""

    outline: shapely.Geometry
    frame: pd.DataFrame
    outline_km2: float
    new_km2: float


def make_plan(catalog: Catalog, chosen: Selection, move: Move) -> Plan | None:
    """Return the plan of a move; ``None`` where no outline may be shown at this date."""
    if not is_known(catalog, chosen):
        return None
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


def shape_block(plan: Plan | None, move: Move, words: Words) -> Block:
    """Return the outline that the map draws, in the datum of its basemap."""
    if plan is None:
        return Block("shape", {"rings": []})
    parts = shapely.get_parts(plan.outline)
    rings = [shapely.get_coordinates(part.exterior) for part in parts]
    centre = shapely.get_coordinates(shapely.centroid(plan.outline))
    if basemap_of(current_view()).datum == "GCJ-02":
        rings, centre = [_shifted(ring) for ring in rings], _shifted(centre)
    return Block(
        "shape",
        {
            "rings": [ring[:, ::-1].round(6).tolist() for ring in rings],
            "centre": centre[0, ::-1].round(6).tolist(),
            "east": move.east_km,
            "north": move.north_km,
            "limit": REACH_KM,
            "step": STEP_KM,
            "text": words("twin.handle"),
        },
    )


def _shifted(points: np.ndarray) -> np.ndarray:
    return np.column_stack(wgs84_to_gcj02(points[:, 0], points[:, 1]))


def sliders(move: Move, words: Words) -> list[Slider]:
    """Return the three numbers of a move."""
    reach = {"min": -REACH_KM, "max": REACH_KM, "step": STEP_KM}
    km, percent = words("twin.km"), words("twin.percent")
    return [
        Slider(
            EAST,
            words("twin.east"),
            **reach,
            value=move.east_km,
            text=words.number(move.east_km) + km,
            unit=km,
        ),
        Slider(
            NORTH,
            words("twin.north"),
            **reach,
            value=move.north_km,
            text=words.number(move.north_km) + km,
            unit=km,
        ),
        Slider(
            SCALE,
            words("twin.scale"),
            *_SCALES,
            step=10.0,
            value=move.scale,
            text=words.number(move.scale) + percent,
            unit=percent,
        ),
    ]
