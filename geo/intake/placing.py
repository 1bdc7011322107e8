"""Where the rows of a layer lie: from shapes or columns, in whatever coordinates, to WGS84."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import shapely

from geo.coordinates import (
    OFFERED,
    Control,
    Guess,
    Reference,
    guesses,
    offered,
    parse_reference,
    reference_name,
    to_wgs84,
)
from geo.intake.angles import numbers, pairs
from geo.intake.asking import Desk, title
from geo.intake.cells import texts
from geo.intake.columns import ask_column, find
from geo.intake.doubts import Choice
from geo.reading.layers import Layer

FREE_TEXT = "proj:"


def ask_system(desk: Desk, key: str, layers: Sequence[Layer], control: Control) -> Reference:
    """Ask once how the shapes of the layers of one file are meant that state the same.

    The layer decides that lies best: beside it a drawing may have a frame far away.

    Parameters
    ----------
    desk : Desk
    key : str
        Number of the first of them over all uploads.
    layers : sequence of Layer
        Each with at least one shape.
    control : geo.coordinates.Control
        What is known of the district.
    """
    ranked = [_guesses(layer, layer.geometry, control) for layer in layers]
    best = max(ranked, key=lambda found: (found[0].is_sure, found[0].inside))
    name = title(layers[0]) if len(layers) == 1 else layers[0].file
    return _ask_reference(desk, key, layers[0], best, name)


def place(
    desk: Desk, key: str, layer: Layer, control: Control, system: Reference | None = None
) -> np.ndarray | None:
    """Ask how the coordinates of a layer are to be understood, and follow the answer.

    Parameters
    ----------
    desk : Desk
    key : str
        Number of the layer over all uploads.
    layer : Layer
    control : geo.coordinates.Control
        What is known of the district.
    system : Reference, optional
        How its shapes are meant, from `ask_system`; without them the columns are asked about.

    Returns
    -------
    numpy.ndarray of shapely.Geometry, shape (n,), or None
        EPSG:4326, ``None`` in places; ``None`` for a table without coordinates.
    """
    shapes = layer.geometry if has_shapes(layer) else _points(desk, key, layer)
    if shapes is None or shapely.is_missing(shapes).all():
        return None
    if system is None:
        ranked = _guesses(layer, shapes, control)
        system = _ask_reference(desk, key, layer, ranked, title(layer))
    placed = to_wgs84(shapes, system)
    for index in np.flatnonzero(shapely.is_missing(placed) & ~shapely.is_missing(shapes)):
        desk.report(layer, int(index), None, "place_impossible")
    placed[shapely.is_empty(placed)] = None
    return placed


def has_shapes(layer: Layer) -> bool:
    """Whether a layer has at least one shape."""
    return layer.geometry is not None and not bool(shapely.is_missing(layer.geometry).all())


def _points(desk: Desk, key: str, layer: Layer) -> np.ndarray | None:
    """Return the points that the columns of a table give; ``None`` if no column does."""
    if find(layer.frame, "pair")[0] and not find(layer.frame, "lon")[0]:
        column = ask_column(desk, key, layer, "pair")
        if column is None:
            return None
        given = texts(layer.frame[column])
        x, y = pairs(given).T
        return _checked(desk, layer, (column,), given, np.column_stack([x, y]))
    columns = [ask_column(desk, key, layer, role) for role in ("lon", "lat")]
    if None in columns:
        if any(columns):
            desk.report(layer, None, columns[0] or columns[1], "place_half")
        return None
    cells = [texts(layer.frame[column]) for column in columns]
    given = np.where((cells[0] == "") & (cells[1] == ""), "", cells[0] + ", " + cells[1])
    points = np.column_stack([numbers(column) for column in cells])
    return _checked(desk, layer, (str(columns[0]), str(columns[1])), given, points)


def _checked(
    desk: Desk, layer: Layer, columns: tuple[str, ...], given: np.ndarray, points: np.ndarray
) -> np.ndarray:
    """Make points, and report the cells that are none; empty cells are simply no place."""
    is_read = np.isfinite(points).all(axis=1)
    is_zero = is_read & (points == 0).all(axis=1)
    for kind, wrong in (("place_unread", ~is_read & (given != "")), ("place_zero", is_zero)):
        for index in np.flatnonzero(wrong):
            desk.report(layer, int(index), ", ".join(columns), kind, value=given[index][:60])
    made = np.full(len(points), None, dtype=object)
    good = is_read & ~is_zero
    made[good] = shapely.points(points[good])
    return made


def _guesses(layer: Layer, shapes: np.ndarray | None, control: Control) -> tuple[Guess, ...]:
    stated = layer.crs or _stated(layer)
    given = np.empty(0, dtype=object) if shapes is None else shapes
    return guesses(given, stated, replace(control, names=_names(layer), words=_words(layer)))


def _ask_reference(
    desk: Desk, key: str, layer: Layer, ranked: Sequence[Guess], name: str
) -> Reference:
    best, known_here = ranked[0], offered(desk.catalog.park.coordinates)
    known = {str(guess.reference): guess.reference for guess in ranked}
    if best.finding != "degrees":  # else the few that fit stand side by side, one click each
        known |= {name: Reference(name) for name in known_here if name not in known}
    key = f"{key}:reference"
    own = desk.answers.get(key, "")
    if own and own not in known:
        try:
            known[own] = parse_reference(own.removeprefix(FREE_TEXT))
        except ValueError as error:
            desk.report(layer, None, None, f"reference_{error}", value=own[:60])
    chosen = desk.ask(
        key,
        f"reference_{best.finding}",
        [_choice(value, reference, known_here) for value, reference in known.items()],
        str(best.reference),
        is_sure=best.is_sure,
        layer=name,
        inside=f"{100 * best.inside:.0f}",
    )
    return known[chosen]


def _names(layer: Layer) -> tuple[str, ...]:
    """Return by which name each feature may be known, empty if there is no such column."""
    column = find(layer.frame, "name")[0] or find(layer.frame, "zone")[0]
    return tuple(texts(layer.frame[column])) if column else ()


def _stated(layer: Layer) -> str:
    """Return the system that the headers of a table name, such as ``经度（WGS84）``."""
    headers = " ".join(layer.frame.columns)
    code = re.search(r"epsg\D?(\d{4,5})", headers, re.IGNORECASE)
    if code:
        return f"EPSG:{code[1]}"
    return OFFERED[0] if re.search(r"wgs\W?84", headers, re.IGNORECASE) else ""


def _words(layer: Layer) -> str:
    return " ".join([layer.file, layer.name, *layer.frame.columns])


def _choice(value: str, reference: Reference, known_here: tuple[str, ...]) -> Choice:
    name = reference.reference_id
    if reference.swapped:
        return Choice(value, "reference.swapped", {"reference": name[:60]})
    if name in OFFERED:
        return Choice(value, f"reference.{name}")
    if name not in known_here:
        return Choice(value, "")
    return Choice(value, "reference.coded", {"name": reference_name(name), "code": name})
