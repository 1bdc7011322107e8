"""Layers made by hand, and short ways to ask for a proposal about them."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import shapely

from data.catalog import Catalog
from data.problems import Problem
from geo.intake.doubts import Doubt
from geo.intake.proposal import Grade, Proposal, Supplied, propose
from geo.reading.layers import Layer, Upload

# About 1 km by 1.1 km each, side by side from west to east, well inside the district.
WIDTH, HEIGHT = 0.01, 0.01
WEST, SOUTH = 105.90, 29.34


def square(
    column: int = 0, size: float = 1.0, west: float = WEST, south: float = SOUTH
) -> shapely.Polygon:
    """Return the square of a column; squares of different columns do not touch."""
    left = west + 1.2 * WIDTH * column
    return shapely.box(left, south, left + size * WIDTH, south + size * HEIGHT)


def layer(
    columns: Mapping[str, Sequence[object]],
    shapes: Sequence[object] | None = None,
    name: str = "layer",
    file: str = "data.geojson",
    crs: str = "EPSG:4326",
) -> Layer:
    """Return a layer; a table's rows begin at line 2, features are counted from 1."""
    frame = pd.DataFrame(
        {key: pd.Series(list(cells), dtype=object) for key, cells in columns.items()}
    )
    if shapes is None:
        count = len(frame)
        return Layer(file, name, frame, None, "", tuple(range(2, count + 2)))
    geometry = np.empty(len(shapes), dtype=object)
    geometry[:] = shapes
    if frame.empty:
        frame = pd.DataFrame(index=range(len(shapes)))
    return Layer(file, name, frame, geometry, crs, tuple(range(1, len(shapes) + 1)))


def table(
    columns: Mapping[str, Sequence[object]], name: str = "sheet", file: str = "data.xlsx"
) -> Layer:
    """Return a sheet without shapes."""
    return layer(columns, None, name, file)


def six_zones(**columns: Sequence[object]) -> Layer:
    """Return a layer of six squares, zone A to zone F, from west to east."""
    given = columns or {"片区": list("ABCDEF")}
    return layer(given, [square(at) for at in range(6)], "片区", "片区.geojson")


def ask(
    catalog: Catalog,
    *layers: Layer,
    answers: Mapping[str, str] | None = None,
    grade: Grade = "official",
) -> Proposal:
    """Return the proposal for some layers of one upload."""
    supplied = Supplied("园区轮廓（2026年）", "园区办公室", "2026-11", grade)
    return propose([Upload("data", layers, ())], catalog, answers or {}, supplied)


def doubt(proposal: Proposal, key: str) -> Doubt:
    """Return the question of a key."""
    (found,) = [one for one in proposal.doubts if one.key == key]
    return found


def keys(proposal: Proposal) -> set[str]:
    """Return the keys of all questions."""
    return {one.key for one in proposal.doubts}


def left_out(proposal: Proposal) -> list[tuple[str, int | None]]:
    """Return kind and row of each problem."""
    return [(one.kind, one.row) for one in proposal.problems]


def said(one: Doubt | Problem) -> dict[str, object]:
    """Return what the message of a question or a problem names."""
    return one.values  # noqa: PD011 -- not a pandas frame
