"""A map on paper: the layers of the web map with all that a sheet of paper needs beside them."""

from __future__ import annotations

from collections.abc import Collection

import geopandas as gpd
from matplotlib.figure import Figure

from components.blocks.text import Words
from components.map.folium_map import MapContent, layer_name
from components.map.ground import credits_of
from components.map.page_marks import NO_MARKS, Marks
from components.paper.drawn import draw_area, name_area
from components.paper.enterprises import draw_places, find_places
from components.paper.fonts import wrapped
from components.paper.furniture import draw_badge, draw_legend, draw_north, draw_scale
from components.paper.ground import Ground, View, view_of
from components.paper.labels import Area, Room
from components.paper.layers import Looks, all_layers, draw_shapes, in_legend, is_schematic
from components.paper.names import draw_coverage_names, draw_landmarks, draw_letters
from components.paper.page_marks import draw_key, draw_page_marks
from components.paper.surface import LINE_HEIGHT, POINTS_PER_INCH, Paper
from components.paper.underlay import draw_ground_names, seen_from
from components.session.theme import Theme
from data.catalog import Catalog
from data.selection import Selection
from geo.view_limits import clamped_view

_SMALL, _PT_PER_INCH = 0.8, 1.7
_LIST = " · "


def map_figure(
    catalog: Catalog,
    content: MapContent,
    *,
    view: View,
    layers: Collection[str],
    chosen: Selection,
    words: Words,
    theme: Theme,
    size_inch: tuple[float, float],
    text_pt: float = 9.0,
    marks: Marks = NO_MARKS,
) -> Figure:
    """Draw a map; its label is its alt text.

    Parameters
    ----------
    catalog : Catalog
    content : MapContent
        Only what may be shown, in WGS84.
    view : tuple of float
        Latitude and longitude of the middle, and zoom of a web map; the figure shows what
        a window of 760 by 560 pixels shows, and more where its shape is another. One that
        no map may have is brought into its limits.
    layers : collection of str
        Of `all_layers`; those without content are left out.
    chosen : Selection
        Its zones stand out, its drawn area is dashed; its date stands below.
    size_inch : tuple of float
        Width and height.
    text_pt : float
        Size of names and legend in points, at the most: on a small map it is smaller.
    marks : Marks
        What the page puts on it.
    """
    view, shown = clamped_view(*view), _shown(content, layers)
    legend = in_legend(content.looks)
    names = {layer: _name(layer, shown[layer], words) for layer in legend if layer in shown}
    with_places = "tenants" in layers and content.tenants is not None
    if with_places:
        names |= {"tenants": _tenants_name(content, words)}
        names = {layer: names[layer] for layer in legend if layer in names}
    text_pt = theme.type_scale * min(text_pt, _PT_PER_INCH * size_inch[0])
    paper = Paper(size_inch, theme, words.lang)
    marked = any(is_schematic(shown[layer]) for layer in names if layer in shown)
    marked |= with_places and content.tenants == "illustrative"
    date = words("print.as_of", date=words.date(catalog.as_of(chosen)))
    notes = [*_notes(shown, content, date, words), *filter(None, [marks.note])]
    small = _SMALL * text_pt
    ground = Ground(view, _frame(paper, notes, small))
    if with_places:
        said = find_places(ground, catalog, chosen, words).text
        ground = Ground(view, _frame(paper, [*notes, said], small))
    frame = ground.frame

    under = seen_from(ground, content.ground)
    draw_shapes(paper, ground, shown, content.looks, chosen.zones, under)
    if with_places:
        places = find_places(ground, catalog, chosen, words)
        notes.append(places.text)
        draw_places(paper, frame, places)
    if chosen.area:
        draw_area(paper, ground, chosen.area)
    room = _write_names_and_furniture(
        paper,
        ground,
        shown,
        content.looks,
        names,
        words,
        text_pt,
        marked=marked,
        area=chosen.area,
        marks=marks,
    )
    draw_ground_names(paper, ground, under, words, room, 0.8 * text_pt)
    paper.box(
        frame.left,
        frame.top,
        frame.right - frame.left,
        frame.bottom - frame.top,
        edge=theme.line,
        line=paper.stroke("outline"),
    )
    y = frame.bottom + 0.3 * small
    for note in notes:
        y = paper.column(1, y, note, small, paper.width - 2, colour=theme.muted)
    zones = words.join(words(f"zone.{zone}") for zone in chosen.zones) or words("map.none")
    alt = words(
        "print.map_alt",
        layers=words.join(names.values()),
        zones=zones,
        date=date,
    )
    paper.figure.set_label(alt)
    return paper.figure


def view_around(
    content: MapContent, size_inch: tuple[float, float], layers: Collection[str] | None = None
) -> View:
    """Return the view that shows some layers whole, or the district if none has content.

    Without layers, all that have an outline.

    The right third of a wide figure is left to the legend, the lower third of a high one.
    """
    outlined = ("zones", *content.looks)
    shown = _shown(content, outlined if layers is None else layers)
    outlines = [shown[layer].total_bounds for layer in outlined if layer in shown]
    bounds = outlines or [content.district.total_bounds]
    west, south, east, north = zip(*bounds, strict=True)
    width, height = (side * POINTS_PER_INCH for side in size_inch)
    frame = Area(0, 0, width, 0.88 * height)
    across, down = (0.68, 0.84) if width > height else (0.96, 0.6)
    free = Area(0.04 * width, 0.04 * height, across * width, down * height)
    around = (float(min(west)), float(min(south)), float(max(east)), float(max(north)))
    return view_of(around, frame, free)


def _shown(content: MapContent, layers: Collection[str]) -> dict[str, gpd.GeoDataFrame]:
    """Return the rows of each layer that has some, and the land below them."""
    found = {
        "district": content.district,
        "zones": content.zones,
        "landmarks": content.landmarks,
        **{
            layer: frame[frame["feature_id"] == layer]
            for layer in content.looks
            for frame in (content.coverages, content.routes)
            if (frame["feature_id"] == layer).any()
        },
    }
    kept = {
        layer: found[layer]
        for layer in all_layers(content.looks)
        if layer in layers and layer in found and len(found[layer])
    }
    return kept | {"land": content.district}


def _frame(paper: Paper, notes: list[str], size: float) -> Area:
    """Return the frame of the map above its notes, which may still grow by a digit."""
    lines = sum(len(wrapped(note, 0.95 * paper.width, size)) for note in notes)
    foot = lines * LINE_HEIGHT * size + 0.4 * size
    return Area(0.5, 0.5, paper.width - 0.5, paper.height - foot)


def _name(layer: str, rows: gpd.GeoDataFrame, words: Words) -> str:
    """Return what the web map calls a layer."""
    plain = layer in {"landmarks", "district"}
    return words(f"map.{layer}") if plain else layer_name(layer, rows, words)


def _tenants_name(content: MapContent, words: Words) -> str:
    name = words("map.tenants")
    return words("map.schematic", name=name) if content.tenants == "illustrative" else name


def _notes(
    shown: dict[str, gpd.GeoDataFrame], content: MapContent, date: str, words: Words
) -> list[str]:
    """Return what stands below the map: its date, its caveats, its sources."""
    said, credit = [date], [*words.some("map.credit"), *credits_of(content.ground, words)]
    if any(is_schematic(shown[layer]) for layer in ("zones", *content.looks) if layer in shown):
        said.append(words("print.schematic_note"))
    if "landmarks" in shown:
        errors = shown["landmarks"]["error_m"]
        low, high = words.number(errors.min()), words.number(errors.max())
        credit += words.some("map.credit_landmarks")
        credit.append(words("print.landmarks", low=low, high=high))
        if is_schematic(shown["landmarks"]):
            credit += words.some("print.lakes")
    return [_LIST.join(texts) for texts in (said, credit) if texts]


def _write_names_and_furniture(
    paper: Paper,
    ground: Ground,
    shown: dict[str, gpd.GeoDataFrame],
    looks: Looks,
    names: dict[str, str],
    words: Words,
    size: float,
    *,
    marked: bool,
    area: str = "",
    marks: Marks = NO_MARKS,
) -> Room:
    furniture = [
        draw_scale(paper, ground, words, 0.9 * size),
        draw_north(paper, ground, words, 0.9 * size),
    ]
    legend = draw_legend(paper, ground, names, shown, looks, 0.9 * size) if names else None
    furniture += [legend] if legend else []
    if marked:
        furniture.append(draw_badge(paper, ground, words("print.schematic"), size))
    furniture += draw_key(paper, ground, marks, 0.85 * size, legend)
    furniture += draw_page_marks(paper, ground, marks, 0.9 * size)
    room = Room(ground.frame.grown(-2), tuple(furniture))
    if "zones" in shown:
        draw_letters(paper, ground, shown["zones"], words, room, 1.25 * size)
    if area:
        name_area(paper, ground, area, words, room, 0.9 * size)
    if "landmarks" in shown:
        draw_landmarks(paper, ground, shown["landmarks"], words, room, 0.85 * size)
    draw_coverage_names(paper, ground, shown, looks, words, room, 0.9 * size)
    return room
