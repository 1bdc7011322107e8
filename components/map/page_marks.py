"""What a page of its own puts on the map; it comes with the answer, so no filter redraws a map."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

import numpy as np

from components.blocks.base import Block
from geo.datum import gcj02_to_wgs84, wgs84_to_gcj02

OWN = "marks"  # the layer of marks, beside those that every map has


@dataclass(frozen=True)
class Mark:
    """One thing on the map.

    Attributes
    ----------
    id : str
    at : tuple of float
        Latitude and longitude in degrees (WGS84; `shifted` for a map in GCJ-02).
    sign : str
        ``●◐▨◌？`` are drawn as such; any other sign stands in a ring.
    colour : str
        ``#RRGGBB``.
    label : str
        Its name for a screen reader.
    tip : str
        Lines that a hover shows; the first is its name.
    text : str
        What stands beside it at all times.
    pick : str
        ``dimension:value`` that a click toggles.
    open : str
        Panel that a click opens; the second one where there is a `pick`.
    hatched : bool
        Whether its place is assumed.
    """

    id: str
    at: tuple[float, float]
    sign: str
    colour: str
    label: str
    tip: str
    text: str = ""
    pick: str = ""
    open: str = ""
    hatched: bool = False


@dataclass(frozen=True)
class KeySign:
    """What a sign or a colour stands for."""

    sign: str
    colour: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Marks(Block):
    """The marks of a page, and what shapes of the map say on hover.

    Attributes
    ----------
    title : str
        Of their layer in the key; empty without marks.
    layer : str
        Layer that `legend` belongs to.
    items : list of Mark
    legend : list of KeySign
    note : str
        What is not on the map, and that places are assumed.
    tips : dict of str to str
        Lines by the panel that a shape opens.
    absent : list of str
        Layers that were not there by the as-of date.
    finding : str
        What the marks say together, for the heading of the map.
    """

    kind: ClassVar[str] = "marks"
    HIDDEN: ClassVar = Block.HIDDEN | {"finding"}
    title: str = ""
    layer: str = OWN
    items: list[Mark] = field(default_factory=list)
    legend: list[KeySign] = field(default_factory=list)
    note: str = ""
    tips: Mapping[str, str] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)
    finding: str = ""


NO_MARKS = Marks()


def lines(*said: str | Iterable[str]) -> str:
    """Return the lines of a tip; parts of a line stand apart, empty ones are left out."""
    parts = (one if isinstance(one, str) else " · ".join(filter(None, one)) for one in said)
    return "\n".join(filter(None, parts))


def shifted(marks: Marks) -> Marks:
    """Return the same marks in GCJ-02, for basemaps drawn in that datum."""
    return _moved(marks, wgs84_to_gcj02)


def unshifted(marks: Marks) -> Marks:
    """Return marks in GCJ-02 in WGS84."""
    return _moved(marks, gcj02_to_wgs84)


def _moved(marks: Marks, move: Callable[..., tuple[np.ndarray, np.ndarray]]) -> Marks:
    if not marks.items:
        return marks
    lat, lon = np.array([one.at for one in marks.items]).T
    east, north = move(lon, lat)
    places = zip(north.tolist(), east.tolist(), strict=True)
    items = [replace(one, at=at) for one, at in zip(marks.items, places, strict=True)]
    return replace(marks, items=items)
