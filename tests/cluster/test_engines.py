"""A million enterprises give the same whole numbers from DuckDB, PostgreSQL and Spark."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from bench.packs import make_register
from data.catalog import load_catalog
from data.drawn_area import area_shape
from data.registers.addresses import read_address
from data.registers.duck import CUBE, DuckDB
from data.registers.ibis_engine import Ibis, connected
from data.registers.loading import load
from data.registers.questions import LEVEL, Bounds, Engine, UnreachableError, Where
from data.registers.rules import rules
from data.registers.sorting import sorted_register
from tests.cluster.spark import BUILD, Spark, cluster, connect, environment, packages
from tests.postgres import new_database
from tests.shipped import AXES

# PySpark has not tried all of pandas 3 yet, and says so; pandas says so, too.
pytestmark = [
    pytest.mark.filterwarnings("ignore:PySpark does not:FutureWarning"),
    pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning"),
]
ROWS = 1_000_000
WINDOW: Bounds = (105.91, 29.33, 105.94, 29.36)
SHAPES = {
    "circle": (area_shape("c:29.3500,105.9300,1500"),),
    "whole": (shapely.box(105, 29, 107, 30),),
    "corner": (shapely.Polygon([(105.88, 29.30), (105.97, 29.31), (105.93, 29.38)]),),
    "two, and what both hold": (
        area_shape("c:29.3500,105.9300,900"),
        shapely.union(
            shapely.box(105.90, 29.33, 105.93, 29.355), shapely.box(105.935, 29.35, 105.95, 29.36)
        ),
    ),
}


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spark]:
    with cluster(tmp_path_factory.mktemp("spark")) as started:
        yield started


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("register") / "tenants.parquet"
    make_register(path, ROWS)
    (path.parent / "rules.json").write_text(json.dumps(rules(load_catalog())))
    return path


@pytest.fixture(scope="module")
def usual(source: Path) -> Engine:
    return sorted_register(source, AXES)


@pytest.fixture(scope="module")
def target(spark: Spark, source: Path) -> Path:
    """Give what Spark built of the same file, by a master and two workers."""
    done = spark.build(source, source.parent / "built", source.parent / "rules.json")
    assert done.stdout.endswith(f"{ROWS} rows\n"), done.stderr[-3000:]
    return source.parent / "built"


@pytest.fixture(scope="module", params=["PostgreSQL", "Spark's build", "Spark itself"])
def engine(request: pytest.FixtureRequest, source: Path) -> Iterator[Engine]:
    if request.param == "PostgreSQL":
        database = new_database(request.getfixturevalue("postgres"))
        place = database.replace("?", "/tenants?")
        assert load(source, read_address(place)) == ROWS
        yield connected(place, AXES)
        return
    target = request.getfixturevalue("target")
    if request.param == "Spark's build":
        assert (target / CUBE).is_dir()
        yield DuckDB.of_build(target, AXES)
        return
    sys.path.append(str(packages()))  # behind the app's own
    with connect(request.getfixturevalue("spark")) as port:
        place = f"spark://127.0.0.1:{port}/tenants"
        with pytest.raises(UnreachableError) as caught:
            connected(place, AXES)
        assert (caught.value.why, caught.value.what) == ("register", "tenants")
        sql = f"create table tenants using parquet location '{target / 'sorted.parquet'}'"
        made = _spark_table(place, sql)
        yield made
        made.close()
    sys.path.remove(str(packages()))


def _spark_table(place: str, sql: str) -> Ibis:
    from data.registers.backends import backend  # noqa: PLC0415

    engine = backend(read_address(place))
    engine.raw_sql(sql)
    engine.disconnect()
    return connected(place, AXES)


def same(one: object, other: object) -> None:
    """Compare two answers, number by number."""
    for field in fields(one):  # type: ignore[arg-type]
        ours, theirs = getattr(one, field.name), getattr(other, field.name)
        np.testing.assert_array_equal(ours, theirs, field.name)


def test_whole_numbers_are_the_same(usual: Engine, engine: Engine) -> None:
    same(usual.counts(), engine.counts())
    assert int(engine.counts().every.sum()) == ROWS
    for resolution in (8, LEVEL):
        same(usual.cells(resolution), engine.cells(resolution))
    near = np.unique(usual.cells(LEVEL).cell)[::50]
    for some in (Where(bounds=WINDOW), Where(cells=near)):
        same(usual.cells(11, some), engine.cells(11, some))
    for name, shapes in SHAPES.items():
        np.testing.assert_array_equal(usual.inside(*shapes), engine.inside(*shapes), name)
    codes = np.flatnonzero(np.arange(usual.counts().every.size) % 3)
    for where in (
        Where(bounds=WINDOW),
        Where(shapes=SHAPES["corner"], codes=codes.astype(np.int32)),
    ):
        same(usual.sample(where, 3000), engine.sample(where, 3000))


def test_the_build_is_geoparquet_in_the_order_of_its_cells(source: Path, target: Path) -> None:
    made = gpd.read_parquet(target / "sorted.parquet")
    cell = made["cell"].to_numpy()
    assert (cell[1:] >= cell[:-1]).all()
    assert made.crs == "OGC:CRS84"
    frame = pd.read_parquet(source).iloc[made["row"]]
    assert (made.geometry.x.to_numpy() == frame["lon"].to_numpy()).all()
    assert (made.geometry.y.to_numpy() == frame["lat"].to_numpy()).all()
    parts = sorted((target / "sorted.parquet").glob("*.parquet"))
    some = [gpd.read_parquet(one, bbox=WINDOW) for one in parts]
    west, south, east, north = WINDOW
    inside = frame["lon"].between(west, east) & frame["lat"].between(south, north)
    assert sum(map(len, some)) == int(inside.sum())


def test_rows_that_break_a_rule_end_the_build_and_the_last_one_stays(
    spark: Spark, source: Path, target: Path, tmp_path: Path
) -> None:
    rows = pd.read_parquet(source).head(1000)
    rows.loc[3, "zone"], rows.loc[5, "lat"], rows.loc[7, "tenant_id"] = "Z", None, "T0000001"
    rows.to_parquet(tmp_path / "tenants.parquet")
    before = target.resolve()
    done = spark.build(tmp_path / "tenants.parquet", target, source.parent / "rules.json")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-3:] == [  # spark-submit writes there what Python says
        "zone not_allowed: 1 rows, the first is 4",
        "lat empty: 1 rows, the first is 6",
        "tenant_id duplicate: T0000001",
    ]
    assert target.resolve() == before
    assert sorted(one.name for one in target.parent.glob("*built*")) == left_by(target)


def left_by(target: Path) -> list[str]:
    """Return what is there after a build, and nothing else of it."""
    return [f".{target.name}.lock", target.name, target.resolve().name]


def test_one_build_at_a_time_and_a_killed_one_leaves_the_last(
    spark: Spark, source: Path, target: Path
) -> None:
    before, rule_file = target.resolve(), source.parent / "rules.json"
    command = spark.submit(BUILD, "--rules", rule_file, source, target)
    with subprocess.Popen(
        command, env=environment(), cwd=spark.folder, start_new_session=True
    ) as first:
        until = time.monotonic() + 300
        while not list(target.parent.glob(".built-*.draft/sorted.parquet")):
            assert first.poll() is None
            assert time.monotonic() < until
            time.sleep(0.1)
        second = spark.build(source, target, rule_file)
        assert second.returncode == 1
        assert f"another build of {target} is running" in second.stdout + second.stderr
        os.killpg(first.pid, signal.SIGKILL)
    assert target.resolve() == before
    assert list(target.parent.glob(".built-*.draft"))
    rows = pd.read_parquet(source).head(1000)
    rows.to_parquet(source.parent / "few.parquet")
    done = spark.build(source.parent / "few.parquet", target, rule_file)
    assert done.stdout.endswith("1000 rows\n"), done.stderr[-3000:]
    assert sorted(one.name for one in target.parent.glob("*built*")) == sorted(
        [*left_by(target), before.name]
    )
    assert int(DuckDB.of_build(target, AXES).counts().every.sum()) == 1000
    assert int(DuckDB.of_build(before, AXES).counts().every.sum()) == ROWS  # for who still reads it


def test_the_rules_are_written_for_a_build(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "data.registers.rules", str(tmp_path / "rules.json")]
    subprocess.run(command, check=True)
    assert json.loads((tmp_path / "rules.json").read_text()) == rules(load_catalog())
