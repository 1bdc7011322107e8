"""Own rows of every table that the articles fill: they load, show up, count, and go out again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from components.blocks.base import sent
from components.blocks.text import spoken
from components.session.request import Request
from components.session.theme import THEMES
from components.topics.projects.board import investment_card
from data.catalog import Catalog, load_catalog
from data.counts import published_cells
from data.layered import keys_of
from data.local_pack import apply_tables
from data.periods import parse_period
from data.records.checks import check_tables
from data.records.complete import completed
from data.records.ids import new_id
from data.records.sources import own_source
from data.schema import ADDED
from data.selection import Selection
from data.status import projects_as_of
from tests.contents import page_contents
from tests.local import shipped
from tests.opened import PAGES

# One row a table, as an office would bring it: what follows from it is filled in.
ROWS: dict[str, dict[str, Any]] = {
    "zones": {"zone": "G", "name_zh": "G区", "name_en": "Zone G"},
    "sectors": {"name_zh": "人工智能", "name_en": "Artificial intelligence"},
    "reorganisations": {"dimension": "zone", "code": "G", "date": "2025", "kind": "opened"},
    "coverage": {
        "coverage_id": "bus_2",
        "name_zh": "二号线",
        "name_en": "Line two",
        "value": 12.0,
        "unit": "km",
        "state": "planned",
    },
    "areas": {"name_zh": "北片", "name_en": "The north", "area": "c:29.38,105.93,1000"},
    "landmarks": {
        "landmark_id": "north-gate",
        "name_zh": "北门",
        "name_en": "North gate",
        "kind": "civic",
        "lon": 105.92,
        "lat": 29.36,
        "error_m": 20,
    },
    "enterprises": {"name_zh": "云启科技", "sector": "data"},
    "enterprise_sectors": {"enterprise_id": "LE01", "sector": "software"},
    "sector_counts": {"as_of": "2025", "sector": "data", "count": 120},
    "projects": {
        "name_zh": "算力中心",
        "sector": "data",
        "signed": "2025-03",
        "investment_cny": 1.2e9,
    },
    "project_statuses": {"project_id": "P01", "date": "2024-05", "status": "planned"},
    "figures": {
        "metric_zh": "聚集企业",
        "metric_en": "Enterprises",
        "unit": "enterprise",
        "value": 600,
        "as_of": "2025",
    },
    "events": {"date": "2025-06-01", "title_zh": "二期开园", "title_en": "Phase two opens"},
    "targets": {
        "metric_zh": "聚集企业",
        "metric_en": "Enterprises gathered",
        "value": 2000,
        "unit": "enterprise",
        "deadline": "2035",
    },
    "conflicts": {
        "topic_zh": "企业数",
        "topic_en": "Enterprises",
        "kind": "number",
        "a_zh": "600家",
        "b_zh": "590家",
        "severity": "low",
        "shown_zh": "并列",
    },
    "claims": {
        "summary_zh": "西部最大",
        "kind": "stated",
        "scope": "west",
        "basis_zh": "没有说明",
        "shown_zh": "只作引述",
    },
    "capabilities": {
        "system": "digital_twin",
        "name_zh": "能耗监测",
        "name_en": "Energy metering",
        "stage": "operating",
        "wording_zh": "已上线",
    },
    "mentions": {
        "topic": "honour",
        "name_zh": "五星园区",
        "name_en": "Five-star park",
        "text_zh": "2025年获评",
    },
    "placements": {"page": "overview", "slot": "kpi", "record": "LF01"},
    "assumptions": {
        "assumption_id": "own-guess",
        "text_zh": "草案",
        "evidence": "illustrative",
    },
}
SAID_BY_THEIR_TABLE = {"sources", "indicators", "registers", "park_names"}


def tables_of(catalog: Catalog, rows: Mapping[str, dict[str, Any]]) -> dict[str, pd.DataFrame]:
    source, sources = own_source(catalog, "2025年年报", "园区办", "2026-02", "年报.xlsx")
    given = {table: pd.DataFrame([row], dtype=object) for table, row in rows.items()}
    return completed(catalog, {"sources": sources, **given}, source, "2026-02")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = shipped(tmp_path_factory.mktemp("packs"))
    before = load_catalog(home)
    tables = tables_of(before, ROWS)
    assert [one.text("en") for one in check_tables(before, tables)] == []
    assert [one.text("en") for one in apply_tables(tables, {}, "own", home)] == []
    return home


@pytest.fixture(scope="module")
def own(folder: Path) -> Catalog:
    return load_catalog(folder)


@pytest.fixture(scope="module")
def printed() -> Catalog:
    return load_catalog()


def test_every_table_has_a_row_here() -> None:
    assert ADDED.keys() - SAID_BY_THEIR_TABLE == ROWS.keys()


@pytest.mark.parametrize("table", ROWS)
def test_own_row_stands_beside_the_printed(table: str, own: Catalog, printed: Catalog) -> None:
    assert own.problems == ()
    # Beside the row that was given: the status that the date of signing tells.
    added = 2 if table == "project_statuses" else 1
    assert len(own[table]) == len(printed[table]) + added
    assert own[table].dtypes.to_dict() == printed[table].dtypes.to_dict()
    mine = own[table][own.own.rows(table, own[table])]
    assert len(mine) == added
    for column, value in ROWS[table].items():
        assert mine[column].iloc[0] == value
    if "refs" in mine:
        assert set(mine["refs"]) == {"office-20260228-1"}
    grade = "illustrative" if table == "assumptions" else "official"
    if "evidence" in mine:
        assert set(mine["evidence"]) == {grade}


def test_own_rows_go_out_again(own: Catalog, printed: Catalog, tmp_path: Path) -> None:
    home = shipped(tmp_path)
    assert apply_tables(tables_of(printed, ROWS), {}, "in", home) == []
    drop = {
        table: keys_of(own[table][own.own.rows(table, own[table])], table)
        for table in (*ROWS, "sources")
    }
    assert drop["figures"] == [("LF01",)]
    assert apply_tables({}, {}, "out", home, drop=drop) == []
    after = load_catalog(home)
    assert after.problems == ()
    assert {table: len(after[table]) for table in drop} == {
        table: len(printed[table]) for table in drop
    }


def test_a_row_that_others_name_stays(folder: Path) -> None:
    found = apply_tables({}, {}, "out", folder, drop={"enterprises": [("LE01",)]})
    assert [(one.file, one.column, one.kind) for one in found] == [
        ("enterprise_sectors.csv", "enterprise_id", "unknown_id")
    ]


def test_a_printed_row_never_goes_out(folder: Path) -> None:
    found = apply_tables({}, {}, "out", folder, drop={"projects": [("P01",)]})
    assert [(one.file, one.kind) for one in found] == [("projects.csv", "no_own_row")]


def test_a_row_of_the_same_key_takes_the_place_of_the_own_one(tmp_path: Path) -> None:
    home = shipped(tmp_path)
    catalog = load_catalog(home)
    tables = tables_of(catalog, {"figures": ROWS["figures"]})
    assert apply_tables(tables, {}, "first", home) == []
    again = tables["figures"].assign(value=612, low=612, high=612)
    assert apply_tables({"figures": again}, {}, "second", home) == []
    figures = load_catalog(home)["figures"].set_index("figure_id")
    assert figures.loc["LF01", "value"] == 612
    assert len(figures) == len(catalog["figures"]) + 1


def test_a_row_in_force_that_cannot_be_read_is_not_lost(tmp_path: Path) -> None:
    home = shipped(tmp_path)
    tables = tables_of(load_catalog(home), {"events": ROWS["events"]})
    assert apply_tables(tables, {}, "first", home) == []
    file = home / "local" / "events.csv"
    by_hand = file.read_text(encoding="utf-8").replace("2025-06-01", "June")
    file.write_text(by_hand, encoding="utf-8")
    another = tables["events"].assign(event_id="LV02")
    found = apply_tables({"events": another}, {}, "second", home)
    assert [(one.file, one.row, one.column, one.kind) for one in found] == [
        ("events.csv", 2, "date", "period")
    ]
    assert file.read_text(encoding="utf-8") == by_hand


def test_a_status_of_2024_holds_from_then_on(own: Catalog) -> None:
    """P01 is in operation in print since September 2020."""
    by_date = {
        day: projects_as_of(own, parse_period(day)).set_index("project_id")["status"]
        for day in ("2022-10", "2024-06", "2025-12")
    }
    assert by_date["2022-10"]["P01"] == "operating"
    assert by_date["2024-06"]["P01"] == "planned"
    assert "L01" not in by_date["2024-06"]
    assert by_date["2025-12"]["L01"] == "planned"


def test_money_of_an_own_project_counts(own: Catalog) -> None:
    """2.76 billion are in print, and 1.2 billion are of the project signed in 2025."""
    words = spoken(own, "zh", Selection())
    assert investment_card(own, Selection(), words).value == "39.6 亿元"
    assert investment_card(own, Selection(as_of="2022-10"), words).value == "27.6 亿元"


def test_the_newest_date_is_that_of_the_own_rows(own: Catalog, printed: Catalog) -> None:
    assert printed.latest.text == "2022-10"
    assert own.latest.text == "2026-02"


def test_own_counts_of_a_sector_are_the_newest(own: Catalog) -> None:
    cells = published_cells(own, parse_period("2025-12")).set_index("sector")
    assert cells.loc["data", "count"] == 120
    assert cells.loc["data", "evidence"] == "official"
    before = published_cells(own, parse_period("2022-10")).set_index("sector")
    assert before.loc["data", "count"] == 90


def test_an_illustrative_landmark_gives_way_to_an_own_one(tmp_path: Path) -> None:
    home = shipped(tmp_path)
    catalog = load_catalog(home)
    drawn = catalog["landmarks"]["landmark_id"][catalog["landmarks"]["evidence"] == "illustrative"]
    given = {"landmarks": {**ROWS["landmarks"], "landmark_id": drawn.iloc[0]}}
    assert apply_tables(tables_of(catalog, given), {}, "own", home) == []
    after = load_catalog(home)["landmarks"].set_index("landmark_id")
    assert len(after) == len(catalog["landmarks"])
    assert after.loc[drawn.iloc[0], "evidence"] == "official"


@pytest.mark.parametrize(
    ("table", "row", "expected"),
    [
        ("projects", {}, "L01"),
        ("figures", {}, "LF01"),
        ("enterprises", {}, "LE01"),
        ("events", {}, "LV01"),
        ("zones", {}, "G"),
        ("sectors", {"name_en": "Artificial intelligence"}, "artificial_intelligence"),
        ("coverage", {"name_en": "Bus"}, "bus_2"),
        ("mentions", {}, "own-mention-01"),
    ],
)
def test_new_ids_are_free(table: str, row: dict[str, Any], expected: str, printed: Catalog) -> None:
    assert new_id(printed, table, row) == expected


def test_new_ids_pass_over_those_given(printed: Catalog, own: Catalog) -> None:
    assert new_id(printed, "projects", {}, {"L01", "L02"}) == "L03"
    assert new_id(own, "projects", {}) == "L02"
    assert new_id(own, "zones", {}) == "H"


@pytest.mark.parametrize("page", PAGES)
def test_page_draws_with_own_rows_of_every_table(page: str, own: Catalog) -> None:
    request = Request(own, Selection(), spoken(own, "en", Selection()), THEMES["light"], {})
    for block in page_contents()[page](request).values():
        assert sent(block) is not None
        for make in block.panels.values():
            make()
