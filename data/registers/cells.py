"""Cells of a register by their bits, and which of them lie in an area."""

from __future__ import annotations

import h3.api.numpy_int as h3
import numpy as np
import shapely

from data.registers.questions import CELL_RESOLUTION, LEVEL, Cells

TURN_FACTOR, TURN_RANGE = 2_654_435_761, 2**32  # Knuth's multiplicative hash
_REACH = 1.5  # times its edge: no place of a cell is farther from its centre
_REACH_OF_PARENT = 2.0  # of a cell made of finer ones, some of whose places lie beside it
_METRES_PER_DEGREE = 110_500  # of latitude, at least


def parents(cell: np.ndarray, resolution: int) -> np.ndarray:
    """Return the cell of a coarser resolution that holds each H3 cell.

    The same as `h3.cell_to_parent` for each, by its bit layout: four bits for the
    resolution from bit 52, then three for each digit, all ones where not used.

    >>> fine = np.array([h3.latlng_to_cell(29.36, 105.93, 9)], dtype=np.uint64)
    >>> h3.get_resolution(int(parents(fine, 7)[0]))
    7
    """
    kept, added = parent_bits(resolution)
    coarse: np.ndarray = cell & np.uint64(kept) | np.uint64(added)
    return coarse


def parent_bits(resolution: int) -> tuple[int, int]:
    """Return which bits a coarser cell keeps (`and`), and which are set in it (`or`).

    Both are below 2**63, as every cell.

    >>> kept, added = parent_bits(7)
    >>> h3.get_resolution(h3.latlng_to_cell(29.36, 105.93, 9) & kept | added)
    7
    """
    unused = (1 << 3 * (15 - resolution)) - 1
    return (2**63 - 1) & ~(0xF << 52), resolution << 52 | unused


def gathered(cell: np.ndarray, code: np.ndarray, count: np.ndarray | None = None) -> Cells:
    """Return how many there are of each cell and code.

    Parameters
    ----------
    cell : numpy.ndarray of uint64, shape (n,)
    code : numpy.ndarray of int, shape (n,)
    count : numpy.ndarray of int, shape (n,), optional
        How many each stands for; one each if left out.

    Examples
    --------
    >>> found = gathered(np.array([7, 7, 5], np.uint64), np.array([1, 1, 0]))
    >>> found.cell.tolist(), found.code.tolist(), found.count.tolist()
    ([5, 7], [0, 1], [1, 2])
    """
    cells, place = np.unique(cell, return_inverse=True)
    codes = int(code.max(initial=0)) + 1
    pair, at = np.unique(place.astype(np.int64) * codes + code, return_inverse=True)
    whole = np.zeros(len(pair), dtype=np.int64)
    np.add.at(whole, at, 1 if count is None else count)
    return Cells(cells[pair // codes], (pair % codes).astype(np.int32), whole)


def turn(row: np.ndarray) -> np.ndarray:
    """Return when a row's turn comes in a sample: those of the least are in it, then of the row.

    In SQL ``row * 2654435761 % 4294967296``: near rows are far apart, and two thirds of
    whatever order a register has are two thirds of each part of it.

    >>> turn(np.array([0, 1, 2]))
    array([         0, 2654435761, 1013904226])
    """
    turned: np.ndarray = row.astype(np.int64) * TURN_FACTOR % TURN_RANGE
    return turned


def turn_before(most: int, total: int) -> int:
    """Return before which turn nearly always come `most` of a number of rows, and few more.

    >>> turn_before(3_000, 3_000) == TURN_RANGE, turn_before(3_000, 3_000_000) * 900 < TURN_RANGE
    (True, True)
    """
    part = (most + 6 * most**0.5) / total if total > most else 1
    return int(TURN_RANGE * min(part, 1))


def firsts(cell: np.ndarray) -> np.ndarray:
    """Return where each of some ascending cells begins, and after the last the end.

    >>> firsts(np.array([5, 5, 7], np.uint64)).tolist()
    [0, 2, 3]
    """
    is_first: np.ndarray = np.concatenate([[True] * (len(cell) > 0), cell[1:] != cell[:-1]])
    return np.append(np.flatnonzero(is_first), len(cell))


def centres(cell: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return longitude and latitude of the centre of each H3 cell.

    >>> lon, lat = centres(np.array([h3.latlng_to_cell(29.36, 105.93, 11)]))
    >>> round(float(lon[0]), 2), round(float(lat[0]), 2)
    (105.93, 29.36)
    """
    lat, lon = np.array([h3.cell_to_latlng(int(one)) for one in cell]).reshape(-1, 2).T
    return lon, lat


def split(
    cell: np.ndarray, shapes: tuple[shapely.Geometry, ...], resolution: int = CELL_RESOLUTION
) -> tuple[np.ndarray, np.ndarray]:
    """Return which cells lie in all of some polygons, and which may lie in them in part.

    Places of a cell of the second kind have to be looked at one by one; of other cells, none
    is inside. So an engine needs to know nothing of geometry.

    Parameters
    ----------
    cell : numpy.ndarray of uint64, shape (k,)
        H3 cells of one resolution.
    shapes : tuple of shapely.Geometry
        In EPSG:4326.
    resolution : int
        `CELL_RESOLUTION`, or a coarser one, whose cells hold what those below them do.

    Returns
    -------
    within, partly : numpy.ndarray of bool, shape (k,)

    Examples
    --------
    >>> cells = np.array([h3.latlng_to_cell(29.36, lon, 11) for lon in (105.9, 106, 106.1)])
    >>> [one.tolist() for one in split(cells, (shapely.box(105.95, 29.3, 106.1, 29.4),))]
    [[False, True, False], [False, False, True]]
    """
    lon, lat = centres(cell)
    reach, odd = _reach(lon, lat, resolution)
    within, out, places = ~odd, np.zeros(len(cell), dtype=bool), shapely.points(lon, lat)
    for shape in shapes:
        far = shapely.distance(places, shapely.boundary(shape)) > reach
        inside = shapely.intersects_xy(shape, lon, lat)
        within &= far & inside
        out |= far & ~inside & ~odd
    return within, ~within & ~out


def _reach(lon: np.ndarray, lat: np.ndarray, resolution: int) -> tuple[np.ndarray, np.ndarray]:
    """Return how many degrees cells may reach from their centre, and of which that is no help.

    A cell across the date line or near a pole has its centre on one side of it only.
    """
    times = _REACH if resolution == CELL_RESOLUTION else _REACH_OF_PARENT
    metres = times * h3.average_hexagon_edge_length(resolution, unit="m")
    reach = metres / (_METRES_PER_DEGREE * np.cos(np.radians(np.minimum(np.abs(lat) + 0.01, 89))))
    return reach, (np.abs(lon) >= 180 - reach) | (np.abs(lat) >= 88)


def split_finely(
    cell: np.ndarray, lon: np.ndarray, lat: np.ndarray, shapes: tuple[shapely.Geometry, ...]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return which coarse cells lie in some polygons, and which fine ones of those on the rim do.

    Parameters
    ----------
    cell : numpy.ndarray of uint64, shape (k,)
        H3 cells of `LEVEL`.
    lon, lat : numpy.ndarray, shape (k,)
        Their `centres`: most cells of a large register are far from any shape.
    shapes : tuple of shapely.Geometry
        In EPSG:4326.

    Returns
    -------
    within : numpy.ndarray of bool, shape (k,)
        Of `cell`.
    core, rim : numpy.ndarray of uint64
        Cells of `CELL_RESOLUTION` below the others: those that lie in all polygons, and those
        whose places have to be looked at one by one.

    Examples
    --------
    >>> cells = np.array([h3.latlng_to_cell(29.36, lon, 10) for lon in (105.9, 106, 106.1)])
    >>> shape = shapely.box(105.95, 29.3, 106.1, 29.4)
    >>> within, core, rim = split_finely(cells, *centres(cells), (shape,))
    >>> within.tolist(), 0 < len(core) + len(rim) <= 7  # of the third cell
    ([False, True, False], True)
    """
    reach, odd = _reach(lon, lat, LEVEL)
    near = np.full(len(cell), fill_value=True)
    for west, south, east, north in (one.bounds for one in shapes):
        near &= (lon >= west - reach) & (lon <= east + reach)
        near &= (lat >= south - reach) & (lat <= north + reach)
    at = np.flatnonzero(near | odd)
    within = np.zeros(len(cell), dtype=bool)
    within[at], partly = split(cell[at], shapes, LEVEL)
    fine = children(cell[at[partly]])
    inner, rim = split(fine, shapes)
    return within, fine[inner], fine[rim]


def children(cell: np.ndarray) -> np.ndarray:
    """Return the cells of `CELL_RESOLUTION` below some H3 cells.

    >>> len(children(np.array([h3.latlng_to_cell(29.36, 105.93, 10)])))
    7
    """
    below = [h3.cell_to_children(int(one), CELL_RESOLUTION) for one in cell]
    return np.concatenate([np.array([], dtype=np.uint64), *below])


def ranges(cell: np.ndarray) -> list[tuple[int, int]]:
    """Return from where to where the cells of `CELL_RESOLUTION` below some of `LEVEL` go.

    >>> park = h3.latlng_to_cell(29.36, 105.93, 9)
    >>> len(ranges(h3.cell_to_children(park, 10))), ranges(np.array([], np.uint64))
    (1, [])
    """
    fine = np.sort(children(cell))
    # The last digit goes up to 6, so that 7 is none.
    apart = np.flatnonzero(np.diff(fine) > 2 << 3 * (15 - CELL_RESOLUTION)) + 1
    runs = np.split(fine, apart) if len(fine) else []
    return [(int(one[0]), int(one[-1])) for one in runs]
