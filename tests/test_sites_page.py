"""The page of site selection: scores that follow weights and filters."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
import shapely

from data.catalog import Catalog
from data.selection import Selection
from geo.site_scores import assess, measures
from tests.opened import blocks, cells, message, open_page, page_script, panel_of, shown, title
from tests.shipped import AREAS, ZONES

PAGE = page_script("sites")

CRITERIA = ("station", *AREAS, "neighbours", "projects")
EQUAL = dict.fromkeys(CRITERIA, 3.0)
# 永川东站, data/published/landmarks.csv
EAST = (105.946046, 29.374348)


def only(*names: str) -> dict[str, str]:
    """Return options that weigh some criteria and leave out the others."""
    return {f"sites-{name}": "5" if name in names else "0" for name in CRITERIA}


def haversine_km(lon: float, lat: float) -> float:
    """Return the distance to the station on a sphere, which is right to half a percent."""
    x, y, u, v = map(math.radians, (*EAST, lon, lat))
    a = math.sin((v - y) / 2) ** 2 + math.cos(y) * math.cos(v) * math.sin((u - x) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(a))


def test_nearest_zone_ranks_first_if_only_the_station_counts(catalog: Catalog) -> None:
    outlines = catalog.outlines["zone_outlines"].set_index("feature_id")
    centres = {zone: shapely.centroid(outlines.geometry.loc[zone]) for zone in ZONES}
    km = {zone: haversine_km(point.x, point.y) for zone, point in centres.items()}
    order = sorted(km, key=lambda zone: km[zone])
    app = open_page(page_script("sites", only("station")), lang="zh")
    assert f"{order[0]}区排名第一" in title(app)
    assert "100.0% 居首位（示意）" in title(app)
    assert [row["key"] for row in blocks(app)["stack"]["rows"]] == order
    _, found, _ = measures(catalog, Selection(), "yongchuan-east")
    for zone, metres in zip(ZONES, found["station"], strict=True):
        assert metres == pytest.approx(km[zone], rel=0.005)


def test_zones_wholly_inside_the_test_area_tie() -> None:
    # On the map A, B, C and E lie inside its outline; D and F cross it.
    app = open_page(page_script("sites", only("test_area")), lang="zh")
    assert title(app) == "按当前权重，A区、B区、C区、E区并列第一（示意）"


def test_criterion_in_which_all_zones_are_equal_decides_nothing() -> None:
    # Phase 2 of the twin holds every zone whole.
    rows = blocks(open_page(page_script("sites", only("twin_2")), lang="en"))["stack"]["rows"]
    assert [row["text"] for row in rows] == ["0.50"] * 6
    assert [row["label"][0] for row in rows] == ["1"] * 6


def test_parts_add_up_to_the_total() -> None:
    for row in blocks(open_page(PAGE, lang="en"))["stack"]["rows"]:
        assert sum(part["share"] for part in row["parts"]) == pytest.approx(
            float(row["text"]), abs=0.006
        )
        assert row["hatched"]


def test_chosen_zone_is_marked_and_the_others_stay() -> None:
    app = open_page(PAGE, lang="zh", zones="E")
    assert title(app).startswith("按当前权重，6 个片区中E区第")
    for slot in ("stack", "range", "first"):
        rows = blocks(app)[slot]["rows"]
        assert sorted(row["key"] for row in rows) == list(ZONES)
        assert [row["key"] for row in rows if row["selected"]] == ["E"]
        assert all(row["pick"] == f"zone:{row['key']}" for row in rows)


def test_tied_zones_are_not_counted_twice() -> None:
    # A and C tie for first in every weighting: 100 %, not 200 %.
    app = open_page(page_script("sites", only("test_area")), lang="zh", zones="A,C")
    assert "A区第 1、C区第 1；500 组随机权重中有 100.0% 居首位" in title(app)


def test_choosing_a_zone_changes_no_score(catalog: Catalog) -> None:
    plain = assess(catalog, Selection(), "yongchuan-east", EQUAL)
    picked = assess(catalog, Selection(zones=("F",), lang="en"), "yongchuan-east", EQUAL)
    assert plain is not None
    assert picked is not None
    assert (plain.total == picked.total).all()


def test_sector_and_status_change_what_is_counted(catalog: Catalog) -> None:
    _, every, _ = measures(catalog, Selection(), "yongchuan-east")
    _, data, _ = measures(catalog, Selection(sectors=("data",)), "yongchuan-east")
    tenants = catalog["tenants"]
    for zone, whole, part in zip(ZONES, every["neighbours"], data["neighbours"], strict=True):
        inside = tenants[tenants["zone"] == zone]
        assert whole == len(inside)
        assert part == (inside["sector"] == "data").sum()
    text = shown(open_page(PAGE, lang="zh", sectors="data", status="planned"))
    assert "区内数据处理企业数" in text
    assert "区内项目数（◌ 规划）" in text


def test_projects_are_those_in_operation(catalog: Catalog) -> None:
    # In zone B P02 and others; counted from project_places.csv and the last wording of each.
    history = catalog["project_statuses"].sort_values("date", kind="stable")
    last = history.groupby("project_id")["status"].last()
    running = set(last[last.isin(["operating", "partial"])].index)
    places = catalog["project_places"].set_index("project_id")["zone"]
    printed = catalog["projects"].set_index("project_id")["zone"].dropna()
    zones = {**places.dropna().to_dict(), **printed.to_dict()}
    _, found, _ = measures(catalog, Selection(), "yongchuan-east")
    for zone, count in zip(ZONES, found["projects"], strict=True):
        assert count == sum(zones.get(project) == zone for project in running), zone


def test_what_is_later_than_the_date_is_not_scored() -> None:
    # Test area and twin are in print in 2021, tenants are allocated from September 2020.
    app = open_page(PAGE, lang="zh", asof="2020-05-01")
    columns = [column["name"] for column in blocks(app)["scores"]["columns"]]
    assert columns == ["名次", "片区", "总分", "到永川东站距离 ↓", "区内已投用项目数 ↑"]
    assert "区内企业数" in blocks(app)["scores"]["notes"][0]
    text = shown(app)
    assert "≥ 2,600 套" in text  # 003 L46-47: 2600余套
    assert "3,000 套" not in text


def test_published_mode_shows_no_score() -> None:
    app = open_page(PAGE, lang="zh", evidence="published")
    found, text = blocks(app), shown(app)
    assert title(app) == "没有来源公布片区边界与企业位置，本页不给出评分"
    assert found["empty"]["kind"] == "empty"
    for slot in ("stack", "sliders", "range", "first", "scores", "warning"):
        assert found[slot] == {"kind": "html", "html": ""}
    assert "data/local" in found["empty"]["text"]
    assert "▨ 示意" not in text
    assert "示意分配" not in text


def test_park_wide_facts_are_printed_and_not_scored() -> None:
    app = open_page(PAGE, lang="zh")
    assert cells(app, "left")[0][1] == "≥ 3,000 套"
    html = panel_of(app, "table-sites-left-out")
    # 002 L186, L188-190, L180-181: 3000多套, 10000多名, 70万平方米
    for part in ("≥ 3,000 套", "约 1 万人", "70 万㎡", "2020年11月", "188-190", "180-181"):
        assert part in html, part
    assert "没有数字" in html  # 003 L73: 租金也很便宜
    assert "示意" in blocks(app)["warning"]["texts"][0]


def test_own_outlines_give_a_score_on_published_evidence(catalog: Catalog) -> None:
    zones = catalog.outlines["zone_outlines"].assign(evidence="secondary")
    surveyed = replace(catalog, outlines={**catalog.outlines, "zone_outlines": zones})
    made = assess(surveyed, Selection(evidence="published"), "yongchuan-east", EQUAL)
    assert made is not None
    assert made.criteria == ("station",)
    assert not made.illustrative


def test_no_weight_is_an_empty_state() -> None:
    app = open_page(page_script("sites", only()), lang="en")
    assert title(app) == "All weights are 0, so nothing can be ranked"
    assert "Move any slider" in blocks(app)["empty"]["text"]
    assert blocks(app)["sliders"]["kind"] == "sliders"


def test_numbers_behind_a_zone_open() -> None:
    panel = message(open_page(page_script("sites", opened="site-D"), lang="en"))["panel"]
    assert panel["title"].startswith("Zone D: no. ")
    assert panel["file"].startswith("cloud-valley-atlas_zone-d-")
    for part in ("OpenStreetMap", "smaller is better", "assumed", "20 km²", "as of 2021"):
        assert part in panel["html"], part


@pytest.mark.parametrize(
    "options",
    [
        {"sites-station": "nan", "sites-neighbours": "1e999", "sites-projects": "-5"},
        {"sites-place": "<script>alert(1)</script>", "sites-twin_1": "6"},
        {"sites-place": "shennv-lake", "sites-test_area": ""},
    ],
)
def test_hostile_options_are_ignored(options: dict[str, str]) -> None:
    plain, app = (
        open_page(PAGE, lang="zh"),
        open_page(page_script("sites", options), lang="zh"),
    )
    assert not app.exception
    assert blocks(app)["stack"] == blocks(plain)["stack"]
    assert title(app) == title(plain)
