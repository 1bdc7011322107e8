"""Built floor area spread over the zones, and how dense that is."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from data.catalog import Catalog
from data.counts import counts, has_tenants
from data.follows import follows
from data.indicators import known_figures
from data.periods import Period
from data.selection import Selection
from geo.areas import areas_km2
from geo.overlaid import visible_outlines


def built_figures(catalog: Catalog, as_of: Period) -> pd.DataFrame:
    """Return the floor area that was built by a date, park-wide, oldest first.

    >>> from data.periods import parse_period
    >>> built_figures(catalog, parse_period("2020-04"))["value"].tolist()
    [700000.0]
    """
    return known_figures(catalog, "floor_area", as_of)


@follows("as_of", "evidence")
def massing(catalog: Catalog, chosen: Selection) -> gpd.GeoDataFrame:
    """Return the built floor area spread over the zones as the enterprises are.

    Parameters
    ----------
    chosen : Selection
        Its date and evidence; zones, sectors and statuses do not move floor area.

    Returns
    -------
    geopandas.GeoDataFrame
        ``zone``, ``floor_m2``, ``zone_km2``, ``ratio`` (square metres of floor on each
        square metre of the zone) and the outline; empty where any of it may not be shown.
        Shared between callers: not to be changed.
        That floor area lies where the enterprises are is an assumption, also with own outlines.

    Examples
    --------
    >>> round(massing(catalog, Selection())["floor_m2"].sum())
    700000
    """
    when = Selection(as_of=chosen.as_of)
    zones = visible_outlines(catalog, when, "zone_outlines")
    built = built_figures(catalog, catalog.as_of(when))
    shown = chosen.evidence != "published"
    if not shown or zones.empty or built.empty or not has_tenants(catalog, when):
        return gpd.GeoDataFrame({"zone": []}, geometry=[], crs="EPSG:4326")
    found = counts(catalog, when, by="zone").set_index("zone")["count"]
    weights = found.reindex(zones["feature_id"]).to_numpy(dtype=float)
    floor = built.iloc[-1]["value"] * weights / weights.sum()
    area = areas_km2(zones.geometry.to_numpy())
    return gpd.GeoDataFrame(
        {
            "zone": zones["feature_id"],
            "floor_m2": floor,
            "zone_km2": area,
            "ratio": floor / (1e6 * area),
        },
        geometry=zones.geometry.to_numpy(),
        crs="EPSG:4326",
    )
