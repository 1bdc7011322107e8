"""The page of the city and its parks: printed figures side by side, never summed or shared."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from components.topics.city.tables import outside_rows
from data.catalog import Catalog
from data.counts import counts
from data.indicators import headline, read_indicator, series
from data.selection import Selection
from tests.opened import blocks, cells, message, open_page, page_script, shown, title
from tests.shipped import LATEST

PAGE = page_script("city")


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        # 004 L116: 截至2019年底1.5万家; 004 L73: 330家
        ({}, ["15,000 家（2019年12月31日）", "永川园 330 家（2020年9月）", "不算占比"]),
        # 003 L49-50: 330家 in April 2020
        ({"asof": "2020-05-01"}, ["15,000 家", "永川园 330 家（2020年4月）"]),
        ({"asof": "2020-02"}, ["15,000 家", "没有永川园的企业数"]),
        ({"asof": "2012"}, ["没有截至2012年的全市"]),
        # 004 L77: 软件信息…80余家, 大数据处理…90余家
        ({"sectors": "software,data"}, ["软件信息 ≥ 80 家", "数据处理 ≥ 90 家", "其他园区没有"]),
        ({"sectors": "data", "asof": "2020-05-01"}, ["没有截至2020年5月1日的分板块数"]),
    ],
)
def test_title_states_the_finding(query: dict[str, str], parts: list[str]) -> None:
    text = title(open_page(PAGE, lang="zh", **query))
    for part in parts:
        assert part in text, part


def test_city_figures_stand_apart_with_unit_and_date() -> None:
    rows = {row[0]: row[1:] for row in cells(open_page(PAGE, lang="zh"), "figures")}
    # 004 L114-124
    assert rows == {
        "数字经济企业": ["⚠ 15,000 家", "2019年12月31日", "实际"],
        "数字经济增加值": ["⚠ ≥ 2,000 亿元", "2020年6月", "实际"],
        "增加值增速": ["⚠ 24%", "2020年6月", "实际"],
        "一季度数字经济增加值": ["⚠ 1,157.3 亿元", "2020年第1季度", "实际"],
        "一季度增速": ["⚠ 0.3%", "2020年第1季度", "实际"],
        "高于GDP增速": ["6.8 个百分点", "2020年第1季度", "实际"],
        "占GDP比重": ["23.2%", "2020年第1季度", "实际"],
        "发展指数全国排名": ["前 10 位", "2019年12月31日", "宣称"],
    }


def test_growth_and_value_added_never_share_a_chart() -> None:
    found = blocks(open_page(PAGE, lang="en"))
    assert [row["text"] for row in found["added"]["rows"]] == [
        "CNY 115.73 billion",
        "≥ CNY 200 billion",
    ]
    assert [row["text"] for row in found["growth"]["rows"]] == ["0.3%", "24%"]
    assert [row["bracket"] for row in found["added"]["rows"]] == ["", "["]


def test_parks_stand_side_by_side_and_are_not_summed() -> None:
    app = open_page(PAGE, lang="zh")
    rows = {row[0]: row[2:] for row in cells(app, "parks")}
    missing = "未给出"
    # 004 L73, L83, L85, L29-33, L21-25
    assert rows["重庆云谷·永川大数据产业园"] == [
        "⚠ 330 家 · 2020年9月", "⚠ 244.7 亿元 · 2019年", "2008 年起步", *[missing] * 4,
    ]  # fmt: skip
    assert rows["中国智谷（重庆）科技园"] == ["≥ 600 家 · 2020年9月", *[missing] * 6]
    assert rows["仙桃数据谷"] == [missing, missing, "6 年 · 2020年9月", *[missing] * 4]
    assert rows["两江数字经济产业园"] == [
        *[missing] * 3, "≥ 100 家 · 2020年9月", "≥ 6,000人 · 2020年9月", missing, missing,
    ]  # fmt: skip
    assert rows["腾讯西部云计算数据中心二期"][-2:] == ["200,000 台 · 2020年9月", "4 栋 · 2020年9月"]
    assert len(rows) == 5
    text = shown(app)
    for made_up in ("930", "1,030", "2.2%", "4%）"):  # 330 + 600, + 100; 330 / 15,000; 600 / 15,000
        assert made_up not in text, made_up


def test_peers_chart_follows_the_sector() -> None:
    plain = blocks(open_page(PAGE, lang="zh"))["peers"]["rows"]
    assert [row["text"] for row in plain] == ["330 家", "≥ 600 家", "未给出", "未给出"]
    chosen = blocks(open_page(PAGE, lang="zh", sectors="content,ecommerce"))["peers"]["rows"]
    # 004 L77: 数字内容…40余家, 电子商务…30多家
    assert [row["text"] for row in chosen] == ["≥ 40 家", "≥ 30 家", *["未给出"] * 3]


def test_outside_figures_are_printed_with_qualifier_and_kind() -> None:
    rows = {(row[1], row[2]): row[3:] for row in cells(open_page(PAGE, lang="zh"), "outside")}
    assert len(rows) == 28  # 17 cases, 6 of other parks, 4 of context, 1 of the city
    # 004 L9, L57, L57, L65, L93; 003 L19-21, L30-32; 002 L38-39
    for key, value, kind, date in (
        (("忽米网改造的集诚汽车电子", "生产效率提高"), "25.4%", "宣称", "2020年9月"),
        (("公鱼互联云平台", "互联企业"), "近 5,000 家", "实际", "2020年9月"),
        (("公鱼互联云平台", "交易金额"), "≥ 50 亿元", "实际", "2020年9月"),
        (("中科云从", "服务银行"), "≥ 400 家", "宣称", "2020年9月"),
        (("富川古圣机电", "改造前用工"), "≥ 1,700人", "实际", "未注明日期"),
        (("阿里巴巴集团", "全国客户体验中心"), "5 个", "计划", "2020年4月"),
        (("来渝剧组", "每年来渝剧组"), "≥ 200 个剧组/年", "宣称", "2020年11月26日"),
    ):
        assert rows[key] == [value, kind, date], key


def test_outside_figures_never_enter_the_totals_of_the_park(catalog: Catalog) -> None:
    outside = set(outside_rows(catalog, Selection(), "all").index)
    assert {"F004-20", "F004-27", "F004-35", "F003-05", "F002-15"} <= outside
    used = {
        figure
        for name in headline(catalog)
        for forecasts in (False, True)
        for figure in series(catalog, name, LATEST, forecasts=forecasts).index
    }
    assert {"F003-14", "F002-06"} <= used
    assert not used & outside
    frame = catalog["figures"]
    columns = ["value", "low", "high"]
    scale = pd.Series(1.0, frame.index).mask(frame["figure_id"].isin(outside), 1000.0)
    inflated = frame.assign(**{name: frame[name] * scale for name in columns})
    other = replace(catalog, tables={**catalog.tables, "figures": inflated})
    for name in headline(catalog):
        mine, theirs = (read_indicator(one, name, LATEST) for one in (catalog, other))
        assert mine is not None
        assert theirs is not None
        assert (mine.low, mine.high) == (theirs.low, theirs.high)
    for measure in ("enterprises", "projects"):
        totals = [
            int(counts(c, Selection(), by="sector", of=measure)["count"].sum())
            for c in (catalog, other)
        ]
        assert totals[0] == totals[1]
    assert "不计入园区的任何合计" in "".join(blocks(open_page(PAGE, lang="zh"))["outside"]["notes"])


def test_scope_narrows_the_table() -> None:
    app = open_page(page_script("city", {"city-scope": "context"}), lang="zh")
    assert {row[0] for row in cells(app, "outside")} == {"背景"}
    assert len(cells(app, "outside")) == 4  # F003-05 to F003-08


def test_as_of_date_hides_later_figures() -> None:
    app = open_page(PAGE, lang="zh", asof="2020-05-01")
    assert [row[0] for row in cells(app, "figures")] == [
        "数字经济企业", "一季度数字经济增加值", "一季度增速", "高于GDP增速",
        "占GDP比重", "发展指数全国排名",
    ]  # fmt: skip
    assert [row["text"] for row in blocks(app)["growth"]["rows"]] == ["0.3%"]
    rows = {row[0]: row[2] for row in cells(app, "parks")}
    assert rows["中国智谷（重庆）科技园"] == "此日期前无数"
    text = shown(app)
    for later in ("≥ 600 家", "2,000 亿元", "25.4%"):
        assert later not in text, later


def test_conflicts_that_touch_article_004() -> None:
    ids = [row[0][2:5] for row in cells(open_page(PAGE, lang="en"), "conflicts")]
    assert ids[:4] == ["C34", "C35", "C44", "C23"]
    # conflicts.csv: all whose references name article 004
    assert sorted(ids) == [f"C{n:02}" for n in (1, 2, 3, 4, 7, 20, 21, 23, 27, 34, 35, 38, 44, 50)]
    assert blocks(open_page(PAGE, lang="en", asof="2020-05-01"))["conflicts"]["empty"]
    early = cells(open_page(PAGE, lang="zh", asof="2020-10"), "conflicts")
    c01 = next(row for row in early if row[0].startswith("⚠ C01"))
    assert "330家" in c01[1]
    assert "300余家" not in c01[1]  # article 002 was printed on 26 November 2020


@pytest.mark.parametrize(
    ("opened", "parts"),
    [
        ("figure-F004-02", ["≥ 2,000 亿元", "2020年6月", "15, 122-124", "重庆日报"]),
        ("figure-F004-20", ["≥ 600 家", "南岸区", "第 83 行"]),
        ("figure-F004-17", ["4 栋", "推算", "1加3"]),  # 004 L21: 一栋…另有3栋
        ("figure-F004-08", ["前 10 位", "见报", "第 116 行"]),
        ("source-city-firms", ["15,000 家", "C34", "C35"]),
        ("conflict-C34", ["0.3%", "24%"]),
        ("city-founded", ["2008年", "第 73 行"]),
    ],
)
def test_sources_open(opened: str, parts: list[str]) -> None:
    made = message(open_page(page_script("city", opened=opened), lang="zh"))["panel"]
    for part in parts:
        assert part in made["html"], part


def test_published_mode_shows_nothing_illustrative() -> None:
    for query in ({}, {"zones": "C", "sectors": "data"}):
        text = shown(
            open_page(PAGE, lang="zh", evidence="published", **query),
            without=("empty",),
        )
        assert "▨ 示意" not in text
        assert "示意分配" not in text


@pytest.mark.parametrize("scope", ["<script>alert(1)</script>", "park", "", "x" * 5000])
def test_hostile_options_are_ignored(scope: str) -> None:
    app = open_page(page_script("city", {"city-scope": scope}), lang="zh")
    assert not app.exception
    assert len(cells(app, "outside")) == 28
    assert "<script>" not in shown(app)
