"""The map on a page: place it, hear its clicks, keep its view when the basemap changes."""

from __future__ import annotations

import numpy as np
import streamlit as st
from streamlit_folium import st_folium

from components.events import MAP_KEY, basemap_of, hear, offered_basemaps
from components.map import MapContent, build_map, landmark_frame, map_css
from components.map_file import MapFile, PublishedMap, publish_map
from components.map_link import SelectionEcho
from components.shell import heading
from components.state import current_view
from components.text import Words, escape
from components.theme import Theme, hatch_defs
from data.catalog import Catalog
from data.i18n import Lang
from data.selection import EvidenceMode, Selection, visible
from geo.basemaps import Basemap
from geo.datum import wgs84_to_gcj02


def map_content(catalog: Catalog, chosen: Selection) -> MapContent:
    """Return what the map shows for a selection: nothing illustrative if so chosen."""
    zones, coverages, routes = (
        visible(catalog.outlines[name], chosen)
        for name in ("zone_outlines", "coverage_outlines", "routes")
    )
    landmarks = landmark_frame(visible(catalog["landmarks"], chosen))
    return MapContent(zones, coverages, routes, catalog.outlines["district"], landmarks)


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs={Catalog: id})
def _map_file(
    catalog: Catalog,
    evidence: EvidenceMode,
    lang: Lang,
    theme: Theme,
    offered: tuple[Basemap, ...],
    basemap: Basemap,
) -> MapFile:
    content = map_content(catalog, Selection(evidence=evidence))
    if basemap.datum == "GCJ-02":
        content = content.shifted()
    fmap = build_map(content, Words(lang), theme, offered, basemap)
    return publish_map(fmap, map_css(theme), hatch_defs(theme))


def linked_map(
    catalog: Catalog, chosen: Selection, words: Words, theme: Theme, height: int = 560
) -> None:
    """Place the map with key ``map``; a click on a zone toggles it in the selection."""
    state = current_view()
    offered, basemap = offered_basemaps(), basemap_of(state)
    file = _map_file(catalog, chosen.evidence, words.lang, theme, offered, basemap)
    view = state.map_view
    if view and basemap.datum == "GCJ-02":
        lon, lat = (float(value) for value in wgs84_to_gcj02(np.array(view[1]), np.array(view[0])))
        view = (lat, lon, view[2])
    names = words.join(words(f"zone.{zone}") for zone in chosen.zones) or words("map.none")
    with st.container(key="map", gap="small"):
        heading(words("map.title"))
        st_folium(
            PublishedMap(file, view),
            key=MAP_KEY,
            height=height,
            use_container_width=True,
            returned_objects=[],
            on_change=hear,
            feature_group_to_add=SelectionEcho(chosen.zones, state.map_mount, state.map_ack),
        )
        zones = visible(catalog.outlines["zone_outlines"], chosen)
        notes = [
            "map.note_published" if zones.empty else "map.note",
            *(["map.note_gcj02"] if basemap.datum == "GCJ-02" else []),
            "map.note_landmarks",
            "map.credit",
            "map.credit_landmarks",
        ]
        text = " · ".join(words(note).rstrip("。.") for note in notes)
        st.html(
            f'<p class="atlas-note" role="note" aria-label="'
            f'{escape(words("map.alt", selected=names))}">{escape(text)}</p>'
        )
