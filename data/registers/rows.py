"""A small register in memory: what comes as ``tenants.csv``."""

from __future__ import annotations

from dataclasses import dataclass

import h3.api.numpy_int as h3
import numpy as np
import shapely

from data.registers.axes import Axes, cube_of
from data.registers.cells import gathered, parents, turn
from data.registers.questions import (
    CELL_RESOLUTION,
    EVERYWHERE,
    LEVEL,
    Cells,
    Counts,
    Sample,
    Where,
)


def cells_of(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Return the cell of each place in WGS84 degrees; 0 where it is NaN.

    >>> cells_of(np.array([105.93, np.nan]), np.array([29.35, np.nan])).tolist()[1]
    0
    """
    cell = np.zeros(len(lon), dtype=np.uint64)
    placed = np.flatnonzero(~(np.isnan(lon) | np.isnan(lat)))
    places = zip(lat[placed].tolist(), lon[placed].tolist(), strict=True)
    cell[placed] = [h3.latlng_to_cell(*place, CELL_RESOLUTION) for place in places]
    return cell


@dataclass(frozen=True, eq=False)
class Rows:
    """An engine of arrays: of some hundred rows, quicker than any other (`data.registers`).

    Attributes
    ----------
    axes : mapping of str to tuple of str
    code : numpy.ndarray of int32, shape (n,)
    lon, lat : numpy.ndarray of float64, shape (n,)
        WGS84 degrees; NaN without a place.
    cell : numpy.ndarray of uint64, shape (n,)
    """

    axes: Axes
    code: np.ndarray
    lon: np.ndarray
    lat: np.ndarray
    cell: np.ndarray

    def counts(self) -> Counts:
        """Return the cubes of all, and of those without a place."""
        without = self.code[self.cell == 0]
        return Counts(cube_of(self.code, self.axes), cube_of(without, self.axes))

    def cells(self, resolution: int, where: Where = EVERYWHERE) -> Cells:
        """Return how many there are in each cell."""
        rows = self._rows(where)
        rows = rows[self.cell[rows] > 0]
        return gathered(parents(self.cell[rows], resolution), self.code[rows])

    def inside(self, *shapes: shapely.Geometry) -> np.ndarray:
        """Return the cube of those that lie in each of some polygons."""
        return cube_of(self.code[self._rows(Where(shapes=shapes))], self.axes)

    def sample(self, where: Where, most: int) -> Sample:
        """Return those whose turn comes first."""
        rows = self._rows(where)
        first = np.sort(rows[np.lexsort((rows, turn(rows)))[:most]])
        of = cube_of(self.code[rows], self.axes)
        return Sample(
            first.astype(np.int32), self.code[first], self.lon[first], self.lat[first], of
        )

    def _rows(self, where: Where) -> np.ndarray:
        kept = np.full(len(self.code), fill_value=True)
        if where.bounds:
            west, south, east, north = where.bounds
            kept &= (self.lon >= west) & (self.lon <= east)
            kept &= (self.lat >= south) & (self.lat <= north)
        for shape in where.shapes:
            kept &= shapely.intersects_xy(shape, self.lon, self.lat)
        if where.cells is not None:
            kept &= np.isin(parents(self.cell, LEVEL), where.cells)
        if where.unplaced:
            kept |= self.cell == 0
        if where.row is not None:
            kept &= np.arange(len(kept)) == where.row
        if where.codes is not None:
            kept &= np.isin(self.code, where.codes)
        return np.flatnonzero(kept)
