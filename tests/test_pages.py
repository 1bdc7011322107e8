"""Both pages as Streamlit runs them, in both languages and both evidence modes."""

from __future__ import annotations

import pytest

from tests.opened import PAGES, blocks, open_page, page_script, shown, title

OVERLAY = page_script("overlay")
VIEWS = [
    {},
    {"zones": "A,C"},
    {"zones": "A,B,C,D,E,F", "sectors": "data,content", "status": "planned"},
    {"asof": "2012", "sectors": "ecommerce"},
    {"asof": "2020-05-01", "zones": "F", "status": "construction"},
]
# By the wording in print as of October 2022, counted from the articles by hand.
OPERATING = 14  # P01 P04 P07 P08 P18 P23 P24 P25 P26 P27 P28 P29 P30 P31
PARTLY = 4  # P02 P03 P05 P09


# Every page in every view, and in both ways: what content it has in each of a view's ways,
# `test_all_pages` asks without Streamlit.
WAYS = [{"lang": "zh", "evidence": "all"}, {"lang": "en", "evidence": "published"}]
OPENED = [
    (page, VIEWS[view] | WAYS[(view + place) % 2])
    for place, page in enumerate(PAGES)
    for view in range(len(VIEWS))
]


@pytest.mark.parametrize(("page", "query"), OPENED, ids=str)
def test_no_page_fails(page: str, query: dict[str, str]) -> None:
    app = open_page(page_script(page), **query)
    assert not app.exception
    assert title(app)


def test_opening_view_shows_the_printed_numbers_in_chinese() -> None:
    app = open_page(lang="zh")
    text = shown(app)
    assert "300–330 家" in title(app)
    assert f"{OPERATING + PARTLY}/35" in title(app)
    assert f"全部投用 {OPERATING}，部分投用 {PARTLY}" in text
    # 002 L149-150, 003 L50-51, 002 L150-152, 002 L180-181
    for number in ("1.5 万人", "244.7 亿元", "近 300 亿元", "70 万㎡"):
        assert number in text, number
    assert "来源口径不一" in text
    charts = [block["id"] for block in blocks(app).values() if block["kind"] == "bars"]
    assert charts == ["investment", "sector", "zone", "status"]


def test_opening_view_shows_the_same_numbers_in_english() -> None:
    text = shown(open_page(lang="en"))
    for number in ("15,000 people", "CNY 24.47 billion", "just under CNY 30 billion", "700,000 m²"):
        assert number in text, number


@pytest.mark.parametrize(
    ("asof", "part"),
    [
        ("2012", "没有截至2012年的企业数"),
        ("2020-05-01", "330 家，7/13"),  # P25-P31 operate; 13 are in print by April 2020
        ("2020-10", "330 家"),
        ("2020-11", "300–330 家"),
    ],
)
def test_as_of_date_moves_the_finding(asof: str, part: str) -> None:
    assert part in title(open_page(lang="zh", asof=asof))


def test_alibaba_moves_from_signed_to_in_use() -> None:
    before = open_page(lang="zh", asof="2020-05-01", status="planned")
    after = open_page(lang="zh", asof="2020-09-01", status="partial")
    # On 1 May 2020 planned: Alibaba signed, digital-content park, Huawei college, corridor.
    assert "0/4" in title(before)
    assert "1/1" in title(after)


def test_published_only_shows_nothing_illustrative() -> None:
    for query in ({}, {"zones": "C"}, {"sectors": "data"}, {"zones": "F", "asof": "2020-11"}):
        # An empty state may offer the allocation.
        text = shown(open_page(lang="zh", evidence="published", **query), without=("empty",))
        assert "▨ 示意" not in text, query
        assert "示意分配" not in text, query


def test_zone_without_published_count_says_so() -> None:
    app = open_page(lang="zh", evidence="published", zones="C")
    assert "没有来源公布" in title(app)
    assert "未公布" in shown(app)


def test_sector_filter_keeps_the_lower_bound() -> None:
    assert "≥ 90 家" in title(open_page(lang="zh", sectors="data"))
    assert "≥ 50 家" in title(open_page(lang="zh", sectors="outsourcing"))


def test_language_switch_writes_the_link() -> None:
    app = open_page(lang="zh", zones="C")
    app.button_group(key="language").set_value("en").run()
    assert app.query_params["lang"] in ("en", ["en"])
    assert app.query_params["zones"] in ("C", ["C"])
    assert title(app).startswith("Zone C")


def test_every_zone_is_sent_whole_whatever_is_chosen() -> None:
    rows = blocks(open_page(lang="zh", zones="C"))["zone"]["rows"]
    # The crossfilter rule: the other zones stay, and only C is marked.
    assert [row["key"] for row in rows] == [*"ABCDEF", "unassigned"]
    assert [row["key"] for row in rows if row["selected"]] == ["C"]
    assert [row["pick"] for row in rows][-1] == ""


@pytest.mark.parametrize(
    "query",
    [
        {"zones": "<script>alert(1)</script>"},
        {"zones": "C' OR 1=1--", "sectors": "../../etc/passwd"},
        {"asof": "9999-99-99", "status": "$latex$", "lang": "xx"},
        {"evidence": "[click](javascript:alert(1))", "q": "x" * 5000},
    ],
)
def test_hostile_link_shows_a_notice_and_the_opening_view(query: dict[str, str]) -> None:
    app = open_page(**query)
    assert not app.exception
    assert len(blocks(app)["notices"]["texts"]) == 1
    assert "<script>alert" not in "".join(element.proto.body for element in app.get("html"))
    assert "300–330" in title(app)


def test_overlay_states_areas_and_shares() -> None:
    app = open_page(OVERLAY, lang="zh")
    text = shown(app)
    assert "L4 测试区" in title(app)
    for coverage in ("20 km²", "10 km²", "60 km²"):
        assert coverage in text
    assert "示意" in title(app)


def test_overlay_without_outlines_explains_itself() -> None:
    app = open_page(OVERLAY, lang="en", evidence="published")
    assert "not boundaries" in title(app)
    assert blocks(app)["matrix"]["kind"] == "empty"
