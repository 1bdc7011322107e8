"""Tables of corner points, as surveyors hand them over: outlines once their points are joined."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import shapely

from geo.intake.asking import Desk, offered, title
from geo.intake.cells import texts
from geo.intake.columns import HEADING, SHEET, find
from geo.intake.headers import header
from geo.reading.layers import Layer

_POINT = re.compile(
    r"点号|点名|点序号?|(?:界址|拐|折|角|顶)点(?:号|名|序号|编号)?"
    r"|(?:corner|vertex|point|pt)(?:no|id|name|number)?"
)
_OUTLINE = re.compile(
    r"(?:地块|宗地|图斑|区域|范围|面)(?:号|名|名称|编号)?|parcel\w*|polygon\w*|名称|name"
)
_LEAST = 3


def joined_corners(
    desk: Desk, key: str, layer: Layer, shapes: np.ndarray | None
) -> tuple[Layer, np.ndarray | None]:
    """Ask whether the points of a table are corners of outlines, and join them if so.

    Parameters
    ----------
    desk : Desk
    key : str
        Number of the layer over all uploads.
    layer : Layer
    shapes : numpy.ndarray of shapely.Geometry, shape (n,), optional
        EPSG:4326.

    Returns
    -------
    layer : Layer
        One row an outline if they are joined, else as it was.
    shapes : numpy.ndarray of shapely.Geometry, optional
        Polygons; ``None`` where a corner has no place.
    """
    if shapes is None or not (shapely.get_dimensions(shapes) <= 0).all():
        return layer, shapes
    if not any(_POINT.fullmatch(header(name)) for name in layer.frame.columns):
        return layer, shapes
    column = _outline_column(layer)
    names = texts(layer.frame[column]) if column else np.full(len(shapes), "", dtype=object)
    groups = [np.flatnonzero(names == name) for name in dict.fromkeys(names)]
    if min(map(len, groups)) < _LEAST:
        return layer, shapes
    chosen = desk.ask(
        f"{key}:corners",
        "corners",
        offered("connect", "points"),
        "connect",
        is_sure=True,
        layer=title(layer),
        count=len(shapes),
        outlines=len(groups),
    )
    if chosen != "connect":
        return layer, shapes
    rings = np.array([_ring(shapes[group]) for group in groups], dtype=object)
    first = [int(group[0]) for group in groups]
    kept = [name for name in (column, SHEET, HEADING) if name in layer.frame.columns]
    joined = replace(
        layer,
        frame=pd.DataFrame(layer.frame.iloc[first][kept]).reset_index(drop=True),
        geometry=rings,
        rows=tuple(layer.rows[index] for index in first),
    )
    return joined, rings


def _outline_column(layer: Layer) -> str | None:
    """Return the column that tells which outline a point belongs to."""
    named = find(layer.frame, "zone")[0]
    others = (name for name in layer.frame.columns if _OUTLINE.fullmatch(header(name)))
    return named or next(others, None)


def _ring(points: np.ndarray) -> shapely.Polygon | None:
    if shapely.is_missing(points).any():
        return None
    return shapely.Polygon(shapely.get_coordinates(points))
