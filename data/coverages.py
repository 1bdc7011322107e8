"""The extents that a park declares: areas such as a test area, routes such as a bus line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.memo import remembered
from data.tokens import Look

if TYPE_CHECKING:
    from data.catalog import Catalog


@dataclass(frozen=True)
class Coverage:
    """An extent that a map may draw.

    Attributes
    ----------
    coverage_id : str
    system : str
        What it is an extent of, as in the ``coverage`` table; phases of one system share it.
    phase : int
        Its place in time among those of its system, from 1.
    look : Look
        How its line is drawn.
    """

    coverage_id: str
    system: str
    phase: int
    look: Look


@remembered(1)
def coverages(catalog: Catalog) -> tuple[Coverage, ...]:
    """Return the extents that have a shape, in the order of the table.

    Phases of one system share a colour; any two lines are told apart by their dashes.

    >>> [(one.system, one.phase) for one in coverages(catalog) if one.look.shape == "area"]
    [('driving_test', 1), ('digital_twin', 1), ('digital_twin', 2)]
    """
    rows = catalog["coverage"].dropna(subset=["shape"])
    found = list[Coverage]()
    for row in rows.itertuples():
        coverage_id, shape = str(row.coverage_id), str(row.shape)
        alike = [one for one in found if one.look.shape == shape]
        system = row.system if isinstance(row.system, str) else coverage_id
        hues = list(dict.fromkeys([*(one.system for one in alike), system]))
        look = Look("area" if shape == "area" else "route", hues.index(system), len(alike))
        phase = sum(one.system == system for one in found) + 1
        found.append(Coverage(coverage_id, system, phase, look))
    return tuple(found)


def areas(catalog: Catalog) -> tuple[str, ...]:
    """Return the ids of the areas, in the order of the table.

    >>> len(areas(catalog))
    3
    """
    return tuple(one.coverage_id for one in coverages(catalog) if one.look.shape == "area")


def routes(catalog: Catalog) -> tuple[str, ...]:
    """Return the ids of the routes, in the order of the table.

    >>> len(routes(catalog))
    2
    """
    return tuple(one.coverage_id for one in coverages(catalog) if one.look.shape == "route")


def phases(catalog: Catalog, system: str) -> tuple[str, ...]:
    """Return the ids of the phases of a system, first to last; empty if the park has no such.

    >>> len(phases(catalog, "digital_twin")), phases(catalog, "no such system")
    (2, ())
    """
    own = [one for one in coverages(catalog) if one.system == system]
    return tuple(one.coverage_id for one in sorted(own, key=lambda one: one.phase))


def looks(catalog: Catalog) -> dict[str, Look]:
    """Return by id how each extent is drawn, from what lies lowest on a map to what lies highest.

    >>> list(looks(catalog).values())[-1].shape
    'route'
    """
    found = coverages(catalog)
    under = [one for one in reversed(found) if one.look.shape == "area"]
    above = [one for one in found if one.look.shape == "route"]
    return {one.coverage_id: one.look for one in (*under, *above)}


def map_layers(catalog: Catalog) -> tuple[str, ...]:
    """Return the layers that a map has, as its legend lists them.

    >>> map_layers(catalog)[0], map_layers(catalog)[-1]
    ('zones', 'tenants')
    """
    return ("zones", *areas(catalog), *routes(catalog), "landmarks", "district", "tenants")
