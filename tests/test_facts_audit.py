"""What the tables say beyond their numbers, against the five articles.

Each expected value was read in the article (000-004) and line beside it.
"""

from __future__ import annotations

import re

import pandas as pd
import pytest

from data.catalog import Catalog
from data.conflicts import conflicts_by
from data.i18n import LANGS, messages
from data.in_print import figures
from data.periods import parse_period
from data.status import projects_as_of
from tests.shipped import LATEST
from tests.test_published import cites, row, rows


def aliases(table: str, key: str, own: str) -> str:
    return row(table, **{key: own})["aliases"] or ""


@pytest.mark.parametrize(
    ("project_id", "status", "article", "line"),
    [
        ("P03", "partial", "001", 93),  # 已进驻11家; no phase is named
        ("P05", "partial", "002", 282),  # 实验室建成投用; no phase is named
        ("P10", "construction", "000", 181),  # phase 1 modelled, 正在进行项目二期建设; no use
        ("P02", "partial", "002", 267),  # 5,000 planned, 1,000 to be built first, 投入运营
        ("P09", "partial", "002", 314),  # 首期建成500席, 开业运营
    ],
)
def test_statuses_follow_the_wording(
    catalog: Catalog, project_id: str, status: str, article: str, line: int
) -> None:
    held = projects_as_of(catalog, LATEST).set_index("project_id").loc[project_id]
    assert held["status"] == status
    assert cites(held["status_refs"], article, line)


def test_only_projects_with_phases_have_a_phase_in_use() -> None:
    phases = {
        one["project_id"] for one in rows("project_statuses") if one["stage"] == "phase_in_use"
    }
    assert phases == {"P02", "P09"}  # 002 L267-268, L314
    assert row("project_statuses", project_id="P10", date="2021")["stage"] == "phase_complete"


def test_seats_to_be_built_are_no_baseline() -> None:
    # 002 L267-268: 首期建设坐席1000席; 002 L314: 首期建成500席
    target = row("targets", target_id="T14")
    assert target["baseline"] is target["like_for_like"] is None
    assert row("figures", figure_id="F002-41")["kind"] == "planned"
    assert row("targets", target_id="T15")["baseline"] == 500
    project = row("projects", project_id="P02")
    assert "首期1000席已投入运营" not in project["note_zh"]
    assert "1,000 seats is in operation" not in project["note_en"]


def test_a_baseline_has_the_grade_of_its_own_source() -> None:
    grades = {one["source_id"]: one["evidence"] for one in rows("sources")}
    for target in rows("targets"):
        own = {
            grades[ref.partition(":")[0]]
            for ref in (target["baseline_refs"] or "").split(";")
            if ref
        }
        assert {target["baseline_evidence"]} == (own or {None})
    # 000 L149-151 give the plan of 20 km, no article a built length
    assert row("targets", target_id="T27")["baseline_evidence"] == "secondary"


@pytest.mark.parametrize(
    ("figure_id", "printed", "article", "line"),
    [("F000-01", "1000亩", "000", 50), ("F003-34", "500亩", "003", 217)],
)
def test_what_is_exact_in_print_stays_exact_when_converted(
    catalog: Catalog, figure_id: str, printed: str, article: str, line: int
) -> None:
    found = figures(catalog, (figure_id,)).iloc[0]
    assert (found["qualifier"], found["printed"]) == ("exact", printed)
    assert found["low"] == found["high"] == found["value"]
    assert found["value"] == round(int(printed[:-1]) * 2000 / 3)
    assert cites(found["refs"], article, line)
    assert "换算" in found["caveat_zh"]
    assert "converted" in found["caveat_en"]


def test_nearly_is_an_upper_bound_and_nothing_else_is() -> None:
    # 近300亿元, 近1500倍, 近5000家, 近百项, 近30%; 近1.4万余人 says both; 前十位 is a rank
    for figure in rows("figures"):
        nearly = figure["printed"].startswith("近") and "余" not in figure["printed"]
        rank = figure["unit"] == "rank"
        assert (figure["qualifier"] == "below") == (nearly or rank), figure["figure_id"]


def test_lower_bounds_are_printed_as_such() -> None:
    said = re.compile("余|多|以上|超|逾|不少于|上亿|等|、")  # a list that ends in 等 goes on
    for figure in rows("figures"):
        if figure["qualifier"] == "at_least" and figure["evidence"] == "reported":
            assert said.search(figure["printed"]), figure["figure_id"]


@pytest.mark.parametrize(
    ("table", "key", "own", "other"),
    [
        ("projects", "project_id", "P05", "蚕桑纺织"),  # 000 L48: a college; C16 tells them apart
        ("enterprises", "enterprise_id", "E026", "蚕桑纺织"),
        ("projects", "project_id", "P19", "认证考试"),  # 002 L119-121: named beside the centre
        ("projects", "project_id", "P33", "支撑平台"),  # 000 L15-20: the first of two platforms
        ("projects", "project_id", "P26", ";云集"),  # 001 L63-65: named beside Jizhihui
        ("enterprises", "enterprise_id", "E004", ";云集"),
    ],
)
def test_other_bodies_are_no_aliases(table: str, key: str, own: str, other: str) -> None:
    assert other not in f";{aliases(table, key, own)}"


@pytest.mark.parametrize(
    ("table", "key", "own", "never"),
    [
        # 001 L91: neither a core with several sites, nor who runs the centre
        ("projects", "project_id", "P15", ("核心", "several further sites", "运营。", "run by")),
        # 003 L202-207: linked with the base, with no starting point
        ("projects", "project_id", "P22", ("起点，", "starts from")),
        ("projects", "project_id", "P04", ("约6000", "about 6,000")),  # 002 L252-253: 6000人
        ("figures", "figure_id", "F001-10", ("人次",)),  # 001 L75: 近1.4万余人
        ("events", "event_id", "E02", ("专刊", "feature issue")),  # 000 L204-205: 封面专栏
        ("events", "event_id", "E03", ("; By",)),
        ("conflicts", "conflict_id", "C09", ("采访", "interview")),  # 000 L87: 永川希望
        ("conflicts", "conflict_id", "C20", ("百度基地", "Baidu base")),  # 000 L275-278, 004 L77
        ("conflicts", "conflict_id", "C13", ("部分建成", "partly built")),
    ],
)
def test_notes_say_no_more_than_the_article(
    table: str, key: str, own: str, never: tuple[str, ...]
) -> None:
    said = " ".join(str(cell) for cell in row(table, **{key: own}).values())
    assert [part for part in never if part in said] == []


def test_the_cover_feature_is_called_one() -> None:
    event = row("events", event_id="E02")
    assert "封面专栏" in event["title_zh"]  # 000 L205
    assert "cover feature" in event["title_en"]


def test_operator_of_the_metaverse_centre_is_not_stated() -> None:
    # 001 L91: the company operates Yongchuan's metaverse industry
    assert row("projects", project_id="P15")["operator_zh"] is None


def test_the_event_of_the_district_is_of_the_district() -> None:
    # 001 L47: 永川区举行…81个…; 为园区聚集起了122个
    assert row("figures", figure_id="F001-02")["scope"] == "district"
    assert row("figures", figure_id="F001-03")["scope"] == "park"
    assert row("events", event_id="E09")["level"] == "district"


def test_what_other_sources_say_names_them() -> None:
    # No article gives 17 September 2020 or a built length.
    for table, key, own in (("events", "event_id", "E27"), ("figures", "figure_id", "F000-12")):
        assert "ibmwl" in row(table, **{key: own})["refs"]


def test_an_event_reported_as_past_is_over() -> None:
    # 001 L5, printed in October 2022, tells of the Expo of 2022 as past.
    date = parse_period(row("events", event_id="E33")["date"])
    assert date.start.year == 2022
    assert date.end == parse_period("2022-10").end


@pytest.mark.parametrize(
    ("conflict_id", "lines"),
    [
        # sectors: 000 L271-282 against 001 L63 and L49, 002 L102-111, 003 L138-142
        ("C20", (("000", 273), ("001", 63), ("001", 49), ("002", 107), ("003", 139))),
        # names: 003 L57-59 and L67-78 against 000 L193 and 001 L45
        ("C22", (("003", 57), ("003", 70), ("003", 77), ("000", 193), ("001", 45))),
        ("C51", (("002", 233), ("003", 50), ("002", 150))),  # 6000多人; 1.4万人; 1.5万人
        ("C52", (("002", 215), ("001", 75))),  # 自建; 园区还建成
        ("C53", (("000", 166), ("002", 262))),  # 全球首发; 全球第一辆
        ("C54", (("001", 37), ("003", 76))),  # 4家; 一大批
        ("C55", (("002", 287), ("002", 256))),  # 物沿 among the 48, no status
        ("C56", (("001", 53), ("002", 65))),  # 文化科技园; 文化科技产业园
    ],
)
def test_conflicts_cite_what_differs(conflict_id: str, lines: tuple[tuple[str, int], ...]) -> None:
    conflict = row("conflicts", conflict_id=conflict_id)
    readings = ";".join(conflict[f"{side}_refs"] or "" for side in "abc").strip(";")
    for article, line in lines:
        assert cites(readings, article, line), (article, line)
        assert cites(conflict["refs"], article, line), (article, line)


def test_firms_of_more_than_one_sector_are_named() -> None:
    said = row("conflicts", conflict_id="C20")["c_zh"]
    for firm in ("博彦", "勾正", "科大讯飞", "航天科工", "阿里云"):
        assert firm in said


def test_new_conflicts_can_be_seen_where_they_belong(catalog: Catalog) -> None:
    seen = conflicts_by(catalog, [f"C{number}" for number in range(51, 57)])
    assert len(seen) == 6
    uses = {
        ("figures", "F002-32", "C51"),
        ("projects", "P24", "C52"),
        ("claims", "K20", "C53"),
        ("events", "E03", "C54"),
        ("projects", "P06", "C55"),
        ("projects", "P16", "C56"),
    }
    for table, own, conflict in uses:
        frame: pd.DataFrame = catalog[table]
        held = frame[frame[frame.columns[0]] == own]["conflicts"].iloc[0]
        assert conflict in held.split(";")


def test_the_ledger_quotes_only_what_is_shown() -> None:
    """A text in quotation marks in "shown here as" stands in a message or a table."""
    tables = " ".join(
        str(cell)
        for table in ("projects", "figures", "capabilities", "coverage", "events", "targets")
        for entry in rows(table)
        for cell in entry.values()
    )
    for lang in LANGS:
        shown = f"{tables} {' '.join(messages(lang).values())}".casefold()
        for conflict in rows("conflicts"):
            for quoted in re.findall("“(.+?)”", conflict[f"shown_{lang}"]):
                assert quoted.casefold() in shown, (conflict["conflict_id"], quoted)


def test_one_fact_has_one_date() -> None:
    dates = {
        (one["subject_zh"], one["unit"], one["value"]): one["as_of"]
        for one in rows("figures")
        if one["evidence"] == "reported"
    }
    for project in rows("projects"):
        if project["staff"]:
            assert project["staff_as_of"] == dates[project["name_zh"], "person", project["staff"]]
    known = [one for one in rows("figures") if one["evidence"] != "derived"]
    for target in rows("targets"):
        same = {
            one["as_of"]
            for one in known
            if one["value"] == target["baseline"]
            and any(
                cites(one["refs"], source, int(line))
                for source, line in re.findall(r"(\d{3}):L(\d+)", target["baseline_refs"] or "")
            )
        }
        assert not same or target["baseline_as_of"] in same, target["target_id"]
