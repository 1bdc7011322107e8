"""The workbook of a deck, opened again: figures of the articles as numbers, and no formula."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from components.contents.pages import FACTS
from components.handout.xlsx_file import xlsx_bytes
from data.catalog import Catalog
from data.selection import EvidenceMode, Selection
from tests.decks import FORMULA, HOSTILE, hostile_deck, story_deck, view_deck


def opened(made: bytes) -> Workbook:
    return load_workbook(BytesIO(made))


@pytest.fixture(scope="module")
def story(catalog: Catalog) -> Workbook:
    return opened(xlsx_bytes(story_deck(catalog), catalog))


def rows(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    head, *body = book[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in body]


def row(book: Workbook, slide: int, item: str, place: int = 0, of: int = 1) -> dict[str, Any]:
    """Return the row of an item; a target has one for what is reached, and one for itself."""
    found = [
        one for one in rows(book, "数据") if one["页"] == slide and one["项目"].startswith(item)
    ]
    assert len(found) == of
    return found[place]


@pytest.mark.parametrize(
    ("slide", "item", "value", "most", "unit", "as_of"),
    [
        (1, "企业", 300, 330, "家", "2020年11月25日"),
        (1, "2020年11月25日", 15_000, None, "人", "2020年11月25日"),
        (3, "服务外包", 50, None, "家", "2020年9月"),
        (3, "软件信息", 80, None, "家", "2020年9月"),
        (3, "数据处理", 90, None, "家", "2020年9月"),
        (3, "数字内容", 40, None, "家", "2020年9月"),
        (3, "电子商务", 30, None, "家", "2020年9月"),
        (6, "已公布投资合计", 2_760_000_000, None, "元", "2022年10月"),
        (6, "爱奇艺", 1_000_000_000, None, "元", "2020年11月"),
        (7, "测试区面积", 20, None, "km²", "2021年"),
        (8, "二期", 60, None, "km²", "2021年"),
        (9, "联盟为园区引进", 6_000, None, "人", "2020年11月"),
        (10, "产业楼宇面积", 700_000, None, "㎡", "2020年11月"),
        (10, "2020年11月", 3_000, None, "套", "2020年11月"),
        (11, "目标：营收", 70_000_000_000, None, "元", None),
        (11, "聚集企业", 1_000, None, "家", None),
    ],
)
def test_figures_of_the_articles_are_numbers(
    story: Workbook,
    slide: int,
    item: str,
    value: float,
    most: float | None,
    unit: str,
    as_of: str | None,
) -> None:
    found = row(story, slide, item, *((1, 2) if item == "聚集企业" else ()))
    assert isinstance(found["数字"], int | float)
    assert (found["数字"], found["至"], found["单位"]) == (value, most, unit)
    assert (found["截至"] or None) == as_of
    assert found["依据"] in {"见报", "推算"}
    assert "行" in found["来源"]


def test_a_lower_bound_and_a_range_say_so(story: Workbook) -> None:
    assert row(story, 3, "服务外包")["限定"].startswith("下限")
    assert row(story, 1, "企业")["限定"].startswith("区间")
    assert row(story, 3, "未归入板块")["限定"].startswith("上限")


def test_a_number_has_its_own_origin_not_that_of_the_forecast_beside_it(catalog: Catalog) -> None:
    book = opened(xlsx_bytes(view_deck(catalog, "overview", Selection()), catalog))
    revenue = row(book, 1, "营业收入")
    assert revenue["数字"] == 24_470_000_000
    assert revenue["截至"] == "2019年"
    assert revenue["限定"] == "原文为确数"


def test_each_chart_has_a_sheet_with_numbers_beside_the_words(story: Workbook) -> None:
    assert story.sheetnames[:2] == ["说明", "数据"]
    assert len(story.sheetnames) == 2 + 11  # one scene has no chart
    sectors = rows(story, "3 各板块企业数")[:5]
    assert [one["数值 · 数字"] for one in sectors] == [50, 80, 90, 40, 30]
    assert {one["数值 · 限定"] for one in sectors} == {"≥"}
    students = rows(story, "12 生源、承载与政策")
    assert [one["数值 · 数字"] for one in students[:2]] == [15, 130_000]


def test_the_first_sheet_says_what_it_is(story: Workbook) -> None:
    said = str(story["说明"]["A1"].value)
    assert "重庆云谷·永川大数据产业园：投资交流会" in said
    assert "截至 2022年10月" in said
    assert "重庆日报" in said


def test_no_text_is_a_formula(catalog: Catalog) -> None:
    book = opened(xlsx_bytes(hostile_deck(catalog), catalog))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    values = [cell.value for cell in cells]
    assert FORMULA in values
    assert HOSTILE in values


@pytest.mark.parametrize("mode", ["all", "published"])
@pytest.mark.parametrize("page", sorted(FACTS))
def test_every_number_has_its_grade_and_what_is_assumed_names_no_newspaper(
    page: str, mode: EvidenceMode, catalog: Catalog
) -> None:
    deck = view_deck(catalog, page, Selection(evidence=mode))
    found = rows(opened(xlsx_bytes(deck, catalog)), "数据")
    for one in found:
        if one["数字"] is not None:
            assert one["依据"], one
            assert one["来源"], one
        if one["依据"] == "示意":
            assert "示意" in one["来源"], one


def test_target_beside_a_later_number_has_its_own_source(catalog: Catalog) -> None:
    book = opened(xlsx_bytes(view_deck(catalog, "targets", Selection()), catalog))
    found = [one for one in rows(book, "数据") if one["项目"] == "营收" and "2022" in one["图表"]]
    by_value = {one["数字"]: one for one in found}
    assert by_value[70_000_000_000]["依据"] == "见报"  # 002:L149-152
    assert "2020年11月26日" in by_value[70_000_000_000]["来源"]
    assert by_value[35_000_000_000]["依据"] == "其他公开来源"
