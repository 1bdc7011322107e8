"""The ground of a park: roads, rail, water, green, built-up land, buildings and places.

One file of the local pack, ``ground.parquet`` (GeoParquet, WGS84), holds it as a whole: it is
read from a map, not kept by hand, so that it comes and goes as one piece.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from data import durable
from data.problems import Problem, unreadable

GROUND_TABLE = "ground"
GROUND = f"{GROUND_TABLE}.parquet"
LAYERS = ("green", "built", "water", "building", "rail", "road", "place")
OSM = "OpenStreetMap"
ANY_ZOOM = 99
_TEXTS = ("layer", "kind", "name_zh", "name_en", "source")
_ZOOMS = ("from_zoom", "to_zoom")
COLUMNS = (*_TEXTS, *_ZOOMS)


@dataclass(frozen=True, eq=False)
class Ground:
    """A ground that was read and found good.

    It holds the file itself: that of another state may take its place while pages are made.

    Attributes
    ----------
    content : bytes
    key : str
        The same for the same content only.
    """

    content: bytes
    key: str

    @cached_property
    def features(self) -> gpd.GeoDataFrame:
        """One row a feature (EPSG:4326), as `write_ground` has them."""
        return gpd.read_parquet(io.BytesIO(self.content))

    def __len__(self) -> int:
        return len(self.features)


def no_ground() -> gpd.GeoDataFrame:
    """Return the table without a row.

    >>> list(no_ground())
    ['layer', 'kind', 'name_zh', 'name_en', 'source', 'from_zoom', 'to_zoom', 'geometry']
    """
    columns = {name: pd.Series(dtype=object) for name in _TEXTS}
    columns |= {name: pd.Series(dtype="int16") for name in _ZOOMS}
    return gpd.GeoDataFrame(columns, geometry=[], crs="EPSG:4326")


def write_ground(folder: Path, features: gpd.GeoDataFrame) -> None:
    """Write the ground of a pack; without a feature, the pack has none.

    The file is never changed in its place: kept states may share it.

    Parameters
    ----------
    folder : pathlib.Path
    features : geopandas.GeoDataFrame
        Columns `COLUMNS` and a geometry in EPSG:4326. A feature is drawn from ``from_zoom`` to
        below ``to_zoom``, zooms of the web map.

    Raises
    ------
    ValueError
        If a column is missing, or it is in another coordinate system.

    Examples
    --------
    >>> write_ground(folder, no_ground())
    >>> (folder / GROUND).exists()
    False
    """
    path = folder / GROUND
    if missing := [name for name in COLUMNS if name not in features]:
        raise ValueError(f"the ground needs {missing}")
    if features.crs is None or not features.crs.equals("EPSG:4326"):
        raise ValueError(f"the ground must be in EPSG:4326, not {features.crs}")
    path.unlink(missing_ok=True)
    if len(features):
        plain = features[[*COLUMNS, features.geometry.name]].reset_index(drop=True)
        with durable.drafted(path) as draft:
            plain.to_parquet(draft, index=False, compression="zstd")


def read_ground(folder: Path) -> tuple[Ground | None, list[Problem]]:
    """Return the ground of a pack, and what is wrong with it; then there is none.

    >>> read_ground(folder)
    (None, [])
    """
    try:
        content = (folder / GROUND).read_bytes()
    except FileNotFoundError:
        return None, []
    except OSError as error:
        return None, [unreadable(GROUND, error)]
    made = Ground(content, hashlib.sha256(content).hexdigest()[:20])
    problems = _problems(made)
    return (None if problems else made), problems


def _problems(made: Ground) -> list[Problem]:
    try:
        features = made.features
        problems = [
            Problem(GROUND, None, name, "missing_column")
            for name in COLUMNS
            if name not in features
        ]
        return problems or _row_problems(features)
    except (ValueError, TypeError, KeyError, OSError, pa.ArrowException, shapely.GEOSException):
        return [Problem(GROUND, None, None, "ground_file")]


def _row_problems(features: gpd.GeoDataFrame) -> list[Problem]:
    if features.crs is None or not features.crs.equals("EPSG:4326"):
        return [Problem(GROUND, None, "geometry", "not_degrees")]
    shapes = features.geometry.to_numpy()
    west, south, east, north = shapely.bounds(shapes).T
    outside = (west < -180) | (east > 180) | (south < -90) | (north > 90)
    zooms = [pd.to_numeric(features[name], errors="coerce") for name in _ZOOMS]
    rules = (
        ("layer", "not_allowed", ~features["layer"].isin(LAYERS), {"allowed": ", ".join(LAYERS)}),
        ("geometry", "no_geometry", shapely.is_missing(shapes) | shapely.is_empty(shapes), {}),
        ("geometry", "not_degrees", outside, {}),
        *((zoom.name, "not_a_number", zoom.isna(), {}) for zoom in zooms),
    )
    found = []
    for column, kind, broken, said in rules:
        if np.any(broken):
            row = int(np.argmax(broken))
            value = {} if column == "geometry" else {"value": str(features[column].iloc[row])[:60]}
            found.append(Problem(GROUND, row + 1, str(column), kind, {**value, **said}))
    return found


def ground_rows(folder: Path) -> int:
    """Return how many features the ground of a pack has; none if it cannot be read.

    >>> ground_rows(folder)
    0
    """
    try:
        with pa.OSFile(str(folder / GROUND)) as file:
            return int(pa.parquet.ParquetFile(file).metadata.num_rows)
    except (OSError, pa.ArrowException):
        return 0
