"""The ground and the region on paper: what lies under the layers, and its names."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from matplotlib.patches import PathPatch, Rectangle

from components.blocks.text import Words
from components.map.brush import CASED_FROM, Line, fill_of, line_of
from components.map.distances import far
from components.paper.fonts import text_width
from components.paper.ground import Ground
from components.paper.labels import Area, Room
from components.paper.surface import LINE_HEIGHT, Paper, shape_path
from data.tokens import POINTS_PER_PIXEL

_MOST_POINTS = 40_000  # of all lines and areas: a file stays small, what is drawn from afar stays
_EDGE = 0.8  # pixels on each side of a road
_AREAS, _POINT = ("Polygon", "MultiPolygon"), "Point"
# Who is named first where names compete for room, and how large against the text.
_NAMED = {
    "centre": 1.25,
    "home": 1.1,
    "city": 1.1,
    "area": 1.0,
    "lake": 0.95,
    "town": 0.95,
    "river": 0.9,
}


def seen_from(ground: Ground, features: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return what of the ground a view shows: at its zoom, in its frame, not too much of it.

    Not the park's own district, which every map has.
    """
    west, south, east, north = ground.bounds
    zoom = round(ground.view[2])
    drawn = features[(features["from_zoom"] <= zoom) & (zoom < features["to_zoom"])]
    drawn = drawn[drawn["layer"] != "own"]
    frame = shapely.box(west, south, east, north)
    drawn = drawn[shapely.intersects(drawn.geometry.to_numpy(), frame)]
    for nearest in sorted(set(drawn["from_zoom"]), reverse=True):
        if shapely.get_num_coordinates(drawn.geometry.to_numpy()).sum() <= _MOST_POINTS:
            break
        drawn = drawn[drawn["from_zoom"] < nearest]
    return drawn


def draw_underlay(paper: Paper, ground: Ground, drawn: gpd.GeoDataFrame, window: Rectangle) -> None:
    """Draw the areas and lines of `seen_from`, as the web map does."""
    theme, zoom = paper.theme, ground.view[2]
    roads: list[tuple[Line, shapely.Geometry, str]] = []
    borders: list[tuple[Line, shapely.Geometry, str]] = []
    for (layer, kind), rows in drawn.groupby(["layer", "kind"], sort=False):
        shapes = rows.geometry.to_numpy()
        shape = _placed(ground, shapes)
        if shape is None:
            continue
        name = f"ground-{layer}-{kind}"
        if shapes[0].geom_type in _AREAS:
            _draw_area(paper, shape, layer, kind, window, name)
            continue
        line = line_of(theme, layer, kind)
        group = roads if layer == "road" else borders if layer == "border" else None
        if group is None:
            _stroke(paper, shape, line.colour, line.width(zoom), line.dash, window, name)
        else:
            group.append((line, shape, name))
    for line, shape, name in reversed(roads):
        if line.edge and line.width(zoom) >= CASED_FROM:
            width = line.width(zoom) + 2 * _EDGE
            _stroke(paper, shape, line.edge, width, (), window, f"{name}-edge")
    for line, shape, name in (*reversed(roads), *borders):
        is_hair = line.edge and line.width(zoom) < CASED_FROM
        colour = line.edge if is_hair else line.colour
        _stroke(paper, shape, colour, line.width(zoom), line.dash, window, name)


def _placed(ground: Ground, shapes: np.ndarray) -> shapely.Geometry | None:
    """Return shapes of one kind as one, on the paper; ``None`` for points and what is beside it."""
    if shapes[0].geom_type == _POINT:
        return None
    parts = shapely.get_parts(shapes)
    made = shapely.multipolygons if parts[0].geom_type == "Polygon" else shapely.multilinestrings
    cut = [
        part for one in parts for part in shapely.get_parts(ground.shape(one)) if not part.is_empty
    ]
    return made(cut) if cut else None


def _draw_area(
    paper: Paper, shape: shapely.Geometry, layer: str, kind: str, window: Rectangle, name: str
) -> None:
    about = kind == "about"  # it lies somewhere within
    colour = fill_of(paper.theme, layer)
    is_water = layer == "water"
    patch = PathPatch(
        shape_path(shape),
        facecolor=(colour, 0.35) if about else colour,
        edgecolor=paper.theme.ground.shore if is_water else "none",
        linewidth=0.8 * POINTS_PER_PIXEL,
        linestyle=(0, (5, 5)) if about else "solid",
    )
    paper.add(patch, name).set_clip_path(window)


def _stroke(
    paper: Paper,
    shape: shapely.Geometry,
    colour: str,
    width: float,
    dash: tuple[float, ...],
    window: Rectangle,
    name: str,
) -> None:
    patch = PathPatch(
        shape_path(shape),
        facecolor="none",
        edgecolor=colour,
        linewidth=width * POINTS_PER_PIXEL,
        linestyle=(0, tuple(part / width for part in dash)) if dash else "solid",
        capstyle="butt" if dash else "round",
        joinstyle="round",
    )
    paper.add(patch, name).set_clip_path(window)


def draw_ground_names(
    paper: Paper, ground: Ground, drawn: gpd.GeoDataFrame, words: Words, room: Room, size: float
) -> None:
    """Write the names of places and waters where there is room, after those of the park."""
    named = drawn[drawn["name_zh"].notna() & drawn["kind"].isin(_NAMED)]
    ranks = named["kind"].map({kind: rank for rank, kind in enumerate(_NAMED)})
    written: set[str] = set()
    for _, row in named.loc[ranks.sort_values(kind="stable").index].iterrows():
        text, own = _named(row, words), _NAMED[row["kind"]] * size
        if text in written:
            continue
        ((x, y),) = ground.place(shapely.get_coordinates(shapely.point_on_surface(row["geometry"])))
        half, high = text_width(text, own) / 2, LINE_HEIGHT * own / 2
        box = room.first_free([Area(x - half, y - high, x + half, y + high)], anywhere=False)
        if box is None:
            continue
        written.add(text)
        room.take(box)
        look = paper.theme.ground
        colour = look.water_name if row["layer"] == "water" else look.name
        paper.text(x, y, text, own, align="center", colour=colour, halo=paper.theme.land)


def _named(row: pd.Series, words: Words) -> str:
    """Return the name of a place, with how far a large city is."""
    name = words.of(row, "name")
    if pd.isna(row["km"]):
        return name
    return words("map.distance.named", name=name, far=far(words, row["km"]))
