"""The map of the city's page: the districts that its parks are said to lie in, shaded whole."""

from __future__ import annotations

import json
from typing import Any

import shapely

from components.blocks.text import Words
from components.map.page_marks import Marks
from components.map.plan import MapPlan
from components.map.script import Script
from components.map.style import swatch
from components.session.request import Request
from components.topics.city.economy import PAGE
from components.topics.city.parks import short_name
from components.topics.city.peers import PARKS, Peer, peers
from data.catalog import Catalog
from data.in_print import figures_by, has_figure
from data.placements import placed_roles
from data.selection import Selection
from geo.datum import frame_to_gcj02

MAP = MapPlan(("zones",), ("landmarks",))
_LAYER = "peers"


def shaded(catalog: Catalog) -> dict[str, Peer]:
    """Return the parks whose district a source names, by that district in the table of regions."""
    known = {peer.key: peer for peer in peers(catalog, PARKS)}
    drawn = set(catalog.outlines["region"]["feature_id"])
    roles = placed_roles(catalog, PAGE, "map")
    return {area: known[key] for area, key in roles.items() if area in drawn and key in known}


def shades(request: Request) -> list[Script]:
    """Return what shades those districts and the park's own; nothing where none is known."""
    catalog, theme = request.catalog, request.theme
    districts = shaded(catalog)
    if not districts:
        return []
    own = [peer for peer in peers(catalog, PARKS) if peer.ours]
    region, home = catalog.outlines["region"], catalog.outlines["district"]
    if request.seen.is_gcj02:
        region, home = frame_to_gcj02(region), frame_to_gcj02(home)
    rows = [(row, districts.get(row["feature_id"])) for row in region.to_dict("records")]
    rows += [(row, peer) for row in home.to_dict("records") for peer in own]
    sign = swatch(f"background:{theme.neutral};opacity:.45;border-radius:2px")
    told = {
        "key": _LAYER,
        "label": sign + request.words("city.map.layer"),
        "colour": theme.neutral,
        "own": theme.accent,
        "areas": [_area(catalog, request.words, row, peer) for row, peer in rows if peer],
    }
    return [Script("shades", told)]


def _area(catalog: Catalog, words: Words, row: Any, peer: Peer) -> dict[str, Any]:
    figures = _figures(catalog, peer)
    name = short_name(catalog, words, peer)
    return {
        "shape": json.loads(shapely.to_geojson(row["geometry"])),
        "name": "" if peer.ours else name,  # which the map has already
        "district": words.of(row, "name"),
        "tip": words("city.map.tip", park=name, district=words.of(row, "name")),
        "panel": f"figure-{figures[0]}" if figures and not peer.ours else "",
        "isOwn": peer.ours,
    }


def city_marks(catalog: Catalog, chosen: Selection, words: Words) -> Marks:
    """Return what the map leaves out, and says: no district before a figure of its park is out."""
    ids = tuple(one for peer in shaded(catalog).values() for one in _figures(catalog, peer))
    in_print = len(figures_by(catalog, ids, catalog.as_of(chosen))) if ids else 0
    if not in_print:
        return Marks(absent=[_LAYER])
    return Marks(finding=words("map.peers_shown", count=len(shaded(catalog))))


def _figures(catalog: Catalog, peer: Peer) -> list[str]:
    return [one for ids in peer.columns.values() for one in ids if has_figure(catalog, one)]
