"""The ground of a park for drawing: what its maps show under their layers."""

from __future__ import annotations

import geopandas as gpd

from data.catalog import Catalog
from data.ground import OSM, no_ground
from data.memo import remembered

CREDIT = "© OpenStreetMap contributors, ODbL"


@remembered(1)
def ground_of(catalog: Catalog) -> gpd.GeoDataFrame:
    """Return the features of the ground (EPSG:4326), in the order in which they are drawn.

    A feature is drawn at web-map zooms ``from_zoom <= zoom < to_zoom``: a line that is coarse
    from afar has a row for each. The frame is shared: it is not to be changed.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns ``layer`` (one of `data.ground.LAYERS`, areas first), ``kind`` (class within it,
        such as ``motorway``), ``name_zh``, ``name_en`` (``None`` if unnamed), ``source``,
        ``from_zoom``, ``to_zoom`` and ``geometry``. No row where the park has no ground.

    Examples
    --------
    >>> len(ground_of(catalog)), list(ground_of(catalog))[:2]
    (0, ['layer', 'kind'])
    """
    return catalog.ground.features if catalog.ground else no_ground()


def credit_of(features: gpd.GeoDataFrame) -> str:
    """Return whom features are owed to, where that has to be said; else nothing.

    >>> credit_of(no_ground())
    ''
    """
    return CREDIT if (features["source"] == OSM).any() else ""
