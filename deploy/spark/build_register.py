"""Nightly build of a register: ``spark-submit build_register.py --rules RULES SOURCE TARGET``.

Reads a Parquet file or folder, or a table by JDBC; checks its rows; writes what
``ATLAS_REGISTER=TARGET`` reads: ``sorted.parquet``, a folder of GeoParquet (1.1) in the order of
H3 cells, and ``cube.parquet``, how many there are of each cell and of all axes. TARGET becomes a
link to the new build at the very end. Rows that break a rule end it with status 1, and the last
build stays.

It runs in an environment of its own (``requirements-spark.txt``) and imports nothing of the
Atlas, which tells it by RULES what it has to know (``python -m data.registers.rules RULES``).
TARGET has to be a folder that driver and executors share. One build at a time: a second one ends
with status 1. What a build that was killed has left goes with the next one.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import h3.api.numpy_int as h3
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pyspark import TaskContext
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as f

REQUIRED = ("tenant_id", "zone", "lon", "lat", "evidence")
TEXTS = ("zone", "sector", "status", "evidence")
BUILT = "row long, cell long, lon double, lat double, zone string, sector string, status string, "
BUILT += "since_year int, evidence string"
ENDS = ("xmin", "ymin", "xmax", "ymax")
GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {
        "geometry": {
            "encoding": "WKB",
            "geometry_types": ["Point"],
            "covering": {"bbox": {end: ["bbox", end] for end in ENDS}},
        }
    },
}
GROUP = 2**20  # bytes: a view of the map reads those of its cells, and few besides
MOMENT = "[0-9]" * 19  # as `time.time_ns`
WKB = np.dtype([("order", "u1"), ("type", "<u4"), ("lon", "<f8"), ("lat", "<f8")])
Batches = Iterator[pa.RecordBatch]


def read(spark: SparkSession, source: str, table: str) -> DataFrame:
    """Return the rows of a source with ``row``, their position in it.

    Parameters
    ----------
    spark : pyspark.sql.SparkSession
    source : str
        A Parquet file or folder; files follow each other by name. Or an address of JDBC.
    table : str
        By JDBC; rows are in the order of ``tenant_id``.
    """
    if source.startswith("jdbc:"):
        return _in_order(spark.read.jdbc(source, table).orderBy("tenant_id"))
    rows = spark.read.parquet(source)
    if "row" in rows.columns:
        return rows
    where = rows.select("*", f.col("_metadata.file_path").alias("file"), "_metadata.row_index")
    sizes = {one["file"]: one["count"] for one in where.groupBy("file").count().collect()}
    return where.withColumn("row", _after(sizes, f.col("file")) + f.col("row_index"))


def _in_order(rows: DataFrame) -> DataFrame:
    kept = rows.withColumn("part", f.spark_partition_id()).persist()
    sizes = {one["part"]: one["count"] for one in kept.groupBy("part").count().collect()}
    within = f.monotonically_increasing_id().bitwiseAND((1 << 33) - 1)
    return kept.withColumn("row", _after(sizes, f.col("part")) + within)


def _after(sizes: dict[Any, int], column: Column) -> Column:
    """Return how many rows come before those of a part."""
    before, starts = 0, {}
    for part in sorted(sizes):
        starts[part], before = before, before + sizes[part]
    pairs = [f.lit(one) for pair in starts.items() for one in pair]
    return f.create_map(*pairs)[column].cast("long")


def problems(rows: DataFrame, rules: dict[str, Any]) -> list[str]:
    """Return what is wrong, a line a rule, with the number of rows and the first of them."""
    types = dict(rows.dtypes)
    missing = [one for one in REQUIRED if one not in types]
    if missing:
        return [f"{one}: missing_column" for one in missing]
    broken = {
        name: f.coalesce(condition, f.lit(False))  # noqa: FBT003 -- by place only
        for name, condition in _rules(rows, rules).items()
    }
    sums = [f.sum(one.cast("long")).alias(f"{name}|n") for name, one in broken.items()]
    firsts = [f.min(f.when(one, f.col("row"))).alias(f"{name}|row") for name, one in broken.items()]
    found = rows.agg(*sums, *firsts).first().asDict()
    said = [
        f"{name}: {found[f'{name}|n']} rows, the first is {found[f'{name}|row'] + 1}"
        for name in broken
        if found[f"{name}|n"]
    ]
    twice = rows.groupBy("tenant_id").count().filter("count > 1 and tenant_id is not null").first()
    return [*said, *([f"tenant_id duplicate: {twice['tenant_id']}"] if twice else [])]


def _rules(rows: DataFrame, rules: dict[str, Any]) -> dict[str, Column]:
    given = set(rows.columns)
    broken = {f"{one} empty": f.col(one).isNull() for one in ("tenant_id", "zone", "evidence")}
    for name in TEXTS:
        if name in given:
            broken[f"{name} not_allowed"] = ~f.col(name).cast("string").isin(rules[name])
    ranges = {"lon": (-180, 180), "lat": (-90, 90), "since_year": (1900, 2100)}
    for name, (low, high) in ranges.items():
        if name in given:
            broken[f"{name} out_of_range"] = ~f.col(name).between(low, high)
    for name, other in (("lon", "lat"), ("lat", "lon")):
        broken[f"{name} empty"] = f.col(name).isNull() & f.col(other).isNotNull()
    if "refs" in given:
        broken["refs refs"] = ~f.col("refs").rlike(rf"\A(?:{rules['refs']})\z")
    assumed = f.col("evidence") == "illustrative"
    if "assumption_id" in given:
        assumed &= f.col("assumption_id").isNull()
    broken["evidence assumption"] = assumed
    return broken


def built(rows: DataFrame, resolution: int) -> DataFrame:
    """Return the columns of a build, with the cell of each place."""
    given = set(rows.columns)
    none = f.lit(None)
    kinds = [one.split() for one in BUILT.split(", ")]
    columns = [
        f.coalesce(f.col(name).cast(kind), f.lit(0).cast(kind)).alias(name)
        if name == "cell" and name in given
        else (f.col(name) if name in given else none).cast(kind).alias(name)
        for name, kind in kinds
    ]
    made = rows.select(*columns)
    return made if "cell" in given else made.mapInArrow(_with_cells(resolution), BUILT)


def _with_cells(resolution: int) -> Callable[[Batches], Batches]:
    def fill(batches: Batches) -> Batches:
        for batch in batches:
            lon, lat = (_numbers(batch, name) for name in ("lon", "lat"))
            cell = np.zeros(batch.num_rows, dtype=np.int64)
            placed = np.flatnonzero(~(np.isnan(lon) | np.isnan(lat)))
            places = zip(lat[placed].tolist(), lon[placed].tolist(), strict=True)
            cell[placed] = [h3.latlng_to_cell(*one, resolution) for one in places]
            yield batch.set_column(1, "cell", pa.array(cell))

    return fill


def _writing(folder: str) -> Callable[[Batches], Batches]:
    """Return what writes the rows of a task to one GeoParquet file, and gives its name."""

    def write(batches: Batches) -> Batches:
        task = TaskContext.get()
        name = f"part-{task.partitionId():05d}.parquet"
        draft = Path(folder) / f"{name}.{task.taskAttemptId()}"
        writer, count = None, 0
        for batch in batches:
            whole = _with_geometry(batch)
            if writer is None:
                about = {**(whole.schema.metadata or {}), b"geo": json.dumps(GEO).encode()}
                writer = pq.ParquetWriter(draft, whole.schema.with_metadata(about))
            writer.write_table(whole)
            count += batch.num_rows
        if writer is not None:
            writer.close()
            draft.replace(Path(folder) / name)  # a second try of the task writes the same
        yield pa.RecordBatch.from_pydict({"name": [name], "count": [count]})

    return write


def _with_geometry(batch: pa.RecordBatch) -> pa.Table:
    lon, lat = (_numbers(batch, name) for name in ("lon", "lat"))
    none = np.isnan(lon)
    points = np.zeros(len(lon), dtype=WKB)
    points["order"], points["type"], points["lon"], points["lat"] = 1, 1, lon, lat
    sizes = np.where(none, 0, WKB.itemsize)
    offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    texts = pa.py_buffer(points[~none].tobytes())
    bits = pa.array(~none).buffers()[1]
    buffers = [bits, pa.py_buffer(offsets.tobytes()), texts]
    geometry = pa.Array.from_buffers(pa.binary(), len(lon), buffers)
    places = [pa.array(one, from_pandas=True) for one in (lon, lat, lon, lat)]
    bbox = pa.StructArray.from_arrays(places, list(ENDS), mask=pa.array(none))
    table = pa.Table.from_batches([batch])
    return table.append_column("geometry", geometry).append_column("bbox", bbox)


def _numbers(batch: pa.RecordBatch, name: str) -> np.ndarray:
    numbers: np.ndarray = batch.column(name).to_numpy(zero_copy_only=False)
    return numbers


def write(rows: DataFrame, folder: Path, rules: dict[str, Any], parts: int) -> int:
    """Write a build; return how many rows it has."""
    whole = folder / "sorted.parquet"
    whole.mkdir(parents=True)
    rows = rows.repartitionByRange(parts, "cell", "row").sortWithinPartitions("cell", "row")
    written = rows.mapInArrow(_writing(str(whole)), "name string, count long").toArrow()
    for left in whole.glob("*.parquet.*"):
        left.unlink()
    made = rows.sparkSession.read.parquet(str(whole))
    cube = made.groupBy("cell", *rules["axes"]).agg(f.count("*").alias("n"))
    cube = cube.repartitionByRange(parts, "cell").sortWithinPartitions("cell")
    cube.write.option("parquet.block.size", GROUP).parquet(str(folder / "cube.parquet"))
    return int(sum(written["count"].to_pylist()))


@contextmanager
def alone(target: Path) -> Iterator[Path]:
    """Give the folder to build in, to one program at a time; what another one left goes.

    Raises
    ------
    BlockingIOError
        If another build of the target is running.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    drafts = f".{target.name}-{MOMENT}.draft"
    with target.with_name(f".{target.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # ends with the process, be it killed
        for left in target.parent.glob(drafts):
            shutil.rmtree(left, ignore_errors=True)
        # Of a new name each: executors of a build that was killed may go on for a moment.
        draft = target.with_name(drafts.replace(MOMENT, str(time.time_ns())))
        try:
            yield draft
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def put_in_force(draft: Path, target: Path) -> None:
    """Let the target lead to a build; of older ones, the last one stays for who still reads it."""
    made = draft.rename(target.with_name(f"{target.name}-{time.time_ns()}"))
    link = target.with_name(f".{target.name}.link")
    link.unlink(missing_ok=True)
    link.symlink_to(made.name)
    stay = {made.name, target.resolve().name}
    link.replace(target)
    for one in target.parent.glob(f"{target.name}-{MOMENT}"):
        if one.name not in stay:
            shutil.rmtree(one)


def main() -> int:
    """Build, and say what was built or what is wrong."""
    parser = argparse.ArgumentParser(prog="build_register.py")
    parser.add_argument("source", help="a Parquet file or folder, or jdbc:…")
    parser.add_argument("target", type=Path, help="what ATLAS_REGISTER names; becomes a link")
    parser.add_argument("--rules", type=Path, required=True)
    parser.add_argument("--table", default="tenants", help="of a source by JDBC")
    parser.add_argument("--parts", type=int, default=8, help="files of the build")
    chosen = parser.parse_args()
    if chosen.target.exists() and not chosen.target.is_symlink():
        sys.stderr.write(f"{chosen.target} is no link that a build has made\n")
        return 1
    rules = json.loads(chosen.rules.read_text(encoding="utf-8"))
    try:
        with alone(chosen.target) as draft:
            return build(chosen, rules, draft)
    except BlockingIOError:
        sys.stderr.write(f"another build of {chosen.target} is running\n")
        return 1


def build(chosen: argparse.Namespace, rules: dict[str, Any], draft: Path) -> int:
    """Build in a folder, and put it in force if all is well."""
    spark = SparkSession.builder.appName("atlas-register").getOrCreate()
    try:
        rows = read(spark, chosen.source, chosen.table)
        found = problems(rows, rules)
        if found:
            sys.stderr.write("".join(f"{one}\n" for one in found))
            return 1
        count = write(built(rows, rules["cell_resolution"]), draft, rules, chosen.parts)
        put_in_force(draft, chosen.target)
    finally:
        spark.stop()
    sys.stdout.write(f"{count} rows\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
