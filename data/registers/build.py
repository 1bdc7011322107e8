"""A register that an engine built, such as Spark every night: sorted rows and the two cubes."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import numpy as np

from data.registers.axes import Axes, cube_of
from data.registers.cells import gathered
from data.registers.duck import DuckDB, code_sql, connected
from data.registers.questions import (
    Cells,
    Counts,
    UnreachableError,
)

BUILD, COUNTS, CELLS = "sorted.parquet", "counts.parquet", "cells.parquet"


class Build(DuckDB):
    """An engine whose cubes are read from files, however many rows they were counted from."""

    folder: Path

    def counts(self) -> Counts:
        """Return the cubes of all, and of those without a place."""
        code, n, without = self._read(COUNTS, "sum(n)::bigint as n, sum(without)::bigint as w")
        return Counts(cube_of(code, self.axes, n), cube_of(code, self.axes, without))

    @cached_property
    def level(self) -> Cells:
        """Those of the whole register by cell of `LEVEL`: shared, and not to be changed."""
        code, cell, n = self._read(CELLS, "cell, sum(n)::bigint as n", "all")
        return gathered(cell.astype(np.uint64), code, n)

    def _read(self, name: str, what: str, by: str = "code") -> tuple[np.ndarray, ...]:
        import duckdb  # noqa: PLC0415 -- as in `data.registers.duck`

        sql = f"select {code_sql(self.axes)} as code, {what} from read_parquet(?) group by {by}"  # noqa: S608
        try:
            with connected() as home:
                found = home.execute(sql, [str(self.folder / name)]).fetchnumpy()
                return tuple(np.asarray(one) for one in found.values())
        except duckdb.Error as error:
            raise UnreachableError("register", name) from error


def read_build(folder: Path, axes: Axes) -> DuckDB:
    """Return the engine of a build; it counts by itself where there are no cubes.

    Raises
    ------
    UnreachableError
        If the rows cannot be read, lack a column, or have codes that the park has not.
    """
    counts = folder / COUNTS
    if not (counts.is_file() and (folder / CELLS).is_file()):
        return DuckDB.of_build(folder / BUILD, axes)
    made = Build.of_build(folder / BUILD, axes, counts)
    made.folder = folder
    return made
