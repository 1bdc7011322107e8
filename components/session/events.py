"""What the reader did, as entries of one numbered log, applied to the view."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args
from urllib.parse import parse_qsl

import numpy as np

from components.browser.contract import Entry, LogKind, Posted
from components.session.basemaps import default_basemap, is_basemap, offered_basemaps
from components.session.options import Offered, is_offered, keep_option
from components.session.posted import read_posted
from components.session.state import View
from data.drawn_area import AreaError, area_problem
from data.i18n import LANGS
from data.selection import Choices, Dropped, EvidenceMode, Selection
from geo.basemaps import PLAIN, Basemap
from geo.datum import area_from_gcj02, gcj02_to_wgs84
from geo.view_limits import clamped_view

Place = tuple[float, float, float]

_TOLD = 50
_CHOICES = {"evidence": get_args(EvidenceMode), "lang": LANGS}


def unseen(told: Posted, mount: str, ack: int) -> list[Entry]:
    """Return the log entries of a posted value that were not applied yet.

    Parameters
    ----------
    told : Posted
    mount, ack
        The page and the number of the entry applied last.
    """
    since = ack if told["mount"] == mount else 0
    return [entry for entry in told["log"] if entry[0] > since]


def apply_log(view: View, posted: object, choices: Choices, offered: Offered = ()) -> None:
    """Apply the unseen entries of a log to a view, all at once.

    What an entry asks for is dropped if it is not on offer: the browser is not trusted.

    Parameters
    ----------
    view : View
    posted : object
        What the browser posted, of whatever shape.
    choices : Choices
        The zones, sectors and dates of the park, and the layers of its map.
    offered : collection of str
        The options that the page takes, see `components.session.options`.
    """
    told = read_posted(posted)
    if not told or told.get("session", view.session) != view.session:
        return
    entries = unseen(told, view.mount, view.ack)
    if not entries:
        return
    changed, place = view.selection, told.get("view")
    view.looks_at = world_place(view, place) or view.looks_at
    layers = told.get("layers")
    view.layers_on = view.layers_on if layers is None else _layers(layers, choices)
    refused = []
    for _, kind, told_value in entries:
        value = _world_area(view, told_value) if kind == "area" else told_value
        changed = _applied(changed, kind, value, choices)
        _look(view, kind, value, place)
        refused += [*_keep(view, kind, value, offered), *_not_drawn(kind, value, choices)]
    view.mount, view.ack, view.has = told["mount"], max(n for n, *_ in entries), told.get("has", "")
    if changed != view.selection:
        view.decide(changed)
    view.dropped = [*view.dropped, *refused][:_TOLD]


def _look(view: View, kind: LogKind, value: str, place: Place | None) -> None:
    """Apply what concerns the map and the panel."""
    if kind == "basemap":
        switch_basemap(view, value, place)
    elif kind == "stands":
        switch_basemap(view, value, None)
        view.map_view = view.looks_at = world_place(view, place) or view.looks_at
    elif kind in {"open", "close"}:
        view.opened = value if kind == "open" else ""
    elif kind == "window":
        view.window = value
    elif kind == "go":
        view.goes_to = value


def _keep(view: View, kind: LogKind, value: str, offered: Offered) -> list[Dropped]:
    """Keep an option or a file that the page takes; return what was too long."""
    name, _, text = value.partition(":")
    if kind == "file" and is_offered(name, offered):
        view.file = (name, text)
    if kind == "scene":
        kind, name, text = "option", "present-scene", value.partition("?")[0]
    if kind == "option" and keep_option(view.options, name, text, offered):
        return [Dropped(name, text[:_TOLD])]
    return []


def _not_drawn(kind: LogKind, value: str, choices: Choices) -> list[Dropped]:
    """Return the area that somebody drew, if it is none that can be taken."""
    why = area_problem(value, choices.region) if kind == "area" and value else ""
    return [Dropped("area", value[:_TOLD], why)] if why else []


def _applied(selection: Selection, kind: LogKind, value: str, choices: Choices) -> Selection:
    if kind == "zone" or kind == "sector" or kind == "status":  # noqa: PLR1714 - for the type
        return selection.toggled(kind, value, choices)
    if kind in {"reset", "unfilter"}:
        return selection.reset() if kind == "reset" else selection.unfiltered()
    if kind == "scene":
        scenes = Selection.from_query(dict(parse_qsl(value.partition("?")[2])), choices)[0]
        return replace(scenes, evidence=selection.evidence, lang=selection.lang)
    changes: dict[str, Any] = {}
    if value in _CHOICES.get(kind, ()):
        changes = {kind: value}
    elif kind == "area" and not _not_drawn(kind, value, choices):
        changes = {"area": value}
    elif kind == "asof" and choices.is_as_of(value):
        changes = {"as_of": "" if value == choices.latest.text else value}
    return replace(selection, **changes) if changes else selection


def basemap_of(view: View) -> Basemap:
    """Return the basemap that a viewer sees."""
    wanted = view.basemap or default_basemap()
    return next((one for one in offered_basemaps() if one.basemap_id == wanted), PLAIN)


def switch_basemap(view: View, basemap_id: str, place: Place | None) -> None:
    """Keep the place in WGS84, whatever datum the map was drawn in when it was left."""
    view.map_view = world_place(view, place) or view.map_view
    if is_basemap(basemap_id):
        view.basemap = basemap_id


def world_place(view: View, place: Place | None) -> Place | None:
    """Return the place that a browser posted in WGS84, within the limits of a map."""
    if place is None:
        return None
    lat, lon, zoom = clamped_view(*place)
    if basemap_of(view).datum == "GCJ-02":
        lon, lat = (float(part) for part in gcj02_to_wgs84(np.array(lon), np.array(lat)))
    return round(lat, 6), round(lon, 6), zoom


def _world_area(view: View, text: str) -> str:
    """Return an area that a browser posted in WGS84; what is none as it is."""
    if not text or basemap_of(view).datum != "GCJ-02":
        return text
    try:
        return area_from_gcj02(text)
    except AreaError:
        return text


def _layers(told: list[str], choices: Choices) -> tuple[str, ...]:
    return tuple(layer for layer in choices.layers if layer in told)
