"""The ground as a table of the local pack: kept, restored, exported, compared as a whole."""

from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from data import drafts
from data.catalog import load_catalog
from data.export import export
from data.ground import GROUND, OSM, no_ground, read_ground
from data.local_pack import apply_tables, kept, restore, undo
from data.packs import local_dir
from data.trail import read_trail
from geo.ground import credit_of, ground_of


def ground(*names: str, source: str = OSM) -> gpd.GeoDataFrame:
    """Return one road for each name, near the park."""
    rows = {
        "layer": "road",
        "kind": "primary",
        "name_zh": list(names),
        "name_en": None,
        "source": source,
        "from_zoom": 10,
        "to_zoom": 99,
    }
    lines = [shapely.LineString([(105.9, 29.3), (105.95, 29.36)])] * len(names)
    return gpd.GeoDataFrame(rows, geometry=lines, crs="EPSG:4326")


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("ATLAS_LOCAL", raising=False)


def test_the_ground_comes_as_a_revision_and_goes_again() -> None:
    before = load_catalog()
    assert ground_of(before).empty
    assert (
        apply_tables({"ground": ground("兴龙大道", "昌州大道")}, {}, "底图", files=["a.pbf"]) == []
    )
    made = load_catalog()
    assert list(ground_of(made)["name_zh"]) == ["兴龙大道", "昌州大道"]
    assert credit_of(ground_of(made)) == "© OpenStreetMap contributors, ODbL"
    assert made.key != before.key
    assert made.revision != before.revision
    assert "ground" in made.own.tables

    assert apply_tables({"ground": no_ground()}, {}, "ohne") == []
    assert ground_of(load_catalog()).empty
    assert not (local_dir() / GROUND).exists()

    restore(kept()[0].id)
    assert len(ground_of(load_catalog())) == 2
    undo()
    assert ground_of(load_catalog()).empty


def test_other_changes_share_its_file_and_the_trail_counts_its_features() -> None:
    apply_tables({"ground": ground("兴龙大道", "昌州大道")}, {}, "first")
    first = (local_dir() / GROUND).stat()
    apply_tables({}, {}, "second")
    assert (local_dir() / GROUND).stat().st_ino == first.st_ino
    apply_tables({"ground": ground("一环路")}, {}, "third")
    counts = [one.changes.counts.get("ground") for one in read_trail(local_dir())]
    assert [(one.added, one.removed) if one else None for one in counts] == [(2, 0), None, (1, 2)]
    assert all(not one.changes.listed for one in read_trail(local_dir()))


def test_two_drafts_of_the_ground_clash_and_one_is_taken_as_a_whole() -> None:
    draft, problems = drafts.save({"ground": ground("mine")}, {}, "mine")
    assert draft
    assert problems == []
    apply_tables({"ground": ground("theirs")}, {}, "theirs")
    [clash] = drafts.rebase(draft.id)
    assert (clash.table, clash.key) == ("ground", "")
    drafts.rebase(draft.id, prefer="mine")
    assert drafts.publish(draft.id) == []
    assert list(ground_of(load_catalog())["name_zh"]) == ["mine"]


def test_a_catalog_keeps_the_ground_that_it_was_read_with() -> None:
    apply_tables({"ground": ground("first")}, {}, "first")
    seen = load_catalog()
    apply_tables({"ground": ground("second")}, {}, "second")
    assert list(ground_of(seen)["name_zh"]) == ["first"]


def test_it_is_exported_with_its_credit(tmp_path: Path) -> None:
    apply_tables({"ground": ground("first")}, {}, "first")
    export(load_catalog(), tmp_path / "out")
    assert len(gpd.read_parquet(tmp_path / "out" / GROUND)) == 1
    assert "OpenStreetMap contributors, ODbL" in (tmp_path / "out/datapackage.json").read_text()


def test_what_is_wrong_with_the_file_is_said(tmp_path: Path) -> None:
    def kinds() -> list[tuple[str | None, str]]:
        found, problems = read_ground(tmp_path)
        assert found is None
        return [(one.column, one.kind) for one in problems]

    assert kinds() == []
    (tmp_path / GROUND).write_bytes(b"PAR1 and then nothing")
    assert kinds() == [(None, "ground_file")]
    ground("a").drop(columns="kind").to_parquet(tmp_path / GROUND)
    assert kinds() == [("kind", "missing_column")]
    ground("a").assign(layer="mood").to_parquet(tmp_path / GROUND)
    assert kinds() == [("layer", "not_allowed")]
    ground("a").to_crs("EPSG:4544").to_parquet(tmp_path / GROUND)
    assert kinds() == [("geometry", "not_degrees")]


def test_a_ground_that_cannot_be_read_stops_the_pack(tmp_path: Path) -> None:
    local = local_dir()
    local.mkdir(parents=True)
    (local / GROUND).write_bytes(b"no parquet")
    made = load_catalog()
    assert [one.kind for one in made.problems] == ["ground_file"]
    assert made.ground is None
    assert tmp_path in local.parents
