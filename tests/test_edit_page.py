"""The editor: tasks, records and a grid; what is wrong is said beside it, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from components.blocks.base import sent
from components.blocks.form import Field, Form
from components.blocks.rows import Rows
from components.blocks.text import Words
from components.editing.acts import act
from components.editing.desk import Desk, Place, answer_name, place_of, typed_name
from components.editing.grid import Grid, GridRow, stored_rows
from components.editing.page import content
from components.editing.questions import questions, tables
from components.editing.standing import Standing, standing
from components.editing.starts import STARTS
from components.session.request import Request
from components.session.theme import THEMES
from data import drafts, local_pack
from data.catalog import Catalog, load_catalog, load_state
from data.i18n import LANGS, Lang, messages
from data.people import GUEST, HOME, Person
from data.records.fields import choice_label, fields_of
from data.schema import ADDED
from data.selection import Selection
from data.steps import own_steps
from tests.held import check_block

TODAY = date(2026, 11, 26)
SAID = {
    "editing.source-title": "2025年统计年报",
    "editing.source-publisher": "园区管委会",
    "editing.source-date": "2026-02",
    "editing.who": "王敏",
}
# The figures for 2025 as an office writes them, and what they are.
FIGURES = {
    "as_of": "2025年",
    "figure-enterprises": "600家",
    "figure-revenue": "420亿元",
    "figure-staff": "2.6万人",
}
TAKEN = {"enterprises": 600, "revenue": 42_000_000_000, "staff": 26_000}
PROJECT = {
    "name_zh": "云谷算力中心",
    "sector": "data",
    "signed": "2025年3月",
    "investment_cny": "12亿元",
}


@pytest.fixture(autouse=True)
def local(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    folder = tmp_path / "local"
    monkeypatch.setenv("ATLAS_LOCAL", str(folder))
    monkeypatch.delenv("ATLAS_READONLY", raising=False)
    return folder


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


class Reader:
    """Somebody at the editor, who sees what is in force."""

    def __init__(self, catalog: Catalog, *, person: Person = HOME) -> None:
        self.catalog, self.person = catalog, person
        self.held, self.options = Desk(today=TODAY), dict[str, str]()

    def do(self, what: str, *, seen: str = "") -> None:
        """Press a button of the page that was seen."""
        self.options["editing.do"] = f"{what}@{seen or self.catalog.revision}"
        act(self.held, self.catalog, self.options, person=self.person)
        if what in {"apply", "delete", "undo"}:
            self.catalog = load_catalog()

    def open(self, place: str) -> None:
        start, _, name = place.partition("~")
        self.do(f"start:{name}" if start == "start" else f"open:{place}")

    def fill(self, **texts: str) -> None:
        place = place_of(self.options["editing.at"])
        for column, text in texts.items():
            self.options[typed_name(place, column)] = text

    def now(self) -> Standing:
        return standing(self.catalog, self.held, self.options, person=self.person)

    def blocks(self, lang: Lang = "zh") -> dict[str, Any]:
        request = Request(
            self.catalog,
            Selection(),
            Words(lang, self.catalog.texts(lang)),
            THEMES["light"],
            self.options,
            held=self.held,
            person=self.person,
        )
        return dict(content(request))

    def field(self, column: str) -> Field:
        form = self.blocks()["form"]
        assert isinstance(form, Form)
        every = (*form.fields, *form.folded)
        return next(one for one in every if one.name.endswith(f".{column}"))


@pytest.fixture
def reader(catalog: Catalog) -> Reader:
    made = Reader(catalog)
    made.options.update(SAID)
    return made


def own(catalog: Catalog, table: str) -> pd.DataFrame:
    return catalog[table][catalog.own.rows(table, catalog[table])]


def buttons(block: Any) -> Iterator[Any]:
    assert isinstance(block, Rows)
    yield from block.buttons
    for row in block.rows:
        yield from row.buttons


def test_figures_of_a_year_are_taken_as_an_office_writes_them_and_taken_back(
    reader: Reader, local: Path
) -> None:
    reader.open("start~figures")
    reader.fill(**FIGURES)
    reader.do("apply")
    assert reader.held.said == ("edit.said_applied", {"what": {"figures": 3}})
    rows = own(reader.catalog, "figures").set_index("indicator")
    assert rows["value"].to_dict() == TAKEN
    assert set(rows["as_of"]) == {"2025"}
    assert set(rows["evidence"]) == {"official"}
    (source,) = set(rows["refs"])
    said = reader.catalog["sources"].set_index("source_id").loc[source]
    assert (said["title_zh"], said["publisher_zh"]) == ("2025年统计年报", "园区管委会")
    assert said["published"] == "2026-02"
    reader.do("undo")
    assert not local.exists()
    assert own(reader.catalog, "figures").empty


def test_a_project_gets_its_status_by_its_date_and_its_amount_in_yuan(reader: Reader) -> None:
    reader.open("start~project")
    reader.fill(**PROJECT)
    reader.do("apply")
    (project,) = own(reader.catalog, "projects").to_dict("records")
    assert (project["investment_cny"], project["signed"]) == (1_200_000_000, "2025-03")
    assert project["name_en"] == project["name_zh"] == "云谷算力中心"
    (status,) = own(reader.catalog, "project_statuses").to_dict("records")
    assert status["project_id"] == project["project_id"]
    assert (status["status"], status["date"]) == ("planned", "2025-03")
    (step,) = own_steps(reader.catalog).to_dict("records")
    assert (step["date"], step["title_zh"]) == ("2025-03", "云谷算力中心：签约")
    reader.open("projects")
    row = next(one for one in reader.blocks()["records"].rows if one.key == project["project_id"])
    assert "只有一种文字" in row.small


def test_a_project_that_is_built_already_has_its_status_as_of_the_source(reader: Reader) -> None:
    reader.open("start~project")
    reader.fill(name_zh="老厂房改造", sector="content", status="operating")
    reader.do("apply")
    (status,) = own(reader.catalog, "project_statuses").to_dict("records")
    assert (status["status"], status["date"]) == ("operating", "2026-02")
    assert status["basis"] == "printed"


def test_a_printed_project_gets_a_later_status(reader: Reader) -> None:
    reader.open("start~status")
    reader.fill(project_id="P06", status="operating", date="2024-06")
    reader.do("apply")
    statuses = reader.catalog["project_statuses"]
    assert set(statuses[statuses["project_id"] == "P06"]["date"]) >= {"2024-06"}
    assert len(own(reader.catalog, "project_statuses")) == 1


def test_a_zone_and_a_sector_join_the_others_and_an_enterprise_joins_the_sector(
    reader: Reader,
) -> None:
    reader.open("start~zone")
    reader.fill(zone="G", name_zh="G区", name_en="Zone G")
    reader.do("apply")
    reader.open("start~sector")
    reader.fill(sector="compute", name_zh="算力服务", name_en="Computing services")
    reader.do("apply")
    assert reader.catalog.zones == (*"ABCDEF", "G")
    assert reader.catalog.sectors[-1] == "compute"
    reader.open("start~enterprise")
    assert ("compute", "算力服务") in reader.field("sector").choices
    reader.fill(name_zh="云谷智算", sector="compute")
    reader.do("apply")
    assert own(reader.catalog, "enterprises")["sector"].tolist() == ["compute"]
    # They are dated by their source, and so the pack reaches to its date.
    assert reader.catalog.latest.text == "2026-02"
    # One source was said, and it stands there once.
    assert len(own(reader.catalog, "sources")) == 1


def test_what_is_wrong_stands_beside_its_field_as_soon_as_it_is_left(reader: Reader) -> None:
    reader.open("start~figures")
    reader.fill(**FIGURES | {"figure-revenue": "很多", "as_of": "去年底"})
    assert "很多" in reader.field("figure-revenue").problem
    assert "去年底" in reader.field("as_of").problem
    assert reader.field("figure-staff").problem == ""
    reader.do("apply")
    assert own(reader.catalog, "figures").empty
    # Nothing is lost: what was typed stands where it was.
    assert reader.field("figure-revenue").value == "很多"
    assert reader.field("figure-enterprises").value == "600家"
    assert reader.field("figure-staff").small == "读作 2.6 万人"


def test_what_is_missing_is_told_once_the_reader_wants_to_be_done(reader: Reader) -> None:
    reader.open("start~status")
    assert reader.field("project_id").problem == ""
    reader.fill(status="operating")
    reader.do("apply")
    assert reader.field("project_id").problem
    assert reader.held.is_error


def test_nothing_is_taken_before_its_source_and_who_are_said(reader: Reader) -> None:
    reader.open("start~figures")
    reader.fill(**FIGURES)
    del reader.options["editing.source-publisher"], reader.options["editing.who"]
    reader.do("apply")
    assert reader.held.said == ("edit.wait_source", {})
    source = {one.name: one.problem for one in reader.blocks()["source"].fields}
    assert source["editing.source-publisher"]
    assert source["editing.who"]
    assert not source["editing.source-title"]
    reader.options["editing.source-publisher"] = "园区管委会"
    reader.do("apply")
    assert reader.held.said == ("edit.wait_who", {})
    assert own(reader.catalog, "figures").empty


def test_a_source_without_a_date_is_of_today(reader: Reader) -> None:
    del reader.options["editing.source-date"]
    reader.open("start~figures")
    reader.fill(**FIGURES)
    reader.do("apply")
    assert own(reader.catalog, "sources")["published"].tolist() == ["2026-11-26"]


def test_a_number_far_off_the_last_is_asked_about_and_put_right(reader: Reader) -> None:
    reader.open("start~figures")
    reader.fill(**{"as_of": "2025", "figure-staff": "2.6"})
    reader.do("apply")
    assert reader.held.said == ("edit.wait_doubts", {"count": 1})
    (doubt,) = reader.now().doubts
    assert doubt.kind == "scale"
    (shown,) = reader.blocks()["doubts"].fields
    assert shown.is_open
    ten_thousand = next(value for value, text in shown.choices if "2.6 万人" in text)
    reader.options[answer_name(place_of("start~figures"), doubt.id)] = ten_thousand
    reader.do("apply")
    assert own(reader.catalog, "figures")["value"].tolist() == [26_000]


def test_a_date_to_come_is_asked_about_and_may_be_left_out(reader: Reader) -> None:
    reader.open("start~status")
    reader.fill(project_id="P06", status="operating", date="2031-06")
    (doubt,) = reader.now().doubts
    assert doubt.kind == "future"
    reader.options[answer_name(place_of("start~status"), doubt.id)] = "keep"
    reader.do("apply")
    assert own(reader.catalog, "project_statuses")["date"].tolist() == ["2031-06"]


def test_what_is_in_print_is_shown_and_cannot_be_changed(reader: Reader, local: Path) -> None:
    reader.open("projects~P01")
    form = reader.blocks()["form"]
    assert "见报" in str(form.html)
    assert "百度西部自动驾驶开放测试基地" in str(form.html)
    reader.fill(name_zh="别的名称")
    reader.do("apply")
    reader.do("delete")
    assert not local.exists()


def test_a_newer_record_takes_over_all_but_number_date_and_id(reader: Reader) -> None:
    reader.open("sector_counts")
    (key, *_) = [one.key for one in reader.blocks()["records"].rows]
    reader.do(f"newer:sector_counts~{key}")
    assert reader.options["editing.at"] == "sector_counts~+"
    assert reader.field("sector").value == key.split("|")[-1]
    assert reader.field("count").value == ""
    reader.fill(as_of="2025", count="120")
    reader.do("apply")
    (row,) = own(reader.catalog, "sector_counts").to_dict("records")
    assert (row["count"], row["as_of"]) == (120, "2025")


def test_an_own_record_is_edited_in_place_and_deleted(reader: Reader) -> None:
    reader.open("start~status")
    reader.fill(project_id="P06", status="operating", date="2024-06")
    reader.do("apply")
    reader.open("project_statuses~P06|2024-06")
    assert reader.field("status").value == "operating"
    reader.fill(date="2024-07")  # a part of its key
    reader.do("apply")
    assert own(reader.catalog, "project_statuses")["date"].tolist() == ["2024-07"]
    reader.open("project_statuses~P06|2024-07")
    reader.do("delete")
    assert reader.held.said == ("edit.said_deleted", {"what": {"project_statuses": 1}})
    assert own(reader.catalog, "project_statuses").empty


def test_a_project_that_goes_takes_its_statuses_along(reader: Reader) -> None:
    reader.open("start~project")
    reader.fill(**PROJECT)
    reader.do("apply")
    (key,) = own(reader.catalog, "projects")["project_id"]
    reader.open(f"projects~{key}")
    reader.do("delete")
    assert own(reader.catalog, "projects").empty
    assert own(reader.catalog, "project_statuses").empty


def test_the_second_editor_is_told_what_changed_and_keeps_what_was_typed(
    reader: Reader, catalog: Catalog
) -> None:
    second = Reader(catalog)
    second.options.update(SAID | {"editing.who": "李军"})
    seen = catalog.revision
    for one, name in ((reader, "云谷智算"), (second, "云谷数据")):
        one.open("start~enterprise")
        one.fill(name_zh=name, sector="data")
    reader.do("apply")
    second.do("apply", seen=seen)
    assert second.held.is_error
    assert second.held.said is not None
    assert second.held.said[0] == "edit.said_changed"
    said = str(second.blocks()["said"].html)
    assert "2025年统计年报" in said
    assert "。。" not in said
    assert second.field("name_zh").value == "云谷数据"
    second.do("apply")
    assert set(own(second.catalog, "enterprises")["name_zh"]) == {"云谷智算", "云谷数据"}


def test_a_draft_is_not_in_force(reader: Reader, local: Path) -> None:
    reader.open("start~figures")
    reader.fill(**FIGURES)
    reader.do("draft")
    assert not local.exists()
    (draft,) = drafts.drafts()
    assert draft.done.by == "王敏"
    done = reader.blocks()["done"]
    assert done.rows[0].links[0].href.endswith(f"?draft={draft.id}")
    assert "figures" in draft.changes.counts


@pytest.mark.parametrize("what", ["apply", "draft", "delete", "undo"])
def test_guests_look_and_change_nothing(catalog: Catalog, local: Path, what: str) -> None:
    guest = Reader(catalog, person=GUEST)
    guest.options.update(SAID)
    guest.open("start~figures")
    guest.fill(**FIGURES)
    shown = guest.blocks()
    assert "网络" in str(shown["said"].html)
    assert all(one.disabled for one in buttons(shown["starts"]))
    changing = [one for one in buttons(shown["apply"]) if "discard" not in one.act]
    assert changing
    assert all(one.disabled for one in changing)
    guest.do(what)
    assert not local.exists()
    assert drafts.drafts() == []


def test_a_read_only_server_says_so(
    reader: Reader, local: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_READONLY", "1")
    reader.open("start~figures")
    reader.fill(**FIGURES)
    reader.do("apply")
    assert not local.exists()
    assert "ATLAS_READONLY" in str(reader.blocks()["said"].html)


def test_disk_that_refuses_is_said_and_nothing_is_lost(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(local_pack, "apply_tables", refuse)
    reader.open("start~figures")
    reader.fill(**FIGURES)
    reader.do("apply")
    assert reader.held.said == ("import.disk_full", {})
    assert reader.field("figure-enterprises").value == "600家"


def grid_of(reader: Reader, table: str, *rows: GridRow) -> None:
    reader.open(f"{table}~#")
    reader.held.grids[table] = Grid(("zh", ""), 1, rows, rows)


def test_a_grid_adds_changes_and_deletes_at_once(reader: Reader) -> None:
    for name in ("甲", "乙"):
        reader.open("start~enterprise")
        reader.fill(name_zh=name, sector="data")
        reader.do("apply")
    first, second = stored_rows(reader.catalog, "enterprises")
    changed = replace(first, cells={**first.cells, "sector": "software"})
    grid_of(reader, "enterprises", changed, GridRow("", {"name_zh": "丙", "sector": "content"}))
    now = reader.now()
    assert now.changes is not None
    assert now.changes.dropped == (second.key,)
    reader.do("apply")
    rows = own(reader.catalog, "enterprises").set_index("name_zh")["sector"]
    assert rows.to_dict() == {"甲": "software", "丙": "content"}


def test_a_grid_tells_row_and_column_of_what_is_wrong(reader: Reader) -> None:
    good = {"name_zh": "新项目", "sector": "data", "signed": "2025-03"}
    grid_of(
        reader,
        "projects",
        GridRow("", good),
        GridRow("", good | {"name_zh": "又一个", "investment_cny": "许多"}),
        GridRow("", {"name_zh": "第三个", "sector": "data"}),
    )
    texts = [row.title for row in reader.blocks()["problems"].rows]
    assert any("第 2 行" in text and "投资额" in text and "许多" in text for text in texts)
    assert any("第 3 行" in text and "签约" in text for text in texts)
    assert not any("第 1 行" in text for text in texts)
    reader.do("apply")
    assert own(reader.catalog, "projects").empty
    assert len(reader.held.grids["projects"].rows) == 3


def test_a_grid_goes_on_with_what_it_held_when_it_is_drawn_anew() -> None:
    base = (GridRow("a", {"x": "1"}), GridRow("b", {"x": "2"}))
    heard = Grid(("zh", "r"), 1, base, base).heard(
        {"edited_rows": {0: {"x": "9"}}, "added_rows": [{"x": "3"}, {}], "deleted_rows": [1]}
    )
    assert heard.rows == (GridRow("a", {"x": "9"}), GridRow("", {"x": "3"}))
    anew = heard.redrawn(("en", "r"), heard.rows)
    assert (anew.base, anew.number) == (heard.rows, 2)


def test_search_finds_by_name_id_and_date(reader: Reader) -> None:
    reader.open("projects")
    reader.options["editing.search"] = "百度西部"
    assert [one.key for one in reader.blocks()["records"].rows] == ["P01"]
    reader.options["editing.search"] = "p02"
    assert [one.key for one in reader.blocks()["records"].rows] == ["P02"]
    reader.options["editing.search"] = "no such"
    assert [one.key for one in reader.blocks()["records"].rows] == ["none"]


def test_junk_from_a_browser_changes_nothing(reader: Reader, local: Path) -> None:
    for junk in ("open:<b>~+", "start:nothing", "apply:", "delete:", "newer:figures~F9", "sing:"):
        reader.do(junk)
    reader.options["editing.table"] = "../etc"
    reader.do("apply")
    reader.options["editing.at"] = "figures~no|such|key"
    assert reader.blocks()
    assert not local.exists()


@pytest.mark.parametrize("lang", LANGS)
def test_every_place_is_drawn_by_the_contract(catalog: Catalog, lang: Lang) -> None:
    visitor = Reader(catalog)
    places = [*STARTS, *tables()]
    for name in places:
        for place in [f"start~{name}"] if name in STARTS else [name, f"{name}~+"]:
            visitor.options["editing.at"] = place
            for block in visitor.blocks(lang).values():
                check_block(sent(block))


def test_every_table_field_and_code_has_a_name() -> None:
    # In Chinese; both catalogues hold the same messages.
    known = messages("zh")
    for table in tables():
        assert f"edit.table.{table}" in known, table
        for question in questions(table):
            assert f"edit.field.{question.field.base}" in known, question.column
        for field in fields_of(table):
            for code in field.choices if field.kind == "choice" else ():
                assert choice_label("zh", field.name, code) != code, (field.name, code)


def test_places_name_what_there_is() -> None:
    assert place_of("zones~+") == Place("zones", "+")
    assert place_of("start~zone") == Place(start="zone")
    assert place_of("start~nothing") == place_of("nowhere~+") == place_of("") == Place()
    assert set(tables()) == set(ADDED) - {"assumptions"}


def test_what_is_entered_while_a_draft_is_looked_at_goes_into_the_draft(
    reader: Reader, local: Path
) -> None:
    reader.open("start~zone")
    reader.fill(zone="G", name_zh="G区")
    reader.do("draft")
    (draft,) = drafts.drafts()
    reader.catalog = load_state(draft.pack, draft.revision)
    reader.open("start~sector")
    reader.fill(sector="compute", name_zh="算力服务")
    assert next(buttons(reader.blocks()["apply"])).text == "存入草稿"
    reader.do("apply")
    assert reader.held.said is not None
    assert reader.held.said[0] == "edit.said_draft"
    assert "预览草稿" in str(reader.blocks()["done"])  # the pages in force have not changed
    (draft,) = drafts.drafts()
    assert {"zones", "sectors"} <= draft.changes.counts.keys()
    assert not local.exists()
