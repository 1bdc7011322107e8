"""A register from a file into PostgreSQL: ``python -m data.registers.loading FILE ADDRESS``.

It is sorted by cell, so that rows of one part of the map lie together and a small index
(BRIN) of the places finds them. Readers see the old table or the new one, never a part; who was
allowed to read the old one may read the new one.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from psycopg import sql

from data.commands.said import StopError, refuse, say
from data.i18n import pick_lang
from data.registers.addresses import Address, read_address
from data.registers.questions import UnreachableError
from data.registers.rows import cells_of
from data.settings import locale

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
_NEEDED = ("zone", "lon", "lat", "evidence")
_RIGHTS = """select acl.privilege_type, coalesce(r.rolname, 'public')
from pg_class as t, aclexplode(t.relacl) as acl left join pg_roles as r on r.oid = acl.grantee
where t.oid = to_regclass(%s) and acl.grantee <> t.relowner"""


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
    StopError
        If the file lacks a column.
    OSError, pyarrow.ArrowException
        If the file cannot be read.
    psycopg.Error
        If the database refuses; the table is as it was.
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
        allowed = database.execute(_RIGHTS, [table.as_string(database)]).fetchall()
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
        for right, role in allowed:
            who = sql.SQL("public") if role == "public" else sql.Identifier(role)
            grant = sql.SQL("grant {} on {} to {}").format(sql.SQL(right), table, who)
            database.execute(grant)
    return count


def _rows(path: Path) -> Iterator[list[tuple[object, ...]]]:
    """Give the rows of a file in parts, with ``row`` and ``cell``."""
    start = 0
    with pq.ParquetFile(path) as file:
        names = [one for one in TYPES if one in file.schema_arrow.names]
        if missing := [one for one in _NEEDED if one not in names]:
            raise StopError("register.load.columns", file=path, missing=", ".join(missing))
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Load a file, and say how many rows it had; 0 if they are there."""
    parser = argparse.ArgumentParser("python -m data.registers.loading", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("address", help="postgresql://user@host/database/schema.table")
    chosen, lang = parser.parse_args(arguments), pick_lang(locale())
    try:
        address = read_address(chosen.address)
    except UnreachableError:
        return refuse(lang, "register.load.address")
    if address.engine != "postgresql":
        return refuse(lang, "register.load.address")
    try:
        rows = load(chosen.file, address)
    except StopError as error:
        return refuse(lang, error.message_id, **error.values)
    except (OSError, pa.ArrowException) as error:
        return refuse(lang, "register.load.file", file=chosen.file, said=_first_line(error))
    except psycopg.Error as error:
        said = _first_line(error)
        hidden = said.replace(address.password, "…") if address.password else said
        return refuse(lang, "register.load.refused", where=address.where, said=hidden)
    say(lang, "register.load.done", rows=f"{rows:,}", where=address.where, table=address.table)
    return 0


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)


if __name__ == "__main__":
    sys.exit(main())
