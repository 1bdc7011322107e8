"""A register in other zones and sectors than those it was brought in with."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely

from data.registers.axes import Axes, cube_of
from data.registers.cells import gathered
from data.registers.questions import EVERYWHERE, Cells, Counts, Engine, Sample, Where


@dataclass(frozen=True, eq=False)
class Renamed:
    """An engine that answers in codes of other axes; several of its codes may become one.

    Attributes
    ----------
    engine : Engine
        What answers.
    axes : mapping of str to tuple of str
    code : numpy.ndarray of int32
        By each code of the engine, that in `axes`; -1 where it has none, so that nobody may
        have it.
    """

    engine: Engine
    axes: Axes
    code: np.ndarray

    def counts(self) -> Counts:
        """Return the cubes of all, and of those without a place."""
        found = self.engine.counts()
        return Counts(self._cube(found.every), self._cube(found.without_place))

    def cells(self, resolution: int, where: Where = EVERYWHERE) -> Cells:
        """Return how many there are in each cell."""
        found = self.engine.cells(resolution, self._meant(where))
        return gathered(found.cell, self.code[found.code], found.count)

    def inside(self, *shapes: shapely.Geometry) -> np.ndarray:
        """Return the cube of those that lie in each of some polygons."""
        return self._cube(self.engine.inside(*shapes))

    def sample(self, where: Where, most: int) -> Sample:
        """Return those whose turn comes first."""
        found = self.engine.sample(self._meant(where), most)
        return replace(found, code=self.code[found.code], of=self._cube(found.of))

    def _meant(self, where: Where) -> Where:
        if where.codes is None:
            return where
        return replace(where, codes=np.flatnonzero(np.isin(self.code, where.codes)))

    def _cube(self, cube: np.ndarray) -> np.ndarray:
        if cube.ravel()[self.code < 0].any():
            raise ValueError("enterprises outside the categories")
        return cube_of(self.code, self.axes, cube.ravel())
