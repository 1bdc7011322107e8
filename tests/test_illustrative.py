"""The illustrative pack: true in area, honest about the rest, and made again from its seed."""

from html import unescape
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from pyproj import Geod

from components.map.origins import map_panels
from data.catalog import Catalog
from data.i18n import LANGS, Lang
from data.packs import DATA_DIR, read_pack
from data.registers.axes import UNATTRIBUTED
from data.selection import Selection
from geo.plan import read_plan
from geo.schematic import homes, tenants, write_pack
from tests.shipped import SECTORS, words_of

FOLDER = DATA_DIR / "illustrative"
PLAN = read_plan(FOLDER / "plan.toml", "EPSG:4544")
PACK = read_pack(FOLDER, "illustrative")
SHIPPED = read_pack(DATA_DIR / "published", "published")
PUBLISHED = SHIPPED.tables
# An equal-area plane about the park: areas here owe nothing to geodesics or to the pack's grid.
EQUAL_AREA = "+proj=laea +lat_0=29.36 +lon_0=105.93 +datum=WGS84 +units=m"
# An equidistant enough plane over ten kilometres: UTM 48N, central meridian 105° E, k0 0.9996.
UTM = "EPSG:32648"
WGS84 = Geod(ellps="WGS84")


def plane_km2(frame: gpd.GeoDataFrame) -> dict[str, float]:
    """Return planar areas on the equal-area projection, by feature."""
    areas = frame.to_crs(EQUAL_AREA).area / 1e6
    return dict(zip(frame["feature_id"], areas, strict=True))


def shapes(name: str) -> dict[str, shapely.Geometry]:
    """Return the geometries of one file, by feature."""
    frame = PACK.outlines[name]
    return dict(zip(frame["feature_id"], frame.geometry, strict=True))


ZONES = shapes("zone_outlines")
COVERAGES = shapes("coverage_outlines")
DISTRICT = SHIPPED.outlines["district"]


@pytest.mark.parametrize(
    ("coverage", "reported_km2"),
    [
        ("test_area", 20),  # 000 L148
        ("twin_1", 10),  # 000 L179
        ("twin_2", 60),  # 000 L187
    ],
)
def test_areas_are_the_reported_ones(coverage: str, reported_km2: float) -> None:
    measured = plane_km2(PACK.outlines["coverage_outlines"])[coverage]
    assert measured == pytest.approx(reported_km2, rel=0.005)


def test_second_phase_of_the_twin_contains_the_first() -> None:
    assert COVERAGES["twin_2"].contains(COVERAGES["twin_1"])


def test_zones_are_six_and_pairwise_disjoint() -> None:
    assert sorted(ZONES) == ["A", "B", "C", "D", "E", "F"]
    pairs = [(first, second) for first in ZONES for second in ZONES if first < second]
    assert len(pairs) == 15
    for first, second in pairs:
        assert ZONES[first].disjoint(ZONES[second])


def test_most_zones_lie_inside_the_test_area() -> None:
    inside = [zone for zone, shape in ZONES.items() if COVERAGES["test_area"].contains(shape)]
    assert len(inside) > len(ZONES) / 2


def test_everything_lies_inside_the_district() -> None:
    district = DISTRICT.geometry.iloc[0]
    drawn = [*ZONES.values(), *COVERAGES.values(), *shapes("routes").values()]
    assert len(drawn) == 6 + 3 + 2
    assert all(district.contains(shape) for shape in drawn)
    for table in ("tenants", "project_places", "landmarks"):
        places = PACK.tables[table]
        assert shapely.contains_xy(district, places["lon"], places["lat"]).all()


def test_district_is_as_large_as_the_official_figure() -> None:
    square_km = DISTRICT.to_crs(EQUAL_AREA).area.iloc[0] / 1e6
    assert square_km == pytest.approx(1576, rel=0.01)


@pytest.mark.parametrize(
    ("route", "km"),
    [
        ("v2x", 10),  # at least 20 km with both directions counted, 000 L149-151
        ("bus", 5),  # nearly 10 km with both directions counted
    ],
)
def test_routes_are_true_in_length(route: str, km: float) -> None:
    frame = PACK.outlines["routes"].to_crs(UTM)
    measured = frame.length[frame["feature_id"] == route].iloc[0] / 1e3
    assert measured == pytest.approx(km, rel=0.005)


def test_tenants_by_sector_are_the_printed_lower_bounds() -> None:
    tenants = PACK.tables["tenants"]
    assert len(tenants) == 330  # 003 L50, 004 L73
    assert tenants["sector"].value_counts(dropna=True).to_dict() == {
        "outsourcing": 50,
        "software": 80,
        "data": 90,
        "content": 40,
        "ecommerce": 30,
    }  # 004 L77
    assert tenants["sector"].isna().sum() == 40  # 330 less 290
    assert set(tenants["zone"]) == set("ABCDEF")


@pytest.mark.parametrize("table", ["tenants", "project_places"])
def test_each_point_lies_in_its_zone(table: str) -> None:
    places = PACK.tables[table]
    for zone, lon, lat in zip(places["zone"], places["lon"], places["lat"], strict=True):
        assert ZONES[zone].contains(shapely.Point(lon, lat))


def test_every_named_enterprise_stands_once_in_its_own_sector() -> None:
    named = PACK.tables["tenants"].dropna(subset="enterprise_id")
    assert not named["enterprise_id"].duplicated().any()
    published = PUBLISHED["enterprises"]
    own = dict(zip(published["enterprise_id"], published["sector"], strict=True))
    assert len(own) == 39  # Leyard, 003 L197, among them
    assert dict(zip(named["enterprise_id"], named["sector"].fillna("other"), strict=True)) == own


def test_printed_and_later_named_zones_are_kept() -> None:
    zones = PACK.tables["project_places"].set_index("project_id")["zone"]
    assert zones["P20"] == "F"  # 002 L128
    assert zones["P16"] == "E"  # source cspruc


# Enterprise and its own project, each by the name that the articles give both.
OWN_PROJECTS = {
    "E003": "P09",  # Beyondsoft, 002 L312-315
    "E004": "P26",  # Jizhihui, 003 L129-132
    "E008": "P27",  # Wenli Paper, 003 L132-135
    "E010": "P08",  # Knownsec, 002 L304-310
    "E016": "P02",  # Alibaba, 002 L265-269
    "E021": "P16",  # Renmin University branch, 001 L93
    "E022": "P07",  # Renhe Research, 002 L294-303
    "E024": "P03",  # iQIYI, 002 L271-274
    "E025": "P06",  # Wuyan Data, 002 L287-292
    "E026": "P05",  # Southwest University institute, 002 L281-285
    "E027": "P04",  # Zhongguancun Zhiku, 002 L276-279
    "E029": "P31",  # Gouzheng, 001 L49
    "E033": "P17",  # Perfect World, 001 L93
    "E034": "P29",  # Honggou, 001 L49
    "E035": "P30",  # Tianxia, 001 L49
    "E037": "P28",  # Tencent Dayu.net, 001 L49
}


def test_an_enterprise_stands_beside_its_own_project() -> None:
    tenants = PACK.tables["tenants"].dropna(subset="enterprise_id").set_index("enterprise_id")
    places = PACK.tables["project_places"].set_index("project_id")
    assert set(homes(PLAN, PUBLISHED["enterprises"], PUBLISHED["projects"])) == set(OWN_PROJECTS)
    for firm, project in OWN_PROJECTS.items():
        own, site = tenants.loc[firm], places.loc[project]
        assert own["zone"] == site["zone"], firm
        *_, metres = WGS84.inv(own["lon"], own["lat"], site["lon"], site["lat"])
        assert metres <= 101, firm  # 100 m, and coordinates to the sixth decimal
    assert tenants.loc["E021", "zone"] == "E"  # source cspruc


def test_a_project_of_an_enterprise_takes_no_place_of_its_sector_that_is_not_there() -> None:
    firms = PUBLISHED["enterprises"].query("enterprise_id == 'E026'")
    home = homes(PLAN, firms, PUBLISHED["projects"])  # zone F, which has 3% of the places
    with pytest.raises(ValueError, match="no place left in zone F for E026"):
        tenants(PLAN, firms, dict.fromkeys(SECTORS, 0) | {UNATTRIBUTED: 5}, home)


def test_the_words_of_an_assumption_are_true_of_the_pack() -> None:
    lakes = PACK.tables["landmarks"].set_index("landmark_id")
    assert set(lakes["assumption_id"]) == {"lake"}
    for error, note_zh, note_en in zip(
        lakes["error_m"], lakes["note_zh"], lakes["note_en"], strict=True
    ):
        assert f"{error / 1000}公里" in note_zh
        assert f"{error / 1000} km" in note_en
    north, south = lakes.loc["shennv-lake", "lat"], lakes.loc["xinglong-lake", "lat"]
    for zone, shape in ZONES.items():
        between = south < shape.centroid.y < north
        assert between == (zone in "CDEF"), zone  # "C to F between the lakes, A and B south"
    assumptions = PACK.tables["assumptions"].to_dict("records")
    said = {str(row["assumption_id"]): row for row in assumptions}
    for lang, zones in (("zh", "C至F区"), ("en", "Zones C to F")):
        assert zones in said["outline-zone"][f"text_{lang}"]
        assert "40" in said["tenant-spread"][f"text_{lang}"]
    named = PACK.tables["tenants"].dropna(subset="enterprise_id")
    unsorted = named["enterprise_id"][named["sector"].isna()]
    # Huawei Cloud and Ruiyun under cloud computing, two of online education, one of biotechnology.
    assert set(unsorted) == {"E001", "E005", "E026", "E031", "E036"}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("lake", "km"),
    [("shennv-lake", "1.2"), ("xinglong-lake", "1.5")],  # as they are drawn, geo/schematic.py
)
def test_a_lake_on_the_map_opens_its_assumption_and_its_own_error(
    lake: str, km: str, lang: Lang, catalog: Catalog
) -> None:
    words = words_of(lang)
    said = unescape(map_panels(catalog, Selection(), words)[f"origin-landmark-{lake}"]().html)
    assert {"zh": "未经测量", "en": "not measured"}[lang] in said
    assert {"zh": f"{km}公里", "en": f"{km} km"}[lang] in said
    assert f"{float(km) * 1000:,.0f}" in said  # metres, beside the coordinates


def test_every_row_is_illustrative_and_rests_on_a_known_assumption() -> None:
    assert PACK.problems == ()
    known = set(PACK.tables["assumptions"]["assumption_id"])
    for frame in [*PACK.tables.values(), *PACK.outlines.values()]:
        assert set(frame["evidence"]) == {"illustrative"}
        if "assumption_id" in frame:
            assert set(frame["assumption_id"]) <= known


def test_the_pack_is_made_again_byte_for_byte(tmp_path: Path) -> None:
    write_pack(PLAN, PUBLISHED, tmp_path / "again")
    made = {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    assert len(made) == 7
    drawn = (path for path in FOLDER.iterdir() if path.name != "plan.toml")
    assert made == {path.name: path.read_bytes() for path in drawn}
