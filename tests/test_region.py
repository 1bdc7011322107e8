"""What is known around the park without any file: distances, borders, names, and their sources."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest
import shapely

from components.map.distances import distance_line, distance_origins
from components.map.linked_map import map_content
from data.catalog import Catalog, load_catalog
from data.i18n import Lang
from data.packs import DATA_DIR
from data.selection import Selection
from geo.areas import WGS84
from geo.drawn import drawn_ground
from geo.region import distances, region_lines, straight_km
from tests.shipped import words_of

BRENDSAND = DATA_DIR / "parks" / "brendsand"
# GeoNames 1814906 and 1815286, and the middle of the park's view in its profile.
CHONGQING, CHENGDU = (29.56026, 106.55771), (30.66667, 104.06667)


@pytest.fixture(scope="module")
def brendsand() -> Catalog:
    return load_catalog(BRENDSAND)


def haversine_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the way on a ball of the mean radius of the earth."""
    (lat, lon), (to_lat, to_lon) = (map(math.radians, place) for place in (one, other))
    half = math.sin((to_lat - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(to_lat) * math.sin((to_lon - lon) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


def middle_of(catalog: Catalog) -> tuple[float, float]:
    """Return latitude and longitude of the middle of all zones, by the formula of Gauss."""
    whole = lat = lon = 0.0
    for shape in catalog.outlines["zone_outlines"].geometry:
        ring = list(shape.exterior.coords)
        for (x, y), (to_x, to_y) in pairwise(ring):
            cross = x * to_y - to_x * y
            whole, lon, lat = whole + cross / 2, lon + (x + to_x) * cross, lat + (y + to_y) * cross
    return lat / (6 * whole), lon / (6 * whole)


def test_haversine_is_right_where_the_answer_is_known() -> None:
    # A quarter of the equator of the ball.
    assert haversine_km((0, 0), (0, 90)) == pytest.approx(6371.0088 * math.pi / 2)


def test_an_assumed_station_is_told_so_and_is_not_in_print(catalog: Catalog) -> None:
    marks, zones = catalog["landmarks"], catalog.outlines["zone_outlines"]
    first = marks.index[marks["kind"] == "station"][0]
    station = marks["landmark_id"][first]
    assumed = marks.assign(evidence=marks["evidence"].where(marks.index != first, "illustrative"))
    facts = replace(
        catalog,
        tables=catalog.tables | {"landmarks": assumed},
        outlines=catalog.outlines | {"zone_outlines": zones.assign(evidence="official")},
    )
    grades = distances(facts).set_index("place_id")["evidence"]
    assert grades[station] == "illustrative"
    assert set(grades.drop(station)) == {"derived"}
    assert station not in set(distances(facts, "published")["place_id"])


def test_distances_are_those_of_an_independent_formula(catalog: Catalog) -> None:
    park = middle_of(catalog)
    said = distances(catalog).set_index("name_en")["km"]
    # An ellipsoid and a ball differ by half a per cent at the most.
    assert said["Chongqing"] == pytest.approx(haversine_km(park, CHONGQING), rel=0.006)
    assert said["Chengdu"] == pytest.approx(haversine_km(park, CHENGDU), rel=0.006)
    # The station lies at 29.374348 N 105.946046 E; a degree is 111.2 km.
    north, east = (29.374348 - park[0]) * 111.2, (105.946046 - park[1]) * 111.2
    by_hand = math.hypot(north, east * math.cos(math.radians(29.37)))
    assert said["Yongchuan East Railway Station"] == pytest.approx(by_hand, abs=0.02)


def test_without_outlines_nothing_is_far_from_the_park(catalog: Catalog) -> None:
    """No source prints where the park is: its middle rests on assumed outlines."""
    published = Selection(evidence="published")
    assert distances(catalog, "published").empty
    assert distance_line(catalog, published, words_of("zh")) == ""
    assert drawn_ground(catalog, "published")["km"].isna().all()


def test_a_degree_of_the_meridian_at_the_equator_is_that_of_the_ellipsoid() -> None:
    assert straight_km(0, 0, [(1, 0)])[0] == pytest.approx(110.574, abs=0.001)


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("zh", "直线距离：到重庆约 65 公里、成都约 230 公里"),
        ("en", "Straight line to Chongqing ≈ 65 km, Chengdu ≈ 230 km"),
    ],
)
def test_one_line_says_how_far_the_large_cities_are(
    lang: Lang, line: str, catalog: Catalog
) -> None:
    assert distance_line(catalog, Selection(), words_of(lang)) == line


def test_distances_say_that_they_are_worked_out_and_how_well(catalog: Catalog) -> None:
    origins = distance_origins(catalog, Selection(), words_of("zh"))
    assert {one.evidence for one in origins} == {"illustrative"}
    assert all("形心" in one.caveat and one.refs for one in origins)
    assert "2,000 米" in origins[0].caveat


def test_stations_and_the_airfield_are_among_them(catalog: Catalog) -> None:
    kinds = distances(catalog)["kind"].value_counts()
    assert kinds["centre"] == 2
    assert kinds["station"] == 4
    assert kinds["airport"] == 1


def test_towns_lie_in_the_district_and_are_25(catalog: Catalog) -> None:
    rows = catalog["settlements"]
    towns = rows[rows["kind"] == "town"]
    district = catalog.outlines["district"].geometry.iloc[0]
    assert len(towns) == 25
    assert shapely.contains_xy(district, towns["lon"], towns["lat"]).all()
    cities = rows[rows["kind"] != "town"]
    assert not shapely.contains_xy(district, cities["lon"], cities["lat"]).any()


def test_what_adjoins_the_district_is_in_the_region(catalog: Catalog) -> None:
    region = catalog.outlines["region"]
    near = region[shapely.dwithin(region.geometry, catalog.outlines["district"].geometry[0], 0.005)]
    beside = {"荣昌区", "大足区", "铜梁区", "璧山区", "江津区", "泸县", "合江县"}
    assert beside <= set(near["name_zh"])
    # A county of another city is not called a district of this one.
    assert set(region["name_zh"][region["role"] == "neighbour"]) == {"泸县", "合江县"}
    assert (region["role"] == "district").sum() == 37  # 38 districts and counties, the own left out


def test_the_region_covers_its_land_once(catalog: Catalog) -> None:
    shapes = catalog.outlines["region"].geometry.to_numpy()
    assert shapely.coverage_is_valid(shapes)


def test_the_shipped_files_are_small() -> None:
    files = [DATA_DIR / "published" / name for name in ("region.geojson", "settlements.csv")]
    assert sum(path.stat().st_size for path in files) <= 200_000


def test_borders_never_run_beside_the_outline_of_the_district(catalog: Catalog) -> None:
    edge = shapely.boundary(catalog.outlines["district"].geometry[0])
    lines = shapely.get_parts(region_lines(catalog).geometry.to_numpy())
    close = shapely.length(shapely.intersection(lines, shapely.buffer(edge, 0.004)))
    # What is close ends there: each line once at each end, about as long as it is close.
    assert close.max() < 3 * 0.004
    assert (shapely.distance(lines, edge) < 1e-6).sum() >= 6


def test_a_park_without_a_region_has_none_and_says_nothing(brendsand: Catalog) -> None:
    assert brendsand.problems == ()
    assert brendsand.outlines["region"].empty
    assert region_lines(brendsand).empty
    assert distance_line(brendsand, Selection(), words_of("zh")) == ""
    drawn = drawn_ground(brendsand, "published")
    assert drawn["kind"].tolist() == ["district", "home"]


def test_a_lake_is_a_disc_as_wide_as_its_error_and_assumed(catalog: Catalog) -> None:
    drawn = drawn_ground(catalog, "all")
    lakes = drawn[(drawn["layer"] == "water") & (drawn["kind"] == "about")]
    # Errors of 1,200 and 1,500 m; a disc of 64 corners has 0.16 % less area than a circle.
    areas = sorted(abs(WGS84.geometry_area_perimeter(shape)[0]) for shape in lakes.geometry)
    assert areas == pytest.approx([math.pi * 1200**2, math.pi * 1500**2], rel=0.005)
    assert "about" not in set(drawn_ground(catalog, "published")["kind"])


def test_the_content_of_a_map_is_shifted_as_a_whole(catalog: Catalog) -> None:
    content = map_content(catalog, Selection())
    moved = content.shifted()
    way = WGS84.inv(
        *content.ground.geometry.iloc[-1].coords[0], *moved.ground.geometry.iloc[-1].coords[0]
    )[2]
    assert 300 < way < 700  # GCJ-02 is some 475 m off here
    assert len(replace(moved).ground) == len(content.ground)
