"""The twin page's what-if: a coverage outline is moved, and what it covers is counted."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd
import shapely

from components.blocks import Block, Content, empty, heading, nothing
from components.cards import Card, Line, cards_block
from components.digital_twin import is_known
from components.events import basemap_of
from components.filters import filter_text
from components.overlay import COVERAGES, in_choice, tenant_points, visible_outlines
from components.shell import Request
from components.source import assumption_text, note_html
from components.state import current_view
from components.tables import column
from components.text import Words
from components.views import Slider, options_block, sliders_block, table_block
from data.catalog import Catalog
from data.counts import has_tenants
from data.selection import Selection
from data.status import chosen_projects
from geo.areas import area_km2
from geo.datum import wgs84_to_gcj02
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


@lru_cache(maxsize=64)
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


def plan_cards(
    catalog: Catalog, chosen: Selection, words: Words, plan: Plan, move: Move
) -> list[Card]:
    """Return the cards of a plan: area, zones, contents, and what is new."""
    rows = in_choice(plan.frame, chosen)
    known, flag = has_tenants(catalog, chosen), words("twin.illustrative")
    inside, whole = rows["area_km2"].sum(), rows["zone_km2"].sum()
    share = words.amount(round(100 * inside / whole, 1) if whole else 0.0, "percent")

    def source() -> str:
        names = ("outline-coverage", "outline-zone", "tenant-spread", "project-spread")
        return note_html(
            [words("twin.plan_source"), *(assumption_text(catalog, words, name) for name in names)]
        )

    def enterprises(count: float) -> str:
        return words.amount(int(count), "enterprise") if known else words("card.unpublished")

    return [
        Card(
            "plan-area",
            words("twin.plan.area"),
            words.amount(round(plan.outline_km2, 2), "km2"),
            [
                Line(words(f"coverage.{move.outline}"), flag),
                Line(words("twin.plan.new_area", area=_km2(plan.new_km2, words))),
            ],
            source,
        ),
        Card(
            "plan-zones",
            words("twin.plan.zones"),
            _km2(inside, words),
            [
                Line(words("overlay.card.share", share=share), flag),
                Line(words("twin.plan.new_zones", area=_km2(rows["new_area_km2"].sum(), words))),
            ],
            source,
        ),
        Card(
            "plan-enterprises",
            words("twin.plan.enterprises"),
            enterprises(rows["enterprises"].sum()),
            [
                Line(words("twin.plan.of_shown"), flag),
                Line(words("twin.plan.new", count=enterprises(rows["new_enterprises"].sum()))),
            ],
            source,
        ),
        Card(
            "plan-projects",
            words("twin.plan.projects"),
            words.amount(int(rows["projects"].sum()), "project"),
            [
                Line(words("twin.plan.of_placed"), flag),
                Line(
                    words(
                        "twin.plan.new",
                        count=words.amount(int(rows["new_projects"].sum()), "project"),
                    )
                ),
            ],
            source,
        ),
    ]


def _km2(area: float, words: Words) -> str:
    return words.amount(round(float(area), 2), "km2")


def plan_table(catalog: Catalog, chosen: Selection, words: Words, plan: Plan | None) -> Block:
    """Return a plan by zone."""
    if plan is None:
        known = is_known(catalog, chosen)
        return empty(words("twin.empty_published" if known else "twin.empty_date"))
    rows, known = in_choice(plan.frame, chosen), has_tenants(catalog, chosen)

    def counted(values: pd.Series) -> list[str]:
        return [words.number(value) if known else "—" for value in values]

    columns = {
        words("col.zone"): [words(f"zone.{zone}") for zone in rows["zone"]],
        words("twin.col.inside"): [f"{area:.3f}" for area in rows["area_km2"]],
        words("col.share"): [f"{100 * share:.1f}" for share in rows["share"]],
        words("col.enterprises"): counted(rows["enterprises"]),
        words("col.projects"): [words.number(count) for count in rows["projects"]],
        words("twin.col.new_area"): [f"{area:.3f}" for area in rows["new_area_km2"]],
        words("twin.col.new_enterprises"): counted(rows["new_enterprises"]),
        words("twin.col.new_projects"): [words.number(count) for count in rows["new_projects"]],
    }
    source = assumption_text(catalog, words, "outline-coverage")

    def whole() -> pd.DataFrame:
        return pd.DataFrame(columns, index=rows.index).assign(
            **{words("col.source"): column([source] * len(rows), rows)}
        )

    return table_block(
        words,
        "what-if",
        words("twin.plan_table"),
        columns,
        numeric=tuple(columns)[1:],
        notes=[words("twin.plan_note")],
        whole=whole,
    )


def plan_blocks(request: Request) -> Content:
    """Return the what-if: its choices, its numbers, and the outline for the map."""
    catalog, chosen, words = request.catalog, request.chosen, request.words
    move = read_move(request)
    plan = make_plan(catalog, chosen, move)
    shown: Content = {
        "map-shape": shape_block(plan, move, words),
        "plan-heading": heading(words("twin.plan"), filter_text(words, chosen)),
        "plan": plan_table(catalog, chosen, words, plan),
    }
    if plan is None:
        return shown | dict.fromkeys(("plan-outline", "plan-sliders", "plan-cards"), nothing())
    outlines = [(name, words(f"coverage.{name}")) for name in OUTLINES]
    return shown | {
        "plan-outline": options_block(OUTLINE, words("twin.outline"), outlines, move.outline),
        "plan-sliders": sliders_block("", sliders(move, words)),
        "plan-cards": cards_block(plan_cards(catalog, chosen, words, plan, move), words),
    }
