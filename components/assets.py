"""Leaflet for the maps, copied from its installed package to Streamlit's static folder."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path

STATIC_DIR = Path(__file__).parent.parent / "static"
# The map runs in the frame of streamlit-folium, two folders below the server's root; a
# relative address stays right behind a proxy path.
LEAFLET_URL = "../../app/static/leaflet"


def publish_leaflet(static_dir: Path = STATIC_DIR) -> None:
    """Copy Leaflet's script, style and images where the server can serve them.

    Does nothing if they are there already.
    """
    target = static_dir / "leaflet"
    if (target / "leaflet.js").is_file() and (target / "images").is_dir():
        return
    with as_file(files("xstatic.pkg.leaflet") / "data") as source:
        target.mkdir(parents=True, exist_ok=True)
        for name in ("leaflet.js", "leaflet.css"):
            shutil.copyfile(source / name, target / name)
        shutil.copytree(source / "images", target / "images", dirs_exist_ok=True)
