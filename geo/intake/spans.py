"""Between what the coordinates of a park lie, in degrees and in the metres of its systems."""

from __future__ import annotations

from functools import lru_cache

from pyproj import CRS, Transformer

from data.park import Coordinates

_MARGIN_M = 100e3
Spans = tuple[tuple[float, float], ...]


@lru_cache(maxsize=4)
def number_spans(known: Coordinates) -> tuple[Spans, Spans]:
    """Return what first and second numbers of a place may be: degrees, then eastings or northings.

    >>> lon, lat = number_spans(Coordinates(region=(8, 54, 10, 55), systems=("EPSG:25832",)))
    >>> lon[0], [round(north, -5) for north in lat[1]]
    ((8.0, 10.0), [5900000.0, 6200000.0])
    """
    west, south, east, north = known.region
    spans: tuple[list[tuple[float, float]], ...] = ([(west, east)], [(south, north)])
    for system in known.systems:
        if CRS.from_user_input(system).is_geographic:
            continue
        there = Transformer.from_crs("EPSG:4326", system, always_xy=True)
        left, low, right, high = there.transform_bounds(west, south, east, north)
        spans[0].append((left - _MARGIN_M, right + _MARGIN_M))
        spans[1].append((low - _MARGIN_M, high + _MARGIN_M))
    return tuple(spans[0]), tuple(spans[1])
