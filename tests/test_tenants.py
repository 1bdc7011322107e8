"""A register of enterprises, from CSV or Parquet: the same counts, worked out by hand."""

from __future__ import annotations

import json
import math
import os
import random
from dataclasses import replace
from functools import partial
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from bench.packs import make_register
from components.topics.overlay.export import overlay_layers
from data.catalog import Catalog, load_catalog
from data.counts import counts, has_tenants
from data.export import export
from data.listed import listed_enterprise
from data.packs import PACK_EVIDENCE
from data.periods import parse_period
from data.register import register_problems, unfit_problems
from data.registers import sorting
from data.registers.duck import connected
from data.registers.questions import EVERYWHERE
from data.registers.sorting import kept_path
from data.selection import Selection
from data.tenants import Tenants, cells, shown_codes
from tests.shipped import AXES, LATEST

# Zone A: two in operation, one of them undated; zone B: one planned, one without status.
ROWS = pd.DataFrame(
    [
        ("T0001", "data", "A", "operating", 2019, 105.93, 29.35),
        ("T0002", "data", "A", "operating", None, 105.94, 29.36),
        ("T0003", None, "B", "planned", 2020, 105.95, 29.37),
        ("T0004", "software", "B", None, 2021, 105.96, 29.38),
    ],
    columns=["tenant_id", "sector", "zone", "status", "since_year", "lon", "lat"],
).assign(evidence="reported")
ROWS["since_year"] = ROWS["since_year"].astype("Int64")


def write(frame: pd.DataFrame, path: Path) -> Path:
    with duckdb.connect() as engine:
        engine.register("made", frame)
        engine.execute(f"copy made to '{path}' (format parquet)")
    return path


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return write(ROWS, tmp_path / "tenants.parquet")


def total(tenants: Tenants, selection: Selection) -> int:
    as_of = parse_period(selection.as_of) if selection.as_of else LATEST
    kept = shown_codes(selection, AXES, as_of, has_status=tenants.has_status, illustrative=True)
    return int(tenants.cube[kept].sum())


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), 4),
        (Selection(zones=("A",)), 2),
        (Selection(sectors=("data",)), 2),
        (Selection(zones=("B",), sectors=("software",)), 1),
        (Selection(statuses=("operating",)), 2),
        (Selection(statuses=("planned", "operating")), 3),
        (Selection(as_of="2019-12-31"), 2),
        (Selection(as_of="2020"), 3),
        (Selection(as_of="2020-11"), 2),
        (Selection(as_of="2018"), 1),
        (Selection(evidence="published"), 4),
    ],
)
def test_counts_of_a_small_register(register: Path, selection: Selection, expected: int) -> None:
    assert total(Tenants.from_frame(ROWS, AXES), selection) == expected
    assert total(Tenants.from_parquet(register, AXES), selection) == expected


def test_optional_columns_may_be_left_out(tmp_path: Path) -> None:
    plain = ROWS.drop(columns=["status", "since_year", "sector"])
    tenants = Tenants.from_parquet(write(plain, tmp_path / "tenants.parquet"), AXES)
    assert not tenants.has_status
    assert total(tenants, Selection(statuses=("planned",), as_of="2012")) == 4
    assert total(tenants, Selection(sectors=("data",))) == 0


def test_those_without_a_place_count(tmp_path: Path) -> None:
    lon, lat = [105.93, math.nan, math.nan, 105.96], [29.35, math.nan, math.nan, 29.38]
    half = ROWS.assign(lon=lon, lat=lat)
    path = write(half, tmp_path / "tenants.parquet")
    assert register_problems(path, PACK_EVIDENCE["local"]) == []
    for tenants in (Tenants.from_frame(half, AXES), Tenants.from_parquet(path, AXES)):
        assert total(tenants, Selection()) == 4
        assert tenants.cube_without_place.sum(axis=(1, 2, 3, 4))[:2].tolist() == [1, 1]
        everyone = tenants.engine.sample(EVERYWHERE, 4)
        assert np.flatnonzero(np.isnan(everyone.lon)).tolist() == [1, 2]
        assert int(cells(tenants, 7).count.sum()) == 2


def test_index_is_kept_while_the_file_is_unchanged(register: Path) -> None:
    done: list[float] = []
    first = Tenants.from_parquet(register, AXES, done.append)
    assert done[-1] == 1.0
    done.clear()
    again = Tenants.from_parquet(register, AXES, done.append)
    assert done == []
    assert (again.cube == first.cube).all()

    kept = kept_path(register, AXES)
    for left in (3, 2):
        write(ROWS.iloc[:left], register)
        os.utime(register, ns=(left, left))
        assert len(Tenants.from_parquet(register, AXES, done.append)) == left
        assert done.pop() == 1.0
        # The one before stays, for those who still look at it.
        assert kept.exists() is (left == 3)
        if left == 3:
            assert int(first.engine.counts().every.sum()) == 4


def test_a_register_that_memory_does_not_hold_is_sorted_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(sorting, "connected", partial(connected, memory_limit="22MB"))
    make_register(tmp_path / "tenants.parquet", 200_000)
    tenants = Tenants.from_parquet(tmp_path / "tenants.parquet", AXES)
    assert len(tenants) == int(tenants.level.count.sum()) == 200_000
    assert [one.suffix for one in (tmp_path / "state" / ".cache").iterdir()] == [".duckdb"]


CODES = {"zone": set("ABCDEF"), "sector": {"outsourcing", "software", "data", "content"}}
REGION = (105.0, 28.5, 107.0, 30.0)  # of the district and what lies around it
BROKEN = {
    "zone": ("zone", "Z", 3, "not_allowed"),
    "sector": ("sector", "farming", 1, "not_allowed"),
    "status": ("status", "dreamt", 2, "not_allowed"),
    "longitude": ("lon", 29.35, 1, "out_of_range"),
    "latitude": ("lat", 293.5, 4, "out_of_range"),
    "no latitude": ("lat", None, 4, "empty"),
    "no longitude": ("lon", None, 2, "empty"),
    "year": ("since_year", 20, 2, "out_of_range"),
    "evidence": ("evidence", "rumour", 4, "evidence"),
    "no zone": ("zone", None, 2, "empty"),
    "no id": ("tenant_id", None, 2, "empty"),
    "same id": ("tenant_id", "T0001", 3, "duplicate"),
    "no assumption": ("evidence", "illustrative", 1, "assumption"),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_broken_row_is_named(tmp_path: Path, broken: tuple[str, object, int, str]) -> None:
    column, value, row, kind = broken
    values = [value if n == row else kept for n, kept in enumerate(ROWS[column], start=1)]
    frame = ROWS.assign(**{column: pd.Series(values)})
    file = write(frame, tmp_path / "tenants.parquet")
    found = register_problems(file, PACK_EVIDENCE["local"])
    found = found or unfit_problems(file, CODES, REGION)
    assert [(one.row, one.column, one.kind) for one in found] == [(row, column, kind)]
    for lang in ("zh", "en"):
        assert column in found[0].text(lang)


def test_wrong_columns_are_named(tmp_path: Path) -> None:
    frame = ROWS.drop(columns="zone").assign(lon="east", colour="red")
    found = register_problems(write(frame, tmp_path / "tenants.parquet"), {"reported"})
    assert {(one.column, one.kind) for one in found} == {
        ("zone", "missing_column"),
        ("lon", "not_a_number"),
        ("colour", "unknown_column"),
    }


def test_file_that_is_no_parquet_is_named(tmp_path: Path) -> None:
    path = tmp_path / "tenants.parquet"
    path.write_bytes(b"PK\x03\x04 not parquet")
    assert [one.kind for one in register_problems(path, {"reported"})] == ["parquet"]


def test_a_broken_file_is_a_problem_and_never_an_error(register: Path) -> None:
    good, dice, kinds = register.read_bytes(), random.Random(1), set()  # noqa: S311
    for _ in range(300):
        broken = bytearray(good)
        for _ in range(dice.choice([1, 1, 2, 5])):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        register.write_bytes(broken[: dice.choice([len(broken), dice.randrange(len(broken))])])
        found = register_problems(register, {"reported"})
        kinds |= {one.kind for one in found}
        for problem in found:
            assert problem.text("zh")
        if not found:
            assert len(Tenants.from_parquet(register, AXES)) <= len(ROWS)
    assert "parquet" in kinds


@pytest.fixture
def local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ATLAS_LOCAL", str(tmp_path))
    return tmp_path


def test_local_register_stands_for_the_table(local: Path) -> None:
    write(ROWS, local / "tenants.parquet")
    catalog = load_catalog()
    assert catalog.problems == ()
    assert "tenants" not in catalog.tables
    by_zone = counts(catalog, Selection(), by="zone").set_index("zone")["count"]
    # Of 330 in print, four may be those of the register, which is not declared complete.
    assert by_zone[by_zone > 0].to_dict() == {"A": 2, "B": 2, "unassigned": 326}
    planned = counts(catalog, Selection(statuses=("planned",)), by="zone")
    assert planned["count"].sum() == 1


def test_unknown_assumption_is_named(local: Path) -> None:
    frame = ROWS.assign(assumption_id="hearsay", evidence="illustrative")
    write(frame, local / "tenants.parquet")
    (found,) = load_catalog().problems
    assert (found.row, found.column, found.kind) == (1, "assumption_id", "unknown_id")
    assert "hearsay" in found.text("en")


def test_unknown_source_is_named(local: Path) -> None:
    frame = ROWS.assign(refs=["003:L1", "003:L1;hearsay", "hearsay", "003"])
    write(frame, local / "tenants.parquet")
    found = load_catalog().problems
    assert [(one.row, one.column, one.kind) for one in found] == [
        (2, "refs", "unknown_id"),
        (3, "refs", "unknown_id"),
    ]


def test_reference_of_another_form_is_named(tmp_path: Path) -> None:
    frame = ROWS.assign(refs=["003:L1", "第14行", "003", "003"], name="甲")
    found = register_problems(write(frame, tmp_path / "tenants.parquet"), {"reported"})
    assert [(one.row, one.column, one.kind) for one in found] == [(2, "refs", "refs")]


def test_local_register_is_exported_and_taken_along(local: Path, tmp_path: Path) -> None:
    write(ROWS, local / "tenants.parquet")
    catalog = load_catalog()
    out = tmp_path / "out"
    export(catalog, out)
    (resource,) = [
        one
        for one in json.loads((out / "datapackage.json").read_text(encoding="utf-8"))["resources"]
        if one["name"] == "tenants"
    ]
    assert resource["path"] == "tenants.parquet"
    assert len(pd.read_parquet(out / "tenants.parquet")) == 4
    enterprises = overlay_layers(catalog, Selection(zones=("B",)), "zh")["enterprises"]
    assert sorted(enterprises["tenant_id"]) == ["T0003", "T0004"]


def test_two_registers_are_one_too_many(local: Path) -> None:
    write(ROWS, local / "tenants.parquet")
    (local / "tenants.csv").write_text("tenant_id\n", encoding="utf-8")
    kinds = {one.kind for one in load_catalog().problems}
    assert "two_registers" in kinds


def test_bad_register_leaves_the_shipped_one_in_force(local: Path) -> None:
    write(ROWS.assign(zone="Z"), local / "tenants.parquet")
    catalog = load_catalog()
    assert [one.kind for one in catalog.problems] == ["not_allowed"]
    assert len(catalog.tenants) == 330


def test_illustrative_register_waits_for_the_five_sectors(catalog: Catalog) -> None:
    # They were in print in September 2020 (004 L77 and after).
    assert not has_tenants(catalog, Selection(as_of="2020-08"))
    assert has_tenants(catalog, Selection(as_of="2020-09"))
    assert not has_tenants(catalog, Selection(evidence="published"))
    own = catalog["tenants"].assign(evidence="reported")
    ours = replace(catalog, tables=catalog.tables | {"tenants": own})
    assert has_tenants(ours, Selection(as_of="2020-08"))


def test_synthetic_register_is_a_good_one(tmp_path: Path) -> None:
    path = tmp_path / "tenants.parquet"
    make_register(path, 2_000)
    assert register_problems(path, PACK_EVIDENCE["local"]) == []
    assert total(Tenants.from_parquet(path, AXES), Selection()) == 2_000


def test_of_a_large_register_guests_get_what_is_no_assumption(local: Path, tmp_path: Path) -> None:
    grades = ["official", "illustrative", "official", "illustrative"]
    write(ROWS.assign(evidence=grades, assumption_id="tenant-spread"), local / "tenants.parquet")
    whole = load_catalog()
    known = whole.published
    assert (len(whole.tenants), len(known.tenants)) == (4, 2)
    assert known.key != whole.key
    shown = overlay_layers(known, Selection(), "zh")["enterprises"]
    assert sorted(shown["tenant_id"]) == ["T0001", "T0003"]
    found = {
        one: listed_enterprise(known, Selection(), one) is not None for one in ROWS["tenant_id"]
    }
    assert found == {"T0001": True, "T0002": False, "T0003": True, "T0004": False}
    export(known, tmp_path / "out")
    rows = pd.read_parquet(tmp_path / "out" / "tenants.parquet")
    assert sorted(rows["tenant_id"]) == ["T0001", "T0003"]
