"""What a planner takes along from the overlay page."""

from __future__ import annotations

import geopandas as gpd

from components.session.downloads import Bundle, layer_downloads
from components.session.request import Request
from data.catalog import Catalog
from data.counts import weakest
from data.i18n import Lang
from data.selection import Selection
from data.status import chosen_projects
from geo.areas import areas_km2
from geo.grades import outline_evidence
from geo.handover.sourced import (
    chosen_tenants,
    outline_layer,
    project_layer,
    tenant_layer,
)
from geo.overlaid import in_choice, overlay_matrix, visible_outlines
from geo.overlay import intersections


def overlay_downloads(request: Request) -> None:
    """Place the downloads of the overlay page, unless it has nothing to show."""
    catalog, chosen, words = request.catalog, request.chosen, request.words
    if overlay_matrix(catalog, chosen).empty:
        return
    layer_downloads(
        request,
        Bundle(
            "overlay",
            words("export.content.overlay"),
            lambda: overlay_layers(catalog, chosen, words.lang),
            table="overlay",
        ),
    )


def overlay_layers(catalog: Catalog, chosen: Selection, lang: Lang) -> dict[str, gpd.GeoDataFrame]:
    """Return zones, coverage, their overlay, enterprises and projects in EPSG:4326.

    Every row carries its evidence and its source in words. A row without a place, and a
    zone outside a coverage, has no geometry.
    """
    zones = visible_outlines(catalog, chosen, "zone_outlines")
    if chosen.zones:
        zones = zones[zones["feature_id"].isin(chosen.zones)]
    coverages = visible_outlines(catalog, chosen, "coverage_outlines")
    areas = {
        "zone_outlines": outline_layer(catalog, zones, lang),
        "coverage_outlines": outline_layer(catalog, coverages, lang),
    }
    for layer in areas.values():
        layer.insert(2, "area_km2", areas_km2(layer.geometry.to_numpy()))
    points = {
        "enterprises": tenant_layer(catalog, chosen_tenants(catalog, chosen), lang),
        "projects": project_layer(catalog, chosen_projects(catalog, chosen), lang),
    }
    return {**areas, "overlay": _overlay(catalog, chosen, areas | points), **points}


def _overlay(
    catalog: Catalog, chosen: Selection, layers: dict[str, gpd.GeoDataFrame]
) -> gpd.GeoDataFrame:
    zones, coverages = layers["zone_outlines"], layers["coverage_outlines"]
    pairs = in_choice(overlay_matrix(catalog, chosen), chosen)
    shapes = intersections(zones, coverages)[["zone", "coverage", "geometry"]]
    sources = {
        feature: source
        for frame in (zones, coverages)
        for feature, source in zip(frame["feature_id"], frame["source"], strict=True)
    }
    made = pairs.merge(shapes, on=["zone", "coverage"], how="left").assign(
        evidence=outline_evidence(catalog, chosen),
        counts_evidence=weakest(
            [*layers["enterprises"]["evidence"], *layers["projects"]["zone_evidence"]]
        ),
        source=[
            " / ".join(dict.fromkeys((sources[zone], sources[coverage])))
            for zone, coverage in zip(pairs["zone"], pairs["coverage"], strict=True)
        ],
    )
    return gpd.GeoDataFrame(made, geometry="geometry", crs="EPSG:4326")
