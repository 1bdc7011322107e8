"""From a map file to the ground of a park."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd

from geo.coordinates import Control
from geo.grounding.budget import BROWSER_BYTES, browser_bytes, within_budget
from geo.grounding.extent import Extent
from geo.grounding.files import Progress, read_features
from geo.grounding.problems import GroundError
from geo.grounding.thin import thinned


@dataclass(frozen=True, eq=False)
class Made:
    """A ground that was made, and what is to be said of it.

    Attributes
    ----------
    features : geopandas.GeoDataFrame
        For `data.local_pack.apply_tables`, as table ``ground``.
    read : dict of str to int
        Features of the file within the district, by layer.
    unknown : collections.Counter
        Features that were not understood, by what they say of themselves.
    left_out : collections.Counter
        Rows that the budget has no room for, by layer and kind.
    size : int
        Bytes on the way to a browser, about.
    system : str
        In which coordinate system the numbers were taken to be.
    """

    features: gpd.GeoDataFrame
    read: dict[str, int]
    unknown: Counter[str] = field(default_factory=Counter)
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)
    size: int = 0
    system: str = "EPSG:4326"


def make_ground(
    path: Path,
    extent: Extent,
    control: Control | None = None,
    system: str = "",
    progress: Progress = lambda _layer, _count: None,
    most_bytes: int = BROWSER_BYTES,
) -> Made:
    """Make the ground of a park from a map file.

    Parameters
    ----------
    path : pathlib.Path
    extent : Extent
        Where it is cut.
    control : geo.control.Control, optional
        Helps to tell how the numbers of a file are meant.
    system : str
        That, where somebody knows it.
    progress : callable
        Told the layer at hand and how many features were read of it.
    most_bytes : int
        Of the whole, on the way to a browser.

    Raises
    ------
    GroundError
        If nothing could be made of it, with the reason.
    """
    found = read_features(path, extent, control, system, progress)
    progress("thin", len(found.features))
    whole = thinned(found.features, extent)
    kept, left_out = within_budget(whole, most_bytes)
    if kept.empty:
        raise GroundError("outside", file=path.name)
    counts = found.features["layer"].value_counts()
    read = {str(layer): int(count) for layer, count in counts.items()}
    size = browser_bytes(kept)
    return Made(kept, read, found.unknown, left_out, size, found.system)
