"""A made ground, as dense as that of a whole district: roads, rivers, woods, buildings."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.ground import ANY_ZOOM, OSM, write_ground

WEST, SOUTH, EAST, NORTH = 105.63, 28.94, 106.08, 29.57
# Kind, from which zoom, how many, how long (degrees), how many points.
_ROADS = (
    ("motorway", 6, 12, 0.5, 80),
    ("trunk", 7, 40, 0.2, 50),
    ("primary", 8, 200, 0.1, 30),
    ("secondary", 10, 800, 0.05, 20),
    ("tertiary", 11, 4_000, 0.02, 12),
    ("street", 13, 55_000, 0.004, 7),
)
_NAMED = 12  # one road in so many has a name


def make_ground(folder: Path) -> None:
    """Write a made ground into the folder of a local pack: 60,000 roads and 20,000 buildings."""
    dice = np.random.default_rng(7)
    parts = [_lines(dice, "road", *road) for road in _ROADS]
    parts += [
        _lines(dice, "water", "river", 7, 30, 0.4, 120),
        _lines(dice, "rail", "rail", 8, 10, 0.5, 60),
        _areas(dice, "green", "forest", 9, 300, 0.012, 40),
        _areas(dice, "built", "residential", 10, 400, 0.006, 20),
        _areas(dice, "water", "lake", 8, 100, 0.004, 30),
        _areas(dice, "building", "building", 14, 20_000, 0.0002, 4),
    ]
    folder.mkdir(parents=True, exist_ok=True)
    rows = pd.concat(parts, ignore_index=True).assign(source=OSM, to_zoom=ANY_ZOOM)
    write_ground(folder, gpd.GeoDataFrame(rows, geometry="geometry", crs="EPSG:4326"))


def _middles(dice: np.random.Generator, count: int) -> np.ndarray:
    """Return places, half of them in the town."""
    wide = dice.uniform((WEST, SOUTH), (EAST, NORTH), (count, 2))
    town = dice.normal((105.93, 29.36), 0.04, (count, 2))
    return np.where(dice.random((count, 1)) < 0.5, wide, town)


def _lines(
    dice: np.random.Generator, layer: str, kind: str, zoom: int, count: int, size: float, each: int
) -> pd.DataFrame:
    turns = dice.uniform(0, 2 * np.pi, (count, 1)) + dice.normal(0, 0.15, (count, each)).cumsum(1)
    steps = np.stack([np.cos(turns), np.sin(turns)], axis=2) * size / each
    places = _middles(dice, count)[:, None] + steps.cumsum(axis=1)
    named = np.arange(count) % _NAMED == 0
    return _rows(layer, kind, zoom, list(shapely.linestrings(places)), named)


def _areas(
    dice: np.random.Generator, layer: str, kind: str, zoom: int, count: int, size: float, each: int
) -> pd.DataFrame:
    turns = np.linspace(0, 2 * np.pi, each, endpoint=False)
    reach = size * dice.uniform(0.7, 1.3, (count, each))
    ring = np.stack([np.cos(turns) * reach, np.sin(turns) * reach], axis=2)
    places = _middles(dice, count)[:, None] + ring
    named = (np.arange(count) % _NAMED == 0) & (layer != "building")
    return _rows(layer, kind, zoom, list(shapely.polygons(places)), named)


def _rows(
    layer: str, kind: str, zoom: int, shapes: list[object], named: np.ndarray
) -> pd.DataFrame:
    numbers = np.arange(len(shapes))
    names = [
        f"{kind} {number}" if has else None for number, has in zip(numbers, named, strict=True)
    ]
    told = {"layer": layer, "kind": kind, "name_zh": names, "name_en": names, "from_zoom": zoom}
    return pd.DataFrame({**told, "geometry": shapes})
