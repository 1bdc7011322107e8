"""The page of enterprises: expected values from the articles, by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from components.blocks.base import Block, Content, sent
from components.session.request import Request
from components.session.theme import THEMES
from data.catalog import Catalog
from data.i18n import Lang
from data.selection import Selection
from tests.opened import blocks, open_page, page_script, title
from tests.shipped import words_of
from tests.test_all_pages import contents as contents  # noqa: PLC0414  # a fixture

PAGE = page_script("enterprises")
Open = Callable[..., Content]


@pytest.fixture
def page(catalog: Catalog, contents: dict[str, Callable[[Request], Content]]) -> Open:
    """Return a function that gives the content of the page for a view and options."""

    def opened(chosen: Selection | None = None, lang: Lang = "zh", **options: str) -> Content:
        named = {f"enterprises-{name}": value for name, value in options.items()}
        request = Request(catalog, chosen or Selection(), words_of(lang), THEMES["light"], named)
        return contents["enterprises"](request)

    return opened


def bars(block: Block) -> dict[str, str]:
    return {row["key"]: row["text"] for row in sent(block)["rows"]}


def cards(block: Block) -> dict[str, dict[str, Any]]:
    return {card["id"]: card for card in sent(block)["cards"]}


def cells(block: Block) -> list[list[str]]:
    return [
        [cell if isinstance(cell, str) else cell["text"] for cell in row]
        for row in sent(block)["rows"]
    ]


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        # 002 L146-149 and 003 L49-50; 50 + 80 + 90 + 40 + 30 of 004 L75-77
        ({}, ("300–330 家", "5 个板块", "≥ 290 家")),
        # 003 L49-50; 50 + 130 + 30 + 40 of 003 L121-152; 18 named there, Leyard (L197) included
        ({"asof": "2020-05-01"}, ("330 家", "4 个板块", "≥ 250 家", "18 家")),
        ({"sectors": "data"}, ("数据处理", "≥ 90 家")),  # 004 L77
        ({"zones": "C"}, ("C区", "示意")),
        ({"zones": "C", "evidence": "published"}, ("没有来源公布",)),
        ({"asof": "2012"}, ("没有截至2012年的企业数",)),
    ],
)
def test_title_follows_the_selection(query: dict[str, str], parts: tuple[str, ...]) -> None:
    said = title(open_page(PAGE, lang="zh", **query))
    for part in parts:
        assert part in said


def test_each_grouping_has_its_own_axis(page: Open) -> None:
    # 004 L75-77, and 330 less 290
    assert bars(page()["sector"]) == {
        "outsourcing": "≥ 50",
        "software": "≥ 80",
        "data": "≥ 90",
        "content": "≥ 40",
        "ecommerce": "≥ 30",
        "unattributed": "≤ 40",
    }
    # 003 L121-152 gives no e-commerce; 330 less 250
    assert bars(page(taxonomy="2020-04")["sector"]) == {
        "outsourcing": "≥ 50",
        "software": "≥ 130",
        "data": "≥ 30",
        "content": "≥ 40",
        "ecommerce": "未给数",
        "unattributed": "≤ 80",
    }


def test_bars_are_lower_bounds_and_choose_a_sector(page: Open) -> None:
    rows = {row["key"]: row for row in sent(page(Selection(sectors=("data",)))["sector"])["rows"]}
    assert [key for key, row in rows.items() if row["selected"]] == ["data"]
    assert {row["bracket"] for key, row in rows.items() if key != "unattributed"} == {"["}
    assert rows["data"]["pick"] == "sector:data"
    assert rows["unattributed"]["pick"] == ""
    assert rows["unattributed"]["hatched"]


def test_regrouping_is_explained_and_not_drawn(page: Open) -> None:
    table = page()["regrouping"]
    assert table.kind == "table"
    assert "不是增减" in sent(table)["notes"][0]
    software, data = cells(table)[1], cells(table)[2]
    assert software[1:] == ["软件和物联网 ≥ 130", "软件信息板块 ≥ 80"]
    assert data[1:] == ["数据处理板块 ≥ 30", "数据处理板块 ≥ 90"]
    assert cells(table)[5][1:] == ["≥ 160", "≥ 170"]  # 130 + 30, 80 + 90
    assert "C03" in table.panels["figure-F003-26"]().html
    assert "第 149-152 行" in table.panels["figure-F003-26"]().html


def test_early_view_knows_one_grouping(page: Open) -> None:
    content = page(Selection(as_of="2020-05-01"), taxonomy="2020-09")
    assert [one[0] for one in sent(content["grouping"])["options"]] == ["2020-04"]
    assert bars(content["sector"])["software"] == "≥ 130"
    assert content["regrouping"].kind == "empty"


def test_grouping_changes_title_and_cards(page: Open) -> None:
    chosen = Selection(sectors=("software",))
    assert "2020年4月分类有≥ 130 家" in sent(page(chosen, taxonomy="2020-04")["title"])["text"]
    assert "2020年9月分类有≥ 80 家" in sent(page(chosen)["title"])["text"]
    shop = page(Selection(sectors=("ecommerce",)), taxonomy="2020-04")
    assert "没有给数" in sent(shop["title"])["text"]
    largest = cards(page(taxonomy="2020-04")["cards"])["largest"]
    assert largest["value"] == "≥ 130 家"
    assert largest["lines"][0]["text"] == "软件信息"


def test_seats_stand_apart_from_staff(page: Open) -> None:
    content = page(sheet="outsourcing")
    # 002 L267-268, L298-300, L307-309, L313-314
    assert [row["text"] for row in sent(content["sheet-chart"])["rows"]] == [
        "5,000 · 规划",
        "1,000 · 首期",
        "约 1,300 · 两年内目标",
        "1,000 · 计划",
        "500 · 首期建成",
        "920 · 两期建成",
    ]
    # 000 L98; 002 L309-310, L268-269, L315
    assert [row["text"] for row in sent(content["sheet-staff"])["rows"]] == [
        "≥ 2,000",
        "≥ 1,000",
        "700",
        "200",
    ]
    dashed = [row["dashed"] for row in sent(content["sheet-chart"])["rows"]]
    assert dashed == [True, True, True, True, False, False]


def test_sheet_cards_print_value_unit_date_and_source(page: Open) -> None:
    block = page(sheet="outsourcing")["sheet-cards"]
    values = {
        name: (card["value"], card["lines"][1]["text"]) for name, card in cards(block).items()
    }
    assert values == {
        "sheet-F000-17": ("12,000 席", "2021年"),  # 000 L230-232
        "sheet-F003-19": ("9.8 亿单", "2019年"),  # 003 L125
        "sheet-F003-20": ("60 亿元", "2019年"),  # 003 L125-126
    }
    assert "第 125-126 行" in block.panels["source-sheet-F003-20"]().html


def test_trade_is_no_revenue(page: Open) -> None:
    content = page(Selection(sectors=("ecommerce",)))
    # 003 L129-131, L132-135
    assert bars(content["sheet-chart"]) == {"F003-21": "102.7 亿元", "F003-22": "22 亿元"}
    assert "不是营收" in sent(content["sheet-chart"])["small"]
    assert "几家平台的合计" in sent(content["sheet-chart"])["notes"][0]
    assert [one[0] for one in sent(content["sheet"])["options"]] == ["ecommerce"]


def test_claims_and_targets_are_marked(page: Open) -> None:
    rows = {row[2]: row for row in cells(page(sheet="content")["sheet-figures"])}
    # 002 L43-48: claims; 001 L99: targets; 001 L91: under construction
    assert rows["渲染速度提升"][0].startswith("宣传说法")
    assert rows["渲染速度提升"][3] == "近 1,500 倍"
    assert rows["制作成本降低"][3] == "约 40%"
    assert rows["企业目标"][::3] == ["目标", "500 家"]
    assert rows["营收目标"][::3] == ["目标", "300 亿元"]
    assert rows["在建LED摄影棚"][::3] == ["进行中", "5 个影棚"]


def test_data_sheet_and_platforms(page: Open) -> None:
    assert cards(page(sheet="data")["sheet-cards"])["sheet-F003-24"]["value"] == "12.6 亿条/年"
    platforms = cards(page(sheet="software")["sheet-cards"])
    assert platforms["sheet-F003-27"]["value"] == "≥ 10 个"  # 003 L152-153
    assert platforms["sheet-F003-28"]["value"] == "≥ 3 个省"  # 003 L153-155
    plain = cards(page(lang="en", sheet="data")["sheet-cards"])["sheet-F003-24"]["value"]
    assert plain.startswith("1.26 billion")  # 003 L140-141


def test_as_of_hides_what_was_not_in_print(page: Open) -> None:
    early = page(Selection(as_of="2020-05-01"), sheet="outsourcing")
    # Only 003 was out: 5,000 seats planned, no staff, no 12,000 seats.
    assert [row["text"] for row in sent(early["sheet-chart"])["rows"]] == ["5,000 · 规划"]
    assert sent(early["sheet-staff"])["empty"]
    assert cards(early["sheet-cards"])["sheet-F000-17"]["value"] == "无数据"
    # The base is named in 003 L5-7, but put into data processing only in 004 L77.
    names = [row[0] for row in cells(page(Selection(as_of="2020-05-01"))["directory"])]
    assert "百度西部自动驾驶开放测试基地" in names
    data = Selection(as_of="2020-05-01", sectors=("data",))
    assert [row[0] for row in cells(page(data)["directory"])] == [
        "博彦科技",
        "文思海辉",
        "知道创宇",
    ]


def test_directory_opens_a_sheet_with_figures_and_projects(page: Open) -> None:
    block = page()["directory"]
    assert sent(block)["search"]
    panel = block.panels["profile-enterprise-E016"]()
    assert panel.title == "阿里巴巴客户体验中心"
    for part in ("700人", "5,000 席", "部分投用", "222-228, 265-269 行"):  # 002 L265-269
        assert part in panel.html
    assert "1,000 万户" not in panel.html  # 003 L20-21: merchants of the whole group
    assert "2,000人" in block.panels["profile-enterprise-E015"]().html  # 000 L98
    assert "102.7 亿元" in block.panels["profile-enterprise-E004"]().html  # 003 L129-131


def test_disagreements_open(page: Open) -> None:
    block = page()["conflicts"]
    html = block.panels["conflict-C01"]().html
    assert "330家" in html
    assert "300余家" in html
    assert "conflict-C01" not in page(Selection(as_of="2020-05-01"))["conflicts"].panels


def test_hostile_options_are_ignored(page: Open) -> None:
    bad = page(taxonomy="<script>", sheet="../../etc/passwd")
    good = page()
    assert sent(bad["sector"]) == sent(good["sector"])
    assert sent(bad["sheet"]) == sent(good["sheet"])


def test_zone_filter_does_not_touch_named_enterprises(page: Open) -> None:
    content = page(Selection(zones=("C",)))
    assert sent(content["directory"])["rows"] == sent(page()["directory"])["rows"]
    assert any("报道没有写明企业在哪个片区" in note for note in sent(content["directory"])["notes"])
    assert sent(page(Selection(zones=("C",)), taxonomy="2020-04")["sector"])["empty"]


def test_page_is_sent_whole() -> None:
    sent = blocks(open_page(PAGE, lang="en", sectors="content"))
    assert sent["zone"]["kind"] == "bars"
    assert [one[0] for one in sent["sheet"]["options"]] == ["content", "metaverse"]
