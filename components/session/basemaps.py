"""Which basemap a reader sees: by the link, by the last choice, by the setting, else our own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import streamlit as st

from data.packs import local_dir, park_dir
from data.park import PROFILE, Coordinates, read_park
from data.settings import basemap, tianditu_key
from geo.basemaps import PLAIN, Basemap, basemaps, fitting, own_basemaps
from geo.tiles import tile_sets

QUERY = "basemap"
_COOKIE = "atlas-basemap"  # browser/map/link.js writes it


def offered_basemaps() -> tuple[Basemap, ...]:
    """Return the basemaps on offer: ours, those online, and those of the pack in force.

    One of another country is on offer nowhere: a link or a setting that names it names none.
    """
    profile = park_dir() / "published" / PROFILE
    changed = profile.stat().st_mtime_ns if profile.is_file() else 0
    online = fitting(basemaps(tianditu_key()), _coordinates(profile.parent, changed))
    return (*online, *own_basemaps(tile_sets(local_dir())))


@lru_cache(maxsize=4)
def _coordinates(folder: Path, changed: int) -> Coordinates:
    del changed
    return read_park(folder)[0].coordinates


def is_basemap(basemap_id: str) -> bool:
    """Tell whether a basemap is on offer."""
    return bool(basemap_id) and basemap_id in {one.basemap_id for one in offered_basemaps()}


def default_basemap() -> str:
    """Return the basemap of a reader who has not chosen any: that of ``ATLAS_BASEMAP``, if any."""
    named = basemap()
    return named if is_basemap(named) else PLAIN.basemap_id


def remembered_basemap() -> str:
    """Return the last choice that this browser remembers; empty if there is none."""
    kept = st.context.cookies.get(_COOKIE, "")
    return kept if is_basemap(kept) else ""
