"""A large register, sorted by cell: made once when it is brought in, and kept beside the state.

The file that the office brought stays as it is. Beside it, in ``.cache``, lies what is asked of
it, in a database file of DuckDB: how many there are of each cell and code, and code, cell and
place of each row, in the order of the cells, so that a part of the map is a part of the file.
First come those whose turn in a sample is early, so that a sample is a small part of that.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.durable import drafted
from data.packs import state_dir
from data.parquet import Columns, opened
from data.registers.axes import Axes, mark_of, shape_of, year_places
from data.registers.cells import TURN_RANGE
from data.registers.duck import TURN, DuckDB, connected
from data.registers.questions import UnreachableError
from data.registers.rows import cells_of

if TYPE_CHECKING:
    import duckdb

Progress = Callable[[float], object]
_FORMAT = 6
_CHUNK = 50_000
# Small groups: a view of the map reads those of its cells, and few besides.
_GROUP = 20_480
# An eighth of the rows come before the others, of those an eighth before the rest, and so on.
_EARLY = " + ".join(f"(turn >= {TURN_RANGE >> 3 * n})::int" for n in range(1, 5))
_TABLES = {
    "register": f"select row, ({TURN})::uinteger as turn, code, cell, lon, lat from made"  # noqa: S608
    f" order by {_EARLY}, cell, row",
    "cube": "select cell, code, count(*)::int as n from made group by all order by all",
}
_log = logging.getLogger(__name__)
_unkept: dict[Path, DuckDB] = {}  # the last one that the disk did not take


def sorted_register(path: Path, axes: Axes, progress: Progress = lambda _: None) -> DuckDB:
    """Return the engine of a checked Parquet file; what it reads is kept while that is unchanged.

    Parameters
    ----------
    path : pathlib.Path
    axes : mapping of str to tuple of str
        As `data.registers.axes.axes_of`.
    progress : callable
        Told the part that is done, from 0 to 1.

    Raises
    ------
    OSError
        If the file is gone, because another pack is in force by now.
    """
    kept = kept_path(path, axes)
    if kept in _unkept:
        return _unkept[kept]
    if kept.is_file():
        try:
            return DuckDB.of_file(kept, axes)
        except UnreachableError:  # made anew
            _log.warning("%s cannot be read", kept)
    home = _unsorted(path, axes, progress)
    if kept_path(path, axes) != kept:
        raise FileNotFoundError(path)
    return _keep(home, kept, axes)


def is_prepared(path: Path) -> bool:
    """Tell whether the register of a Parquet file is at hand; if the file is gone, nothing waits.

    >>> is_prepared(folder / "tenants.parquet")
    True
    """
    try:
        name = _kept_name(path)
    except OSError:
        return True
    held = [*_unkept, *(state_dir() / ".cache").glob(f"{name}-*.duckdb")]
    return any(one.name.startswith(f"{name}-") for one in held)


def kept_path(path: Path, axes: Axes) -> Path:
    """Return where the register of a Parquet file is kept; another name once it changes.

    >>> file = folder / "tenants.parquet"
    >>> file.touch()
    >>> kept = kept_path(file, catalog.tenants.axes)
    >>> kept.parent.name, kept.suffix
    ('.cache', '.duckdb')
    """
    return state_dir() / ".cache" / f"{_kept_name(path)}-{mark_of(axes)}.duckdb"


def _kept_name(path: Path) -> str:
    stat = path.stat()
    place = hashlib.sha256(str(path.absolute()).encode()).hexdigest()[:12]
    return f"{place}-{_FORMAT}-{stat.st_size:x}-{stat.st_mtime_ns:x}"


def _unsorted(path: Path, axes: Axes, progress: Progress) -> duckdb.DuckDBPyConnection:
    """Return a database in memory, or as much of it as fits there, with the table ``made``."""
    code, lon, lat = _columns(path, axes)
    beside = state_dir() / ".cache" / f".{uuid4().hex}.draft"
    with suppress(OSError):  # a disk that refuses may not be needed
        beside.parent.mkdir(parents=True, exist_ok=True)
    home = connected(temp_directory=str(beside))
    home.execute("create table made (row int, code int, cell bigint, lon double, lat double)")
    for start in range(0, len(code), _CHUNK):
        part = slice(start, start + _CHUNK)
        cell = cells_of(lon[part], lat[part]).astype(np.int64)
        row = np.arange(start, start + len(cell), dtype=np.int32)
        places = [pa.array(one[part], from_pandas=True) for one in (lon, lat)]
        chunk = pa.table([row, code[part], cell, *places], ["row", "code", "cell", "lon", "lat"])
        home.register("chunk", chunk)
        home.execute("insert into made from chunk")
        home.unregister("chunk")
        progress(min(start + _CHUNK, len(code)) / len(code))
    return home


def _keep(home: duckdb.DuckDBPyConnection, kept: Path, axes: Axes) -> DuckDB:
    """Sort a register onto the disk; where the disk refuses, it is made anew at each start."""
    import duckdb  # noqa: PLC0415 -- as in `data.registers.duck`

    try:
        with drafted(kept) as draft:
            target = str(draft).replace("'", "''")
            home.execute(f"attach '{target}' as kept (row_group_size {_GROUP})")
            _fill(home, "kept")
            home.execute("detach kept")
        _tidy(kept)
    except (OSError, duckdb.Error):
        _log.exception("%s", kept)
        _fill(home, "memory")
        home.execute("drop table made")
        _unkept.clear()
        _unkept[kept] = DuckDB(home, axes, kept.name)
        return _unkept[kept]
    home.close()
    return DuckDB.of_file(kept, axes)


def _fill(home: duckdb.DuckDBPyConnection, database: str) -> None:
    for name, rows in _TABLES.items():
        home.execute(f"create table {database}.{name} as {rows}")


def _tidy(kept: Path) -> None:
    """Drop what was kept of a register; but for the one before, that some may still look at."""
    name = kept.name.partition("-")[0]
    same = kept.parent.glob(f"{name}-*.duckdb")
    for old in sorted(same, key=lambda one: one.stat().st_mtime_ns, reverse=True)[2:]:
        old.unlink(missing_ok=True)
    for old in kept.parent.glob(f"{name}-*.parquet"):  # what versions before kept
        old.unlink(missing_ok=True)


def _columns(path: Path, axes: Axes) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return code, longitude and latitude of each row, in the order of the file."""
    with opened(path) as columns:
        code = np.zeros(columns.rows, dtype=np.int32)
        for (name, categories), size in zip(axes.items(), shape_of(axes), strict=True):
            code *= size
            if name in columns.types:
                code += _place(name, categories, columns)
            elif name != "since_year":
                code += size - 1
        lon, lat = (columns.numbers(name).to_numpy() for name in ("lon", "lat"))
    return code, lon, lat


def _place(name: str, categories: tuple[str, ...], columns: Columns) -> np.ndarray:
    """Return the place of each row's category; a missing one is the last."""
    if name == "since_year":
        return year_places(pd.Series(columns.numbers(name).to_numpy()), categories)
    found = pc.index_in(columns.texts(name), value_set=pa.array(categories, pa.string()))
    places: np.ndarray = found.fill_null(len(categories) - 1).to_numpy()
    return places
