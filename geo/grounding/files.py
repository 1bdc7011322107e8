"""Reading the ground out of a map file: layer by layer, some thousand features at a time."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from data.ground import OSM
from geo.coordinates import Control, Reference, guesses, parse_reference, to_wgs84
from geo.grounding.classes import BY_NAME
from geo.grounding.extent import Extent
from geo.grounding.problems import GroundError
from geo.grounding.tags import not_understood, sorted_out, speaks_of
from geo.grounding.whole import is_whole

Progress = Callable[[str, int], object]
OSM_ENDINGS = (".osm.pbf", ".pbf", ".osm")
OTHER_ENDINGS = (".gpkg", ".geojson", ".json", ".fgb", ".zip", ".shp", ".parquet", ".kml")
_WHERE = {
    "points": "place IS NOT NULL OR railway IS NOT NULL OR aeroway IS NOT NULL",
    "lines": "highway IS NOT NULL OR waterway IS NOT NULL OR railway IS NOT NULL"
    " OR natural IS NOT NULL",
    "multipolygons": "natural IS NOT NULL OR waterway IS NOT NULL OR landuse IS NOT NULL"
    " OR leisure IS NOT NULL OR amenity IS NOT NULL OR aeroway IS NOT NULL"
    " OR building IS NOT NULL",
}
_BATCH = 20_000
_CONFIG = Path(__file__).with_name("osmconf.ini")
_BROKEN = (RuntimeError, OSError, ValueError, pa.ArrowException, shapely.GEOSException)


@dataclass
class Read:
    """What stood in a file.

    Attributes
    ----------
    features : geopandas.GeoDataFrame
        Within the district (EPSG:4326): ``layer``, ``kind``, ``name_zh``, ``name_en``, ``source``.
    unknown : collections.Counter
        Features that were not understood, by what they say of themselves.
    system : str
        In which coordinate system the numbers were taken to be.
    """

    features: gpd.GeoDataFrame
    unknown: Counter[str] = field(default_factory=Counter)
    system: str = "EPSG:4326"


def is_osm(file: str) -> bool:
    """Tell by its name whether a file is an extract of OpenStreetMap.

    >>> is_osm("chongqing-latest.osm.pbf"), is_osm("roads.gpkg")
    (True, False)
    """
    return file.casefold().endswith(OSM_ENDINGS)


def ground_layers(path: Path) -> list[tuple[str, bool]]:
    """Return the layers of a file with shapes, and whether each says that it is ground.

    Raises
    ------
    GroundError
        If it is no map file, or broken.
    """
    try:
        found = [str(name) for name, kind in pyogrio.list_layers(path) if kind]
        return [
            (
                name,
                speaks_of(f"{path.stem} {name}" if len(found) == 1 else name, _columns(path, name)),
            )
            for name in found
        ]
    except (DataSourceError, DataLayerError) as error:
        raise GroundError("unreadable", file=path.name) from error


def _columns(path: Path, layer: str) -> list[str]:
    return [str(one) for one in pyogrio.read_info(path, layer=layer)["fields"]]


def read_features(
    path: Path,
    extent: Extent,
    control: Control | None = None,
    system: str = "",
    progress: Progress = lambda _layer, _count: None,
) -> Read:
    """Return what of a file lies in a district.

    Parameters
    ----------
    path : pathlib.Path
        ``.osm.pbf``, ``.osm``, or any map file with roads, water and the like.
    extent : Extent
    control : Control, optional
        What helps to tell in which system the numbers of a file are meant.
    system : str
        That system, where somebody knows it.
    progress : callable
        Told the layer at hand and how many features were read of it.

    Raises
    ------
    GroundError
        If it is broken, empty, no such file, or all of it lies elsewhere.
    """
    if not path.is_file():
        raise GroundError("no_file", file=path.name)
    if path.stat().st_size == 0:
        raise GroundError("empty", file=path.name)
    if is_osm(path.name) and not is_whole(path):
        raise GroundError("cut_off", file=path.name)
    reader = _Osm(path, extent) if is_osm(path.name) else _Plan(path, extent, control, system)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of GDAL: rings that are not closed
        pyogrio.set_gdal_config_options({"OSM_CONFIG_FILE": str(_CONFIG)})
        try:
            parts = [part for part in reader.parts(progress) if len(part)]
            nothing = "" if parts else reader.nothing()
        except _BROKEN as error:
            raise GroundError("unreadable", file=path.name) from error
    if nothing:
        raise GroundError(nothing, file=path.name)
    whole = pd.concat(parts, ignore_index=True)
    features = gpd.GeoDataFrame(whole, geometry="geometry", crs="EPSG:4326")
    return Read(features, reader.unknown, str(reader.system))


class _Reader:
    """Gives the features of a file that are ground and lie in the district."""

    source = ""

    def __init__(self, path: Path, extent: Extent) -> None:
        self.path, self.extent = path, extent
        self.unknown: Counter[str] = Counter()
        self.seen = 0
        self.system: object = "EPSG:4326"
        shapely.prepare(extent.district)
        shapely.prepare(extent.near)

    def parts(self, progress: Progress) -> Iterator[pd.DataFrame]:
        raise NotImplementedError

    def nothing(self) -> str:
        """Return why there was nothing."""
        return "outside" if self.seen else "empty"

    def batches(
        self, layer: str, **chosen: Any
    ) -> Iterator[tuple[dict[str, Any], pd.DataFrame, np.ndarray]]:
        """Give the table and the shapes of some thousand features at a time."""
        with pyogrio.open_arrow(
            self.path, layer=layer, batch_size=_BATCH, use_pyarrow=True, **chosen
        ) as (meta, batches):
            for batch in batches:
                table = batch.to_pandas()
                shapes = shapely.from_wkb(
                    table.pop(meta["geometry_name"] or "wkb_geometry"), on_invalid="ignore"
                )
                yield meta, table, np.asarray(shapes, dtype=object)

    def kept(self, layer: str, table: pd.DataFrame, shapes: np.ndarray) -> pd.DataFrame:
        """Return the features of a batch that are ground, in the district."""
        is_shape = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
        is_inside = is_shape & shapely.intersects(self.extent.district, shapes)
        self.seen += int(is_shape.sum())
        table, shapes = table[is_inside].reset_index(drop=True), shapes[is_inside]
        found = sorted_out(layer, table, shapes)
        self.unknown += not_understood(found, layer)
        classes = [BY_NAME.get(one) for one in zip(found["layer"], found["kind"], strict=True)]
        is_near = shapely.intersects(self.extent.near, shapes)
        both = zip(classes, is_near, strict=True)
        keep = np.array([bool(one and (near or not one.is_near)) for one, near in both], bool)
        part = found[keep].drop(columns="said").assign(source=self.source or self.path.name)
        return part.assign(geometry=shapes[keep])


class _Osm(_Reader):
    """An extract of OpenStreetMap."""

    source = OSM

    def parts(self, progress: Progress) -> Iterator[pd.DataFrame]:
        box = self.extent.district.bounds
        for layer, where in _WHERE.items():
            count = 0
            for _, table, shapes in self.batches(layer, bbox=box, where=where):
                count += len(table)
                progress(layer, count)
                yield self.kept(layer, table, shapes)

    def nothing(self) -> str:
        """Tell an extract of elsewhere, of which nothing passes the box, from an empty one."""
        if not self.seen:
            for layer in _WHERE:
                self.seen += len(pyogrio.read_dataframe(self.path, layer=layer, max_features=1))
        return super().nothing()


class _Plan(_Reader):
    """Any other map file."""

    def __init__(self, path: Path, extent: Extent, control: Control | None, system: str) -> None:
        super().__init__(path, extent)
        self.control, self.given = control, system

    def parts(self, progress: Progress) -> Iterator[pd.DataFrame]:
        layers = ground_layers(self.path)
        for layer, is_ground in layers:
            if not is_ground:
                count = int(pyogrio.read_info(self.path, layer=layer)["features"])
                self.unknown[layer] += count
        for layer, is_ground in layers:
            if is_ground:
                yield from self._layer(layer, progress)

    def _layer(self, layer: str, progress: Progress) -> Iterator[pd.DataFrame]:
        reference: Reference | None = None
        count = 0
        name = f"{self.path.stem} {layer}"
        for meta, table, shapes in self.batches(layer):
            reference = reference or self._reference(shapes, meta["crs"])
            count += len(table)
            progress(layer, count)
            yield self.kept(name, table, to_wgs84(shapes, reference))

    def _reference(self, shapes: np.ndarray, stated: str | None) -> Reference:
        """Return how the numbers of a layer are meant."""
        if self.given:
            found = parse_reference(self.given)
        elif self.control is None:
            found = parse_reference(stated or "EPSG:4326")
        else:
            found = guesses(shapes, stated or "", self.control)[0].reference
        self.system = found
        return found
