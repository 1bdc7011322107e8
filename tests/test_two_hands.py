"""Two readers who change the same thing: both changes are in, or one is refused and told."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import geopandas as gpd
import pytest

from components.intake import inbox
from components.intake.inbox import Inbox, file_in
from components.intake.situation import act
from components.intake.steps import change_text, said_block
from components.meeting.story_acts import act as story_act
from components.meeting.story_draft import Desk
from components.meeting.story_list import said_block as story_said
from data.catalog import Catalog, load_catalog
from data.local_pack import apply_tables, back_to_illustrative, kept, restore, undo
from data.packs import DATA_DIR, read_pack
from data.revision import ChangedError, revision
from data.story_files import StoryChangedError, save_story, stories, story_revision
from geo.reading.layers import Upload
from tests.browser.test_import import zones_4544
from tests.local import shipped, sources
from tests.shipped import words_of
from tests.test_import_page import FILE, SUPPLIED
from tests.test_local_pack import TENANTS

ROOT = DATA_DIR.parent
OWN = "cloud-valley-own"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shipped(tmp_path)


@pytest.fixture
def local(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("ATLAS_LOCAL", str(tmp_path / "local"))
    monkeypatch.delenv("ATLAS_READONLY", raising=False)
    return tmp_path / "local"


def half(name: str, folder: Path, seen: str) -> str:
    """Bring one half; tell whether it was applied or refused."""
    try:
        problems = apply_tables(
            {"sources": sources().assign(source_id=name)}, {}, name, folder, seen=seen
        )
    except ChangedError as error:
        return f"refused: {error.change.title}"
    assert problems == []
    return "applied"


def in_force(folder: Path) -> set[str]:
    own = read_pack(folder / "local", "local", partial=True).tables["sources"]
    return {"half-1", "half-2"} & set(own["source_id"])


def held_to(said: list[str], folder: Path) -> None:
    """Hold the outcome of two halves: what was called applied is in, the other was told."""
    applied = {f"half-{n}" for n, one in enumerate(said, start=1) if one == "applied"}
    assert in_force(folder) == applied
    assert len(applied) == 1
    assert sorted(said)[1] == f"refused: {applied.pop()}"


def test_two_imports_at_once_lose_nothing_in_one_server(folder: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        for _ in range(12):
            seen, start = revision(folder / "local"), Barrier(2)

            def bring(name: str, seen: str = seen, start: Barrier = start) -> str:
                start.wait()
                return half(name, folder, seen)

            held_to(list(pool.map(bring, ["half-1", "half-2"])), folder)
            back_to_illustrative(folder)


SERVER = """
import sys
from pathlib import Path
from tests.test_two_hands import half
for line in sys.stdin:
    name, seen = line.split()
    print(half(name, Path(sys.argv[1]), seen), flush=True)
"""


def test_two_imports_at_once_lose_nothing_across_servers(folder: Path) -> None:
    command = [sys.executable, "-c", SERVER, str(folder)]
    servers = [
        subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        for _ in range(2)
    ]
    for _ in range(6):
        seen = revision(folder / "local")
        for n, server in enumerate(servers, start=1):
            assert server.stdin
            server.stdin.write(f"half-{n} {seen}\n")
            server.stdin.flush()
        said = [server.stdout.readline().strip() for server in servers if server.stdout]
        held_to(said, folder)
        back_to_illustrative(folder)
    for server in servers:
        server.communicate()
        assert server.returncode == 0


@pytest.mark.parametrize("what", ["apply", "undo", "restore", "illustrative"])
def test_no_change_is_made_of_a_state_that_was_not_seen(what: str, folder: Path) -> None:
    apply_tables({"tenants": TENANTS.iloc[:1]}, {}, "mine", folder)
    seen = load_catalog(folder).revision
    apply_tables({"tenants": TENANTS.iloc[:2]}, {}, "theirs", folder)
    states = kept(folder)
    change_it: dict[str, Callable[[], object]] = {
        "apply": lambda: apply_tables({"tenants": TENANTS}, {}, "more", folder, seen=seen),
        "undo": lambda: undo(folder, seen=seen),
        "restore": lambda: restore(states[-1].id, folder, seen=seen),
        "illustrative": lambda: back_to_illustrative(folder, seen=seen),
    }
    with pytest.raises(ChangedError) as refused:
        change_it[what]()
    assert kept(folder) == states
    assert len(load_catalog(folder)["tenants"]) == 2
    change = refused.value.change
    assert (change.title, change.is_illustrative, change.rows) == (
        "theirs",
        False,
        {"tenants": (1, 2)},
    )
    assert change.time is not None


def test_a_change_there_and_back_is_a_change(folder: Path) -> None:
    seen = load_catalog(folder).revision
    apply_tables({"tenants": TENANTS}, {}, "theirs", folder)
    undo(folder)
    with pytest.raises(ChangedError) as refused:
        undo(folder, seen=seen)  # would bring back what the other has just undone
    assert refused.value.change.is_illustrative
    assert len(load_catalog(folder)["tenants"]) == 330


def test_a_pack_edited_by_hand_is_another_one(folder: Path) -> None:
    apply_tables({"tenants": TENANTS}, {}, "mine", folder)
    seen = load_catalog(folder).revision
    file = folder / "local" / "tenants.csv"
    file.write_bytes(file.read_bytes().replace(b"T0003", b"T0009"))
    with pytest.raises(ChangedError):
        undo(folder, seen=seen)


@pytest.mark.parametrize("seen", ["", "@", "9" * 400, "-1-x", "1", "²-a"])
def test_a_revision_that_never_was_is_refused(seen: str, folder: Path) -> None:
    with pytest.raises(ChangedError):
        apply_tables({"tenants": TENANTS}, {}, "mine", folder, seen=seen)
    assert not (folder / "local").exists()


@pytest.fixture(scope="module")
def upload() -> Upload:
    read = Inbox()
    file_in(read, FILE, zones_4544().encode())
    return read.files[FILE].upload


def reader(upload: Upload, catalog: Catalog) -> tuple[Inbox, dict[str, str]]:
    """Return a reader who has all but applied some outlines."""
    held = Inbox({FILE: inbox.Filed("a1", 1000, upload)})
    options = SUPPLIED | {"import-do": "accept"}
    act(held, catalog, options)
    return held, options


@pytest.mark.usefixtures("local")
def test_the_second_reader_is_told_and_applies_with_one_more_click(upload: Upload) -> None:
    page = load_catalog()
    (first, does), (second, too) = reader(upload, page), reader(upload, page)
    does |= {"import-do": f"apply@{page.revision}", "import-title": "甲的控规"}
    too |= {"import-do": f"apply@{page.revision}", "import-title": "乙的控规"}
    act(first, page, does)
    assert first.said and first.said[0] == "import.said_applied"  # noqa: PT018
    now = load_catalog()
    act(second, now, too)
    assert second.is_error
    assert second.files  # still in hand, as are the answers
    assert too["import-title"] == "乙的控规"
    said = str(said_block(second, words_of("en")))
    assert "甲的控规" in said
    assert "Zone outlines: 0 → 6 rows" in said
    assert "片区轮廓：0 → 6 行" in str(said_block(second, words_of("zh")))
    too["import-do"] = f"apply@{now.revision}"
    act(second, now, too)
    assert second.said and second.said[0] == "import.said_applied"  # noqa: PT018
    after = load_catalog()
    assert {"甲的控规", "乙的控规"} <= set(after["sources"]["title_zh"])
    assert after.problems == ()


@pytest.mark.usefixtures("local")
def test_undo_of_an_old_page_leaves_the_pack_of_another_reader(upload: Upload) -> None:
    apply_tables({"tenants": TENANTS}, {}, "mine")
    page = load_catalog()
    held, options = reader(upload, page)
    apply_tables({"tenants": TENANTS.iloc[:1]}, {}, "theirs")
    options["import-do"] = f"undo@{page.revision}"
    act(held, load_catalog(), options)
    assert load_catalog().own.title == "theirs"
    assert held.said is not None
    assert "“theirs”" in change_text(held.said[1]["change"], words_of("en"))


def test_outlines_are_told_too(folder: Path, catalog: Catalog) -> None:
    seen = load_catalog(folder).revision
    zones: gpd.GeoDataFrame = catalog.outlines["zone_outlines"]
    apply_tables({}, {"zone_outlines": zones}, "theirs", folder)
    with pytest.raises(ChangedError) as refused:
        undo(folder, seen=seen)
    assert refused.value.change.rows == {"zone_outlines": (0, 6)}


class Writer:
    """A session at the story editor."""

    def __init__(self, catalog: Catalog) -> None:
        self.desk, self.catalog = Desk(), catalog

    def do(self, name: str, value: str = "") -> str:
        story_act(self.desk, self.catalog, {name: value})
        return self.desk.said[0] if self.desk.said else ""

    def text(self) -> str:
        return str(story_said(self.desk, words_of("en")))


@pytest.fixture
def writers(catalog: Catalog, local: Path) -> tuple[Writer, Writer]:
    """Two sessions that have the same own story open."""
    assert not local.exists()
    both = Writer(catalog), Writer(catalog)
    both[0].do("story.copy", "cloud-valley")
    both[0].do("story.save")
    both[1].do("story.open", OWN)
    return both


def titles() -> dict[str, str]:
    return {one.path.stem: one.story.title_en for one in stories() if one.is_own and one.story}


def test_a_story_saved_by_another_is_not_replaced_unasked(writers: tuple[Writer, Writer]) -> None:
    first, second = writers
    first.do("story.title_en", "First")
    first.do("scene.delete", "chosen")
    assert first.do("story.save") == "editor.saved"
    second.do("story.title_en", "Second")
    assert second.do("story.save") == "editor.changed"
    assert titles() == {OWN: "First"}
    assert "“First” with 13 scenes. Left out:" in second.text()
    draft = second.desk.draft()
    assert draft
    assert draft.story.title_en == "Second"


def test_changes_of_two_editors_are_both_saved(writers: tuple[Writer, Writer]) -> None:
    first, second = writers
    first.do("scene.open", "quick")
    first.do("scene.title_en", "First")
    first.do("scene.delete", "reach")
    assert first.do("story.save") == "editor.saved"
    second.do("scene.open", "names")
    second.do("scene.dwell", "77")
    assert second.do("story.save") == "editor.joined"
    [story] = [one.story for one in stories() if one.is_own and one.story]
    by_id = {one.scene_id: one for one in story.scenes}
    assert (by_id["quick"].title_en, by_id["names"].dwell) == ("First", 77)
    assert "reach" not in by_id
    draft = second.desk.draft()
    assert draft
    assert draft.story == draft.saved == story


def test_the_same_scene_is_decided_field_by_field(writers: tuple[Writer, Writer]) -> None:
    first, second = writers
    for n, writer in enumerate(writers):
        writer.do("scene.open", "quick")
        writer.do("scene.title_en", f"Title {n}")
        writer.do("scene.dwell", f"{50 + n}")
        writer.do("scene.text_en", f"Text {n}")
    assert first.do("story.save") == "editor.saved"
    assert second.do("story.save") == "editor.changed"
    second.do("story.decide", "quick.*=theirs")
    second.do("story.decide", "quick.dwell=mine")
    second.do("story.decide", "quick.dwell=nobody")
    assert second.do("story.join") == "editor.joined"
    [story] = [one.story for one in stories() if one.is_own and one.story]
    scene = story.scene("quick")
    assert scene
    assert (scene.title_en, scene.text_en, scene.dwell) == ("Title 0", "Text 0", 51)
    second.do("story.undo")  # one's own is one step back
    draft = second.desk.draft()
    assert draft
    mine = draft.story.scene("quick")
    assert mine
    assert mine.title_en == "Title 1"


def test_one_click_decides_which_story_it_shall_be(writers: tuple[Writer, Writer]) -> None:
    first, second = writers
    for n, (click, expected) in enumerate(
        {
            "story.apart": {OWN: "First 0", f"{OWN}-2": "Second 0"},
            "story.theirs": {OWN: "First 1", f"{OWN}-2": "Second 0"},
            "story.replace": {OWN: "Second 2", f"{OWN}-2": "Second 0"},
        }.items()
    ):
        first.do("story.open", OWN)
        first.do("story.title_en", f"First {n}")
        assert first.do("story.save") == "editor.saved"
        second.do("story.open", OWN)
        second.do("story.title_en", f"Second {n}")
        assert second.do("story.save") == "editor.changed"
        second.do(click)
        assert not second.desk.is_error
        assert titles() == expected
        second.do("story.open", OWN)
        if click == "story.theirs":
            second.do("story.undo")  # one's own is one step back
            draft = second.desk.draft()
            assert draft
            assert draft.story.title_en == "Second 1"
            second.do("story.title_en", "First 1")


def test_a_story_deleted_by_another_is_told(writers: tuple[Writer, Writer]) -> None:
    first, second = writers
    first.do("story.delete", OWN)
    second.do("story.title_en", "Second")
    assert second.do("story.save") == "editor.changed"
    assert "deleted" in second.text()
    assert titles() == {}
    assert second.do("story.replace") == "editor.saved"
    assert titles() == {OWN: "Second"}


def test_a_story_changed_by_another_is_not_deleted(
    writers: tuple[Writer, Writer], catalog: Catalog
) -> None:
    first, second = writers
    [file] = [one for one in stories() if one.is_own]
    first.do("story.title_en", "First")
    first.do("story.save")
    assert second.do("story.delete", f"{OWN}@{file.revision}") == "editor.changed_delete"
    third = Writer(catalog)  # has the list on the screen, and nothing open
    assert third.do("story.delete", f"{OWN}@{file.revision}") == "editor.changed_delete"
    assert third.do("story.delete", OWN) == "editor.changed_delete"
    assert titles() == {OWN: "First"}
    [file] = [one for one in stories() if one.is_own]
    assert third.do("story.delete", f"{OWN}@{file.revision}") == "editor.deleted"
    first.do("story.copy", "cloud-valley")
    assert first.desk.current == f"{OWN}-2"
    third.do("story.restore")
    assert titles() == {OWN: "First"}


def test_new_stories_of_one_name_are_both_kept(catalog: Catalog, local: Path) -> None:
    first, second = Writer(catalog), Writer(catalog)
    for n, writer in enumerate((first, second)):
        writer.do("story.copy", "cloud-valley")
        writer.do("story.title_en", f"Story {n}")
        assert writer.desk.current == OWN
    assert first.do("story.save") == "editor.saved"
    assert second.do("story.save") == "editor.saved_as"
    assert titles() == {OWN: "Story 0", f"{OWN}-2": "Story 1"}
    assert not local.exists()


def test_an_id_is_taken_once_however_many_save_at_once(folder: Path) -> None:
    story = next(one.story for one in stories() if one.story and not one.is_own)
    start = Barrier(8)

    def save(n: int) -> str:
        start.wait()
        try:
            save_story(replace(story, story_id="tour", title_en=f"{n}"), None, folder, seen="")
        except StoryChangedError as error:
            now = error.now.story if error.now else None
            return now.title_en if now else "gone"
        return "saved"

    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(save, range(8)))
    assert said.count("saved") == 1
    assert set(said) == {"saved", str(said.index("saved"))}
    [file] = [one for one in stories(data_dir=folder) if one.is_own]
    assert file.story
    assert file.revision == story_revision(file.story)


def test_what_is_kept_of_a_state_is_json(folder: Path) -> None:
    apply_tables({"tenants": TENANTS}, {}, "一", folder)
    first = json.loads((folder / "local" / "pack.json").read_text(encoding="utf-8"))
    apply_tables({"tenants": TENANTS}, {}, "一", folder)
    again = json.loads((folder / "local" / "pack.json").read_text(encoding="utf-8"))
    assert first["title"] == again["title"] == "一"
    assert first["token"] != again["token"]
