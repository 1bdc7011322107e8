"""WGS84, and GCJ-02 and BD-09, the shifted datums of Chinese web maps."""

from __future__ import annotations

from collections.abc import Callable

import geopandas as gpd
import numpy as np
import shapely

from data.drawn_area import area_shape, area_text, circle_of, circle_text

_SEMI_MAJOR_M = 6378245.0
_ECCENTRICITY_2 = 0.00669342162296594323
_TOLERANCE_DEG = 1e-12
_MOST_STEPS = 30
Shift = Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]


def wgs84_to_gcj02(lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Shift WGS84 coordinates to GCJ-02 (China only; about 475 m in Yongchuan).

    Parameters
    ----------
    lon, lat : array of float
        Decimal degrees, WGS84, any equal shape; ``nan`` stays ``nan``.

    Returns
    -------
    lon, lat : array of float
        Decimal degrees, GCJ-02.

    Notes
    -----
    The series is the commonly published approximation of the official transform, here
    in vector form; tests hold it against the ``prcoords`` package.

    Examples
    --------
    >>> lon, lat = wgs84_to_gcj02(np.array(105.93), np.array(29.36))
    >>> round(float(lon), 4), round(float(lat), 4)
    (105.9335, 29.357)
    """
    lon, lat = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    x, y = lon - 105.0, lat - 35.0
    root = np.sqrt(np.abs(x))
    common = 20 * np.sin(6 * np.pi * x) + 20 * np.sin(2 * np.pi * x)
    north = (
        -100
        + 2 * x
        + 3 * y
        + 0.2 * y**2
        + 0.1 * x * y
        + 0.2 * root
        + (2 / 3)
        * (
            common
            + 20 * np.sin(np.pi * y)
            + 40 * np.sin(np.pi / 3 * y)
            + 160 * np.sin(np.pi / 12 * y)
            + 320 * np.sin(np.pi / 30 * y)
        )
    )
    east = (
        300
        + x
        + 2 * y
        + 0.1 * x**2
        + 0.1 * x * y
        + 0.1 * root
        + (2 / 3)
        * (
            common
            + 20 * np.sin(np.pi * x)
            + 40 * np.sin(np.pi / 3 * x)
            + 150 * np.sin(np.pi / 12 * x)
            + 300 * np.sin(np.pi / 30 * x)
        )
    )
    phi = np.radians(lat)
    flattening = 1 - _ECCENTRICITY_2 * np.sin(phi) ** 2
    meridian_m = _SEMI_MAJOR_M * (1 - _ECCENTRICITY_2) / flattening**1.5
    parallel_m = _SEMI_MAJOR_M / np.sqrt(flattening) * np.cos(phi)
    return lon + np.degrees(east / parallel_m), lat + np.degrees(north / meridian_m)


def gcj02_to_wgs84(lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Undo `wgs84_to_gcj02` by fixed-point iteration, to well under a millimetre.

    >>> lon, lat = gcj02_to_wgs84(*wgs84_to_gcj02(np.array(105.93), np.array(29.36)))
    >>> round(float(lon), 8), round(float(lat), 8)
    (105.93, 29.36)
    """
    return _undo(wgs84_to_gcj02, lon, lat)


def gcj02_to_bd09(lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Shift GCJ-02 coordinates to BD-09, the datum of Baidu's maps (about 915 m in Yongchuan).

    Parameters
    ----------
    lon, lat : array of float
        Decimal degrees, GCJ-02, any equal shape; ``nan`` stays ``nan``.

    Returns
    -------
    lon, lat : array of float
        Decimal degrees, BD-09.

    Examples
    --------
    >>> lon, lat = gcj02_to_bd09(np.array(105.93), np.array(29.36))
    >>> round(float(lon), 4), round(float(lat), 4)
    (105.9365, 29.366)
    """
    lon, lat = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    radius = np.hypot(lon, lat) + 2e-5 * np.sin(np.radians(3000 * lat))
    angle = np.arctan2(lat, lon) + 3e-6 * np.cos(np.radians(3000 * lon))
    return radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006


def bd09_to_gcj02(lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Undo `gcj02_to_bd09` by fixed-point iteration, to well under a millimetre.

    >>> lon, lat = bd09_to_gcj02(*gcj02_to_bd09(np.array(105.93), np.array(29.36)))
    >>> round(float(lon), 8), round(float(lat), 8)
    (105.93, 29.36)
    """
    return _undo(gcj02_to_bd09, lon, lat)


def wgs84_to_bd09(lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Shift WGS84 coordinates to BD-09 (China only; about 1,024 m in Yongchuan).

    >>> from geo.areas import WGS84
    >>> lon, lat = wgs84_to_bd09(np.array(105.93), np.array(29.36))
    >>> round(WGS84.inv(105.93, 29.36, float(lon), float(lat))[2], -1)
    1030.0
    """
    return gcj02_to_bd09(*wgs84_to_gcj02(lon, lat))


def bd09_to_wgs84(lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Undo `wgs84_to_bd09`, to well under a millimetre.

    >>> lon, lat = bd09_to_wgs84(*wgs84_to_bd09(np.array(105.93), np.array(29.36)))
    >>> round(float(lon), 8), round(float(lat), 8)
    (105.93, 29.36)
    """
    return gcj02_to_wgs84(*bd09_to_gcj02(lon, lat))


def _undo(shift: Shift, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    lon, lat = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    east, north = lon.copy(), lat.copy()
    for _ in range(_MOST_STEPS):
        shifted_east, shifted_north = shift(east, north)
        step_east, step_north = lon - shifted_east, lat - shifted_north
        east, north = east + step_east, north + step_north
        # A comparison with nan is false: nan counts as arrived.
        if not (np.maximum(np.abs(step_east), np.abs(step_north)) > _TOLERANCE_DEG).any():
            break
    return east, north


def frame_to_gcj02(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a copy of a WGS84 frame with every vertex shifted to GCJ-02.

    The copy carries no CRS, for GCJ-02 has no EPSG code: it is fit for display only.

    >>> frame = gpd.GeoDataFrame(geometry=[shapely.Point(105.93, 29.36)], crs="EPSG:4326")
    >>> shapely.get_coordinates(frame_to_gcj02(frame).geometry).round(4).tolist()
    [[105.9335, 29.357]]
    """

    def shift(points: np.ndarray) -> np.ndarray:
        return np.column_stack(wgs84_to_gcj02(points[:, 0], points[:, 1]))

    moved = shapely.transform(frame.geometry.to_numpy(), shift)
    plain = gpd.GeoSeries(moved, index=frame.index, crs=None)
    return gpd.GeoDataFrame(frame.drop(columns=frame.geometry.name), geometry=plain)


def area_from_gcj02(text: str) -> str:
    """Return an area that was drawn on a map in GCJ-02, as its text in WGS84.

    Parameters
    ----------
    text : str
        As `data.drawn_area` writes it.

    Raises
    ------
    data.drawn_area.AreaError
        If it is no area.

    Examples
    --------
    >>> area_from_gcj02("c:29.35702,105.93349,500")
    'c:29.36000,105.93000,500'
    """
    return _moved_area(text, gcj02_to_wgs84)


def area_to_gcj02(text: str) -> str:
    """Return an area as it is drawn on a map in GCJ-02; else as `area_from_gcj02`.

    >>> area_to_gcj02("c:29.36000,105.93000,500")
    'c:29.35702,105.93349,500'
    """
    return _moved_area(text, wgs84_to_gcj02)


def _moved_area(text: str, move: Shift) -> str:
    circle = circle_of(text)
    if circle:
        lon, lat = move(np.array(circle[1]), np.array(circle[0]))
        return circle_text(float(lat), float(lon), circle[2])
    moved = shapely.transform(area_shape(text), lambda places: np.column_stack(move(*places.T)))
    return area_text(moved)
