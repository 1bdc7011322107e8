"""Which landmarks lie nearest to a zone."""

from __future__ import annotations

import pandas as pd

from data.catalog import Catalog
from data.follows import follows
from data.selection import Selection, visible
from geo.distances import distance_km
from geo.landmarks import landmark_frame
from geo.overlaid import visible_outlines


@follows("evidence")
def nearest_landmarks(catalog: Catalog, evidence: Selection, zone: str, most: int) -> pd.DataFrame:
    """Return the landmarks nearest to the outline of a zone, nearest first.

    Returns
    -------
    pandas.DataFrame
        Rows of ``landmarks`` with ``distance_km``, as `geo.distances.distance_km`; none where the
        outline may not be shown. Shared between callers: not to be changed.

    Examples
    --------
    >>> list(nearest_landmarks(catalog, Selection(), "A", 2)["distance_km"].round() < 5)
    [True, True]
    """
    outlines = visible_outlines(catalog, evidence, "zone_outlines").set_index("feature_id")
    points = landmark_frame(visible(catalog["landmarks"], evidence))
    if zone not in outlines.index:
        return pd.DataFrame(points.head(0)).assign(distance_km=[])
    shape, grid = outlines.geometry[zone], catalog.park.coordinates.grid
    far = [distance_km(shape, point, grid) for point in points.geometry]
    return pd.DataFrame(points).assign(distance_km=far).sort_values("distance_km").head(most)
