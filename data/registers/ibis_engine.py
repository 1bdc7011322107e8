"""A register in an engine that the user runs: PostgreSQL, ClickHouse, Trino, Spark, by ibis.

The table has a column for each axis, and ``row``, ``cell``, ``lon`` and ``lat``
(`data.registers.outside`). An engine counts and compares numbers; what lies on the rim of a
polygon is looked at here, with the arithmetic of the other engines, so that all give the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from queue import Empty, LifoQueue
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any
from weakref import finalize

import ibis
import numpy as np
import pandas as pd
import shapely

from data.registers.addresses import Address, read_address
from data.registers.axes import Axes, cube_of, shape_of, year_places
from data.registers.backends import backend, fault
from data.registers.cells import (
    TURN_FACTOR,
    TURN_RANGE,
    gathered,
    parent_bits,
    parents,
    ranges,
    split,
    turn,
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
    Cells,
    Counts,
    Sample,
    UnreachableError,
    Where,
)

if TYPE_CHECKING:
    from ibis.backends.sql import SQLBackend

NEEDED = ("row", "zone", "lon", "lat", "evidence", "cell")
OPTIONAL = ("sector", "status", "since_year")
_MOST = 4  # connections at a time, of this process
Columns = dict[str, np.ndarray]


def connected(text: str, axes: Axes) -> Ibis:
    """Return the engine at an address.

    Parameters
    ----------
    text : str
        As `data.registers.addresses.read_address` takes it.
    axes : mapping of str to tuple of str

    Raises
    ------
    UnreachableError
        If there is none, or no such register.
    """
    address = read_address(text)
    return Ibis(lambda: backend(address), address, axes)


class Ibis:
    """An engine on a table of a database; see `data.registers.questions.Engine`.

    Parameters
    ----------
    connect : callable
        Makes a connection, for one thread at a time.
    address : Address
        Which table it is, and what is told of it.
    axes : mapping of str to tuple of str

    Raises
    ------
    UnreachableError
        If there is no such table, a column is missing, or it may not be read.
    """

    def __init__(self, connect: Callable[[], SQLBackend], address: Address, axes: Axes) -> None:
        self.axes, self._connect, self._address = axes, connect, address
        self._idle: LifoQueue[SQLBackend] = LifoQueue()
        self.close = finalize(self, _close, self._idle)
        self._turns = BoundedSemaphore(_MOST)
        *home, name = address.table.split(".")
        place: dict[str, Any] = dict(zip(("database", "catalog"), reversed(home), strict=False))
        with self._taken() as engine:
            schema = engine.get_schema(name, **place)
        missing = [one for one in NEEDED if one not in schema]
        if missing:
            raise UnreachableError("column", address.where, ", ".join(missing))
        refuse_types(schema.to_pyarrow(), address.where)
        self._rows = _as_floats(ibis.table(schema, name=name, **place))
        self._raw = [one for one in axes if one in schema]
        self._places = {one: _place(self._rows[one], one, axes[one]) for one in self._raw}
        self._ask(
            self._rows.select(*dict.fromkeys([*NEEDED, *self._raw])).limit(0)
        )  # whether it may be read

    def counts(self) -> Counts:
        """Return the cubes of all, and of those without a place.

        Raises
        ------
        UnreachableError
            If there are codes that the park has not (``"codes"``): they would be counted as
            something else. If rows or cells are none (`data.registers.checks`).
        """
        self._refuse_rows()
        rows = self._rows
        placed = (rows["cell"] > 0).sum().fill_null(0)
        found = self._ask(rows.group_by(*self._raw).agg(n=rows.count(), placed=placed))
        code = self._codes(found)
        without = found["n"] - found["placed"]
        return Counts(*(cube_of(code, self.axes, one) for one in (found["n"], without)))

    def cells(self, resolution: int, where: Where = EVERYWHERE) -> Cells:
        """Return how many there are in each cell."""
        kept, added = parent_bits(resolution)
        parts = self._parts(where)
        cell = (_int64(self._rows["cell"]) & kept) | added
        core = parts.of(self._rows["cell"] > 0)
        found = self._grouped(core, cell=cell, code=self._code)
        rim = parts.rim["cell"].astype(np.uint64)
        return gathered(
            np.concatenate([found["cell"].astype(np.uint64), parents(rim, resolution)]),
            np.concatenate([found["code"], parts.rim["code"]]),
            np.concatenate([found["n"], np.ones(len(rim), dtype=np.int64)]),
        )

    def inside(self, *shapes: shapely.Geometry) -> np.ndarray:
        """Return the cube of those in each of some polygons."""
        return self._cube(self._parts(Where(shapes=shapes)))

    def sample(self, where: Where, most: int) -> Sample:
        """Return those whose turn comes first."""
        parts = self._parts(where)
        rows = self._rows if parts.core is None else self._rows.filter(parts.core)
        its = rows.mutate(code=self._code, turn=_int64(rows["row"]) * TURN_FACTOR % TURN_RANGE)
        first = its.order_by("turn", "row").limit(most).select("row", "code", "lon", "lat")
        found = parts.whole(self._ask(first))
        order = np.lexsort((found["row"], turn(found["row"])))[:most]
        order = order[np.argsort(found["row"][order])]
        row, code, lon, lat = (found[name][order] for name in ("row", "code", "lon", "lat"))
        is_all = len(found["row"]) < most
        of = cube_of(code, self.axes) if is_all else self._cube(parts)
        return Sample(row.astype(np.int32), code.astype(np.int32), lon, lat, of)

    def _refuse_rows(self) -> None:
        rows, where = self._rows, self._address.where
        located = _is_given(rows["lon"]) & _is_given(rows["lat"])
        fits = (
            rows["cell"].between(int(FIRST_CELL), int(LAST_CELL))
            & rows["lon"].between(-180.0, 180.0)
            & rows["lat"].between(-90.0, 90.0)
        ).fill_null(ibis.literal(value=False))
        astray = located.ifelse(~fits, rows["cell"].fill_null(0) != 0)
        # Not `nunique`: ClickHouse would estimate it.
        ids = rows.select("row").drop_null().distinct()
        found = self._ask(ids.agg(ids=ids.count())) | self._ask(
            rows.agg(
                n=rows.count(),
                least=rows["row"].min().fill_null(0),
                most=rows["row"].max().fill_null(0),
                astray=astray.sum().fill_null(0),
            )
        )
        refuse_rows({name: int(value[0]) for name, value in found.items()}, where)
        some = self._ask(rows.filter(located).select("cell", "lon", "lat").limit(LOOKED_AT))
        refuse_cells(some["cell"], some["lon"], some["lat"], where)

    @property
    def _code(self) -> ibis.Value:
        code: ibis.Value = ibis.literal(0)
        for name, categories in self.axes.items():
            code = code * len(categories) + self._places.get(name, _missing(name, categories))
        return code.cast("int32")

    def _codes(self, found: Columns) -> np.ndarray:
        """Return the codes of rows that were grouped by their columns."""
        places = []
        for name, categories in self.axes.items():
            if name not in found:
                length = len(found["n"])
                places.append(np.full(length, 0 if name == "since_year" else len(categories) - 1))
            elif name == "since_year":
                places.append(year_places(pd.Series(found[name]), categories))
            else:
                places.append(self._known(name, categories, found[name]))
        return np.ravel_multi_index(places, shape_of(self.axes)).astype(np.int32)

    def _known(self, name: str, categories: tuple[str, ...], said: np.ndarray) -> np.ndarray:
        texts = pd.Series(said).astype(object)
        given = texts.notna() & (texts != "")
        place = pd.Index(categories).get_indexer(pd.Index(texts.astype(str)))
        odd = sorted(set(texts[given & (place < 0)].astype(str)))
        odd += ["NULL"] if name not in OPTIONAL and not given.all() else []
        if odd:
            what = f"{name}: {', '.join(odd[:5])}"
            raise UnreachableError("codes", self._address.where, what)
        return np.where(place < 0, len(categories) - 1, place)

    def _cube(self, parts: _Parts) -> np.ndarray:
        found = self._grouped(parts.core, code=self._code)
        whole = cube_of(found["code"], self.axes, found["n"])
        cube: np.ndarray = whole + cube_of(parts.rim["code"], self.axes)
        return cube

    def _grouped(self, core: ibis.Value | None, **keys: ibis.Value) -> Columns:
        rows = self._rows if core is None else self._rows.filter(core)
        return self._ask(rows.group_by(**keys).agg(n=lambda table: table.count()))

    def _parts(self, where: Where) -> _Parts:
        """Return what the engine looks for itself, and what was looked at here."""
        among = [] if where.codes is None else [self._is_among(where.codes)]
        if where.row is not None:
            among += [self._rows["row"] == where.row]
        parts, bounds = [*among], [where.bounds] if where.bounds else []
        for west, south, east, north in (*bounds, *(one.bounds for one in where.shapes)):
            parts += [self._rows["lon"].between(float(west), float(east))]
            parts += [self._rows["lat"].between(float(south), float(north))]
        if where.cells is not None:
            runs = [self._rows["cell"].between(*one) for one in ranges(where.cells)]
            parts += [_any_of([*runs, ibis.literal(value=False)])]
        core = reduce(and_, parts) if parts else None
        found = self._in_shapes(core, where.shapes) if where.shapes else _Parts(core, _NONE)
        if where.unplaced and found.core is not None:
            without = reduce(and_, [*among, self._rows["cell"].fill_null(0) == 0])
            found = _Parts(found.core | without, found.rim)
        return found

    def _in_shapes(self, near: ibis.Value, shapes: tuple[shapely.Geometry, ...]) -> _Parts:
        """Take whole cells, and look at each place on the rim."""
        cell, seen = self._rows["cell"], self._rows.filter(near)
        occupied = np.sort(self._ask(seen.select("cell").distinct())["cell"].astype(np.int64))
        within, partly = split(occupied.astype(np.uint64), shapes)
        rim = _NONE
        if partly.any():
            there = self._rows.filter(near & _runs(cell, occupied, partly))
            named = there.select("row", "cell", "lon", "lat", code=self._code)
            rim = self._ask(named)
            held = np.full(len(rim["row"]), fill_value=True)
            for shape in shapes:
                held &= shapely.intersects_xy(shape, rim["lon"], rim["lat"])
            rim = {name: values[held] for name, values in rim.items()}
        core = near & _runs(cell, occupied, within) if within.any() else ibis.literal(value=False)
        return _Parts(core, rim)

    def _is_among(self, codes: np.ndarray) -> ibis.Value:
        """Return the condition of some codes: axis by axis, where they are a product of those."""
        each = [np.unique(one) for one in np.unravel_index(codes, shape_of(self.axes))]
        if np.prod([len(one) for one in each]) != len(codes):
            return self._code.isin(codes.tolist())
        parts = [
            self._places.get(name, _missing(name, categories)).isin(kept.tolist())
            for (name, categories), kept in zip(self.axes.items(), each, strict=True)
            if len(kept) < len(categories)
        ]
        return reduce(and_, parts, ibis.literal(value=True))

    def _ask(self, question: ibis.Table) -> Columns:
        with self._taken() as engine:
            answer = engine.to_pyarrow(question)
        return {name: answer[name].to_numpy() for name in answer.column_names}

    @contextmanager
    def _taken(self) -> Iterator[SQLBackend]:
        """Lend a connection; one that failed is not lent again."""
        with self._turns:
            try:
                engine = self._idle.get_nowait()
            except Empty:
                engine = self._connect()
            try:
                yield engine
            except Exception as error:  # of whichever driver
                with suppress(Exception):
                    engine.disconnect()
                raise fault(error, self._address) from error
            self._idle.put(engine)


@dataclass(frozen=True)
class _Parts:
    """Rows that a condition of the engine has, and single ones that were found beside them."""

    core: ibis.Value | None
    rim: Columns

    def of(self, condition: ibis.Value) -> ibis.Value:
        return condition if self.core is None else self.core & condition

    def whole(self, found: Columns) -> Columns:
        return {name: np.concatenate([found[name], self.rim[name]]) for name in found}


_NONE: Columns = {
    "row": np.array([], np.int64),
    "cell": np.array([], np.int64),
    "code": np.array([], np.int32),
    "lon": np.array([], np.float64),
    "lat": np.array([], np.float64),
}


def _close(idle: LifoQueue[SQLBackend]) -> None:
    """Close what connections an engine leaves, which is replaced by a new one or ends."""
    while not idle.empty():
        with suppress(Exception):
            idle.get_nowait().disconnect()


def _int64(column: ibis.Value) -> ibis.Value:
    return column.cast("int64")


def _as_floats(rows: ibis.Table) -> ibis.Table:
    """Return a table whose places are floats: in some databases they are decimal numbers."""
    exact = [one for one in ("lon", "lat") if not rows[one].type().is_floating()]
    return rows.mutate(**{one: rows[one].cast("float64") for one in exact}) if exact else rows


def _is_given(column: ibis.Value) -> ibis.Value:
    return ~column.isnan().fill_null(ibis.literal(value=True))


def _missing(name: str, categories: tuple[str, ...]) -> ibis.Value:
    return ibis.literal(0 if name == "since_year" else len(categories) - 1)


def _place(column: ibis.Value, name: str, categories: tuple[str, ...]) -> ibis.Value:
    """Return the place of each row's category, as `data.registers.axes` has it."""
    if name != "since_year":
        texts = column.cast("string")
        known = [(text, place) for place, text in enumerate(categories[:-1])]
        return texts.cases(*known, else_=len(categories) - 1)
    first, last = int(categories[1]), int(categories[-2])
    if column.type().is_floating():
        column = column.isnan().ifelse(ibis.null(), column.floor())
    clipped = _int64(column).clip(lower=first, upper=last + 1)
    return (clipped - (first - 1)).fill_null(0)


def _runs(column: ibis.Value, occupied: np.ndarray, chosen: np.ndarray) -> ibis.Value:
    """Return the condition of some of the cells that there are, in order: from here to there."""
    turns = np.flatnonzero(np.diff(chosen.astype(np.int8), prepend=0, append=0))
    first, last = occupied[turns[::2]], occupied[turns[1::2] - 1]
    alone = first == last
    parts = [column.isin(first[alone].tolist())] if alone.any() else []
    ends = zip(first[~alone].tolist(), last[~alone].tolist(), strict=True)
    return _any_of([*parts, *(column.between(low, high) for low, high in ends)])


def _any_of(parts: Sequence[ibis.Value]) -> ibis.Value:
    """Return whether one of some conditions holds; halved again and again, for they may be many."""
    if len(parts) == 1:
        return parts[0]
    middle = len(parts) // 2
    return or_(_any_of(parts[:middle]), _any_of(parts[middle:]))
