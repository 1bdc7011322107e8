"""What is known in WGS84 and can tell how the coordinates of a file are meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import shapely

from data.catalog import Catalog
from data.park import Coordinates
from geo.areas import WGS84
from geo.references import Reference, points_to_wgs84, to_wgs84

# GCJ-02 lies 475 m from WGS84 and 900 m from BD-09: a witness this near speaks for one only.
_NEAR_M = 200.0
_GOOD_LANDMARK_M = 100.0
_SAME_AREA = 0.03
_NAME_COLUMNS = ("landmark_id", "feature_id", "name_zh", "name_en")
# 百度 and "baidu" alone say nothing here, where the test area is Baidu's.
_SAID = {
    "GCJ-02": r"(?<![a-z])(gcj|amap)|gaode|高德|火星",
    "BD-09": r"(?<![a-z])bd[-_ ]?(09|l[nao])|(百度|baidu)[-_ ]?(坐标|地图|经|纬|map|coord|l[nao])",
}


@dataclass(frozen=True, eq=False)
class Control:
    """What a layer can be compared with, and what it calls itself.

    Attributes
    ----------
    district : shapely.Geometry
        The district's boundary (EPSG:4326).
    places : mapping of str to shapely.Geometry
        Landmarks and outlines by every name and id (EPSG:4326). Illustrative ones are never
        among them: a schematic outline says nothing of where the true one lies.
    names : tuple of str
        One a feature of the layer: the name or id by which it may be known; empty if none.
    words : str
        Names of file, layer and columns, where a web map's datum may be named. Names of
        features do not belong here: Baidu's test base is a place in this park, no datum.
    coordinates : data.park.Coordinates
        In what the plans of the park are drawn, and whether maps of its country are shifted.
    """

    district: shapely.Geometry
    places: Mapping[str, shapely.Geometry]
    names: tuple[str, ...] = ()
    words: str = ""
    coordinates: Coordinates = field(default_factory=Coordinates)


def control_of(catalog: Catalog, names: Sequence[str] = (), words: str = "") -> Control:
    """Return what a catalog knows for certain: district, landmarks and true outlines.

    Parameters
    ----------
    catalog : Catalog
        Of its landmarks those are taken that are good to 100 m; of its outlines those whose
        evidence is not illustrative.
    names : sequence of str
        One a feature of the layer.
    words : str
        Names of file, layer and columns.

    Examples
    --------
    >>> control = control_of(catalog)
    >>> round(control.district.area, 2)
    0.15
    """
    district = catalog.outlines["district"]
    landmarks = catalog["landmarks"]
    good = landmarks[
        (landmarks["error_m"] <= _GOOD_LANDMARK_M) & (landmarks["evidence"] != "illustrative")
    ]
    points = gpd.GeoDataFrame(good, geometry=gpd.points_from_xy(good["lon"], good["lat"]))
    outlines = (frame[frame["evidence"] != "illustrative"] for frame in catalog.outlines.values())
    places = {
        _plain(name): place
        for frame in (points, *outlines)
        for column in _NAME_COLUMNS
        if column in frame
        for name, place in zip(frame[column], frame.geometry, strict=True)
    }
    return Control(district.geometry.iloc[0], places, tuple(names), words, catalog.park.coordinates)


def datum_said(words: str) -> Reference | None:
    """Return the web map's datum that names of file, layer or columns tell, if just one.

    >>> datum_said("zones_gcj02").reference_id
    'GCJ-02'
    >>> datum_said("zones") is None
    True
    """
    said = [name for name, pattern in _SAID.items() if re.search(pattern, words.casefold())]
    return Reference(said[0]) if len(said) == 1 else None


@dataclass(frozen=True, eq=False)
class Witnesses:
    """Features whose true place is known.

    Attributes
    ----------
    given : numpy.ndarray of float, shape (k, 2)
        Their centres in the numbers of the file.
    known : numpy.ndarray of float, shape (k, 2)
        Their centres in WGS84, decimal degrees.
    weight : numpy.ndarray of int, shape (k,)
        2 for the district's boundary, which no other shape resembles, else 1.
    """

    given: np.ndarray
    known: np.ndarray
    weight: np.ndarray

    def hits(self, reference: Reference) -> np.ndarray:
        """Return which of them a reference brings to their place, shape (k,)."""
        read = points_to_wgs84(self.given, reference)
        _, _, metres = WGS84.inv(*read.T, *self.known.T)
        return np.asarray(metres) <= _NEAR_M


def witnesses(geometry: np.ndarray, control: Control, reference: Reference) -> Witnesses:
    """Find features that bear the name of a known place, and the district's boundary.

    Parameters
    ----------
    geometry : numpy.ndarray of shapely.Geometry, shape (n,)
        In the coordinates of the file.
    control : Control
        A name counts if just one feature bears it and feature and place are alike: both
        points, both lines or both surfaces.
    reference : Reference
        Any that brings the layer to the district or near it, to tell the boundary by its area.

    Examples
    --------
    >>> control = control_of(catalog)
    >>> witnesses(np.array([control.district]), control, Reference("EPSG:4326")).weight.tolist()
    [2]
    """
    keys = [_plain(name) for name in control.names]
    times = Counter(keys)
    pairs = [
        (geometry[index], control.places[key], 1)
        for index, key in enumerate(keys)
        if key in control.places and times[key] == 1
    ]
    largest = np.argmax(np.nan_to_num(shapely.area(geometry)))
    if _is_as_large(geometry[largest], control.district, reference):
        pairs.append((geometry[largest], control.district, 2))
    pairs = [
        pair
        for pair in pairs
        if shapely.get_dimensions(pair[0]) == shapely.get_dimensions(pair[1])
        and not shapely.is_empty(pair[0])
    ]
    given, known, weight = zip(*pairs, strict=True) if pairs else ((), (), ())
    return Witnesses(_centres(given), _centres(known), np.array(weight, dtype=int))


def _is_as_large(shape: shapely.Geometry, district: shapely.Geometry, reference: Reference) -> bool:
    if shapely.get_dimensions(shape) != 2:
        return False
    (placed,) = to_wgs84(np.array([shape]), reference)
    # Both lie at one latitude, so square degrees compare.
    return abs(float(shapely.area(placed) / shapely.area(district)) - 1) < _SAME_AREA


def _centres(shapes: Sequence[shapely.Geometry]) -> np.ndarray:
    centres = shapely.centroid(np.array(shapes, dtype=object))
    return np.asarray(shapely.get_coordinates(centres)).reshape(-1, 2)


def _plain(name: str) -> str:
    return "".join(str(name).casefold().split())
