"""What is in force beside what would be, on two maps of one extent."""

from __future__ import annotations

from typing import Any

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import streamlit as st
from markupsafe import Markup
from streamlit_folium import st_folium

from components.blocks.base import Block, Content, slots
from components.blocks.html_table import note_html
from components.blocks.plain import heading, markup
from components.blocks.text import Words
from components.browser.assets import LEAFLET_URL, map_script_url
from components.intake.before_after import feature_name
from components.map.script import Script, tooltip_html
from components.map.style import map_css
from components.session.request import Request
from components.session.theme import Theme, hatch, hatch_defs
from data.catalog import Catalog
from geo.intake.proposal import Proposal
from geo.intake.would_be import Fate, outlines_by_fate

_DETAIL_DEG = 1e-5  # about 1 m: what a preview need not draw
_DOTS_AT_MOST = 1500
_HEIGHT = 380


def place_maps(request: Request, proposal: Proposal) -> None:
    """Place both maps side by side; on a narrow screen one above the other."""
    before, after = outlines_by_fate(request.catalog, proposal, request.chosen)
    drawn = [frame for frame in (before, after) if not frame.empty]
    extent = _extent(*(drawn or [request.catalog.outlines["district"]]))
    own = [request.catalog.tables.get("tenants"), proposal.tables.get("tenants")]
    dots = [_own_places(rows) for rows in own]
    sides = zip(
        st.columns(2, gap="medium"), ("before", "after"), (before, after), dots, strict=True
    )
    for column, side, frame, points in sides:
        fmap = _map(frame, points, request, extent)
        with column:
            slots(f"map-{side}")
            st_folium(
                fmap,
                key=f"import-map-{side}",
                height=_HEIGHT,
                use_container_width=True,
                returned_objects=[],
            )


def _own_places(rows: pd.DataFrame | None) -> np.ndarray:
    """Return longitudes and latitudes, shape (n, 2), of enterprises that are not illustrative.

    Thinned out evenly if there are very many.
    """
    if rows is None:
        return np.empty((0, 2))
    own = rows[rows["evidence"] != "illustrative"]
    known = own[["lon", "lat"]].dropna().to_numpy(dtype=float)
    return known[:: max(1, -(-len(known) // _DOTS_AT_MOST))]


def _extent(*frames: gpd.GeoDataFrame) -> list[list[float]]:
    shapes = np.array([shape for frame in frames for shape in frame.geometry], dtype=object)
    west, south, east, north = shapely.total_bounds(shapes)
    return [[south, west], [north, east]]


def _map(
    frame: gpd.GeoDataFrame,
    dots: np.ndarray,
    request: Request,
    extent: list[list[float]],
) -> folium.Map:
    theme, district = request.theme, request.catalog.outlines["district"]
    fmap = folium.Map(
        tiles=None, min_zoom=5, max_zoom=18, attribution_control=False, zoom_control=False
    )
    fmap.default_js = [("leaflet", f"{LEAFLET_URL}/leaflet.js"), ("atlas", map_script_url())]
    fmap.default_css = [("leaflet_css", f"{LEAFLET_URL}/leaflet.css")]
    root: Any = fmap.get_root()
    root.header.add_child(folium.Element(map_css(theme)))
    root.html.add_child(folium.Element(hatch_defs(theme)))
    Script("icons", f"{LEAFLET_URL}/images/").add_to(fmap)
    titles = {
        "zoomInTitle": request.words("access.zoom_in"),
        "zoomOutTitle": request.words("access.zoom_out"),
    }
    Script("zoom", titles).add_to(fmap)
    folium.GeoJson(
        district.__geo_interface__,
        interactive=False,
        style_function=lambda _: {
            "color": theme.neutral,
            "weight": 2,
            "fillColor": theme.land,
            "fillOpacity": 1,
        },
    ).add_to(fmap)
    for _, row in frame.iterrows():
        _add(fmap, row, request.words, theme, request.catalog)
    for lon, lat in dots:
        folium.CircleMarker(
            (lat, lon),
            radius=2,
            weight=0,
            fill_opacity=0.8,
            fill_color=theme.accent,
            interactive=False,
        ).add_to(fmap)
    fmap.fit_bounds(extent, padding=(12, 12))
    return fmap


def _add(fmap: folium.Map, row: Any, words: Words, theme: Theme, catalog: Catalog) -> None:
    style = _style(row["fate"], row["evidence"], theme)
    shape = shapely.simplify(row["geometry"], _DETAIL_DEG)
    is_zone = row["feature_id"] in catalog.zones
    if "LineString" in shape.geom_type or not (is_zone or row["fate"] == "new"):
        style["fill"] = False
    label = words(f"import.tip_{row['fate']}", name=feature_name(catalog, row["feature_id"], words))
    folium.GeoJson(
        shape.__geo_interface__, style_function=lambda _: style, tooltip=tooltip_html(label)
    ).add_to(fmap)
    if is_zone and row["fate"] != "dropped":
        point = shape.representative_point()
        icon = folium.DivIcon(
            html=Markup('<div class="atlas-letter">{}</div>').format(
                words.zone_mark(row["feature_id"])
            ),
            icon_size=(24, 20),
            icon_anchor=(12, 10),
            class_name="atlas-text",
        )
        folium.Marker((point.y, point.x), icon=icon, interactive=False, keyboard=False).add_to(fmap)


def _style(fate: Fate, evidence: str, theme: Theme) -> dict[str, Any]:
    """Certainty keeps its grammar: hatched where schematic, solid where it is the user's own."""
    if fate == "dropped":
        return {"color": theme.warning, "weight": 2, "dashArray": "2 6", "fill": False}
    name = "accent" if fate == "new" else "neutral"
    colour = theme.accent if fate == "new" else theme.neutral
    fill = hatch(name) if evidence == "illustrative" else colour
    return {
        "color": colour,
        "weight": 2.5 if fate == "new" else 1.5,
        "fillColor": fill,
        "fillOpacity": 0.35,
    }


def preview_blocks(words: Words) -> Content:
    """Return what goes with the maps: their headings, and what their lines mean."""
    sides = {f"map-{side}": heading(words(f"import.map_{side}")) for side in ("before", "after")}
    return {**sides, "legend": _legend(words)}


def _legend(words: Words) -> Block:
    part = Markup('<span><i class="atlas-fate atlas-fate-{}"></i>{}</span>')
    parts = Markup().join(
        part.format(fate, words(f"import.fate_{fate}")) for fate in ("new", "kept", "dropped")
    )
    legend = Markup('<p class="atlas-legend">{}</p>').format(parts)
    return markup(legend + note_html(words.some("map.credit")))
