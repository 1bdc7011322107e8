"""What opens from the shapes of the map: who prints them, and what their outline rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pandas as pd

from components.blocks.base import Panel, Panels
from components.blocks.text import Words
from components.blocks.to_profile import zone_link
from components.map.distances import distance_origins
from components.origin.counted import allocated
from components.origin.outlines import coverage_origin, shape_origin
from components.origin.values import Origin, origin_body
from data.by_id import by_id
from data.catalog import Catalog
from data.counts import shown_tenants
from data.follows import follows
from data.selection import Selection, visible
from geo.areas import area_km2
from geo.grades import tenants_evidence

MakeOrigins = Callable[[Catalog, Words, pd.Series], list[Origin]]


@follows("as_of", "evidence")
def map_panels(catalog: Catalog, chosen: Selection, words: Words) -> Panels:
    """Return the panel ``origin-<id>`` of each shape that the map may show.

    Ids are those of the outlines, ``landmark-<id>``, ``district`` and ``tenants``. Shared
    between callers: not to be changed.
    """
    shapes: list[tuple[pd.DataFrame, str, MakeOrigins]] = [
        (catalog.outlines["zone_outlines"], "feature_id", _zone),
        (catalog.outlines["coverage_outlines"], "feature_id", _coverage),
        (catalog.outlines["routes"], "feature_id", _route),
        (catalog["landmarks"], "landmark_id", _landmark),
        (
            catalog.outlines["district"].assign(feature_id="district"),
            "feature_id",
            partial(_district, chosen),
        ),
    ]

    def panel(make: MakeOrigins, row: pd.Series) -> Panel:
        body = origin_body(catalog, words, make(catalog, words, row), chosen)
        if make is _zone:
            body += zone_link(words, row["feature_id"])
        return Panel(words.of(row, "name"), body)

    panels: Panels = {
        panel_id(row[key], key): partial(panel, make, row)
        for table, key, make in shapes
        for _, row in visible(table, chosen).iterrows()
    }
    if grade := tenants_evidence(catalog, chosen):
        panels["origin-tenants"] = partial(_tenants, catalog, chosen, words, grade)
    return panels


def panel_id(shape: str, key: str = "feature_id") -> str:
    """Return the id of the panel of a shape; `key` is the column that its id stands in."""
    return f"origin-landmark-{shape}" if key == "landmark_id" else f"origin-{shape}"


def drawn_origin(words: Words, row: pd.Series) -> Origin:
    """Return the origin of the area of a zone as it is drawn, a row of its outlines."""
    return _outline(words, row, "origin.zone_area")


def _zone(catalog: Catalog, words: Words, row: pd.Series) -> list[Origin]:
    said = by_id(catalog, "zones", "zone").loc[row["feature_id"]]
    printed = Origin(
        words(f"zone.{row['feature_id']}"),
        str(said["evidence"]),
        counts=words.of(said, "known"),
        as_of=str(said["as_of"]),
        refs=str(said["refs"]),
    )
    return [printed, drawn_origin(words, row)]


def _outline(words: Words, row: pd.Series, counts: str) -> Origin:
    area = words.amount(round(area_km2(row["geometry"]), 2), "km2")
    drawn = shape_origin(row, area, words(counts))
    return drawn if drawn.evidence == "illustrative" else replace(drawn, evidence="derived")


def _coverage(catalog: Catalog, words: Words, row: pd.Series) -> list[Origin]:
    printed = coverage_origin(catalog, words, row["feature_id"])
    return [printed, _outline(words, row, "origin.coverage_area")]


def _route(catalog: Catalog, words: Words, row: pd.Series) -> list[Origin]:
    course = shape_origin(row, words("origin.course"), words.of(row, "name"))
    return [coverage_origin(catalog, words, row["feature_id"]), course]


def _landmark(catalog: Catalog, words: Words, row: pd.Series) -> list[Origin]:
    del catalog
    error = words("map.error", metres=words.number(row["error_m"]))
    place = f"{row['lat']:.4f}° N, {row['lon']:.4f}° E · {error}"
    point = shape_origin(row, place, words("origin.place"))
    return [replace(point, caveat=words.of(row, "note"))]


def _district(chosen: Selection, catalog: Catalog, words: Words, row: pd.Series) -> list[Origin]:
    far = distance_origins(catalog, chosen, words)
    return [_outline(words, row, "origin.district_area"), *far]


def _tenants(catalog: Catalog, chosen: Selection, words: Words, grade: str) -> Panel:
    shown = int(catalog.tenants.cube[shown_tenants(catalog, chosen)].sum())
    origin = allocated(catalog, chosen, words, words.amount(shown, "enterprise"), grade)
    return Panel(words("map.tenants"), origin_body(catalog, words, [origin], chosen))
