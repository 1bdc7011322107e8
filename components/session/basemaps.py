"""Which basemap a reader sees: by the link, by the last choice, by the setting, else our own."""

from __future__ import annotations

import streamlit as st

from data.packs import local_dir
from data.settings import basemap, tianditu_key
from geo.basemaps import PLAIN, Basemap, basemaps, own_basemaps
from geo.tiles import tile_sets

QUERY = "basemap"
_COOKIE = "atlas-basemap"  # browser/map/link.js writes it


def offered_basemaps() -> tuple[Basemap, ...]:
    """Return the basemaps on offer: ours, those online, and those of the pack in force."""
    return (*basemaps(tianditu_key()), *own_basemaps(tile_sets(local_dir())))


def is_basemap(basemap_id: str) -> bool:
    """Tell whether a basemap is on offer."""
    return basemap_id in {one.basemap_id for one in offered_basemaps()}


def default_basemap() -> str:
    """Return the basemap of a reader who has not chosen any: that of ``ATLAS_BASEMAP``, if any."""
    named = basemap()
    return named if is_basemap(named) else PLAIN.basemap_id


def remembered_basemap() -> str:
    """Return the last choice that this browser remembers; empty if there is none."""
    kept = st.context.cookies.get(_COOKIE, "")
    return kept if is_basemap(kept) else ""
