"""A kill at any moment leaves the old or the new state, and the next start says what it mended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from components.browser import assets
from components.browser.assets import publish_assets
from components.intake.in_force import change_block
from components.session.request import Request
from components.session.theme import THEMES
from data import durable, swap
from data.catalog import fingerprint, load_catalog, unprepared_register
from data.durable import drafted, sweep
from data.kept_states import kept_dir
from data.local_pack import apply_tables, back_to_illustrative, kept, undo
from data.packs import DATA_DIR
from data.registers.sorting import kept_path
from data.selection import Selection
from data.swap import clear_up, locked, mended
from data.tenants import Tenants
from geo.reading import upload
from tests.local import shipped
from tests.shipped import AXES, words_of
from tests.test_local_pack import TENANTS, ids

ROOT = DATA_DIR.parent


class KilledError(BaseException):
    """Stands for the kill: what follows of our program does not run."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shipped(tmp_path)


def test_writers_killed_at_random_leave_the_old_or_the_new(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.killing", str(tmp_path), "20", str(time.time_ns() % 1000)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr


def left_behind(folder: Path, state: Path | None, at: str) -> None:
    """Leave the folders as a kill does after the journal, the first or the second rename."""
    local, home = folder / "local", kept_dir(folder / "local")
    place = home / "00000009-20260101T080000.000000"
    plan = {"new": state.name if state else None, "place": place.name, "title": "new"}
    (home / "swap.json").write_text(json.dumps(plan), encoding="utf-8")
    if at != "journal":
        local.rename(place)
    if at == "second" and state:
        state.rename(local)


@pytest.mark.parametrize(
    ("at", "found"), [("journal", "first"), ("first", "new"), ("second", "new")]
)
def test_half_a_change_is_finished_or_taken_back_and_said(
    at: str, found: str, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    apply_tables({"tenants": TENANTS}, {}, "new", folder)
    (folder / "local").rename(folder / "made")
    apply_tables({"tenants": TENANTS.iloc[:1]}, {}, "first", folder)
    draft = kept_dir(folder / "local") / "draft"
    (folder / "made").rename(draft)
    left_behind(folder, draft, at)
    # A reader before anything else: no start is needed.
    assert load_catalog(folder).own.title == found
    told = mended(folder / "local")
    assert told
    assert (told.title, told.is_finished) == ("new", found == "new")
    assert "cut off" in caplog.text
    assert not draft.exists()
    assert undo(folder) == (len(kept(folder)) > 0)
    assert mended(folder / "local") is None  # said until the next change


def test_half_a_way_back_is_finished(folder: Path) -> None:
    apply_tables({"tenants": TENANTS}, {}, "mine", folder)
    left_behind(folder, None, "first")
    assert ids(folder) == ["illustrative"]
    assert [one.title for one in kept(folder)] == ["mine", ""]


def test_half_a_change_of_an_earlier_version_is_finished(folder: Path) -> None:
    apply_tables({"tenants": TENANTS}, {}, "new", folder)
    (folder / "local").rename(kept_dir(folder / "local") / "draft")
    clear_up(folder / "local")
    assert load_catalog(folder).own.title == "new"


def test_the_page_says_what_was_mended(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ATLAS_LOCAL", str(tmp_path / "local"))
    apply_tables({"tenants": TENANTS}, {}, "台账", folder)
    left_behind(folder, None, "first")
    catalog = load_catalog(folder)
    for lang, text in (("en", "in the middle of the change to “new”"), ("zh", "“new”时服务器中断")):
        asked = Request(catalog, Selection(), words_of(lang), THEMES["light"], {})
        assert text in str(change_block(asked))


def test_a_broken_journal_stops_nobody(folder: Path) -> None:
    apply_tables({"tenants": TENANTS}, {}, "mine", folder)
    (kept_dir(folder / "local") / "swap.json").write_text("{", encoding="utf-8")
    assert load_catalog(folder).own.title == "mine"


def test_a_reader_waits_for_the_renames_and_no_longer(folder: Path) -> None:
    journal = kept_dir(folder / "local") / "swap.json"
    with ThreadPoolExecutor() as readers, locked(folder / "local"):
        journal.write_text("{}", encoding="utf-8")
        reader = readers.submit(fingerprint, folder)
        with pytest.raises(TimeoutError):
            reader.result(0.2)
        journal.unlink()
        # The writer is still at work, such as at telling a database.
        assert reader.result(20) == fingerprint(folder)


def test_an_interrupt_between_the_renames_takes_the_change_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply_tables({"tenants": TENANTS}, {}, "mine", folder)
    move = durable.move

    def stop(source: Path, target: Path) -> None:
        if source.name == "draft":
            raise KilledError
        move(source, target)

    monkeypatch.setattr(durable, "move", stop)
    with pytest.raises(KilledError):
        apply_tables({"tenants": TENANTS.iloc[:1]}, {}, "second", folder)
    monkeypatch.undo()
    assert load_catalog(folder).own.title == "mine"
    assert mended(folder / "local") is None


def test_undo_keeps_its_order_when_the_clock_is_set_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock(datetime):
        year_now = 2030

        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            del tz
            cls.year_now -= 1
            return datetime(cls.year_now, 1, 1, tzinfo=UTC)

    monkeypatch.setattr("data.kept_states.datetime", Clock)
    old = kept_dir(folder / "local") / "20991231T080000.000000"  # of an earlier version
    old.mkdir(parents=True)
    for n in range(1, 4):
        apply_tables({"tenants": TENANTS.iloc[:n]}, {}, f"state {n}", folder)
    monkeypatch.undo()
    assert [one.title for one in kept(folder)] == ["state 2", "state 1", "", ""]
    assert kept(folder)[-1].time.year == 2099
    undo(folder)
    assert ids(folder) == ["T0001", "T0002"]


def test_numbers_grow_whatever_is_restored(folder: Path) -> None:
    for n in range(1, 4):
        apply_tables({"tenants": TENANTS.iloc[:n]}, {}, f"state {n}", folder)
    seen = set()
    for _ in range(4):
        undo(folder)
        seen.add(kept(folder)[0].id[:8])
    back_to_illustrative(folder)
    assert kept(folder)[0].id[:8] == "00000008"
    assert len(seen) == 4


def test_half_published_assets_are_not_taken_for_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop() -> str:
        raise KilledError

    monkeypatch.setattr(assets, "map_script", stop)
    monkeypatch.setattr(assets, "_frontend_hash", lambda: "ab")
    monkeypatch.setattr(durable, "drop", lambda _: None)  # after a kill, nobody clears up
    with pytest.raises(KilledError):
        publish_assets(tmp_path)
    monkeypatch.undo()
    monkeypatch.setattr(assets, "_frontend_hash", lambda: "ab")
    assert not (tmp_path / "atlas" / "ab").exists()
    assert len(sweep(tmp_path / "atlas", older_s=-1)) == 1
    publish_assets(tmp_path)
    assert (tmp_path / "atlas" / "ab" / "map.js").is_file()


def test_who_publishes_second_takes_what_is_there(tmp_path: Path) -> None:
    for text in ("first", "second"):
        with drafted(tmp_path / "folder") as draft:
            draft.mkdir()
            (draft / "a").write_text(text, encoding="utf-8")
    assert (tmp_path / "folder" / "a").read_text(encoding="utf-8") == "first"
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]


def test_a_broken_index_of_a_register_is_made_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.pack_files.MAX_CSV_TENANTS", 2)
    apply_tables({"tenants": TENANTS}, {}, "large", folder)
    register = folder / "local" / "tenants.parquet"
    assert len(Tenants.from_parquet(register, AXES)) == 3
    kept_path(register, AXES).write_bytes(b"PK half")
    assert len(load_catalog(folder).tenants) == 3
    assert unprepared_register(folder) is None


def test_what_a_kill_leaves_in_the_temporary_folder_is_swept(tmp_path: Path) -> None:
    old, young = (tmp_path / f"{upload.WORKING_FOLDERS[:-1]}{n}" for n in ("old", "young"))
    for one in (old, young, tmp_path / "upload-of-others"):
        one.mkdir()
        (one / "input.csv").write_text("a", encoding="utf-8")
    hour = time.time() - durable.HOUR_S - 1
    os.utime(old, (hour, hour))
    assert sweep(tmp_path, upload.WORKING_FOLDERS) == [old]
    assert sorted(one.name for one in tmp_path.iterdir()) == [young.name, "upload-of-others"]


def test_a_lock_that_cannot_be_had_does_not_stop_a_reader(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply_tables({"tenants": TENANTS}, {}, "mine", folder)
    (kept_dir(folder / "local") / "swap.json").write_text("{}", encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "read-only")

    monkeypatch.setattr(swap, "FileLock", refuse)
    assert load_catalog(folder).own.title == "mine"
