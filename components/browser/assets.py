"""What the browser loads, copied to where the server gives it out: Leaflet and our own scripts."""

from __future__ import annotations

import hashlib
import shutil
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from components.browser.bundle import bundle
from components.browser.streamlit_insides import ROOT_FROM_FRAME
from data.durable import drafted
from data.packs import state_dir

PUBLISHED = "app/static"  # in addresses
MAPS = "maps"  # the folder of what is drawn from the pack in force
EVERYTHING, PUBLISHED_ONLY = "all", "published"  # folders in it, by what may be seen
FRONTEND_DIR = Path(__file__).parent
LEAFLET_URL = f"{ROOT_FROM_FRAME}/{PUBLISHED}/leaflet"
_MAP = "map.js"


def static_dir() -> Path:
    """Return the folder that the server gives out (`components.door.serving`)."""
    return state_dir() / "static"


def publish_assets(folder: Path | None = None) -> None:
    """Copy everything where the server can serve it, unless it is there already.

    A folder that is there is whole.
    """
    home = folder or static_dir()
    _publish_leaflet(home / "leaflet")
    _publish_frontend(home / "atlas" / _frontend_hash())


def frontend_url(name: str) -> str:
    """Return the address of one of our scripts, relative to a page of the app.

    It changes with the scripts, so that no browser runs old ones.
    """
    return f"{PUBLISHED}/atlas/{_frontend_hash()}/{name}"


def map_script() -> str:
    """Return the script that every map needs after Leaflet; ``atlasMap`` holds its functions."""
    return bundle(FRONTEND_DIR / "map" / "main.js")


def map_script_url() -> str:
    """Return the address of `map_script`, relative to the frame of streamlit-folium."""
    return f"{ROOT_FROM_FRAME}/{frontend_url(_MAP)}"


def _publish_leaflet(target: Path) -> None:
    if target.is_dir():
        return
    with as_file(files("xstatic.pkg.leaflet") / "data") as source, drafted(target) as draft:
        draft.mkdir()
        for name in ("leaflet.js", "leaflet.css"):
            shutil.copyfile(source / name, draft / name)
        shutil.copytree(source / "images", draft / "images")


def _publish_frontend(target: Path) -> None:
    if target.is_dir():
        return
    with drafted(target) as draft:
        draft.mkdir()
        for path in _own():
            shutil.copyfile(path, draft / path.name)
        (draft / _MAP).write_text(map_script(), encoding="utf-8")


def _own() -> list[Path]:
    return sorted(path for path in FRONTEND_DIR.iterdir() if path.suffix in {".js", ".css"})


@cache
def _frontend_hash() -> str:
    texts = [*(path.read_bytes() for path in _own()), map_script().encode()]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()[:16]
