"""What the reader did, as entries of one numbered log, applied to the view."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args
from urllib.parse import parse_qsl

import numpy as np

from components.browser.contract import Entry, LogKind
from components.session.state import View
from data.i18n import LANGS
from data.selection import EvidenceMode, Selection, is_as_of
from data.settings import tianditu_key
from data.story_fields import LAYERS
from geo.basemaps import PLAIN, Basemap, basemaps
from geo.datum import gcj02_to_wgs84

_CHOICES = {"evidence": get_args(EvidenceMode), "lang": LANGS}


def unseen(told: Any, mount: str, ack: int) -> list[Entry]:
    """Return the log entries of a posted value that were not applied yet.

    Parameters
    ----------
    told : dict or None
        What the browser posted: ``mount`` and ``log``.
    mount, ack
        The page and the number of the entry applied last.
    """
    if not isinstance(told, dict) or not isinstance(told.get("log"), list):
        return []
    since = ack if told.get("mount") == mount else 0
    entries = [entry for entry in told["log"] if _is_entry(entry)]
    return [(n, kind, value) for n, kind, value in entries if n > since]


def _is_entry(entry: Any) -> bool:
    match entry:
        case [int(), str(), str()]:
            return True
    return False


def apply_log(view: View, told: Any) -> None:
    """Apply the unseen entries of a log to a view, all at once.

    What an entry asks for is dropped if it is not on offer: the browser is not trusted.
    """
    entries = unseen(told, view.mount, view.ack)
    if not entries:
        return
    changed = view.selection
    view.looks_at = world_place(view, told.get("view")) or view.looks_at
    view.layers_on = _layers(told.get("layers")) or view.layers_on
    for _, kind, value in entries:
        changed = _applied(changed, kind, value)
        if kind == "basemap":
            switch_basemap(view, value, told.get("view"))
        elif kind == "open":
            view.opened = value
        elif kind == "close":
            view.opened = ""
        elif kind == "window":
            view.window = value
        elif kind == "option":
            name, _, option = value.partition(":")
            view.options[name] = option
        elif kind == "scene":
            view.options["present-scene"] = value.partition("?")[0]
    view.mount, view.ack, view.has = str(told["mount"]), entries[-1][0], str(told.get("has", ""))
    if changed != view.selection:
        view.decide(changed)


def _applied(selection: Selection, kind: LogKind, value: str) -> Selection:
    if kind == "zone" or kind == "sector" or kind == "status":  # noqa: PLR1714 - for the type
        return selection.toggled(kind, value)
    if value in _CHOICES.get(kind, ()):
        changes: dict[str, Any] = {kind: value}
        return replace(selection, **changes)
    if kind == "asof" and is_as_of(value):
        return replace(selection, as_of=value)
    if kind in {"reset", "unfilter"}:
        return selection.reset() if kind == "reset" else selection.unfiltered()
    if kind == "scene":
        scenes = Selection.from_query(dict(parse_qsl(value.partition("?")[2])))[0]
        return replace(scenes, evidence=selection.evidence, lang=selection.lang)
    return selection


def offered_basemaps() -> tuple[Basemap, ...]:
    """Return the basemaps on offer; a key in ``TIANDITU_KEY`` adds Tianditu."""
    return basemaps(tianditu_key())


def basemap_of(view: View) -> Basemap:
    """Return the basemap that a viewer has chosen."""
    return next((b for b in offered_basemaps() if b.basemap_id == view.basemap), PLAIN)


def switch_basemap(view: View, basemap_id: str, place: Any) -> None:
    """Keep the place in WGS84, whatever datum the map was drawn in when it was left."""
    view.map_view = world_place(view, place) or view.map_view
    view.basemap = basemap_id


def world_place(view: View, place: Any) -> tuple[float, float, float] | None:
    """Return the place that a browser posted in WGS84; ``None`` if it is no place."""
    match place:
        case [float() | int() as lat, float() | int() as lon, float() | int() as zoom]:
            if basemap_of(view).datum == "GCJ-02":
                lon, lat = (float(part) for part in gcj02_to_wgs84(np.array(lon), np.array(lat)))
            if np.isfinite([lat, lon, zoom]).all():
                return round(lat, 6), round(lon, 6), zoom
    return None


def _layers(told: Any) -> tuple[str, ...]:
    names = told if isinstance(told, list) else []
    return tuple(layer for layer in LAYERS if layer in names)
