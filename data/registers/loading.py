"""A register from a file into PostgreSQL: ``python -m data.registers.loading FILE ADDRESS``.

It is sorted by cell, so that rows of one part of the map lie together and a small index
(BRIN) of the places finds them. Readers see the old table or the new one, never a part.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from psycopg import sql

from data.registers.addresses import Address, read_address
from data.registers.rows import cells_of

TYPES = {
    "row": "bigint",
    "cell": "bigint",
    "lon": "double precision",
    "lat": "double precision",
    "zone": "text",
    "sector": "text",
    "status": "text",
    "since_year": "integer",
    "evidence": "text",
}
_ARROW = {
    "bigint": pa.int64(),
    "double precision": pa.float64(),
    "text": pa.string(),
    "integer": pa.int32(),
}
_CHUNK = 100_000


def load(path: Path, address: Address) -> int:
    """Bring a checked Parquet file into a table of PostgreSQL; return the number of rows.

    Parameters
    ----------
    path : pathlib.Path
        ``tenants.parquet``, or a build, which has ``row`` and ``cell`` already.
    address : Address
        The table is replaced if there is one; its schema has to be there.

    Raises
    ------
    psycopg.Error
        If the database refuses.
    """
    *home, name = address.table.split(".")
    table, new = (sql.Identifier(*home, one) for one in (name, f"{name}_new"))
    columns = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(column), sql.SQL(kind))
        for column, kind in TYPES.items()
    )
    with psycopg.connect(
        host=address.host,
        port=address.port,
        user=address.user or None,
        password=address.password or None,
        dbname=address.database or None,
        **dict[str, Any](address.options),
    ) as database:
        database.execute(sql.SQL("create temp table brought ({})").format(columns))
        count = 0
        copy = sql.SQL("copy brought ({}) from stdin (format binary)").format(
            sql.SQL(", ").join(map(sql.Identifier, TYPES))
        )
        with database.cursor().copy(copy) as out:
            out.set_types(list(TYPES.values()))
            for rows in _rows(path):
                for row in rows:
                    out.write_row(row)
                count += len(rows)
        for step in (
            "drop table if exists {new}",
            "create table {new} as select * from brought order by cell, row",
            "create index on {new} using brin (lon, lat) with (pages_per_range = 16)",
            "create index on {new} (cell)",
            "drop table if exists {table}",
            "alter table {new} rename to {name}",
            "analyze {table}",
        ):
            database.execute(sql.SQL(step).format(new=new, table=table, name=sql.Identifier(name)))
    return count


def _rows(path: Path) -> Iterator[list[tuple[object, ...]]]:
    """Give the rows of a file in parts, with ``row`` and ``cell``."""
    start = 0
    with pq.ParquetFile(path) as file:
        names = [one for one in TYPES if one in file.schema_arrow.names]
        for batch in file.iter_batches(_CHUNK, columns=names):
            held = {name: _as(TYPES[name], batch[name]).to_pylist() for name in names}
            count = batch.num_rows
            if "row" not in held:
                held["row"] = list(range(start, start + count))
            if "cell" not in held:
                lon, lat = (_numbers(batch[one]) for one in ("lon", "lat"))
                held["cell"] = cells_of(lon, lat).astype(np.int64).tolist()
            start += count
            none = [None] * count
            yield list(zip(*(held.get(name, none) for name in TYPES), strict=True))


def _as(kind: str, column: pa.Array) -> pa.Array:
    """Return a column as PostgreSQL shall have it: pandas writes years with a gap as floats."""
    if kind == "integer":
        column = pc.floor(column.cast(pa.float64()))
    return column.cast(_ARROW[kind])


def _numbers(column: pa.Array) -> np.ndarray:
    numbers: np.ndarray = column.cast(pa.float64()).to_numpy(zero_copy_only=False)
    return numbers


def main() -> None:
    """Load a file, and say how many rows it had."""
    if len(sys.argv) != 3:
        sys.exit("python -m data.registers.loading FILE postgresql://host/database/table")
    sys.stdout.write(f"{load(Path(sys.argv[1]), read_address(sys.argv[2]))}\n")


if __name__ == "__main__":
    main()
