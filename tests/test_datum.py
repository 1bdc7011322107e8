"""WGS84 and GCJ-02 against the `prcoords` package."""

import geopandas as gpd
import numpy as np
import prcoords
import pytest
import shapely
from pyproj import Geod

from data.boundary import district_boundary
from geo.datum import frame_to_gcj02, gcj02_to_wgs84, wgs84_to_gcj02

CHONGQING = (105.28, 110.20, 28.16, 32.21)
CHINA = (73.5, 135.1, 3.9, 53.6)


def grid(west: float, east: float, south: float, north: float) -> tuple[np.ndarray, np.ndarray]:
    """Return 41 x 41 points, edges included."""
    lon, lat = np.meshgrid(np.linspace(west, east, 41), np.linspace(south, north, 41))
    return lon, lat


@pytest.mark.parametrize("extent", [CHONGQING, CHINA], ids=["Chongqing", "China"])
def test_shift_agrees_with_prcoords(extent: tuple[float, float, float, float]) -> None:
    lon, lat = grid(*extent)
    east, north = wgs84_to_gcj02(lon, lat)
    assert east.shape == lon.shape
    pairs = zip(lat.ravel(), lon.ravel(), strict=True)
    expected = np.array([prcoords.wgs_gcj((float(y), float(x))) for y, x in pairs])
    assert np.abs(north.ravel() - expected[:, 0]).max() < 1e-9
    assert np.abs(east.ravel() - expected[:, 1]).max() < 1e-9


@pytest.mark.parametrize("extent", [CHONGQING, CHINA], ids=["Chongqing", "China"])
def test_inverse_brings_every_point_back(extent: tuple[float, float, float, float]) -> None:
    lon, lat = grid(*extent)
    east, north = gcj02_to_wgs84(*wgs84_to_gcj02(lon, lat))
    assert np.abs(east - lon).max() < 1e-9
    assert np.abs(north - lat).max() < 1e-9


def metres_moved(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Return how far each point is shifted, on the ellipsoid."""
    east, north = wgs84_to_gcj02(lon, lat)
    return np.asarray(Geod(ellps="WGS84").inv(lon, lat, east, north)[2])


def test_shift_in_yongchuan_is_between_450_and_500_metres() -> None:
    district = district_boundary().geometry.iloc[0]
    west, south, east, north = district.bounds
    lon, lat = grid(west, east, south, north)
    inside = shapely.contains_xy(district, lon, lat)
    metres = metres_moved(lon[inside], lat[inside])
    assert metres.size > 500
    assert metres.min() > 450
    assert metres.max() < 500


def test_shift_at_the_park_is_about_475_metres() -> None:
    lon, lat = grid(105.90, 105.95, 29.33, 29.40)
    assert metres_moved(lon, lat) == pytest.approx(475, abs=5)


def test_no_points_are_no_points() -> None:
    none = np.array([])
    assert [array.shape for array in wgs84_to_gcj02(none, none)] == [(0,), (0,)]
    assert [array.shape for array in gcj02_to_wgs84(none, none)] == [(0,), (0,)]


def test_inverse_leaves_its_input_alone() -> None:
    lon, lat = np.array([105.93]), np.array([29.36])
    gcj02_to_wgs84(lon, lat)
    assert (lon[0], lat[0]) == (105.93, 29.36)


def test_frame_is_shifted_vertex_by_vertex_and_loses_its_crs() -> None:
    square = shapely.box(105.92, 29.35, 105.93, 29.36)
    point = shapely.Point(105.9, 29.3)
    frame = gpd.GeoDataFrame({"name": ["a", "b"]}, geometry=[square, point], crs="EPSG:4326")
    frame.index = [7, 3]
    shifted = frame_to_gcj02(frame)
    assert shifted.crs is None
    assert list(shifted.index) == [7, 3]
    assert list(shifted["name"]) == ["a", "b"]
    vertices = zip(
        shapely.get_coordinates(frame.geometry),
        shapely.get_coordinates(shifted.geometry),
        strict=True,
    )
    for (lon, lat), moved in vertices:
        expected = prcoords.wgs_gcj((lat, lon))
        assert moved.tolist() == pytest.approx([expected.lon, expected.lat], abs=1e-9)
    assert frame.geometry.iloc[0].equals(square)
    assert frame.crs == "EPSG:4326"
