"""A backup brought into an empty database gives what was saved, byte for byte."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
import pytest

from data.catalog import load_catalog
from data.export import export
from data.local_pack import apply_tables
from data.settings import LOCAL, STATE, STORE
from data.stores import store
from deploy.backup import main as backup
from deploy.restore import main as restore
from tests.local import sources
from tests.postgres import new_database
from tests.test_local_pack import TENANTS

OWNERS = """SELECT n.nspname, c.relname, c.relowner::regrole::text, obj_description(c.oid)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname IN ('atlas', 'layers', 'in_force') AND c.relkind IN ('r', 'v', 'S')
UNION ALL SELECT 'function', proname, proowner::regrole::text, obj_description(oid)
FROM pg_proc WHERE pronamespace = 'layers'::regnamespace ORDER BY 1, 2"""


def server_of(url: str, state: Path, patch: pytest.MonkeyPatch) -> None:
    """Be a server with this store and a working copy of its own."""
    patch.delenv(LOCAL.name, raising=False)
    patch.setenv(STORE.name, url)
    patch.setenv(STATE.name, str(state))
    store().start()


def exported(folder: Path) -> dict[str, bytes]:
    export(load_catalog(), folder)
    return {
        str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


def test_a_backup_is_restored(
    postgres: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    # Whose server it is knows no administrator: docs/store.md sets it up so.
    first, second = (new_database(postgres, owner=f"owner_{os.getpid()}") for _ in range(2))
    server_of(first, tmp_path / "first", monkeypatch)
    assert apply_tables({"sources": sources(), "tenants": TENANTS}, {}, "Saved") == []
    before = exported(tmp_path / "before")
    store().end()  # type: ignore[attr-defined]
    for _ in range(3):
        assert backup([str(tmp_path / "kept"), "--keep", "1"]) == 0
    (file,) = (tmp_path / "kept").iterdir()
    assert restore([str(file)]) == 1  # it is not empty
    assert "already holds an atlas" in capsys.readouterr().err

    monkeypatch.setenv(STORE.name, second)
    (tmp_path / "broken.dump").write_bytes(file.read_bytes()[:-2000])
    assert restore([str(tmp_path / "broken.dump")]) == 1
    assert restore([str(file)]) == 0  # nothing of the broken one is in the way
    server_of(second, tmp_path / "second", monkeypatch)
    assert exported(tmp_path / "after") == before
    with psycopg.connect(first) as here, psycopg.connect(second) as there:
        assert there.execute("SELECT count(*) FROM atlas.store").fetchone() == (1,)
        assert there.execute(OWNERS).fetchall() == here.execute(OWNERS).fetchall()
        there.execute("UPDATE layers.built SET hash = 'of an older version'")
    assert apply_tables({"tenants": TENANTS.head(1)}, {}, "After an update") == []
    store().end()  # type: ignore[attr-defined]
