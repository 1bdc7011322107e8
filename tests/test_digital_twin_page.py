"""What the digital-twin page shows, against the articles."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.blocks.base import sent
from components.session.request import Request
from components.session.theme import THEMES
from components.topics.twin.massing import massing_deck
from components.topics.twin.modules import modules_board
from components.topics.twin.phases import twin_cards
from components.topics.twin.plan import make_plan, read_move
from components.topics.twin.plan_blocks import plan_table
from data.catalog import Catalog
from data.selection import Selection
from geo.massing import massing
from geo.planned import Move
from tests.opened import blocks, open_page, page_script, shown, title
from tests.shipped import words_of

ROOT = Path(__file__).parent.parent
PAGE = page_script("digital-twin")
STAY = Move("twin_1", 0.0, 0.0, 100.0)


def test_titles_state_the_finding() -> None:
    # 000 L179 and L186: 10 and 60 km²; 10 / 60 = 16.7 %.
    assert (
        title(open_page(PAGE, lang="zh")) == "数字孪生一期已完成 10 km²，为二期目标 60 km² 的 16.7%"
    )
    assert title(open_page(PAGE, lang="en", zones="C")).startswith("Zone C: 100% of the zone")
    assert "not published" in title(open_page(PAGE, lang="en", zones="C", evidence="published"))
    assert "no article" in title(open_page(PAGE, lang="en", asof="2020-10"))


def cards(catalog: Catalog, chosen: Selection) -> dict[str, tuple[str, str, str]]:
    """Return value, lines and source of each card."""
    return {
        card.card_id: (
            card.value,
            " ".join(f"{line.text} {line.flag}" for line in card.lines),
            "".join(one.html for one in card.source()) if card.source else "",
        )
        for card in twin_cards(catalog, chosen, words_of("zh"))
    }


@pytest.mark.parametrize(
    ("card", "value", "line", "source"),
    [
        ("twin-done", "10 km²", "截至 2021年", "第 178-180 行"),  # 000 L178-180
        ("twin-wanted", "60 km²", "完成情况没有报道", "第 180-186 行"),  # 000 L180-186
        ("twin-progress", "16.7%", "10 km² ÷ 60 km²", "没有说明"),  # 10 / 60
        ("twin-progress", "16.7%", "是否计入目标未说明", "口径冲突 C43"),
        ("status-p10", "▨ 建设中", "进行项目二期建设", "第 178-181 行"),  # 000 L178-181
    ],
)
def test_cards_print_the_article(
    catalog: Catalog, card: str, value: str, line: str, source: str
) -> None:
    found = cards(catalog, Selection())[card]
    assert found[0] == value
    assert line in found[1]
    assert source in found[2]


def test_nothing_of_2021_is_shown_before(catalog: Catalog) -> None:
    early = cards(catalog, Selection(as_of="2020-10"))
    assert {early[name][0] for name in ("twin-done", "twin-wanted", "twin-progress")} == {"无数据"}
    assert early["twin-zones"][0] == "未公布"
    app = open_page(PAGE, lang="zh", asof="2020-10")
    assert "10 km²" not in shown(app)
    assert blocks(app)["plan"]["kind"] == "empty"
    assert blocks(app)["map-shape"]["rings"] == []


def test_phases_are_two_bars_never_a_sum() -> None:
    done, wanted = blocks(open_page(PAGE, lang="en"))["phases"]["rows"]
    assert (done["value"], done["text"], done["dashed"]) == (10, "10 km²", False)
    assert (wanted["value"], wanted["text"], wanted["dashed"]) == (60, "60 km²", True)


def test_modules_by_wording(catalog: Catalog) -> None:
    board = modules_board(catalog, Selection(), words_of("zh"))
    columns = {
        column["key"]: [i["text"] for i in column["items"]] for column in sent(board)["columns"]
    }
    assert columns["complete"] == ["城市三维模型 10 km²"]  # 000 L178-180 已完成
    assert columns["to_come"][:3] == ["交通数据", "消防数据", "应急数据"]  # 000 L181-182 将接入
    assert columns["purpose"][:4] == [  # 000 L174-176 以实现
        "运行状态监控",
        "规划效果预测",
        "应急管理",
        "重大事件超前决策",
    ]
    assert "第 181-182 行" in board.panels["module-digital-twin-fire"]().html
    spring = modules_board(catalog, Selection(as_of="2020-05-01"), words_of("zh"))
    assert [column["key"] for column in sent(spring)["columns"]] == ["purpose"]  # 003 L143-147
    assert modules_board(catalog, Selection(as_of="2019"), words_of("zh")).kind == "empty"


def asked(catalog: Catalog, **options: str) -> Request:
    named = {f"twin-{name}": value for name, value in options.items()}
    return Request(catalog, Selection(), words_of("zh"), THEMES["light"], named)


def test_move_is_read_from_the_options(catalog: Catalog) -> None:
    request = asked(catalog, outline="twin_2", east="-1.5", north="2", scale="150")
    assert read_move(request) == Move("twin_2", -1.5, 2.0, 150.0)


@pytest.mark.parametrize("value", ["nan", "inf", "1e9", "-6", "<b>", "", "0x10", "5;drop"])
def test_hostile_moves_are_ignored(catalog: Catalog, value: str) -> None:
    request = asked(catalog, outline=value, east=value, north=value, scale=value)
    assert read_move(request) == STAY


def test_moved_outline_is_counted(catalog: Catalog) -> None:
    stay = make_plan(catalog, Selection(), STAY)
    away = make_plan(catalog, Selection(), Move("twin_1", 5.0, 5.0, 100.0))
    grown = make_plan(catalog, Selection(), Move("twin_1", 0.0, 0.0, 600.0))
    assert stay is not None
    assert away is not None
    assert grown is not None
    assert stay.outline_km2 == pytest.approx(10, rel=0.005)
    assert stay.new_km2 == 0
    # 7 km away: the outline is 10 km², under 4.5 km long, and meets no zone.
    assert away.frame[["area_km2", "enterprises", "projects"]].to_numpy().sum() == 0
    assert away.new_km2 == pytest.approx(10, rel=0.005)
    # Six times the area covers all of phase one: 60 - 10 km² are new.
    assert grown.outline_km2 == pytest.approx(60, rel=0.005)
    assert grown.new_km2 == pytest.approx(50, rel=0.01)
    assert grown.frame["share"].min() > 0.9995
    text = sent(plan_table(catalog, Selection(), words_of("zh"), grown))["rows"]
    assert [row[2]["text"] for row in text] == ["100.0"] * 6


def test_shape_goes_to_the_map_with_its_reach() -> None:
    shape = blocks(open_page(PAGE, lang="zh"))["map-shape"]
    lats = [lat for lat, _ in shape["rings"][0]]
    assert 29.3 < min(lats) < max(lats) < 29.5
    assert (shape["east"], shape["north"], shape["limit"]) == (0, 0, 5)


def test_floor_area_is_spread_by_the_allocation(catalog: Catalog) -> None:
    # 002 L180-181: 700,000 m². The weights are counted from the file, not by the code.
    with (ROOT / "data" / "illustrative" / "tenants.csv").open(encoding="utf-8") as file:
        tenants = Counter(row["zone"] for row in csv.DictReader(file))
    frame = massing(catalog, Selection()).set_index("zone")
    assert frame["floor_m2"].sum() == pytest.approx(700_000)
    for zone, count in tenants.items():
        expected = 700_000 * count / tenants.total()
        assert frame.loc[zone, "floor_m2"] == pytest.approx(expected)
        assert frame.loc[zone, "ratio"] == pytest.approx(
            expected / (1e6 * frame.loc[zone, "zone_km2"])
        )
    assert massing(catalog, Selection(as_of="2020-05-01")).empty  # no sectors before September
    assert massing(catalog, Selection(evidence="published")).empty


def test_columns_ask_no_other_host(catalog: Catalog) -> None:
    text = massing_deck(catalog, Selection(), words_of("zh"), THEMES["light"]).to_json()
    assert "http" not in text
    assert "mapStyle" not in text
    assert "MapView" not in text  # Streamlit gives a map view tiles of another host


def columns_shown(app: AppTest) -> int:
    return len(app.get("deck_gl_json_chart"))


@pytest.mark.parametrize("query", [{}, {"zones": "C"}, {"sectors": "data"}])
def test_published_mode_shows_no_schematic_value(query: dict[str, str]) -> None:
    app = open_page(PAGE, lang="zh", evidence="published", **query)
    text = shown(app, without=("empty",))
    assert "▨ 示意" not in text
    assert columns_shown(app) == 0
    assert blocks(app)["map-shape"]["rings"] == []
    assert blocks(app)["plan"]["kind"] == "empty"
    assert blocks(app)["cards"]["cards"][-1]["value"] == "未公布"
    assert "10 km²" in text
    assert columns_shown(open_page(PAGE, lang="zh", **query)) == 1
