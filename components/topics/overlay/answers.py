"""Pieces of the overlay page: coverage cards, matrix, table and downloads."""

from __future__ import annotations

import pandas as pd

from components.blocks.base import Body
from components.blocks.cards import Card, Line
from components.blocks.text import Words
from components.origin.outlines import common_area, coverage_origin
from components.origin.values import origin_body
from components.session.filters import area_name, zones_text
from data.catalog import Catalog
from data.counts import has_tenants, shown_tenants
from data.coverages import areas
from data.facts import Said, exactly
from data.memo import VIEWS, remembered
from data.selection import Selection
from geo.grades import (
    common_grade,
    is_schematic,
    measure_grades,
    outline_evidence,
    tenants_evidence,
)
from geo.overlaid import in_choice, overlay_matrix
from geo.reach import WHOLE

MEASURES = ("share", "area_km2", "enterprises", "projects")


@remembered(VIEWS)
def overlay_finding(catalog: Catalog, chosen: Selection, words: Words) -> str:
    """Return the sentence that `overlay_matrix` says, the title of the page."""
    frame = overlay_matrix(catalog, chosen)
    if frame.empty:
        return words("overlay.finding_published")
    rows = in_choice(frame, chosen)
    if rows.empty:
        return words("overlay.finding_no_outline", filter=zones_text(words, chosen))
    if chosen.zones:
        drawn = set(rows["coverage"])
        first = next(name for name in areas(catalog) if name in drawn)
        inside = rows[rows["coverage"] == first]
        return words(
            "overlay.finding_filtered",
            filter=zones_text(words, chosen),
            coverage=words(f"coverage.{first}"),
            share=words.percent(inside["area_km2"].sum() / inside["zone_km2"].sum()),
        )
    whole = rows[rows["share"] > 0.9995].groupby("coverage").size()
    held = {name: int(whole.get(name, 0)) for name in areas(catalog)}
    message = "finding" if is_schematic(catalog, chosen) else "finding_local"
    return words(
        f"overlay.{message}",
        zones=rows["zone"].nunique(),
        areas=words.join(
            words("finding.in", coverage=words(f"coverage.{name}"), value=words.number(count))
            for name, count in held.items()
        ),
        **held,
    )


@remembered(VIEWS)
def coverage_cards(catalog: Catalog, chosen: Selection, words: Words) -> list[Card]:
    """Return a card for each coverage: area, share and contents of the chosen zones."""
    rows = in_choice(overlay_matrix(catalog, chosen), chosen)
    flag = words("card.illustrative") if is_schematic(catalog, chosen) else ""
    return [
        _coverage_card(catalog, coverage, rows, chosen, words, flag) for coverage in areas(catalog)
    ]


def _coverage_card(
    catalog: Catalog,
    coverage: str,
    rows: pd.DataFrame,
    chosen: Selection,
    words: Words,
    flag: str,
) -> Card:
    inside = rows[rows["coverage"] == coverage]
    area, whole = inside["area_km2"].sum(), inside["zone_km2"].sum()
    share = words.percent(area / whole if whole else 0.0)
    counts = words(
        "overlay.card.counts",
        projects=int(inside["projects"].sum()),
        enterprises=_enterprises(catalog, chosen, inside["enterprises"].sum(), words),
    )
    named = words(f"coverage.{coverage}")
    value = Said(words("overlay.card.area", value=f"{area:.2f}"), exactly(area, "km2"))

    def source() -> Body:
        both = [
            common_area(catalog, chosen, words, value),
            coverage_origin(catalog, words, coverage),
        ]
        return origin_body(catalog, words, both, chosen)

    return Card(
        coverage.replace("_", "-"),
        words.either(f"overlay.card.{coverage}", "overlay.card.inside", coverage=named),
        value,
        [
            Line(zones_text(words, chosen) or words("card.all_zones"), flag),
            Line(words("overlay.card.share", share=share)),
            Line(" · ".join(filter(None, (area_name(chosen.area, words), counts)))),
        ],
        source,
        common_grade(catalog, chosen),
    )


def matrix_finding(catalog: Catalog, measure: str, chosen: Selection, words: Words) -> str:
    """Return how many zones lie wholly in each coverage, or what lies in it of those chosen."""
    rows = in_choice(overlay_matrix(catalog, chosen), chosen)
    shown = [name for name in areas(catalog) if name in set(rows["coverage"])]
    if not shown:
        return ""
    inside = rows.set_index("coverage")
    if measure == "share" and not chosen.zones:
        held = ((inside.loc[[name], "share"] > WHOLE).sum() for name in shown)
        values: list[str] = [words.number(int(count)) for count in held]
        message = "finding.wholly_in"
    else:
        values = [_together(inside.loc[[name]], measure, words) for name in shown]
        message = "finding.inside_each"
    said = (
        words("finding.in", coverage=words(f"coverage.{name}"), value=value)
        for name, value in zip(shown, values, strict=True)
    )
    text = words(message, values=words.join(said))
    return (
        words("map.schematic", name=text)
        if "illustrative" in measure_grades(catalog, chosen)[measure]
        else text
    )


def _together(rows: pd.DataFrame, measure: str, words: Words) -> str:
    """Return what some zones have in one coverage."""
    match measure:
        case "share":
            return words.percent(rows["area_km2"].sum() / rows["zone_km2"].sum())
        case "area_km2":
            return words.amount(round(rows["area_km2"].sum(), 2), "km2")
        case _:
            return words.amount(int(rows[measure].sum()), measure.removesuffix("s"))


def matrix_note(catalog: Catalog, chosen: Selection, words: Words) -> str:
    """Return what areas and counts rest on, and how many enterprises no coverage can count."""
    assumed = {outline_evidence(catalog, chosen), tenants_evidence(catalog, chosen)}
    text = words("overlay.matrix_note" if assumed == {"illustrative"} else "overlay.areas_note")
    kept = shown_tenants(catalog, chosen)
    without = int(catalog.tenants.cube_without_place[kept].sum())
    return text + (words("overlay.without_place", count=words.number(without)) if without else "")


def _enterprises(catalog: Catalog, chosen: Selection, count: float, words: Words) -> str:
    if not has_tenants(catalog, chosen):
        return words("overlay.no_allocation")
    return words.number(count)
