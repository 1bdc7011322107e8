"""The folium map: zones, coverages, routes, landmarks and district over a basemap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import folium
import geopandas as gpd
import numpy as np
import shapely
from folium.utilities import JsCode
from markupsafe import Markup, escape

from components.blocks.profile import profile_id
from components.blocks.text import Words
from components.browser.streamlit_insides import ROOT_FROM_FRAME
from components.map.enterprise_link import tenant_link
from components.map.ground import ground_script
from components.map.marks import add_landmarks, info_mark, text_mark
from components.map.origins import panel_id
from components.map.script import Script, name_layer, opens, tooltip_html
from components.map.selection_link import map_link
from components.map.style import label_corner, line_style, line_swatch, swatch, zone_styles
from components.session.theme import Theme, hatch
from data.park import Views
from data.tokens import Look
from geo.areas import area_km2
from geo.basemaps import Basemap
from geo.datum import frame_to_gcj02
from geo.drawn import nothing_drawn
from geo.view_limits import FARTHEST

# The name of a route stands this far along it.
_LABEL_SHARES = (0.7, 1.0, 0.4, 0.1)


@dataclass(frozen=True)
class MapContent:
    """What the map shows (EPSG:4326).

    Attributes
    ----------
    zones, coverages, routes, district : geopandas.GeoDataFrame
        ``feature_id``, ``name_zh``, ``name_en``, ``evidence`` and geometry; may be empty. Zones
        have a ``colour``.
    landmarks : geopandas.GeoDataFrame
        Points with ``kind``, names and ``error_m``.
    told : mapping of str to str
        By id of a coverage or route, what a hover says below its name.
    tenants : str, optional
        Weakest grade of evidence of the enterprises, whose places come later; ``None`` if
        there are none to show.
    looks : mapping of str to Look
        By id, how coverages and routes are drawn, from the lowest to the highest.
    views : data.park.Views
        Where it looks at first.
    ground : geopandas.GeoDataFrame
        What lies under all that (`geo.drawn.drawn_ground`).
    """

    zones: gpd.GeoDataFrame
    coverages: gpd.GeoDataFrame
    routes: gpd.GeoDataFrame
    district: gpd.GeoDataFrame
    landmarks: gpd.GeoDataFrame
    tenants: str | None = None
    looks: Mapping[str, Look] = field(default_factory=dict)
    views: Views = field(default_factory=Views, kw_only=True)
    told: Mapping[str, str] = field(default_factory=dict, kw_only=True)
    ground: gpd.GeoDataFrame = field(default_factory=nothing_drawn, kw_only=True)

    def shifted(self) -> MapContent:
        """Return the same content in GCJ-02, for basemaps drawn in that datum."""
        frames = ("zones", "coverages", "routes", "district", "landmarks", "ground")
        return replace(self, **{name: frame_to_gcj02(getattr(self, name)) for name in frames})


def build_map(
    content: MapContent,
    words: Words,
    theme: Theme,
    offered: tuple[Basemap, ...],
    chosen: Basemap,
    zone_tip: str = "map.tip.zone",
    *,
    has_profiles: bool = True,
    ground_url: str = "",
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
    zone_tip : str
        Message that says what a click on a zone does.
    has_profiles : bool
        Whether a click on a chosen zone opens its profile.
    ground_url : str
        Where the ground is given out; else the map carries it.
    """
    views = content.views
    view = views.district if content.zones.empty else views.park
    moves: Any = JsCode("atlasMap.moves()")
    fmap = folium.Map(
        view[:2],
        zoom_start=int(view[2]),
        tiles=None,
        min_zoom=int(FARTHEST),
        max_zoom=chosen.max_zoom,
        # Folium tells these two to its own tiles only.
        minZoom=int(FARTHEST),
        zoom_control="bottomright",
        zoom_animation=moves,
        fade_animation=moves,
        marker_zoom_animation=moves,
        inertia=moves,
    )
    narrow_view = None if content.zones.empty else views.narrow
    map_link(zone_styles(theme), chosen.basemap_id, words, narrow_view).add_to(fmap)
    ground = ground_script(content.ground, ground_url, words, theme)
    _add_basemaps(fmap, ground, words, offered, chosen)
    _add_district(fmap, content, words, theme)
    for name, look in content.looks.items():
        if look.shape == "area":
            _add_coverage(fmap, content, name, look, words, theme)
        else:
            _add_route(fmap, content, name, look, words, theme)
    _add_zones(fmap, content.zones, words, theme, words(zone_tip), has_profiles=has_profiles)
    add_landmarks(fmap, content.landmarks, words, theme)
    if content.tenants:
        sign = _tenant_sign(theme)
        tenants = _tenants(content.tenants, words, sign)
        tenants.add_to(fmap)
        name_layer(tenants, "tenants", sign + words("map.tenants"))
        name = words("origin.of", name=words("map.tenants"))
        tenant_link(theme.accent, theme.surface, name).add_to(tenants)
    Script("marks").add_to(fmap)
    schematic = any(map(_is_schematic, (content.zones, content.coverages, content.routes)))
    note = words("map.key_note") if schematic or content.tenants == "illustrative" else ""
    told = {"key": words("map.key"), "bases": words("map.bases"), "note": note}
    Script("key", told).add_to(fmap)
    return fmap


def layer_name(layer: str, rows: gpd.GeoDataFrame, words: Words) -> str:
    """Return what the legend calls a layer; it says so where it is schematic."""
    name = _plain_name(layer, rows, words)
    return words("map.schematic", name=name) if _is_schematic(rows) else name


def _plain_name(layer: str, rows: gpd.GeoDataFrame, words: Words) -> str:
    shape = rows.geometry.iloc[0]
    area = words.amount(round(area_km2(shape), 1), "km2") if shape.area else ""
    return words(f"map.{layer}", area=area)


def _is_schematic(rows: gpd.GeoDataFrame) -> bool:
    return bool((rows["evidence"] == "illustrative").any())


def _add_basemaps(
    fmap: folium.Map,
    ground: Script,
    words: Words,
    offered: tuple[Basemap, ...],
    chosen: Basemap,
) -> None:
    for basemap in offered:
        name = basemap.name or words(f"map.basemap.{basemap.basemap_id}")
        # A planner's map has an edge: the ground goes on beyond it.
        show = basemap == chosen or (chosen.is_own and not basemap.url)
        layer: folium.map.Layer
        if basemap.url:
            layer = folium.TileLayer(
                f"{ROOT_FROM_FRAME}/{basemap.url}" if basemap.is_own else basemap.url,
                attr=escape(basemap.attribution or name),
                name=name,
                overlay=False,
                show=show,
                max_zoom=basemap.max_zoom,
                **_extent(basemap),
            )
        else:
            layer = folium.FeatureGroup(name=name, overlay=False, show=show)
            ground.add_to(layer)
        layer.add_to(fmap)
        Script("base", {"key": basemap.basemap_id, "label": name}).add_to(layer)


def _extent(basemap: Basemap) -> dict[str, Any]:
    """Return what Leaflet need not ask a planner's map for."""
    if not (basemap.native and basemap.bounds):
        return {}
    west, south, east, north = basemap.bounds
    low, high = basemap.native
    sides = [[south, west], [north, east]]
    return {"min_native_zoom": low, "max_native_zoom": high, "bounds": sides}


def _add_district(fmap: folium.Map, content: MapContent, words: Words, theme: Theme) -> None:
    sign = swatch("border-top:2px solid var(--neutral);height:0;margin-bottom:4px")
    group = folium.FeatureGroup(name=sign + words("map.district"))
    drawn = folium.GeoJson(
        content.district.__geo_interface__,
        style_function=lambda _: {
            "color": theme.neutral,
            "weight": theme.width("district"),
            "fill": False,
        },
    )
    _opens("district", words("map.district"), words).add_to(drawn)
    drawn.add_to(group)
    group.add_to(fmap)
    name_layer(group, "district")


def _tip(name: str, said: str) -> Markup:
    """Return what a hover says: a name, and a line about it."""
    return Markup("<b>{}</b>{}{}").format(name, Markup("<br>") if said else "", said)


def _opens(shape: str, label: str, words: Words) -> Script:
    return opens(panel_id(shape), words("origin.of", name=label))


def _add_coverage(
    fmap: folium.Map, content: MapContent, name: str, look: Look, words: Words, theme: Theme
) -> None:
    rows = content.coverages[content.coverages["feature_id"] == name]
    if rows.empty:
        return
    label = layer_name(name, rows, words)
    group = folium.FeatureGroup(name=line_swatch(look, theme) + label)
    drawn = folium.GeoJson(
        rows.__geo_interface__,
        style_function=lambda _: line_style(look, theme) | {"fill": False},
        tooltip=tooltip_html(_tip(label, content.told.get(name, ""))),
    )
    _opens(name, label, words).add_to(drawn)
    drawn.add_to(group)
    corner = _corner(rows.geometry.iloc[0], *label_corner(look))
    colour = theme.coverage(look)
    text_mark(words(f"coverage.{name}"), corner, "atlas-label", colour, offset=(6, 9)).add_to(group)
    group.add_to(fmap)
    name_layer(group, name, line_swatch(look, theme) + _plain_name(name, rows, words))


def _corner(shape: shapely.Geometry, east: int, north: int) -> tuple[float, float]:
    """Return latitude and longitude of the vertex that lies farthest in a direction."""
    points = shapely.get_coordinates(shape)
    lon, lat = points[np.argmax(points @ (east, north))]
    return float(lat), float(lon)


def _add_route(
    fmap: folium.Map, content: MapContent, name: str, look: Look, words: Words, theme: Theme
) -> None:
    rows = content.routes[content.routes["feature_id"] == name]
    if rows.empty:
        return
    label = layer_name(name, rows, words)
    group = folium.FeatureGroup(name=line_swatch(look, theme) + label)
    drawn = folium.GeoJson(
        rows.__geo_interface__,
        style_function=lambda _: line_style(look, theme),
        tooltip=tooltip_html(_tip(label, content.told.get(name, ""))),
    )
    _opens(name, label, words).add_to(drawn)
    drawn.add_to(group)
    point = rows.geometry.iloc[0].interpolate(
        _LABEL_SHARES[look.place % len(_LABEL_SHARES)], normalized=True
    )
    named = words(f"map.{name}"), (point.y, point.x)
    text_mark(*named, "atlas-label", theme.coverage(look), offset=(6, 9)).add_to(group)
    group.add_to(fmap)
    name_layer(group, name, line_swatch(look, theme) + _plain_name(name, rows, words))


def _add_zones(
    fmap: folium.Map,
    frame: gpd.GeoDataFrame,
    words: Words,
    theme: Theme,
    tip: str,
    *,
    has_profiles: bool,
) -> None:
    if frame.empty:
        return
    name = layer_name("zones", frame, words)
    sign = swatch(
        "border:1.5px solid var(--outline);background:repeating-linear-gradient("
        "45deg,var(--neutral) 0 2px,transparent 2px 5px);height:8px"
    )
    group = folium.FeatureGroup(name=sign + name)
    shown = frame.assign(
        label=[words(f"zone.{zone}") for zone in frame["feature_id"]],
        tip=tip,
        profile=[profile_id("zone", zone) if has_profiles else "" for zone in frame["feature_id"]],
    )
    paints = {
        row["feature_id"]: hatch(row["colour"])
        if row["evidence"] == "illustrative"
        else row["colour"]
        for _, row in frame.iterrows()
    }
    drawn = folium.GeoJson(
        shown.__geo_interface__,
        style_function=lambda feature: {
            **zone_styles(theme)["plain"],
            "fillColor": paints[feature["properties"]["feature_id"]],
        },
    )
    Script("zones").add_to(drawn)
    drawn.add_to(group)
    for _, row in shown.iterrows():
        point = row.geometry.representative_point()
        mark = words.zone_mark(row["feature_id"])
        css = "atlas-letter" if mark == row["feature_id"] else "atlas-letter atlas-word"
        text_mark(mark, (point.y, point.x), css).add_to(group)
        info_mark(row["feature_id"], (point.y, point.x), row["label"], words).add_to(group)
    group.add_to(fmap)
    name_layer(group, "zones", sign + _plain_name("zones", frame, words))


def _tenants(grade: str, words: Words, sign: Markup) -> folium.FeatureGroup:
    """Return the empty layer of enterprises; off at first where their places are assumed."""
    schematic = grade == "illustrative"
    name = words("map.schematic", name=words("map.tenants")) if schematic else words("map.tenants")
    return folium.FeatureGroup(name=sign + name, show=not schematic)


def _tenant_sign(theme: Theme) -> Markup:
    return swatch(
        f"width:7px;height:7px;border-radius:50%;background:{theme.accent};margin:0 8px 1px 4px"
    )
