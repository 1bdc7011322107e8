"""The drawn area on a printed map: its dashed line, and what it is called."""

from __future__ import annotations

import numpy as np
import shapely
from matplotlib.patches import PathPatch

from components.blocks.text import Words
from components.paper.fonts import text_width
from components.paper.ground import Ground
from components.paper.labels import Room, around
from components.paper.surface import LINE_HEIGHT, Paper, shape_path
from components.session.filters import area_name
from data.drawn_area import area_shape

_FAINT = 0.1  # as on the web map
_DASHES = (0, (2.7, 2.0))  # in widths of the line


def draw_area(paper: Paper, ground: Ground, area: str) -> None:
    """Draw the line of an area over the shapes of a map."""
    shape = ground.shape(area_shape(area))
    if shape.is_empty:
        return
    accent, frame = paper.theme.accent, ground.frame
    patch = PathPatch(
        shape_path(shape),
        facecolor=(accent, _FAINT),
        edgecolor=accent,
        linewidth=paper.stroke("chosen"),
        linestyle=_DASHES,
    )
    window = paper.box(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top)
    paper.add(patch, "drawn-area").set_clip_path(window)


def name_area(
    paper: Paper, ground: Ground, area: str, words: Words, room: Room, size: float
) -> None:
    """Write what an area is called above its highest corner, or wherever there is room."""
    corners = shapely.get_coordinates(area_shape(area))
    x, y = ground.place(corners[[np.argmax(corners[:, 1])]])[0]
    name = area_name(area, words)
    width, height = text_width(name, size), LINE_HEIGHT * size
    places = around(float(x), float(y), width, height, 0.4 * size)
    box = room.first_free([*places[6:], *places[:6]])
    if box is None:
        return
    room.take(box)
    middle = (box.top + box.bottom) / 2
    paper.text(box.left, middle, name, size, colour=paper.theme.ink, halo=paper.theme.surface)
