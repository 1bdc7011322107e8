"""A name may hold any sign: on the map it is a text, and never a part of a script."""

from __future__ import annotations

import folium
import geopandas as gpd
import pytest
from streamlit_folium import generate_leaflet_string

from components.map.marks import add_landmarks
from components.session.theme import THEMES
from tests.shipped import words_of

NAMES = ("`+alert(1)+`", "${alert(1)}", "\\u0060", "<img src=x onerror=alert(1)>")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_on_the_map_is_no_script(name: str) -> None:
    frame = gpd.GeoDataFrame(
        {
            "landmark_id": ["here"],
            "kind": ["college"],
            "name_zh": [name],
            "name_en": [name],
            "error_m": [100],
        },
        geometry=gpd.points_from_xy([105.9], [29.3]),
        crs=4326,
    )
    fmap = folium.Map()
    add_landmarks(fmap, frame, words_of("zh"), THEMES["light"])
    fmap.get_root().render()
    (said,) = generate_leaflet_string(fmap).split("bindTooltip(")[1:]
    literal = said.split("`")
    assert literal[2].lstrip().startswith(","), "the literal ends where folium ends it"
    assert not {"$", "\\"} & set(literal[1])
    assert "<img" not in literal[1]
