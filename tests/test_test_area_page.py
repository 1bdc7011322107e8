"""What the test-area page shows, against the articles."""

from __future__ import annotations

from typing import Any

import pytest

from components.blocks.base import sent
from components.session.request import Request
from components.session.theme import THEMES
from components.topics.driving.base import base_cards, later_block, zones_chart
from components.topics.driving.reach import KIND, REACH, reach_block
from data.catalog import Catalog
from data.selection import Selection
from geo.reached import reach_table
from tests.opened import blocks, cells, open_page, page_script, shown, title
from tests.shipped import words_of

PAGE = page_script("test-area")


def test_titles_state_the_finding() -> None:
    # 000 L148-149: 20 km², about 180 km in both directions; the share is of the schematic
    # outline, in which A, B, C and E lie wholly.
    assert title(open_page(PAGE, lang="zh")) == (
        "L4 测试区 20 km²、双向测试道路约 180 公里；按示意轮廓，4/6 个片区整片在内"
    )
    assert "100% of the zone area" in title(open_page(PAGE, lang="en", zones="C"))
    published = title(open_page(PAGE, lang="en", evidence="published"))
    assert "≥ 20 km of V2X section planned" in published
    assert "not published" in title(open_page(PAGE, lang="en", evidence="published", zones="C"))


def test_title_goes_with_the_date() -> None:
    # 003 L5: ground broken on 9 March 2020; 002 L261: in operation in September 2020.
    assert "没有关于 L4 测试基地的报道" in title(open_page(PAGE, lang="zh", asof="2020-03-01"))
    assert "▨ 建设中" in title(open_page(PAGE, lang="zh", asof="2020-05-01"))
    assert "● 已投用" in title(open_page(PAGE, lang="zh", asof="2020-10"))


def cards(catalog: Catalog, chosen: Selection, lang: str = "zh") -> dict[str, tuple[str, str, str]]:
    """Return value, lines and source of each card."""
    words = words_of("en" if lang == "en" else "zh")
    return {
        card.card_id: (
            card.value,
            " ".join(f"{line.text} {line.flag}" for line in card.lines),
            "".join(one.html for one in card.source()) if card.source else "",
        )
        for card in base_cards(catalog, chosen, words)
    }


@pytest.mark.parametrize(
    ("card", "value", "line", "source"),
    [
        ("test-area", "20 km²", "2021年", "第 148 行"),  # 000 L148
        ("test-roads", "约 180 公里", "2021年", "第 148-149 行"),  # 000 L148-149
        ("test-v2x", "≥ 20 公里", "已建 10 公里", "第 149-151 行"),  # 000 L149-151
        ("test-v2x", "≥ 20 公里", "50%", "其他公开来源"),  # 10 / 20
        ("test-investment", "10 亿元", "2020年4月", "第 5-7 行"),  # 003 L5-7
        ("status-p01", "● 已投用", "建成并投入运营", "第 260-261 行"),  # 002 L260-261
    ],
)
def test_cards_print_the_articles(
    catalog: Catalog, card: str, value: str, line: str, source: str
) -> None:
    found = cards(catalog, Selection())[card]
    assert found[0] == value
    assert line in found[1]
    assert source in found[2]


def test_cards_hold_back_what_was_not_yet_in_print(catalog: Catalog) -> None:
    # The area is first in print in 2021; 10 km of V2X were built by 17 September 2020.
    autumn = cards(catalog, Selection(as_of="2020-10"))
    assert autumn["test-area"][0] == "无数据"
    assert autumn["test-v2x"][0] == "10 公里"
    assert "其他公开来源" in autumn["test-v2x"][1]
    assert cards(catalog, Selection(as_of="2020-09-01"))["test-v2x"][0] == "无数据"


def test_built_and_planned_are_drawn_apart() -> None:
    built, planned = blocks(open_page(PAGE, lang="zh"))["road"]["rows"]
    assert (built["text"], built["dashed"]) == ("10 公里", False)
    assert (planned["text"], planned["dashed"], planned["bracket"]) == ("≥ 20 公里", True, "[")


def test_chain_is_told_by_its_wording() -> None:
    told = {row[0]: row[1:] for row in cells(open_page(PAGE, lang="zh"), "chain")}
    assert told["虚拟仿真"] == ["▨ 建设", "“构建”", "2021年"]  # 000 L154
    assert told["开放道路测试"] == ["● 已启用", "“建成并投入运营”", "2020年9月"]  # 002 L261
    assert told["联动高新区、大足的走廊"] == ["◌ 规划", "“全力建设”", "2020年4月"]  # 003 L202
    early = blocks(open_page(PAGE, lang="zh", asof="2020-05-01"))["chain"]["rows"]
    assert [row[0]["text"] for row in early] == ["“首个”之说", "联动高新区、大足的走廊"]


def test_conflicts_stand_side_by_side() -> None:
    rows = blocks(open_page(PAGE, lang="zh"))["conflicts"]["rows"]
    assert len(rows) == 5  # with C53: 000 L165-166, 002 L261-262
    assert rows[0][1] == "国内首个 ↔ 西南首个"  # C12: 000 L146, 003 L204


def test_what_came_later_is_kept_apart(catalog: Catalog) -> None:
    words = words_of("zh")
    cells = [row[1]["text"] for row in sent(later_block(catalog, Selection(), words))["rows"]]
    assert cells == ["≥ 1,800,000 公里", "≥ 1,380 公里", "1,385 公里", "1,576 km²"]
    assert later_block(catalog, Selection(as_of="2021"), words).kind == "html"


def test_table_of_what_lies_within_reach(catalog: Catalog) -> None:
    frame = reach_table(catalog, Selection())
    zones = frame[frame["kind"] == "zone"].set_index("zone")
    assert zones.loc[["A", "B", "C", "E"], "share"].min() > 0.9995
    assert ((zones.loc[["D", "F"], "share"] > 0) & (zones.loc[["D", "F"], "share"] < 1)).all()
    # Landmarks: south station is the farthest in the south-east, Wanda lies in the outline.
    places = frame[frame["kind"] == "landmark"].set_index("name_zh")
    assert places.loc["永川万达广场", "area_km"] == 0
    south: Any = places.loc["永川南站"]
    assert south["area_km"] > 5
    assert not south["reachable"]
    near = frame["road_km"] <= 1
    assert (frame["reachable"] == ((frame["share"] > 0) | near)).all()


def request(catalog: Catalog, chosen: Selection, **options: str) -> Request:
    named = {name.replace("_", "-"): value for name, value in options.items()}
    return Request(catalog, chosen, words_of("zh"), THEMES["light"], named)


def test_options_narrow_the_table_and_hostile_ones_are_ignored(catalog: Catalog) -> None:
    whole = len(sent(reach_block(request(catalog, Selection())))["rows"])
    zones = sent(reach_block(request(catalog, Selection(), test_area_kind="zone")))["rows"]
    assert len(zones) == 6
    beyond = sent(reach_block(request(catalog, Selection(), test_area_reach="beyond")))["rows"]
    assert {row[5] for row in beyond} == {"否"}
    for option in (KIND, REACH):
        hostile = {option.replace("-", "_"): "<script>alert(1)</script>"}
        assert len(sent(reach_block(request(catalog, Selection(), **hostile)))["rows"]) == whole


def test_zone_filter_marks_and_keeps_the_other_zones(catalog: Catalog) -> None:
    rows = sent(zones_chart(catalog, Selection(zones=("C",)), words_of("zh"), THEMES["light"]))[
        "rows"
    ]
    assert [row["key"] for row in rows] == [*"ABCDEF"]
    assert [row["key"] for row in rows if row["selected"]] == ["C"]
    kinds = reach_table(catalog, Selection(zones=("C",)))
    assert kinds.loc[kinds["kind"] == "zone", "zone"].tolist() == ["C"]


@pytest.mark.parametrize("query", [{}, {"zones": "C"}, {"sectors": "data"}])
def test_published_mode_shows_no_schematic_value(query: dict[str, str]) -> None:
    app = open_page(PAGE, lang="zh", evidence="published", **query)
    text = shown(app, without=("empty",))
    assert "▨ 示意" not in text
    assert "100%" not in text
    assert blocks(app)["reach-table"]["kind"] == "empty"
    assert "地标" in blocks(app)["reach-table"]["text"]
    assert "20 km²" in text
