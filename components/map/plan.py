"""Which layers the map of a page has: those that say something about its topic."""

from __future__ import annotations

from dataclasses import dataclass

from components.map.script import Script
from data.catalog import Catalog
from data.coverages import coverages, map_layers


@dataclass(frozen=True)
class MapPlan:
    """The layers of a page's map; the district is a part of every map.

    Attributes
    ----------
    shows, offers : tuple of str
        Layers that are on at first, and those that its key offers besides: layers that every
        park has (``zones``, ``landmarks``, ``tenants``), ``areas`` or ``routes``, or a system of
        the table ``coverage``.
    is_quiet : bool
        Whether the zones stand back behind what lies on them.
    """

    shows: tuple[str, ...]
    offers: tuple[str, ...] = ()
    is_quiet: bool = False

    def script(self, catalog: Catalog) -> Script:
        """Return what makes a map that of the page; to be added last."""
        shown, offered = (_layers(catalog, names) for names in (self.shows, self.offers))
        known = {*shown, *offered, "district"}
        hidden = [layer for layer in map_layers(catalog) if layer not in known]
        told = {"hidden": hidden, "shown": sorted(shown), "off": sorted(offered - shown)}
        return Script("plan", {**told, "quiet": self.is_quiet})


def _layers(catalog: Catalog, names: tuple[str, ...]) -> set[str]:
    kinds = {"areas": "area", "routes": "route"}
    found = set(names).intersection(map_layers(catalog))
    for one in coverages(catalog):
        wanted = one.system in names or any(kinds.get(name) == one.look.shape for name in names)
        if wanted:
            found.add(one.coverage_id)
    return found


EVERY = MapPlan(("zones", "areas", "routes", "landmarks"), ("tenants",))
