"""Readers while the pack changes under them: each sees one state, whole, and never an error."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

from data.catalog import load_catalog
from data.kept_states import kept_dir, newest_number
from data.local_pack import apply_tables, undo
from data.packs import DATA_DIR
from data.registers import sorting
from data.registers.axes import Axes
from tests.local import shipped

ROOT = DATA_DIR.parent
READERS, CHANGES = 3, 12
WRITER = """
import sys
from pathlib import Path
from data import pack_files
from data.local_pack import apply_tables, back_to_illustrative, undo
from tests.test_readers import register
pack_files.MAX_CSV_TENANTS = 5
folder = Path(sys.argv[1])
for n in range(1_000_000):
    apply_tables({"tenants": register(3)}, {}, "few", folder)
    apply_tables({"tenants": register(9)}, {}, "many", folder)
    undo(folder)
    back_to_illustrative(folder)
"""


def register(count: int) -> pd.DataFrame:
    ids = [f"T{n:04}" for n in range(count)]
    return pd.DataFrame({"tenant_id": ids, "zone": "A", "evidence": "secondary"}).assign(
        lon=105.93, lat=29.35, sector=None, enterprise_id=None, assumption_id=None
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shipped(tmp_path)


@pytest.fixture
def changing(folder: Path) -> Iterator[Path]:
    """A folder that another server changes as fast as it can."""
    with subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], cwd=ROOT) as writer:
        yield folder
        assert writer.poll() is None, "the writer ended by itself"
        writer.terminate()


def test_every_reader_sees_one_state_whole(changing: Path) -> None:
    def read(_: int) -> set[tuple[str, int, int]]:
        found = set[tuple[str, int, int]]()
        while newest_number(changing / "local") < CHANGES or len(found) < 2:
            catalog = load_catalog(changing)
            assert catalog.problems == ()
            found.add((catalog.own.title, len(catalog.tenants), len(catalog.own.tables)))
        return found

    with ThreadPoolExecutor(READERS) as pool:
        seen = set.union(*pool.map(read, range(READERS)))
    assert seen <= {("", 330, 0), ("few", 3, 1), ("many", 9, 1)}
    assert len(seen) > 1


def test_a_catalog_stays_what_it_was_when_its_files_are_replaced(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.pack_files.MAX_CSV_TENANTS", 5)
    apply_tables({"tenants": register(9)}, {}, "many", folder)
    catalog = load_catalog(folder)
    key = catalog.key
    apply_tables({"tenants": register(7)}, {}, "others", folder)
    assert len(catalog.tenants) == 9
    assert catalog.key == key
    undo(folder)
    undo(folder)
    assert len(catalog.tenants) == 9


def test_an_index_is_never_that_of_another_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.pack_files.MAX_CSV_TENANTS", 5)
    apply_tables({"tenants": register(9)}, {}, "many", folder)
    apply_tables({"tenants": register(7)}, {}, "others", folder)
    read = sorting._columns

    def changes(path: Path, axes: Axes) -> object:
        monkeypatch.undo()
        undo(folder)
        return read(path, axes)

    monkeypatch.setattr(sorting, "_columns", changes)
    assert load_catalog(folder).own.title == "many"
    assert len(load_catalog(folder).tenants) == 9
    undo(folder)
    assert len(load_catalog(folder).tenants) == 7


def test_a_reader_waits_for_a_writer_between_two_renames(folder: Path) -> None:
    apply_tables({"tenants": register(3)}, {}, "few", folder)
    code = """
import sys, time
from pathlib import Path
from data import durable
from data.local_pack import apply_tables
from tests.test_readers import register
move = durable.move
def slow(source, target):
    if source.name == "draft":
        print("between", flush=True)
        time.sleep(1)
    move(source, target)
durable.move = slow
apply_tables({"tenants": register(4)}, {}, "more", Path(sys.argv[1]))
"""
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], cwd=ROOT, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == b"between\n"
        assert not (folder / "local").exists()
        began = time.monotonic()
        assert load_catalog(folder).own.title == "more"
        assert time.monotonic() - began > 0.5
    assert not (kept_dir(folder / "local") / "mended.json").exists()
