"""What the reader did: one callback for map, charts and filters.

Chips, slider and switch are written by the server. A rerun that the map or a chart asks
for may carry their value of a moment ago, from before the browser got the newer one, and
Streamlit takes that for a change. So news from the map and the charts comes first, and a
filter counts only by how it differs from a value that the browser may have had.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

from components.map_link import unseen
from components.state import View, current_view
from data.selection import Dimension, Selection
from geo.basemaps import PLAIN, Basemap, basemaps
from geo.datum import gcj02_to_wgs84

MAP_KEY = "map_event"
AS_OF_KEY, EVIDENCE_KEY = "filter-asof", "filter-evidence"


CHIPS_KEYS: dict[str, Dimension] = {
    "filter-zone": "zone",
    "filter-sector": "sector",
    "filter-status": "status",
}


def hear() -> None:
    """Apply whatever is new; hearing the same twice changes nothing.

    Streamlit may break off a callback whenever it touches the session, so everything is
    read before anything is changed.
    """
    view, told = current_view(), st.session_state.get(MAP_KEY) or {}
    picks = {key: picked(st.session_state[key]) for key in view.picks if key in st.session_state}
    filters = {key: as_set(st.session_state[key]) for key in view.shown if key in st.session_state}

    entries = unseen(told, view.map_mount, view.map_ack)
    changed = _clicked_on_map(view, entries, told)
    for key, now in picks.items():
        dimension, before = view.picks[key]
        changed = _toggled(changed, dimension, now ^ before)
    if not entries and all(now == view.picks[key][1] for key, now in picks.items()):
        for key, now in filters.items():
            changed = _filtered(changed, key, view.shown[key].before(now), now)
    if entries:
        view.map_mount, view.map_ack = told["mount"], entries[-1][0]
    view.picks |= {key: (view.picks[key][0], now) for key, now in picks.items()}
    for key, now in filters.items():
        view.shown[key].told(now)
    if changed != view.selection:
        view.decide(changed)


def as_set(value: Any) -> frozenset[str]:
    """Return the value of a filter as a set: chips, the date, or the switch if it is on."""
    if isinstance(value, bool):
        return frozenset({"published"} if value else ())
    return frozenset({value}) if isinstance(value, str) else frozenset(value or ())


def _clicked_on_map(
    view: View, entries: list[tuple[int, str, str]], told: dict[str, Any]
) -> Selection:
    changed = view.selection
    for _, kind, what in entries:
        if kind == "zone":
            changed = changed.toggled("zone", what)
        elif kind == "basemap":
            _switch_basemap(view, what, told["view"])
    return changed


def _toggled(selection: Selection, dimension: Dimension, values: frozenset[str]) -> Selection:
    for value in values:
        selection = selection.toggled(dimension, value)
    return selection


def _filtered(
    selection: Selection, key: str, before: frozenset[str], now: frozenset[str]
) -> Selection:
    if now == before:
        return selection
    if key in CHIPS_KEYS:
        return _toggled(selection, CHIPS_KEYS[key], now ^ before)
    if key == EVIDENCE_KEY:
        return replace(selection, evidence="published" if now else "all")
    return replace(selection, as_of=next(iter(now)))


def picked(event: Any) -> frozenset[str]:
    """Return the keys of the bars that a chart holds as picked."""
    points = event["selection"].get("pick", []) if event else []
    return frozenset(str(point["key"]) for point in points if "key" in point)


def offered_basemaps() -> tuple[Basemap, ...]:
    """Return the basemaps on offer; a key in ``TIANDITU_KEY`` adds Tianditu."""
    return basemaps(os.environ.get("TIANDITU_KEY"))


def basemap_of(view: View) -> Basemap:
    """Return the basemap that a viewer has chosen."""
    return next((b for b in offered_basemaps() if b.basemap_id == view.basemap), PLAIN)


def _switch_basemap(view: View, basemap_id: str, place: list[float]) -> None:
    """Keep the place in WGS84, whatever datum the map was drawn in when it was left."""
    lat, lon, zoom = (float(part) for part in place)
    if basemap_of(view).datum == "GCJ-02":
        lon, lat = (float(part) for part in gcj02_to_wgs84(np.array(lon), np.array(lat)))
    view.map_view = (round(lat, 6), round(lon, 6), zoom)
    view.basemap = basemap_id
