"""The map on a page: placed once, kept through clicks, drawn anew when its layers change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import streamlit as st
from branca.element import MacroElement
from streamlit_folium import st_folium

from components.blocks.base import Content
from components.blocks.plain import Note, heading
from components.blocks.text import Words, spoken
from components.browser.assets import EVERYTHING
from components.map.distances import distance_line
from components.map.drawing import drawing, drawing_css
from components.map.drawn import area_block
from components.map.enterprises import places_block
from components.map.folium_map import MapContent, build_map
from components.map.ground import packed
from components.map.on_paper import map_paper_css
from components.map.origins import map_panels
from components.map.page_marks import NO_MARKS, Marks, shifted
from components.map.said import map_credit, map_finding, map_table
from components.map.script import Script
from components.map.script_file import (
    MapFile,
    PublishedMap,
    is_there,
    part_of,
    publish_ground,
    publish_map,
)
from components.map.style import map_css
from components.map.tips import coverage_told, distance_tips, zone_tips
from components.map.touch import touch, touch_css
from components.session.basemaps import offered_basemaps
from components.session.events import basemap_of
from components.session.request import Request
from components.session.state import current_view
from components.session.theme import Theme, hatch_defs, zone_colours
from data.catalog import Catalog
from data.coverages import looks
from data.i18n import Lang
from data.kept import kept
from data.memo import remembered
from data.selection import EvidenceMode, Selection, visible
from data.settings import guests
from geo.basemaps import Basemap, Datum
from geo.datum import frame_to_gcj02, wgs84_to_gcj02
from geo.drawn import drawn_ground
from geo.grades import tenants_evidence
from geo.landmarks import landmark_frame

_HEIGHT = 560  # until the style sheet has come, which decides it


def map_content(catalog: Catalog, chosen: Selection) -> MapContent:
    """Return what the map shows for a selection: nothing illustrative if so chosen."""
    zones, coverages, routes = (
        visible(catalog.outlines[name], chosen)
        for name in ("zone_outlines", "coverage_outlines", "routes")
    )
    colours = zone_colours(catalog.zones)
    zones = zones.assign(colour=[colours[zone] for zone in zones["feature_id"]])
    landmarks = landmark_frame(visible(catalog["landmarks"], chosen))
    grade = tenants_evidence(catalog, chosen)
    district = catalog.outlines["district"]
    return MapContent(
        zones,
        coverages,
        routes,
        district,
        landmarks,
        grade,
        looks(catalog),
        views=catalog.park.views,
        ground=drawn_ground(catalog, chosen.evidence),
    )


@remembered(4)
def _packed(catalog: Catalog, evidence: EvidenceMode, datum: Datum) -> bytes:
    drawn = drawn_ground(catalog, evidence)
    return packed(frame_to_gcj02(drawn) if datum == "GCJ-02" else drawn)


@kept(64, key=lambda catalog, *rest: (catalog.key, catalog.revision, *rest))
def _map_file(
    catalog: Catalog,
    evidence: EvidenceMode,
    lang: Lang,
    theme: Theme,
    offered: tuple[Basemap, ...],
    basemap: Basemap,
    part: str = EVERYTHING,
) -> MapFile:
    content = map_content(catalog, Selection(evidence=evidence))
    if basemap.datum == "GCJ-02":
        content = content.shifted()
    words = spoken(catalog, lang)
    told = {name: coverage_told(catalog, words, name) for name in content.looks}
    content = replace(content, told=told)
    packed_ground = _packed(catalog, evidence, basemap.datum)
    ground = publish_ground(packed_ground, catalog.revision, part=part)
    fmap = build_map(content, words, theme, offered, basemap, ground_url=ground)
    drawing(words, theme).add_to(fmap)
    touch(words("map.two_fingers")).add_to(fmap)
    sheets = map_css(theme) + touch_css(theme) + drawing_css(theme) + map_paper_css(theme)
    return publish_map(fmap, sheets, hatch_defs(theme), catalog.revision, part=part)


def _wanted(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> MapFile:
    view, offered = current_view(), offered_basemaps()
    # In a frame of somebody else's page, requests tell nothing of whom its link is for.
    part = "" if view.embed and guests() != "all" else part_of(catalog)
    basemap = basemap_of(view)
    return _map_file(catalog, chosen.evidence, words.lang, theme, offered, basemap, part)


def is_redrawn(catalog: Catalog, chosen: Selection, words: Words, theme: Theme) -> bool:
    """Whether the map on the page is not the one that the view asks for."""
    state = current_view()
    there = state.map_url, state.map_at
    return bool(state.map_url) and there != (
        _wanted(catalog, chosen, words, theme).url,
        state.map_view,
    )


def linked_map(
    catalog: Catalog,
    chosen: Selection,
    words: Words,
    theme: Theme,
    extras: Sequence[MacroElement] = (),
) -> None:
    """Place the map with key ``map``; it talks to the page's link by itself.

    Parameters
    ----------
    extras : sequence of MacroElement
        What only this page adds; their scripts run after the map's, which is ``map_div``.
    """
    state = current_view()
    file, view = _wanted(catalog, chosen, words, theme), state.map_view
    if not is_there(file):
        _map_file.clear()
        file = _wanted(catalog, chosen, words, theme)
    state.map_url, state.map_at = file.url, view
    placed = PublishedMap(file, drawn_at(view, basemap_of(state)) if view else None)
    for extra in extras:
        extra.add_to(placed)
    region = catalog.park.views.region
    if region and view is None and len(visible(catalog.outlines["zone_outlines"], chosen)):
        Script("fly", drawn_at(region, basemap_of(state))).add_to(placed)
    with st.container(key="map"):
        st_folium(
            placed,
            key="map-frame",
            height=_HEIGHT,
            use_container_width=True,
            returned_objects=[],
        )


def drawn_at(view: tuple[float, float, float], basemap: Basemap) -> tuple[float, float, float]:
    """Return a view in the datum of a basemap.

    Parameters
    ----------
    view : tuple of float
        Latitude, longitude (WGS84) and zoom.
    basemap : Basemap
    """
    lat, lon, zoom = view
    if basemap.datum == "GCJ-02":
        lon, lat = (float(value) for value in wgs84_to_gcj02(np.array(lon), np.array(lat)))
    return lat, lon, zoom


def map_blocks(request: Request, marks: Marks = NO_MARKS, finding: str = "") -> Content:
    """Return what goes with the map: heading, note, enterprises, and the page's own marks.

    Without a `finding` of the page, the heading says what the map's areas are.
    """
    catalog, chosen, words = request.catalog, request.chosen, request.words
    zones = visible(catalog.outlines["zone_outlines"], chosen)
    notes = [
        *(["map.note_published"] if zones.empty else []),
        *(["map.note_gcj02"] if request.seen.is_gcj02 else []),
    ]
    owed = words.some("map.credit_short")
    said = [distance_line(catalog, chosen, words), *map(words, notes), *owed]
    names = words.join(words(f"zone.{zone}") for zone in chosen.zones) or words("map.none")
    title = words("map.title_page" if finding else "map.title")
    finding = finding or map_finding(catalog, chosen, words)
    return {
        "map-heading": heading(title, finding=finding),
        "map-note": Note(
            id="map",
            text=" · ".join(text.rstrip("。.") for text in said if text),
            alt=words("map.alt", finding=finding, selected=names),
            credit=map_credit(catalog, chosen, words),
            source=words("chart.table"),
            panels=map_panels(catalog, chosen, words) | map_table(catalog, chosen, words),
            graded=tuple(visible(catalog.outlines["coverage_outlines"], chosen)["evidence"]),
        ),
        "map-area": area_block(catalog, chosen, words, request.seen),
        "map-places": places_block(catalog, chosen, words, request.seen),
        "map-marks": replace(
            shifted(marks) if request.seen.is_gcj02 else marks,
            tips={
                **distance_tips(catalog, chosen, words),
                **zone_tips(catalog, chosen, words),
                **marks.tips,
            },
        ),
    }
