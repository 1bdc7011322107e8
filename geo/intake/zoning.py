"""The zone and the place of each row: by its point, by its own word, or asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely

from data.catalog import Catalog
from geo.distances import to_grid
from geo.intake.asking import LEAVE_OUT, Desk, named_rows, offered, title
from geo.intake.meaning import Part

NEAREST_M = 500.0


def region_of(catalog: Catalog) -> shapely.Geometry:
    """Return the rectangle outside which nothing is of the park (EPSG:4326).

    >>> region_of(catalog).bounds
    (105.0, 28.5, 107.0, 30.0)
    """
    return shapely.box(*catalog.park.coordinates.region)


@dataclass(frozen=True, eq=False)
class Ground:
    """What rows are placed on.

    Attributes
    ----------
    district : shapely.Geometry
        EPSG:4326.
    zones : mapping of str to shapely.Geometry
        Outlines once the own ones are applied, EPSG:4326.
    own : frozenset of str
        Zones whose outline is known rather than schematic.
    """

    district: shapely.Geometry
    zones: Mapping[str, shapely.Geometry]
    own: frozenset[str]


@dataclass(frozen=True, eq=False)
class Spots:
    """Zone and place of the rows that are kept.

    Attributes
    ----------
    kept : numpy.ndarray of int, shape (m,)
        Positions in the part.
    zone : numpy.ndarray of str, shape (m,)
    lon, lat : numpy.ndarray of float, shape (m,)
        WGS84 degrees; ``nan`` without a place.
    """

    kept: np.ndarray
    zone: np.ndarray
    lon: np.ndarray
    lat: np.ndarray


def ask_spots(desk: Desk, part: Part, told: np.ndarray, ground: Ground) -> Spots:
    """Give each row of a part its zone and its place.

    Parameters
    ----------
    desk : Desk
    part : Part
        Surfaces and lines count with a point on them.
    told : numpy.ndarray of str or None, shape (k,)
        Zone by the row's own word.
    ground : Ground
    """
    lon, lat = _lon_lat(part.shapes)
    is_left_out = _ask_outside(desk, part, lon, lat, ground.district)
    by_place = zones_at(lon, lat, ground.zones)
    is_told = np.array([zone is not None for zone in told], dtype=bool)
    zone = np.where(is_told, told, by_place)
    differs = is_told & (by_place != None) & (told != by_place) & ~is_left_out  # noqa: E711
    if differs.any():
        zone = np.where(
            differs & _trusts_place(desk, part, differs, by_place, ground), by_place, zone
        )
    is_placed = np.isfinite(lon)
    lost = np.array([one is None for one in zone], dtype=bool) & ~is_left_out
    for position in np.flatnonzero(lost & ~is_placed):
        desk.report(part.layer, int(part.indices[position]), None, "no_zone_no_place")
    zone = _ask_nearest(desk, part, zone, lost & is_placed, (lon, lat), ground.zones)
    kept = np.flatnonzero(np.array([one is not None for one in zone], dtype=bool) & ~is_left_out)
    return Spots(kept, zone[kept], lon[kept].round(7), lat[kept].round(7))


def zones_at(lon: np.ndarray, lat: np.ndarray, zones: Mapping[str, shapely.Geometry]) -> np.ndarray:
    """Return the zone in which each point lies, shape (k,); ``None`` outside all."""
    found = np.full(len(lon), None, dtype=object)
    for zone, shape in zones.items():
        shapely.prepare(shape)
        is_open = np.array([one is None for one in found], dtype=bool)
        found[is_open & shapely.intersects_xy(shape, lon, lat)] = zone
    return found


def _lon_lat(shapes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return longitude and latitude of a point on each shape; ``nan`` for a missing one."""
    points = np.where(shapely.get_dimensions(shapes) > 0, shapely.point_on_surface(shapes), shapes)
    several = shapely.get_type_id(points) == shapely.GeometryType.MULTIPOINT
    points[several] = shapely.get_geometry(points[several], 0)
    return shapely.get_x(points), shapely.get_y(points)


def _ask(desk: Desk, part: Part, rows: np.ndarray, question: str, *choices: str) -> str:
    """Ask about the rows that are true in `rows`; the first choice is proposed."""
    places = part.indices[rows].tolist()
    return desk.ask(
        f"{part.key}:{question}",
        question,
        offered(*choices),
        choices[0],
        layer=title(part.layer),
        count=len(places),
        rows=named_rows(part.layer, places),
    )


def _ask_outside(
    desk: Desk, part: Part, lon: np.ndarray, lat: np.ndarray, district: shapely.Geometry
) -> np.ndarray:
    """Ask about points outside the district; true where a row is left out."""
    shapely.prepare(district)
    outside: np.ndarray = np.isfinite(lon) & ~shapely.intersects_xy(district, lon, lat)
    if not outside.any():
        return outside
    if _ask(desk, part, outside, "outside", LEAVE_OUT, "keep") == LEAVE_OUT:
        return outside
    far = outside & ~shapely.intersects_xy(region_of(desk.catalog), lon, lat)
    for position in np.flatnonzero(far):
        desk.report(part.layer, int(part.indices[position]), None, "too_far")
    lon[far] = lat[far] = np.nan
    return np.zeros(len(lon), dtype=bool)


def _trusts_place(
    desk: Desk, part: Part, differs: np.ndarray, by_place: np.ndarray, ground: Ground
) -> bool:
    """Ask whether place or word decides; a schematic outline is no ground to doubt a word."""
    rows = part.indices[differs].tolist()
    is_known = set(by_place[differs]) <= ground.own
    chosen = desk.ask(
        f"{part.key}:zone_conflict",
        "zone_conflict" if is_known else "zone_conflict_schematic",
        offered("by_place", "by_column"),
        "by_place" if is_known else "by_column",
        is_sure=not is_known,
        layer=title(part.layer),
        count=len(rows),
        rows=named_rows(part.layer, rows),
    )
    return chosen == "by_place"


def _ask_nearest(
    desk: Desk,
    part: Part,
    zone: np.ndarray,
    lost: np.ndarray,
    place: tuple[np.ndarray, np.ndarray],
    zones: Mapping[str, shapely.Geometry],
) -> np.ndarray:
    """Ask about placed rows in no zone; return the zones with those that were found."""
    if not lost.any():
        return zone
    if _ask(desk, part, lost, "no_zone", LEAVE_OUT, "nearest") == LEAVE_OUT:
        return zone
    names = [name for name in desk.catalog.zones if name in zones]
    grid = desk.catalog.park.coordinates.grid
    points = to_grid(shapely.points(place[0][lost], place[1][lost]), grid)
    distances = np.array([shapely.distance(to_grid(zones[name], grid), points) for name in names])
    nearest = np.array(names, dtype=object)[distances.argmin(axis=0)]
    is_near = distances.min(axis=0) <= NEAREST_M
    for position in np.flatnonzero(lost)[~is_near]:
        desk.report(part.layer, int(part.indices[position]), None, "no_zone_near")
    found = zone.copy()
    found[lost] = np.where(is_near, nearest, None)
    return found
