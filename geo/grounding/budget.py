"""How much of a ground the browser gets: the least important classes go first."""

from __future__ import annotations

import gzip
import json
from collections import Counter

import geopandas as gpd
import numpy as np
import shapely

from geo.grounding.classes import RANK

BROWSER_BYTES = 3_000_000
_UNIT = 1e5  # of a degree: about a metre


def browser_bytes(features: gpd.GeoDataFrame) -> int:
    """Return about how many bytes features take on their way to a browser, gzipped.

    Each vertex is counted as its step from the one before, in whole metres.

    >>> 50 < browser_bytes(square) < 100
    True
    """
    if features.empty:
        return 0
    points, owner = shapely.get_coordinates(features.geometry.to_numpy(), return_index=True)
    steps = np.round(points * _UNIT).astype(np.int64)
    steps[1:] -= np.where((owner[1:] == owner[:-1])[:, None], steps[:-1], 0)
    words = features[["layer", "kind", "name_zh", "name_en"]].to_numpy().tolist()
    ends = np.cumsum(np.bincount(owner, minlength=len(features)))[:-1]
    parts = np.split(steps, ends)
    rows = [[*said, *one.ravel().tolist()] for said, one in zip(words, parts, strict=True)]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return len(gzip.compress(text.encode(), 6))


def within_budget(
    features: gpd.GeoDataFrame, most: int = BROWSER_BYTES
) -> tuple[gpd.GeoDataFrame, Counter[tuple[str, str]]]:
    """Leave out whole classes, the least important first, until the rest fits.

    Returns
    -------
    geopandas.GeoDataFrame
    collections.Counter
        Rows that were left out, by layer and kind.

    Examples
    --------
    >>> within_budget(square)[1].total(), within_budget(square, 10)[1].total()
    (0, 1)
    """
    left: Counter[tuple[str, str]] = Counter()
    if browser_bytes(features) <= most:
        return features, left
    names = list(zip(features["layer"], features["kind"], strict=True))
    sizes = {
        name: browser_bytes(features[[one == name for one in names]])
        for name in sorted({*names}, key=RANK.__getitem__)
    }
    room, kept = most, set[tuple[str, str]]()
    for name, size in sizes.items():  # the most important first
        room -= size
        if room < 0:
            break
        kept.add(name)
    left.update(one for one in names if one not in kept)
    return features[[one in kept for one in names]].reset_index(drop=True), left
