"""Lines that meet: cut where they do, so that simplified ones still meet, and joined again."""

from __future__ import annotations

import numpy as np
import shapely


def split_where_they_meet(lines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Cut lines at each vertex that they share with one another or pass twice.

    Parameters
    ----------
    lines : numpy.ndarray of shapely.LineString

    Returns
    -------
    pieces : numpy.ndarray of shapely.LineString
    owners : numpy.ndarray of int
        Which of `lines` each is of.

    Examples
    --------
    >>> lines = shapely.from_wkt(["LINESTRING (0 0, 1 0, 2 0)", "LINESTRING (1 0, 1 5)"])
    >>> pieces, owners = split_where_they_meet(lines)
    >>> [one.wkt for one in pieces][:2], owners.tolist()
    (['LINESTRING (0 0, 1 0)', 'LINESTRING (1 0, 2 0)'], [0, 0, 1])
    """
    points, owner = shapely.get_coordinates(lines, return_index=True)
    if len(points) == 0:
        return np.empty(0, dtype=object), np.empty(0, dtype=int)
    _, same, times = np.unique(points, axis=0, return_inverse=True, return_counts=True)
    is_first = np.r_[True, owner[1:] != owner[:-1]]
    is_last = np.r_[is_first[1:], True]
    is_cut = (times[same.ravel()] > 1) & ~is_first & ~is_last
    # A vertex that is cut at ends one piece and begins the next.
    copies = np.where(is_cut, 2, 1)
    begins = np.repeat(is_first, copies)
    begins[np.cumsum(copies)[is_cut] - 1] = True
    piece = np.cumsum(begins) - 1
    made = shapely.linestrings(np.repeat(points, copies, axis=0), indices=piece)
    return made, np.repeat(owner, copies)[begins]


def joined(lines: np.ndarray) -> np.ndarray:
    """Return lines with those that continue one another as one.

    >>> lines = shapely.from_wkt(["LINESTRING (0 0, 1 0)", "LINESTRING (1 0, 2 0)"])
    >>> [one.wkt for one in joined(lines)]
    ['LINESTRING (0 0, 1 0, 2 0)']
    """
    merged = shapely.line_merge(shapely.multilinestrings(lines))
    return np.asarray(shapely.get_parts(merged), dtype=object)
