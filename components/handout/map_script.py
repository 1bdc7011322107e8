"""The interactive map of a deck, as script and style that need nothing from outside."""

from __future__ import annotations

import json
import mimetypes
import re
from base64 import b64encode
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from streamlit_folium import generate_leaflet_string

from components.blocks.base import Panel
from components.browser.assets import map_script
from components.handout.deck import Deck, Slide
from components.map.folium_map import build_map
from components.map.linked_map import map_content
from components.map.origins import map_panels
from components.map.style import map_css
from data.catalog import Catalog
from geo.basemaps import PLAIN

_IMAGE = re.compile(r"url\((images/[^)]+)\)")
_STYLE = re.compile(r"</?style>")


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
    content = replace(map_content(catalog, shown.chosen), tenants=None)
    fmap = build_map(
        content, words, deck.theme, (PLAIN,), PLAIN, "handout-file.tip_zone", has_profiles=False
    )
    fmap.get_root().render()
    scenes = json.dumps([_scene(slide) for slide in deck.slides])
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
    return DeckMap(
        css + _STYLE.sub("", map_css(deck.theme)),
        "\n".join((leaflet, map_script(), *own)),
        tuple(note.rstrip("。.") for note in words.some(*notes)),
        schematic,
        {
            key: make()
            for key, make in map_panels(catalog, shown.chosen, words).items()
            if key != "origin-tenants"
        },
    )


def _scene(slide: Slide) -> dict[str, Any] | None:
    if slide.map is None:
        return None
    view = slide.map.view
    return {
        "layers": [*slide.map.layers, "district"],
        "zones": slide.map.chosen.zones,
        "view": [view.lat, view.lon, view.zoom] if view else None,
    }


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
