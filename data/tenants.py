"""The register of enterprises in the park: place, dimensions and counts, however many.

A register of some hundred rows comes as ``tenants.csv``; one of up to millions as
``tenants.parquet``, which Arrow reads. Either way an enterprise is reduced to its place
and one whole number, the position of its cell in a small cube, so that a count costs the
same whatever the number of enterprises.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from pathlib import Path
from typing import Self
from zipfile import BadZipFile

import h3.api.numpy_int as h3
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.drawn_area import holds
from data.durable import drafted
from data.memo import VIEWS, Owner, remembered
from data.packs import state_dir
from data.parquet import Columns, opened
from data.periods import Period
from data.schema import GRADES
from data.selection import STATUSES, Choices, Selection

UNATTRIBUTED = "unattributed"
UNDATED, LATER = "undated", "later"
Axes = Mapping[str, tuple[str, ...]]
CELL_RESOLUTION = 11
Progress = Callable[[float], object]

_CHUNK = 50_000
_log = logging.getLogger(__name__)
_FORMAT = 3
_ARRAYS = ("code", "lon", "lat", "cell", "row")


def axes_of(choices: Choices) -> Axes:
    """Return the categories of each axis of the cube of a park.

    >>> axes_of(catalog.choices)["since_year"][:2]
    ('undated', '2008')
    """
    years = range(choices.first.start.year, choices.latest.end.year + 1)
    return {
        "zone": choices.zones,
        "sector": (*choices.sectors, UNATTRIBUTED),
        "status": (*STATUSES, "none"),
        "since_year": (UNDATED, *map(str, years), LATER),
        "evidence": GRADES,
    }


def shape_of(axes: Axes) -> tuple[int, ...]:
    """Return the shape of a cube.

    >>> shape_of(axes_of(catalog.choices))
    (6, 6, 6, 17, 5)
    """
    return tuple(len(categories) for categories in axes.values())


@dataclass(frozen=True, eq=False)
class Tenants(Owner):
    """Enterprises in order of their H3 cell; those without a place come first.

    Attributes
    ----------
    axes : mapping of str to tuple of str
        Categories of the cube by axis, in their order.
    code : numpy.ndarray of int32, shape (n,)
        Position in the cube, flattened in C order of `axes`.
    lon, lat : numpy.ndarray of float64, shape (n,)
        WGS84 degrees; NaN where only the zone is known.
    cell : numpy.ndarray of uint64, shape (n,)
        H3 cell of resolution `CELL_RESOLUTION`; 0 without a place.
    row : numpy.ndarray of int32, shape (n,)
        Position in the register.
    """

    axes: Axes
    code: np.ndarray
    lon: np.ndarray
    lat: np.ndarray
    cell: np.ndarray
    row: np.ndarray

    def __len__(self) -> int:
        return len(self.code)

    @cached_property
    def cube(self) -> np.ndarray:
        """Number of enterprises, one axis for each of `axes`."""
        return _cube(self.code, self.axes)

    @cached_property
    def cube_without_place(self) -> np.ndarray:
        """Those of `cube` whose zone is known, but not their place."""
        return _cube(self.code[self.cell == 0], self.axes)

    @cached_property
    def has_status(self) -> bool:
        """Whether any enterprise has a status of its own."""
        return bool(self.cube[:, :, : len(STATUSES)].any())

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, axes: Axes) -> Self:
        """Return the register of a checked ``tenants`` table."""
        columns = []
        for name, categories in axes.items():
            values = frame[name] if name in frame else pd.Series([None] * len(frame))
            if name == "since_year":
                columns.append(_year_codes(values, categories))
            else:
                filled = values.astype(object).where(values.notna(), categories[-1])
                columns.append(pd.Index(categories).get_indexer(pd.Index(filled)))
        code = np.ravel_multi_index(columns, shape_of(axes)).astype(np.int32)
        return cls._sorted(axes, code, frame["lon"].to_numpy(float), frame["lat"].to_numpy(float))

    @classmethod
    def from_parquet(cls, path: Path, axes: Axes, progress: Progress = lambda _: None) -> Tenants:
        """Return the register of a checked Parquet file; kept on disk while unchanged.

        Parameters
        ----------
        path : pathlib.Path
        axes : mapping of str to tuple of str
            As `axes_of`.
        progress : callable
            Told the part that is done, from 0 to 1.

        Raises
        ------
        OSError
            If the file is gone, because another pack is in force by now.
        """
        kept = kept_path(path, axes)
        if kept in _unkept:
            return _unkept[kept]
        if found := cls._kept(kept, axes):
            return found
        made = cls._sorted(axes, *_columns(path, axes), progress)
        if kept_path(path, axes) != kept:
            raise FileNotFoundError(path)
        _keep(made, kept)
        return made

    @classmethod
    def _kept(cls, kept: Path, axes: Axes) -> Self | None:
        try:
            with np.load(kept) as arrays:
                return cls(axes, **{name: arrays[name] for name in _ARRAYS})
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):  # made anew
            _log.warning("%s cannot be read", kept)
            return None

    @classmethod
    def _sorted(
        cls,
        axes: Axes,
        code: np.ndarray,
        lon: np.ndarray,
        lat: np.ndarray,
        progress: Progress = lambda _: None,
    ) -> Self:
        cell = np.zeros(len(code), dtype=np.uint64)
        placed = np.flatnonzero(~np.isnan(lon))
        for start in range(0, len(placed), _CHUNK):
            part = placed[start : start + _CHUNK]
            places = zip(lat[part].tolist(), lon[part].tolist(), strict=True)
            cell[part] = [h3.latlng_to_cell(*place, CELL_RESOLUTION) for place in places]
            progress(min(start + _CHUNK, len(placed)) / len(placed))
        order = np.argsort(cell, kind="stable")
        return cls(axes, code[order], lon[order], lat[order], cell[order], order.astype(np.int32))


@remembered(2)  # as large as the register, at worst
def tenants_within(tenants: Tenants, area: str) -> Tenants:
    """Return the tenants that have a place in a drawn area; all if there is none.

    >>> len(tenants_within(catalog.tenants, "")) == len(catalog.tenants)
    True
    >>> len(tenants_within(catalog.tenants, "c:29.1,105.6,100"))
    0
    """
    if not area:
        return tenants
    inside = np.flatnonzero(holds(area, tenants.lon, tenants.lat))
    return Tenants(tenants.axes, **{name: getattr(tenants, name)[inside] for name in _ARRAYS})


@remembered(VIEWS)
def cube_within(tenants: Tenants, area: str) -> np.ndarray:
    """Return the cube of the tenants that have a place in a drawn area; of all if there is none.

    Shared between callers: not to be changed.

    >>> int(cube_within(catalog.tenants, "c:29.1,105.6,100").sum())
    0
    """
    return tenants_within(tenants, area).cube


_unkept: dict[Path, Tenants] = {}  # the last one that the disk did not take


def is_prepared(path: Path) -> bool:
    """Tell whether the register of a Parquet file is at hand; if the file is gone, nothing waits.

    >>> is_prepared(folder / "tenants.parquet")
    True
    """
    try:
        name = _kept_name(path)
    except OSError:
        return True
    held = [*_unkept, *(state_dir() / ".cache").glob(f"{name}-*.npz")]
    return any(one.name.startswith(f"{name}-") for one in held)


def kept_path(path: Path, axes: Axes) -> Path:
    """Return where the register of a Parquet file is kept; another name once it changes.

    >>> file = folder / "tenants.parquet"
    >>> file.touch()
    >>> kept = kept_path(file, axes_of(catalog.choices))
    >>> kept.parent.name, kept.suffix
    ('.cache', '.npz')
    """
    sorts = hashlib.sha256(repr(sorted(axes.items())).encode()).hexdigest()[:8]
    return state_dir() / ".cache" / f"{_kept_name(path)}-{sorts}.npz"


def _kept_name(path: Path) -> str:
    stat = path.stat()
    place = hashlib.sha256(str(path.absolute()).encode()).hexdigest()[:12]
    return f"{place}-{_FORMAT}-{stat.st_size:x}-{stat.st_mtime_ns:x}"


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
    >>> axes, latest = axes_of(catalog.choices), catalog.latest
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


def _keep(made: Tenants, kept: Path) -> None:
    """Keep a register on disk; where that cannot be done, it is made anew after the next start."""
    try:
        with drafted(kept) as draft, draft.open("wb") as file:
            np.savez(file, **{name: getattr(made, name) for name in _ARRAYS})
        for old in kept.parent.glob(f"{kept.name.partition('-')[0]}-*.npz"):
            if old != kept:
                old.unlink(missing_ok=True)
    except OSError:
        _log.exception("%s", kept)
        _unkept.clear()
        _unkept[kept] = made


def _cube(code: np.ndarray, axes: Axes) -> np.ndarray:
    shape = shape_of(axes)
    return np.bincount(code, minlength=int(np.prod(shape))).reshape(shape)


def _among(categories: tuple[str, ...], chosen: tuple[str, ...]) -> np.ndarray:
    return np.array([not chosen or category in chosen for category in categories])


def _year_codes(years: pd.Series, categories: tuple[str, ...]) -> np.ndarray:
    first, last = int(categories[1]), int(categories[-2])
    number = pd.to_numeric(years).clip(first, last + 1) - first + 1
    return number.fillna(0).to_numpy(dtype=np.int64)


def _columns(path: Path, axes: Axes) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return code, longitude and latitude of each row, in the order of the file."""
    with opened(path) as columns:
        code = np.zeros(columns.rows, dtype=np.int32)
        for (name, categories), size in zip(axes.items(), shape_of(axes), strict=True):
            code *= size
            if name in columns.types:
                code += _place(name, categories, columns)
            elif name != "since_year":
                code += size - 1
        lon, lat = (columns.numbers(name).to_numpy() for name in ("lon", "lat"))
    return code, lon, lat


def _place(name: str, categories: tuple[str, ...], columns: Columns) -> np.ndarray:
    """Return the place of each row's category; a missing one is the last."""
    if name == "since_year":
        return _year_codes(pd.Series(columns.numbers(name).to_numpy()), categories)
    found = pc.index_in(columns.texts(name), value_set=pa.array(categories, pa.string()))
    places: np.ndarray = found.fill_null(len(categories) - 1).to_numpy()
    return places
