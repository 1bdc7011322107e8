"""The twin page's what-if: a coverage outline is moved, and what it covers is counted."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import shapely

from components.blocks.base import Block
from components.blocks.controls import Slider
from components.blocks.text import Words
from components.session.request import Request, Seen
from components.topics.twin.phases import is_known
from data.catalog import Catalog
from data.coverages import areas, phases
from data.selection import Selection
from geo.datum import wgs84_to_gcj02
from geo.planned import Move, Plan, plan_of

OUTLINE, EAST, NORTH, SCALE = "twin-outline", "twin-east", "twin-north", "twin-scale"
REACH_KM, STEP_KM = 5.0, 0.1
_SCALES = (50.0, 600.0)
HOME = [(EAST, "0"), (NORTH, "0"), (SCALE, "100")]


def outlines(catalog: Catalog) -> tuple[str, ...]:
    """Return the areas that may be moved, the phases of the twin first."""
    own = phases(catalog, "digital_twin")
    return (*own, *(one for one in areas(catalog) if one not in own))


def read_move(request: Request) -> Move:
    """Return the move that the options ask for; what is out of range counts as unset."""
    return Move(
        request.option(OUTLINE, outlines(request.catalog) or ("",)),
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


def make_plan(catalog: Catalog, chosen: Selection, move: Move) -> Plan | None:
    """Return the plan of a move; ``None`` where no outline may be shown at this date."""
    if not is_known(catalog, chosen):
        return None
    return plan_of(catalog, chosen, move)


@dataclass(frozen=True, kw_only=True)
class Shape(Block):
    """An outline on the map that the reader moves: rings and places as latitude, longitude."""

    kind: ClassVar[str] = "shape"
    rings: list[list[list[float]]]
    centre: list[float] | None = None
    east: float | None = None
    north: float | None = None
    limit: float | None = None
    step: float | None = None
    text: str | None = None


def shape_block(plan: Plan | None, move: Move, words: Words, seen: Seen) -> Block:
    """Return the outline that the map draws, in the datum of its basemap."""
    if plan is None:
        return Shape(rings=[])
    parts = shapely.get_parts(plan.outline)
    rings = [shapely.get_coordinates(part.exterior) for part in parts]
    centre = shapely.get_coordinates(shapely.centroid(plan.outline))
    if seen.is_gcj02:
        rings, centre = [_shifted(ring) for ring in rings], _shifted(centre)
    return Shape(
        rings=[ring[:, ::-1].round(6).tolist() for ring in rings],
        centre=centre[0, ::-1].round(6).tolist(),
        east=move.east_km,
        north=move.north_km,
        limit=REACH_KM,
        step=STEP_KM,
        text=words("twin.handle"),
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
