"""The enterprises on a printed map: points where they are few, cells where they are many."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.patches import Rectangle

from components.blocks.text import Words
from components.map.enterprises import places_block
from components.paper.ground import Ground
from components.paper.labels import Area
from components.paper.surface import Paper
from components.session.request import Seen
from data.catalog import Catalog
from data.selection import Selection
from geo.bins import DEGREE_STEP


@dataclass(frozen=True)
class DrawnPlaces:
    """The enterprises in a frame.

    Attributes
    ----------
    rings : list of numpy.ndarray
        In points: single places, or outlines of cells.
    values : numpy.ndarray
        How many enterprises each stands for.
    are_cells : bool
    text : str
        What is to be said of them.
    """

    rings: list[np.ndarray]
    values: np.ndarray
    are_cells: bool
    text: str


def find_places(ground: Ground, catalog: Catalog, chosen: Selection, words: Words) -> DrawnPlaces:
    """Return the chosen enterprises in the frame."""
    west, south, east, north = ground.bounds
    window = ",".join(f"{side:.6f}" for side in (south, west, north, east, ground.view[2]))
    places = places_block(catalog, chosen, words, Seen(window=window))
    rings = [
        ground.place(np.cumsum(np.reshape(steps, (-1, 2)), axis=0)[:, ::-1] * DEGREE_STEP)
        for steps, value in zip(places.shapes or (), places.values or (), strict=True)
        if value
    ]
    values = np.array([value for value in places.values or () if value])
    return DrawnPlaces(rings, values, places.form == "cells", str(places.text))


def draw_places(paper: Paper, frame: Area, places: DrawnPlaces) -> None:
    """Draw enterprises as points, or as cells that are the deeper the more they stand for."""
    theme = paper.theme
    if places.are_cells:
        depth = np.log1p(places.values) / np.log1p(places.values.max(initial=1))
        colours = [(theme.accent, 0.15 + 0.75 * float(one)) for one in depth]
        drawn = PolyCollection(places.rings, facecolors=colours, edgecolors="none")
    else:
        drawn = PolyCollection(
            [_dot(ring[0]) for ring in places.rings],
            facecolors=theme.accent,
            edgecolors=theme.surface,
            linewidths=0.5,
        )
    paper.add(drawn, "tenants")
    clip = Rectangle(
        (frame.left, frame.top),
        frame.right - frame.left,
        frame.bottom - frame.top,
        transform=paper.axes.transData,
    )
    drawn.set_clip_path(clip)


def _dot(middle: np.ndarray) -> np.ndarray:
    """Return a small circle around a place."""
    turn = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    circle: np.ndarray = middle + 1.9 * np.column_stack([np.cos(turn), np.sin(turn)])
    return circle
