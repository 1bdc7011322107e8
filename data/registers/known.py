"""A register without its illustrative enterprises, for who may not see them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import shapely

from data.registers.axes import Axes, shape_of
from data.registers.questions import EVERYWHERE, Cells, Counts, Engine, Sample, Where


@dataclass(frozen=True, eq=False)
class Known:
    """An engine that answers of some of its enterprises only.

    Attributes
    ----------
    engine : Engine
        What answers.
    """

    engine: Engine

    @property
    def axes(self) -> Axes:
        """Those of the engine."""
        return self.engine.axes

    @cached_property
    def _shown(self) -> np.ndarray:
        """Which cells of the cube are meant."""
        grades = np.array([one != "illustrative" for one in self.axes["evidence"]])
        at = [*self.axes].index("evidence")
        shape = [-1 if place == at else 1 for place in range(len(self.axes))]
        shown: np.ndarray = np.broadcast_to(grades.reshape(shape), shape_of(self.axes))
        return shown

    def counts(self) -> Counts:
        """Return the cubes of all, and of those without a place."""
        found = self.engine.counts()
        return Counts(found.every * self._shown, found.without_place * self._shown)

    def cells(self, resolution: int, where: Where = EVERYWHERE) -> Cells:
        """Return how many there are in each cell."""
        found = self.engine.cells(resolution, where)  # those of the whole register may be kept
        kept = self._shown.ravel()[found.code]
        return Cells(found.cell[kept], found.code[kept], found.count[kept])

    def inside(self, *shapes: shapely.Geometry) -> np.ndarray:
        """Return the cube of those that lie in each of some polygons."""
        inside: np.ndarray = self.engine.inside(*shapes) * self._shown
        return inside

    def sample(self, where: Where, most: int) -> Sample:
        """Return those whose turn comes first."""
        return self.engine.sample(self._meant(where), most)

    def _meant(self, where: Where) -> Where:
        codes = np.flatnonzero(self._shown.ravel()).astype(np.int32)
        if where.codes is not None:
            codes = codes[np.isin(codes, where.codes)]
        return replace(where, codes=codes)
