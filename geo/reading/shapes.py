"""Shapes as they come from a file: unreadable, missing or absurd ones become none, with a note."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import shapely

from geo.reading.findings import Note, Table

# Numbers of a grid end at 41 million metres; in millimetres they are about 3 billion.
_MILLIMETRES = (1e8, 1e11)
_FARTHEST = 1e9  # metres or degrees; a zone-prefixed easting has 3.5e7


def check_shapes(
    wkb: Sequence[bytes | None], *, is_drawing: bool = False
) -> tuple[np.ndarray, list[Note]]:
    """Parse shapes, close open rings, and leave out those that stand nowhere.

    Self-intersections are kept: whether to repair them is the user's choice.

    Parameters
    ----------
    wkb : sequence of bytes or None
        One shape a feature, in file order.
    is_drawing : bool
        Whether the unit may be millimetres, which nothing but the size of the numbers tells.

    Returns
    -------
    shapes : numpy.ndarray of shapely.Geometry or None, shape (n,)
        Two-dimensional.
    notes : list of Note
        Rows are features from 1.
    """
    given = np.array(wkb, dtype=object)
    shapes = shapely.force_2d(shapely.from_wkb(given, on_invalid="ignore"))
    present = np.array([one is not None for one in given], dtype=bool)
    unread = present & shapely.is_missing(shapes)
    mended = shapely.force_2d(shapely.from_wkb(given[unread], on_invalid="fix"))
    shapes[unread] = np.where(shapely.area(mended) > 0, mended, None)
    unread, closed = unread & shapely.is_missing(shapes), unread & ~shapely.is_missing(shapes)
    points, owner = shapely.get_coordinates(shapes, return_index=True)
    is_small = is_drawing and _are_millimetres(points)
    if is_small:
        points = points / 1000
        shapes = shapely.set_coordinates(shapes, points)
    with np.errstate(invalid="ignore"):
        wild = ~(np.abs(points) < _FARTHEST).all(axis=1)
    absurd = np.isin(np.arange(len(shapes)), owner[wild])
    void = ~unread & ~absurd & (shapely.is_missing(shapes) | shapely.is_empty(shapes))
    somewhere = np.isin(np.arange(len(shapes)), owner[(points != 0).any(axis=1)])
    at_zero = ~unread & ~absurd & ~void & ~somewhere
    notes = [Note(None, None, "drawn_in_mm")] if is_small else []
    notes += [
        Note(int(row) + 1, None, kind)
        for kind, rows in (
            ("shape_unread", unread),
            ("ring_closed", closed),
            ("shape_absurd", absurd),
            ("no_geometry", void),
            ("null_island", at_zero),
        )
        for row in np.flatnonzero(rows)
    ]
    shapes[absurd | void | at_zero] = None
    return shapes, notes


def _are_millimetres(points: np.ndarray) -> bool:
    if not len(points):
        return False
    low, high = _MILLIMETRES
    return bool(low < np.median(np.abs(points).max(axis=1)) < high)


def parse_hex(shapes: Sequence[str | None]) -> np.ndarray:
    """Return shapes from their hexadecimal WKB, shape (n,)."""
    return np.asarray(shapely.from_wkb(np.array(shapes, dtype=object)))


def count_vertices(tables: Iterable[Table]) -> int:
    """Return how many vertices all shapes have together."""
    counts = (
        shapely.get_num_coordinates(parse_hex(one.shapes)).sum() for one in tables if one.shapes
    )
    return int(sum(counts))
