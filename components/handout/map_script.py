"""The interactive map of a deck, as script and style that need nothing from outside."""

from __future__ import annotations

import json
import mimetypes
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import folium
import shapely
from markupsafe import escape
from streamlit_folium import generate_leaflet_string

from components.blocks.base import Panel
from components.blocks.text import Words
from components.browser.assets import map_script
from components.handout.deck import Deck, Slide
from components.map.drawing import area_style
from components.map.folium_map import build_map
from components.map.ground import credits_of, fitting
from components.map.linked_map import map_content
from components.map.marks import text_mark
from components.map.origins import map_panels
from components.map.script import name_layer
from components.map.style import map_css
from components.session.filters import area_name
from components.session.theme import Theme
from data.catalog import Catalog
from data.drawn_area import area_shape
from geo.basemaps import PLAIN

_IMAGE = re.compile(r"url\((images/[^)]+)\)")
_STYLE = re.compile(r"</?style>")
_GROUND_BYTES = 1_000_000  # of a file that is sent by mail


@dataclass(frozen=True)
class DeckMap:
    """One map for all slides.

    Attributes
    ----------
    css, script : str
    notes : tuple of str
        What stands below it: caveats and credits.
    is_schematic : bool
    panels : dict of str to Panel
        What a click on a shape shows.
    """

    css: str
    script: str
    notes: tuple[str, ...]
    is_schematic: bool
    panels: dict[str, Panel]


def deck_map(deck: Deck, catalog: Catalog) -> DeckMap | None:
    """Return the map over the plain basemap, or ``None`` if no slide has one.

    It lacks the layer of enterprises, whose points come from a server.
    """
    shown = next((slide.map for slide in deck.slides if slide.map), None)
    if shown is None:
        return None
    words = deck.words
    content = map_content(catalog, shown.chosen)
    ground = fitting(content.ground, _GROUND_BYTES)
    content = replace(content, tenants=None, ground=ground)
    fmap = build_map(
        content, words, deck.theme, (PLAIN,), PLAIN, "handout-file.tip_zone", has_profiles=False
    )
    areas = _areas(deck)
    for area, layer in areas.items():
        _add_area(fmap, area, layer, words, deck.theme)
    fmap.get_root().render()
    scenes = json.dumps([_scene(slide, areas) for slide in deck.slides])
    css, leaflet = _leaflet()
    own = (generate_leaflet_string(fmap), "const map = map_div;", f"const scenes = {scenes};")
    schematic = any(
        (frame["evidence"] == "illustrative").any()
        for frame in (content.zones, content.coverages, content.routes)
    )
    notes = [
        *(["print.schematic_note"] if schematic else []),
        "map.note_landmarks",
        "map.credit",
        "map.credit_landmarks",
    ]
    said = [*words.some(*notes), *credits_of(ground, words)]
    return DeckMap(
        css + _STYLE.sub("", map_css(deck.theme)),
        "\n".join((leaflet, map_script(), *own)),
        tuple(note.rstrip("。.") for note in said),
        schematic,
        {
            key: make()
            for key, make in map_panels(catalog, shown.chosen, words).items()
            if key != "origin-tenants"
        },
    )


def _areas(deck: Deck) -> dict[str, str]:
    """Return the layers of the areas that were drawn, by area: each slide shows its own."""
    drawn = dict.fromkeys(slide.map.chosen.area for slide in deck.slides if slide.map)
    return {area: f"area-{n}" for n, area in enumerate(drawn) if area}


def _add_area(fmap: folium.Map, area: str, layer: str, words: Words, theme: Theme) -> None:
    shape, name = area_shape(area), area_name(area, words)
    group = folium.FeatureGroup(name=escape(name))
    style = area_style(theme)
    folium.GeoJson(
        shape.__geo_interface__, interactive=False, style_function=lambda _: style
    ).add_to(group)
    lon, lat = max(shapely.get_coordinates(shape).tolist(), key=lambda place: place[1])
    text_mark(name, (lat, lon), "atlas-label", theme.accent, offset=(6, 9)).add_to(group)
    group.add_to(fmap)
    name_layer(group, layer)


def _scene(slide: Slide, areas: Mapping[str, str]) -> dict[str, Any] | None:
    if slide.map is None:
        return None
    view = slide.map.view
    return {
        "layers": [*slide.map.layers, "district", *_shown_area(slide.map.chosen.area, areas)],
        "zones": slide.map.chosen.zones,
        "view": [view.lat, view.lon, view.zoom] if view else None,
    }


def _shown_area(area: str, areas: Mapping[str, str]) -> list[str]:
    return [areas[area]] if area else []


@cache
def _leaflet() -> tuple[str, str]:
    """Return Leaflet's style sheet, its images inside, and its script."""
    with as_file(files("xstatic.pkg.leaflet") / "data") as folder:
        css = (folder / "leaflet.css").read_text(encoding="utf-8")
        script = (folder / "leaflet.js").read_text(encoding="utf-8")
        css = _IMAGE.sub(lambda found: f"url({_data_uri(folder / found[1])})", css)
    return css, re.sub(r"//# sourceMappingURL=.*", "", script)


def _data_uri(path: Path) -> str:
    kind = mimetypes.guess_type(path.name)[0]
    return f"data:{kind};base64,{b64encode(path.read_bytes()).decode()}"
