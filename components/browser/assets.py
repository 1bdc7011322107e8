"""What the browser loads, copied to Streamlit's static folder: Leaflet and our own scripts."""

from __future__ import annotations

import hashlib
import shutil
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from components.browser.streamlit_insides import ROOT_FROM_FRAME

STATIC_DIR = Path(__file__).parents[2] / "static"
FRONTEND_DIR = Path(__file__).parent
LEAFLET_URL = f"{ROOT_FROM_FRAME}/app/static/leaflet"


def publish_assets(static_dir: Path = STATIC_DIR) -> None:
    """Copy everything where the server can serve it, unless it is there already."""
    _publish_leaflet(static_dir / "leaflet")
    _publish_frontend(static_dir / "atlas" / _frontend_hash())


def frontend_url(name: str) -> str:
    """Return the address of one of our scripts, relative to a page of the app.

    It changes with the scripts, so that no browser runs old ones.
    """
    return f"app/static/atlas/{_frontend_hash()}/{name}"


def _publish_leaflet(target: Path) -> None:
    if (target / "leaflet.js").is_file() and (target / "images").is_dir():
        return
    with as_file(files("xstatic.pkg.leaflet") / "data") as source:
        target.mkdir(parents=True, exist_ok=True)
        for name in ("leaflet.js", "leaflet.css"):
            shutil.copyfile(source / name, target / name)
        shutil.copytree(source / "images", target / "images", dirs_exist_ok=True)


def _publish_frontend(target: Path) -> None:
    if not target.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        for path in _frontend_files():
            shutil.copyfile(path, target / path.name)


@cache
def _frontend_hash() -> str:
    files = (path.read_bytes() for path in _frontend_files())
    return hashlib.sha256(b"\0".join(files)).hexdigest()[:16]


def _frontend_files() -> list[Path]:
    return sorted(path for path in FRONTEND_DIR.iterdir() if path.suffix in {".css", ".js"})
