"""A large register: embedded DuckDB on rows that are sorted by cell, in a Parquet file.

DuckDB runs inside the process, asks no host (its extensions are neither fetched nor loaded), and
may open nothing but that one file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import pyarrow as pa
import shapely

from data.registers.axes import Axes, cube_of
from data.registers.cells import (
    TURN_FACTOR,
    TURN_RANGE,
    children,
    parent_bits,
    split_finely,
)
from data.registers.checks import (
    FIRST_CELL,
    LAST_CELL,
    LOOKED_AT,
    refuse_cells,
    refuse_rows,
    refuse_types,
)
from data.registers.questions import (
    EVERYWHERE,
    LEVEL,
    Bounds,
    Cells,
    Counts,
    Sample,
    UnreachableError,
    Where,
)

if TYPE_CHECKING:
    import duckdb

_OPTIONAL, _NONE = ("sector", "status"), "—"
PLACED = ("row", "cell", "lon", "lat")
MEMORY, THREADS = "1GB", 2
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "memory_limit": MEMORY,
    "threads": THREADS,
    "temp_directory": "",  # else beside whatever program runs us
}
_TURN = f"row::bigint * {TURN_FACTOR} % {TURN_RANGE}"


def connected(**settings: str) -> duckdb.DuckDBPyConnection:
    """Return a database in memory that fetches nothing, within our limits.

    >>> connected().execute("select 6 * 7").fetchall()
    [(42,)]
    """
    import duckdb  # noqa: PLC0415 -- 40 MB, and few parks have a large register

    return duckdb.connect(config={**_SETTINGS, **settings})


class DuckDB:
    """An engine on a table ``register``: ``row``, ``code``, ``cell``, ``lon`` and ``lat``.

    Parameters
    ----------
    home : duckdb.DuckDBPyConnection
        Holds the table or view; each question asks by a cursor of its own, for that any number
        of threads may do.
    axes : mapping of str to tuple of str
        Of the codes.
    name : str
        Of the register, for what is told of it.
    """

    def __init__(self, home: duckdb.DuckDBPyConnection, axes: Axes, name: str) -> None:
        self.axes, self._home, self._name = axes, home, name

    @classmethod
    def of_file(cls, path: Path, axes: Axes, columns: str = "*") -> Self:
        """Return the engine of a sorted file (`data.registers.sorting`), and of no other.

        Raises
        ------
        UnreachableError
            If the file cannot be read.
        """
        import duckdb  # noqa: PLC0415

        home, quoted = connected(), _text(str(path.absolute()))
        try:
            if path.is_dir():  # the files of a folder, and no other
                home.execute(f"set allowed_directories = [{quoted}]")
                quoted = _text(str(path.absolute() / "*.parquet"))
            else:
                home.execute(f"set allowed_paths = [{quoted}]")
            home.execute("set enable_external_access = false")
            view = f"create view register as select {columns} from read_parquet({quoted})"  # noqa: S608
            home.execute(view)
            home.execute("set lock_configuration = true")
        except duckdb.BinderException as error:
            missing = re.search(r'column "(\w+)" not found', str(error))
            raise UnreachableError("column", path.name, missing[1] if missing else "") from error
        except duckdb.Error as error:
            raise UnreachableError("register", path.name) from error
        return cls(home, axes, path.name)

    @classmethod
    def of_build(cls, path: Path, axes: Axes, counted: Path | None = None) -> Self:
        """Return the engine of a build (`data.registers.outside`): its codes are those of today.

        Parameters
        ----------
        path : pathlib.Path
            A file, or a folder of files.
        axes : mapping of str to tuple of str
        counted : pathlib.Path, optional
            The cube of all its rows, if there is one: it has the same codes, and few rows.

        Raises
        ------
        UnreachableError
            If the file cannot be read, lacks a column, or has codes that the park has not.
        """
        columns = f"{', '.join(PLACED)}, {code_sql(axes)} as code, {', '.join(axes)}"
        engine = cls.of_file(path, axes, columns)
        refuse_types(engine.schema(", ".join((*PLACED, *axes))), path.name)
        seen = cls.of_file(counted, axes, ", ".join(axes)) if counted else engine
        seen.refuse_unknown()
        if not counted:
            engine.refuse_rows()
        return engine

    def schema(self, columns: str) -> pa.Schema:
        """Return the types of columns."""
        with self._home.cursor() as cursor:
            return cursor.sql(f"select {columns} from register limit 0").to_arrow_table().schema  # noqa: S608

    def refuse_rows(self) -> None:
        """Look for rows that are twice, and for places without their cell.

        Raises
        ------
        UnreachableError
            If there are some: they would be counted twice, or as without a place.
        """
        located = "not (isnan(coalesce(lon::double, 'nan')) or isnan(coalesce(lat::double, 'nan')))"
        fits = (
            f"coalesce(cell between {FIRST_CELL} and {LAST_CELL}"
            " and lon between -180 and 180 and lat between -90 and 90, false)"
        )
        what = (
            "count(*) as n, count(distinct row) as ids, coalesce(min(row), 0) as least,"
            f" coalesce(max(row), 0) as most, count(*) filter (case when {located}"
            f" then not {fits} else coalesce(cell, 0) <> 0 end) as astray"
        )
        found = self._ask(what, _EVERY)
        refuse_rows({name: int(value[0]) for name, value in found.items()}, self._name)
        some = self._ask("cell, lon, lat", _EVERY.but(located), f"limit {LOOKED_AT}")
        refuse_cells(some["cell"], some["lon"], some["lat"], self._name)

    def refuse_unknown(self) -> None:
        """Look for codes that the park has not.

        Raises
        ------
        UnreachableError
            If there are some: enterprises of an unknown zone would be counted in a wrong one.
        """
        for name in self.axes.keys() - {"since_year"}:
            known = [*self.axes[name], *([_NONE] if name in _OPTIONAL else [])]
            said = f"coalesce({name}::varchar, {_text(_NONE)})"
            odd = _EVERY.but(f"{said} not in ({', '.join(map(_text, known))})")
            found = self._ask(f"distinct {said} as odd", odd, "limit 5")["odd"]
            if len(found):
                codes = ", ".join(sorted(map(str, found)))
                raise UnreachableError("codes", self._name, f"{name}: {codes}")

    def counts(self) -> Counts:
        """Return the cubes of all, and of those without a place."""
        what = "code, count(*) as n, count(*) filter (coalesce(cell, 0) = 0) as without"
        found = self._ask(what, _EVERY, "group by code")
        every, without = (cube_of(found["code"], self.axes, found[one]) for one in ("n", "without"))
        return Counts(every, without)

    def cells(self, resolution: int, where: Where = EVERYWHERE) -> Cells:
        """Return how many there are in each cell; those of the whole register once."""
        if resolution == LEVEL and where is EVERYWHERE:
            return self.level
        return self._by_cell(resolution, where)

    def _by_cell(self, resolution: int, where: Where) -> Cells:
        kept, added = parent_bits(resolution)
        what = f"cell & {kept} | {added} as cell, code, count(*) as n"
        meant = self._meant(where).but("cell > 0")
        found = self._ask(what, meant, "group by all order by all")
        return Cells(found["cell"].astype(np.uint64), found["code"], found["n"])

    @cached_property
    def level(self) -> Cells:
        """Those of the whole register by cell of `LEVEL`: shared, and not to be changed."""
        return self._by_cell(LEVEL, EVERYWHERE)

    def inside(self, *shapes: shapely.Geometry) -> np.ndarray:
        """Return the cube of those that lie in each of some polygons."""
        cell, place = np.unique(self.level.cell, return_inverse=True)
        within, core, rim = split_finely(cell, shapes)
        sure = within[place]
        cube = cube_of(self.level.code[sure], self.axes, self.level.count[sure])
        near = _near(Where(shapes=shapes))
        if len(core):
            cube += self._cube(near.but("cell in (from core)", core=_cells(core)))
        if len(rim):
            found = self._ask("code, lon, lat", near.but("cell in (from rim)", rim=_cells(rim)))
            cube += cube_of(found["code"][_held(found, shapes)], self.axes)
        return cube

    def sample(self, where: Where, most: int) -> Sample:
        """Return those whose turn comes first."""
        meant = self._meant(where)
        found = self._ask("row, code, lon, lat", meant, f"order by {_TURN}, row limit {most}")
        order = np.argsort(found["row"])
        row, code, lon, lat = (found[name][order] for name in ("row", "code", "lon", "lat"))
        of = cube_of(code, self.axes) if len(row) < most else self._cube(meant)
        return Sample(row, code, np.ma.filled(lon, np.nan), np.ma.filled(lat, np.nan), of)

    def _cube(self, meant: _Meant) -> np.ndarray:
        found = self._ask("code, count(*) as n", meant, "group by code")
        return cube_of(found["code"], self.axes, found["n"])

    def _meant(self, where: Where) -> _Meant:
        meant = _near(where)
        if where.shapes:
            meant = self._in_shapes(meant, where.shapes)
        if not where.unplaced:
            return meant
        return meant.or_(_among(where).but("coalesce(cell, 0) = 0"))

    def _in_shapes(self, near: _Meant, shapes: tuple[shapely.Geometry, ...]) -> _Meant:
        """Return which of some rows lie in shapes: whole cells, and places on the rim."""
        cell = np.unique(self.level.cell)
        within, core, rim = split_finely(cell, shapes)
        found = self._ask("row, lon, lat", near.but("cell in (from rim)", rim=_cells(rim)))
        rows = pa.table({"row": found["row"][_held(found, shapes)]})
        core = _cells(np.concatenate([children(cell[within]).astype(np.int64), core]))
        return near.but("(cell in (from core) or row in (from held))", core=core, held=rows)

    def _ask(self, what: str, meant: _Meant, ending: str = "") -> dict[str, Any]:
        import duckdb  # noqa: PLC0415

        # Of our own words and numbers only: what a reader chooses comes in as tables.
        sql = f"select {what} from register where {' and '.join(meant.parts)} {ending}"  # noqa: S608
        try:
            with self._home.cursor() as cursor:
                for name, table in meant.tables.items():
                    cursor.register(name, table)
                return dict(cursor.execute(sql).fetchnumpy())
        except duckdb.Error as error:
            raise UnreachableError("register", self._name) from error


def _cells(cell: np.ndarray) -> pa.Table:
    return pa.table({"cell": cell})


def _held(found: Mapping[str, np.ndarray], shapes: tuple[shapely.Geometry, ...]) -> np.ndarray:
    """Return which of some places all shapes hold."""
    held = np.full(len(found["lon"]), fill_value=True)
    for shape in shapes:
        held &= shapely.intersects_xy(shape, found["lon"], found["lat"])
    return held


@dataclass(frozen=True)
class _Meant:
    """Which rows a question is about: conditions, and the tables that they name."""

    parts: tuple[str, ...] = ("true",)
    tables: Mapping[str, pa.Table] = field(default_factory=dict)

    def but(self, part: str, **tables: pa.Table) -> _Meant:
        return _Meant((*self.parts, part), {**self.tables, **tables})

    def or_(self, other: _Meant) -> _Meant:
        either = " or ".join(f"({' and '.join(one.parts)})" for one in (self, other))
        return _Meant((f"({either})",), {**self.tables, **other.tables})


_EVERY = _Meant()


def _among(where: Where) -> _Meant:
    """Return which rows are asked about, wherever they lie."""
    meant = _EVERY
    if where.codes is not None:
        codes = pa.table({"code": where.codes.astype(np.int32)})
        meant = meant.but("code in (from codes)", codes=codes)
    return meant if where.row is None else meant.but(f"row = {int(where.row)}")


def _near(where: Where) -> _Meant:
    """Return which rows may lie there: those in the bounds of each shape."""
    meant = _among(where)
    for one in (*((where.bounds,) if where.bounds else ()), *(s.bounds for s in where.shapes)):
        meant = meant.but(_between(one))
    return meant


def code_sql(axes: Axes) -> str:
    """Return the code of a row with a column for each axis, in SQL.

    >>> code_sql({"zone": ("A", "B"), "sector": ("x", "y")})
    "(case zone when 'A' then 0 else 1 end * 2 + case sector when 'x' then 0 else 1 end)::int"
    """
    code = ""
    for name, categories in axes.items():
        if name == "since_year":
            first, last = int(categories[1]), int(categories[-2])
            clipped = f"least(greatest({name}, {first}), {last + 1}) - {first - 1}"
            place = f"case when {name} is null then 0 else {clipped} end"
        else:
            said = [f"when {_text(one)} then {n}" for n, one in enumerate(categories[:-1])]
            place = f"case {name} {' '.join(said)} else {len(categories) - 1} end"
        code = f"({code} * {len(categories)} + {place})" if code else place
    return f"{code}::int"


def _text(text: str) -> str:
    quoted = text.replace("'", "''")
    return f"'{quoted}'"


def _between(bounds: Bounds) -> str:
    if np.isnan(bounds).any():  # of a shape that is empty
        return "false"
    west, south, east, north = (repr(float(one)) for one in bounds)
    return f"lon between {west} and {east} and lat between {south} and {north}"
