"""WGS84, GCJ-02 and BD-09 against the `prcoords` package."""

from collections.abc import Callable

import geopandas as gpd
import numpy as np
import prcoords
import pytest
import shapely
from pyproj import Geod

from data.packs import DATA_DIR, read_pack
from geo.datum import (
    bd09_to_gcj02,
    bd09_to_wgs84,
    frame_to_gcj02,
    gcj02_to_bd09,
    gcj02_to_wgs84,
    wgs84_to_bd09,
    wgs84_to_gcj02,
)

CHONGQING = (105.28, 110.20, 28.16, 32.21)
CHINA = (73.5, 135.1, 3.9, 53.6)
DISTRICT = (105.6, 106.1, 28.9, 29.6)

Pairs = tuple[np.ndarray, np.ndarray]
Shift = Callable[[np.ndarray, np.ndarray], Pairs]
Single = Callable[[prcoords.Coords], prcoords.Coords]
TO_AND_FRO = [
    pytest.param(
        wgs84_to_gcj02, gcj02_to_wgs84, prcoords.wgs_gcj, prcoords.gcj_wgs_bored, id="GCJ-02"
    ),
    pytest.param(wgs84_to_bd09, bd09_to_wgs84, prcoords.wgs_bd, prcoords.bd_wgs_bored, id="BD-09"),
    pytest.param(
        gcj02_to_bd09, bd09_to_gcj02, prcoords.gcj_bd, prcoords.bd_gcj_bored, id="GCJ-02 to BD-09"
    ),
]


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


def fine_grid() -> Pairs:
    """Return 101 x 101 points over the district's extent."""
    west, east, south, north = DISTRICT
    lon, lat = np.meshgrid(np.linspace(west, east, 101), np.linspace(south, north, 101))
    return lon.ravel(), lat.ravel()


def one_by_one(convert: Single, lon: np.ndarray, lat: np.ndarray) -> Pairs:
    """Convert points by a function of `prcoords`, which takes and returns latitude first."""
    pairs = zip(lat.tolist(), lon.tolist(), strict=True)
    moved = np.array([convert(prcoords.Coords(*pair)) for pair in pairs])
    return moved[:, 1], moved[:, 0]


def metres_apart(one: Pairs, other: Pairs) -> np.ndarray:
    """Return the distances between points, on the ellipsoid."""
    return np.asarray(Geod(ellps="WGS84").inv(*one, *other)[2])


@pytest.mark.parametrize(("shift", "undo", "reference_shift", "reference_undo"), TO_AND_FRO)
def test_district_agrees_with_prcoords_to_a_centimetre(
    shift: Shift, undo: Shift, reference_shift: Single, reference_undo: Single
) -> None:
    lon, lat = fine_grid()
    assert lon.size == 10_201
    expected = one_by_one(reference_shift, lon, lat)
    assert metres_apart(shift(lon, lat), expected).max() < 0.0001

    def refined(shifted: prcoords.Coords) -> prcoords.Coords:
        # The package stops at about 2 cm for BD-09; one more step of its own formula.
        true = reference_undo(shifted)
        return true - (reference_shift(true) - shifted)

    assert metres_apart(undo(lon, lat), one_by_one(refined, lon, lat)).max() < 0.01
    assert metres_apart(undo(lon, lat), one_by_one(reference_undo, lon, lat)).max() < 0.025


@pytest.mark.parametrize(("shift", "undo", "reference_shift", "_"), TO_AND_FRO)
def test_district_comes_back_to_a_tenth_of_a_millimetre(
    shift: Shift,
    undo: Shift,
    reference_shift: Single,
    _: Single,
) -> None:
    lon, lat = fine_grid()
    assert metres_apart(undo(*shift(lon, lat)), (lon, lat)).max() < 0.0001
    # What prcoords shifts comes back too.
    assert metres_apart(undo(*one_by_one(reference_shift, lon, lat)), (lon, lat)).max() < 0.0001


@pytest.mark.parametrize(("shift", "undo", "reference_shift", "reference_undo"), TO_AND_FRO)
def test_nan_stays_nan_and_spares_its_neighbours(
    shift: Shift, undo: Shift, reference_shift: Single, reference_undo: Single
) -> None:
    lon, lat = np.array([105.93, np.nan, 105.7]), np.array([29.36, 29.36, np.nan])
    for convert, expected in ((shift, reference_shift), (undo, reference_undo)):
        east, north = convert(lon, lat)
        assert np.isnan([east[1], north[2]]).all()
        point = expected(prcoords.Coords(29.36, 105.93))
        # 2e-7 degrees are 2 cm, as far as the package's own inverse goes.
        assert (east[0], north[0]) == pytest.approx((point.lon, point.lat), abs=2e-7)
        assert np.isnan(convert(np.array([np.nan]), np.array([np.nan]))).all()


def metres_moved(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Return how far each point is shifted, on the ellipsoid."""
    east, north = wgs84_to_gcj02(lon, lat)
    return np.asarray(Geod(ellps="WGS84").inv(lon, lat, east, north)[2])


def test_shift_in_yongchuan_is_between_450_and_500_metres() -> None:
    district = read_pack(DATA_DIR / "published", "published").outlines["district"].geometry.iloc[0]
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


def test_bd09_lies_about_1025_metres_off_at_the_park() -> None:
    lon, lat = grid(105.90, 105.95, 29.33, 29.40)
    assert metres_apart(wgs84_to_bd09(lon, lat), (lon, lat)) == pytest.approx(1025, abs=25)


def test_no_points_are_no_points() -> None:
    none = np.array([])
    assert [array.shape for array in wgs84_to_gcj02(none, none)] == [(0,), (0,)]
    assert [array.shape for array in gcj02_to_wgs84(none, none)] == [(0,), (0,)]
    assert [array.shape for array in bd09_to_wgs84(none, none)] == [(0,), (0,)]


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
