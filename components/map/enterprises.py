"""The layer of enterprises: what the map draws for a window and a selection."""

from __future__ import annotations

from typing import Any

from components.blocks.base import Block
from components.blocks.text import Words
from components.session.events import basemap_of
from components.session.state import View
from data.catalog import Catalog
from data.counts import shown_tenants
from data.selection import Selection
from geo.bins import Window, shapes_in, values


def places_block(catalog: Catalog, chosen: Selection, words: Words, view: View) -> Block:
    """Return the points or cells of the window; their shapes only if the browser lacks them.

    The text says how many enterprises are shown as what, how many lie outside, and of how
    many only the zone is known.
    """
    gcj02 = basemap_of(view).datum == "GCJ-02"
    window = Window.from_text(view.window, gcj02=gcj02)
    if window is None:
        return Block("places", {"key": ""})
    tenants, kept = catalog.tenants, shown_tenants(catalog, chosen)
    shapes = shapes_in(tenants, window, gcj02=gcj02)
    found = values(tenants, shapes, kept)
    data: dict[str, Any] = {"key": shapes.key, "form": shapes.kind, "values": found.tolist()}
    if view.has != shapes.key:
        data["shapes"] = shapes.shapes
    inside, total = int(found.sum()), int(tenants.cube[kept].sum())
    without = int(tenants.cube_without_place[kept].sum())
    some = found[found > 0]
    data["text"] = words(
        f"map.{shapes.kind}" if inside else "map.no_places",
        shown=words.number(inside),
        cells=words.number(len(some)),
        low=words.number(int(some.min(initial=inside))),
        high=words.number(int(some.max(initial=0))),
        outside=words.number(total - inside - without),
    )
    if without:
        data["text"] += words("map.without_place", count=words.number(without))
    return Block("places", data)
