"""What is wrong and what is doubtful in rows before they come in, in both languages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.catalog import Catalog, load_catalog
from data.i18n import Lang
from data.records.cells import UnreadError, named, read_cell, read_row
from data.records.checks import check, check_tables
from data.records.complete import completed
from data.records.dependants import with_dependants
from data.records.doubts import Doubt, doubts, settled
from data.records.fields import choices_of, fields_of
from data.records.sheet import read_sheet
from data.records.sources import own_source
from data.schema import ADDED

TODAY = date(2026, 11, 26)
GIVEN = {"evidence": "secondary", "refs": "001"}
STATUS = {
    "project_id": "P01",
    "date": "2024-05",
    "basis": "event",
    "status": "operating",
    "stage": "in_use",
    "wording_zh": "投用",
    "wording_en": "in use",
    **GIVEN,
}
PROJECT = {
    "project_id": "L01",
    "name_zh": "算力中心",
    "name_en": "Computing centre",
    "sector": "data",
    "note_zh": "园区提供",
    "note_en": "From the park",
    **GIVEN,
}
# As F003-14 has it (003:L49-50): 330 enterprises in April 2020.
FIGURE = {
    "figure_id": "LF01",
    "scope": "park",
    "subject_zh": "永川大数据产业园",
    "subject_en": "Yongchuan Big Data Industrial Park",
    "metric_zh": "聚集企业",
    "metric_en": "Enterprises",
    "value": 600,
    "qualifier": "exact",
    "unit": "enterprise",
    "printed": "600家",
    "as_of": "2025",
    "kind": "actual",
    "counts_zh": "企业",
    "counts_en": "Enterprises",
    **GIVEN,
}


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), dtype=object)


def test_good_rows_have_no_problem(catalog: Catalog) -> None:
    assert check(catalog, "project_statuses", frame(STATUS)) == []
    assert check(catalog, "figures", frame(FIGURE)) == []
    tables = {
        "projects": frame(PROJECT),
        "project_statuses": frame({**STATUS, "project_id": "L01"}),
    }
    assert check_tables(catalog, tables) == []


PROBLEMS: dict[str, tuple[str, dict[str, Any], str | None, str, str, str]] = {
    "date": ("project_statuses", {"date": "soon"}, "date", "period", "write 2020", "请写 2020"),
    "choice": (
        *("project_statuses", {"status": "open"}, "status"),
        *("not_allowed", "write one of ● Operating", "◌ 规划"),
    ),
    "empty": ("project_statuses", {"status": None}, "status", "empty", "fill it in", "请填写"),
    "id": ("figures", {"figure_id": "我的"}, "figure_id", "code", "Latin letters", "拉丁字母"),
    "number": ("figures", {"value": "many"}, "value", "not_a_number", "digits", "请填数字"),
    "unknown project": (
        *("project_statuses", {"project_id": "P99"}, "project_id"),
        *("unknown_id", "add that row first", "先补上该行"),
    ),
    "unknown source": (
        *("figures", {"refs": "hearsay"}, "refs"),
        *("unknown_id", "add that row first", "先补上该行"),
    ),
    "unknown sector": (
        *("projects", {"sector": "weather"}, "sector"),
        *("not_allowed", "write one of content", "请改为 content"),
    ),
    "unknown indicator": (
        *("figures", {"indicator": "weather"}, "indicator"),
        *("unknown_id", "add that row first", "先补上该行"),
    ),
    "unknown record": (
        *("placements", {"record": "F999-99"}, "record"),
        *("unknown_id", "add that row first", "先补上该行"),
    ),
    "unknown zone": (
        *("projects", {"zone": "X"}, "zone"),
        *("not_allowed", "write one of A, B, C, D, E, F", "A, B, C, D, E, F"),
    ),
    "printed key": (
        *("project_statuses", {"date": "2020-09", "project_id": "P01"}, "project_id, date"),
        *("published_key", "choose another id", "请换一个标识"),
    ),
    "no status": (
        *("projects", {}, "project_id"),
        *("no_status", "add a row to project_statuses", "project_statuses"),
    ),
    "amount": (
        *("projects", {"investment_cny": 1.2e9}, None),
        *("amount_kind", "stated or planned", "“已公布”或“计划”"),
    ),
    "bounds": ("figures", {"low": 700, "high": 500}, None, "bounds", "low", "下限大于上限"),
}
PLACEMENT = {"page": "overview", "slot": "kpi", "record": "F003-14", "order": 9}
ROWS: dict[str, dict[str, Any]] = {
    "project_statuses": STATUS,
    "projects": PROJECT,
    "figures": FIGURE,
    "placements": PLACEMENT,
}


@pytest.mark.parametrize("case", PROBLEMS)
def test_problem_names_row_column_reason_and_remedy(case: str, catalog: Catalog) -> None:
    table, change, column, kind, remedy_en, remedy_zh = PROBLEMS[case]
    good = {**ROWS[table], **({"date": "2023"} if table == "project_statuses" else {})}
    if "figure_id" in good:
        good["figure_id"] = "LF02"
    rows = frame({**ROWS[table], **change})
    before = [] if table in {"projects", "placements"} else [good]
    found = check(catalog, table, pd.concat([frame(*before), rows], ignore_index=True))
    found = [one for one in found if one.kind == kind]
    assert [(one.file, one.row, one.column) for one in found] == [(table, len(before) + 1, column)]
    assert remedy_en in found[0].text("en")
    assert remedy_zh in found[0].text("zh")
    assert f"row {len(before) + 1}" in found[0].text("en")
    assert f"第 {len(before) + 1} 行" in found[0].text("zh")


def test_an_id_given_twice(catalog: Catalog) -> None:
    found = check(catalog, "figures", frame(FIGURE, FIGURE))
    assert [(one.row, one.column, one.kind) for one in found] == [(2, "figure_id", "duplicate")]


def test_a_column_that_the_table_has_not(catalog: Catalog) -> None:
    [found] = check(catalog, "figures", frame({**FIGURE, "weather": "fine"}))
    assert (found.row, found.column, found.kind) == (None, "weather", "unknown_column")


# By kind of doubt: the table, the row that raises it, its column, the answers on offer, and a few
# words of the question in both languages.
DOUBTS: dict[str, tuple[str, dict[str, Any], str, list[str], str, str]] = {
    "future": (
        *("project_statuses", {**STATUS, "date": "2031-05"}, "date"),
        *(["keep", "leave"], "May 2031 has not come yet", "2031年5月还没有到"),
    ),
    "unit": (
        *("figures", {**FIGURE, "unit": "person"}, "unit"),
        *(["unit:enterprise", "keep", "leave"], "counted in “enterprises”", "以前的单位是“家”"),
    ),
    "same": (
        *("figures", {**FIGURE, "value": 330, "as_of": "2020-04"}, "value"),
        *(["keep", "leave"], "already gives the same value", "已有同一时间的同一数值 330 家"),
    ),
    "differs": (
        *("figures", {**FIGURE, "value": 331, "as_of": "2020-04"}, "value"),
        *(
            ["keep", "leave"],
            "gives 330 enterprises, and this is 331",
            "的数值是 330 家，这里是 331",
        ),
    ),
    "namesake": (
        *("projects", {**PROJECT, "name_zh": "阿里巴巴客户体验中心"}, "name_zh"),
        *(["keep", "leave"], "is it the same?", "是同一个吗"),
    ),
}


@pytest.mark.parametrize("kind", DOUBTS)
def test_doubt_is_asked_with_answers(kind: str, catalog: Catalog) -> None:
    table, row, column, answers, text_en, text_zh = DOUBTS[kind]
    [doubt] = doubts(catalog, table, frame(row), TODAY)
    assert (doubt.kind, doubt.row, doubt.column) == (kind, 1, column)
    assert [choice.value for choice in doubt.choices] == answers
    assert text_en in doubt.text("en")
    assert text_zh in doubt.text("zh")
    for choice in doubt.choices:
        assert choice.text("en") != choice.text("zh")


def figure_of(catalog: Catalog, figure_id: str, **changed: Any) -> dict[str, Any]:
    """Return a printed figure under an id of its own, with another number."""
    printed = catalog["figures"].set_index("figure_id").loc[figure_id].to_dict()
    cells = {str(name): value for name, value in printed.items()}
    return {**cells, "figure_id": "LF09", "low": None, "high": None, **changed}


@pytest.mark.parametrize(
    ("value", "answer", "meant"),
    [
        (42, "times:1000000000", 42e9),  # 420亿, written in 十亿
        (420, "times:100000000", 42e9),  # 420亿 without the 亿
        (4_200_000, "times:10000", 42e9),  # 4,200,000万 without the 万
        (420_000_000_000, "times:0.1", 42e9),  # a nought too many
    ],
)
def test_a_number_far_off_the_last_is_asked(
    value: float, answer: str, meant: float, catalog: Catalog
) -> None:
    """Revenue was 24.47 billion in 2019 (003:L50-51), 35 billion in 2022 (a secondary source)."""
    row = figure_of(catalog, "F003-16", value=value, as_of="2025", period="2025")
    [doubt] = doubts(catalog, "figures", frame(row), TODAY)
    assert (doubt.kind, doubt.column) == ("scale", "value")
    assert answer in {choice.value for choice in doubt.choices}
    made = settled({"figures": frame(row)}, [doubt], {doubt.id: answer})["figures"]
    assert made["value"].tolist() == [meant]
    assert "ten times off the last CNY 35 billion (2022)" in doubt.text("en")
    assert "相差十倍" in doubt.text("zh")
    assert "“万”“亿”" in doubt.text("zh")


def test_a_number_near_the_last_is_not(catalog: Catalog) -> None:
    for value in (3.6e9, 42e9, 349e9):
        row = figure_of(catalog, "F003-16", value=value, as_of="2025", period="2025")
        assert doubts(catalog, "figures", frame(row), TODAY) == []


@pytest.mark.parametrize(("value", "answer"), [(12, "times:100000000"), (1.2e13, "times:0.0001")])
def test_an_amount_beyond_all_projects_is_asked(
    value: float, answer: str, catalog: Catalog
) -> None:
    row = {**PROJECT, "investment_cny": value, "investment_kind": "stated"}
    [doubt] = doubts(catalog, "projects", frame(row), TODAY)
    assert (doubt.kind, doubt.column) == ("beyond", "investment_cny")
    made = settled({"projects": frame(row)}, [doubt], {doubt.id: answer})["projects"]
    assert made["investment_cny"].tolist() == [1.2e9]
    assert "all other projects" in doubt.text("en")
    assert "其他项目" in doubt.text("zh")


def test_a_count_of_a_sector_far_off_is_asked(catalog: Catalog) -> None:
    """Data processing had 90 in print in 2021."""
    row = {"as_of": "2025", "taxonomy": "2020-09", "sector": "data", "count": 9, **GIVEN}
    [doubt] = doubts(catalog, "sector_counts", frame(row), TODAY)
    assert (doubt.kind, doubt.column) == ("scale", "count")
    assert doubts(catalog, "sector_counts", frame({**row, "count": 10}), TODAY) == []


def test_plans_lie_ahead_as_a_matter_of_course(catalog: Catalog) -> None:
    target = {"metric_zh": "聚集企业", "scope": "park", "deadline": "2035", **GIVEN}
    assert doubts(catalog, "targets", frame(target), TODAY) == []
    event = {"date": "2030", "title_zh": "建成", "category": "target", **GIVEN}
    assert doubts(catalog, "events", frame(event), TODAY) == []
    year = {**STATUS, "date": "2026"}  # under way
    assert doubts(catalog, "project_statuses", frame(year), TODAY) == []


def test_another_value_is_another_question(catalog: Catalog) -> None:
    def asked(day: str) -> Doubt:
        [doubt] = doubts(catalog, "project_statuses", frame({**STATUS, "date": day}), TODAY)
        return doubt

    first, second = asked("2031-05"), asked("2032-05")
    assert first.id != second.id
    assert first.is_answered({first.id: "keep"})
    assert not second.is_answered({first.id: "keep"})
    assert not first.is_answered({first.id: "maybe"})


def test_answers_leave_rows_out_and_change_units(catalog: Catalog) -> None:
    rows = frame({**FIGURE, "unit": "person"}, {**FIGURE, "figure_id": "LF02", "as_of": "2031"})
    unit, future = doubts(catalog, "figures", rows, TODAY)
    answers = {unit.id: "unit:enterprise", future.id: "leave"}
    made = settled({"figures": rows}, [unit, future], answers)["figures"]
    assert made[["figure_id", "unit"]].to_numpy().tolist() == [["LF01", "enterprise"]]
    untouched = settled({"figures": rows}, [unit, future], {})["figures"]
    assert untouched["unit"].tolist() == ["person", "enterprise"]


@pytest.mark.parametrize("table", ADDED)
def test_fields_say_what_is_required(table: str, catalog: Catalog) -> None:
    """A row of the required fields alone is no other problem than empty ones."""
    fields = fields_of(table)
    assert [one.name for one in fields if one.is_required] == [
        one.name
        for one in fields
        if any(
            problem.column == one.name and problem.kind == "empty"
            for problem in check(catalog, table, frame({one.name: None}))
        )
    ]
    for field in fields:
        if field.kind == "choice":
            assert choices_of(catalog, field)


def test_choices_are_the_rows_that_may_be_named(catalog: Catalog) -> None:
    fields = {one.name: one for one in fields_of("projects")}
    assert choices_of(catalog, fields["zone"]) == tuple("ABCDEF")
    assert choices_of(catalog, fields["investment_kind"]) == ("stated", "planned")


CELLS: list[tuple[str, str, str, str, Any]] = [
    ("figures", "as_of", "2025年3月", "", "2025-03"),
    ("figures", "as_of", "2025Q1", "", "2025-Q1"),
    ("figures", "value", "600家", "enterprise", 600.0),
    ("figures", "value", "2.6万人", "person", 26_000.0),
    ("figures", "value", "420亿元", "cny", 42e9),
    ("figures", "value", "42 billion", "cny", 42e9),
    ("figures", "value", "3,000㎡", "m2", 3000.0),
    ("projects", "investment_cny", "12亿元", "", 1.2e9),
    ("projects", "investment_cny", "12", "亿元", 1.2e9),
    ("projects", "area_m2", "15亩", "", 10_000.0),
    ("projects", "seats_planned", "1,200", "", 1200),
    ("project_statuses", "status", "已投用", "", "operating"),
    ("project_statuses", "status", "Planned", "", "planned"),
]


@pytest.mark.parametrize(("table", "name", "text", "unit", "value"), CELLS)
def test_cells_as_an_office_writes_them(
    table: str, name: str, text: str, unit: str, value: Any
) -> None:
    field = next(one for one in fields_of(table) if one.name == name)
    assert read_cell(field, text, unit) == value


@pytest.mark.parametrize(
    ("name", "text", "kind"), [("as_of", "年底", "period"), ("value", "很多", "not_a_number")]
)
def test_cells_that_cannot_be_read(name: str, text: str, kind: str) -> None:
    field = next(one for one in fields_of("figures") if one.name == name)
    with pytest.raises(UnreadError) as caught:
        read_cell(field, text)
    assert caught.value.kind == kind
    assert text in str(caught.value)


def test_a_heading_may_hold_the_unit() -> None:
    values, unread = read_row("projects", {"investment_cny（亿元）": "12", "area_m2 (亩)": "15"})
    assert (values, unread) == ({"investment_cny": 1.2e9, "area_m2": 10_000.0}, {})


def test_headings_are_fields_by_their_code() -> None:
    assert named("figures", "Value") == "value"
    assert named("figures", "metric_zh") == "metric_zh"
    assert named("figures", "weather") is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_sheets_in_any_of_the_usual_writings(encoding: str, delimiter: str) -> None:
    lines = [["project_id", "date", "wording_zh"], ["P01", "2024年5月", "投用"], ["", "", ""]]
    text = "\r\n".join(delimiter.join(cells) for cells in [*lines, ["P02", "2025", "开工"]])
    sheet = read_sheet("project_statuses", text.encode(encoding), "a.csv")
    assert sheet.problems == []
    assert sheet.lines == [2, 4]
    assert sheet.rows.to_dict("records") == [
        {"project_id": "P01", "date": "2024-05", "wording_zh": "投用"},
        {"project_id": "P02", "date": "2025", "wording_zh": "开工"},
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_sheet_tells_what_it_could_not_read(lang: Lang) -> None:
    text = "project_id,date,weather,date\nP01,soon,fine,2024\nP02,2025\n"
    sheet = read_sheet("project_statuses", text.encode(), "a.csv")
    places = [(one.file, one.row, one.column, one.kind) for one in sheet.problems]
    assert places == [
        ("a.csv", 1, "weather", "unknown_column"),
        ("a.csv", 1, "date", "repeated_column"),
        ("a.csv", 3, None, "cell_count"),
    ]
    assert all("a.csv" in one.text(lang) for one in sheet.problems)


def test_what_follows_from_a_figure_of_a_series(catalog: Catalog) -> None:
    row = {"metric_zh": "聚集企业", "unit": "enterprise", "value": 600, "as_of": "2025"}
    made = completed(catalog, {"figures": frame(row)}, "001", "2026-02")["figures"].iloc[0]
    assert made["figure_id"] == "LF01"
    assert made["scope"] == "park"
    assert made["subject_zh"] == "永川大数据产业园"
    assert (made["low"], made["high"], made["qualifier"]) == (600, 600, "exact")
    assert (made["evidence"], made["refs"]) == ("official", "001")
    assert made["as_of"] == "2025"  # given, not that of the source


def test_what_is_given_stays(catalog: Catalog) -> None:
    row = {**FIGURE, "qualifier": "at_least", "evidence": "reported", "high": None}
    made = completed(catalog, {"figures": frame(row)}, "004", "2026")["figures"].iloc[0]
    assert all(made[name] == value for name, value in row.items() if value is not None)
    assert made["high"] is None


def test_the_dates_of_a_project_tell_its_statuses(catalog: Catalog) -> None:
    row = {"name_zh": "算力中心", "signed": "2025-03", "operating_since": "2026-01"}
    made = completed(catalog, {"projects": frame(row)}, "001")["project_statuses"]
    assert made[["project_id", "date", "status", "stage"]].to_numpy().tolist() == [
        ["L01", "2025-03", "planned", "signed"],
        ["L01", "2026-01", "operating", "in_use"],
    ]
    assert made["wording_zh"].tolist() == ["签约", "投用"]


def test_names_stand_for_ids(catalog: Catalog) -> None:
    row = {"name_zh": "甲", "sector": "数据处理", "zone": "A区", "signed": "2025"}
    made = completed(catalog, {"projects": frame(row)}, "001")["projects"].iloc[0]
    assert (made["sector"], made["zone"], made["name_en"]) == ("data", "A", "甲")


def test_the_same_source_is_made_once(catalog: Catalog) -> None:
    source, rows = own_source(catalog, "2025年年报", "园区办", "2026-02", "年报.xlsx")
    assert len(rows) == 1
    tables = {**catalog.tables, "sources": pd.concat([catalog["sources"], rows])}
    own = type(catalog.own)(frozenset({"sources"}), added={"sources": frozenset({(source,)})})
    with_it = Catalog(tables, catalog.outlines, (), own=own, park=catalog.park)
    again, none = own_source(with_it, "2025年年报", "园区办", "2026-02", "年报.xlsx")
    assert (again, len(none)) == (source, 0)
    other, one = own_source(with_it, "2025年年报", "统计局", "2026-02", "年报.xlsx")
    assert (other, len(one)) == ("office-20260228-2", 1)


def test_only_own_rows_go_with_another(catalog: Catalog) -> None:
    assert with_dependants(catalog, "projects", ("P01",)) == {"projects": [("P01",)]}
