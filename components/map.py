"""The folium map: zones, coverages, routes, landmarks and district over a basemap."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from folium.utilities import JsCode

from components.map_link import MapLink
from components.tenant_link import TenantLink
from components.text import Words, escape
from components.theme import COVERAGE_COLOURS, FONT, ZONE_COLOURS, Theme, hatch
from geo.areas import area_km2
from geo.basemaps import Basemap
from geo.datum import frame_to_gcj02

# The park, a little left of the middle, where the legend leaves it free; on a narrow
# screen, where the legend is folded, right in the middle; and the whole district.
PARK_VIEW = (29.3620, 105.9430, 13.0)
NARROW_VIEW = (29.3620, 105.9270, 12.0)
DISTRICT_VIEW = (29.2600, 105.8800, 10.0)
_LABELLED = {"station", "lake", "civic"}
_CROWDED_DEG = 0.006  # about 600 m: the second of two names so close goes to its tooltip
# Where the name of a coverage stands: the vertex farthest east (1) or west, north or south.
_LABEL_CORNERS = {"test_area": (1, -1), "twin_1": (1, 1), "twin_2": (-1, -1)}


@dataclass(frozen=True)
class MapContent:
    """What the map shows (EPSG:4326).

    Attributes
    ----------
    zones, coverages, routes, district : geopandas.GeoDataFrame
        ``feature_id``, ``name_zh``, ``name_en``, ``evidence`` and geometry; may be empty.
    landmarks : geopandas.GeoDataFrame
        Points with ``kind``, names and ``error_m``.
    tenants : str, optional
        Weakest grade of evidence of the enterprises, whose places come later; ``None`` if
        there are none to show.
    """

    zones: gpd.GeoDataFrame
    coverages: gpd.GeoDataFrame
    routes: gpd.GeoDataFrame
    district: gpd.GeoDataFrame
    landmarks: gpd.GeoDataFrame
    tenants: str | None = None

    def shifted(self) -> MapContent:
        """Return the same content in GCJ-02, for basemaps drawn in that datum."""
        return MapContent(
            frame_to_gcj02(self.zones),
            frame_to_gcj02(self.coverages),
            frame_to_gcj02(self.routes),
            frame_to_gcj02(self.district),
            frame_to_gcj02(self.landmarks),
            self.tenants,
        )


def build_map(
    content: MapContent, words: Words, theme: Theme, offered: tuple[Basemap, ...], chosen: Basemap
) -> folium.Map:
    """Draw the map: the park, or the whole district where no zone is shown.

    Parameters
    ----------
    content : MapContent
        In the datum of `chosen`.
    offered : tuple of Basemap
        The basemaps of the layer control.
    chosen : Basemap
        The one shown at first.
    """
    view = DISTRICT_VIEW if content.zones.empty else PARK_VIEW
    fmap = folium.Map(
        view[:2],
        zoom_start=int(view[2]),
        tiles=None,
        min_zoom=9,
        max_zoom=chosen.max_zoom,
        zoom_control="bottomright",
    )
    names = _add_basemaps(fmap, content, words, theme, offered, chosen)
    narrow_view = NARROW_VIEW if view == PARK_VIEW else None
    MapLink(_zone_styles(theme), names, words("notice.tiles"), narrow_view).add_to(fmap)
    _add_district(fmap, content, words, theme)
    for name in ("twin_2", "twin_1", "test_area"):
        _add_coverage(fmap, content.coverages, name, words)
    for name in ("v2x", "bus"):
        _add_route(fmap, content.routes, name, words)
    _add_zones(fmap, content.zones, words, theme)
    _add_landmarks(fmap, content.landmarks, words, theme)
    if content.tenants:
        tenants = _tenants(content.tenants, words, theme)
        tenants.add_to(fmap)
        TenantLink(tenants, theme.accent, theme.surface).add_to(fmap)
    narrow: Any = JsCode("window.innerWidth < 480")
    folium.LayerControl(position="topright", collapsed=narrow).add_to(fmap)
    return fmap


def map_css(theme: Theme) -> str:
    """Return the style sheet of the map's frame."""
    return f"""<style>
    body {{margin: 0}}
    .leaflet-container {{background: {theme.panel}; font: 12px/1.4 {FONT} !important}}
    .leaflet-control-layers, .leaflet-bar a, .leaflet-control-attribution,
    .leaflet-control-scale-line, .leaflet-tooltip, .atlas-tile-error, .atlas-places {{
      background: {theme.surface} !important; color: {theme.ink} !important;
      border-color: {theme.line} !important}}
    .leaflet-control-attribution a {{color: {theme.accent}}}
    .leaflet-control-layers {{box-shadow: none !important; padding: 5px 8px !important;
      border: 1px solid {theme.line} !important}}
    .leaflet-control-layers label {{margin: 0; line-height: 1.55}}
    .leaflet-control-layers-selector {{accent-color: {theme.accent}; margin: 0 4px 0 0; top: 2px}}
    .atlas-swatch {{display: inline-block; width: 18px; height: 10px; margin-right: 5px}}
    .atlas-letter {{color: {theme.ink}; font: 700 15px system-ui; text-align: center;
      text-shadow: 0 0 3px {theme.surface}, 0 0 3px {theme.surface}, 0 0 5px {theme.surface},
      0 0 5px {theme.surface}; pointer-events: none !important}}
    .atlas-label {{color: {theme.ink}; white-space: nowrap; pointer-events: none !important;
      text-shadow: 0 0 2px {theme.surface}, 0 0 2px {theme.surface}, 0 0 4px {theme.surface}}}
    .atlas-label span {{background: {theme.surface}; padding: 0 4px; border-left: 4px solid}}
    .atlas-far .atlas-near {{display: none}}
    .atlas-tile-error, .atlas-places {{padding: 4px 8px; border: 1px solid; border-radius: 4px;
      max-width: 60vw}}
    .leaflet-pane.leaflet-atlas-tenants-pane {{z-index: 450; pointer-events: none}}
    .leaflet-atlas-tenants-pane canvas {{pointer-events: none}}
    path[role=button]:focus-visible {{outline: none; stroke-width: 5px}}
    @media (max-width: 480px) {{
      .leaflet-control-layers {{font-size: 11px; padding: 2px 5px !important}}
      .leaflet-control-layers label {{line-height: 1.3}}}}
    </style>"""


def _named(name: str, rows: gpd.GeoDataFrame, words: Words) -> str:
    """Mark the name of a layer as schematic if it is."""
    schematic = (rows["evidence"] == "illustrative").any()
    return words("map.schematic", name=name) if schematic else name


def _swatch(style: str) -> str:
    return f'<i class="atlas-swatch" style="{style}"></i>'


def _add_basemaps(
    fmap: folium.Map,
    content: MapContent,
    words: Words,
    theme: Theme,
    offered: tuple[Basemap, ...],
    chosen: Basemap,
) -> dict[str, str]:
    names = {}
    for basemap in offered:
        name, show = words(f"map.basemap.{basemap.basemap_id}"), basemap == chosen
        if basemap.url:
            folium.TileLayer(
                basemap.url,
                attr=basemap.attribution,
                name=name,
                overlay=False,
                show=show,
                max_zoom=basemap.max_zoom,
            ).add_to(fmap)
        else:
            plain = folium.FeatureGroup(name=name, overlay=False, show=show)
            folium.GeoJson(
                content.district.__geo_interface__,
                interactive=False,
                style_function=lambda _: {
                    "stroke": False,
                    "fillColor": theme.land,
                    "fillOpacity": 1,
                },
            ).add_to(plain)
            plain.add_to(fmap)
        names[name] = basemap.basemap_id
    return names


def _add_district(fmap: folium.Map, content: MapContent, words: Words, theme: Theme) -> None:
    swatch = _swatch(f"border-top:2px solid {theme.neutral};height:0;margin-bottom:4px")
    group = folium.FeatureGroup(name=swatch + escape(words("map.district")))
    folium.GeoJson(
        content.district.__geo_interface__,
        interactive=False,
        style_function=lambda _: {"color": theme.neutral, "weight": 2, "fill": False},
    ).add_to(group)
    group.add_to(fmap)


def _add_coverage(fmap: folium.Map, frame: gpd.GeoDataFrame, name: str, words: Words) -> None:
    rows = frame[frame["feature_id"] == name]
    if rows.empty:
        return
    colour = COVERAGE_COLOURS[name]
    dash = {"test_area": "10 5", "twin_1": "4 4", "twin_2": "2 7"}[name]
    line = "dotted" if name == "twin_2" else "dashed"
    area = words.amount(round(area_km2(rows.geometry.iloc[0]), 1), "km2")
    label = _named(words(f"map.{name}", area=area), rows, words)
    group = folium.FeatureGroup(
        name=_swatch(f"border:2px {line} {colour};height:7px") + escape(label)
    )
    folium.GeoJson(
        rows.__geo_interface__,
        style_function=lambda _: {"color": colour, "weight": 2.5, "dashArray": dash, "fill": False},
        tooltip=escape(label),
    ).add_to(group)
    corner = _corner(rows.geometry.iloc[0], *_LABEL_CORNERS[name])
    _text(words(f"coverage.{name}"), corner, "atlas-label", colour, offset=(6, 9)).add_to(group)
    group.add_to(fmap)


def _corner(shape: shapely.Geometry, east: int, north: int) -> tuple[float, float]:
    """Return latitude and longitude of the vertex that lies farthest in a direction."""
    points = shapely.get_coordinates(shape)
    lon, lat = points[np.argmax(points @ (east, north))]
    return float(lat), float(lon)


def _add_route(fmap: folium.Map, frame: gpd.GeoDataFrame, name: str, words: Words) -> None:
    rows = frame[frame["feature_id"] == name]
    if rows.empty:
        return
    colour = COVERAGE_COLOURS[name]
    label = _named(words(f"map.{name}"), rows, words)
    swatch = _swatch(
        f"border-top:3px {'dashed' if name == 'v2x' else 'dotted'} {colour};"
        "height:0;margin-bottom:4px"
    )
    group = folium.FeatureGroup(name=swatch + escape(label))
    folium.GeoJson(
        rows.__geo_interface__,
        style_function=lambda _: {
            "color": colour,
            "weight": 3,
            "dashArray": "8 6" if name == "v2x" else "1 7",
        },
        tooltip=escape(label),
    ).add_to(group)
    group.add_to(fmap)


def _zone_styles(theme: Theme) -> dict[str, dict[str, Any]]:
    return {
        "plain": {"weight": 1.5, "fillOpacity": 0.85, "opacity": 1, "color": theme.outline},
        "chosen": {"weight": 3.5, "fillOpacity": 1, "opacity": 1, "color": theme.outline},
        "other": {"weight": 1, "fillOpacity": 0.25, "opacity": 0.6, "color": theme.outline},
    }


def _add_zones(fmap: folium.Map, frame: gpd.GeoDataFrame, words: Words, theme: Theme) -> None:
    if frame.empty:
        return
    name = _named(words("map.zones"), frame, words)
    swatch = _swatch(
        f"border:1.5px solid {theme.outline};background:repeating-linear-gradient("
        f"45deg,{theme.neutral} 0 2px,transparent 2px 5px);height:8px"
    )
    group = folium.FeatureGroup(name=swatch + escape(name))
    shown = frame.assign(
        label=[words(f"zone.{zone}") for zone in frame["feature_id"]], tip=words("map.tip.zone")
    )
    paints = {
        row["feature_id"]: hatch(row["feature_id"])
        if row["evidence"] == "illustrative"
        else ZONE_COLOURS[row["feature_id"]]
        for _, row in frame.iterrows()
    }
    folium.GeoJson(
        shown.__geo_interface__,
        style_function=lambda feature: {
            **_zone_styles(theme)["plain"],
            "fillColor": paints[feature["properties"]["feature_id"]],
        },
        on_each_feature=JsCode(
            "(feature, layer) => window.atlas.join("
            "feature.properties.feature_id, feature.properties.label, layer)"
        ),
        tooltip=folium.GeoJsonTooltip(["label", "tip"], labels=False),
    ).add_to(group)
    for _, row in shown.iterrows():
        point = row.geometry.representative_point()
        _text(row["feature_id"], (point.y, point.x), "atlas-letter").add_to(group)
    group.add_to(fmap)


def _add_landmarks(fmap: folium.Map, frame: gpd.GeoDataFrame, words: Words, theme: Theme) -> None:
    swatch = _swatch(
        f"width:8px;height:8px;border-radius:50%;background:{theme.surface};"
        f"border:2px solid {theme.ink};margin:0 8px 0 3px"
    )
    group = folium.FeatureGroup(name=swatch + escape(words("map.landmarks")))
    named: list[tuple[float, float]] = []
    for _, row in frame.iterrows():
        place = (row.geometry.y, row.geometry.x)
        crowded = any(math.dist(place, other) < _CROWDED_DEG for other in named)
        name, lake = words.of(row, "name"), row["kind"] == "lake"
        error = words("map.error", metres=words.number(row["error_m"]))
        folium.CircleMarker(
            place,
            radius=9 if lake else 4,
            color=theme.ink,
            weight=1.5,
            dash_array="3 3" if lake else None,
            fill=True,
            fill_opacity=1,
            fill_color=theme.water if lake else theme.surface,
            tooltip=escape(f"{name} · {error}"),
        ).add_to(group)
        if row["kind"] in _LABELLED and not crowded:
            named.append(place)
            _text(name, place, "atlas-label atlas-near", offset=(12 if lake else 7, 9)).add_to(
                group
            )
    group.add_to(fmap)


def _tenants(grade: str, words: Words, theme: Theme) -> folium.FeatureGroup:
    """Return the empty layer of enterprises; off at first where their places are assumed."""
    schematic = grade == "illustrative"
    name = words("map.schematic", name=words("map.tenants")) if schematic else words("map.tenants")
    swatch = _swatch(
        f"width:7px;height:7px;border-radius:50%;background:{theme.accent};margin:0 8px 1px 4px"
    )
    return folium.FeatureGroup(name=swatch + escape(name), show=not schematic)


def _text(
    text: str,
    place: tuple[float, float],
    css: str,
    colour: str | None = None,
    offset: tuple[int, int] | None = None,
) -> folium.Marker:
    body = escape(text)
    if colour:
        body = f'<span style="border-color:{colour}">{body}</span>'
    size = (24, 20) if css == "atlas-letter" else (0, 0)
    anchor = (-offset[0], offset[1]) if offset else (12, 10)
    icon = folium.DivIcon(
        html=f'<div class="{css}">{body}</div>',
        icon_size=size,
        icon_anchor=anchor,
        class_name="atlas-text",
    )
    return folium.Marker(place, icon=icon, interactive=False, keyboard=False)


def landmark_frame(landmarks: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return landmarks as points in EPSG:4326."""
    points = gpd.points_from_xy(landmarks["lon"], landmarks["lat"])
    return gpd.GeoDataFrame(landmarks, geometry=points, crs="EPSG:4326")
