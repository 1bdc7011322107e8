"""Outlines of several files brought together into the tables of the local pack."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import geopandas as gpd
import shapely

from data.catalog import Catalog
from data.coverages import areas, routes
from data.schema import Outline
from geo.areas import area_km2
from geo.intake.asking import LEAVE_OUT, Desk, offered
from geo.intake.doubts import Choice
from geo.intake.drawn import Drawn
from geo.intake.printed_areas import agrees_with_print, printed_km2
from geo.intake.repair import of_dimension
from geo.intake.supplied import Origin

Shapes = Mapping[str, shapely.Geometry]
_OVERLAP = 0.01


def own_outlines(desk: Desk, drawn: list[Drawn], catalog: Catalog) -> dict[str, shapely.Geometry]:
    """Return one shape for each id, with all doubts between shapes asked.

    Parameters
    ----------
    desk : Desk
    drawn : list of Drawn
        Of all layers.
    catalog : Catalog
        What is printed of each coverage.
    """
    by_id: dict[str, list[Drawn]] = {}
    for one in drawn:
        by_id.setdefault(one.feature_id, []).append(one)
    shapes = {}
    for feature_id in sorted(by_id):
        shape = _single(desk, feature_id, by_id[feature_id])
        if shape is not None:
            shapes[feature_id] = shape
    for feature_id, printed in printed_km2(catalog).items():
        if feature_id in shapes and not agrees_with_print(
            desk, feature_id, area_km2(shapes[feature_id]), printed
        ):
            del shapes[feature_id]
    return shapes


def _single(desk: Desk, feature_id: str, drawn: list[Drawn]) -> shapely.Geometry | None:
    """Return the shape of an id; where several have it, ask which."""
    if len(drawn) == 1:
        return drawn[0].shape
    chosen = desk.ask(
        f"all:same:{feature_id}",
        "same_id",
        offered("unite", "first", LEAVE_OUT),
        "unite",
        feature_id=feature_id,
        count=len(drawn),
        rows=", ".join(
            f"{one.part.layer.file} {one.part.layer.rows[one.index]}" for one in drawn[:5]
        ),
    )
    if chosen == LEAVE_OUT:
        return None
    if chosen == "first":
        return drawn[0].shape
    dimension = int(shapely.get_dimensions(drawn[0].shape))
    return of_dimension(shapely.union_all([one.shape for one in drawn]), dimension)


def zones_in_force(desk: Desk, own: Shapes, catalog: Catalog) -> dict[str, shapely.Geometry]:
    """Return the outline of each zone once the own ones are applied.

    Asks what becomes of zones that are not among the own ones, and tells where known
    outlines overlap; a schematic one in the way of a true one means nothing.
    """
    zones = {zone: own[zone] for zone in catalog.zones if zone in own}
    frame = catalog.outlines["zone_outlines"]
    present = dict(zip(frame["feature_id"], frame.geometry, strict=True))
    if not zones:
        return present
    missing = [zone for zone in catalog.zones if zone in present and zone not in zones]
    if missing:
        chosen = desk.ask(
            "all:other_zones",
            "other_zones",
            offered("keep_present", "drop"),
            "keep_present",
            is_sure=True,
            given=", ".join(zones),
            missing=", ".join(missing),
        )
        if chosen == "keep_present":
            zones |= {zone: present[zone] for zone in missing}
    stated = set(frame["feature_id"][frame["evidence"] != "illustrative"])
    known = [zone for zone in zones if zone in own or zone in stated]
    for first, second in combinations(known, 2):
        if first in zones and second in zones:
            _ask_overlap(desk, zones, first, second)
    return zones


def _ask_overlap(desk: Desk, zones: dict[str, shapely.Geometry], first: str, second: str) -> None:
    if not zones[first].intersects(zones[second]):
        return
    common = of_dimension(zones[first].intersection(zones[second]), 2)
    smaller = min(area_km2(zones[first]), area_km2(zones[second]))
    share = area_km2(common) / smaller if common else 0.0
    if share <= _OVERLAP:
        return
    chosen = desk.ask(
        f"all:overlap:{first}{second}",
        "zones_overlap",
        [
            Choice("keep", "keep"),
            *(Choice(zone, "leave_out_zone", {"zone": zone}) for zone in (first, second)),
        ],
        "keep",
        first=first,
        second=second,
        share=f"{100 * share:.1f}",
    )
    if chosen != "keep":
        del zones[chosen]


def outline_tables(
    own: Shapes, zones: Shapes, catalog: Catalog, origin: Origin
) -> dict[str, gpd.GeoDataFrame]:
    """Return the outlines that would be applied, EPSG:4326.

    Parameters
    ----------
    own : mapping of str to shapely.Geometry
        By id.
    zones : mapping of str to shapely.Geometry
        From `zones_in_force`: those of `own`, and those that stay.
    catalog : Catalog
        Rows of the outlines that stay, and the names.
    origin : Origin
    """
    names = {
        **{row.zone: (row.name_zh, row.name_en) for row in catalog["zones"].itertuples()},
        **{row.coverage_id: (row.name_zh, row.name_en) for row in catalog["coverage"].itertuples()},
    }
    tables = {}
    every = {
        "zone_outlines": catalog.zones,
        "coverage_outlines": areas(catalog),
        "routes": routes(catalog),
    }
    gone = set(catalog.zones) - set(zones)
    for name, ids in every.items():
        kept = {key: own[key] for key in ids if key in own and key not in gone}
        if not kept:
            continue
        rows = [
            {"feature_id": key, "name_zh": names[key][0], "name_en": names[key][1], **origin.marks}
            for key in kept
        ]
        shapes = list(kept.values())
        present = catalog.outlines[name]
        for row, shape in zip(
            present.drop(columns="geometry").to_dict("records"), present.geometry, strict=True
        ):
            key = row["feature_id"]
            if key not in kept and key not in gone:
                rows.append(row)
                shapes.append(shape)
        columns = list(Outline.model_fields)
        tables[name] = gpd.GeoDataFrame(rows, columns=columns, geometry=shapes, crs="EPSG:4326")
    return tables
