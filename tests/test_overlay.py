"""Zones against coverages, on squares whose shares are known without a computer."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.overlay import intersections, matrix

CRS = "EPSG:4326"


def frame(crs: str | None = CRS, **shapes: shapely.Geometry) -> gpd.GeoDataFrame:
    """Return named shapes."""
    return gpd.GeoDataFrame({"feature_id": list(shapes)}, geometry=list(shapes.values()), crs=crs)


def box(west: int, south: int, east: int, north: int) -> shapely.Polygon:
    """Return a rectangle on a grid of thousandths of a degree about 105.9° E, 29.3° N."""
    return shapely.box(
        105.9 + west / 1e3, 29.3 + south / 1e3, 105.9 + east / 1e3, 29.3 + north / 1e3
    )


# Zone P covers 10 x 10 thousandths; the coverages meet it in half, a quarter, and so on.
ZONES = frame(P=box(0, 0, 10, 10), Q=box(20, 0, 30, 10))
COVERAGES = frame(
    half=box(5, -5, 15, 15),
    quarter=box(5, 5, 15, 15),
    whole=box(-5, -5, 35, 15),
    same=box(0, 0, 10, 10),
    inner=box(2, 2, 4, 4),
    edge=box(10, 0, 20, 10),
    corner=box(10, 10, 20, 20),
    none=box(40, 40, 50, 50),
)
SHARES = {
    ("P", "half"): 1 / 2,
    ("P", "quarter"): 1 / 4,
    ("P", "whole"): 1,
    ("P", "same"): 1,
    ("P", "inner"): 1 / 25,
    ("P", "edge"): 0,
    ("P", "corner"): 0,
    ("P", "none"): 0,
    ("Q", "half"): 0,
    ("Q", "quarter"): 0,
    ("Q", "whole"): 1,
    ("Q", "same"): 0,
    ("Q", "inner"): 0,
    ("Q", "edge"): 0,
    ("Q", "corner"): 0,
    ("Q", "none"): 0,
}


def test_matrix_has_every_pair_with_its_share() -> None:
    result = matrix(ZONES, COVERAGES, {})
    assert list(zip(result["zone"], result["coverage"], strict=True)) == list(SHARES)
    # a hundredth of a degree squared at 29.3° N: 1,108 m by 971 m
    assert result["zone_km2"].to_numpy() == pytest.approx(1.077, rel=0.005)
    assert result["share"].to_list() == pytest.approx(list(SHARES.values()), rel=1e-3, abs=1e-12)
    expected = result["zone_km2"] * result["share"]
    assert result["area_km2"].to_list() == pytest.approx(expected.to_list(), rel=1e-9)


def test_pairs_that_do_not_meet_have_no_piece() -> None:
    cut = intersections(ZONES, COVERAGES)
    pairs = set(zip(cut["zone"], cut["coverage"], strict=True))
    assert pairs == {pair for pair, share in SHARES.items() if share}
    assert len(cut) == len(pairs)
    assert cut.crs == CRS
    assert set(cut.geom_type) == {"Polygon"}


def test_nothing_in_common_is_a_matrix_of_zeros() -> None:
    result = matrix(ZONES, frame(none=box(40, 40, 50, 50)), {})
    assert result["share"].to_list() == [0, 0]
    assert result["area_km2"].to_list() == [0, 0]


def test_without_zones_the_matrix_is_empty_but_has_its_columns() -> None:
    columns = ["zone", "coverage", "zone_km2", "area_km2", "share"]
    assert list(matrix(ZONES.iloc[:0], COVERAGES, {}).columns) == columns
    assert list(matrix(ZONES, COVERAGES.iloc[:0], {}).columns) == columns


def test_parts_of_a_zone_are_added_up() -> None:
    two_parts = shapely.MultiPolygon([box(-5, 0, 2, 10), box(7, 0, 15, 10)])  # 2 and 3 of 10
    result = matrix(frame(P=box(0, 0, 10, 10)), frame(both=two_parts), {})
    assert result["share"].to_list() == pytest.approx([0.5], rel=1e-6)


def test_points_are_counted_for_their_own_zone_edge_included() -> None:
    places = pd.DataFrame(
        [
            ("P", 105.907, 29.307),  # inside
            ("P", 105.905, 29.307),  # on the western edge of half and of quarter
            ("P", 105.905, 29.305),  # on the corner of quarter
            ("P", 105.902, 29.302),  # outside both, on the corner of inner
            ("Q", 105.907, 29.307),  # of another zone
            ("P", None, None),  # without a place
        ],
        columns=["zone", "lon", "lat"],
    )
    # 105.9 + 5 / 1e3 and 105.905 are the same number only if written the same way
    coverages = frame(
        half=shapely.box(105.905, 29.29, 105.92, 29.32),
        quarter=shapely.box(105.905, 29.305, 105.92, 29.32),
        inner=shapely.box(105.902, 29.302, 105.904, 29.304),
    )
    empty = places.iloc[:0]
    result = matrix(ZONES, coverages, {"enterprises": places, "projects": empty})
    counted = result.set_index(["zone", "coverage"])["enterprises"].to_dict()
    assert counted == {
        ("P", "half"): 3,
        ("P", "quarter"): 3,
        ("P", "inner"): 1,
        ("Q", "half"): 1,
        ("Q", "quarter"): 1,
        ("Q", "inner"): 0,
    }
    assert result["projects"].to_list() == [0] * 6


@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:4544", "EPSG:3857", None])
@pytest.mark.parametrize("which", ["zones", "coverages"])
def test_another_coordinate_system_is_named(which: str, crs: str | None) -> None:
    good, bad = frame(P=box(0, 0, 10, 10)), frame(crs, P=box(0, 0, 10, 10))
    pair = (bad, good) if which == "zones" else (good, bad)
    with pytest.raises(ValueError, match=rf"{which} must be in EPSG:4326, not {crs}"):
        matrix(*pair, {})


@pytest.mark.parametrize("which", ["zones", "coverages"])
def test_an_invalid_polygon_is_named(which: str) -> None:
    bow_tie = shapely.Polygon([(105, 29), (106, 30), (106, 29), (105, 30)])
    good, bad = frame(P=box(0, 0, 10, 10)), frame(fine=box(0, 0, 1, 1), crossed=bow_tie)
    pair = (bad, good) if which == "zones" else (good, bad)
    with pytest.raises(ValueError, match=rf"{which}: .*crossed"):
        intersections(*pair)


def test_inputs_are_left_alone() -> None:
    zones, coverages = ZONES.copy(), COVERAGES.copy()
    matrix(zones, coverages, {})
    assert zones.equals(ZONES)
    assert coverages.equals(COVERAGES)
