"""Moved outlines, distances and reach, against numbers worked out by hand."""

from __future__ import annotations

import math

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from data.catalog import Catalog
from geo.areas import area_km2
from geo.distances import distance_km, to_grid, to_wgs84
from geo.reach import reach
from geo.what_if import covered, moved_outline

# A square of 1 km on the grid, near the middle of the schematic park.
GRID = "EPSG:4544"
EAST, NORTH = 590_000.0, 3_250_000.0


def square(east_km: float, north_km: float, side_km: float = 1.0) -> shapely.Geometry:
    """Return a square with its lower left corner so many kilometres from the anchor."""
    west, south, side = EAST + 1e3 * east_km, NORTH + 1e3 * north_km, 1e3 * side_km
    return to_wgs84(shapely.box(west, south, west + side, south + side), GRID)


def test_grid_there_and_back() -> None:
    shape = square(0, 0)
    assert shapely.get_coordinates(to_wgs84(to_grid(shape, GRID), GRID)) == pytest.approx(
        shapely.get_coordinates(shape), abs=1e-9
    )


@pytest.mark.parametrize(("east", "north"), [(2.0, 0.0), (0.0, -3.0), (-1.5, 4.0)])
def test_move_by_kilometres(east: float, north: float) -> None:
    moved = to_grid(moved_outline(square(0, 0), east, north, grid=GRID), GRID)
    middle = shapely.get_coordinates(shapely.centroid(moved))[0]
    # The middle of the square is 500 m from its corner.
    assert middle == pytest.approx([EAST + 500 + 1e3 * east, NORTH + 500 + 1e3 * north], abs=0.01)


@pytest.mark.parametrize(("scale", "side_km"), [(1.0, 1.0), (4.0, 2.0), (0.25, 0.5)])
def test_scale_by_area(scale: float, side_km: float) -> None:
    moved = moved_outline(square(0, 0), 0, 0, scale, grid=GRID)
    west, south, east, north = to_grid(moved, GRID).bounds
    assert (east - west, north - south) == pytest.approx((1e3 * side_km, 1e3 * side_km), abs=0.01)
    # The grid stretches lengths by (90 km / Earth radius)² / 2 = 0.01 %, areas by 0.02 %.
    assert area_km2(moved) == pytest.approx(scale, rel=5e-4)


@pytest.mark.parametrize(("coverage", "km2"), [("twin_1", 10), ("twin_2", 60), ("test_area", 20)])
@pytest.mark.parametrize(("east", "north", "scale"), [(0, 0, 1), (5, -5, 1), (-5, 5, 6)])
def test_true_area_wherever_it_is_moved(
    catalog: Catalog, coverage: str, km2: float, east: float, north: float, scale: float
) -> None:
    outlines = catalog.outlines["coverage_outlines"].set_index("feature_id").geometry
    moved = moved_outline(outlines[coverage], east, north, scale, grid=GRID)
    assert area_km2(moved) == pytest.approx(scale * km2, rel=0.005)  # 000 L148, L179, L186


@pytest.mark.parametrize("scale", [0.0, -1.0, math.nan])
def test_scale_without_area_is_refused(scale: float) -> None:
    with pytest.raises(ValueError, match="area scale"):
        moved_outline(square(0, 0), 0, 0, scale, grid=GRID)


def test_covered_and_newly_covered() -> None:
    zones = gpd.GeoDataFrame(
        {"feature_id": ["A", "B"]}, geometry=[square(0, 0), square(3, 0)], crs="EPSG:4326"
    )
    middle = shapely.get_coordinates(shapely.centroid(square(0, 0)))[0]
    points = pd.DataFrame({"zone": ["A"], "lon": [middle[0]], "lat": [middle[1]]})
    # Base: the left 0.4 of A (narrower than its middle); outline: the left 0.8 of A.
    base, outline = (
        to_wgs84(shapely.box(EAST, NORTH, EAST + 1e3 * part, NORTH + 1e3), GRID)
        for part in (0.4, 0.8)
    )
    frame = covered(zones, outline, base, {"projects": points}).set_index("zone")
    assert frame.loc["A", "share"] == pytest.approx(0.8, abs=1e-4)
    assert frame.loc["A", "new_area_km2"] == pytest.approx(0.4, rel=1e-3)
    assert frame.loc[["A"], ["projects", "new_projects"]].to_numpy().tolist() == [[1, 1]]
    outside = frame.loc[["B"], ["area_km2", "projects", "new_area_km2"]]
    assert outside.to_numpy().tolist() == [[0, 0, 0]]


def test_nothing_is_new_in_the_base_itself() -> None:
    zones = gpd.GeoDataFrame({"feature_id": ["A"]}, geometry=[square(0, 0)], crs="EPSG:4326")
    frame = covered(zones, square(0, 0), square(0, 0), {})
    assert frame["share"].tolist() == pytest.approx([1.0])
    assert frame["new_area_km2"].tolist() == [0.0]


def test_distance_along_a_meridian() -> None:
    # WGS84: a(1-e²)/(1-e² sin² 29.365°)^1.5 = 6,350.77 km, times 0.01° = 1.10842 km.
    one, other = shapely.Point(105.93, 29.36), shapely.Point(105.93, 29.37)
    assert distance_km(one, other, GRID) == pytest.approx(1.10842, rel=2e-4)


def test_distance_from_an_edge_and_of_what_meets() -> None:
    assert distance_km(square(0, 0), square(3, 0), GRID) == pytest.approx(2.0, rel=5e-4)
    assert distance_km(square(0, 0), square(0.5, 0.5), GRID) == 0


def test_reach_of_polygons_and_points() -> None:
    shapes = [square(0, 0), square(1.5, 0), square(5, 0), shapely.centroid(square(0, 0))]
    things = gpd.GeoDataFrame(geometry=shapes, crs="EPSG:4326")
    road = to_wgs84(shapely.LineString([(EAST + 6900, NORTH), (EAST + 6900, NORTH + 1000)]), GRID)
    found = reach(things, square(0, 0, 2.0), road, 1.0, GRID)
    # The area is 2 km wide: the second square lies half in it, the third 3 km from it and
    # 900 m from the road.
    assert found["share"].tolist() == pytest.approx([1, 0.5, 0, 1], abs=1e-3)
    assert found["area_km"].tolist() == pytest.approx([0, 0, 3, 0], abs=2e-3)
    assert found["road_km"].tolist() == pytest.approx([5.9, 4.4, 0.9, 6.4], abs=5e-3)
    assert found["reachable"].tolist() == [True, True, True, True]
    assert not reach(things, square(0, 0, 2.0), None, 1.0, GRID)["reachable"].iloc[2]
    assert np.isnan(reach(things, square(0, 0), None, 1.0, GRID)["road_km"]).all()
