"""The park's zones over its coverages, as a selection shows them."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from data.catalog import Catalog
from data.counts import shown_tenants
from data.follows import follows
from data.schema import GRADES
from data.selection import Selection, visible
from data.status import chosen_projects
from data.tenants import shape_of, tenants_within
from geo.overlay import counted, shares


@follows("evidence")
def visible_outlines(catalog: Catalog, chosen: Selection, name: str) -> gpd.GeoDataFrame:
    """Return the outlines that the evidence mode lets through.

    Shared between callers: not to be changed.

    >>> len(visible_outlines(catalog, Selection(), "zone_outlines"))
    6
    """
    return visible(catalog.outlines[name], chosen).reset_index(drop=True)


def tenant_points(catalog: Catalog, chosen: Selection) -> pd.DataFrame:
    """Return zone, place and evidence of the tenants that a selection shows.

    >>> list(tenant_points(catalog, Selection()).columns)
    ['zone', 'lon', 'lat', 'evidence', 'row']
    """
    tenants = tenants_within(catalog.tenants, chosen.area)
    kept = shown_tenants(catalog, chosen).ravel()[tenants.code]
    places = np.unravel_index(tenants.code[kept], shape_of(tenants.axes))
    return pd.DataFrame(
        {
            "zone": pd.Categorical.from_codes(places[0], pd.Index(tenants.axes["zone"])),
            "lon": tenants.lon[kept],
            "lat": tenants.lat[kept],
            "evidence": pd.Categorical.from_codes(places[-1], pd.Index(GRADES)),
            "row": tenants.row[kept],
        }
    )


@follows("sectors", "statuses", "area", "as_of", "evidence")
def overlay_matrix(catalog: Catalog, every_zone: Selection) -> pd.DataFrame:
    """Return `geo.overlay.matrix` for a selection; all zones, whichever are chosen.

    Shared between callers: not to be changed.

    >>> sorted(set(overlay_matrix(catalog, Selection())["coverage"]))
    ['test_area', 'twin_1', 'twin_2']
    """
    coverages = visible_outlines(catalog, every_zone, "coverage_outlines")
    return counted(zone_shares(catalog, every_zone), coverages, counted_points(catalog, every_zone))


@follows("evidence")
def zone_shares(catalog: Catalog, evidence: Selection) -> pd.DataFrame:
    """Return `geo.overlay.shares` of the outlines that the evidence mode lets through.

    Shared between callers: not to be changed.

    >>> len(zone_shares(catalog, Selection()))  # six zones, three coverages
    18
    """
    return shares(
        visible_outlines(catalog, evidence, "zone_outlines"),
        visible_outlines(catalog, evidence, "coverage_outlines"),
    )


def counted_points(catalog: Catalog, every_zone: Selection) -> dict[str, pd.DataFrame]:
    """Return what is counted in outlines: enterprises and projects, with their places.

    >>> list(counted_points(catalog, Selection()))
    ['enterprises', 'projects']
    """
    return {
        "enterprises": tenant_points(catalog, every_zone),
        "projects": chosen_projects(catalog, every_zone),
    }


def in_choice(frame: pd.DataFrame, chosen: Selection) -> pd.DataFrame:
    """Return the rows of the chosen zones; all if none is chosen.

    >>> in_choice(pd.DataFrame({"zone": ["A", "B"]}), Selection(zones=("B",)))["zone"].tolist()
    ['B']
    """
    return frame[frame["zone"].isin(chosen.zones)] if chosen.zones else frame
