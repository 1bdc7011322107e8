"""The park's zones over its coverages, as a selection shows them."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.catalog import Catalog
from data.counts import shown_tenants
from data.follows import follows
from data.selection import Selection, visible
from data.status import chosen_projects
from data.tenants import inside, shapes_of
from geo.overlay import Counted, counted, shares


@follows("evidence")
def visible_outlines(catalog: Catalog, chosen: Selection, name: str) -> gpd.GeoDataFrame:
    """Return the outlines that the evidence mode lets through.

    Shared between callers: not to be changed.

    >>> len(visible_outlines(catalog, Selection(), "zone_outlines"))
    6
    """
    return visible(catalog.outlines[name], chosen).reset_index(drop=True)


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


def counted_points(catalog: Catalog, every_zone: Selection) -> dict[str, Counted]:
    """Return what is counted in outlines: enterprises and projects, with their places.

    >>> list(counted_points(catalog, Selection()))
    ['enterprises', 'projects']
    """
    tenants, kept = catalog.tenants, shown_tenants(catalog, every_zone)

    def enterprises(shape: shapely.Geometry) -> dict[str, int]:
        cube = inside(tenants, shape, *shapes_of(every_zone.area))
        by_zone = np.where(kept, cube, 0).sum(axis=(1, 2, 3, 4))
        return dict(zip(tenants.axes["zone"], by_zone.tolist(), strict=True))

    return {"enterprises": enterprises, "projects": chosen_projects(catalog, every_zone)}


def in_choice(frame: pd.DataFrame, chosen: Selection) -> pd.DataFrame:
    """Return the rows of the chosen zones; all if none is chosen.

    >>> in_choice(pd.DataFrame({"zone": ["A", "B"]}), Selection(zones=("B",)))["zone"].tolist()
    ['B']
    """
    return frame[frame["zone"].isin(chosen.zones)] if chosen.zones else frame
