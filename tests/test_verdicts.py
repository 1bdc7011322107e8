"""A large register is looked through once, whatever else of the pack changes."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data import register as rules
from data.catalog import load_catalog
from data.local_pack import apply_tables
from data.packs import checked_register
from tests.local import shipped
from tests.test_readers import register

OFFICIAL = {"official", "secondary"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ATLAS_STATE", str(tmp_path / "state"))
    monkeypatch.setattr("data.pack_files.MAX_CSV_TENANTS", 5)
    return shipped(tmp_path)


def test_packs_that_are_read_again_neither_check_nor_count_it_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply_tables({"tenants": register(9)}, {}, "many", folder)
    before = load_catalog(folder)
    assert len(before.tenants) == 9

    def never(*_: object) -> None:
        pytest.fail("looked through again")

    for name in ("_found", "_unfit", "_unknown"):
        monkeypatch.setattr(rules, name, never)
    after = load_catalog(folder)
    assert after.problems == ()
    assert after.tenants is before.tenants


def test_another_file_in_its_place_is_looked_through(tmp_path: Path, folder: Path) -> None:
    del folder
    path = tmp_path / "tenants.parquet"
    register(9).to_parquet(path)
    assert checked_register(path, OFFICIAL) == []
    broken = register(9).assign(evidence="rumour")
    broken.to_parquet(path)
    assert [one.kind for one in checked_register(path, OFFICIAL)] == ["evidence"]
    assert [one.kind for one in checked_register(path, OFFICIAL)] == ["evidence"]
    register(9).to_parquet(path)
    assert checked_register(path, OFFICIAL) == []
    assert [one.kind for one in checked_register(path, {"official"})] == ["evidence"]


def test_ids_that_are_gone_are_found_though_the_file_is_the_same(folder: Path) -> None:
    rows = register(9).assign(zone=["A"] * 8 + ["C"])
    apply_tables({"tenants": rows}, {}, "many", folder)
    assert load_catalog(folder).problems == ()
    published = folder / "published" / "zones.csv"
    zones = pd.read_csv(published)
    zones[zones["zone"] != "C"].to_csv(published, index=False)
    found = {(one.file, one.row, one.column) for one in load_catalog(folder).problems}
    assert ("tenants.parquet", 9, "zone") in found
