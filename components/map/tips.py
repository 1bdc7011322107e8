"""What zones, areas and routes of the map say on hover."""

from __future__ import annotations

from components.blocks.text import Words
from components.map.origins import panel_id
from components.map.page_marks import lines
from components.origin.outlines import coverage_origin
from data.catalog import Catalog
from data.counts import counts, unknown_zones, unlisted_zones
from data.follows import FILTERS, follows
from data.selection import Selection, visible


@follows(*FILTERS, "as_of", "evidence")
def zone_tips(catalog: Catalog, chosen: Selection, words: Words) -> dict[str, str]:
    """Return by panel what each zone has: enterprises and projects under the filters.

    Counted as the bars of zones are: by every filter but that of zones.
    """
    shapes = visible(catalog.outlines["zone_outlines"], chosen)
    if shapes.empty:
        return {}
    firms = counts(catalog, chosen, by="zone").set_index("zone")
    projects = counts(catalog, chosen, by="zone", of="projects").set_index("zone")
    amounts = dict(zip(firms.index, firms["count"].tolist(), strict=True))
    unknown = unknown_zones(amounts) | unlisted_zones(catalog)
    unplaced = unknown_zones(dict(zip(projects.index, projects["count"].tolist(), strict=True)))
    tips = {}
    for zone, grade in zip(shapes["feature_id"], shapes["evidence"], strict=True):
        known = (
            words("map.tip.enterprises_unknown")
            if zone in unknown
            else _graded(words, words.amount(amounts[zone], "enterprise"), firms, zone)
        )
        built = (
            words("map.tip.projects_unknown")
            if zone in unplaced
            else _graded(
                words,
                words("map.tip.projects", count=int(projects["count"][zone])),
                projects,
                zone,
            )
        )
        outline = words("map.tip.outline", grade=words.grade(grade))
        tips[panel_id(zone)] = lines(
            words(f"zone.{zone}"), (known, built, outline), words("map.tip.zone")
        )
    return tips


def _graded(words: Words, text: str, counted: object, zone: str) -> str:
    """Return a number that says so where it rests on an assumption."""
    grade = counted["evidence"][zone]  # type: ignore[index]
    return words("map.schematic", name=text) if grade == "illustrative" else text


def coverage_told(catalog: Catalog, words: Words, coverage: str) -> str:
    """Return what is in print of an area or a route: its number, its state, since when."""
    said = coverage_origin(catalog, words, coverage)
    value = said.value if said.qualifier else ""
    date = words("map.tip.as_of", date=words.date(said.as_of)) if said.as_of else ""
    return " · ".join(filter(None, (value, said.kind, date, words.grade(said.evidence))))
