"""The land around the park's district: its borders as lines, and how far off its cities are."""

from __future__ import annotations

from collections.abc import Iterable

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.catalog import Catalog
from data.memo import remembered
from data.selection import EvidenceMode, Selection, visible
from geo.areas import WGS84

# The region is generalised: near the district's own outline its borders would be a second line.
# They end there, and what is cut is led to the outline. In degrees.
_BESIDE, _REACH = 0.012, 0.02
# The two sides of a border that is none of a city: districts of one, or a county and its city.
_WITHIN = ("district-district", "neighbour-neighbour", "city-neighbour")
_TRAVELLED = ("station", "airport")  # kinds of landmarks by which one comes


@remembered(1)
def region_lines(catalog: Catalog) -> gpd.GeoDataFrame:
    """Return the borders of the region (EPSG:4326), each drawn once.

    Returns
    -------
    geopandas.GeoDataFrame
        ``kind`` is ``city`` for what divides cities, the municipality of the park among them, and
        ``district`` for what divides districts of one. None of it lies on the outline of the
        park's own district. No row where the park has no region.

    Examples
    --------
    >>> region_lines(catalog)["kind"].tolist()
    ['city', 'district']
    """
    areas, own = catalog.outlines["region"], catalog.outlines["district"].geometry.to_numpy()
    if areas.empty:
        return gpd.GeoDataFrame({"kind": []}, geometry=[], crs="EPSG:4326")
    pieces = _pieces(areas)
    land = shapely.union_all(own)
    kinds = ["city", "district"]
    lines = [_led(pieces.geometry[pieces["kind"] == kind].to_numpy(), land) for kind in kinds]
    return gpd.GeoDataFrame({"kind": kinds}, geometry=lines, crs="EPSG:4326")


def _pieces(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the straight pieces of all borders, one where two areas share it."""
    rings, area = shapely.get_parts(shapely.boundary(areas.geometry), return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    follows = ring[1:] == ring[:-1]
    ends = np.stack([points[:-1][follows], points[1:][follows]], axis=1).round(6)
    turned = (ends[:, 0, 0] > ends[:, 1, 0]) | (
        (ends[:, 0, 0] == ends[:, 1, 0]) & (ends[:, 0, 1] > ends[:, 1, 1])
    )
    ends[turned] = ends[turned][:, ::-1]
    roles = areas["role"].to_numpy()[area[ring[1:][follows]]]
    found = pd.DataFrame(ends.reshape(-1, 4)).assign(role=roles)
    sides = found.groupby([0, 1, 2, 3])["role"].agg(lambda roles: "-".join(sorted(roles)))
    corners = sides.index.to_frame().to_numpy().reshape(-1, 2, 2)
    kinds = np.where(sides.isin(_WITHIN), "district", "city")
    return gpd.GeoDataFrame({"kind": kinds}, geometry=shapely.linestrings(corners))


def _led(pieces: np.ndarray, land: shapely.Geometry) -> shapely.MultiLineString:
    """Return pieces as lines, without what lies along the outline of a land; they end at it."""
    merged = shapely.line_merge(shapely.multilinestrings(pieces))
    clear = shapely.get_parts(shapely.difference(merged, shapely.buffer(land, _BESIDE)))
    edge = shapely.boundary(land)
    return shapely.MultiLineString([_to_edge(one, edge) for one in clear if one.length > _BESIDE])


def _to_edge(line: shapely.LineString, edge: shapely.Geometry) -> shapely.LineString:
    points = shapely.get_coordinates(line)
    for end, at in ((points[0], 0), (points[-1], len(points))):
        way = shapely.shortest_line(shapely.Point(end), edge)
        if way.length < _REACH:
            points = np.insert(points, at, shapely.get_coordinates(way)[-1], axis=0)
    return shapely.LineString(points)


def straight_km(lat: float, lon: float, others: Iterable[tuple[float, float]]) -> list[float]:
    """Return the geodesic distances from a place to others, kilometres on the WGS84 ellipsoid.

    Parameters
    ----------
    lat, lon : float
        Decimal degrees (WGS84).
    others : iterable of tuple of float
        Latitude and longitude of each.

    Examples
    --------
    >>> [round(km, 1) for km in straight_km(0, 0, [(0, 1), (1, 0)])]
    [111.3, 110.6]
    """
    return [float(WGS84.inv(lon, lat, east, north)[2]) / 1000 for north, east in others]


@remembered(2)
def distances(catalog: Catalog, evidence: EvidenceMode = "all") -> pd.DataFrame:
    """Return how far it is from the middle of the park to the large cities, stations and airfields.

    Straight lines; the middle of the park is the centroid of its zones. Where their outlines may
    not be shown, nothing is.

    Returns
    -------
    pandas.DataFrame
        ``place_id``, ``name_zh``, ``name_en``, ``kind`` (``centre``, ``station``, ``airport``),
        ``km``, ``error_m`` of the other place, ``refs`` and ``evidence``: ``illustrative`` where
        an outline of a zone or the other place is; by kind, the nearest first.

    Examples
    --------
    >>> distances(catalog)[["name_en", "kind"]].iloc[0].tolist()
    ['Chongqing', 'centre']
    """
    shown = Selection(evidence=evidence)
    cities, marks = (visible(catalog[name], shown) for name in ("settlements", "landmarks"))
    known = pd.concat(
        [
            cities[cities["kind"] == "centre"].rename(columns={"settlement_id": "place_id"}),
            marks[marks["kind"].isin(_TRAVELLED)].rename(columns={"landmark_id": "place_id"}),
        ],
        ignore_index=True,
    )
    zones = visible(catalog.outlines["zone_outlines"], shown)
    known = known if len(zones) else known.head(0)
    middle = shapely.centroid(shapely.union_all(zones.geometry.to_numpy()))
    places = zip(known["lat"], known["lon"], strict=True)
    km = np.array(straight_km(middle.y, middle.x, places) if len(zones) else [], dtype=float)
    is_assumed = (known["evidence"] == "illustrative") | (zones["evidence"] == "illustrative").any()
    known = known.assign(km=km, evidence=np.where(is_assumed, "illustrative", "derived"))
    ordered = known.sort_values(["kind", "km"], key=_rank, kind="stable", ignore_index=True)
    columns = ["place_id", "name_zh", "name_en", "kind", "km", "error_m", "refs", "evidence"]
    return ordered[columns]


def _rank(values: pd.Series) -> pd.Series:
    if values.name != "kind":
        return values
    return values.map({kind: n for n, kind in enumerate(("centre", *_TRAVELLED))})
