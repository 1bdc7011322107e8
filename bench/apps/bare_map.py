"""A bare Streamlit page with one folium map, Leaflet served by the page itself."""

from __future__ import annotations

import sys
from pathlib import Path

import folium
import streamlit as st

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from streamlit_folium import st_folium  # noqa: E402

from components.browser.assets import LEAFLET_URL, publish_assets  # noqa: E402

publish_assets(Path(__file__).parent / "static")
st.set_page_config(layout="wide")
fmap = folium.Map((29.36, 105.94), zoom_start=13, tiles=None)
fmap.default_js = [("leaflet", f"{LEAFLET_URL}/leaflet.js")]
fmap.default_css = [("leaflet", f"{LEAFLET_URL}/leaflet.css")]
folium.GeoJson(str(ROOT / "data" / "illustrative" / "zone_outlines.geojson")).add_to(fmap)
st_folium(fmap, returned_objects=[], use_container_width=True)
