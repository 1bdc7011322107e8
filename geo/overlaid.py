"""The park's zones over its coverages, as a selection shows them."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd

from data.catalog import Catalog
from data.counts import shown_tenants
from data.memo import VIEWS, remembered
from data.schema import GRADES
from data.selection import ZONES, Selection, visible
from data.status import chosen_projects
from data.tenants import SHAPE
from geo.overlay import matrix

COVERAGES = ("test_area", "twin_1", "twin_2")


def visible_outlines(catalog: Catalog, chosen: Selection, name: str) -> gpd.GeoDataFrame:
    """Return the outlines that the evidence mode lets through.

    >>> len(visible_outlines(catalog, Selection(), "zone_outlines"))
    6
    """
    return visible(catalog.outlines[name], chosen).reset_index(drop=True)


def tenant_points(catalog: Catalog, chosen: Selection) -> pd.DataFrame:
    """Return zone, place and evidence of the tenants that a selection shows.

    >>> list(tenant_points(catalog, Selection()).columns)
    ['zone', 'lon', 'lat', 'evidence', 'row']
    """
    tenants = catalog.tenants
    kept = shown_tenants(catalog, chosen).ravel()[tenants.code]
    places = np.unravel_index(tenants.code[kept], SHAPE)
    return pd.DataFrame(
        {
            "zone": np.array(ZONES)[places[0]],
            "lon": tenants.lon[kept],
            "lat": tenants.lat[kept],
            "evidence": np.array(GRADES)[places[-1]],
            "row": tenants.row[kept],
        }
    )


def overlay_matrix(catalog: Catalog, chosen: Selection) -> pd.DataFrame:
    """Return `geo.overlay.matrix` for a selection; all zones, whichever are chosen.

    Shared between callers: not to be changed.

    >>> sorted(set(overlay_matrix(catalog, Selection())["coverage"]))
    ['test_area', 'twin_1', 'twin_2']
    """
    return _matrix(catalog, replace(chosen.with_chosen("zone", ()), lang=None))


@remembered(VIEWS)
def _matrix(catalog: Catalog, every_zone: Selection) -> pd.DataFrame:
    return matrix(
        visible_outlines(catalog, every_zone, "zone_outlines"),
        visible_outlines(catalog, every_zone, "coverage_outlines"),
        {
            "enterprises": tenant_points(catalog, every_zone),
            "projects": chosen_projects(catalog, every_zone),
        },
    )


def in_choice(frame: pd.DataFrame, chosen: Selection) -> pd.DataFrame:
    """Return the rows of the chosen zones; all if none is chosen.

    >>> in_choice(pd.DataFrame({"zone": ["A", "B"]}), Selection(zones=("B",)))["zone"].tolist()
    ['B']
    """
    return frame[frame["zone"].isin(chosen.zones)] if chosen.zones else frame
