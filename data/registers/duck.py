"""A large register: embedded DuckDB on rows that are sorted by cell, in a Parquet file.

DuckDB runs inside the process, asks no host (its extensions are neither fetched nor loaded), and
may open nothing but that one file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
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
    centres,
    children,
    firsts,
    gathered,
    parent_bits,
    parents,
    split_finely,
    turn,
    turn_before,
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
TURN = f"row::bigint * {TURN_FACTOR} % {TURN_RANGE}"
_COUNTED = "select cell, code, 1 as n from register"
BUILD, CUBE = "sorted.parquet", "cube.parquet"


def connected(**settings: str) -> duckdb.DuckDBPyConnection:
    """Return a database in memory that fetches nothing, within our limits.

    >>> connected().execute("select 6 * 7").fetchall()
    [(42,)]
    """
    import duckdb  # noqa: PLC0415 -- 40 MB, and few parks have a large register

    return duckdb.connect(config={**_SETTINGS, **settings})


class DuckDB:
    """An engine on two tables.

    ``register`` has ``row``, its ``turn``, ``code``, ``cell``, ``lon`` and ``lat``; ``cube`` says
    how many (``n``) there are of each ``cell`` and ``code``, so that rows are asked for points,
    and for what lies on a rim.

    Parameters
    ----------
    home : duckdb.DuckDBPyConnection
        Holds the tables or views; each question asks by a cursor of its own, for that any number
        of threads may do.
    axes : mapping of str to tuple of str
        Of the codes.
    name : str
        Of the register, for what is told of it.
    """

    def __init__(self, home: duckdb.DuckDBPyConnection, axes: Axes, name: str) -> None:
        self.axes, self._home, self._name = axes, home, name

    @classmethod
    def of_file(cls, path: Path, axes: Axes) -> Self:
        """Return the engine of a database file (`data.registers.sorting`), and of no other.

        Raises
        ------
        UnreachableError
            If the file cannot be read.
        """
        with _told(path.name):
            home = connected()
            home.execute(f"attach {_text(str(path))} as kept (read_only)")
            for name in ("register", "cube"):
                home.execute(f"create view {name} as from kept.{name}")
            _lock(home)
        return cls(home, axes, path.name)

    @classmethod
    def of_build(cls, folder: Path, axes: Axes) -> Self:
        """Return the engine of a build (`data.registers.outside`): its codes are those of today.

        Parameters
        ----------
        folder : pathlib.Path
            Holds `BUILD` and perhaps `CUBE`, each a file or a folder of files; without a cube,
            each question counts rows.
        axes : mapping of str to tuple of str

        Raises
        ------
        UnreachableError
            If the files cannot be read, lack a column, or have codes that the park has not.
        """
        is_counted = (folder / CUBE).exists()
        coded = f"{code_sql(axes)} as code, {', '.join(axes)}"
        with _told(BUILD):
            home = connected()
            home.execute(f"set allowed_directories = [{_text(str(folder.absolute()))}]")
            source = _parquet(folder / BUILD)
            plain = home.sql(f"from {source} limit 0").select(*PLACED, *axes)
            refuse_types(plain.to_arrow_table().schema, BUILD)
            rows = f"select {', '.join(PLACED)}, {TURN} as turn, {coded} from"
            home.execute(f"create view register as {rows} {source}")
            cube = f"select cell, n, {coded} from {_parquet(folder / CUBE)}"  # noqa: S608
            home.execute(f"create view cube as {cube if is_counted else _COUNTED}")
            _lock(home)
        engine = cls(home, axes, BUILD)
        engine.refuse_unknown("cube" if is_counted else "register")
        if not is_counted:
            engine.refuse_rows()
        return engine

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

    def refuse_unknown(self, table: str) -> None:
        """Look for codes that the park has not, in one of the tables.

        Raises
        ------
        UnreachableError
            If there are some: enterprises of an unknown zone would be counted in a wrong one.
        """
        for name in self.axes.keys() - {"since_year"}:
            known = [*self.axes[name], *([_NONE] if name in _OPTIONAL else [])]
            said = f"coalesce({name}::varchar, {_text(_NONE)})"
            odd = _EVERY.but(f"{said} not in ({', '.join(map(_text, known))})")
            found = self._ask(f"distinct {said} as odd", odd, "limit 5", table)["odd"]
            if len(found):
                codes = ", ".join(sorted(map(str, found)))
                raise UnreachableError("codes", self._name, f"{name}: {codes}")

    def counts(self) -> Counts:
        """Return the cubes of all, and of those without a place."""
        every = self._sum(_EVERY)
        return Counts(every, self._sum(_EVERY.but(_UNPLACED)))

    def cells(self, resolution: int, where: Where = EVERYWHERE) -> Cells:
        """Return how many there are in each cell; those of the whole register once."""
        if resolution == LEVEL and where is EVERYWHERE:
            return self.level
        if not _is_local(where):
            return self._by_cell(resolution, _among(where).but("cell > 0"))
        cell, within, core, rim = self._split(where)
        core = np.concatenate([children(cell[within]), core])
        found = self._by_cell(resolution, _among(where).but(_IN, core=_cells(core)))
        if not len(rim):
            return found
        near = self._held(where, rim, "cell, code")
        return gathered(
            np.concatenate([found.cell, parents(near["cell"].astype(np.uint64), resolution)]),
            np.concatenate([found.code, near["code"]]),
            np.concatenate([found.count, near["n"]]),
        )

    def _by_cell(self, resolution: int, meant: _Meant) -> Cells:
        kept, added = parent_bits(resolution)
        what = f"cell & {kept} | {added} as cell, code, sum(n)::bigint as n"
        found = self._ask(what, meant, "group by all order by all", "cube")
        return Cells(found["cell"].astype(np.uint64), found["code"], found["n"])

    @cached_property
    def level(self) -> Cells:
        """Those of the whole register by cell of `LEVEL`: shared, and not to be changed."""
        return self._by_cell(LEVEL, _EVERY.but("cell > 0"))

    def inside(self, *shapes: shapely.Geometry) -> np.ndarray:
        """Return the cube of those that lie in each of some polygons."""
        return self._cube(Where(shapes=shapes))

    def sample(self, where: Where, most: int) -> Sample:
        """Return those whose turn comes first."""
        of = self._cube(where) if where.row is None else None
        until = TURN_RANGE if of is None else turn_before(most, int(of.sum()))
        found = self._rows(where, until)
        if until < TURN_RANGE and len(found["row"]) < most:  # of some odd order
            found = self._rows(where, TURN_RANGE)
        order = np.lexsort((found["row"], turn(found["row"])))[:most]
        order = order[np.argsort(found["row"][order])]
        row, code, lon, lat = (found[name][order] for name in ("row", "code", "lon", "lat"))
        of = cube_of(code, self.axes) if of is None else of
        return Sample(row, code, lon, lat, of)

    def _rows(self, where: Where, until: int) -> dict[str, np.ndarray]:
        """Return those whose turn comes before some other."""
        meant = _near(where)
        if where.unplaced:
            meant = meant.or_(_among(where).but(_UNPLACED))
        found = self._ask("row, code, lon, lat", meant.but(f"turn < {until}"))
        for name in ("lon", "lat"):
            found[name] = np.ma.filled(found[name], np.nan)
        held = _holds(where.shapes, found)
        if where.unplaced:
            held |= np.isnan(found["lon"])
        return {name: one[held] for name, one in found.items()}

    def _cube(self, where: Where) -> np.ndarray:
        """Return the cube of some, whole cells from the cubes."""
        if not _is_local(where):
            return self._sum(_among(where))
        _, within, core, rim = self._split(where)
        sure = np.repeat(within, np.diff(self._first))
        cube = cube_of(self.level.code[sure], self.axes, self.level.count[sure])
        if len(core):
            cube += self._sum(_EVERY.but(_IN, core=_cells(core)))
        if len(rim):
            found = self._held(where, rim, "code")
            cube += cube_of(found["code"], self.axes, found["n"])
        if where.unplaced:
            cube += self._sum(_EVERY.but(_UNPLACED))
        if where.codes is not None:
            cube.ravel()[np.setdiff1d(np.arange(cube.size), where.codes)] = 0
        return cube

    def _sum(self, meant: _Meant) -> np.ndarray:
        found = self._ask("code, sum(n)::bigint as n", meant, "group by code", "cube")
        return cube_of(found["code"], self.axes, found["n"])

    @cached_property
    def _first(self) -> np.ndarray:
        return firsts(self.level.cell)

    @cached_property
    def _known(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The cells of `level` with their centres."""
        cell = self.level.cell[self._first[:-1]]
        return (cell, *centres(cell))

    def _split(self, where: Where) -> tuple[np.ndarray, ...]:
        """Return the cells of `level`, which lie there, and finer ones, as `split_finely`."""
        cell, lon, lat = self._known
        shapes = (*where.shapes, *((shapely.box(*where.bounds),) if where.bounds else ()))
        asked = np.arange(len(cell))
        if where.cells is not None:
            asked = asked[np.isin(cell, where.cells)]
        within = np.zeros(len(cell), dtype=bool)
        within[asked], core, rim = split_finely(cell[asked], lon[asked], lat[asked], shapes)
        return cell, within, core, rim

    def _held(self, where: Where, rim: np.ndarray, by: str) -> dict[str, np.ndarray]:
        """Return how many (``n``) lie inside of those in cells on the rim."""
        near = _near(where).but(_IN, core=_cells(rim))
        if not where.shapes:
            return self._ask(f"{by}, count(*) as n", near, "group by all")
        found = self._ask(f"{by}, 1 as n, lon, lat", near)
        held = _holds(where.shapes, found)
        return {name: one[held] for name, one in found.items()}

    def _ask(
        self, what: str, meant: _Meant, ending: str = "", table: str = "register"
    ) -> dict[str, Any]:
        # Of our own words and numbers only: what a reader chooses comes in as tables.
        sql = f"select {what} from {table} where {' and '.join(meant.parts)} {ending}"  # noqa: S608
        with _told(self._name), self._home.cursor() as cursor:
            for name, some in meant.tables.items():
                cursor.register(name, some)
            return dict(cursor.execute(sql).fetchnumpy())


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Tell what goes wrong with a register in our words."""
    import duckdb  # noqa: PLC0415

    try:
        yield
    except duckdb.Error as error:
        missing = re.search(r'column "(\w+)" not found', str(error))
        if missing and isinstance(error, duckdb.BinderException):
            raise UnreachableError("column", name, missing[1]) from error
        raise UnreachableError("register", name) from error


def _lock(home: duckdb.DuckDBPyConnection) -> None:
    """Let a connection open nothing that it has not yet."""
    home.execute("set enable_external_access = false")
    home.execute("set lock_configuration = true")


def _parquet(path: Path) -> str:
    files = path / "*.parquet" if path.is_dir() else path
    return f"read_parquet({_text(str(files.absolute()))})"


def _cells(cell: np.ndarray) -> pa.Table:
    return pa.table({"cell": cell.astype(np.int64)})


def _holds(shapes: tuple[shapely.Geometry, ...], found: Mapping[str, np.ndarray]) -> np.ndarray:
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
_IN, _UNPLACED = "cell in (from core)", "(cell = 0 or cell is null)"


def _is_local(where: Where) -> bool:
    """Tell whether a question is about some place."""
    return bool(where.bounds or where.shapes or where.cells is not None)


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
    if where.cells is not None:
        kept, added = parent_bits(LEVEL)
        meant = meant.but(f"cell & {kept} | {added} in (from cells)", cells=_cells(where.cells))
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
