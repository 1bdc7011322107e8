"""Lines that go around a surface but do not close: an offer to close them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import shapely

from data import trade
from data.catalog import Catalog
from geo.intake.asking import Desk, offered, title
from geo.intake.cells import read_or_none
from geo.intake.columns import find, words
from geo.intake.meaning import outlines_named
from geo.intake.repair import MOST_VERTICES
from geo.reading.layers import Layer

CLOSE = "close"
_NEW = "name"
_SHARE = 0.01  # of the length of a line: what its ends may be apart
_FARTHEST_M = 30.0
_JOIN_M = 1.0
_TOUCH_M = 0.005
_LOOKS_CLOSED = 0.1
_CORNERS = 4
_MOST_LINES = 2_000
_MOST_FACES = 30
_USED = 0.8  # of all lines: what must bound a surface, which roads do not
_METRES_A_DEGREE = 111_320.0


@dataclass(frozen=True, eq=False)
class Label:
    """What is written at a place of a file.

    Attributes
    ----------
    text : str
    place : shapely.Point
        EPSG:4326.
    """

    text: str
    place: shapely.Point


@dataclass(frozen=True, eq=False)
class _Faces:
    """Surfaces that lines go around, in metres.

    Attributes
    ----------
    shapes : list of shapely.Polygon
    first : list of int
        For each the row of its first line.
    rows : set of int
        All rows whose line bounds one.
    gap_m : float
        The widest that was closed.
    """

    shapes: list[shapely.Polygon]
    first: list[int]
    rows: set[int]
    gap_m: float


def labels_of(layer: Layer, shapes: np.ndarray | None) -> list[Label]:
    """Return the points of a layer with what is written at each."""
    if shapes is None:
        return []
    column = find(layer.frame, "name")[0]
    points = np.flatnonzero(shapely.get_type_id(shapes) == shapely.GeometryType.POINT)
    texts = words(layer, column, points)
    return [
        Label(text, shapes[at]) for at, text in zip(points.tolist(), texts, strict=True) if text
    ]


def ask_closing(
    desk: Desk, key: str, layer: Layer, shapes: np.ndarray | None, labels: Sequence[Label]
) -> tuple[Layer, np.ndarray | None]:
    """Offer to make surfaces of lines whose ends meet or nearly meet; routes are left alone.

    Parameters
    ----------
    desk : Desk
    key : str
        Number of the layer over all uploads.
    layer : Layer
    shapes : numpy.ndarray of shapely.Geometry, shape (n,), optional
        EPSG:4326.
    labels : sequence of Label
        Of the whole file: they name surfaces that several lines bound together.

    Returns
    -------
    Layer
        With a row for each surface in place of its lines, or as it was.
    numpy.ndarray of shapely.Geometry, optional
        Its shapes, EPSG:4326.
    """
    if shapes is None:
        return layer, shapes
    rows = _open_lines(desk.catalog, layer, shapes)
    if not 0 < len(rows) <= _MOST_LINES or _vertices(shapes[rows]) > MOST_VERTICES:
        return layer, shapes
    scale = _scale(shapes[rows])
    lines = shapely.transform(shapes[rows], lambda points: points * scale)
    single, rest = _nearly_closed(rows, lines)
    joined = _joined(rows[rest], lines[rest])
    count = len(single.shapes) + len(joined.shapes)
    left = [at for at in rest if rows[at] not in joined.rows]
    _report_open(desk, layer, rows[left], lines[left])
    if not 0 < count <= _MOST_FACES:
        return layer, shapes
    gap = max(single.gap_m, joined.gap_m)
    chosen = desk.ask(
        f"{key}:close",
        "close_lines" if gap >= _TOUCH_M else "join_lines",
        offered(CLOSE, "as_lines"),
        CLOSE,
        layer=title(layer),
        count=len(single.rows) + len(joined.rows),
        faces=count,
        gap=f"{gap:.2f}",
    )
    if chosen != CLOSE:
        return layer, shapes
    return _with_faces(layer, shapes, (single, joined), labels, scale)


def _open_lines(catalog: Catalog, layer: Layer, shapes: np.ndarray) -> np.ndarray:
    """Return the rows of single open lines that are not said to be a route."""
    is_line = shapely.get_type_id(shapes) == shapely.GeometryType.LINESTRING
    rows = np.flatnonzero(is_line & ~shapely.is_closed(shapes))
    return rows[outlines_named(catalog, layer, rows, "line") == ""] if len(rows) else rows


def _vertices(shapes: np.ndarray) -> int:
    return int(shapely.get_num_coordinates(shapes).sum())


def _scale(shapes: np.ndarray) -> np.ndarray:
    """Return metres a degree of longitude and latitude where shapes lie."""
    _, south, _, north = shapely.total_bounds(shapes)
    return np.array([_METRES_A_DEGREE * np.cos(np.radians((south + north) / 2)), _METRES_A_DEGREE])


def _gaps(lines: np.ndarray) -> np.ndarray:
    ends = shapely.get_point(lines, 0), shapely.get_point(lines, -1)
    return np.asarray(shapely.distance(*ends))


def _nearly_closed(rows: np.ndarray, lines: np.ndarray) -> tuple[_Faces, list[int]]:
    """Return the surfaces of lines that nearly close by themselves, and the places of the rest."""
    gaps = _gaps(lines)
    is_near = (gaps <= np.minimum(_FARTHEST_M, _SHARE * shapely.length(lines))) & (
        shapely.get_num_coordinates(lines) >= _CORNERS
    )
    near = np.flatnonzero(is_near)
    shapes = [_surface(line) for line in lines[near]]
    own = rows[near].tolist()
    return _Faces(shapes, own, set(own), gaps[near].max(initial=0.0)), np.flatnonzero(
        ~is_near
    ).tolist()


def _surface(line: shapely.LineString) -> shapely.Polygon:
    """Close a line: ends that nearly meet become one, others are joined by a straight line."""
    points = shapely.get_coordinates(line)
    if np.hypot(*(points[0] - points[-1])) <= _JOIN_M:
        points[-1] = points[0]
    return shapely.Polygon(points)


def _joined(rows: np.ndarray, lines: np.ndarray) -> _Faces:
    """Return the surfaces that lines bound together once ends that nearly meet are joined."""
    none = _Faces([], [], set(), 0.0)
    if len(lines) < 2:
        return none
    snapped, gap = _with_common_ends(lines)
    faces, cuts, dangles, _ = shapely.polygonize_full([shapely.union_all(snapped)])
    total = shapely.length(snapped).sum()
    if total == 0 or (cuts.length + dangles.length) > (1 - _USED) * total:
        return none
    shapes = list(shapely.get_parts(faces))
    edges = shapely.boundary(shapes) if shapes else np.array([])
    first, used = [], set()
    for edge in edges:
        middle = shapely.line_interpolate_point(snapped, 0.5, normalized=True)
        own = rows[shapely.distance(middle, edge) < _TOUCH_M].tolist()
        first.append(own[0] if own else int(rows[0]))
        used |= set(own)
    return _Faces(shapes, first, used, gap)


def _with_common_ends(lines: np.ndarray) -> tuple[np.ndarray, float]:
    """Move ends that lie within a metre of each other onto one point; tell the widest move."""
    ends = np.concatenate([shapely.get_point(lines, 0), shapely.get_point(lines, -1)])
    one, other = shapely.STRtree(ends).query(ends, predicate="dwithin", distance=_JOIN_M)
    target = np.arange(len(ends))
    for first, second in zip(one, other, strict=True):
        target[second] = min(target[second], target[first])
    moved = ends[target[target]]
    points, owner = shapely.get_coordinates(lines, return_index=True)
    starts = np.searchsorted(owner, np.arange(len(lines)))
    stops = np.append(starts[1:], len(points)) - 1
    places = shapely.get_coordinates(moved)
    points[starts], points[stops] = places[: len(lines)], places[len(lines) :]
    gap = float(shapely.distance(ends, moved).max(initial=0.0))
    return shapely.set_coordinates(lines.copy(), points), gap


def _report_open(desk: Desk, layer: Layer, rows: np.ndarray, lines: np.ndarray) -> None:
    """Report lines that look like an outline but are too far from closing."""
    if not len(lines):
        return
    gaps = _gaps(lines)
    is_open = (gaps <= _LOOKS_CLOSED * shapely.length(lines)) & (
        shapely.get_num_coordinates(lines) >= _CORNERS
    )
    for at in np.flatnonzero(is_open):
        desk.report(layer, int(rows[at]), None, "line_open", gap=f"{gaps[at]:.1f}")


def _with_faces(
    layer: Layer,
    shapes: np.ndarray,
    found: tuple[_Faces, _Faces],
    labels: Sequence[Label],
    scale: np.ndarray,
) -> tuple[Layer, np.ndarray]:
    """Put surfaces in the place of their lines; those of several lines get the label inside."""
    single, joined = found
    closed = shapes.copy()
    for row, shape in zip(single.first, single.shapes, strict=True):
        closed[row] = shapely.transform(shape, lambda points: points / scale)
    kept = np.array([at not in joined.rows for at in range(len(shapes))], dtype=bool)
    faces = [shapely.transform(shape, lambda points: points / scale) for shape in joined.shapes]
    frame = layer.frame
    column = find(frame, "name")[0] or ("Name" if "Name" in frame else _NEW)
    own = [
        {
            **{name: frame[name].iloc[at] for name in frame.columns},
            **({column: label} if (label := _label(face, labels)) else {}),
        }
        for at, face in zip(joined.first, faces, strict=True)
    ]
    whole = pd.concat([frame[kept], pd.DataFrame(own, dtype=object)], ignore_index=True)
    shaped = np.concatenate([closed[kept], np.array([*faces, None], dtype=object)[:-1]])
    rows = [layer.rows[at] for at in [*np.flatnonzero(kept).tolist(), *joined.first]]
    made = replace(layer, frame=whole.astype(object), geometry=None, rows=tuple(rows))
    return made, shaped


def _label(face: shapely.Polygon, labels: Sequence[Label]) -> str | None:
    """Return what is written inside a surface: the name of a zone first, else the only text."""
    inside = [label.text for label in labels if face.contains(label.place)]
    zones = [text for text in inside if read_or_none(trade.zone_of, text)]
    chosen = zones or inside
    return chosen[0] if len(chosen) == 1 else None
