"""The page of projects: what is in print about each, by whom and since when."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import Any

import pytest

from components.profiles.project import project_panels
from data.catalog import Catalog, load_catalog
from data.project_figures import AMOUNTS, figures_about, printed_amount
from data.selection import Selection
from tests.opened import blocks, cells, csv_of, open_page, page_script, shown, title
from tests.shipped import words_of

PROJECTS = page_script("projects")


@pytest.fixture(scope="module")
def facts() -> Catalog:
    return load_catalog()


def sheet(catalog: Catalog, project: str, asof: str = "", evidence: Any = "all") -> str:
    """Return the text of a sheet in Chinese, without tags."""
    chosen = Selection(as_of=asof, evidence=evidence)
    panel = project_panels(catalog, chosen, words_of("zh"))[f"profile-project-{project}"]()
    return re.sub(r"<[^>]+>", " ", panel.html)


@pytest.mark.parametrize(
    ("query", "part"),
    [
        # By the wording of each project in the articles, counted by hand.
        ({}, "见报项目 35 个：已投用 14、部分投用 4、建设中 3、规划 11、未说明 3"),
        ({"asof": "2017"}, "见报项目 4 个：已投用 4"),  # 001 L49
        ({"asof": "2020-05-01"}, "见报项目 13 个：已投用 7"),
        ({"zones": "F", "evidence": "published"}, "F区：截至2022年10月，见报项目 1 个"),
        ({"asof": "2014"}, "还没有项目见报"),
        ({"zones": "A"}, "A区（示意）："),
    ],
)
def test_title_follows_the_selection(query: dict[str, str], part: str) -> None:
    assert part in title(open_page(PROJECTS, lang="zh", **query))


def test_pipeline_tells_flow_from_stock() -> None:
    shown_blocks = blocks(open_page(PROJECTS, lang="zh"))
    flow = {row["key"]: row["text"] for row in shown_blocks["flow"]["rows"]}
    stock = {row["key"]: row["text"] for row in shown_blocks["stock"]["rows"]}
    # 001 L47, 001 L49, 003 L99-102, 003 L104-107, 002 L138-144
    assert flow == {
        "F001-02": "81 个",
        "F001-04": "57 个",
        "F003-29": "83 个",
        "F003-30": "15 个",
        "F002-01": "77 个",
        "F002-02": "48 个",
    }
    assert stock == {"F001-03": "122 个", "F001-05": "274 个"}  # 001 L47, 001 L49
    labels = [row["label"] for row in shown_blocks["flow"]["rows"]]
    assert labels[0].endswith("2015年9月")
    assert labels[2].endswith("2019年8月")
    assert all(row["open"] and not row["pick"] for row in shown_blocks["flow"]["rows"])


def test_the_printed_share_is_that_of_the_printed_counts() -> None:
    text = shown(open_page(PROJECTS, lang="zh"))
    assert "62.3%" in text  # 002 L143-144
    assert round(48 / 77 * 100, 1) == 62.3


@pytest.mark.parametrize(
    ("asof", "flow", "stock"),
    [
        ("2015-09", ["F001-02"], ["F001-03"]),
        ("2015", ["F001-02"], ["F001-03"]),
        ("2018", ["F001-02", "F001-04"], ["F001-03", "F001-05"]),
        ("2020-05", ["F001-02", "F001-04", "F003-29", "F003-30"], ["F001-03", "F001-05"]),
    ],
)
def test_pipeline_knows_nothing_later(asof: str, flow: list[str], stock: list[str]) -> None:
    shown_blocks = blocks(open_page(PROJECTS, lang="en", asof=asof))
    assert [row["key"] for row in shown_blocks["flow"]["rows"]] == flow
    assert [row["key"] for row in shown_blocks["stock"]["rows"]] == stock


def test_share_of_2020_is_not_shown_before() -> None:
    app = open_page(PROJECTS, lang="zh", asof="2020-05-01")
    assert "62.3" not in shown(app)
    assert "77 个" not in shown(app)


def test_board_ignores_its_own_dimension() -> None:
    board = blocks(open_page(PROJECTS, lang="en", status="partial"))["board"]
    assert [column["count"] for column in board["columns"]] == ["14", "4", "3", "11", "3"]
    assert [column["label"].endswith("✓") for column in board["columns"]] == [
        False,
        True,
        False,
        False,
        False,
    ]
    table = blocks(open_page(PROJECTS, lang="en", status="partial"))["table"]
    assert len(table["rows"]) == 4  # P02 P03 P05 P09


def test_gantt_is_as_sharp_as_the_dates() -> None:
    gantt = blocks(open_page(PROJECTS, lang="en"))["gantt"]
    rows = {row["key"]: row for row in gantt["rows"]}
    # 003 L5-7: ground was broken on 9 March 2020; 002 L260: in use in September 2020.
    kinds = [span["kind"] for span in rows["P01"]["spans"]]
    assert kinds == ["construction", "operating atlas-span-start", "operating"]
    start, fading = rows["P01"]["spans"][0]["from"], rows["P01"]["spans"][1]
    # Days since 1 January 2017, of the 2191 days to 1 January 2023.
    assert start == pytest.approx(1163 / 2191)
    assert (fading["from"], fading["to"]) == pytest.approx((1339 / 2191, 1368 / 2191))
    # 001 L49 gives a year only: it fades in over the whole of 2017.
    assert rows["P28"]["spans"][0]["to"] == pytest.approx(364 / 2191)
    assert gantt["now"] == pytest.approx(2129 / 2191)  # 31 October 2022
    assert all(span["to"] <= gantt["now"] for row in rows.values() for span in row["spans"])


def test_table_prints_amounts_with_kind_unit_and_date() -> None:
    app = open_page(PROJECTS, lang="zh")
    table = blocks(app)["table"]
    names = [column["name"] for column in table["columns"]]
    ids = [row[0]["open"] for row in table["rows"]]
    told = [dict(zip(names, row, strict=True)) for row in cells(app, "table")]
    rows = dict(zip(ids, told, strict=True))
    assert len(rows) == 35
    alibaba = rows["profile-project-P02"]
    assert alibaba["投资额"] == "3 亿元（已公布）"  # 003 L2-3
    assert alibaba["计划坐席"] == "5,000 席"  # 002 L267
    assert alibaba["首期坐席"] == "1,000 席"  # 002 L267-268
    assert alibaba["建成坐席"] == ""  # how many of the 1,000 are open is not stated
    assert alibaba["员工"] == "700人（2020年11月）"  # 002 L268-269
    renhe = rows["profile-project-P07"]
    assert renhe["投资额"] == "4 亿元（计划）"  # 002 L296-297
    assert renhe["计划坐席"] == "约 1,300 席"  # 002 L298-300
    knownsec = rows["profile-project-P08"]
    assert knownsec["建成坐席"] == "920 席"  # 002 L307-309
    assert knownsec["员工"] == "≥ 1,000人（2020年11月）"  # 002 L309-310
    assert rows["profile-project-P12"]["计划面积"] == "3 万㎡"  # 003 L197-199
    assert rows["profile-project-P20"]["片区"] == "F区"  # 002 L126-129
    assert alibaba["片区"].startswith("▨ ")  # what the sign stands for is said once, below
    assert sum("示意" in note for note in table["notes"]) == 1


def test_every_amount_of_the_table_has_its_figure(facts: Catalog) -> None:
    projects = facts["projects"]
    for column in AMOUNTS:
        for project_id in projects["project_id"][projects[column].notna()]:
            assert printed_amount(facts, Selection(), project_id, column) is not None, (
                project_id,
                column,
            )


def test_amounts_are_not_shown_before_they_are_in_print(facts: Catalog) -> None:
    # The centre was signed on 8 April 2020; its 700 staff are of November 2020.
    early = Selection(as_of="2020-05")
    assert printed_amount(facts, early, "P02", "staff") is None
    seats = printed_amount(facts, early, "P02", "seats_planned")
    assert seats is not None
    assert seats["figure_id"] == "F003-04"  # 003 L17-19
    # In print on the day of the newspaper, before the month is over.
    assert printed_amount(facts, Selection(as_of="2020-11-26"), "P02", "staff") is not None


def test_investment_is_not_drawn_before_it_is_in_print() -> None:
    # Zhiku and Beyondsoft opened in October 2020; their investment was printed on
    # 26 November (002 L276-277, L312-313).
    early = blocks(open_page(PROJECTS, lang="zh", asof="2020-10"))
    assert {row["key"] for row in early["investment"]["rows"]} == {"P01", "P02"}
    later = blocks(open_page(PROJECTS, lang="zh", asof="2020-11-26"))
    assert {"P04", "P09"} <= {row["key"] for row in later["investment"]["rows"]}


def test_stated_and_planned_investment_are_not_added() -> None:
    cards = {card["id"]: card for card in blocks(open_page(PROJECTS, lang="zh"))["cards"]["cards"]}
    # Stated: 10 + 3 + 10 + 1.5 + 0.1 + 0.5 + 2 + 0.5 = 27.6; planned: 4 (002 L296-297).
    assert cards["investment"]["value"] == "27.6 亿元"
    assert "推算" in cards["investment"]["lines"][0]["flag"]
    assert "4 亿元" in cards["investment"]["lines"][-1]["text"]
    assert cards["zone"]["value"] == "1/35 个"
    assert "F区" in cards["zone"]["lines"][0]["text"]


def test_sheet_has_status_seats_staff_and_sources(facts: Catalog) -> None:
    text = sheet(facts, "P02")
    for part in (
        "5,000 席",
        "1,000 席",
        "700人",
        "2020年11月 · 实际",
        "2020年4月8日（精确到日）",
        "2020年8月（精确到月）",
        "云签约",
        "第 268-269",
        "口径冲突 C14",
        "示意",
    ):
        assert part in text, part


def test_sheet_marks_claims_and_potential(facts: Catalog) -> None:
    text = sheet(facts, "P05")
    # 000 L51-55 "can reach", 002 L284-285 "has reached": both stand side by side.
    assert "可达到，尚未实现" in text
    assert "宣传说法，未经核实" in text
    assert "口径冲突 C16" in text


def test_sheet_of_an_earlier_date_knows_nothing_later(facts: Catalog) -> None:
    text = sheet(facts, "P03", asof="2020-12")
    assert "已启动项目建设" in text
    assert "已进驻" not in text.split("来源口径不一")[0]  # 001 L93, October 2022


def test_published_mode_shows_nothing_illustrative(facts: Catalog) -> None:
    for query in ({}, {"zones": "F"}, {"sectors": "data", "asof": "2020-12"}):
        text = shown(open_page(PROJECTS, lang="zh", evidence="published", **query))
        assert "（示意）" not in text, query
        assert "示意分配" not in text, query
    for project in ("P02", "P16", "P20"):
        text = sheet(facts, project, evidence="published")
        assert "（示意）" not in text
        assert "° N" not in text


def test_every_project_has_a_sheet_with_a_table_to_save(facts: Catalog) -> None:
    for lang in ("zh", "en"):
        panels = project_panels(facts, Selection(), words_of(lang))
        assert len(panels) == 35
        for panel_id, make in panels.items():
            panel = make()
            assert panel.html.count("<table") == 1, panel_id
            assert len(list(csv.reader(StringIO(csv_of(panel))))) > 3, panel_id


def test_figures_are_given_to_the_project_they_are_about(facts: Catalog) -> None:
    about = {
        project: set(figures_about(facts, project)["figure_id"])
        for project in facts["projects"]["project_id"]
    }
    assert {"F000-15", "F000-16"} <= about["P10"]
    # The relation of the 15,000 servers to the centre of 500 racks is not stated (C15).
    assert about["P11"] == {"F002-22", "F002-23"}
    given = [figure for ids in about.values() for figure in ids]
    assert len(given) == len(set(given))
    of_projects = facts["figures"][facts["figures"]["scope"] == "project"]
    assert set(of_projects["figure_id"]) - set(given) <= {"F003-33", "F003-34"}


def test_hostile_links_are_ignored() -> None:
    app = open_page(PROJECTS, lang="zh", status="<script>alert(1)</script>", sectors="../..")
    assert not app.exception
    assert "见报项目 35 个" in title(app)
