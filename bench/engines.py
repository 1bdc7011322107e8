"""What a register costs: counted by DuckDB, which we use, beside two engines; a view of its map."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb
import polars as pl
import pyarrow.parquet as pq
import shapely

from data.catalog import load_catalog
from data.registers.axes import axes_of
from data.registers.questions import LEVEL
from data.registers.sorting import kept_path
from data.tenants import Tenants
from geo.bins import Window, level, shapes_in

REPEATS = 7
AXES = axes_of(load_catalog().choices)


def median_ms(work: Callable[[], object]) -> float:
    """Return what a piece of work takes, in the median; the first time does not count."""
    times = []
    for _ in range(REPEATS + 1):
        began = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times[1:])


def count_ms(path: Path) -> dict[str, float]:
    """Return what one count by all dimensions of the cube takes each engine."""
    dimensions = list(AXES)

    def with_duckdb() -> object:
        with duckdb.connect() as engine:
            columns = ", ".join(dimensions)
            query = f"select {columns}, count(*) from read_parquet(?) group by all"  # noqa: S608
            return engine.execute(query, [str(path)]).fetchnumpy()

    def with_polars() -> object:
        return pl.scan_parquet(path).group_by(dimensions).len().collect(engine="streaming")

    def with_arrow() -> object:
        rows = pq.read_table(path, columns=dimensions)
        return rows.group_by(dimensions).aggregate([([], "count_all")])

    works = {"Arrow": with_arrow, "DuckDB": with_duckdb, "Polars": with_polars}
    return {engine: median_ms(work) for engine, work in works.items()}


def view_times(tenants: Tenants) -> list[tuple[float, float]]:
    """Return what views of the map take that nobody has looked at yet, in milliseconds.

    By the clock, and of the processor: of all threads together.

    The whole park, and each zone's middle and south-western corner, from afar to so near that
    there are points.
    """
    level(tenants, LEVEL)  # once a process
    zones = load_catalog().outlines["zone_outlines"].geometry
    inner = [(one.representative_point(), zoom) for one in zones for zoom in (13, 16, 17, 18)]
    edge = [(shapely.Point(one.bounds[:2]), zoom) for one in zones for zoom in (15, 18)]
    times = []
    for middle, zoom in [(zones.union_all().centroid, 11), *inner, *edge]:
        high, wide = 0.48 * 2 ** (10 - zoom), 0.99 * 2 ** (10 - zoom)  # 1440 x 800 pixels
        south, west = middle.y - high / 2, middle.x - wide / 2
        window = Window(south, west, south + high, west + wide, zoom)
        times.append(timed(partial(shapes_in, tenants, window)))
    return times


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return what some work takes by the clock, and all threads together, in milliseconds."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return 1000 * (time.perf_counter() - clock), 1000 * (time.process_time() - processor)


def index_ms(path: Path) -> tuple[float, float]:
    """Return what sorting and counting a register takes at first, and from what was kept."""
    kept_path(path, AXES).unlink(missing_ok=True)
    times = []
    for _ in range(2):
        began = time.perf_counter()
        assert Tenants.from_parquet(path, AXES).cube.sum() > 0  # noqa: S101
        times.append(1000 * (time.perf_counter() - began))
    return times[0], times[1]
