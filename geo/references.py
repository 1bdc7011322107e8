"""Coordinate references: which are offered, what text is accepted for one, the way to WGS84."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

import numpy as np
import shapely
from pyproj import CRS, Transformer, network
from pyproj.exceptions import CRSError, ProjError

from data.park import Coordinates
from geo.datum import bd09_to_wgs84, gcj02_to_wgs84, wgs84_to_bd09, wgs84_to_gcj02
from geo.ways import way

network.set_network_enabled(active=False)  # type: ignore[attr-defined]

OFFERED: tuple[str, ...] = (
    "EPSG:4326",
    "EPSG:4490",
    "EPSG:4544",
    "EPSG:4523",
    "EPSG:4507",
    "EPSG:4496",
    "EPSG:32648",
    "GCJ-02",
    "BD-09",
)
_SHIFTED = {"GCJ-02": gcj02_to_wgs84, "BD-09": bd09_to_wgs84}
_SHIFTS = {"GCJ-02": wgs84_to_gcj02, "BD-09": wgs84_to_bd09}
_ALIASES = {
    "WGS84": "EPSG:4326",
    "CRS84": "EPSG:4326",
    "OGC:CRS84": "EPSG:4326",
    "URN:OGC:DEF:CRS:OGC:1.3:CRS84": "EPSG:4326",
    "CGCS2000": "EPSG:4490",
    "GCJ-02": "GCJ-02",
    "GCJ02": "GCJ-02",
    "BD-09": "BD-09",
    "BD09": "BD-09",
    "BD09LL": "BD-09",
}
_SWAPPED = " swapped"
_LONGEST = 8000
_CODE = re.compile(r"(?:urn:ogc:def:crs:)?(epsg|esri):(?:[\d.]*:)?(\d{4,6})", re.IGNORECASE)
_WKT = re.compile(
    r"(projcs|geogcs|compd_cs|projcrs|projectedcrs|geogcrs|geographiccrs|geodcrs|geodeticcrs"
    r"|boundcrs|compoundcrs|geoccs|local_cs|engcrs|engineeringcrs)\s*\[",
    re.IGNORECASE,
)
# PROJ may open what stands behind these.
_OPENS_FILE = re.compile(r"grids|init=|file|model=|https?:|pipeline|proj-based", re.IGNORECASE)
_PROJ = re.compile(
    r"\+proj=(longlat|latlong|tmerc|etmerc|utm|merc|lcc|aea|cass|omerc|stere|sterea|poly)"
    r"(\s+\+(zone|lat_0|lon_0|lon_1|lon_2|lat_1|lat_2|lat_ts|alpha|gamma|lonc|k|k_0|x_0|y_0|a|b|f"
    r"|rf|R|to_meter)=[-+.\deE]+"
    r"|\s+\+(ellps|datum|pm|units)=\w+"
    r"|\s+\+towgs84=[-+.\deE,]+"
    r"|\s+\+(no_defs|south|wktext|over|approx)"
    r"|\s+\+type=crs)*",
)
_WGS84_RADIUS_M = 6378137.0
_SAME = 90  # below it PROJ names look-alikes: 4507 for 4544


@dataclass(frozen=True)
class Reference:
    """One way to understand a pair of numbers.

    Attributes
    ----------
    reference_id : str
        ``EPSG:4544``, ``GCJ-02``, ``BD-09``, a PROJ string or WKT. Message
        ``reference.<reference_id>`` names those on offer.
    swapped : bool
        Whether the file holds latitude or northing first.
    """

    reference_id: str
    swapped: bool = False

    def __str__(self) -> str:
        """Return a text that `parse_reference` understands."""
        return self.reference_id + _SWAPPED * self.swapped


def parse_reference(text: str) -> Reference:
    """Understand what a file or a person says of the coordinates.

    Parameters
    ----------
    text : str
        One of `OFFERED`, another EPSG or ESRI code, WKT, a PROJ string, or ``str`` of a
        `Reference`. WKT of a coded system becomes its code.

    Raises
    ------
    ValueError
        Its text is the reason, and message ``check.reference_<reason>`` with the place
        ``value`` says it: ``empty``; ``unsafe`` if PROJ would open a file or an address;
        ``unknown`` if it is nonsense; ``local`` if it is not tied to the earth's surface.

    Examples
    --------
    >>> parse_reference("CGCS2000").reference_id
    'EPSG:4490'
    >>> parse_reference("BD09").reference_id
    'BD-09'
    """
    plain = normalize("NFKC", text).strip()
    swapped = plain.endswith(_SWAPPED)
    plain = plain.removesuffix(_SWAPPED).strip()
    if not plain:
        raise ValueError("empty")
    if known := _ALIASES.get(plain.upper().replace(" ", "")):
        return Reference(known, swapped)
    if len(plain) > _LONGEST:
        raise ValueError("unknown")
    if _OPENS_FILE.search(plain):
        raise ValueError("unsafe")
    if code := _CODE.fullmatch(plain):
        plain = f"{code[1].upper()}:{code[2]}"
    elif not (_WKT.match(plain) or _PROJ.fullmatch(plain)):
        raise ValueError("unknown")
    crs = _crs(plain)
    authority = crs.to_authority(min_confidence=_SAME)
    return Reference(":".join(authority) if authority else plain, swapped)


@lru_cache(maxsize=64)
def _crs(reference_id: str) -> CRS:
    try:
        crs = CRS.from_user_input(reference_id)
        crs = crs.sub_crs_list[0] if crs.is_compound else crs
        crs = crs.to_2d() if len(crs.axis_info) > 2 else crs
    except CRSError as error:
        raise ValueError("unknown") from error
    if not (crs.is_geographic or crs.is_projected):
        raise ValueError("local")
    try:
        way(crs, "EPSG:4326")
    except ProjError as error:
        raise ValueError("unknown") from error
    return crs


@lru_cache(maxsize=64)
def _way(reference_id: str) -> Transformer:
    return way(_crs(reference_id), "EPSG:4326")


def points_to_wgs84(points: np.ndarray, reference: Reference) -> np.ndarray:
    """Bring points to WGS84.

    Parameters
    ----------
    points : numpy.ndarray of float, shape (n, 2)
        As the file has them, first number first.
    reference : Reference
        How to understand them.

    Returns
    -------
    numpy.ndarray of float, shape (n, 2)
        Longitude and latitude, decimal degrees; ``nan`` where the reference has no such place.

    Examples
    --------
    >>> east_north = np.array([[500_000.0, 0.0]])
    >>> points_to_wgs84(east_north, parse_reference("EPSG:4544")).round(6).tolist()
    [[105.0, 0.0]]
    """
    first, second = points.T[::-1] if reference.swapped else points.T
    if shift := _SHIFTED.get(reference.reference_id):
        moved = np.column_stack(shift(*_degrees(first, second).T))
    else:
        moved = np.column_stack(_way(reference.reference_id).transform(first, second))
    return _degrees(*moved.T)


def _degrees(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    is_place = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)
    return np.where(is_place[:, np.newaxis], np.column_stack([lon, lat]), np.nan)


def to_wgs84(geometry: np.ndarray, reference: Reference) -> np.ndarray:
    """Bring shapes to WGS84, vertex by vertex.

    Parameters
    ----------
    geometry : numpy.ndarray of shapely.Geometry
        In the coordinates of the file; ``None`` stays ``None``.
    reference : Reference
        How to understand them.

    Returns
    -------
    numpy.ndarray of shapely.Geometry
        Two-dimensional, EPSG:4326; ``None`` also where the reference has no such place for a
        vertex, for a ring could not be closed over it.

    Examples
    --------
    >>> moved = to_wgs84(np.array([shapely.Point(105.93, 29.36)]), parse_reference("EPSG:4490"))
    >>> shapely.get_coordinates(moved).round(6).tolist()
    [[105.93, 29.36]]
    """
    points, owners = shapely.get_coordinates(geometry, return_index=True)
    moved = points_to_wgs84(points, reference)
    is_lost = np.isin(owners, owners[np.isnan(moved).any(axis=1)])
    kept = shapely.force_2d(geometry)
    kept[owners[is_lost]] = None
    return np.asarray(shapely.set_coordinates(kept, moved[~is_lost]))


def from_wgs84(geometry: np.ndarray, reference: Reference) -> np.ndarray:
    """Bring shapes from WGS84 to another reference, vertex by vertex: undoes `to_wgs84`.

    Parameters
    ----------
    geometry : numpy.ndarray of shapely.Geometry
        EPSG:4326, longitude first; ``None`` stays ``None``.
    reference : Reference
        If it is swapped, latitude or northing comes first.

    Returns
    -------
    numpy.ndarray of shapely.Geometry
        Two-dimensional.

    Examples
    --------
    >>> place = np.array([shapely.Point(105.0, 0.0)])
    >>> [moved] = from_wgs84(place, Reference("EPSG:4544", swapped=True))
    >>> shapely.get_coordinates(moved).round(6).tolist()  # northing, easting
    [[0.0, 500000.0]]
    """
    flat = shapely.force_2d(geometry)
    lon, lat = shapely.get_coordinates(flat).T
    if shift := _SHIFTS.get(reference.reference_id):
        moved = shift(lon, lat)
    else:
        moved = _way(reference.reference_id).transform(lon, lat, direction="INVERSE")
    first, second = moved[::-1] if reference.swapped else moved
    return np.asarray(shapely.set_coordinates(flat, np.column_stack([first, second])))


def by_authority(reference_id: str) -> Reference:
    """Return a system with its numbers in the order that its authority says.

    GCJ-02 and BD-09 have no authority that says any: longitude first.

    >>> by_authority("EPSG:4326").swapped, by_authority("EPSG:25832").swapped
    (True, False)
    """
    if reference_id in _SHIFTED:
        return Reference(reference_id)
    return Reference(reference_id, _crs(reference_id).axis_info[0].direction == "north")


def is_exact(reference: Reference) -> bool:
    """Return whether WGS84 coordinates follow to a few metres.

    They do not for older datums (Beijing 1954, Xian 1980) without own parameters: their shift
    against WGS84 is not public for this district and PROJ leaves it out.

    >>> is_exact(parse_reference("EPSG:4490"))
    True
    """
    if reference.reference_id in _SHIFTED:
        return True
    crs = _crs(reference.reference_id)
    ellipsoid = crs.ellipsoid
    return crs.is_bound or (
        ellipsoid is not None and abs(ellipsoid.semi_major_metre - _WGS84_RADIUS_M) < 1
    )


def central_meridian(reference: Reference) -> float | None:
    """Return the central meridian of a transverse Mercator grid, decimal degrees; else none.

    >>> central_meridian(parse_reference("EPSG:4544"))
    105.0
    >>> central_meridian(parse_reference("EPSG:4326")) is None
    True
    """
    named = _transverse_mercator(reference)
    return named["Longitude of natural origin"] if named else None


def false_easting(reference: Reference) -> float:
    """Return what the eastings of a transverse Mercator grid begin with, metres; 0 of another.

    >>> false_easting(parse_reference("EPSG:4523"))
    35500000.0
    """
    return _transverse_mercator(reference).get("False easting", 0.0)


def _transverse_mercator(reference: Reference) -> dict[str, float]:
    if reference.reference_id in _SHIFTED:
        return {}
    operation = _crs(reference.reference_id).coordinate_operation
    if operation is None or "Transverse Mercator" not in operation.method_name:
        return {}
    return {parameter.name: float(parameter.value) for parameter in operation.params}


def offered(known: Coordinates) -> tuple[str, ...]:
    """Return the systems that a person may choose from for a park, degrees first.

    >>> offered(Coordinates(systems=("EPSG:25832",)))
    ('EPSG:4326', 'EPSG:25832')
    """
    wanted = {OFFERED[0], *known.systems, *(_SHIFTED if known.shifted else ())}
    own = (name for name in known.systems if name not in OFFERED)
    return (*(name for name in OFFERED if name in wanted), *own)


def reference_name(reference_id: str) -> str:
    """Return what its authority calls a system, such as ``ETRS89 / UTM zone 32N``.

    >>> reference_name("EPSG:25832")
    'ETRS89 / UTM zone 32N'
    """
    return str(_crs(reference_id).name)
