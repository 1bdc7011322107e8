"""Caches end with what they describe; what is shared is keyed by what is in the data."""

from __future__ import annotations

import ast
import gc
import random
from dataclasses import replace
from pathlib import Path
from weakref import ref

import numpy as np
import pytest
import shapely

from bench.memory import catalogs, click, upload
from bench.sessions import register_csv
from components.intake.inbox import Inbox, file_in
from components.intake.situation import act, situation
from components.map import linked_map
from components.map.linked_map import _map_file
from components.map.script_file import publish_map
from components.session import state
from components.session.theme import THEMES
from data.catalog import Catalog
from data.packs import DATA_DIR
from geo.basemaps import PLAIN

ROOT = DATA_DIR.parent
ROWS = 300


@pytest.fixture(autouse=True)
def _no_local_pack(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ATLAS_LOCAL", str(tmp_path / "local"))


@pytest.fixture
def own(catalog: Catalog) -> Catalog:
    """Return a catalog that remembers nothing yet."""
    return replace(catalog)


def filled(seed: int) -> Inbox:
    held = Inbox()
    file_in(held, "register.csv", register_csv(ROWS, np.random.default_rng(seed)))
    return held


def moved(catalog: Catalog) -> Catalog:
    """Return a catalog whose first zone lies a little elsewhere."""
    zones = catalog.outlines["zone_outlines"].copy()
    zones.loc[0, "geometry"] = shapely.affinity.translate(zones.geometry[0], 0.001)
    return replace(catalog, outlines={**catalog.outlines, "zone_outlines": zones})


def test_key_is_that_of_the_content(own: Catalog) -> None:
    assert replace(own).key == own.key
    tenants = own["tenants"].copy()
    tenants.loc[3, "since_year"] = 2001
    changed = [
        replace(own, tables={**own.tables, "tenants": tenants}),
        replace(own, tables={**own.tables, "tenants": own["tenants"].iloc[:-1]}),
        moved(own),
    ]
    assert len({own.key, *(one.key for one in changed)}) == 4


def test_key_of_a_register_changes_with_its_file(own: Catalog, tmp_path: Path) -> None:
    file = tmp_path / "tenants.parquet"
    keys = {own.key}
    for content in (b"a", b"ab"):
        file.write_bytes(content)
        keys.add(replace(own, register=file).key)
    assert len(keys) == 3


def test_a_map_is_that_of_its_data(
    own: Catalog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Other data at the same address of memory, as happens once catalogs end, get another map."""
    monkeypatch.setattr(
        linked_map,
        "publish_map",
        lambda fmap, header, html, revision, part: publish_map(
            fmap, header, html, revision, tmp_path, part
        ),
    )
    _map_file.clear()

    def url(of: Catalog) -> str:
        return _map_file(of, "all", "en", THEMES["light"], (PLAIN,), PLAIN).url

    first = url(own)
    assert url(replace(own)) == first
    assert url(moved(own)) != first
    _map_file.clear()


def test_proposals_end_with_what_they_would_make(own: Catalog) -> None:
    held, before = Inbox(), catalogs()
    rng = np.random.default_rng(1)
    gc.collect()
    gc.disable()  # it must not take the collector, which comes late
    try:
        for _ in range(4):
            upload(own, register_csv(ROWS, rng), held)
            assert catalogs() <= before
    finally:
        gc.enable()


def test_the_catalog_with_a_proposal_is_made_once(own: Catalog) -> None:
    held = filled(1)
    first = situation(held, own, {})
    assert first.would_be is not None
    assert len(first.would_be["tenants"]) == ROWS
    assert situation(held, replace(own), {"import-title": "A"}).would_be is first.would_be
    assert first.would_be.key != own.key


def test_removing_the_last_file_lets_go_of_its_proposal(own: Catalog) -> None:
    held = filled(1)
    made = situation(held, own, {}).would_be
    assert made is not None
    gone = ref(made)
    del made
    (file,) = held.files.values()
    act(held, own, {"import-do": f"remove:{file.digest}"})
    situation(held, own, {})
    assert gone() is None


def test_a_pack_that_is_replaced_lets_go_of_its_catalog(
    own: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[ref[Catalog]] = []

    def load() -> Catalog:
        fresh = replace(own)
        made.append(ref(fresh))
        return fresh

    monkeypatch.setattr(state, "load_catalog", load)
    state._catalog.clear()
    gc.collect()
    gc.disable()
    try:
        for size in (1, 2):
            for seed in range(6):
                click(state._catalog((("pack", size, 0),)), random.Random(seed))  # noqa: S311
    finally:
        gc.enable()
        state._catalog.clear()
    assert len(made) == 2
    assert made[0]() is None


def test_no_module_keeps_catalogs() -> None:
    """Caches of modules are for plain small keys."""
    found = []
    for path in sorted([*ROOT.glob("components/**/*.py"), *ROOT.glob("geo/**/*.py")]) + sorted(
        ROOT.glob("data/**/*.py")
    ):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef):
                continue
            worn = [ast.unparse(one) for one in node.decorator_list]
            cached = any("cache" in one or one.startswith("kept(") for one in worn)
            taken = {
                ast.unparse(one.annotation)
                for one in [*node.args.args, *node.args.kwonlyargs]
                if one.annotation
            }
            keyed = any("key=" in one for one in worn)
            if cached and not keyed and taken & {"Catalog", "Tenants", "Request", "Inbox"}:
                found.append(f"{path.relative_to(ROOT)}: {node.name}")
    assert found == []


def test_nothing_is_told_apart_by_its_address() -> None:
    """Once an object has ended, another may have its `id`; while it is weighed, it lives."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for folder in ("components", "data", "geo", "pages")
        for path in sorted(ROOT.glob(f"{folder}/**/*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name) and node.id == "id" and isinstance(node.ctx, ast.Load)
        if path.name != "weight.py"
    ]
    assert found == []
