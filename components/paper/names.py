"""The names on a printed map: letters of zones, landmarks, names of coverages."""

from __future__ import annotations

from itertools import product

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from components.blocks.text import Words
from components.map.style import label_corner
from components.paper.fonts import text_width, wrapped
from components.paper.ground import Ground
from components.paper.labels import Area, Room, around, text_box
from components.paper.layers import Looks, Rows, draw_dot
from components.paper.surface import LINE_HEIGHT, Align, Paper

# Who is named first where names compete for room; the rest only from this zoom on.
_FIRST = ("station", "civic", "lake", "airport")
_NEAR = 12.0
_MARGIN = 1.5
_BROAD = 11  # how wide a name may be, in its size


def draw_letters(
    paper: Paper, ground: Ground, zones: gpd.GeoDataFrame, words: Words, room: Room, size: float
) -> None:
    """Write its letter into each zone that is large enough for it; else the park has one name."""
    before = len(room.taken)
    for _, row in zones.iterrows():
        west, south, east, north = row["geometry"].bounds
        point = row["geometry"].representative_point()
        corners = np.array([[west, north], [east, south], [point.x, point.y]])
        (left, top), (right, bottom), (x, y) = ground.place(corners)
        zone, letter = Area(left, top, right, bottom), words.zone_mark(str(row["feature_id"]))
        half = text_width(letter, size) / 2
        box = text_box(x - half, y - LINE_HEIGHT * size / 2, [letter], size)
        if zone.holds(box) and room.is_free(box):
            room.take(box)
            paper.text(x, y, letter, size, align="center", halo=paper.theme.surface)
        room.avoided.append(zone.grown(0.3 * size))
    if len(room.taken) == before:
        _name_park(paper, ground, zones, words("present.park"), room, size)


def _name_park(
    paper: Paper, ground: Ground, zones: gpd.GeoDataFrame, name: str, room: Room, size: float
) -> None:
    """Write the name of the park beside its zones."""
    west, south, east, north = zones.total_bounds
    corners = ground.place(np.array([[west, north], [east, south]]))
    (left, top), (right, bottom) = corners
    if not room.frame.meets(Area(left, top, right, bottom)):
        return
    width, height = text_width(name, size) + 2 * _MARGIN, LINE_HEIGHT * size
    x, y, reach = (left + right) / 2, (top + bottom) / 2, max(right - left, bottom - top) / 2
    box = room.first_free(around(x, y, width, height, reach + 0.3 * size))
    if box is not None:
        room.take(box)
        halo = paper.theme.land
        paper.text(box.left + _MARGIN, (box.top + box.bottom) / 2, name, size, halo=halo)


def draw_landmarks(
    paper: Paper, ground: Ground, landmarks: gpd.GeoDataFrame, words: Words, room: Room, size: float
) -> None:
    """Draw as many landmarks as have room for their names: a dot alone says nothing."""
    kinds = [*_FIRST, *sorted(set(landmarks["kind"]) - set(_FIRST))]
    near = kinds if ground.view[2] >= _NEAR else [kind for kind in _FIRST if kind != "lake"]
    for kind in near:
        for _, row in landmarks[landmarks["kind"] == kind].iterrows():
            _draw_landmark(paper, ground, row, words, room, size)


def _draw_landmark(
    paper: Paper, ground: Ground, row: pd.Series, words: Words, room: Room, size: float
) -> None:
    ((x, y),) = ground.place(shapely.get_coordinates(row["geometry"]))
    lake = row["kind"] == "lake"
    reach = size * (0.8 if lake else 0.4)
    dot = Area(x - reach, y - reach, x + reach, y + reach)
    if not room.is_free(dot):
        return
    lines = _balanced(words.of(row, "name"), _BROAD * size, size)
    text = text_box(0, 0, lines, size)
    boxes = around(x, y, text.right + 2 * _MARGIN, text.bottom, reach + 1)
    box = room.first_free(boxes, anywhere=row["kind"] in _FIRST)
    if box is None:
        return
    room.take(dot)
    room.take(box)
    draw_dot(paper, x, y, lake=lake, size=size)
    on_left = box.right <= x
    edge = box.right - _MARGIN if on_left else box.left + _MARGIN
    for n, line in enumerate(lines):
        middle = box.top + (n + 0.5) * LINE_HEIGHT * size
        align: Align = "right" if on_left else "left"
        paper.text(edge, middle, line, size, align=align, halo=paper.theme.land)


def _balanced(text: str, width: float, size: float) -> list[str]:
    """Return lines of about the same length."""
    lines = wrapped(text, width, size)
    even = wrapped(text, 1.12 * text_width(text, size) / len(lines), size)
    return even if len(even) == len(lines) else lines


def draw_coverage_names(
    paper: Paper,
    ground: Ground,
    shown: Rows,
    looks: Looks,
    words: Words,
    room: Room,
    size: float,
) -> None:
    """Write the name of each coverage at a corner of it that has room."""
    for layer, look in looks.items():
        if layer not in shown or look.shape != "area":
            continue
        name, theme = words(f"coverage.{layer}"), paper.theme
        text = text_box(0, 0, [name], size)
        width, height = text.right + 8, text.bottom
        places = ground.place(_corners(shown[layer].geometry.iloc[0], label_corner(look)))
        boxes = (box for x, y in places for box in around(x, y, width, height, 5))
        box = room.first_free(boxes)
        if box is not None:
            room.take(box)
            paper.box(box.left, box.top, width, height, fill=(theme.surface, 0.92))
            paper.box(box.left, box.top, 3, height, fill=theme.coverage(look))
            paper.text(box.left + 5.5, (box.top + box.bottom) / 2, name, size)


def _corners(shape: shapely.Geometry, best: tuple[int, int]) -> np.ndarray:
    """Return the vertices farthest in eight directions, those near the best one first."""
    ways = sorted(
        (way for way in product((-1, 0, 1), repeat=2) if any(way)),
        key=lambda way: (way[0] - best[0]) ** 2 + (way[1] - best[1]) ** 2,
    )
    points: np.ndarray = shapely.get_coordinates(shape)
    return points[[np.argmax(points @ way) for way in ways]]
