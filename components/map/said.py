"""What the map says under a selection, in a sentence and as a table of all that it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from components.blocks.base import Panels
from components.blocks.chart import table_panel
from components.blocks.credit import credit
from components.blocks.html_table import column
from components.blocks.text import Words
from components.origin.outlines import coverage_origin
from components.origin.references import assumption_text, references
from data.catalog import Catalog
from data.counts import counts
from data.coverages import areas
from data.follows import follows
from data.in_print import in_print
from data.memo import VIEWS, remembered
from data.periods import Period
from data.selection import Selection, visible
from geo.areas import area_km2, areas_km2
from geo.overlaid import overlay_matrix

_CREDITS = ("map.credit", "map.credit_region", "map.credit_landmarks")


@follows("zones", "as_of", "evidence")
def map_finding(catalog: Catalog, chosen: Selection, words: Words) -> str:
    """Return what the map says: what lies in the areas of the chosen zones, or the areas."""
    drawn = _drawn_here(catalog, chosen)
    if not drawn.grades:
        return words("map.finding_published", count=len(visible(catalog["landmarks"], chosen)))
    if areas(catalog) and not _in_print(catalog, catalog.as_of(chosen)):
        return words("map.finding_early", date=words.date(catalog.as_of(chosen)))
    assumed = "illustrative" in drawn.grades
    zones = [zone for zone in chosen.zones if zone in drawn.km2]
    if not zones:
        printed = catalog["coverage"].set_index("coverage_id")["value"]
        sizes = {name: words.amount(float(printed[name]), "km2") for name in areas(catalog)}
        said = _areas_said(catalog, chosen, words, sizes)
        return words("map.finding_drawn", said=said) if assumed else said
    whole = sum(drawn.km2[zone]["zone"] for zone in zones)
    if not areas(catalog):
        area = words.amount(round(whole, 2), "km2")
        names = words.join(words(f"zone.{zone}") for zone in zones)
        said = words("map.finding_zones_only", zones=names, area=area)
        return words("map.schematic", name=said) if assumed else said
    held = {name: sum(drawn.km2[zone].get(name, 0.0) for zone in zones) for name in areas(catalog)}
    shares = {
        name: words.amount(round(100 * km2 / whole, 1), "percent") for name, km2 in held.items()
    }
    said = words(
        "map.finding_zones",
        zones=words.join(words(f"zone.{zone}") for zone in zones),
        areas=_listed(words, shares),
        **shares,
    )
    return words("map.schematic", name=said) if assumed else said


def _listed(words: Words, values: Mapping[str, str]) -> str:
    """Return a value of each area, beside its name."""
    return words.join(
        words("finding.in", coverage=words(f"coverage.{name}"), value=value)
        for name, value in values.items()
    )


def _areas_said(catalog: Catalog, chosen: Selection, words: Words, sizes: Mapping[str, str]) -> str:
    """Return the printed areas; how much is drawn where a park has none."""
    if sizes:
        return words("map.finding", areas=_listed(words, sizes), **sizes)
    zones, landmarks = (
        len(visible(frame, chosen))
        for frame in (catalog.outlines["zone_outlines"], catalog["landmarks"])
    )
    return words("map.finding_plain", zones=zones, count=landmarks)


@dataclass(frozen=True)
class _Drawn:
    """The outlines that a mode of evidence shows.

    Attributes
    ----------
    grades : set of str
        Of zones and areas.
    km2 : dict of str to dict of str to float
        By zone, its area as ``zone`` and what it has in common with each coverage.
    """

    grades: frozenset[str]
    km2: dict[str, dict[str, float]]


@follows("evidence")
def _drawn_here(catalog: Catalog, chosen: Selection) -> _Drawn:
    """Measure the outlines; no filter and no date moves them."""
    shapes = [
        visible(catalog.outlines[name], chosen) for name in ("zone_outlines", "coverage_outlines")
    ]
    areas = areas_km2(shapes[0].geometry.to_numpy())
    km2: dict[str, dict[str, float]] = {
        zone: {"zone": float(area)}
        for zone, area in zip(shapes[0]["feature_id"], areas, strict=True)
    }
    for _, row in overlay_matrix(catalog, chosen).iterrows():
        km2[row["zone"]][row["coverage"]] = row["area_km2"]
    return _Drawn(frozenset(grade for rows in shapes for grade in rows["evidence"]), km2)


@remembered(VIEWS)
def _in_print(catalog: Catalog, period: Period) -> bool:
    """Whether the areas were in print by a date."""
    printed = catalog["coverage"].set_index("coverage_id").loc[list(areas(catalog))]
    return len(in_print(catalog, printed, period)) == len(printed)


@follows("evidence")
def map_credit(catalog: Catalog, chosen: Selection, words: Words) -> str:
    """Return the source line of the map: who prints the areas, or places the landmarks."""
    drawn = visible(catalog.outlines["coverage_outlines"], chosen)
    refs = catalog["coverage"].set_index("coverage_id")["refs"]
    shown = [refs[one] for one in drawn["feature_id"]] or catalog["landmarks"]["refs"]
    return credit(catalog, words, shown)  # the heading says what of it is assumed


def map_table(catalog: Catalog, chosen: Selection, words: Words) -> Panels:
    """Return the panel ``table-map``: every shape of the map, its numbers and sources."""
    notes = ("map.table_note", "map.note", "map.note_landmarks", *_CREDITS)
    return table_panel(
        "map", words("map.title"), lambda: _table(catalog, chosen, words), words.some(*notes)
    )


def _table(catalog: Catalog, chosen: Selection, words: Words) -> pd.DataFrame:
    rows = pd.DataFrame(
        [
            *_zones(catalog, chosen, words),
            *_coverages(catalog, chosen, words),
            *_landmarks(catalog, chosen, words),
        ]
    )
    heads = {name: words(f"map.col.{name}") for name in rows.columns if name != "source"}
    sources = column(rows["source"], rows)
    return (
        rows.rename(columns=heads)
        .assign(source=sources)
        .rename(columns={"source": words("col.source")})
    )


def _row(words: Words, kind: str, shape: Any, **known: object) -> dict[str, object]:
    """Return one shape; what is not known of it is a dash."""
    unknown = dict.fromkeys(("printed", "state", "drawn", "enterprises", "sectors", "error"), "—")
    named = {"kind": words(f"map.kind.{kind}"), "name": words.of(shape, "name")}
    return named | unknown | {"evidence": words.grade(shape["evidence"])} | known


def _drawn(catalog: Catalog, words: Words, shape: Any, refs: object) -> dict[str, object]:
    """Return the area of an outline, and what it rests on: sources and an assumption."""
    assumed = shape.get("assumption_id")
    basis = [references(catalog, words, refs)] if isinstance(refs, str) else []
    if isinstance(assumed, str):
        basis.append(assumption_text(catalog, words, assumed))
    flat = shape["geometry"].geom_type in {"Polygon", "MultiPolygon"}
    area = words.amount(round(area_km2(shape["geometry"]), 2), "km2") if flat else "—"
    return {"drawn": area, "source": words("source.separator").join(basis)}


def _zones(catalog: Catalog, chosen: Selection, words: Words) -> Iterator[dict[str, object]]:
    """Return the zones, with the enterprises that the selection counts in each."""
    every = chosen.with_chosen("zone", ())
    held = counts(catalog, every, by="zone").set_index("zone")["count"]
    refs = catalog["zones"].set_index("zone")["refs"]
    for _, shape in visible(catalog.outlines["zone_outlines"], chosen).iterrows():
        zone = shape["feature_id"]
        known = {}
        if held[zone]:
            own = counts(catalog, replace(every, zones=(zone,)), by="sector")
            sectors = (
                words("chart.alt.value", label=words(f"sector.{sector}"), value=words.number(n))
                for sector, n in zip(own["sector"], own["count"], strict=True)
                if n
            )
            known = {
                "enterprises": words.amount(int(held[zone]), "enterprise"),
                "sectors": words.join(sectors),
            }
        yield _row(words, "zone", shape, **known, **_drawn(catalog, words, shape, refs[zone]))


def _coverages(catalog: Catalog, chosen: Selection, words: Words) -> Iterator[dict[str, object]]:
    """Return the areas and the routes, as printed and as drawn, and the district."""
    for name in ("coverage_outlines", "routes"):
        for _, shape in visible(catalog.outlines[name], chosen).iterrows():
            said = coverage_origin(catalog, words, shape["feature_id"])
            known = {"state": said.kind} | ({"printed": said.value} if said.qualifier else {})
            kind = "area" if name == "coverage_outlines" else "route"
            yield _row(words, kind, shape, **known, **_drawn(catalog, words, shape, said.refs))
    for _, shape in visible(catalog.outlines["district"], chosen).iterrows():
        yield _row(words, "district", shape, **_drawn(catalog, words, shape, shape["refs"]))


def _landmarks(catalog: Catalog, chosen: Selection, words: Words) -> Iterator[dict[str, object]]:
    """Return the landmarks with the error of their place."""
    for _, shape in visible(catalog["landmarks"], chosen).iterrows():
        error = words("map.error", metres=words.number(shape["error_m"]))
        assumed = shape.get("assumption_id")
        source = (
            assumption_text(catalog, words, assumed)
            if isinstance(assumed, str)
            else references(catalog, words, shape["refs"])
        )
        yield _row(words, "landmark", shape, error=error, source=source)
