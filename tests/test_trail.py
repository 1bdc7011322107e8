"""The trail: each change once, with who, when, what and why, whatever is dropped or killed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data import durable, swap
from data.catalog import load_catalog
from data.differences import Count
from data.kept_states import ABOUT, kept_dir
from data.local_pack import apply_tables, back_to_illustrative, kept, restorable, restore, undo
from data.revision import ChangedError
from data.state_rows import Drop
from data.swap import clear_up
from data.trail import Entry, append, in_force, read_trail, trail_file
from tests.local import projects, shipped, sources, statuses
from tests.test_local_pack import TENANTS, ids


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shipped(tmp_path)


def trail(folder: Path) -> tuple[Entry, ...]:
    return read_trail(folder / "local")


def test_a_change_says_who_when_what_why_and_from_which_file(folder: Path) -> None:
    apply_tables(
        {"tenants": TENANTS.assign(name=["甲", "乙", "丙"])},
        {},
        "一季度台账",
        folder,
        by="李文",
        why="季报",
        files=["台账.xlsx"],
    )
    apply_tables(
        {"tenants": TENANTS.assign(name=["甲", "乙方", "丙"])}, {}, "更正", folder, by="王强"
    )
    first, second = trail(folder)
    assert (first.number, first.done.by, first.done.why) == (1, "李文", "季报")
    assert first.done.files == ("台账.xlsx",)
    assert first.before == ""
    assert first.changes.counts == {"tenants": Count(added=3)}
    assert abs((datetime.now(UTC) - first.time).total_seconds()) < 60
    assert second.before == first.tables
    [cell] = second.changes.listed
    assert (cell.table, cell.key, cell.column) == ("tenants", "T0002", "name")
    assert (cell.before, cell.after) == ("乙", "乙方")
    assert in_force(folder / "local") == second
    about = json.loads((folder / "local" / ABOUT).read_text(encoding="utf-8"))
    assert (about["by"], about["tables"]) == ("王强", second.tables)
    assert [(one.by, one.why, one.files) for one in kept(folder)] == [
        ("李文", "季报", ("台账.xlsx",)),
        ("", "", ()),
    ]


def test_rows_are_taken_out_and_that_is_told(folder: Path) -> None:
    three = {"sources": sources(), "projects": projects(), "project_statuses": statuses()}
    assert apply_tables(three, {}, "three", folder) == []
    gone: Drop = {"projects": ["L02"], "project_statuses": [("L02", "2026-03")]}
    assert apply_tables({}, {}, "without L02", folder, drop=gone) == []
    own = load_catalog(folder)["projects"]["project_id"]
    assert {"L01", "L03"} <= {*own}
    assert "L02" not in {*own}
    assert trail(folder)[-1].changes.counts == {
        "projects": Count(removed=1),
        "project_statuses": Count(removed=1),
    }
    found = apply_tables({}, {}, "printed", folder, drop={"projects": ["P01"]})
    assert [(one.kind, one.values["value"]) for one in found] == [("no_own_row", "P01")]
    for lang, text in (("zh", "P01"), ("en", "own rows")):
        assert text in found[0].text(lang)  # type: ignore[arg-type]
    assert len(trail(folder)) == 2


def test_restore_and_undo_are_revisions_of_their_own(folder: Path) -> None:
    for n in (1, 2, 3):
        apply_tables({"tenants": TENANTS.iloc[:n]}, {}, f"state {n}", folder, files=["a.xlsx"])
    first = trail(folder)[0]
    restore(restorable(folder)[first.tables], folder, by="王强", why="错了")
    assert ids(folder) == ["T0001"]
    entry = trail(folder)[-1]
    assert (entry.number, entry.done.kind, entry.restored) == (4, "restore", 1)
    assert (entry.done.by, entry.done.why, entry.done.files) == ("王强", "错了", ())
    assert entry.changes.counts == {"tenants": Count(removed=2)}
    undo(folder, by="李文")
    entry = trail(folder)[-1]
    assert (entry.number, entry.done.kind, entry.restored) == (5, "undo", 3)
    back_to_illustrative(folder, by="李文")
    entry = trail(folder)[-1]
    assert (entry.number, entry.done.kind, entry.tables) == (6, "illustrative", "")
    assert entry.changes.counts == {"tenants": Count(removed=3)}


def test_the_trail_outlives_the_states(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.swap.KEPT", 3)
    monkeypatch.setattr("data.swap.KEPT_BYTES", 0)
    count = 7
    for n in range(count):
        apply_tables({"tenants": TENANTS.iloc[: n % 3 + 1]}, {}, f"state {n}", folder, by="李")
    assert len(kept(folder)) == 3
    assert [one.number for one in trail(folder)] == [*range(1, count + 1)]
    assert {one.done.by for one in trail(folder)} == {"李"}


def test_files_changed_by_hand_are_told(folder: Path) -> None:
    apply_tables({"tenants": TENANTS}, {}, "mine", folder)
    file = folder / "local" / "tenants.csv"
    file.write_bytes(file.read_bytes().replace(b"T0003", b"T0009"))
    assert in_force(folder / "local") is None
    apply_tables({"tenants": TENANTS}, {}, "mine again", folder)
    first, by_hand, last = trail(folder)
    assert (by_hand.done.kind, by_hand.number) == ("hand", 1)
    assert (by_hand.before, by_hand.tables) == (first.tables, last.before)
    assert last.changes.counts == {"tenants": Count(added=1, removed=1)}


def test_states_of_an_earlier_version_are_read_and_restored(folder: Path) -> None:
    apply_tables({"tenants": TENANTS.iloc[:1]}, {}, "old", folder)
    (folder / "local" / ABOUT).write_text('{"title": "old", "token": "a"}', encoding="utf-8")
    trail_file(folder / "local").unlink()
    apply_tables({"tenants": TENANTS}, {}, "new", folder, by="李")
    state = kept(folder)[0]
    assert (state.title, state.by, state.files, state.tables) == ("old", "", (), "")
    restore(state.id, folder)
    assert ids(folder) == ["T0001"]
    assert [one.done.kind for one in trail(folder)] == ["apply", "restore"]


class Full:
    """Stands for a disk that takes no more, from when the trail is written."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object) -> None:
            raise OSError(28, "No space left on device")

        patch.setattr(swap, "append", refuse)


@pytest.mark.parametrize("earlier", [False, True])
def test_a_change_that_cannot_be_told_is_not_made(
    earlier: bool,  # noqa: FBT001
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if earlier:
        apply_tables({"tenants": TENANTS}, {}, "first", folder)
    before, states, entries = ids(folder), kept(folder), trail(folder)
    with monkeypatch.context() as patch:
        Full(patch)
        with pytest.raises(OSError, match="No space"):
            apply_tables({"tenants": TENANTS.iloc[:1]}, {}, "second", folder)
        if earlier:
            with pytest.raises(OSError, match="No space"):
                back_to_illustrative(folder)
    assert (ids(folder), kept(folder), trail(folder)) == (before, states, entries)
    apply_tables({"tenants": TENANTS.iloc[:1]}, {}, "third", folder)
    assert ids(folder) == ["T0001"]
    assert [one.done.title for one in trail(folder)] == [*(["first"] if earlier else []), "third"]


@pytest.mark.parametrize("at", ["before", "half", "after"])
def test_a_kill_at_the_trail_loses_and_doubles_nothing(
    at: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply_tables({"tenants": TENANTS}, {}, "first", folder)
    local = folder / "local"

    class KilledError(BaseException):
        pass

    def stop(where: Path, lines: list[str]) -> None:
        if at == "half":
            with trail_file(where).open("a", encoding="utf-8") as file:
                file.write(lines[0][:40])
        elif at == "after":
            append(where, lines)
        raise KilledError

    # After a kill nobody takes back, and nobody clears up.
    with monkeypatch.context() as patch:
        patch.setattr(swap, "append", stop)
        patch.setattr(swap, "_take_back", lambda *_, **__: None)
        patch.setattr(durable, "drop", lambda _: None)
        with pytest.raises(KilledError):
            apply_tables({"tenants": TENANTS.iloc[:1]}, {}, "second", folder, by="李")
    assert (kept_dir(local) / "swap.json").is_file()
    clear_up(local)
    assert ids(folder) == ["T0001"]
    assert [(one.done.title, one.done.by) for one in trail(folder)] == [
        ("first", ""),
        ("second", "李"),
    ]
    apply_tables({"tenants": TENANTS}, {}, "third", folder)
    assert [one.number for one in trail(folder)] == [1, 2, 3]


def test_lines_that_are_no_entries_are_passed_over(folder: Path) -> None:
    apply_tables({"tenants": TENANTS}, {}, "first", folder)
    file = trail_file(folder / "local")
    whole = file.read_bytes()
    file.write_bytes(b'{"number": 1}\n[]\nnonsense\n\xff\n' + whole.rstrip(b"\n"))
    assert [one.done.title for one in trail(folder)] == ["first"]
    apply_tables({"tenants": TENANTS.iloc[:1]}, {}, "second", folder)  # after a line without end
    assert [one.done.title for one in trail(folder)] == ["first", "second"]


def test_the_second_editor_is_told_who_and_which_cells(folder: Path) -> None:
    apply_tables({"tenants": TENANTS.assign(name="甲")}, {}, "first", folder)
    seen = load_catalog(folder).revision
    apply_tables({"tenants": TENANTS.assign(name="乙")}, {}, "second", folder, by="王强")
    with pytest.raises(ChangedError) as refused:
        apply_tables({"tenants": TENANTS}, {}, "mine", folder, seen=seen)
    change = refused.value.change
    assert change.by == ("王强",)
    assert change.rows == {"tenants": (3, 3)}
    assert {(one.key, one.before, one.after) for one in change.cells.listed} == {
        (key, "甲", "乙") for key in ("T0001", "T0002", "T0003")
    }
