"""The two cubes of a register elsewhere, kept here: so that no page waits for its engine.

They are asked for on a schedule, and stay when the engine does not answer; from when they are is
told wherever they are counted. What only the engine knows, such as the places in a window, it is
asked for at once.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TypeVar
from zipfile import BadZipFile

import numpy as np
import shapely

from data.durable import drafted
from data.registers.axes import Axes, shape_of
from data.registers.questions import (
    EVERYWHERE,
    LEVEL,
    Cells,
    Counts,
    Engine,
    Sample,
    UnreachableError,
    Where,
)

_R = TypeVar("_R")
Shapes = tuple[shapely.Geometry, ...]
_SHAPES = 200  # of which the counts are kept: coverages, and what readers drew of late
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """How the last asking went.

    Attributes
    ----------
    at : datetime.datetime, optional
        From when the cubes are (UTC); ``None`` if there never were any.
    problem : UnreachableError, optional
        Why there are no newer ones.
    """

    at: datetime | None = None
    problem: UnreachableError | None = None


@dataclass(frozen=True, eq=False)
class _Cubes:
    counts: Counts
    cells: Cells
    at: datetime
    inside: dict[Shapes, np.ndarray] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def keep(self, shapes: Shapes, cube: np.ndarray) -> None:
        with self._lock:
            self.inside[shapes] = cube
            while len(self.inside) > _SHAPES:
                del self.inside[next(iter(self.inside))]

    def kept(self) -> list[tuple[Shapes, np.ndarray]]:
        with self._lock:
            return [*self.inside.items()]


class Kept:
    """An engine that keeps what another one counts of the whole register.

    Without an answer ever, it has no enterprise; `asked` says why.

    Parameters
    ----------
    connect : callable
        Returns the engine; raises `UnreachableError`.
    axes : mapping of str to tuple of str
    path : pathlib.Path
        Where the cubes are kept.
    shapes : tuple of shapely.Geometry
        Polygons that pages will ask about, such as coverages: their counts are kept from the
        first.
    """

    def __init__(
        self,
        connect: Callable[[], Engine],
        axes: Axes,
        path: Path,
        shapes: Shapes = (),
    ) -> None:
        self.axes, self._shapes = axes, shapes
        self._connect, self._path, self._lock = connect, path, Lock()
        self._engine: Engine | None = None
        self._cubes = _read(path)
        if self._cubes:
            self._cubes.inside.update(_read_inside(path, self._cubes))
        self.asked = Asked(self._cubes.at if self._cubes else None)

    def refresh(self) -> None:
        """Ask for the cubes anew; where there is no answer, the last ones stay.

        By a new connection: a register that was built or loaded anew may have other columns and
        codes, and what is asked of rows from then on has to be of the same register. One that is
        refused leaves that of the last ones, as long as it is there.
        """
        with self._lock:
            try:
                engine = self._connect()
                at = datetime.now(UTC)
                made = _Cubes(engine.counts(), engine.cells(LEVEL), at)
                asked = [one for one, _ in self._cubes.kept()] if self._cubes else []
                for shapes in dict.fromkeys([*((one,) for one in self._shapes), *asked]):
                    made.keep(shapes, engine.inside(*shapes))
            except UnreachableError as error:
                self.asked = Asked(self.asked.at, error)
                _log.warning("register: %s %s %s", error.why, error.where, error.what)
                return
            self._engine, self._cubes, self.asked = engine, made, Asked(at)
        _write(made, self._path)
        _write_inside(made, self._path)

    def counts(self) -> Counts:
        """Return the cubes of all, and of those without a place."""
        if self._cubes:
            return self._cubes.counts
        none = np.zeros(shape_of(self.axes), dtype=np.int64)
        return Counts(none, none)

    def cells(self, resolution: int, where: Where = EVERYWHERE) -> Cells:
        """Return how many there are in each cell."""
        if resolution == LEVEL and where is EVERYWHERE:
            return self._cubes.cells if self._cubes else _NO_CELLS
        return self._answer(lambda engine: engine.cells(resolution, where))

    def inside(self, *shapes: shapely.Geometry) -> np.ndarray:
        """Return the cube of those in each of some polygons; as of the other cubes, once asked."""
        if (cubes := self._cubes) is None:
            return self.counts().every
        if (cube := cubes.inside.get(shapes)) is None:
            cube = self._answer(lambda engine: engine.inside(*shapes))
            cubes.keep(shapes, cube)
            _write_inside(cubes, self._path)
        return cube

    def sample(self, where: Where, most: int) -> Sample:
        """Return those whose turn comes first."""
        return self._answer(lambda engine: engine.sample(where, most))

    def _answer(self, ask: Callable[[Engine], _R]) -> _R:
        engine = self._engine
        try:
            if engine is None:
                engine = self._connect()
            found = ask(engine)
        except UnreachableError as error:
            self._engine = None  # asked by a new connection next time
            self.asked = Asked(self.asked.at, error)
            raise
        if self._engine is None:
            self._engine, self.asked = engine, Asked(self.asked.at)
        return found


_NO_CELLS = Cells(np.array([], np.uint64), np.array([], np.int32), np.array([], np.int64))


def _write(made: _Cubes, path: Path) -> None:
    """Keep cubes for the next start; where the disk refuses, it begins by asking."""
    counts, cells, at = made.counts, made.cells, np.array(made.at.isoformat())
    try:
        with drafted(path) as draft, draft.open("wb") as file:
            np.savez(
                file,
                at=at,
                every=counts.every,
                without=counts.without_place,
                cell=cells.cell,
                code=cells.code,
                count=cells.count,
            )
    except OSError:
        _log.exception("%s", path)


def _read(path: Path) -> _Cubes | None:
    try:
        with np.load(path) as held:
            counts = Counts(held["every"], held["without"])
            cells = Cells(held["cell"], held["code"], held["count"])
            return _Cubes(counts, cells, datetime.fromisoformat(str(held["at"])))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):  # asked for anew
        _log.warning("%s cannot be read", path)
        return None


def _write_inside(made: _Cubes, path: Path) -> None:
    """Keep what was asked of shapes: pages that show coverages open without the engine."""
    kept = made.kept()
    names = [json.dumps([one.wkb_hex for one in shapes]) for shapes, _ in kept]
    cubes = np.array([cube.ravel() for _, cube in kept])
    try:
        with drafted(_inside_path(path)) as draft, draft.open("wb") as file:
            np.savez_compressed(file, at=np.array(made.at.isoformat()), names=names, cubes=cubes)
    except OSError:
        _log.exception("%s", path)


def _read_inside(path: Path, made: _Cubes) -> dict[Shapes, np.ndarray]:
    shape = made.counts.every.shape
    try:
        with np.load(_inside_path(path)) as held:
            if str(held["at"]) != made.at.isoformat():
                return {}
            names, cubes = held["names"], held["cubes"]
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):  # asked for anew
        return {}
    return {
        tuple(shapely.from_wkb(one) for one in json.loads(str(name))): cube.reshape(shape)
        for name, cube in zip(names, cubes, strict=True)
    }


def _inside_path(path: Path) -> Path:
    return path.with_name(f"{path.stem}-inside.npz")
