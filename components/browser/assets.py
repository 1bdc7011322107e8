"""What the browser loads, copied to Streamlit's static folder: Leaflet and our own scripts."""

from __future__ import annotations

import hashlib
import shutil
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from components.browser.bundle import bundle
from components.browser.streamlit_insides import ROOT_FROM_FRAME

STATIC_DIR = Path(__file__).parents[2] / "pages" / "static"
FRONTEND_DIR = Path(__file__).parent
LEAFLET_URL = f"{ROOT_FROM_FRAME}/app/static/leaflet"
_MAP = "map.js"


def publish_assets(static_dir: Path = STATIC_DIR) -> None:
    """Copy everything where the server can serve it, unless it is there already."""
    _publish_leaflet(static_dir / "leaflet")
    _publish_frontend(static_dir / "atlas" / _frontend_hash())


def frontend_url(name: str) -> str:
    """Return the address of one of our scripts, relative to a page of the app.

    It changes with the scripts, so that no browser runs old ones.
    """
    return f"app/static/atlas/{_frontend_hash()}/{name}"


def map_script() -> str:
    """Return the script that every map needs after Leaflet; ``atlasMap`` holds its functions."""
    return bundle(FRONTEND_DIR / "map" / "main.js")


def map_script_url() -> str:
    """Return the address of `map_script`, relative to the frame of streamlit-folium."""
    return f"{ROOT_FROM_FRAME}/{frontend_url(_MAP)}"


def _publish_leaflet(target: Path) -> None:
    if (target / "leaflet.js").is_file() and (target / "images").is_dir():
        return
    with as_file(files("xstatic.pkg.leaflet") / "data") as source:
        target.mkdir(parents=True, exist_ok=True)
        for name in ("leaflet.js", "leaflet.css"):
            shutil.copyfile(source / name, target / name)
        shutil.copytree(source / "images", target / "images", dirs_exist_ok=True)


def _publish_frontend(target: Path) -> None:
    if (target / _MAP).is_file():
        return
    target.mkdir(parents=True, exist_ok=True)
    for path in _own():
        shutil.copyfile(path, target / path.name)
    (target / _MAP).write_text(map_script(), encoding="utf-8")


def _own() -> list[Path]:
    return sorted(path for path in FRONTEND_DIR.iterdir() if path.suffix in {".js", ".css"})


@cache
def _frontend_hash() -> str:
    texts = [*(path.read_bytes() for path in _own()), map_script().encode()]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()[:16]
