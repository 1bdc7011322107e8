"""Charts that answer: their order, bars of nothing, colours, and what a mark says of itself."""

from __future__ import annotations

from typing import Any

import pytest

from components.blocks.bar import Bar, folds, ranked
from components.blocks.bar_chart import Bars
from components.blocks.base import sent
from components.blocks.tip import Tip, number_tip, tip_text
from components.session.request import Request
from components.session.theme import THEMES, sector_colours
from data.catalog import Catalog
from data.facts import at_least, between, exactly, not_given
from data.selection import Selection
from tests.contents import page_content
from tests.shipped import ZONE_COLOURS, words_of


def chart(catalog: Catalog, page: str, slot: str, **chosen: Any) -> Bars:
    request = Request(catalog, Selection(**chosen), words_of("zh"), THEMES["light"], {})
    block = page_content(page)(request)[slot]
    assert isinstance(block, Bars)
    return block


def a_bar(key: str, fact: Any, **more: Any) -> Bar:
    return Bar(key, key, fact, "", "", "", **more)


@pytest.mark.parametrize("page", ["overview", "enterprises", "city"])
def test_sectors_stand_by_value_and_the_rest_last(catalog: Catalog, page: str) -> None:
    """004 L75-77: 90余, 80余, 50余, 40余, 30多, together ≥ 290 of the 330 of L73."""
    rows = chart(catalog, page, "sector").rows
    assert [(row.key, row.value) for row in rows] == [
        ("data", 90),
        ("software", 80),
        ("outsourcing", 50),
        ("content", 40),
        ("ecommerce", 30),
        ("unattributed", 40),
    ]
    assert sum(row.value for row in rows[:-1]) == 290


def test_zones_and_statuses_keep_their_own_order(catalog: Catalog) -> None:
    zones = [row.key for row in chart(catalog, "overview", "zone").rows]
    assert zones == [*"ABCDEF", "unassigned"]
    statuses = [row.key for row in chart(catalog, "overview", "status").rows]
    assert statuses == ["operating", "partial", "construction", "planned", "unknown"]


def test_ranked_puts_what_is_unknown_after_what_is_small() -> None:
    bars = [
        a_bar("other", exactly(9)),
        a_bar("none", not_given()),
        a_bar("few", exactly(0)),
        a_bar("many", at_least(5)),
    ]
    assert [bar.key for bar in ranked(bars)] == ["many", "few", "none", "other"]


def test_nothing_is_folded_by_why_it_is_nothing() -> None:
    some, zero, none = exactly(3), exactly(0), not_given()
    assert folds([a_bar("a", some), a_bar("b", zero), a_bar("c", none)]) == [
        "",
        "zero",
        "unpublished",
    ]
    # What has a range or a target from zero says something, and what is chosen stays.
    kept = [a_bar("a", between(0, 4)), a_bar("b", zero, aim=exactly(5)), a_bar("c", some)]
    assert folds(kept) == ["", "", ""]
    chosen = [a_bar("a", some, selected=False), a_bar("b", zero), a_bar("c", none, selected=False)]
    assert folds(chosen) == ["", "", "unpublished"]
    assert folds([a_bar("a", zero), a_bar("b", none)]) == ["", ""], "a chart of nothing stays"


def test_a_sector_without_facilities_is_a_quiet_line(catalog: Catalog) -> None:
    """No facility of the tables is one of e-commerce."""
    block = chart(catalog, "facilities", "by-sector")
    assert {row.key: row.fold for row in block.rows if row.fold} == {"ecommerce": "zero"}
    assert block.folds == {"zero": "另有 1 项为 0：电子商务"}
    assert "ecommerce" in {row["key"] for row in sent(block)["rows"]}, "it can be opened"
    own = chart(catalog, "facilities", "by-sector", sectors=("ecommerce",))
    assert own.folds == {}, "what is chosen is shown"


def test_zones_of_which_nothing_is_published_are_no_zeros(catalog: Catalog) -> None:
    """No article gives a zone for any enterprise."""
    block = chart(catalog, "overview", "zone", evidence="published")
    assert {row.key for row in block.rows if row.fold == "unpublished"} == {*"ABCDEF"}
    assert block.folds == {"unpublished": "另有 6 项未公布"}
    assert not [row for row in block.rows if row.fold == "zero"]


def test_bars_have_the_colours_of_what_they_show(catalog: Catalog) -> None:
    sectors = {row.key: row.fill for row in chart(catalog, "overview", "sector").rows}
    assert sectors.items() >= sector_colours(catalog.sectors).items()
    assert sectors["unattributed"] == THEMES["light"].neutral
    talent = {row.key: row.fill for row in chart(catalog, "talent", "sector").rows}
    assert all(talent[key] == sectors[key] for key in catalog.sectors), "on every page the same"
    zones = {row.key: row.fill for row in chart(catalog, "overview", "zone").rows}
    assert zones.items() >= ZONE_COLOURS.items()
    statuses = {row.key: row.fill for row in chart(catalog, "overview", "status").rows}
    assert statuses == THEMES["light"].statuses


def test_a_tip_has_value_unit_qualifier_date_and_grade(catalog: Catalog) -> None:
    tips = {row.key: row.tip for row in chart(catalog, "overview", "sector").rows}
    # 000 L263-267 repeats in 2021 what 004 has of September 2020.
    assert tips["data"] == Tip("数据处理", "≥ 90 家", ("截至 2021年", "见报"))
    assert tips["unattributed"] == Tip("未归入板块", "≤ 40 家", ("截至 2021年", "推算"))
    money = {row.key: row.tip for row in chart(catalog, "projects", "investment").rows}
    assert any(tip.value == "10 亿元" and "见报" in tip.lines for tip in money.values())


def test_every_mark_of_every_chart_has_a_tip(catalog: Catalog) -> None:
    asked = 0
    for page in ("overview", "overlay", "projects", "targets", "timeline", "sites", "sources"):
        request = Request(catalog, Selection(), words_of("en"), THEMES["light"], {})
        for block in page_content(page)(request).values():
            if block.kind not in {"bars", "stack", "bullets", "gantt"}:
                continue
            for row in sent(block)["rows"]:
                assert row["tip"]["head"], (page, row["key"])
                asked += 1
    assert asked > 80


def test_a_number_that_is_not_given_has_no_date_and_no_grade() -> None:
    words = words_of("zh")
    tip = number_tip(words, "E区", "未公布", not_given(as_of="2022-10", grade="reported"), "", "x")
    assert tip == Tip("E区", "未公布", ("x",))
    assert tip_text(words, tip) == "E区 未公布 · x"


def test_bars_of_dates_show_where_they_lie_in_time(catalog: Catalog) -> None:
    """001 L47 and L49: September 2015 and 2017; 002 L138-144: January to October 2020."""
    block = chart(catalog, "projects", "flow")
    spans = {row.fact.as_of: row.span for row in block.rows}
    assert [tick.label for tick in block.ticks] == ["2015", "2020"]
    # Six years with two leap days are 2192 days; 1 September is the 244th of 2015.
    assert spans["2015-09"] == pytest.approx((243 / 2192, 272 / 2192))
    assert spans["2017"] == pytest.approx((731 / 2192, 1095 / 2192))
    assert spans["2020-10"] == pytest.approx((1826 / 2192, 2130 / 2192))
    staff = chart(catalog, "talent", "series")
    starts = [row.span[0] for row in staff.rows if row.span]
    assert len(starts) == len(staff.rows)
    assert starts == sorted(starts)
