"""What a moved outline covers, as cards and by zone, beside its sliders."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import pandas as pd

from components.blocks.base import Block, Body, Content, Panel
from components.blocks.cards import Card, Line, cards_block
from components.blocks.controls import options_block, sliders_block
from components.blocks.html_table import column
from components.blocks.plain import empty, heading, nothing
from components.blocks.table import Opening, table_block, texts
from components.blocks.text import Words
from components.origin.references import assumption_text
from components.origin.values import Origin, origin_body
from components.session.filters import filter_text
from components.session.request import Request
from components.topics.twin.phases import is_known
from components.topics.twin.plan import (
    OUTLINE,
    make_plan,
    outlines,
    read_move,
    shape_block,
    sliders,
)
from data.catalog import Catalog
from data.counts import has_tenants
from data.facts import Said
from data.memo import VIEWS, remembered
from data.selection import Selection
from geo.overlaid import in_choice
from geo.planned import Move, Plan


@remembered(VIEWS)
def plan_cards(
    catalog: Catalog, chosen: Selection, words: Words, plan: Plan, move: Move
) -> list[Card]:
    """Return the cards of a plan: area, zones, contents, and what is new."""
    rows = in_choice(plan.frame, chosen)
    known, flag = has_tenants(catalog, chosen), words("twin.illustrative")
    inside, whole = rows["area_km2"].sum(), rows["zone_km2"].sum()
    share = words.amount(round(100 * inside / whole, 1) if whole else 0.0, "percent")

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
            partial(_plan_source, catalog, chosen, words, words("twin.plan")),
            "illustrative",
        ),
        Card(
            "plan-zones",
            words("twin.plan.zones"),
            _km2(inside, words),
            [
                Line(words("overlay.card.share", share=share), flag),
                Line(words("twin.plan.new_zones", area=_km2(rows["new_area_km2"].sum(), words))),
            ],
            partial(_plan_source, catalog, chosen, words, words("twin.plan")),
            "illustrative",
        ),
        Card(
            "plan-enterprises",
            words("twin.plan.enterprises"),
            enterprises(rows["enterprises"].sum()),
            [
                Line(words("twin.plan.of_shown"), flag),
                Line(words("twin.plan.new", count=enterprises(rows["new_enterprises"].sum()))),
            ],
            partial(_plan_source, catalog, chosen, words, words("twin.plan")),
            "illustrative",
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
            partial(_plan_source, catalog, chosen, words, words("twin.plan")),
            "illustrative",
        ),
    ]


def _plan_source(catalog: Catalog, chosen: Selection, words: Words, what: str) -> Body:
    """Return the origin of what a moved outline covers: it rests on assumptions alone."""
    names = ("outline-coverage", "outline-zone", "tenant-spread", "project-spread")
    origin = Origin(
        what,
        "illustrative",
        counts=words("twin.plan_source", grid=catalog.park.coordinates.grid),
        as_of=catalog.as_of(chosen).text,
        assumptions=names,
    )
    return origin_body(catalog, words, [origin], chosen)


def _km2(area: float, words: Words) -> Said:
    return words.amount(round(float(area), 2), "km2")


@remembered(VIEWS)
def plan_table(catalog: Catalog, chosen: Selection, words: Words, plan: Plan | None) -> Block:
    """Return a plan by zone."""
    if plan is None:
        known = is_known(catalog, chosen)
        return empty(words("twin.empty_published" if known else "twin.empty_date"))
    rows, known = in_choice(plan.frame, chosen), has_tenants(catalog, chosen)

    zones = list(rows["zone"])

    def cells(values: Iterable[str]) -> list[str | Opening]:
        opened = zip(values, zones, strict=True)
        return [Opening(text, f"plan-{zone}", "illustrative") for text, zone in opened]

    def counted(values: pd.Series) -> list[str | Opening]:
        return cells(map(words.number, values)) if known else ["—"] * len(values)

    def panel(zone: str) -> Panel:
        html = _plan_source(catalog, chosen, words, words("twin.plan_table"))
        return Panel(words(f"zone.{zone}"), html)

    columns: dict[str, list[str | Opening]] = {
        words("col.zone"): [words(f"zone.{zone}") for zone in rows["zone"]],
        words("twin.col.inside"): cells(words.decimals(area, 3) for area in rows["area_km2"]),
        words("col.share"): cells(words.decimals(100 * share, 1) for share in rows["share"]),
        words("col.enterprises"): counted(rows["enterprises"]),
        words("col.projects"): cells(map(words.number, rows["projects"])),
        words("twin.col.new_area"): cells(words.decimals(area, 3) for area in rows["new_area_km2"]),
        words("twin.col.new_enterprises"): counted(rows["new_enterprises"]),
        words("twin.col.new_projects"): cells(map(words.number, rows["new_projects"])),
    }
    source = assumption_text(catalog, words, "outline-coverage")

    def whole() -> pd.DataFrame:
        said = {name: texts(cells) for name, cells in columns.items()}
        return pd.DataFrame(said, index=rows.index).assign(
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
        panels={f"plan-{zone}": partial(panel, zone) for zone in zones},
    )


def plan_blocks(request: Request) -> Content:
    """Return the what-if: its choices, its numbers, and the outline for the map."""
    catalog, chosen, words = request.catalog, request.chosen, request.words
    move = read_move(request)
    plan = make_plan(catalog, chosen, move)
    shown: Content = {
        "map-shape": shape_block(plan, move, words, request.seen),
        "plan-heading": heading(words("twin.plan"), filter_text(words, chosen)),
        "plan": plan_table(catalog, chosen, words, plan),
    }
    if plan is None:
        return shown | dict.fromkeys(("plan-outline", "plan-sliders", "plan-cards"), nothing())
    named = [(name, words(f"coverage.{name}")) for name in outlines(catalog)]
    return shown | {
        "plan-outline": options_block(OUTLINE, words("twin.outline"), named, move.outline),
        "plan-sliders": sliders_block("", sliders(move, words)),
        "plan-cards": cards_block(plan_cards(catalog, chosen, words, plan, move), words),
    }
