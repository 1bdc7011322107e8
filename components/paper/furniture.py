"""What a printed map needs beside its layers: legend, scale bar, north arrow, marks."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import shapely
from matplotlib.patches import Polygon

from components.blocks.text import Words
from components.paper.fonts import text_width, wrapped
from components.paper.ground import Ground, round_km
from components.paper.labels import Area
from components.paper.layers import Looks, Rows, draw_sign
from components.paper.surface import LINE_HEIGHT, Paper

_GAP = 6.0
_STEP_DEG, _SMALLEST_PT = 0.002, 5.0


def draw_legend(
    paper: Paper,
    ground: Ground,
    names: Mapping[str, str],
    shown: Rows,
    looks: Looks,
    size: float,
) -> Area:
    """Draw the legend where it hides least, best in the corner where the web map has it."""
    frame = ground.frame
    whole, room_below = frame.right - frame.left, frame.bottom - frame.top - 3 * _GAP
    while size > _SMALLEST_PT and _legend_height(names, whole, size) > room_below - 7 * size:
        size *= 0.95
    sign, texts = 1.9 * size, _legend_lines(names, whole, size)
    wide = max((text_width(line, size) for lines in texts.values() for line in lines), default=0)
    step = LINE_HEIGHT * size
    high = _legend_height(names, whole, size)
    box = _emptiest(ground, shown, wide + sign + 2.6 * size, high, 4.2 * size)
    draw_plate(paper, box)
    y, x = box.top + 0.65 * size, box.left + 0.8 * size
    for layer, lines in texts.items():
        middle = y + step / 2
        at = Area(x, middle - 0.42 * size, x + sign, middle + 0.42 * size)
        draw_sign(paper, layer, shown, looks, at)
        for n, line in enumerate(lines):
            paper.text(x + sign + 0.8 * size, middle + n * step, line, size)
        y += len(lines) * step + 0.25 * size
    return box


def _legend_lines(names: Mapping[str, str], whole: float, size: float) -> dict[str, list[str]]:
    """Return the lines of each name; `whole` is the width of the map."""
    room = min(max(0.34 * whole, 16 * size), 0.5 * whole)
    return {layer: wrapped(name, room, size) for layer, name in names.items()}


def _legend_height(names: Mapping[str, str], whole: float, size: float) -> float:
    lines = _legend_lines(names, whole, size).values()
    return sum(len(some) * LINE_HEIGHT * size + 0.25 * size for some in lines) + 1.1 * size


def _emptiest(ground: Ground, shown: Rows, wide: float, high: float, spare: float) -> Area:
    """Return the corner of the frame in which least of the layers lies.

    Parameters
    ----------
    spare : float
        What scale bar and north arrow need of the lower corners.
    """
    frame = ground.frame
    top, low = frame.top + _GAP, frame.bottom - 2 * _GAP - spare - high
    right, left = frame.right - _GAP - wide, frame.left + _GAP
    corners = [(right, top), (right, low), (left, low)]
    lines = [shapely.segmentize(rows.geometry.to_numpy(), _STEP_DEG) for rows in shown.values()]
    points = ground.place(shapely.get_coordinates(np.concatenate(lines)))

    zones = shown["zones"].geometry.representative_point() if "zones" in shown else []
    letters = ground.place(np.array([[point.x, point.y] for point in zones]).reshape(-1, 2))

    def hidden(box: Area) -> tuple[int, int]:
        return _inside(letters, box), _inside(points, box)

    return min((Area(x, y, x + wide, y + high) for x, y in corners), key=hidden)


def _inside(places: np.ndarray, box: Area) -> int:
    """Return how many places lie in a box."""
    across = (places[:, 0] > box.left) & (places[:, 0] < box.right)
    return int((across & (places[:, 1] > box.top) & (places[:, 1] < box.bottom)).sum())


def draw_scale(paper: Paper, ground: Ground, words: Words, size: float) -> Area:
    """Draw the scale bar in the lower left corner; it is true in the middle of the map."""
    frame = ground.frame
    km = round_km(0.22 * (frame.right - frame.left) / ground.points_per_km)
    length = km * ground.points_per_km
    said = words.amount(km, "km")
    left, bottom = frame.left + _GAP, frame.bottom - _GAP
    width = max(length, text_width(said, size)) + 1.6 * size
    box = Area(left, bottom - 2.3 * size, left + width, bottom)
    draw_plate(paper, box)
    x, y = left + 0.8 * size, bottom - 0.7 * size
    paper.line((x, x + length), (y, y), width=paper.stroke("district"), name="scale-bar")
    for end in (x, x + length):
        paper.line((end, end), (y - 0.35 * size, y + 0.05 * size), width=paper.stroke("outline"))
    paper.text(x + length / 2, bottom - 1.55 * size, said, size, align="center")
    return box


def draw_north(paper: Paper, ground: Ground, words: Words, size: float) -> Area:
    """Draw the north arrow in the lower right corner; the map is not turned."""
    frame = ground.frame
    box = Area(
        frame.right - _GAP - 2.2 * size,
        frame.bottom - _GAP - 3.4 * size,
        frame.right - _GAP,
        frame.bottom - _GAP,
    )
    draw_plate(paper, box)
    x, top, foot = (box.left + box.right) / 2, box.top + 0.4 * size, box.top + 2.0 * size
    for side, fill in ((-1, paper.theme.ink), (1, paper.theme.surface)):
        corners = [(x, top), (x + side * 0.6 * size, foot), (x, foot - 0.4 * size)]
        half = Polygon(corners, facecolor=fill, edgecolor=paper.theme.ink)
        half.set_linewidth(paper.stroke("hair"))
        paper.add(half)
    paper.text(x, box.bottom - 0.75 * size, words("print.north"), size, align="center")
    return box


def draw_badge(paper: Paper, ground: Ground, said: str, size: float) -> Area:
    """Draw the mark of a map that shows anything schematic, in the upper left corner."""
    left, top = ground.frame.left + _GAP, ground.frame.top + _GAP
    box = Area(left, top, left + text_width(said, size) + 1.4 * size, top + 1.9 * size)
    theme = paper.theme
    draw_plate(paper, box, theme.warning)
    middle = (box.top + box.bottom) / 2
    paper.text((box.left + box.right) / 2, middle, said, size, colour=theme.warning, align="center")
    return box


def draw_plate(paper: Paper, box: Area, edge: str = "") -> None:
    """Draw the ground of something that lies on the map."""
    theme = paper.theme
    paper.box(
        box.left,
        box.top,
        box.right - box.left,
        box.bottom - box.top,
        fill=(theme.surface, 0.94),
        edge=edge or theme.line,
    )
