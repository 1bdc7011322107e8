"""The four questions that a page asks of a register: the one interface of all engines.

A register is a table with a row for each enterprise. Of each, an engine knows

- its **row**: its position in the register, from 0;
- its **code** (`data.registers.axes`): zone, sector, status, year of arrival and grade of
  evidence as one whole number, the position in the cube in C order. What is missing or unknown
  is the last category of its axis; a year as `data.registers.axes.year_places`;
- its **place**: ``lon`` and ``lat`` in WGS84 degrees, or none;
- its **cell**: the H3 cell of `CELL_RESOLUTION` that holds the place, worked out once, when the
  register is brought in; 0 without a place. A coarser cell is its parent by bits
  (`data.registers.cells.parents`), so that an engine needs whole numbers only.

What a reader chooses never reaches an engine as words: a selection is a mask over the codes
(`data.tenants.shown_codes`), and a click is answered from what was asked before. All numbers
are exact, and the same from every engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import shapely

from data.registers.axes import Axes

CELL_RESOLUTION = 11  # edges of 29 m
LEVEL = 10  # the finest cells that are asked for the whole register: of 0.015 km²
Why = Literal[
    "address", "package", "login", "rights", "away",
    "register", "column", "types", "codes", "rows", "cells",
]  # fmt: skip
Bounds = tuple[float, float, float, float]


class UnreachableError(OSError):
    """An engine that does not answer: gone, refusing, or without such a register.

    Attributes
    ----------
    why : Why
        In this order: none that can be; its driver is not installed; refused; the table may not be
        read; it does not answer; there is no such table, or it cannot be read; a column is missing;
        one has another type; it has zones, sectors or the like that the park has not; rows cannot
        be told apart; a place has no cell, or another one than its own (`data.registers.checks`).
    where : str
        The engine, without user and password.
    what : str
        The table, the package, the columns, the codes, or how many rows.
    """

    def __init__(self, why: Why, where: str, what: str = "") -> None:
        super().__init__(why, where, what)
        self.args = (why, where, what)  # an `OSError` takes a third one for a file
        self.why: Why = why
        self.where, self.what = where, what


@dataclass(frozen=True, eq=False)
class Where:
    """Which enterprises a question is about: those that all of these let through.

    Attributes
    ----------
    bounds : tuple of float, optional
        West, south, east and north in WGS84 degrees, the edge included; west is not larger
        than east. Without bounds, shapes and cells, those without a place are meant too.
    shapes : tuple of shapely.Geometry
        Polygons in WGS84 degrees, the edge included; a place lies in every one of them.
    cells : numpy.ndarray of uint64, optional
        H3 cells of `LEVEL`; a place counts for one of them.
    codes : numpy.ndarray of int32, optional
        Ascending.
    row : int, optional
        This one alone; of a sample only.
    unplaced : bool
        Whether bounds, shapes and cells let through those without a place, too.
    """

    bounds: Bounds | None = None
    shapes: tuple[shapely.Geometry, ...] = ()
    cells: np.ndarray | None = None
    codes: np.ndarray | None = None
    row: int | None = None
    unplaced: bool = False


EVERYWHERE = Where()


@dataclass(frozen=True, eq=False)
class Counts:
    """How many enterprises a register has, by all dimensions.

    Attributes
    ----------
    every, without_place : numpy.ndarray of int64, shape `data.registers.axes.shape_of`
        All of them, and those whose zone is known but not their place.
    """

    every: np.ndarray
    without_place: np.ndarray


@dataclass(frozen=True, eq=False)
class Cells:
    """How many enterprises have a place in each cell, by code; a row for each pair that has some.

    Attributes
    ----------
    cell : numpy.ndarray of uint64, shape (k,)
        Ascending; of one cell, codes ascend.
    code : numpy.ndarray of int32, shape (k,)
    count : numpy.ndarray of int64, shape (k,)
    """

    cell: np.ndarray
    code: np.ndarray
    count: np.ndarray


@dataclass(frozen=True, eq=False)
class Sample:
    """Some of the enterprises asked about, all if they are few enough, and how many there are.

    Attributes
    ----------
    row, code : numpy.ndarray of int32, shape (n,)
        Rows ascend.
    lon, lat : numpy.ndarray of float64, shape (n,)
        WGS84 degrees; NaN without a place.
    of : numpy.ndarray of int64, shape `data.registers.axes.shape_of`
        All that were asked about.
    """

    row: np.ndarray
    code: np.ndarray
    lon: np.ndarray
    lat: np.ndarray
    of: np.ndarray


class Engine(Protocol):
    """What answers the four questions. Any number of threads may ask at once.

    Each question raises `UnreachableError` if there is no answer.
    """

    @property
    def axes(self) -> Axes:
        """Categories by axis, in their order."""

    def counts(self) -> Counts:
        """Return how many there are by zone, sector, status, year and grade."""

    def cells(self, resolution: int, where: Where = EVERYWHERE) -> Cells:
        """Return how many there are in each cell of a resolution up to `CELL_RESOLUTION`."""

    def inside(self, *shapes: shapely.Geometry) -> np.ndarray:
        """Return the cube of those that lie in each of some polygons, or on their edge."""

    def sample(self, where: Where, most: int) -> Sample:
        """Return up to `most` enterprises, those of the least `data.registers.cells.turn`.

        So the sample is spread evenly, the same from every engine, and that of a larger `most`
        holds that of a smaller one.
        """
