"""Shapes made fit for an outline: one kind, valid, not heavier than a map can carry."""

from __future__ import annotations

import numpy as np
import shapely

from geo.areas import area_km2

SLIVER = 1e-4
SIMPLIFY_M = 1.0
MOST_VERTICES = 100_000
MOST_CROSSINGS = 5_000
_SAMPLE = 16
_RING = 4
_FIRST_MULTI = 4
_METRES_A_DEGREE = 111_320.0
_KINDS = {1: shapely.MultiLineString, 2: shapely.MultiPolygon}


def of_dimension(shape: shapely.Geometry, dimension: int) -> shapely.Geometry | None:
    """Return the lines (1) or surfaces (2) of a shape, ``None`` if it has none."""
    parts = _simple_parts(shape)
    fitting = parts[~shapely.is_empty(parts) & (shapely.get_dimensions(parts) == dimension)]
    if len(fitting) < 2:
        return fitting[0] if len(fitting) else None
    return _KINDS[dimension](list(fitting))


def _simple_parts(shape: shapely.Geometry) -> np.ndarray:
    """Return the parts of a shape, of collections in collections too."""
    parts = np.array([shape], dtype=object)
    while (shapely.get_type_id(parts) >= _FIRST_MULTI).any():
        parts = shapely.get_parts(parts)
    return parts


def as_surface(shape: shapely.Geometry) -> shapely.Geometry | None:
    """Return the surfaces of a shape; closed lines bound one."""
    if shapely.get_dimensions(shape) == 1:
        lines = _simple_parts(shape)
        if not (shapely.is_closed(lines) & (shapely.get_num_coordinates(lines) >= _RING)).all():
            return None
        shape = shapely.MultiPolygon([shapely.Polygon(line) for line in lines])
    return of_dimension(shape, 2)


def repaired(shape: shapely.Geometry) -> tuple[shapely.Geometry | None, float]:
    """Repair a surface that crosses itself.

    Parameters
    ----------
    shape : shapely.Geometry
        EPSG:4326.

    Returns
    -------
    shape : shapely.Geometry or None
        Valid, without slivers (parts under a ten-thousandth of the whole); ``None`` if no
        surface is left, or if it crosses itself so often that it is no outline.
    change : float
        Change of area as a share of the area before; infinite if that was nothing.
    """
    if crossings(shape) > MOST_CROSSINGS:
        return None, float("inf")
    before = shapely.area(shape)
    mended = of_dimension(shapely.make_valid(shape), 2)
    if mended is None:
        return None, float("inf")
    parts = shapely.get_parts(mended)
    areas = shapely.area(parts)
    kept = parts[areas >= SLIVER * areas.sum()]
    mended = kept[0] if len(kept) == 1 else shapely.MultiPolygon(list(kept))
    change = abs(shapely.area(mended) - before) / before if before > 0 else float("inf")
    return mended, float(change)


def crossings(shape: shapely.Geometry) -> float:
    """Estimate from a sample of its edges how often a shape crosses itself.

    A random scrawl of a hundred thousand vertices has a billion crossings, which no
    repair would survive.
    """
    corners, owners = shapely.get_coordinates(
        shapely.boundary(shapely.get_parts(shape)), return_index=True
    )
    joined = owners[:-1] == owners[1:]
    start, end = corners[:-1][joined], corners[1:][joined]
    sample = range(0, len(start), max(1, len(start) // _SAMPLE))
    hits = 0
    for edge in sample:
        first, last = start[edge], end[edge]
        apart = _side(first, last, start) * _side(first, last, end) < 0
        across = _side(start, end, first) * _side(start, end, last) < 0
        hits += int(np.count_nonzero(apart & across))
    return hits * len(start) / len(sample) / 2


def _side(first: np.ndarray, last: np.ndarray, point: np.ndarray) -> np.ndarray:
    """Return on which side of a line from `first` to `last` a point lies, by its sign."""
    run, off = last - first, point - first
    return np.asarray(run[..., 0] * off[..., 1] - run[..., 1] * off[..., 0])


def lightened(shape: shapely.Geometry) -> tuple[shapely.Geometry | None, float]:
    """Simplify a shape by at most one metre.

    Parameters
    ----------
    shape : shapely.Geometry
        EPSG:4326; a surface must be valid, for GEOS would mend it first at any cost.

    Returns
    -------
    shape : shapely.Geometry or None
        Valid; ``None`` if nothing is left, or still more than `MOST_VERTICES`.
    change : float
        Change of its geodesic area as a share; 0 for a line.
    """
    dimension = int(shapely.get_dimensions(shape))
    light = shapely.simplify(shape, SIMPLIFY_M / _METRES_A_DEGREE, preserve_topology=False)
    if shapely.get_num_coordinates(light) > MOST_VERTICES:
        return None, 0.0
    if dimension == 2 and not light.is_valid:
        light = shapely.make_valid(light)
    kept = None if light.is_empty else of_dimension(light, dimension)
    before = area_km2(shape)
    if kept is None or before == 0:
        return kept, 0.0
    return kept, abs(area_km2(kept) / before - 1)
