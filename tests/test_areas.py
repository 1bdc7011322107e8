"""Geodesic areas and lengths against the ellipsoid worked out by hand."""

import math

import numpy as np
import pytest
import shapely

from geo.areas import area_km2, areas_km2, length_km

SEMI_MAJOR_M = 6_378_137.0
ECCENTRICITY_2 = 0.00669437999


def meridian_m(lat: float) -> float:
    """Return the length of a radian of latitude, in metres: a (1 - e²) / (1 - e² sin² φ)^1.5."""
    root = 1 - ECCENTRICITY_2 * math.sin(math.radians(lat)) ** 2
    return SEMI_MAJOR_M * (1 - ECCENTRICITY_2) / math.pow(root, 1.5)


def parallel_m(lat: float) -> float:
    """Return the length of a radian of longitude, in metres: a cos φ / (1 - e² sin² φ)^0.5."""
    root = 1 - ECCENTRICITY_2 * math.sin(math.radians(lat)) ** 2
    return SEMI_MAJOR_M * math.cos(math.radians(lat)) / math.sqrt(root)


def square(west: float, south: float, side: float = 0.01) -> shapely.Polygon:
    """Return a square of degrees."""
    return shapely.box(west, south, west + side, south + side)


def test_a_hundredth_of_a_degree_in_yongchuan() -> None:
    # At 29.365° N: 1,108.4 m from south to north, 971.0 m from west to east.
    assert area_km2(square(105.92, 29.36)) == pytest.approx(1.0763, rel=0.005)


@pytest.mark.parametrize("south", [0.0, 29.36, -29.37, 60.0])
def test_square_degrees_at_other_latitudes(south: float) -> None:
    side = math.radians(0.01)
    by_hand = meridian_m(south + 0.005) * parallel_m(south + 0.005) * side**2 / 1e6
    assert area_km2(square(105.92, south)) == pytest.approx(by_hand, rel=1e-4)


def test_direction_holes_and_parts() -> None:
    whole = square(105.9, 29.3)
    one = area_km2(whole)
    assert one > 1
    assert area_km2(whole.reverse()) == pytest.approx(one, rel=1e-12)
    hole = shapely.box(105.9025, 29.3025, 105.9075, 29.3075)
    assert area_km2(whole.difference(hole)) == pytest.approx(0.75 * one, rel=1e-4)
    two = shapely.MultiPolygon([whole, square(105.95, 29.3)])
    assert area_km2(two) == pytest.approx(2 * one, rel=1e-9)


def test_arrays_of_areas_keep_their_order() -> None:
    small, large = square(105.9, 29.3), square(105.9, 29.3, 0.02)
    areas = areas_km2(np.array([large, small]))
    assert areas.shape == (2,)
    assert areas[0] == pytest.approx(4 * areas[1], rel=1e-3)
    assert areas_km2(np.array([])).shape == (0,)


@pytest.mark.parametrize(
    ("end", "radian_m"),
    [((105.92, 29.37), meridian_m(29.365)), ((105.93, 29.36), parallel_m(29.36))],
    ids=["northwards", "eastwards"],
)
def test_length_of_a_hundredth_of_a_degree(end: tuple[float, float], radian_m: float) -> None:
    line = shapely.LineString([(105.92, 29.36), end])
    assert length_km(line) == pytest.approx(math.radians(0.01) * radian_m / 1e3, rel=1e-5)
