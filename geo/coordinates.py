"""How the coordinates of a file are meant: what they may be, best first, and how sure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from data.park import Coordinates
from geo.control import Control, control_of, datum_said, witnesses
from geo.references import (
    OFFERED,
    Reference,
    central_meridian,
    false_easting,
    is_exact,
    offered,
    parse_reference,
    points_to_wgs84,
    reference_name,
    to_wgs84,
)

__all__ = [
    "OFFERED",
    "Control",
    "Guess",
    "Reference",
    "control_of",
    "guesses",
    "offered",
    "parse_reference",
    "reference_name",
    "to_wgs84",
]

_BY_NUMBERS = {"EPSG:4523": "prefix_35", "EPSG:4496": "prefix_18"}
_SHIFTED = {"GCJ-02": "shifted_gcj02", "BD-09": "shifted_bd09"}
_SAMPLE = 10_000
_LARGEST_ANGLE = 360.0
# The boundary's own vertices lie on the edge, and no two boundaries agree to the metre.
_MARGIN_DEG = 0.01
_LANDS = 0.5
_AS_GOOD = 0.1
_ENOUGH = 2


@dataclass(frozen=True)
class Guess:
    """One way to understand the coordinates of a layer.

    Attributes
    ----------
    reference : Reference
    inside : float
        Share of the vertices that then lie in the district or within 1 km of it, 0-1.
    finding : str
        Message ``doubt.reference_<finding>`` says it. ``stated``: as the file states.
        ``inexact``: likewise, but the way to WGS84 is only roughly known. ``degrees``,
        ``easting``, ``prefix_35``, ``prefix_18``: by the size of the numbers. ``swapped``:
        latitude or northing first. ``shifted_gcj02``, ``shifted_bd09``: by known places or by
        the file's own words. ``wrong_meridian``: another central meridian than the file
        states. ``outside``: no reading brings half of the layer to the district. ``none``:
        there are no coordinates.
    is_sure : bool
        The file states it and nothing speaks against it, or known places confirm it.
    """

    reference: Reference
    inside: float
    finding: str
    is_sure: bool


def guesses(geometry: np.ndarray, stated: str, control: Control) -> tuple[Guess, ...]:
    """Return how the coordinates of a layer may be meant, best first, at least one.

    Known places decide, then the file's own words, then what it states if that brings half of
    the vertices to the district, then the numbers. Without known places, WGS84, GCJ-02 and
    BD-09 all fit degrees, and Gauss-Krüger and UTM both fit eastings: they stand in this
    order and the first is not sure. The systems are those of the park.

    Parameters
    ----------
    geometry : numpy.ndarray of shapely.Geometry
        In the coordinates of the file, perhaps ``None`` in places.
    stated : str
        What the file states; nonsense counts as nothing.
    control : Control
        What is known, with one name a feature or no names.

    Examples
    --------
    >>> from geo.control import control_of
    >>> place = np.array([shapely.Point(105.93, 29.36)])
    >>> guesses(place, "EPSG:4326", control_of(catalog))[0].reference.reference_id
    'EPSG:4326'
    """
    sample = _sample(geometry)
    if len(sample) == 0:
        return (Guess(Reference(OFFERED[0]), 0.0, "none", is_sure=False),)
    by_file = _stated(stated)
    said = datum_said(control.words)
    readings = _readings(said, by_file, control.coordinates)
    near = shapely.buffer(control.district, _MARGIN_DEG)
    shapely.prepare(near)
    inside = {
        reading: float(shapely.contains_xy(near, points_to_wgs84(sample, reading)).mean())
        for reading in readings
    }
    nearest = max(readings, key=inside.__getitem__)
    seen = witnesses(geometry, control, nearest)
    hits = {reading: seen.hits(reading) for reading in readings}
    weight = {reading: int(seen.weight[hits[reading]].sum()) for reading in readings}
    likely = [r for r in readings if inside[r] >= _LANDS or weight[r]]
    if not likely:
        reading = nearest if inside[nearest] else by_file or _by_size(sample, control.coordinates)
        return (Guess(reading, inside[reading], "outside", is_sure=False),)
    enough = inside[nearest] - _AS_GOOD
    likely.sort(key=lambda r: (-weight[r], r != by_file and inside[r] < enough))
    best = likely[0]
    is_disputed = any((hits[r] & ~hits[best]).any() for r in likely)
    is_plain = best == by_file and is_exact(best) and (said == best or said not in likely)
    is_sure = not is_disputed and (is_plain or weight[best] >= _ENOUGH)
    return tuple(
        Guess(
            r,
            inside[r],
            _finding(r, by_file, has_proof=r == said or weight[r] > 0),
            is_sure=is_sure and r == best,
        )
        for r in likely
    )


def _sample(geometry: np.ndarray) -> np.ndarray:
    points = shapely.get_coordinates(geometry)
    points = points[:: 1 + len(points) // _SAMPLE]
    return np.asarray(points[np.isfinite(points).all(axis=1)])


def _stated(text: str) -> Reference | None:
    try:
        return parse_reference(text)
    except ValueError:
        return None


def _readings(
    said: Reference | None, by_file: Reference | None, known: Coordinates
) -> tuple[Reference, ...]:
    shifted = _SHIFTED if known.shifted else ()
    likely = ("EPSG:4326", *shifted, *known.systems, *known.neighbours)
    straight = [*filter(None, (said, by_file)), *map(Reference, likely)]
    swapped = [Reference(reading.reference_id, swapped=True) for reading in straight]
    return tuple(dict.fromkeys([*straight, *swapped]))


def _by_size(sample: np.ndarray, known: Coordinates) -> Reference:
    """Return the system whose numbers are this large: degrees, a prefixed easting, or the grid."""
    size = float(np.abs(np.median(sample, axis=0)).max())
    if size <= _LARGEST_ANGLE:
        return Reference("EPSG:4326")
    million = int(size / 1e6)
    systems = map(Reference, known.systems)
    prefixed = [one for one in systems if million and false_easting(one) // 1e6 == million]
    return prefixed[0] if prefixed else Reference(known.grid)


def _finding(reading: Reference, by_file: Reference | None, *, has_proof: bool) -> str:
    if reading.swapped:
        return "swapped"
    if reading == by_file:
        return "stated" if is_exact(reading) else "inexact"
    if reading.reference_id in _SHIFTED:
        return _SHIFTED[reading.reference_id] if has_proof else "degrees"
    meridians = {central_meridian(reading), central_meridian(by_file) if by_file else None}
    if len(meridians - {None}) == 2:
        return "wrong_meridian"
    if false_easting(reading) == 0 and central_meridian(reading) is None:
        return "degrees"
    return _BY_NUMBERS.get(reading.reference_id, "easting")
