"""Sheets of figures, records and changed statuses, as offices and yearbooks lay them out."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from components.blocks.text import spoken
from components.intake.before_after import touches_map
from components.intake.inbox import ACT, Inbox, file_in
from components.intake.signed import BY, WHY
from components.intake.situation import DATE, GRADE, PUBLISHER, TITLE, act, situation
from components.intake.steps import shows_maps
from components.intake.told_changes import told_changes
from components.session.request import Request
from components.session.theme import THEMES
from data.catalog import Catalog, load_catalog
from data.i18n import LANGS, Lang
from data.indicators import read_indicator
from data.local_pack import apply_tables
from data.periods import parse_period
from data.selection import Selection
from geo.handover.record_templates import figures_template, records_template
from geo.intake.figures.measures import unit_in, value_of
from geo.intake.figures.times import time_in, time_of
from geo.intake.proposal import Proposal, Supplied, propose
from geo.intake.would_be import would_be
from geo.reading.delimited import read_csv
from geo.reading.layers import Layer, Upload
from geo.reading.upload import read_upload
from tests.contents import page_content
from tests.opened import blocks, cells, open_page, page_script
from tests.proposals import doubt, keys, left_out

OFFICE = Supplied("园区年报（2025年）", "园区办公室", "2026-02")
TODAY = dt.date(2026, 11, 26)
REFS = "office-20260228-1"  # the source that the form makes, by its date: 28 February 2026
Cells = Sequence[Sequence[object]]
Number = tuple[str, float, str, str]


@pytest.fixture(autouse=True)
def local(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Give each test a local pack of its own."""
    monkeypatch.setenv("ATLAS_LOCAL", str(tmp_path / "local"))


def brought(
    catalog: Catalog,
    content: str | bytes,
    answers: Mapping[str, str] | None = None,
    name: str = "data.csv",
    supplied: Supplied = OFFICE,
) -> Proposal:
    """Return what a file would bring; a text is the content of a CSV."""
    upload = csv(name, content) if isinstance(content, str) else read_upload(name, content)
    return propose([upload], catalog, answers or {}, supplied, TODAY)


def csv(name: str, content: str) -> Upload:
    """Return a CSV as the worker reads it, without a process of its own."""
    (table,) = read_csv(content.encode()).tables
    columns = dict(zip(table.columns, table.cells, strict=True))
    frame = pd.DataFrame(columns, index=range(len(table.rows)), dtype=object)
    lines = tuple((row, tuple(cells)) for row, cells in table.lines)
    stem = name.rpartition(".")[0]
    return Upload(
        name, (Layer(name, stem, frame, None, "", tuple(table.rows), table.title, lines),), ()
    )


def book(rows: Cells, merged: Sequence[str] = (), name: str = "Sheet1") -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    for span in merged:
        sheet.merge_cells(span)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def figures(proposal: Proposal) -> list[Number]:
    """Return indicator or name, value, unit and the time that each figure measures."""
    table = proposal.tables.get("figures", pd.DataFrame(columns=["figure_id"]))
    return [
        (
            row["indicator"] or row["metric_zh"],
            row["value"],
            row["unit"],
            row["period"] or row["as_of"],
        )
        for _, row in table.iterrows()
    ]


def open_questions(proposal: Proposal) -> set[str]:
    return set(proposal.unanswered)


# The acceptance case --------------------------------------------------------------------------

YEAR = "年份,企业数（家）,营收（亿元）,从业人员（人）\n2025,600,420,26000\n"


def test_the_figures_of_a_year_come_in_whole_and_unasked(catalog: Catalog) -> None:
    proposal = brought(catalog, YEAR)
    assert figures(proposal) == [
        ("enterprises", 600, "enterprise", "2025"),
        ("revenue", 42_000_000_000, "cny", "2025"),  # 420亿元
        ("staff", 26_000, "person", "2025"),
    ]
    table = proposal.tables["figures"]
    assert list(table["printed"]) == ["600家", "420亿元", "26000人"]
    assert set(table["evidence"]) == {"official"}
    assert set(table["refs"]) == {REFS}
    assert list(table["period"]) == [None, "2025", None]  # a flow has a span
    assert set(table["kind"]) == {"actual"}
    (source,) = proposal.tables["sources"].to_dict("records")
    assert (source["title_zh"], source["publisher_zh"]) == ("园区年报（2025年）", "园区办公室")
    assert (source["published"], source["note_zh"]) == ("2026-02", "data.csv")
    assert proposal.problems == ()
    assert proposal.is_ready
    assert proposal.taken == {"figures": (3, 3)}


def test_they_are_applied_and_stand_on_the_card(catalog: Catalog) -> None:
    proposal = brought(catalog, YEAR)
    assert apply_tables(proposal.tables, proposal.outlines, OFFICE.title) == []
    now = load_catalog()
    card = read_indicator(now, "enterprises", parse_period("2026"))
    assert card is not None
    assert (card.low, card.high, card.as_of) == (600, 600, "2025")
    # The same file once more says nothing new.
    again = brought(now, YEAR)
    assert again.tables == {}
    assert again.taken == {"figures": (3, 0)}


def test_before_and_after_of_each_card(catalog: Catalog) -> None:
    proposal = brought(catalog, YEAR)
    told = {
        lang: told_changes(catalog, proposal, would_be(catalog, proposal), spoken(catalog, lang))
        for lang in LANGS
    }
    # 300–330 on 25 November 2020, 244.7亿元 of 2019: what the cards show now.
    assert told["zh"][0][:3] == ("企业", "300–330 家（2020年11月25日）", "600 家（2025年）")
    assert told["zh"][1][:3] == ("营业收入", "244.7 亿元（2019年）", "420 亿元（2025年）")
    assert told["en"][1][:3] == ("Revenue", "CNY 24.47 billion (2019)", "CNY 42 billion (2025)")
    assert not touches_map(proposal)


def test_a_draft_changes_no_figures(catalog: Catalog) -> None:
    draft = Supplied("草稿", "园区办公室", "2026-02", "illustrative")
    proposal = brought(catalog, YEAR, supplied=draft)
    assert proposal.tables == {}
    assert left_out(proposal) == [("draft_rows", None)]


# Either direction -----------------------------------------------------------------------------

THREE = [
    ("enterprises", 400, "enterprise", "2023"),
    ("enterprises", 500, "enterprise", "2024"),
    ("revenue", 30_050_000_000, "cny", "2023"),
    ("revenue", 36_000_000_000, "cny", "2024"),
]
LAID_OUT = {
    "years as rows": "年份,企业数（家）,营收（亿元）\n2023,400,300.5\n2024,500,360\n",
    "years as columns": "指标,单位,2023年,2024年\n企业数,家,400,500\n营收,亿元,300.5,360\n",
    "bare years": "指标,2023,2024\n企业数（家）,400,500\n营业收入/亿元,300.5,360\n",
    "one a row": "指标,年份,数值,单位\n企业数,2023,400,家\n企业数,2024,500,家\n"
    "营收,2023,300.5,亿元\n营收,2024,360,亿元\n",
    "a unit above": "园区主要指标,,\n单位：亿元、家,,\n年份,企业数,营收\n2023,400,300.5\n"
    "2024,500,360\n",
    "in yuan": "年份,企业数,营收（万元）\n2023,400,3005000\n2024,500,3600000\n",
    "in English": "Year,Enterprises,Revenue (CNY million)\n2023,400,30050\n2024,500,36000\n",
    "units in cells": "年份,企业数,营收\n2023,400家,300.5亿元\n2024,500家,360亿\n",
}


@pytest.mark.parametrize("name", LAID_OUT)
def test_either_direction_and_every_place_of_a_unit(catalog: Catalog, name: str) -> None:
    proposal = brought(catalog, LAID_OUT[name])
    assert sorted(figures(proposal)) == THREE
    assert open_questions(proposal) == set()
    assert proposal.problems == ()


YEARBOOK: Cells = [
    ["园区统计年鉴", None, None, None, None],
    ["单位：亿元", None, None, None, None],
    ["板块", 2024, None, 2025, None],
    [None, "企业数（家）", "营收", "企业数（家）", "营收"],
    ["服务外包", 60, 80, 70, 90],
    ["软件信息", 90, 85, 95, 99],
    ["合计", 300, 360, 600, 420],
    ["注：2025年为快报数", None, None, None, None],
]
MERGED = ("A1:E1", "A3:A4", "B3:C3", "D3:E3")


def test_a_yearbook_with_merged_years_totals_and_a_footnote(catalog: Catalog) -> None:
    content = book(YEARBOOK, MERGED)
    upload = read_upload("年鉴.xlsx", content)
    assert upload.problems == ()
    proposal = propose([upload], catalog, {}, OFFICE, TODAY)
    counts = proposal.tables["sector_counts"]
    assert counts[["as_of", "sector", "count", "label_zh"]].to_numpy().tolist() == [
        ["2024", "outsourcing", 60, "服务外包"],
        ["2024", "software", 90, "软件信息"],
    ]
    table = proposal.tables["figures"].set_index("figure_id")
    assert table.loc["own-enterprises-2024", "value"] == 300  # 合计: the park as a whole
    assert table.loc["own-revenue-software-2024", "value"] == 8_500_000_000
    assert table.loc["own-revenue-software-2024", "scope"] == "sector"
    # What the footnote calls a flash count is no outturn, of no sector either.
    preliminary = table[table["as_of"] == "2025"]
    assert set(preliminary["kind"]) == {"declared"}
    assert len(preliminary) == 6
    assert left_out(proposal) == [("remark_row", 8)]


def test_zones_are_no_park(catalog: Catalog) -> None:
    proposal = brought(
        catalog, "2025年各片区情况,,\n片区,企业数（家）,从业人员（万人）\nA区,100,0.5\nB区,200,1\n"
    )
    table = proposal.tables["figures"]
    assert table[["scope", "subject_zh", "value"]].to_numpy().tolist() == [
        ["zone", "A区", 100],
        ["zone", "A区", 5000],
        ["zone", "B区", 200],
        ["zone", "B区", 10000],
    ]
    assert table["indicator"].isna().all()  # a zone's number never joins the card of the park


def test_sectors_named_in_headings(catalog: Catalog) -> None:
    proposal = brought(catalog, "年份,服务外包企业数（家）,软件信息企业数（家）\n2025,60,95\n")
    counts = proposal.tables["sector_counts"]
    assert dict(zip(counts["sector"], counts["count"], strict=True)) == {
        "outsourcing": 60,
        "software": 95,
    }


def test_a_sector_that_nobody_knows_is_asked(catalog: Catalog) -> None:
    content = "2025年,企业数（家）\n低空经济,12\n服务外包,60\n"
    proposal = brought(catalog, content)
    assert open_questions(proposal) == {"sheet1:subject:低空经济"}
    asked = doubt(proposal, "sheet1:subject:低空经济")
    assert (asked.text("zh"), asked.text("en")) == (
        "data.csv：“低空经济”是哪个片区或板块？",
        "data.csv: which zone or sector is “低空经济”?",
    )
    answered = brought(catalog, content, {"sheet1:subject:低空经济": "sector/data"})
    assert set(answered.tables["sector_counts"]["sector"]) == {"data", "outsourcing"}


# Times ----------------------------------------------------------------------------------------

TIMES = {
    "2025": ("2025", "2025"),
    "2025年度": ("2025", "2025"),
    "截至2025年6月底": ("2025-06", "2025-06"),
    "2025年一季度": ("2025-Q1", "2025-03"),
    "Q1 2025": ("2025-Q1", "2025-03"),
    "2025Q3": ("2025-Q3", "2025-09"),
    "2025年上半年": ("2025-01/2025-06", "2025-06"),
    "2025年1-9月": ("2025-01/2025-09", "2025-09"),
    "2025年前三季度": ("2025-01/2025-09", "2025-09"),
    "Jan-Sep 2025": ("2025-01/2025-09", "2025-09"),
    "2025-12-31": ("2025-12-31", "2025-12-31"),
    "46022": ("2025-12-31", "2025-12-31"),  # Excel's count of days since 30 December 1899
}


@pytest.mark.parametrize("text", TIMES)
def test_times(text: str) -> None:
    time = time_of(text)
    assert time is not None
    assert (time.period, time.end) == TIMES[text]


@pytest.mark.parametrize(
    "text", ["企业数（家）", "13800138000", "600", "A区", "maybe", "2025年企业数"]
)
def test_what_is_no_time(text: str) -> None:
    assert time_of(text) is None


def test_a_time_beside_a_measure() -> None:
    time, rest = time_in("2025年企业数")
    assert time is not None
    assert (time.period, rest) == ("2025", "企业数")


QUARTERS = {
    "said": "指标,2025年一季度,2025年上半年,2025年1-9月,2025年\n营收（亿元）,90,190,300,420\n",
    "two rows": "2025年三季度,,\n指标,当季,累计\n营收（亿元）,103,310\n",
    "two columns": "年份,季度,营收（亿元）\n2025,一季度,100\n2025,二季度,105\n",
    "months": "指标,单位,2025年1月,2025年1-2月\n营收,亿元,30,65\n",
    "the year before": "2025年1-9月,,,\n指标,单位,本年累计,上年同期\n营收,亿元,310,260\n",
}
SPANS = {
    "said": {"2025-Q1": 90, "2025-01/2025-06": 190, "2025-01/2025-09": 300, "2025": 420},
    "two rows": {"2025-Q3": 103, "2025-01/2025-09": 310},
    "two columns": {"2025-Q1": 100, "2025-Q2": 105},
    "months": {"2025-01": 30, "2025-01/2025-02": 65},
    "the year before": {"2025-01/2025-09": 310, "2024-01/2024-09": 260},
}


@pytest.mark.parametrize("name", QUARTERS)
def test_quarters_and_sums_are_kept_apart(catalog: Catalog, name: str) -> None:
    proposal = brought(catalog, QUARTERS[name])
    table = proposal.tables["figures"]
    spans = {
        period: value / 1e8 for period, value in zip(table["period"], table["value"], strict=True)
    }
    assert spans == pytest.approx(SPANS[name])
    # Only a whole year joins the card of revenue; no year is made of its parts.
    carried = dict(zip(table["period"], table["indicator"], strict=True))
    assert {period for period, one in carried.items() if one == "revenue"} == {"2025"} & set(
        carried
    )
    assert open_questions(proposal) == set()


def test_quarters_that_grow_by_leaps_are_asked(catalog: Catalog) -> None:
    content = (
        "2025年,一季度,二季度,三季度,四季度\n营收（亿元）,100,210,310,420\n"
        "从业人员（人）,24000,24500,25000,26000\n"
    )
    proposal = brought(catalog, content)
    key = "sheet1:quarters:营收"
    asked = doubt(proposal, key)
    assert (asked.chosen, asked.is_sure) == ("added_up", False)
    assert asked.text("zh") == "data.csv：“营收”各季度的数是当季数，还是1月以来的累计数？"
    assert asked.text("en") == (
        "data.csv: are the quarters of “营收” each quarter alone, or added up since January?"
    )
    sums = brought(catalog, content, {key: "added_up"}).tables["figures"]
    flows = sums.dropna(subset=["period"])
    assert list(flows["period"]) == ["2025-Q1", "2025-01/2025-06", "2025-01/2025-09", "2025"]
    each = brought(catalog, content, {key: "each"}).tables["figures"]
    flows = each.dropna(subset=["period"])
    assert list(flows["period"]) == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
    # People are counted at the end of a quarter, whatever the money does.
    stocks = each[each["period"].isna()]
    assert list(stocks["as_of"]) == ["2025-03", "2025-06", "2025-09", "2025-12"]


def test_dates_of_a_workbook(catalog: Catalog) -> None:
    rows: Cells = [
        ["日期", "企业数（家）", "营收（亿元）"],
        [dt.date(2025, 6, 30), 550, 200],
        [dt.date(2025, 12, 31), 600, 420],
    ]
    assert figures(brought(catalog, book(rows), name="a.xlsx")) == [
        ("enterprises", 550, "enterprise", "2025-06-30"),
        ("营业收入（不足一年）", 20_000_000_000, "cny", "2025-01/2025-06"),
        ("enterprises", 600, "enterprise", "2025-12-31"),
        ("revenue", 42_000_000_000, "cny", "2025"),
    ]


def test_a_title_dates_what_has_no_date(catalog: Catalog) -> None:
    content = "2025年园区主要经济指标,,\n指标,单位,数值\n企业数,家,600\n营业收入,亿元,420\n"
    assert [one[3] for one in figures(brought(catalog, content))] == ["2025", "2025"]


def test_no_date_at_all_is_asked_and_a_flow_is_left_out(catalog: Catalog) -> None:
    content = "指标,单位,数值\n企业数,家,600\n营业收入,亿元,420\n"
    proposal = brought(catalog, content)
    assert open_questions(proposal) == {"sheet1:figures:date"}
    assert figures(proposal) == [("enterprises", 600, "enterprise", "2026-02")]
    assert left_out(proposal) == [("figure_no_year", 3)]


# Numbers --------------------------------------------------------------------------------------

NUMBERS: dict[object, tuple[float, str, str]] = {
    "600": (600, "exact", ""),
    "约600": (600, "about", ""),
    "600余家": (600, "at_least", ""),
    "超过400": (400, "at_least", ""),
    "450以上": (450, "at_least", ""),
    "近300": (300, "below", ""),
    "近1.4万余人": (1.4, "about", ""),
    "1,234": (1234, "exact", ""),
    "600①": (600, "exact", ""),
    "700（预计）": (700, "exact", "forecast"),
    "600e": (600, "exact", "forecast"),
    "600p": (600, "exact", "declared"),
    24.47: (24.47, "exact", ""),
}


@pytest.mark.parametrize("cell", NUMBERS)
def test_numbers(cell: object) -> None:
    value = value_of(cell)
    assert value is not None
    assert (float(value.number), value.qualifier, value.mark) == NUMBERS[cell]


@pytest.mark.parametrize("cell", ["—", "…", "-", "n/a", "300-330", "A1", "", None, True])
def test_what_is_no_number(cell: object) -> None:
    assert value_of(cell) is None


@pytest.mark.parametrize(
    ("heading", "code", "factor", "rest"),
    [
        ("营收（亿元）", "cny", 1e8, "营收"),
        ("营业收入/万元", "cny", 1e4, "营业收入"),
        ("从业人员（万人）", "person", 1e4, "从业人员"),
        ("Revenue, CNY million", "cny", 1e6, "Revenue"),
        ("产业楼宇面积_万平方米", "m2", 1e4, "产业楼宇面积"),
    ],
)
def test_units_of_headings(heading: str, code: str, factor: float, rest: str) -> None:
    unit, left = unit_in(heading)
    assert unit is not None
    assert (unit.code, float(unit.factor), left) == (code, factor, rest)


def test_marks_are_never_outturns(catalog: Catalog) -> None:
    content = (
        "指标,2024年实际,2025年（初步）,2026E,2027年计划\n企业数（家）,500,600,700,800\n"
        "从业人员（人）,24000,约2.6万,3万以上,—\n"
    )
    table = brought(catalog, content).tables["figures"]
    kinds = {(row["indicator"], row["as_of"]): row["kind"] for _, row in table.iterrows()}
    assert kinds == {
        ("enterprises", "2024"): "actual",
        ("enterprises", "2025"): "declared",
        ("enterprises", "2026"): "forecast",
        ("enterprises", "2027"): "target",
        ("staff", "2024"): "actual",
        ("staff", "2025"): "declared",
        ("staff", "2026"): "forecast",
    }
    bounds = table.set_index(["indicator", "as_of"])[["low", "high", "qualifier"]]
    told = dict(zip(bounds.index, bounds.to_numpy().tolist(), strict=True))
    assert told["staff", "2025"] == [None, None, "about"]
    assert told["staff", "2026"] == [30_000, None, "at_least"]


def test_rates_and_shares_are_told_not_taken(catalog: Catalog) -> None:
    content = (
        "指标,2025年,同比增长（%）,占比（%）\n企业数（家）,600,20,100\n营收（亿元）,420,16.7,100\n"
    )
    proposal = brought(catalog, content)
    assert [one[1] for one in figures(proposal)] == [600, 42_000_000_000]
    assert left_out(proposal) == [("figure_growth", 2), ("figure_growth", 2)]


def test_a_new_figure_is_asked_and_not_lost(catalog: Catalog) -> None:
    content = "年份,专利授权量（件）,税收（亿元）\n2025,1200,12\n"
    proposal = brought(catalog, content)
    assert open_questions(proposal) == {"sheet1:measure:专利授权量", "sheet1:measure:税收"}
    assert figures(proposal) == [
        ("专利授权量", 1200, "patent", "2025"),
        ("税收", 1_200_000_000, "cny", "2025"),
    ]
    left = brought(catalog, content, {"sheet1:measure:税收": "leave_out"})
    assert [one[0] for one in figures(left)] == ["专利授权量"]
    known = brought(catalog, content, {"sheet1:measure:税收": "revenue"})
    assert [one[0] for one in figures(known)] == ["专利授权量", "revenue"]


def test_a_part_of_an_indicator_is_another_figure(catalog: Catalog) -> None:
    proposal = brought(catalog, "年份,企业数（家）,规上企业数（家）\n2025,600,72\n")
    assert figures(proposal) == [
        ("enterprises", 600, "enterprise", "2025"),
        ("规上企业数", 72, "enterprise", "2025"),
    ]


REPORT = (
    "园区2025年三季度经济运行情况,,,\n指标名称,计量单位,1-9月累计,同比增长（%）\n一、营业收入,亿元,310,15.2\n"
    "其中：软件信息,亿元,90,12\n二、从业人员期末人数,人,25500,3\n三、企业数,户,580,13\n"
)


def test_a_quarterly_report_with_numbered_lines_and_parts(catalog: Catalog) -> None:
    proposal = brought(catalog, REPORT)
    table = proposal.tables["figures"]
    told = table[["subject_zh", "value", "as_of", "period", "indicator"]].to_numpy().tolist()
    park = "永川大数据产业园"
    assert told == [
        [park, 31_000_000_000, "2025-09", "2025-01/2025-09", None],  # not yet a year
        ["软件信息", 9_000_000_000, "2025-09", "2025-01/2025-09", None],
        [park, 25_500, "2025-09", None, "staff"],
        [park, 580, "2025-09", None, "enterprises"],
    ]
    assert open_questions(proposal) == set()


def test_a_table_in_english_with_an_empty_corner(catalog: Catalog) -> None:
    content = (
        "Table 1. Park by year,,,\n,2023,2024,2025e\nNumber of enterprises,400,500,600\n"
        "Revenue (CNY bn),30,36,42\nNote: see the annual report,,,\n"
    )
    proposal = brought(catalog, content)
    table = proposal.tables["figures"]
    assert list(table["value"]) == [400, 500, 600, 30e9, 36e9, 42e9]
    assert list(table["kind"]) == ["actual", "actual", "forecast"] * 2
    assert open_questions(proposal) == set()
    assert left_out(proposal) == [("remark_row", 5)]


# Hostile --------------------------------------------------------------------------------------


def test_values_that_look_like_years(catalog: Catalog) -> None:
    content = "年份,企业数（家）\n2024,2025\n2025,2030\n"
    assert figures(brought(catalog, content)) == [
        ("enterprises", 2025, "enterprise", "2024"),
        ("enterprises", 2030, "enterprise", "2025"),
    ]


def test_totals_over_years_are_no_figure(catalog: Catalog) -> None:
    proposal = brought(catalog, "年份,企业数（家）\n2024,500\n2025,600\n合计,1100\n")
    assert [one[1] for one in figures(proposal)] == [500, 600]
    assert left_out(proposal) == [("total_row", 4)]


def test_ten_times_off_is_asked(catalog: Catalog) -> None:
    proposal = brought(catalog, "年份,企业数（家）\n2025,6000\n")
    (key,) = open_questions(proposal)
    asked = doubt(proposal, key)
    # The last number is 487 of 2022 (a secondary source): 6,000 is more than ten times that.
    assert asked.text("zh") == (
        "data.csv 第 2 行：6,000 家与上一次的 487 家（2022年）相差十倍或更多；"
        "是不是漏了“万”“亿”，或多写了位数？"
    )
    assert asked.text("en").startswith("data.csv row 2: 6,000 enterprises is ten times off")
    put_right = brought(catalog, "年份,企业数（家）\n2025,6000\n", {key: "times:0.1"})
    assert figures(put_right) == [("enterprises", 600, "enterprise", "2025")]
    kept = brought(catalog, "年份,企业数（家）\n2025,6000\n", {key: "keep"})
    assert figures(kept) == [("enterprises", 6000, "enterprise", "2025")]
    assert brought(catalog, "年份,企业数（家）\n2025,6000\n", {key: "leave"}).tables == {}


def test_a_date_to_come_is_asked(catalog: Catalog) -> None:
    proposal = brought(catalog, "年份,企业数（家）\n2028,900\n")
    assert [doubt(proposal, key).kind for key in open_questions(proposal)] == ["future"]


def test_money_without_a_unit_is_asked_once(catalog: Catalog) -> None:
    content = "年份,营收\n2024,360\n2025,420\n"
    proposal = brought(catalog, content)
    assert open_questions(proposal) == {"sheet1:unit:营收"}
    asked = doubt(proposal, "sheet1:unit:营收")
    assert asked.text("zh") == "data.csv：“营收”的数（如 360）是什么单位？"
    assert asked.text("en") == "data.csv: in what unit is “营收” (such as 360)?"
    answered = brought(catalog, content, {"sheet1:unit:营收": "亿元"})
    assert [one[1] for one in figures(answered)] == [36_000_000_000, 42_000_000_000]


REFUSED: dict[str, tuple[str, str, str]] = {
    "年份,企业数（家）\n2025,13800138000\n": (
        "figure_too_large",
        (
            "第 2 行 [企业数（家）]：“13800138000”大得不合情理，"
            "可能是电话、编号或日期，未导入；请核对"
        ),
        (
            "row 2 [企业数（家）]: “13800138000” is too large to be right, perhaps a "
            "phone number, an id or a date; left out: please check"
        ),
    ),
    "年份,企业数（亿元）\n2025,600\n": (
        "figure_unit",
        (
            "第 2 行 [企业数（亿元）]：“600”的单位“亿元”不是“企业”的单位，未导入；"
            "请改正单位，或换一个指标名称"
        ),
        (
            "row 2 [企业数（亿元）]: the unit “亿元” of “600” does not fit “企业”, left "
            "out; correct it, or give the figure another name"
        ),
    ),
    "年份,营收（万美元）\n2025,420\n": (
        "figure_currency",
        ("第 2 行 [营收（万美元）]：“420”（万美元）不是人民币，未导入；请折算成人民币"),
        ("row 2 [营收（万美元）]: “420” (万美元) is not in yuan, left out; convert it to yuan"),
    ),
    "年份,企业数（家）\n2025,-600\n": (
        "figure_negative",
        "第 2 行 [企业数（家）]：“-600”小于零，未导入；请核对",
        "row 2 [企业数（家）]: “-600” is below zero, left out; please check",
    ),
    "年份,从业人员（人）\n2025,2.6\n": (
        "figure_not_whole",
        "第 2 行 [从业人员（人）]：“2.6”不是整数，未导入；请核对单位，如“万人”",
        (
            "row 2 [从业人员（人）]: “2.6” is no whole number, left out; check its "
            "unit, such as thousands"
        ),
    ),
    "年份,企业数（家）\n2024,500\n2025,六百多\n": (
        "figure_unread",
        (
            "第 3 行 [企业数（家）]：“六百多”不是数，未导入；"
            "请只写数和单位，如 600、约2.6万人、420亿元"
        ),
        (
            "row 3 [企业数（家）]: “六百多” is no number, left out; write number and "
            "unit only, such as 600, about 26,000 or CNY 42 billion"
        ),
    ),
    "年份,企业数（家）\n2025,600\n2025,610\n": (
        "figure_twice",
        ("第 3 行 [企业数（家）]：“企业数”同一时间有两个数，只采用第 2 行的 600家；请删去其中一个"),
        (
            "row 3 [企业数（家）]: “企业数” has two numbers for one time, only 600家 "
            "of row 2 is used; delete one of them"
        ),
    ),
}


@pytest.mark.parametrize("content", REFUSED)
def test_each_refusal_names_place_reason_and_remedy(catalog: Catalog, content: str) -> None:
    kind, zh, en = REFUSED[content]
    (problem,) = brought(catalog, content).problems
    texts = (problem.text("zh"), problem.text("en"))
    assert (problem.kind, *texts) == (kind, f"data.csv {zh}", f"data.csv {en}")


def test_missing_signs_are_no_zeros(catalog: Catalog) -> None:
    proposal = brought(
        catalog, "年份,企业数（家）,营收（亿元）\n2023,—,…\n2024,-,n/a\n2025,600,420\n"
    )
    assert [one[3] for one in figures(proposal)] == ["2025", "2025"]
    assert proposal.problems == ()


def test_phone_numbers_beside_figures(catalog: Catalog) -> None:
    proposal = brought(catalog, "年份,企业数（家）,联系电话\n2025,600,13800138000\n")
    assert figures(proposal) == [("enterprises", 600, "enterprise", "2025")]


LISTS = {
    "firms": "企业名称,联系电话,年份,从业人员\n甲公司,13800138000,2020,30\n"
    "乙公司,13900139000,2021,40\n",
    "firms by year": "名称,片区,2025年营收（亿元）\n甲公司,A,3\n乙公司,B,2\n",
    "projects": "项目名称,年份,投资额（亿元）\n甲项目,2025,3\n乙项目,2024,2\n",
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_no_figures(catalog: Catalog, name: str) -> None:
    proposal = brought(catalog, LISTS[name])
    assert "figures" not in proposal.taken
    assert "1:meaning" in keys(proposal)


def test_the_reader_may_say_that_a_sheet_is_none(catalog: Catalog) -> None:
    assert brought(catalog, YEAR, {"sheet1:meaning": "ignore"}).tables == {}
    assert "1:meaning" in keys(brought(catalog, YEAR, {"sheet1:meaning": "registers"}))


# What is in force already ---------------------------------------------------------------------


def test_what_is_in_print_is_not_repeated(catalog: Catalog) -> None:
    # Revenue of 2019 is in print with the same number (003:L50-51).
    proposal = brought(catalog, "年份,营收（亿元）\n2019,244.7\n2025,420\n")
    assert [one[3] for one in figures(proposal)] == ["2025"]


def test_another_number_of_the_office_is_asked(catalog: Catalog) -> None:
    first = brought(catalog, YEAR)
    assert apply_tables(first.tables, {}, "年报") == []
    now = load_catalog()
    later = YEAR.replace(",600,", ",610,")
    proposal = brought(now, later)
    key = "figures:other:own-enterprises-2025"
    assert open_questions(proposal) == {key}
    assert doubt(proposal, key).text("zh") == (
        "“企业数”（2025）已有园区提供的数 600家，文件中是 610家。怎么办？"
    )
    replaced = brought(now, later, {key: "replace"})
    assert list(replaced.tables["figures"]["figure_id"]) == ["own-enterprises-2025"]
    beside = brought(now, later, {key: "beside"})
    assert list(beside.tables["figures"]["figure_id"]) == ["own-enterprises-2025-2"]
    assert brought(now, later, {key: "leave_out"}).tables == {}
    assert apply_tables(replaced.tables, {}, "更正") == []
    card = read_indicator(load_catalog(), "enterprises", parse_period("2026"))
    assert card is not None
    assert card.low == 610


# Changed statuses -----------------------------------------------------------------------------


def test_changed_statuses_of_printed_projects(catalog: Catalog) -> None:
    content = (
        "项目名称,变更日期,新状态,说明\n阿里巴巴客户体验中心,2024-05,已投用,坐席全部启用\n"
        "月球基地,2024年6月,在建,\n爱奇艺永川文创园,2024年6月,停摆,\n"
    )
    proposal = brought(catalog, content, name="状态变化.csv")
    (row,) = proposal.tables["project_statuses"].to_dict("records")
    told = {name: row[name] for name in ("project_id", "date", "basis", "status", "stage")}
    assert told == {
        "project_id": "P02",
        "date": "2024-05",
        "basis": "event",
        "status": "operating",
        "stage": "in_use",
    }
    assert (row["wording_zh"], row["evidence"], row["refs"]) == ("坐席全部启用", "official", REFS)
    assert left_out(proposal) == [("status_project", 3), ("status_missing", 4)]
    assert proposal.problems[0].text("zh") == (
        "状态变化.csv 第 3 行：名单内没有这个项目，未导入；请先登记项目，或改用登记的名称"
    )
    assert proposal.problems[0].text("en") == (
        "状态变化.csv row 3: no such project, left out; enter the project first, or use the name "
        "it goes by"
    )
    assert open_questions(proposal) == {"sheet1:status:停摆"}
    answered = brought(catalog, content, {"sheet1:status:停摆": "construction"}, "状态变化.csv")
    assert list(answered.tables["project_statuses"]["project_id"]) == ["P02", "P03"]


# Records of any table -------------------------------------------------------------------------


def test_rows_of_a_table_by_its_fields(catalog: Catalog) -> None:
    content = (
        "event_id,date,title_zh,title_en,category,level\n,2025年3月,签约,Signed,project,park\n"
        ",不详,又一件,,project,park\n,2025-04,坏类别,,abc,park\n,2031-01,将来,,project,park\n"
    )
    proposal = brought(catalog, content, name="events.csv")
    table = proposal.tables["events"]
    assert table[["date", "title_zh", "title_en", "refs"]].to_numpy().tolist() == [
        ["2025-03", "签约", "Signed", REFS],
        ["2031-01", "将来", "将来", REFS],
    ]
    assert left_out(proposal) == [("period", 3), ("not_allowed", 4)]
    assert [one.column for one in proposal.problems] == ["date", "category"]
    assert [doubt(proposal, key).kind for key in open_questions(proposal)] == ["future"]


def test_a_new_project_with_its_status(catalog: Catalog) -> None:
    content = (
        "name_zh,sector,zone,investment_cny,signed,note_zh\n"
        "算力中心,数据处理,A区,12亿元,2025年3月,园区新签约\n"
    )
    proposal = brought(catalog, content, name="projects.csv")
    (row,) = proposal.tables["projects"].to_dict("records")
    assert (row["project_id"], row["sector"], row["zone"]) == ("L01", "data", "A")
    assert (row["investment_cny"], row["signed"]) == (1_200_000_000, "2025-03")
    (status,) = proposal.tables["project_statuses"].to_dict("records")
    assert (status["project_id"], status["date"], status["status"]) == ("L01", "2025-03", "planned")
    assert apply_tables(proposal.tables, {}, "新项目") == []


def test_printed_rows_are_not_replaced(catalog: Catalog) -> None:
    content = "event_id,date,title_zh,category,level\nE01,2010,改写历史,history,park\n"
    proposal = brought(catalog, content, name="events.csv")
    assert proposal.tables == {}
    assert left_out(proposal) == [("published_key", 2)]


# Templates ------------------------------------------------------------------------------------

MAKERS = {"figures": figures_template, "records": records_template}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", MAKERS)
def test_an_unfilled_template_changes_nothing(catalog: Catalog, name: str, lang: Lang) -> None:
    proposal = brought(catalog, MAKERS[name](catalog, lang), name="template.xlsx")
    assert proposal.tables == {}
    assert proposal.doubts == ()
    assert proposal.problems == ()


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(made: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


@pytest.mark.parametrize("lang", LANGS)
def test_a_filled_template_of_figures_comes_in_whole(catalog: Catalog, lang: Lang) -> None:
    made = opened(figures_template(catalog, lang))
    park, sector, zone, other = made.worksheets[1:5]
    # Revenue is in 亿元 or in CNY million, floor area in 万平方米 or m²: their headings say so.
    money, area = {"zh": (420, 90), "en": (42_000, 900_000)}[lang]
    park.append([2025, 600, 26_000, money, area])
    forecast = {"zh": "预计数", "en": "forecast"}[lang]
    park.append([2026, 700, None, None, None, forecast])
    sector.append([2025, {"zh": "服务外包", "en": "Outsourcing"}[lang], 80])
    zone.append([2025, {"zh": "B区", "en": "Zone B"}[lang], None, 900])
    other.append(
        [{"zh": "税收", "en": "Tax"}[lang], {"zh": "亿元", "en": "CNY million"}[lang], 2025, 12]
    )
    proposal = brought(catalog, saved(made), name="template.xlsx")
    rows = [one[:4] for one in figures(proposal)]
    assert rows[:5] == [
        ("enterprises", 600, "enterprise", "2025"),
        ("staff", 26_000, "person", "2025"),
        ("revenue", 42_000_000_000, "cny", "2025"),
        ("floor_area", 900_000, "m2", "2025"),
        ("enterprises", 700, "enterprise", "2026"),
    ]
    assert list(proposal.tables["figures"]["kind"])[:5] == [*["actual"] * 4, "forecast"]
    assert rows[5:] == [
        ({"zh": "从业人员", "en": "从业人员"}[lang], 900, "person", "2025"),
        ({"zh": "税收", "en": "Tax"}[lang], {"zh": 1.2e9, "en": 1.2e7}[lang], "cny", "2025"),
    ]
    assert proposal.tables["sector_counts"][["sector", "count"]].to_numpy().tolist() == [
        ["outsourcing", 80]
    ]
    assert len(open_questions(proposal)) == 1  # the tax is new to the park
    assert proposal.problems == ()


@pytest.mark.parametrize("lang", LANGS)
def test_a_filled_template_of_records_comes_in_whole(catalog: Catalog, lang: Lang) -> None:
    made = opened(records_template(catalog, lang))
    sheets = made.worksheets[1:]
    status, event = sheets[4], sheets[5]
    heads = [str(cell.value) for cell in event[1]]
    lists = {
        str(rule.sqref).partition("3:")[0]: rule.formula1
        for rule in event.data_validations.dataValidation
    }
    # The lists hold words, one for each code of the schema: 11 categories of events.
    assert any(formula.endswith("$11") for formula in lists.values())
    level = made["lists"][lists["F"].partition("!")[2].replace("$", "")][0][0].value
    category = made["lists"][lists["E"].partition("!")[2].replace("$", "")][0][0].value
    assert len(heads) == 9
    event.append([None, "2025-03", "新区启用", "New area opened", category, level])
    statuses = status.data_validations.dataValidation
    words = {str(one.sqref)[0]: one.formula1.partition("!")[2].replace("$", "") for one in statuses}
    project, word = (made["lists"][words[letter]][0][0].value for letter in "AD")
    status.append([project, "2024-05", None, word])
    proposal = brought(catalog, saved(made), name="template.xlsx")
    assert proposal.problems == ()
    assert open_questions(proposal) == set()
    (row,) = proposal.tables["events"].to_dict("records")
    assert (row["date"], row["title_en"]) == ("2025-03", "New area opened")
    # The first of each list: history, park, P01, operating.
    assert (row["category"], row["level"]) == ("history", "park")
    (changed,) = proposal.tables["project_statuses"].to_dict("records")
    assert (changed["project_id"], changed["status"]) == ("P01", "operating")
    assert apply_tables(proposal.tables, {}, "模板") == []


# The page -------------------------------------------------------------------------------------


def test_the_year_is_in_force_after_six_acts() -> None:
    """Dropped (1), title, publisher, date and grade said (2–5), applied (6); undone by one."""
    catalog = load_catalog()
    held, options = Inbox(), dict[str, str]()
    file_in(held, "2025.csv", YEAR.encode())
    options |= {TITLE: "园区年报（2025年）", PUBLISHER: "园区办公室", DATE: "2026-02"}
    options |= {GRADE: "official"}
    now = situation(held, catalog, options)
    assert now.open == []
    assert now.problems == []
    assert not shows_maps(now)
    missing = now.hindrance()
    # What the form asks for besides, such as who it is, is one field more.
    options |= dict.fromkeys((BY, WHY), "张")
    assert situation(held, catalog, options).hindrance() is None, missing
    act(held, catalog, {**options, ACT: f"apply@{catalog.revision}"})
    assert held.said is not None
    assert held.said[0] == "import.said_applied"
    assert held.said[1] == {"taken": {"figures": 3}}
    after = load_catalog()
    assert len(after["figures"]) == len(catalog["figures"]) + 3
    act(held, after, {ACT: f"undo@{after.revision}"})
    assert len(load_catalog()["figures"]) == len(catalog["figures"])


@pytest.mark.parametrize("lang", LANGS)
def test_a_dropped_table_is_shown_before_and_after(lang: Lang) -> None:
    app = open_page(page_script("import"), lang=lang)
    app.file_uploader[0].set_value([("2025.csv", YEAR.encode(), "text/csv")]).run()
    assert not app.exception
    shown = blocks(app)
    rows = cells(app, "compare")
    assert (
        rows[0][:3]
        == {
            "zh": ["企业", "300–330 家（2020年11月25日）", "600 家（2025年）"],
            "en": ["Enterprises", "300–330 enterprises (25 Nov 2020)", "600 enterprises (2025)"],
        }[lang]
    )
    assert len(rows) == 3  # figures alone: no outlines, no zones
    taken = {"zh": "指标数据", "en": "figures over time"}[lang]
    assert taken in str(shown["taken"])
    assert "map-before" not in shown or not shown["map-before"].get("text")


@pytest.mark.parametrize("lang", LANGS)
def test_the_list_of_figures_names_their_zones(catalog: Catalog, lang: Lang) -> None:
    content = "2025年各片区情况,,\n片区,企业数（家）,从业人员（人）\nA区,100,5000\nB区,200,9000\n"
    assert apply_tables(brought(catalog, content).tables, {}, "各片区") == []
    now = load_catalog()
    request = Request(now, Selection(), spoken(now, lang), THEMES["light"], {})
    shown = page_content("sources")(request)
    assert {"zh": "片区", "en": "Zone"}[lang] in str(shown["figures-scope"])
