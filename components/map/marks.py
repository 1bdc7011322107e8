"""Marks on the map that are no shape: names, letters, and what opens an origin."""

from __future__ import annotations

import math

import folium
import geopandas as gpd
from markupsafe import Markup, escape

from components.blocks.text import Words
from components.map.origins import panel_id
from components.map.script import name_layer, opens, tooltip_html
from components.map.style import swatch
from components.session.theme import Theme

_LABELLED = {"station", "airport", "lake", "civic"}
_CROWDED_DEG = 0.006  # about 600 m: the second of two names so close goes to its tooltip


def text_mark(
    text: str,
    place: tuple[float, float],
    css: str,
    colour: str | None = None,
    offset: tuple[int, int] | None = None,
) -> folium.Marker:
    """Return a text that no click hits; a colour stands in a bar before it."""
    body = escape(text)
    if colour:
        body = Markup('<span style="border-color:{}">{}</span>').format(colour, body)
    size = (24, 20) if css.startswith("atlas-letter") else (0, 0)
    anchor = (-offset[0], offset[1]) if offset else (12, 10)
    icon = folium.DivIcon(
        html=Markup('<div class="{}">{}</div>').format(css, body),
        icon_size=size,
        icon_anchor=anchor,
        class_name="atlas-text",
    )
    return folium.Marker(place, icon=icon, interactive=False, keyboard=False)


def info_mark(shape: str, place: tuple[float, float], name: str, words: Words) -> folium.Marker:
    """Return the small button beside a letter; its area is larger than its sign."""
    icon = folium.DivIcon(
        html="ⓘ",
        icon_size=(24, 24),
        icon_anchor=(-12, 26),  # off the middle, where a click is on the zone
        class_name=f"atlas-info atlas-info-zone-{shape}",
    )
    marker = folium.Marker(place, icon=icon, keyboard=False)
    opens(panel_id(shape), words("origin.of", name=name)).add_to(marker)
    return marker


def add_landmarks(fmap: folium.Map, frame: gpd.GeoDataFrame, words: Words, theme: Theme) -> None:
    """Add the landmarks as dots that open their origin; the main ones stand out, with names."""
    sign = swatch(
        "width:8px;height:8px;border-radius:50%;background:var(--surface);"
        "border:2px solid var(--ink);margin:0 8px 0 3px"
    )
    group = folium.FeatureGroup(name=sign + words("map.landmarks"))
    named: list[tuple[float, float]] = []
    for _, row in frame.iterrows():
        place = (row.geometry.y, row.geometry.x)
        crowded = any(math.dist(place, other) < _CROWDED_DEG for other in named)
        name, lake = words.of(row, "name"), row["kind"] == "lake"
        main = row["kind"] in _LABELLED
        error = words("map.error", metres=words.number(row["error_m"]))
        dot = folium.CircleMarker(
            place,
            radius=9 if lake else 4 if main else 3,
            color=theme.ink if main else theme.neutral,
            weight=theme.width("outline" if main else "thin"),
            dash_array="3 3" if lake else None,
            fill=True,
            fill_opacity=1,
            fill_color=theme.water if lake else theme.surface,
            tooltip=tooltip_html(f"{name} · {error}"),
        )
        panel = panel_id(row["landmark_id"], "landmark_id")
        opens(panel, words("origin.of", name=name)).add_to(dot)
        dot.add_to(group)
        if main and not crowded:
            named.append(place)
            text_mark(name, place, "atlas-label atlas-near", offset=(12 if lake else 7, 9)).add_to(
                group
            )
    group.add_to(fmap)
    name_layer(group, "landmarks")
