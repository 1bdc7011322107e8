"""The layer of enterprises: what the map draws for a window and a selection."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from components.blocks.assumed import assumed
from components.blocks.base import Block
from components.blocks.text import Words
from components.map.page_marks import KeySign, Marks, lines
from components.session.request import Seen
from components.session.theme import sector_colours
from data.catalog import Catalog
from data.counts import shown_tenants
from data.memo import VIEWS, remembered
from data.selection import Selection
from data.tenants import cube_within
from data.tokens import GREY
from geo.bins import MAX_POINTS, Window, shapes_in, values
from geo.grades import tenants_evidence


@dataclass(frozen=True, kw_only=True)
class Places(Block):
    """Points or cells of the map, how many enterprises each stands for, and all that in words.

    Attributes
    ----------
    key : str
        Names the shapes; empty without a window.
    shapes : list, optional
        Latitudes and longitudes; left out where the browser has them, as what belongs to them.
    groups, names : list, optional
        Of each point, the place of its sector among `labels`, and its name if it is known.
    colours, labels : list of str, optional
        Of each sector, and of those of none.
    """

    kind: ClassVar[str] = "places"
    key: str
    form: str | None = None
    values: list[int] | None = None
    shapes: list[Any] | None = None
    text: str | None = None
    groups: list[int] | None = None
    names: list[str] | None = None
    colours: list[str] | None = None
    labels: list[str] | None = None


def places_block(catalog: Catalog, chosen: Selection, words: Words, seen: Seen) -> Places:
    """Return the points or cells of the window; their shapes only if the browser lacks them.

    The text says how many enterprises are shown as what, how many lie outside, and of how
    many only the zone is known.
    """
    gcj02 = seen.is_gcj02
    window = Window.from_text(seen.window, gcj02=gcj02)
    if window is None:
        return Places(key="")
    tenants, kept = catalog.tenants, shown_tenants(catalog, chosen)
    shapes = shapes_in(tenants, window, area=chosen.area, gcj02=gcj02)
    found = values(shapes, kept)
    inside, total = int(shapes.of[kept].sum()), int(cube_within(tenants, chosen.area)[kept].sum())
    without = 0 if chosen.area else int(tenants.cube_without_place[kept].sum())
    some = found[found > 0]
    text = words(
        f"map.{shapes.kind}" if inside else "map.no_places",
        shown=words.number(int(found.sum())),
        inside=words.number(inside),
        cells=words.number(len(some)),
        low=words.number(int(some.min(initial=inside))),
        high=words.number(int(some.max(initial=0))),
        outside=words.number(total - inside - without),
    )
    if without:
        text += words("map.without_place", count=words.number(without))
    are_cells = shapes.kind == "cells"
    form = "cells" if are_cells else "points"
    made = Places(key=shapes.key, form=form, values=found.tolist(), text=text)
    if not are_cells:
        axes, grade = list(tenants.axes), tenants_evidence(catalog, chosen)
        labels = [_label(words, sector, grade) for sector in tenants.axes["sector"]]
        colours = [sign.colour for sign in sector_signs(catalog, words)]
        made = replace(made, colours=colours, labels=labels)
    if seen.has == shapes.key:
        return made
    if not are_cells:
        groups = np.unravel_index(shapes.code, tenants.cube.shape)[axes.index("sector")].tolist()
        made = replace(made, groups=groups, names=_names(catalog, words, shapes.row))
    return replace(made, shapes=shapes.shapes)


def sector_signs(catalog: Catalog, words: Words) -> list[KeySign]:
    """Return what the colours of points stand for, the last one for no sector."""
    colours = sector_colours(catalog.sectors)
    return [
        KeySign("", colours.get(sector, GREY), words(f"sector.{sector}"))
        for sector in catalog.tenants.axes["sector"]
    ]


def _label(words: Words, sector: str, grade: str | None) -> str:
    place = words("map.tip.place_assumed") if grade == "illustrative" else ""
    return lines(words(f"sector.{sector}"), place)


def _names(catalog: Catalog, words: Words, at: np.ndarray) -> list[str] | None:
    """Return the names in some rows of the register; a large one is a file, and not read."""
    if "tenants" not in catalog.tables:
        return None
    rows = catalog["tenants"].iloc[at]
    known = catalog["enterprises"].set_index("enterprise_id")[f"name_{words.lang}"]
    named = rows["enterprise_id"].map(known)
    own = rows.get("name", named)
    return [str(one) for one in own.fillna(named).fillna("")]


@remembered(VIEWS)
def sector_marks(catalog: Catalog, chosen: Selection, words: Words) -> Marks:
    """Return no marks, for enterprises have a layer of their own, but what its colours mean."""
    if tenants_evidence(catalog, chosen) is None:
        return Marks()
    held = catalog.tenants.cube.sum(axis=(0, 2, 3, 4))
    signs = [sign for sign, n in zip(sector_signs(catalog, words), held, strict=True) if n]
    placed = cube_within(catalog.tenants, chosen.area)
    if not chosen.area:
        placed = placed - catalog.tenants.cube_without_place
    shown = int(placed[shown_tenants(catalog, chosen)].sum())
    message = "map.tenants_shown" if shown <= MAX_POINTS else "map.tenants_many"
    said = words(message, count=words.number(shown)) if shown else ""
    is_assumed = tenants_evidence(catalog, chosen) == "illustrative"
    finding = assumed(words, said) if said and is_assumed else said
    return Marks(layer="tenants", legend=signs, finding=finding)
