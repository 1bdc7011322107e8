"""What a drawn area holds, as layers to take along."""

from __future__ import annotations

import geopandas as gpd

from data.catalog import Catalog
from data.drawn_area import area_shape
from data.i18n import Lang
from data.selection import Selection
from data.status import chosen_projects
from geo.handover.sourced import chosen_tenants, outline_layer, project_layer, tenant_layer
from geo.inside import ground_inside


def area_layers(
    catalog: Catalog, chosen: Selection, lang: Lang, name: str, source: str
) -> dict[str, gpd.GeoDataFrame]:
    """Return the drawn area, what it has of zones and coverages, and what stands in it.

    Parameters
    ----------
    chosen : Selection
        With an area.
    name, source : str
        What the area is called, and where it comes from, in words.

    Returns
    -------
    dict of str to geopandas.GeoDataFrame
        In EPSG:4326; zones and coverages are cut to the area, with ``area_km2`` and ``share``
        of what they have in it.

    Examples
    --------
    >>> field = Selection(area="c:29.37,105.94,500")
    >>> list(area_layers(catalog, field, "en", "Field", "drawn"))[0]
    'drawn_area'
    """
    ground = ground_inside(catalog, chosen)
    zones, coverages = (_cut(catalog, ground.parts, kind, lang) for kind in ("zone", "coverage"))
    own = {"name": [name], "area_km2": [ground.km2], "evidence": ["derived"], "source": [source]}
    shape = area_shape(chosen.area)
    return {
        "drawn_area": gpd.GeoDataFrame(own, geometry=[shape], crs="EPSG:4326"),
        "zone_outlines": zones,
        "coverage_outlines": coverages,
        "enterprises": tenant_layer(catalog, chosen_tenants(catalog, chosen), lang),
        "projects": project_layer(catalog, chosen_projects(catalog, chosen), lang),
    }


def _cut(catalog: Catalog, parts: gpd.GeoDataFrame, kind: str, lang: Lang) -> gpd.GeoDataFrame:
    own = parts[parts["kind"] == kind].reset_index(drop=True)
    outlines = catalog.outlines[f"{kind}_outlines"].set_index("feature_id").loc[own["feature_id"]]
    layer = outline_layer(catalog, outlines.reset_index(), lang)
    cut = layer.set_geometry(own.geometry.to_numpy(), crs="EPSG:4326")
    cut.insert(2, "area_km2", own["area_km2"].to_numpy())
    cut.insert(3, "share", own["share"].to_numpy())
    return cut
