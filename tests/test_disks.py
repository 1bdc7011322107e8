"""Disks that are full or give nothing: a message, and every page still opens."""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Callable
from pathlib import Path

import folium
import pytest

from components.browser.assets import static_dir
from components.frame import start
from components.intake import inbox
from components.intake.inbox import Inbox, file_in
from components.intake.situation import act
from components.map.script_file import PublishedMap, publish_map
from data import durable
from data.catalog import Catalog, load_catalog, unprepared_register
from data.durable import is_full
from data.local_pack import apply_tables
from data.packs import DATA_DIR, local_dir, read_pack, state_dir
from data.problems import Problem
from data.registers.sorting import kept_path
from data.story_files import own_stories_dir, stories
from geo.reading.layers import Upload
from tests.browser.test_import import zones_4544
from tests.local import shipped
from tests.opened import blocks, open_page, page_script, title
from tests.shipped import AXES
from tests.test_import_page import FILE, SUPPLIED
from tests.test_local_pack import TENANTS, files
from tests.test_two_hands import OWN, Writer, titles

ROOT = DATA_DIR.parent


@pytest.fixture
def local(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("ATLAS_LOCAL", str(tmp_path / "local"))
    monkeypatch.delenv("ATLAS_READONLY", raising=False)
    return tmp_path / "local"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shipped(tmp_path)


def fill(monkeypatch: pytest.MonkeyPatch, code: int, after: int = 0) -> None:
    """Let the disk take so many files more, and then none."""
    left = [after]
    sync = durable.sync

    def full(path: Path) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(code, os.strerror(code))
        sync(path)

    monkeypatch.setattr(durable, "sync", full)


def refusal(folder: Path) -> OSError | None:
    """Bring one enterprise; return why the disk refused, if it did."""
    try:
        apply_tables({"tenants": TENANTS.iloc[:1]}, {}, "second", folder)
    except OSError as error:
        return error
    return None


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("earlier", ["none", "own"])
def test_full_disk_at_any_step_of_a_change_leaves_the_pack(
    code: int, earlier: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if earlier == "own":
        apply_tables({"tenants": TENANTS}, {}, "mine", folder)
    before, pack, steps = files(folder / "local"), load_catalog(folder), 0
    while True:
        fill(monkeypatch, code, steps)
        error = refusal(folder)
        monkeypatch.undo()
        if error is None:
            break
        assert is_full(error)
        assert files(folder / "local") == before
        assert load_catalog(folder).revision == pack.revision
        steps += 1
    assert steps >= 5  # about the pack, each table, the whole draft, the journal
    assert load_catalog(folder).own.title == "second"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.usefixtures("local")
def test_full_disk_is_called_so_and_everything_stays_in_hand(
    code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Inbox()
    file_in(read, FILE, zones_4544().encode())
    held, catalog = Inbox({FILE: inbox.Filed("a1", 1000, read.files[FILE].upload)}), load_catalog()
    options = SUPPLIED | {"import-do": "accept"}
    act(held, catalog, options)
    fill(monkeypatch, code)
    options["import-do"] = f"apply@{catalog.revision}"
    act(held, catalog, options)
    assert held.said == ("import.disk_full", {})
    assert held.files


def test_full_disk_refuses_a_story_and_keeps_the_old_one(
    catalog: Catalog, local: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not local.exists()
    writer = Writer(catalog)
    writer.do("story.copy", "cloud-valley")
    writer.do("story.title_en", "One")
    writer.do("story.save")
    writer.do("story.title_en", "Two")
    fill(monkeypatch, errno.ENOSPC, 1)
    assert writer.do("story.save") == "editor.disk_full"
    assert titles() == {OWN: "One"}
    monkeypatch.setattr(durable, "sync", lambda _: None)
    assert writer.do("story.save") == "editor.saved"
    assert titles() == {OWN: "Two"}
    assert sorted(one.name for one in own_stories_dir().iterdir()) == [f"{OWN}.bak", f"{OWN}.yaml"]


def test_full_disk_refuses_an_upload(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> Upload:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(inbox, "read_upload", full)
    held = Inbox()
    file_in(held, "a.csv", b"a,b\n1,2\n")
    [problem] = held.files["a.csv"].upload.problems
    assert problem.kind == "disk_full"
    assert "磁盘已满" in problem.text("zh")


def test_full_disk_draws_the_map_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(monkeypatch, errno.ENOSPC)
    file = publish_map(folium.Map(tiles=None), "", "", "0", tmp_path)
    assert list((tmp_path / "maps" / "0" / "all").iterdir()) == []
    html = PublishedMap(file, None).get_root().render()
    assert "window.atlasDraw = () =>" in html
    assert file.url not in html.replace(f"/* {file.url} */", "")
    monkeypatch.undo()
    whole = publish_map(folium.Map(tiles=None), "", "", "0", tmp_path)
    assert whole.inline == ""
    assert [one.suffix for one in (tmp_path / "maps" / "0" / "all").iterdir()] == [".js"]


def test_full_disk_indexes_a_register_in_memory(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.pack_files.MAX_CSV_TENANTS", 2)
    apply_tables({"tenants": TENANTS}, {}, "large", folder)
    fill(monkeypatch, errno.ENOSPC)
    assert unprepared_register(folder) is not None
    assert len(load_catalog(folder).tenants) == 3
    assert not kept_path(folder / "local" / "tenants.parquet", AXES).exists()
    assert unprepared_register(folder) is None  # not at every page


BROKEN: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "folder": ("tenants.csv", Path.mkdir, "is_folder"),
    "latin": ("tenants.csv", lambda path: path.write_bytes(b"tenant_id\n\xff\n"), "encoding"),
    "cut off": ("zone_outlines.geojson", lambda path: path.write_text('{"featu'), "geojson"),
    "no object": ("zone_outlines.geojson", lambda path: path.write_text("[1]"), "geojson"),
    "no features": (
        "zone_outlines.geojson",
        lambda path: path.write_text('{"features": [1, null]}'),
        "geojson",
    ),
    "outlines": ("routes.geojson", Path.mkdir, "is_folder"),
    "parquet": ("tenants.parquet", lambda path: path.write_bytes(b"PAR1 half PAR1"), "parquet"),
    "register": ("tenants.parquet", Path.mkdir, "is_folder"),
    "about": ("pack.json", Path.mkdir, ""),
    "about cut off": ("pack.json", lambda path: path.write_text('{"title'), ""),
    "about a list": ("pack.json", lambda path: path.write_text("[]"), ""),
}


@pytest.mark.parametrize(("name", "make", "kind"), BROKEN.values(), ids=BROKEN)
def test_unreadable_file_is_a_problem_of_the_pack(
    name: str, make: Callable[[Path], object], kind: str, folder: Path
) -> None:
    (folder / "local").mkdir()
    make(folder / "local" / name)
    catalog = load_catalog(folder)
    assert [(one.file, one.kind) for one in catalog.problems] == ([(name, kind)] if kind else [])
    assert len(catalog["tenants"]) == 330


def test_local_pack_that_is_no_folder_is_a_problem(folder: Path) -> None:
    (folder / "local").write_text("a file", encoding="utf-8")
    [*_, problem] = load_catalog(folder).problems
    assert problem.kind == "is_file"


def test_file_that_may_not_be_read_is_a_problem(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply_tables({"tenants": TENANTS}, {}, "mine", folder)
    read = Path.read_text

    def refuse(path: Path, *args: object, **named: object) -> str:
        if path.name == "tenants.csv" and path.parent.name == "local":
            raise PermissionError(13, "Permission denied")
        return read(path, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "read_text", refuse)
    assert [one.kind for one in load_catalog(folder).problems] == ["not_permitted"]


def test_disk_that_gives_nothing_is_a_problem(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "read_text", refuse)
    pack = read_pack(folder / "published", "published")
    assert {one.kind for one in pack.problems} == {"disk_refuses"}
    for lang in ("zh", "en"):
        assert pack.problems[0].text(lang)


@pytest.mark.parametrize("page", ["overview", "import", "stories", "sources"])
def test_pages_open_and_say_what_cannot_be_read(page: str, local: Path) -> None:
    local.mkdir()
    (local / "tenants.csv").mkdir()
    own_stories_dir().mkdir()
    (own_stories_dir() / "tour.yaml").mkdir()
    app = open_page(page_script(page), lang="en")
    assert not app.exception
    assert title(app)
    assert "a folder stands where a file should be" in str(blocks(app)["notices"])
    if page == "stories":
        assert "a folder stands where a file should be" in str(blocks(app)["stories"])


def test_story_that_may_not_be_read_is_listed(local: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_stories_dir().mkdir(parents=True)
    assert not local.exists()
    (own_stories_dir() / "tour.yaml").write_text("story_id: tour", encoding="utf-8")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    problems = [problem for one in stories() if one.is_own for problem in one.problems]
    assert problems == [Problem("tour.yaml", None, None, "not_permitted")]


def test_all_that_is_written_has_one_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("ATLAS_LOCAL", raising=False)
    monkeypatch.setenv("ATLAS_STATE", str(tmp_path / "state"))
    assert local_dir() == tmp_path / "state" / "local"
    assert own_stories_dir() == tmp_path / "state" / "local.stories"
    assert static_dir() == tmp_path / "state" / "static"
    monkeypatch.setenv("ATLAS_LOCAL", str(tmp_path / "named"))
    assert local_dir() == tmp_path / "named"
    assert state_dir() == tmp_path / "state"
    monkeypatch.delenv("ATLAS_STATE")
    assert state_dir() == DATA_DIR


@pytest.mark.parametrize("what", ["publish_assets", "store"])
@pytest.mark.parametrize(
    ("code", "part"), [(errno.EROFS, "ATLAS_STATE"), (errno.ENOSPC, "disk is full")]
)
def test_a_server_that_cannot_write_says_so_and_ends(
    code: int, part: str, what: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse() -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setenv("LC_ALL", "en")
    monkeypatch.setenv("ATLAS_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(start, what, refuse)
    with pytest.raises(SystemExit, match=part) as ended:
        start.start()
    assert str(tmp_path / "state") in str(ended.value)


def test_a_start_sweeps_and_says_what(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("ATLAS_STATE", str(tmp_path / "state"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = [
        tmp_path / "cloud-valley-atlas-upload-1",
        tmp_path / "state" / "static" / "maps" / ".a.js.1.draft",
        tmp_path / "state" / ".cache" / ".b.npz.2.draft",
    ]
    for one in left:
        one.mkdir(parents=True)
        os.utime(one, (1, 1))
    with caplog.at_level(logging.WARNING):
        start.start()
    assert not any(one.exists() for one in left)
    assert all(one.name in caplog.text for one in left)
    assert (tmp_path / "state" / "static" / "leaflet" / "leaflet.js").is_file()


def test_shipped_table_that_cannot_be_read_is_empty_and_a_problem(folder: Path) -> None:
    for name in ("illustrative/routes.geojson", "published/events.csv"):
        (folder / name).unlink()
        (folder / name).mkdir()
    catalog = load_catalog(folder)
    assert {one.kind for one in catalog.problems} >= {"is_folder"}
    assert (len(catalog.outlines["routes"]), len(catalog["events"])) == (0, 0)
    assert "event_id" in catalog["events"]
