"""What zones, areas, routes and stations of the map say on hover."""

from __future__ import annotations

from collections.abc import Iterator

from components.blocks.text import Words
from components.map.distances import distance_line, far
from components.map.origins import panel_id
from components.map.page_marks import lines
from components.origin.outlines import coverage_origin
from data.catalog import Catalog
from data.counts import Measure, counts, unknown_zones, unlisted_zones
from data.follows import FILTERS, follows
from data.selection import Selection, visible
from geo.region import distances


@follows(*FILTERS, "as_of", "evidence")
def zone_tips(catalog: Catalog, chosen: Selection, words: Words) -> dict[str, str]:
    """Return by panel what each zone has: enterprises and projects under the filters.

    Counted as the bars of zones are: by every filter but that of zones.
    """
    shapes = visible(catalog.outlines["zone_outlines"], chosen)
    if shapes.empty:
        return {}
    firms, firm_grades = _counted(catalog, chosen, "enterprises")
    built, project_grades = _counted(catalog, chosen, "projects")
    unknown = unknown_zones(firms) | unlisted_zones(catalog)
    unplaced = unknown_zones(built)
    tips = {}
    for zone, outline in zip(shapes["feature_id"], shapes["evidence"], strict=True):
        parts = [
            (words("map.tip.enterprises_unknown"), None)
            if zone in unknown
            else (words("map.tip.enterprises", count=firms[zone]), firm_grades[zone]),
            (words("map.tip.projects_unknown"), None)
            if zone in unplaced
            else (words("map.tip.projects", count=built[zone]), project_grades[zone]),
            (words("map.tip.outline"), outline),
        ]
        tips[panel_id(zone)] = lines(
            words(f"zone.{zone}"), *_graded(words, parts), words("map.tip.zone")
        )
    return tips


def _counted(
    catalog: Catalog, chosen: Selection, of: Measure
) -> tuple[dict[str, int], dict[str, str | None]]:
    """Return number and weakest grade by zone."""
    frame = counts(catalog, chosen, by="zone", of=of)
    zones = frame["zone"]
    return (
        dict(zip(zones, frame["count"].tolist(), strict=True)),
        dict(zip(zones, frame["evidence"], strict=True)),
    )


def _graded(words: Words, parts: list[tuple[str, str | None]]) -> Iterator[tuple[str, ...]]:
    """Return what is known, then what of it is assumed, which is said once."""
    *numbers, outline = parts
    yield tuple(text for text, _ in numbers)
    assumed = [text for text, grade in parts if grade == "illustrative"]
    if len(assumed) == len(parts):
        yield (words("map.tip.all_assumed"),)
    elif assumed:
        yield (words("map.tip.some_assumed", which=words.join(assumed)),)
    if outline[1] != "illustrative":
        yield (f"{outline[0]} · {words.grade(outline[1])}",)


def coverage_told(catalog: Catalog, words: Words, coverage: str) -> str:
    """Return what is in print of an area or a route: its number, its state, since when."""
    said = coverage_origin(catalog, words, coverage)
    value = said.value if said.qualifier else ""
    date = words("map.tip.as_of", date=words.date(said.as_of)) if said.as_of else ""
    return " · ".join(filter(None, (value, said.kind, date, words.grade(said.evidence))))


def distance_tips(catalog: Catalog, chosen: Selection, words: Words) -> dict[str, str]:
    """Return by panel what a hover says of the district, of stations and airfields."""
    known = distances(catalog, chosen.evidence)
    district = catalog.outlines["district"]
    tips = {
        panel_id(row["place_id"], "landmark_id"): lines(
            words.of(row, "name"),
            words("map.distance.from_park", far=far(words, row["km"])),
            words("map.error", metres=words.number(row["error_m"])),
        )
        for _, row in known[known["kind"] != "centre"].iterrows()
    }
    said = distance_line(catalog, chosen, words)
    if said and len(district):
        tips[panel_id("district")] = lines(words.of(district.iloc[0], "name"), said)
    return tips
