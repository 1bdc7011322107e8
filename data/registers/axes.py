"""The dimensions by which a register is counted, and the code of each combination of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import numpy as np
import pandas as pd

from data.schema import GRADES
from data.selection import STATUSES, Choices

UNATTRIBUTED = "unattributed"
UNDATED, LATER = "undated", "later"
Axes = Mapping[str, tuple[str, ...]]


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


def mark_of(axes: Axes) -> str:
    """Return a short name of some axes, for files that hold only as long as these do.

    >>> len(mark_of(axes_of(catalog.choices)))
    8
    """
    return hashlib.sha256(repr(sorted(axes.items())).encode()).hexdigest()[:8]


def shape_of(axes: Axes) -> tuple[int, ...]:
    """Return the shape of a cube.

    >>> shape_of(axes_of(catalog.choices))
    (6, 6, 6, 17, 5)
    """
    return tuple(len(categories) for categories in axes.values())


def cube_of(code: np.ndarray, axes: Axes, count: np.ndarray | None = None) -> np.ndarray:
    """Return the cube of some codes.

    Parameters
    ----------
    code : numpy.ndarray of int, shape (k,)
        Positions in the cube, flattened in C order of `axes`.
    axes : mapping of str to tuple of str
    count : numpy.ndarray of int, shape (k,), optional
        How many enterprises each stands for; one each if left out.

    Returns
    -------
    numpy.ndarray of int64, shape `shape_of` the axes

    Examples
    --------
    >>> axes = axes_of(catalog.choices)
    >>> int(cube_of(np.array([0, 0, 3]), axes)[0, 0, 0, 0, 0])
    2
    """
    shape = shape_of(axes)
    made = np.zeros(int(np.prod(shape)), dtype=np.int64)
    np.add.at(made, code, 1 if count is None else count)
    return made.reshape(shape)


def year_places(years: pd.Series, categories: tuple[str, ...]) -> np.ndarray:
    """Return the place of each year on its axis.

    One before the first counts as the first, one after the last as `LATER`, none as `UNDATED`.

    >>> year_places(pd.Series([1990, 2009, 2100, None]), ("undated", "2008", "2009", "later"))
    array([1, 2, 3, 0])
    """
    first, last = int(categories[1]), int(categories[-2])
    number = pd.to_numeric(years).clip(first, last + 1) - first + 1
    return number.fillna(0).to_numpy(dtype=np.int64)
