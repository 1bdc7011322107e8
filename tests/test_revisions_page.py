"""Revisions and drafts as the reader sees them: on the import page, and a draft on every page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

import pytest
from streamlit.runtime.context import ContextProxy

from components.blocks.base import Content
from components.blocks.plain import Html
from components.blocks.text import Words
from components.handout import bar
from components.handout.job import Tray
from components.intake.inbox import Inbox
from components.intake.proposed import drafts_block
from components.intake.revisions import revisions_block
from components.intake.situation import act
from components.intake.steps import said_block
from components.map.linked_map import map_content
from components.map.script_file import publish_map
from components.session.addresses import draft_link, linked_page
from components.session.request import Request
from components.session.theme import THEMES
from data import drafts as drafting
from data.catalog import Catalog, load_catalog, load_state
from data.drafts import Draft, drafts
from data.i18n import Lang
from data.local_pack import apply_tables
from data.people import GUEST, HOME, Person
from data.selection import Selection
from data.trail import read_trail
from tests.contents import EVERY, page_content
from tests.local import MARKUP
from tests.opened import blocks, open_page, page_script, panel_of
from tests.shipped import words_of
from tests.test_local_pack import TENANTS

NAMED = TENANTS.assign(name=["甲公司", "乙公司", "丙公司"])
RENAMED = NAMED.assign(name=["甲公司", "乙方公司", "丙公司"])
FIRM = TENANTS.assign(name=["甲公司", "己公司", "丙公司"])


@pytest.fixture(autouse=True)
def local(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    folder = tmp_path / "local"
    monkeypatch.setenv("ATLAS_LOCAL", str(folder))
    monkeypatch.delenv("ATLAS_READONLY", raising=False)
    return folder


@pytest.fixture
def two() -> None:
    """Two revisions: three firms, one of them renamed."""
    apply_tables({"tenants": NAMED}, {}, "台账", by="李文", why="季报", files=["台账.xlsx"])
    apply_tables({"tenants": RENAMED}, {}, "更正", by=f"王强{MARKUP}")


def request(lang: Lang = "zh", catalog: Catalog | None = None, *, person: Person = HOME) -> Request:
    shown = catalog or load_catalog()
    words = Words(lang, words_of(lang).own)
    return Request(shown, Selection(), words, THEMES["light"], {}, person=person)


def html(content: Content, slot: str) -> str:
    return str(cast("Html", content[slot]).html)


def do(what: str, options: dict[str, str] | None = None, held: Inbox | None = None) -> Inbox:
    """Click a button of the import page, as it stands in its HTML."""
    used = held or Inbox()
    given = options if options is not None else {}
    given["import-do"] = what.removeprefix("import-do:")
    act(used, load_catalog(), given)
    return used


def button(text: str, act_name: str) -> str:
    """Return what the first button of an act posts."""
    found = re.search(rf'data-option="(import-do:{act_name}[^"]*)"', text)
    assert found, text
    return found[1]


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("lang", "parts"),
    [
        (
            "zh",
            ("修订记录（2）", "第 2 次 · 更正", "企业：改动 1 格", "来自 台账.xlsx", "新增 3 行"),
        ),
        (
            "en",
            ("Revisions (2)", "No. 2 · 更正", "1 cell changed", "From 台账.xlsx", "3 rows added"),
        ),
    ],
)
def test_who_when_why_and_what_stand_in_the_list(lang: Lang, parts: tuple[str, ...]) -> None:
    shown = request(lang)
    content = page_content("import")(shown)
    text = html(content, "kept")
    for part in (*parts, "李文", "季报", "王强&lt;script&gt;"):
        assert part in text
    assert "<script>" not in text
    assert text.index("更正") < text.index("季报")  # the newest first
    assert text.count('aria-current="true"') == 1
    newest = read_trail(local_of())[-1]
    panel = content["kept"].panels[f"revision-{newest.token[:12]}"]()
    assert panel.table is not None
    name = {"zh": "名称", "en": "Name"}[lang]
    assert panel.table.iloc[0, 1:].tolist() == ["T0002", name, "乙公司", "乙方公司"]


def local_of() -> Path:
    from data.packs import local_dir  # noqa: PLC0415 -- the variable is set by then

    return local_dir()


@pytest.mark.usefixtures("two")
def test_a_revision_is_restored_with_one_click_and_signed() -> None:
    text = html(page_content("import")(request()), "kept")
    options = {"editing.who": "赵", "editing.why": "改错了"}
    held = do(button(text, "restore:"), options)
    assert held.said == ("import.said_restored", {})
    assert load_catalog()["tenants"]["name"].tolist() == ["甲公司", "乙公司", "丙公司"]
    entry = read_trail(local_of())[-1]
    assert (entry.done.by, entry.done.why, entry.restored) == ("赵", "改错了", 1)
    assert options == {"editing.who": "赵"}  # who stays for the next time, why does not


@pytest.mark.parametrize(
    ("lang", "parts"),
    [
        ("zh", ("修改人：王强。", "改动：T0002 的“名称”：乙公司 → 乙方公司。", "企业：3 → 3 行")),
        ("en", ("Changed by 王强.", "Cells: T0002, Name: 乙公司 → 乙方公司.", "“更正”")),
    ],
)
def test_the_second_editor_is_told_who_and_which_cells(lang: Lang, parts: tuple[str, ...]) -> None:
    apply_tables({"tenants": NAMED}, {}, "台账", by="李文")
    seen = load_catalog().revision
    apply_tables({"tenants": RENAMED}, {}, "更正", by="王强")
    held = do(f"undo@{seen}")
    assert held.is_error
    text = str(said_block(held, words_of(lang)))
    for part in parts:
        assert part in text
    assert load_catalog()["tenants"]["name"].tolist()[1] == "乙方公司"


@pytest.mark.usefixtures("two")
def test_guests_see_neither_names_nor_drafts() -> None:
    drafting.save({"tenants": NAMED}, {}, "草稿", by="李文")
    guest = request(person=GUEST)
    assert str(cast("Html", revisions_block(guest, "import.locked_guest")).html) == ""
    assert str(cast("Html", drafts_block(guest, "import.locked_guest")).html) == ""


def test_an_atlas_that_was_never_changed_lists_nothing() -> None:
    content = page_content("import")(request())
    assert {html(content, slot) for slot in ("kept", "drafts", "signed")} == {""}


@pytest.fixture
def draft() -> Draft:
    """A draft that renames the second firm of three."""
    apply_tables({"tenants": NAMED}, {}, "台账", by="李文")
    made, problems = drafting.save({"tenants": RENAMED}, {}, f"年报{MARKUP}", by="王强")
    assert problems == []
    assert made
    return made


@pytest.mark.parametrize(("lang", "part"), [("zh", "改动 1 格"), ("en", "1 cell changed")])
def test_a_draft_is_listed_compared_and_published(lang: Lang, part: str, draft: Draft) -> None:
    content = page_content("import")(request(lang))
    text = html(content, "drafts")
    assert part in text
    assert "王强" in text
    assert "<script>" not in text
    assert f"./?draft={draft.id}" in text
    panel = content["drafts"].panels[f"draft-{draft.id}"]()
    assert "乙方公司" in panel.html
    held = do(button(text, "draft-publish"), {"editing.who": "赵"})
    assert held.said == ("import.said_published", {})
    assert load_catalog()["tenants"]["name"].tolist()[1] == "乙方公司"
    assert read_trail(local_of())[-1].done.by == "赵"
    assert "draft-back" in html(page_content("import")(request(lang)), "drafts")


def test_who_publishes_an_old_draft_is_told_and_takes_the_rest_in_with_a_click(
    draft: Draft,
) -> None:
    before = html(page_content("import")(request()), "drafts")
    apply_tables({"tenants": NAMED.assign(sector="data")}, {}, "行业", by="赵")
    held = do(button(before, "draft-publish"))
    assert held.is_error
    assert "企业：改动 2 格" in str(said_block(held, words_of("zh")))
    assert "2 cells changed" in str(said_block(held, words_of("en")))
    text = html(page_content("import")(request()), "drafts")
    assert "赵又改了现用数据" in text
    assert "draft-publish" not in text
    held = do(button(text, "draft-rebase"))
    assert held.said == ("import.said_rebased", {})
    held = do(button(html(page_content("import")(request()), "drafts"), "draft-publish"))
    assert held.said == ("import.said_published", {})
    rows = load_catalog()["tenants"]
    assert rows["name"].tolist()[1] == "乙方公司"
    assert rows["sector"].tolist() == ["data", "data", "data"]
    assert draft.id not in {one.id for one in drafts()}


def test_clashing_cells_are_shown_and_one_click_decides(draft: Draft) -> None:
    apply_tables({"tenants": FIRM}, {}, "更正", by="赵")
    content = page_content("import")(request("en"))
    text = html(content, "drafts")
    assert "1 of these conflicts with the draft" in text
    panel = content["drafts"].panels[f"draft-{draft.id}-clashes"]()
    assert panel.table is not None
    assert panel.table.iloc[0, 1:].tolist() == ["T0002", "Name", "乙方公司", "己公司"]
    do(button(text, "draft-theirs"))
    [now] = drafts()
    assert now.changes.counts == {}


def test_another_has_dropped_the_draft(draft: Draft) -> None:
    text = html(page_content("import")(request()), "drafts")
    drafting.drop(draft.id)
    held = do(button(text, "draft-publish"))
    assert held.said == ("import.said_draft_changed", {})
    assert load_catalog()["tenants"]["name"].tolist()[1] == "乙公司"
    do(button(html(page_content("import")(request()), "drafts"), "draft-back"))
    assert [one.id for one in drafts()] == [draft.id]


def test_a_link_shows_every_page_with_the_draft(draft: Draft) -> None:
    app = open_page(page_script("enterprises"), draft=draft.id, lang="zh")
    assert not app.exception
    notices = blocks(app)["notices"]["html"]
    assert "尚未生效" in notices
    assert "王强" in notices
    assert "<script>" not in notices
    assert app.session_state["_view"].draft == draft.id
    assert draft.id in str(app.query_params["draft"])
    assert "乙方公司" in panel_of(app, "draft-changes")
    # The bar at the foot says that a draft is not handed out.
    assert not any("handout.pdf" in str(one.proto) for one in app.get("html"))


def test_the_import_page_of_a_draft_saves_into_it_and_changes_nothing_else(draft: Draft) -> None:
    app = open_page(page_script("import"), draft=draft.id, lang="en")
    assert not app.exception
    shown = blocks(app)
    assert shown["force"]["buttons"] == [] if "buttons" in shown["force"] else True
    assert "leave it" in str(shown["force"])
    assert "restore:" not in str(shown.get("kept"))


def test_guests_and_old_links_get_what_is_in_force_and_are_told(
    draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafting.drop(draft.id)
    app = open_page(page_script("enterprises"), draft=draft.id, lang="en")
    assert not app.exception
    assert "no such draft" in blocks(app)["notices"]["html"]
    drafting.bring_back(draft.id)
    monkeypatch.setattr(ContextProxy, "headers", {})
    app = open_page(page_script("enterprises"), draft=draft.id, lang="en")
    notices = blocks(app)["notices"]["html"]
    assert "which you may not see" in notices
    assert "王强" not in notices
    assert "年报" not in str(blocks(app))


def test_links_lead_into_a_draft_and_out_of_it() -> None:
    found = linked_page(draft_link("projects", "0123456789")[2:], Selection(zones=("C",)))
    assert found
    assert (found[0].name, found[1]) == ("projects", {"zones": "C", "draft": "0123456789"})
    assert draft_link("overview", "off") == "./?draft=off"


def test_the_map_of_a_draft_lies_on_no_disk(draft: Draft, tmp_path: Path) -> None:
    import folium  # noqa: PLC0415

    catalog = load_state(draft.pack, draft.revision)
    assert map_content(catalog, Selection()).zones is not None
    file = publish_map(folium.Map(tiles=None), "", "", draft.revision, tmp_path)
    assert "atlasDraw" in file.inline
    assert [*tmp_path.rglob("*.js")] == []


def test_a_draft_is_not_handed_out_whatever_is_posted(
    draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    class View:
        options = {"handout.pdf": "", "handout.keep": "chart"}  # noqa: RUF012

    held = Tray()
    monkeypatch.setattr(bar, "tray", lambda: held)
    monkeypatch.setattr(bar, "current_view", View)
    catalog = load_state(draft.pack, draft.revision)

    bar.follow(request(catalog=catalog), EVERY["enterprises"])
    assert held.jobs == []
    assert held.said == ("handout.draft", {})
    assert View.options == {}
