"""The trail as CSV and as W3C PROV, read back by the library for it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from prov.model import ProvDocument

from data.local_pack import apply_tables, restorable, restore
from data.packs import DATA_DIR
from data.trail import Entry, read_trail
from data.trail_export import trail_csv, trail_prov
from tests.local import shipped
from tests.test_local_pack import TENANTS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a pack with three revisions: three firms, one of them renamed, and back."""
    folder = shipped(tmp_path)
    named = TENANTS.assign(name=["甲", "乙", "=1+1"])
    apply_tables({"tenants": named}, {}, "台账", folder, by="李文", why="季报", files=["a.xlsx"])
    renamed = named.assign(name=["甲", "乙方", "=1+1"])
    apply_tables({"tenants": renamed}, {}, "更正", folder, by="王 <强>", files=["a.xlsx", "b.csv"])
    first = read_trail(folder / "local")[0]
    restore(restorable(folder)[first.tables], folder, by="李文", why="改错了")
    return folder


@pytest.fixture
def entries(folder: Path) -> tuple[Entry, ...]:
    return read_trail(folder / "local")


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_has_a_line_a_cell_and_row(entries: tuple[Entry, ...]) -> None:
    table = rows(trail_csv(entries))
    assert [(one["revision"], one["fate"]) for one in table] == [
        ("1", "added"),
        ("1", "added"),
        ("1", "added"),
        ("2", "changed"),
        ("3", "changed"),
    ]
    cell = table[3]
    assert (cell["who"], cell["change"], cell["title"]) == ("王 <强>", "apply", "更正")
    assert (cell["table"], cell["key"], cell["column"]) == ("tenants", "T0002", "name")
    assert (cell["before"], cell["after"], cell["files"]) == ("乙", "乙方", "a.xlsx; b.csv")
    assert (table[4]["before"], table[4]["after"], table[4]["why"]) == ("乙方", "乙", "改错了")
    assert json.loads(table[0]["after"])["name"] == "甲"
    assert table[0]["time"].startswith("20")


def test_what_was_too_large_to_be_listed_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shipped(tmp_path / "other")
    monkeypatch.setattr("data.state_files.compared.__defaults__", (2,))
    apply_tables({"tenants": TENANTS}, {}, "large", folder)
    table = rows(trail_csv(read_trail(folder / "local")))
    assert [one["fate"] for one in table] == ["added", "added", "counted"]
    assert table[-1]["after"] == "added 3; removed 0; changed 0"


def test_prov_is_read_back_by_its_library(entries: tuple[Entry, ...]) -> None:
    document = trail_prov(entries)
    text = document.serialize()
    assert text
    again = ProvDocument.deserialize(content=text, format="json")
    assert again == document
    kinds = Counter(type(one).__name__ for one in again.get_records())
    assert kinds["ProvEntity"] == 4 + 2  # the state before any, three revisions, two files
    assert kinds["ProvActivity"] == 3
    assert kinds["ProvAgent"] == 2
    assert kinds["ProvAssociation"] == 3
    told = json.loads(text)
    labels = {one.get("prov:label") for one in told["entity"].values()}
    assert {"台账", "更正", "a.xlsx", "b.csv"} <= labels
    assert {one["prov:label"] for one in told["agent"].values()} == {"李文", "王 <强>"}
    derived = {
        (one["prov:generatedEntity"], one["prov:usedEntity"])
        for one in told["wasDerivedFrom"].values()
    }
    assert ("atlas:revision-3", "atlas:revision-1") in derived  # restored
    assert ("atlas:revision-2", "atlas:revision-1") in derived
    assert "activity(atlas:change-" in again.get_provn()


@pytest.mark.parametrize(("more", "begin"), [([], "revision,time,who"), (["--prov"], "{")])
def test_the_command_prints_it(more: list[str], begin: str, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "data", "trail", *more],
        cwd=DATA_DIR.parent,
        env={"ATLAS_LOCAL": str(folder / "local"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.startswith(begin)
    assert "李文" in done.stdout or "\\u674e" in done.stdout
