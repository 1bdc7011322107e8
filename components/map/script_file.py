"""A folium map as one script file, so that a rerun sends a few bytes instead of all of it.

streamlit-folium sends the whole script of a map with every rerun, though the map stands.
Here folium makes the map once; its script goes where the server gives out files, under the
hash of its text, and what is sent again is a small map that calls it. It holds outlines that
may be the reader's own, so it lies in a folder of the state of the pack that they are from,
which is given out only while that state is in force (`components.door.serving`).
"""

from __future__ import annotations

import hashlib
import logging
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import folium
from folium.template import Template
from streamlit_folium import generate_leaflet_string

from components.browser.assets import (
    EVERYTHING,
    LEAFLET_URL,
    MAPS,
    PUBLISHED,
    PUBLISHED_ONLY,
    map_script_url,
    static_dir,
)
from components.browser.streamlit_insides import ROOT_FROM_FRAME
from components.map.script import Script
from data.catalog import Catalog
from data.drafts import is_draft
from data.durable import drop, write

_MOST = 200  # maps on the disk, of some 100 kB each
_MAPS_URL = f"{ROOT_FROM_FRAME}/{PUBLISHED}/{MAPS}"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class MapFile:
    """A published map script, and the style and markup that go with it.

    ``inline`` is the script itself where the disk did not take it, or where no address gives it
    out: that of a draft, and that of a frame whose reader is known by the frame's link alone.
    """

    url: str
    header: str
    html: str
    inline: str = ""


def part_of(catalog: Catalog) -> str:
    """Return the folder of what is drawn from a catalog, in that of its state.

    Who may see published facts only is given what is drawn from them, and nothing else.
    """
    return PUBLISHED_ONLY if catalog.published_only else EVERYTHING


def publish_map(
    fmap: folium.Map,
    header: str,
    html: str,
    revision: str,
    folder: Path | None = None,
    part: str = EVERYTHING,
) -> MapFile:
    """Write the script of a map to the folder that is given out, unless it is there already.

    What was drawn from other states of the pack goes.

    Parameters
    ----------
    fmap : folium.Map
        Complete; it must not be used afterwards.
    header, html : str
        Style and markup that the map needs in its frame.
    revision : str
        The state of the pack that it was drawn from (`data.catalog.Catalog.revision`).
    part : str
        What of it, as `part_of` names it; empty for what has no address.
    """
    fmap.get_root().render()
    script = generate_leaflet_string(fmap)
    text = f"window.atlasDraw = () => {{\n{script}\nreturn map_div;\n}};\n"
    name = f"{hashlib.sha256(text.encode()).hexdigest()[:20]}.js"
    path, inline = (folder or static_dir()) / MAPS / revision / part / name, ""
    if not part or is_draft(revision):  # given out to nobody but who looks at it
        return MapFile(f"{_MAPS_URL}/{revision}/{part}/{name}", header, html, text)
    try:
        if not path.is_file():
            write(path, text.encode())
            _sweep(path.parent)
    except OSError:
        _log.exception("%s", path)
        inline = text
    return MapFile(f"{_MAPS_URL}/{revision}/{part}/{name}", header, html, inline)


def publish_ground(
    content: bytes, revision: str, folder: Path | None = None, part: str = EVERYTHING
) -> str:
    """Write the ground beside the maps of its state; return its address, or nothing.

    A map whose ground has no address carries it: that of a draft, or where the disk is full.
    """
    if not part or is_draft(revision):
        return ""
    name = f"{hashlib.sha256(content).hexdigest()[:20]}.bin"
    path = (folder or static_dir()) / MAPS / revision / part / name
    try:
        if not path.is_file():
            write(path, content)
    except OSError:
        _log.exception("%s", path)
        return ""
    return f"{_MAPS_URL}/{revision}/{part}/{name}"


def is_there(file: MapFile, folder: Path | None = None) -> bool:
    """Whether a published map can still be loaded; it counts as used now."""
    if file.inline:
        return True
    try:
        os.utime(
            (folder or static_dir()) / MAPS / PurePosixPath(*PurePosixPath(file.url).parts[-3:])
        )
    except FileNotFoundError:
        return False
    except OSError:  # it is there, and cannot be marked
        return True
    return True


def _sweep(folder: Path) -> None:
    """Remove the maps of other states, and those used longest ago, once there are too many."""
    for other in folder.parent.parent.iterdir():
        if other != folder.parent:
            with suppress(OSError):  # another reader does the same
                drop(other)
    maps = sorted(folder.glob("*.js"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in maps[_MOST:]:
        path.unlink(missing_ok=True)


class PublishedMap(folium.Map):
    """The small map that is sent: it loads Leaflet and our scripts, and calls the map's.

    Parameters
    ----------
    file : MapFile
    view : tuple of float, optional
        Latitude, longitude and zoom, where they differ from those of the file.
    """

    _template = Template("""
    {% macro script(this, kwargs) %}
    /* {{ this.file.url }} */
    {{ this.file.inline }}
    var map_div = window.atlasDraw();
    {% endmacro %}
    """)

    def __init__(self, file: MapFile, view: tuple[float, float, float] | None) -> None:
        super().__init__(tiles=None)
        self.file = file
        self.default_js = [
            ("leaflet", f"{LEAFLET_URL}/leaflet.js"),
            ("atlas", map_script_url()),
            *([] if file.inline else [("map", file.url)]),
        ]
        self.default_css = [("leaflet_css", f"{LEAFLET_URL}/leaflet.css")]
        root: Any = self.get_root()
        root.header.add_child(folium.Element(file.header))
        root.html.add_child(folium.Element(file.html))
        if view:
            Script("look", view).add_to(self)
