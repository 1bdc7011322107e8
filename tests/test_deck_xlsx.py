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
        (1, "阿里巴巴选址", 10, None, "个区县", "2020年4月"),
        (2, "开业三个多月", 700, None, "人", "2020年11月"),
        (3, "新签约", 77, None, "个", "2020年10月"),
        (5, "五个板块合计", 290, None, "家", "2020年9月"),
        (5, "服务外包", 50, None, "家", "2020年9月"),
        (5, "软件信息", 80, None, "家", "2020年9月"),
        (5, "数据处理", 90, None, "家", "2020年9月"),
        (5, "数字内容", 40, None, "家", "2020年9月"),
        (5, "电子商务", 30, None, "家", "2020年9月"),
        (6, "在校学生", 130_000, None, "人", "2020年4月"),
        (7, "春节后无法返岗", 2_000, None, "人", "2020年2月至2020年3月"),
        (7, "联盟引进入职", 6_000, None, "人", "2020年11月"),
        (8, "2020年4月", 2_600, None, "套", "2020年4月"),
        (8, "2020年11月", 3_000, None, "套", "2020年11月"),
        (9, "自动驾驶测试区", 20, None, "km²", "2021年"),
        (10, "已建成三维模型", 10, None, "km²", "2021年"),
        (11, "2019年受理订单", 980_000_000, None, "单", "2019年"),
        (12, "企业", 300, 330, "家", "2020年11月25日"),
        (13, "2020年11月已聚集", 300, None, "家", "2020年11月25日"),
        (13, "2025年目标", 1_000, None, "家", "2020年11月26日"),
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
    found = row(story, slide, item)
    assert isinstance(found["数字"], int | float)
    assert (found["数字"], found["至"], found["单位"]) == (value, most, unit)
    assert (found["截至"] or None) == as_of
    assert found["依据"] in {"见报", "推算"}
    assert "行" in found["来源"]


def test_a_bound_and_a_range_say_so(story: Workbook, catalog: Catalog) -> None:
    assert row(story, 5, "服务外包")["限定"].startswith("下限")
    assert row(story, 12, "企业")["限定"].startswith("区间")
    overview = opened(xlsx_bytes(view_deck(catalog, "overview", Selection()), catalog))
    rest = [one for one in rows(overview, "数据") if one["项目"].startswith("未归入板块")]
    assert rest
    assert all(one["限定"].startswith("上限") for one in rest)


def test_a_number_has_its_own_origin_not_that_of_the_forecast_beside_it(catalog: Catalog) -> None:
    book = opened(xlsx_bytes(view_deck(catalog, "overview", Selection()), catalog))
    revenue = row(book, 1, "营业收入")
    assert revenue["数字"] == 24_470_000_000
    assert revenue["截至"] == "2019年"
    assert revenue["限定"] == "原文为确数"


def test_each_chart_has_a_sheet_with_numbers_beside_the_words(story: Workbook) -> None:
    assert story.sheetnames[:2] == ["说明", "数据"]
    assert len(story.sheetnames) == 2 + 10  # three scenes have no chart
    sectors = rows(story, "5 各板块企业")
    assert [one["数值 · 数字"] for one in sectors] == [90, 80, 50, 40, 30]
    assert {one["数值 · 限定"] for one in sectors} == {"≥"}
    [students] = rows(story, "6 15所职业院校的在校学生")
    assert students["数值 · 数字"] == 130_000


def test_each_row_has_its_source_and_each_sheet_is_one_page_wide(story: Workbook) -> None:
    for sheet in story.worksheets:
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        fit = sheet.sheet_properties.pageSetUpPr
        assert fit is not None
        assert fit.fitToPage
    for name in story.sheetnames[1:]:
        for one in rows(story, name):
            assert "依据" in one
            assert one["来源"], name


def test_numbers_show_their_unit_and_the_book_says_whose_it_is(
    story: Workbook, catalog: Catalog
) -> None:
    sheet = story["数据"]
    found = {cell.value: cell.number_format for cell in sheet["E"] if cell.value}
    assert found[10] == '#,##0"km²"'
    assert found[980_000_000] == '#,##0"单"'
    english = opened(xlsx_bytes(story_deck(catalog, "en"), catalog))
    formats = [cell.number_format for cell in english.worksheets[1]["E"]]
    assert '#,##0" people"' in formats
    assert story.properties.title == "重庆云谷·永川大数据产业园：投资推介"
    assert story.properties.creator == "云谷一张图"


def test_the_first_sheet_says_what_it_is(story: Workbook) -> None:
    said = str(story["说明"]["A1"].value)
    assert "重庆云谷·永川大数据产业园：投资推介" in said
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
