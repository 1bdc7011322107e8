"""The register of enterprises in the park: what is counted of it, and where it lies.

A register of some hundred rows comes as ``tenants.csv`` and is asked in memory; one of up to
millions as ``tenants.parquet``, which DuckDB asks (`data.registers`). Either way the pages read
two cubes, one of the park and one of its cells, so that a count costs the same whatever the
number of enterprises.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, reduce
from pathlib import Path
from typing import Self
from weakref import WeakValueDictionary

import numpy as np
import pandas as pd
import shapely

from data.drawn_area import area_shape
from data.memo import VIEWS, Owner, remembered
from data.periods import Period
from data.registers.axes import LATER, UNDATED, Axes, shape_of, year_places
from data.registers.cells import gathered, parents
from data.registers.questions import LEVEL, Cells, Counts, Engine, Where
from data.registers.rows import Rows, cells_of
from data.registers.sorting import Progress, kept_path, sorted_register
from data.schema import GRADES
from data.selection import Selection


@dataclass(frozen=True, eq=False)
class Tenants(Owner):
    """The enterprises of a park, and what was asked of them.

    Attributes
    ----------
    engine : Engine
        What answers.
    """

    engine: Engine

    def __len__(self) -> int:
        return int(self.cube.sum())

    @property
    def axes(self) -> Axes:
        """Categories of the cube by axis, in their order."""
        return self.engine.axes

    @cached_property
    def _counts(self) -> Counts:
        return self.engine.counts()

    @property
    def cube(self) -> np.ndarray:
        """Number of enterprises, one axis for each of `axes`."""
        return self._counts.every

    @property
    def cube_without_place(self) -> np.ndarray:
        """Those of `cube` whose zone is known, but not their place."""
        return self._counts.without_place

    @cached_property
    def level(self) -> Cells:
        """Those with a place by cell of `LEVEL`: more than all else that is remembered."""
        return self.engine.cells(LEVEL)

    @cached_property
    def has_status(self) -> bool:
        """Whether any enterprise has a status of its own."""
        return bool(self.cube[:, :, :-1].any())

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, axes: Axes) -> Self:
        """Return the register of a checked ``tenants`` table."""
        columns = []
        for name, categories in axes.items():
            values = frame[name] if name in frame else pd.Series([None] * len(frame))
            if name == "since_year":
                columns.append(year_places(values, categories))
            else:
                filled = values.astype(object).where(values.notna(), categories[-1])
                columns.append(pd.Index(categories).get_indexer(pd.Index(filled)))
        code = np.ravel_multi_index(columns, shape_of(axes)).astype(np.int32)
        lon, lat = (frame[name].to_numpy(float) for name in ("lon", "lat"))
        return cls(Rows(axes, code, lon, lat, cells_of(lon, lat)))

    @staticmethod
    def from_parquet(path: Path, axes: Axes, progress: Progress = lambda _: None) -> Tenants:
        """Return the register of a checked Parquet file, as `sorted_register` keeps it.

        It is the same one, with what was asked of it, as long as anything holds it: a change of
        another table does not have it counted again.

        Raises
        ------
        OSError
            If the file is gone, because another pack is in force by now.
        """
        kept = kept_path(path, axes)
        made = _sorted.get(kept) if kept.is_file() else None
        if made is None:
            made = Tenants(sorted_register(path, axes, progress))
            if kept_path(path, axes) == kept:  # else it is that of another file by now
                _sorted[kept] = made
        return made


_sorted: WeakValueDictionary[Path, Tenants] = WeakValueDictionary()


def shapes_of(area: str) -> tuple[shapely.Geometry, ...]:
    """Return the polygons of a drawn area (`data.drawn_area`); none if there is none.

    >>> shapes_of("")
    ()
    """
    return (area_shape(area),) if area else ()


@remembered(VIEWS)
def inside(tenants: Tenants, *shapes: shapely.Geometry) -> np.ndarray:
    """Return the cube of the tenants in each of some polygons in WGS84 degrees.

    Shared between callers: not to be changed.

    >>> int(inside(catalog.tenants, shapely.box(105, 29, 107, 30)).sum())
    330
    """
    return tenants.engine.inside(*shapes)


def cube_within(tenants: Tenants, area: str) -> np.ndarray:
    """Return the cube of the tenants that have a place in a drawn area; of all if there is none.

    Shared between callers: not to be changed.

    >>> int(cube_within(catalog.tenants, "c:29.1,105.6,100").sum())
    0
    """
    return inside(tenants, *shapes_of(area)) if area else tenants.cube


def cells(tenants: Tenants, resolution: int, area: str = "") -> Cells:
    """Return the tenants of the whole park, or of a drawn area, by cell of up to `LEVEL`.

    The engine is asked for the finest ones only: coarser ones are made of them. Shared between
    callers: not to be changed.

    >>> int(cells(catalog.tenants, 7).count.sum())
    330
    """
    return _cells(tenants, resolution, area) if area or resolution < LEVEL else tenants.level


@remembered(32)
def _cells(tenants: Tenants, resolution: int, area: str) -> Cells:
    if resolution == LEVEL:
        return tenants.engine.cells(LEVEL, Where(shapes=shapes_of(area)))
    fine = cells(tenants, LEVEL, area)
    return gathered(parents(fine.cell, resolution), fine.code, fine.count)


def shown_codes(
    selection: Selection, axes: Axes, as_of: Period, *, has_status: bool, illustrative: bool
) -> np.ndarray:
    """Return which cells of the cube a selection lets through.

    Parameters
    ----------
    selection : Selection
        At the latest date the whole register counts; before it, an enterprise counts from
        the end of the year it came in, and an undated one always.
    axes : mapping of str to tuple of str
        As `axes_of`.
    as_of : Period
        The date of the selection.
    has_status : bool
        Whether the status filter applies to the register.
    illustrative : bool
        Whether illustrative enterprises may be shown at this date.

    Returns
    -------
    numpy.ndarray of bool, shape `shape_of` the axes

    Examples
    --------
    >>> axes, latest = catalog.tenants.axes, catalog.latest
    >>> bool(shown_codes(Selection(), axes, latest, has_status=True, illustrative=True).any())
    True
    """
    end = as_of.end
    last_year = end.year if (end.month, end.day) == (12, 31) else end.year - 1
    kept = {
        "zone": _among(axes["zone"], selection.zones),
        "sector": _among(axes["sector"], selection.sectors),
        "status": _among(axes["status"], selection.statuses if has_status else ()),
        "since_year": np.array(
            [
                not selection.as_of or year == UNDATED or (year != LATER and int(year) <= last_year)
                for year in axes["since_year"]
            ]
        ),
        "evidence": np.array(
            [
                grade != "illustrative" or (illustrative and selection.evidence == "all")
                for grade in GRADES
            ]
        ),
    }
    shown: np.ndarray = reduce(np.logical_and.outer, kept.values())
    return shown


def _among(categories: tuple[str, ...], chosen: tuple[str, ...]) -> np.ndarray:
    return np.array([not chosen or category in chosen for category in categories])
