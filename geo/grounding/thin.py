"""The features of a district thinned by zoom: coarse from afar, fine near the zones."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.ground import ANY_ZOOM, COLUMNS, no_ground
from geo.grounding.classes import BY_NAME, RANK
from geo.grounding.extent import Extent, moved
from geo.grounding.junctions import joined, split_where_they_meet

_WORDS = ["layer", "kind", "name_zh", "name_en", "source"]


@dataclass(frozen=True)
class Band:
    """Zooms that share one shape of a feature.

    Attributes
    ----------
    from_zoom, to_zoom : int
        Drawn from the first to below the second.
    tolerance_m : float
        How far a simplified line may stray: about half a pixel at the largest of these zooms.
    least_m, least_m2 : float
        Unnamed lines and areas that are smaller are left out.
    """

    from_zoom: int
    to_zoom: int
    tolerance_m: float
    least_m: float
    least_m2: float


FAR = Band(0, 11, 30.0, 150.0, 40_000.0)
MIDDLE = Band(11, 14, 6.0, 30.0, 2_500.0)
FINE = Band(14, ANY_ZOOM, 1.0, 3.0, 25.0)
_DIGITS = 6  # of a degree: a tenth of a metre


def thinned(features: gpd.GeoDataFrame, extent: Extent) -> gpd.GeoDataFrame:
    """Return the rows of the ground that features become.

    Parameters
    ----------
    features : geopandas.GeoDataFrame
        ``layer``, ``kind``, ``name_zh``, ``name_en``, ``source``; EPSG:4326.
    extent : Extent
        Nothing lies outside its district in the end.

    Returns
    -------
    geopandas.GeoDataFrame
        As `data.ground.write_ground` takes it, the most important classes first.

    Examples
    --------
    >>> lake = thinned(square, Extent(square.geometry[0], square.geometry[0], "EPSG:3857"))
    >>> lake[["from_zoom", "to_zoom"]].to_numpy().tolist()
    [[8, 11], [11, 14], [14, 99]]
    """
    plane = _Plane(extent)
    shapes = features.geometry.to_numpy()
    dimension = shapely.get_dimensions(shapes)
    is_point = (features["layer"] == "place").to_numpy()
    parts = [
        plane.points(features[is_point]),
        plane.lines(features[~is_point & (dimension == 1)]),
        plane.areas(features[~is_point & (dimension == 2)]),
    ]
    whole = pd.concat([one for one in parts if len(one)] or [no_ground()], ignore_index=True)
    rank = [RANK[one] for one in zip(whole["layer"], whole["kind"], strict=True)]
    order = np.lexsort((whole["from_zoom"].to_numpy(), rank))
    ground = gpd.GeoDataFrame(whole[[*COLUMNS, "geometry"]], geometry="geometry", crs="EPSG:4326")
    return ground.iloc[order].reset_index(drop=True)


class _Plane:
    """Works in metres, on the grid of the park."""

    def __init__(self, extent: Extent) -> None:
        self.grid = extent.grid
        self.district = moved(extent.district, "EPSG:4326", self.grid)
        self.near = moved(extent.near, "EPSG:4326", self.grid)
        shapely.prepare(self.district)
        shapely.prepare(self.near)

    def points(self, features: gpd.GeoDataFrame) -> pd.DataFrame:
        shapes = features.geometry.to_numpy()
        at = shapely.point_on_surface(shapes)
        made = pd.DataFrame(features[_WORDS]).assign(geometry=at, to_zoom=ANY_ZOOM)
        made["from_zoom"] = _from_zooms(made)
        placed = moved(at, "EPSG:4326", self.grid)
        kept: pd.DataFrame = made[shapely.intersects(self.district, placed)]
        return kept

    def lines(self, features: gpd.GeoDataFrame) -> pd.DataFrame:
        words = pd.DataFrame(features[_WORDS]).reset_index(drop=True)
        parts, of = shapely.get_parts(features.geometry.to_numpy(), return_index=True)
        pieces, own = split_where_they_meet(parts)
        if len(pieces) == 0:
            return pd.DataFrame()
        frame = words.iloc[of[own]].reset_index(drop=True)
        frame["geometry"] = moved(pieces, "EPSG:4326", self.grid)
        frame = _cut(frame, self.district)
        inside, outside = _cut(frame, self.near), _cut(frame, self.near, is_outside=True)
        is_wide = _is_wide(outside)
        return pd.concat(
            [
                self._joined(pd.concat([inside, outside[is_wide]]), FAR),
                self._joined(inside, MIDDLE),
                self._joined(outside[is_wide], MIDDLE, ANY_ZOOM),
                self._joined(inside, FINE),
            ],
            ignore_index=True,
        )

    def _joined(self, frame: pd.DataFrame, band: Band, to_zoom: int = 0) -> pd.DataFrame:
        frame = _in_band(frame, band, to_zoom or band.to_zoom)
        if frame.empty:
            return pd.DataFrame()
        frame["geometry"] = shapely.simplify(frame["geometry"].to_numpy(), band.tolerance_m)
        rows = []
        by = [*_WORDS, "from_zoom", "to_zoom"]
        for key, part in frame.groupby(by, dropna=False, sort=False):
            whole = joined(part["geometry"].to_numpy())
            is_named = isinstance(key[2], str) or isinstance(key[3], str)
            least = band.least_m / 3 if is_named else band.least_m
            whole = whole[shapely.length(whole) >= least]
            rows += [(*key, one) for one in whole]
        made = pd.DataFrame(rows, columns=[*by, "geometry"])
        return self._rounded(made)

    def areas(self, features: gpd.GeoDataFrame) -> pd.DataFrame:
        shapes = features.geometry.to_numpy()
        parts, of = shapely.get_parts(shapes, return_index=True)
        frame = pd.DataFrame(features[_WORDS]).iloc[of].reset_index(drop=True)
        frame["geometry"] = shapely.make_valid(moved(parts, "EPSG:4326", self.grid))
        frame = _cut(frame, self.district)
        if frame.empty:
            return frame
        is_near = shapely.intersects(self.near, frame["geometry"].to_numpy())
        near, rest = frame[is_near], frame[~is_near]
        rest = rest[_is_wide(rest)]
        return pd.concat(
            [
                self._smoothed(pd.concat([near, rest]), FAR),
                self._smoothed(near, MIDDLE),
                self._smoothed(rest, MIDDLE, ANY_ZOOM),
                self._smoothed(near, FINE),
            ],
            ignore_index=True,
        )

    def _smoothed(self, frame: pd.DataFrame, band: Band, to_zoom: int = 0) -> pd.DataFrame:
        frame = _in_band(frame, band, to_zoom or band.to_zoom)
        if frame.empty:
            return pd.DataFrame()
        shapes = frame["geometry"].to_numpy()
        big = shapely.area(shapes) >= band.least_m2
        frame, shapes = frame[big].reset_index(drop=True), shapes[big]
        simple = shapely.simplify(shapes, band.tolerance_m, preserve_topology=True)
        frame["geometry"] = [_without_small_holes(one, band.least_m2) for one in simple]
        return self._rounded(frame)

    def _rounded(self, frame: pd.DataFrame) -> pd.DataFrame:
        shapes = moved(frame["geometry"].to_numpy(), self.grid, "EPSG:4326")
        shapes = shapely.transform(shapes, lambda at: at.round(_DIGITS))
        broken = ~shapely.is_valid(shapes) & (shapely.get_dimensions(shapes) == 2)
        shapes[broken] = shapely.buffer(shapes[broken], 0)
        kept: pd.DataFrame = frame.assign(geometry=shapes)[~shapely.is_empty(shapes)]
        return kept


def _cut(frame: pd.DataFrame, area: shapely.Geometry, *, is_outside: bool = False) -> pd.DataFrame:
    """Return what of shapes lies in an area, or outside it, as single lines and polygons."""
    shapes = frame["geometry"].to_numpy()
    touches = shapely.intersects(area, shapes)
    whole = ~touches if is_outside else shapely.contains_properly(area, shapes)
    crossing = touches & ~shapely.contains_properly(area, shapes)
    cut = (shapely.difference if is_outside else shapely.intersection)(shapes[crossing], area)
    dimension = shapely.get_dimensions(shapes[crossing])
    parts, of = shapely.get_parts(cut, return_index=True)
    parts, deeper = shapely.get_parts(parts, return_index=True)  # of a collection
    of = of[deeper]
    same = shapely.get_dimensions(parts) == dimension[of]
    pieces = frame[crossing].iloc[of[same]].assign(geometry=parts[same])
    both: pd.DataFrame = pd.concat([frame[whole], pieces], ignore_index=True)
    return both


def _is_wide(frame: pd.DataFrame) -> np.ndarray:
    """Tell which rows are kept beyond the zones' surroundings."""
    names = zip(frame["layer"], frame["kind"], strict=True)
    return np.array([not BY_NAME[one].is_near for one in names], dtype=bool)


def _from_zooms(frame: pd.DataFrame) -> np.ndarray:
    names = zip(frame["layer"], frame["kind"], strict=True)
    return np.array([BY_NAME[one].from_zoom for one in names], dtype="int16")


def _in_band(frame: pd.DataFrame, band: Band, to_zoom: int) -> pd.DataFrame:
    """Return the rows that are drawn at some zoom of a band, with these zooms."""
    zooms = np.maximum(_from_zooms(frame), band.from_zoom)
    rows = frame.assign(from_zoom=zooms, to_zoom=to_zoom)
    drawn: pd.DataFrame = rows[zooms < to_zoom].reset_index(drop=True)
    return drawn


def _without_small_holes(shape: shapely.Geometry, least_m2: float) -> shapely.Geometry:
    if shape.geom_type != "Polygon" or not shape.interiors:
        return shape
    holes = [ring for ring in shape.interiors if shapely.area(shapely.Polygon(ring)) >= least_m2]
    return shapely.Polygon(shape.exterior, holes)
