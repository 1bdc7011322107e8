"""The import page: files in, questions, apply, undo; nothing changes where it must not."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from components.blocks.base import Block, sent
from components.blocks.credit import credit
from components.intake import inbox
from components.intake import situation as importing
from components.intake.before_after import compared
from components.intake.doubts import doubts_block
from components.intake.inbox import Inbox, answers, file_in, option_name
from components.intake.situation import act, situation
from components.intake.steps import upload_blocks
from components.origin.references import references
from components.origin.values import Origin, origin_body
from components.session.request import Request
from components.session.theme import THEMES
from data import local_pack
from data.catalog import Catalog, load_catalog
from data.i18n import Lang
from data.selection import Selection
from geo.intake.doubts import Choice, Doubt
from geo.reading.layers import Upload
from tests.browser.test_import import MARKUP, zones_4544
from tests.contents import page_content
from tests.opened import blocks, cells, open_page, page_script, title
from tests.shipped import words_of
from tests.test_published_only import reachable

FILE = "zones.geojson"
SUPPLIED = {
    "import-title": "控规 2026",
    "import-publisher": "园区办公室",
    "import-date": "2026-06",
    "import-grade": "official",
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


@pytest.fixture(scope="module")
def upload() -> Upload:
    held = Inbox()
    file_in(held, FILE, zones_4544().encode())
    return held.files[FILE].upload


@pytest.fixture
def held(upload: Upload) -> Inbox:
    return Inbox({FILE: inbox.Filed("a1", 1000, upload)})


def do(held: Inbox, catalog: Catalog, what: str, options: dict[str, str]) -> Catalog:
    """Click a button of the page that shows a catalog; return the catalog afterwards."""
    options["import-do"] = f"{what}@{catalog.revision}"
    act(held, catalog, options)
    assert "import-do" not in options
    return load_catalog()


@pytest.mark.parametrize(
    ("lang", "part"), [("zh", "6 个片区均为示意轮廓"), ("en", "All 6 zone outlines are schematic")]
)
def test_title_states_what_is_in_force(lang: str, part: str) -> None:
    app = open_page(page_script("import"), lang=lang)
    assert not app.exception
    assert part in title(app)
    assert blocks(app)["limits"]["text"]


def test_published_only_hides_what_is_schematic() -> None:
    cards = blocks(open_page(page_script("import"), evidence="published"))["force-cards"]["cards"]
    assert {card["value"] for card in cards} == {"—"}


def test_dropped_file_is_read_and_asked_about() -> None:
    app = open_page(page_script("import"), lang="zh")
    app.file_uploader[0].set_value([(FILE, zones_4544().encode(), "application/json")]).run()
    assert not app.exception
    assert cells(app, "files") == [[FILE, "zones", "6", "6", "未写明"]]
    shown = blocks(app)
    assert any("EPSG:4544" in str(field) for field in shown["doubts"]["fields"])
    assert shown["apply"]["buttons"][0]["disabled"]
    # The uploader is a fresh one, which holds no bytes.
    assert app.file_uploader[0].value in (None, [])


def test_apply_undo_and_back(held: Inbox, catalog: Catalog, local: Path) -> None:
    options = dict(SUPPLIED)
    do(held, catalog, "accept", options)
    after = do(held, catalog, "apply", options)
    assert held.said is not None
    assert held.said[0] == "import.said_applied"
    assert held.said[1]["taken"]["zones"] == 6
    assert not held.files
    zones = after.outlines["zone_outlines"]
    assert set(zones["evidence"]) == {"official"}
    assert after.problems == ()
    (source,) = set(zones["refs"])
    row = after["sources"].set_index("source_id").loc[source]
    assert (row["title_zh"], row["publisher_zh"]) == ("控规 2026", "园区办公室")
    assert row["published"] == "2026-06"
    again = dict(SUPPLIED)
    undone = do(held, after, "undo", again)
    assert set(undone.outlines["zone_outlines"]["evidence"]) == {"illustrative"}
    back = do(held, undone, "undo", again)
    assert set(back.outlines["zone_outlines"]["evidence"]) == {"official"}
    do(held, back, "illustrative", again)
    assert not local.exists()


def test_second_apply_finds_nothing_to_do(held: Inbox, catalog: Catalog, local: Path) -> None:
    options = dict(SUPPLIED)
    do(held, catalog, "accept", options)
    do(held, catalog, "apply", options)
    states = sorted(local.parent.glob("local.kept/[0-9]*"))
    do(held, load_catalog(), "apply", options)
    assert sorted(local.parent.glob("local.kept/[0-9]*")) == states


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ("import-title", "import.wait_title"),
        ("import-publisher", "import.wait_publisher"),
        ("import-date", "import.wait_date"),
        ("import-grade", "import.wait_grade"),
    ],
)
def test_nothing_is_applied_before_its_origin_is_said(
    held: Inbox, catalog: Catalog, local: Path, missing: str, message: str
) -> None:
    options = {name: text for name, text in SUPPLIED.items() if name != missing}
    do(held, catalog, "accept", options)
    assert situation(held, catalog, options).hindrance() == message
    do(held, catalog, "apply", options)
    assert not local.exists()


def test_date_that_is_none_is_refused(held: Inbox, catalog: Catalog) -> None:
    options = SUPPLIED | {"import-date": "soon"}
    do(held, catalog, "accept", options)
    assert situation(held, catalog, options).hindrance() == "import.wait_date"


@pytest.mark.parametrize("what", ["apply", "undo", "illustrative", "restore:20260101"])
def test_read_only_server_changes_nothing(
    held: Inbox, catalog: Catalog, local: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    options = dict(SUPPLIED)
    do(held, catalog, "accept", options)
    monkeypatch.setenv("ATLAS_READONLY", "1")
    do(held, catalog, what, options)
    assert list(local.parent.iterdir()) == []
    assert "ATLAS_READONLY" in str(blocks(open_page(page_script("import")))["force"]["notes"])


def test_folder_that_cannot_be_written_is_said(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("ATLAS_LOCAL", str(tmp_path / "file" / "local"))
    assert situation(Inbox(), catalog, {}).hindrance() == "import.locked_folder"


def test_disk_that_refuses_late_is_said(
    held: Inbox, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(local_pack, "apply_tables", refuse)
    options = dict(SUPPLIED)
    do(held, catalog, "accept", options)
    do(held, catalog, "apply", options)
    assert held.is_error
    assert held.said == ("import.disk_full", {})
    assert held.files  # nothing is lost


def test_defect_of_ours_becomes_a_message(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    held = Inbox()
    monkeypatch.setattr(inbox, "read_upload", fail)
    file_in(held, "odd.gpkg", b"x")
    assert [(one.file, one.kind) for one in situation(held, catalog, {}).problems] == [
        ("odd.gpkg", "unexpected")
    ]
    assert "ZeroDivisionError" in caplog.text
    monkeypatch.undo()
    monkeypatch.setattr(importing, "propose", fail)
    held = Inbox()
    file_in(held, FILE, zones_4544().encode())
    now = situation(held, catalog, {})
    assert now.proposal is None
    assert now.problems[0].kind == "unexpected"
    assert now.hindrance()


def test_files_are_bounded_in_number_and_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "MAX_BYTES", 2000)
    monkeypatch.setattr(inbox, "MAX_FILES", 2)
    held, content = Inbox(), zones_4544().encode()
    assert 1000 < len(content) < 2000
    for name in ("a.geojson", "b.geojson", "c.geojson"):
        file_in(held, name, content)
    kinds = [[problem.kind for problem in one.upload.problems] for one in held.files.values()]
    assert kinds == [[], ["files_too_large"], ["too_many_files"]]


def test_same_bytes_are_read_once_and_a_name_stands_for_one_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = []

    def note(name: str, content: bytes) -> Upload:
        read.append(content)
        return Upload(name, (), ())

    monkeypatch.setattr(inbox, "read_upload", note)
    held = Inbox()
    for content in (b"1", b"1", b"2"):
        file_in(held, "a.csv", content)
    assert read == [b"1", b"2"]
    assert len(held.files) == 1


@pytest.mark.parametrize("what", ["remove:a1", "clear", "apply"])
def test_answers_go_with_the_files_that_they_are_about(
    held: Inbox, catalog: Catalog, what: str
) -> None:
    options = {option_name("0:reference"): "EPSG:4544", **SUPPLIED}
    assert answers(options) == {"0:reference": "EPSG:4544"}
    do(held, catalog, "accept", options)
    do(held, catalog, what, options)
    assert not held.files
    assert answers(options) == {}
    assert options["import-title"] == "控规 2026"


def test_colons_in_keys_and_values_survive_the_way_of_an_option() -> None:
    name, _, value = f"{option_name('0/zones:column:片区')}:a:b".partition(":")
    assert answers({name: value}) == {"0/zones:column:片区": "a:b"}


@pytest.mark.parametrize("what", ["restore:../../etc", "remove:", "drop table", "apply:x"])
def test_act_that_is_not_on_offer_is_ignored(
    held: Inbox, catalog: Catalog, local: Path, what: str
) -> None:
    do(held, catalog, what, {})
    assert held.files
    assert not local.exists()


def doubt(key: str, *, is_sure: bool, chosen: str = "a") -> Doubt:
    choices = (Choice("a"), Choice(MARKUP))
    return Doubt(key, "meaning", {"layer": MARKUP, "count": 1}, choices, chosen, is_sure)


def test_open_questions_come_first_and_sure_ones_are_folded() -> None:
    doubts = [
        doubt("sure", is_sure=True),
        doubt("answered", is_sure=False),
        doubt("open", is_sure=False),
    ]
    block: Block = doubts_block(doubts, {"open"}, words_of("zh"))
    assert [field["name"] for field in sent(block)["fields"]] == ["import.open", "import.answered"]
    assert [field["name"] for field in sent(block)["folded"]] == ["import.sure"]
    # An open question has a suggestion, but no answer yet.
    assert [field["value"] for field in sent(block)["fields"]] == ["", "a"]
    assert "1" in sent(block)["accept"]
    # Texts of the file go as data; the browser sets them as text.
    assert MARKUP in sent(block)["fields"][0]["label"]


def test_catalog_stays_as_it_was(held: Inbox, catalog: Catalog) -> None:
    before = {name: frame.copy() for name, frame in catalog.outlines.items()}
    situation(held, catalog, dict(SUPPLIED))
    assert all(frame.equals(catalog.outlines[name]) for name, frame in before.items())


def test_own_projection_answers_the_question_of_coordinates(held: Inbox, catalog: Catalog) -> None:
    (question,) = situation(held, catalog, {}).open
    # EPSG:4544 spelt out.
    own = "+proj=tmerc +lat_0=0 +lon_0=105 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m"
    options = {option_name(question.key): own}
    now = situation(held, catalog, options)
    assert now.open == []
    assert now.proposal is not None
    assert now.would_be is not None
    rows = compared(catalog, now.proposal, now.would_be, Selection(), words_of("en")).set_index(
        "what"
    )
    assert rows.loc["Zone A", "after"] == "▨ 1 km²"


NEW_PROJECT = "项目名称,状态\n云谷算力中心三期,在建\n"


def with_one_project() -> Inbox:
    held = Inbox()
    file_in(held, "projects.csv", NEW_PROJECT.encode())
    return held


def test_one_new_project_alone_can_be_imported(catalog: Catalog) -> None:
    """Nobody has said yet that it is a draft, so it is not left out for being one."""
    held, options = with_one_project(), dict[str, str]()
    now = situation(held, catalog, options)
    assert not now.problems
    assert now.hindrance() == "import.wait_answers"
    do(held, catalog, "accept", options)
    assert situation(held, catalog, options).hindrance() == "import.wait_title"
    options |= SUPPLIED
    after = do(held, catalog, "apply", options)
    assert held.said is not None
    assert held.said[0] == "import.said_applied"
    assert "云谷算力中心三期" in set(after["projects"]["name_zh"])


@pytest.mark.parametrize("grade", ["", "illustrative"])
def test_the_form_stays_where_nothing_can_be_taken(catalog: Catalog, grade: str) -> None:
    """Who called it a draft, which adds no project, can still call it official."""
    held, options = with_one_project(), SUPPLIED | {"import-grade": grade}
    now = situation(held, catalog, options)
    assert [one.kind for one in now.problems] == (["draft_project"] if grade else [])
    asked = Request(catalog, Selection(), words_of("en"), THEMES["light"], options)
    shown = upload_blocks(asked, held, now)
    assert "import-grade" in str(sent(shown["supplied"]))


@pytest.mark.parametrize(
    ("lang", "date", "file"),
    [("zh", "2026年6月", "文件 projects.csv"), ("en", "Jun 2026", "file projects.csv")],
)
def test_what_the_office_supplied_says_so(
    catalog: Catalog, lang: Lang, date: str, file: str
) -> None:
    """Title, publisher, date and file; not that it is public, and no id of ours."""
    held, options = with_one_project(), dict(SUPPLIED)
    do(held, catalog, "accept", options)
    after, words = do(held, catalog, "apply", options), words_of(lang)
    assert after.problems == ()
    row = after["projects"].set_index("name_zh").loc["云谷算力中心三期"].astype(str)
    assert row["evidence"] == "official"
    origin = Origin("云谷算力中心三期", "official", refs=str(row["refs"]))
    (section,) = origin_body(after, words, [origin])
    shown = re.sub(r"<[^>]+>", "", section.html)
    assert f"控规 2026 · 园区办公室 · {date} · {file}" in shown
    assert words("evidence.official") in shown
    assert words("evidence.secondary") not in shown
    told = references(after, words, row["refs"])
    assert f"控规 2026 · {date}" == told.summary
    assert credit(after, words, [row["refs"]]).count("园区办公室") == 1
    asked = Request(after, Selection(), words, THEMES["light"], {})
    page = json.dumps(reachable(page_content("projects")(asked)), default=str, ensure_ascii=False)
    assert "云谷算力中心三期" in page
    visible_text = re.sub(r"<[^>]*>", " ", page)
    assert "office-2026" not in visible_text
