"""Drafts: proposed, changed, joined with what came meanwhile, published; nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data import drafts as drafting
from data import durable
from data.catalog import load_catalog, load_state
from data.differences import Count
from data.drafts import Draft, DraftChangedError, StaleError, drafts, find, meanwhile
from data.kept_states import kept_dir
from data.local_pack import apply_tables, back_to_illustrative, undo
from data.merging import Clash, Prefer
from data.revision import ChangedError
from data.swap import clear_up
from data.trail import read_trail
from tests.local import projects, shipped, sources, statuses
from tests.test_local_pack import TENANTS, ids


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shipped(tmp_path)


def proposed(folder: Path, frame: pd.DataFrame = TENANTS, **named: Any) -> Draft:
    made, problems = drafting.save({"tenants": frame}, {}, "草稿", folder, **named)
    assert problems == []
    assert made
    return made


def test_a_draft_is_not_in_force_and_shown_when_asked_for(folder: Path) -> None:
    apply_tables({"tenants": TENANTS.iloc[:1]}, {}, "first", folder)
    before = load_catalog(folder)
    draft = proposed(folder, by="李", why="年报")
    assert load_catalog(folder).revision == before.revision
    shown = load_state(draft.pack, draft.revision, folder)
    assert list(shown["tenants"]["tenant_id"]) == ["T0001", "T0002", "T0003"]
    assert (shown.revision, shown.problems) == (draft.revision, ())
    assert shown.key != before.key
    assert shown.own.title == "草稿"
    assert draft.changes.counts == {"tenants": Count(added=2)}
    assert (draft.done.by, draft.done.why) == ("李", "年报")


def test_published_it_is_a_revision_like_any_other(folder: Path) -> None:
    draft = proposed(folder, by="李", why="年报")
    assert drafting.publish(draft.id, folder, by="王") == []
    assert ids(folder) == ["T0001", "T0002", "T0003"]
    [entry] = read_trail(folder / "local")
    assert (entry.done.kind, entry.draft, entry.done.title) == ("publish", draft.id, "草稿")
    assert (entry.done.by, entry.done.why) == ("王", "年报")
    assert entry.changes.counts == {"tenants": Count(added=3)}
    assert drafts(folder) == []
    assert [one.id for one in drafts(folder, gone=True)] == [draft.id]
    undo(folder)
    assert ids(folder) == ["illustrative"]


def test_a_draft_with_a_problem_is_refused(folder: Path) -> None:
    made, problems = drafting.save(
        {"tenants": TENANTS.assign(zone="G")}, {}, "wrong", folder, by="李"
    )
    assert made is None
    assert {one.kind for one in problems} == {"not_allowed"}
    assert drafts(folder) == []


def test_what_was_proposed_of_another_state_is_refused(folder: Path) -> None:
    seen = load_catalog(folder).revision
    apply_tables({"tenants": TENANTS.iloc[:1]}, {}, "theirs", folder)
    with pytest.raises(ChangedError):
        proposed(folder, seen=seen)


def test_a_draft_is_gone_on_with(folder: Path) -> None:
    draft = proposed(folder, TENANTS.iloc[:1])
    more = proposed(folder, onto=draft.id, seen=draft.revision)
    assert more.id == draft.id
    assert more.revision != draft.revision
    assert [one.revision for one in drafts(folder)] == [more.revision]
    assert draft.pack.is_dir()  # what it said before is still there
    with pytest.raises(DraftChangedError):
        proposed(folder, onto=draft.id, seen=draft.revision)
    for _ in range(8):
        more = proposed(folder, onto=draft.id)
    assert len([*more.pack.parent.glob("pack-*")]) == 5


def test_who_publishes_an_old_draft_is_told_and_loses_nothing(folder: Path) -> None:
    three = {"sources": sources(), "projects": projects(), "project_statuses": statuses()}
    apply_tables(three, {}, "first", folder)
    renamed = projects().iloc[:2].assign(name_en=["Mine", "Mine too"])
    draft, problems = drafting.save({"projects": renamed}, {}, "mine", folder)
    assert draft
    assert problems == []
    theirs = projects().iloc[1:].assign(name_en=["Theirs", "Theirs too"], area_m2=5000.0)
    apply_tables({"projects": theirs}, {}, "theirs", folder, by="王")
    with pytest.raises(StaleError) as stale:
        drafting.publish(draft.id, folder)
    told = stale.value.meanwhile
    clash = Clash("projects", "L02", "name_en", "Mine too", "Theirs")
    assert told.by == ("王",)
    assert told.clashes == (clash,)
    assert told.changes.counts == {"projects": Count(changed=2, cells=4)}
    assert drafting.rebase(draft.id, folder) == (clash,)  # asks, and does nothing
    assert find(draft.id, folder) == draft
    assert drafting.rebase(draft.id, folder, prefer="mine") == (clash,)
    assert drafting.publish(draft.id, folder) == []
    catalog = load_catalog(folder)
    own = catalog["projects"].set_index("project_id").loc[["L01", "L02", "L03"]]
    assert own["name_en"].tolist() == ["Mine", "Mine too", "Theirs too"]
    assert own["area_m2"].tolist() == [20_000, 5000, 5000]
    assert catalog.problems == ()


@pytest.mark.parametrize(("prefer", "name"), [("mine", "Mine"), ("theirs", "Theirs")])
def test_clashes_are_decided_by_who_publishes(prefer: Prefer, name: str, folder: Path) -> None:
    named = TENANTS.assign(name=["Old", "x", "y"])
    apply_tables({"tenants": named}, {}, "first", folder)
    draft = proposed(folder, named.assign(name=["Mine", "x", "y"]))
    apply_tables({"tenants": named.assign(name=["Theirs", "x", "z"])}, {}, "second", folder)
    drafting.rebase(draft.id, folder, prefer=prefer)
    assert drafting.publish(draft.id, folder) == []
    assert load_catalog(folder)["tenants"]["name"].tolist() == [name, "x", "z"]


def test_a_draft_begun_with_none_and_a_pack_taken_back(folder: Path) -> None:
    draft = proposed(folder)
    apply_tables({"sources": sources()}, {}, "theirs", folder)
    assert meanwhile(draft, folder)
    back_to_illustrative(folder)
    assert meanwhile(draft, folder) is None
    assert drafting.publish(draft.id, folder) == []


def test_the_park_that_is_shown_is_what_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    park = shipped(tmp_path / "park")
    zones = park / "published" / "zones.csv"
    *_, last = zones.read_text(encoding="utf-8").splitlines()
    with zones.open("a", encoding="utf-8") as file:
        file.write(f"G{last.removeprefix('F')}\n")
    monkeypatch.setenv("ATLAS_PARK", str(park))
    monkeypatch.setenv("ATLAS_LOCAL", str(tmp_path / "local"))
    in_g = TENANTS.assign(zone="G", lon=None, lat=None)
    draft, problems = drafting.save({"tenants": in_g}, {}, "G")
    assert draft
    assert problems == []
    assert "G" in load_state(draft.pack, draft.revision).zones
    assert drafting.publish(draft.id) == []
    assert load_catalog()["tenants"]["zone"].tolist() == ["G"] * 3


def test_outlines_of_both_are_joined(folder: Path) -> None:
    zones = load_catalog(folder).outlines["zone_outlines"].assign(refs=None)
    apply_tables({}, {"zone_outlines": zones}, "first", folder)
    moved = zones.set_geometry(
        zones.translate(0.001).where(zones["feature_id"] == "A", zones.geometry)
    )
    draft, problems = drafting.save({}, {"zone_outlines": moved}, "mine", folder)
    assert draft
    assert problems == []
    assert draft.changes.counts == {"zone_outlines": Count(changed=1, cells=1, assumed=1)}
    renamed = zones.assign(name_en=[f"{name}!" for name in zones["name_en"]])
    apply_tables({}, {"zone_outlines": renamed}, "theirs", folder)
    assert drafting.rebase(draft.id, folder) == ()
    assert drafting.publish(draft.id, folder) == []
    read = load_catalog(folder).outlines["zone_outlines"]
    assert read["name_en"].tolist() == renamed["name_en"].tolist()
    assert read.geometry.geom_equals_exact(moved.geometry, 1e-12).all()


def test_dropped_drafts_can_be_had_back(folder: Path) -> None:
    draft = proposed(folder)
    drafting.drop(draft.id, folder, seen=draft.revision)
    assert drafts(folder) == []
    with pytest.raises(DraftChangedError):
        drafting.publish(draft.id, folder)
    drafting.bring_back(draft.id, folder)
    assert [one.id for one in drafts(folder)] == [draft.id]


def test_a_kill_after_the_swap_leaves_a_draft_that_is_in_force_already(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = proposed(folder)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(drafting, "_let_go", stop)
    with pytest.raises(KeyboardInterrupt):
        drafting.publish(draft.id, folder)
    monkeypatch.undo()
    assert ids(folder) == ["T0001", "T0002", "T0003"]
    assert drafting.publish(draft.id, folder) == []  # once more: it is there
    assert len(read_trail(folder / "local")) == 1
    assert drafts(folder) == []


def test_a_kill_before_the_swap_puts_nothing_in_force(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = proposed(folder)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(drafting, "state_problems", stop)
        patch.setattr(durable, "drop", lambda _: None)  # after a kill, nobody clears up
        with pytest.raises(KeyboardInterrupt):
            drafting.publish(draft.id, folder)
    assert (kept_dir(folder / "local") / "draft").is_dir()
    clear_up(folder / "local")
    assert ids(folder) == ["illustrative"]
    assert drafts(folder) == [draft]


@pytest.mark.parametrize("name", ["", "..", "../drafts.gone", "0123456789", "draft"])
def test_no_draft_of_that_name(name: str, folder: Path) -> None:
    proposed(folder)
    assert find(name, folder) is None
    drafting.bring_back(name, folder)


def test_a_folder_without_its_sheet_is_no_draft(folder: Path) -> None:
    draft = proposed(folder)
    (kept_dir(folder / "local") / "drafts" / "0123456789" / "pack-1").mkdir(parents=True)
    (kept_dir(folder / "local") / "drafts" / "notes.txt").touch()
    assert [one.id for one in drafts(folder)] == [draft.id]
