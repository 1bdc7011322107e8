"""The layer of enterprises: what the map draws for a window and a selection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from components.blocks.base import Block
from components.blocks.text import Words
from components.session.request import Seen
from data.catalog import Catalog
from data.counts import shown_tenants
from data.selection import Selection
from data.tenants import tenants_within
from geo.bins import Window, shapes_in, values


@dataclass(frozen=True, kw_only=True)
class Places(Block):
    """Points or cells of the map, how many enterprises each stands for, and all that in words.

    Attributes
    ----------
    key : str
        Names the shapes; empty without a window.
    shapes : list, optional
        Latitudes and longitudes; left out where the browser has them.
    """

    kind: ClassVar[str] = "places"
    key: str
    form: str | None = None
    values: list[int] | None = None
    shapes: list[Any] | None = None
    text: str | None = None


def places_block(catalog: Catalog, chosen: Selection, words: Words, seen: Seen) -> Places:
    """Return the points or cells of the window; their shapes only if the browser lacks them.

    The text says how many enterprises are shown as what, how many lie outside, and of how
    many only the zone is known.
    """
    gcj02 = seen.is_gcj02
    window = Window.from_text(seen.window, gcj02=gcj02)
    if window is None:
        return Places(key="")
    tenants = tenants_within(catalog.tenants, chosen.area)
    kept = shown_tenants(catalog, chosen)
    shapes = shapes_in(tenants, window, gcj02=gcj02)
    found = values(tenants, shapes, kept)
    inside, total = int(found.sum()), int(tenants.cube[kept].sum())
    without = int(tenants.cube_without_place[kept].sum())
    some = found[found > 0]
    text = words(
        f"map.{shapes.kind}" if inside else "map.no_places",
        shown=words.number(inside),
        cells=words.number(len(some)),
        low=words.number(int(some.min(initial=inside))),
        high=words.number(int(some.max(initial=0))),
        outside=words.number(total - inside - without),
    )
    if without:
        text += words("map.without_place", count=words.number(without))
    known = seen.has == shapes.key
    return Places(
        key=shapes.key,
        form=shapes.kind,
        values=found.tolist(),
        shapes=None if known else shapes.shapes,
        text=text,
    )
