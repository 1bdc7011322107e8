"""Measures in the cells of a column, and the unit of those that name none."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from geo.intake.asking import Desk, title
from geo.intake.cells import read_or_none
from geo.intake.columns import NONE
from geo.intake.doubts import Choice
from geo.reading.layers import Layer

AREA_UNITS = {"km²": "km2", "公顷": "ha", "亩": "mu", "万㎡": "10k_m2", "㎡": "m2"}
MONEY_UNITS = {"元": "cny", "万元": "10k_cny", "亿元": "100m_cny"}
Measure = Callable[[str, str | None], float]


def measures(words: np.ndarray, read: Measure, unit: str | None) -> np.ndarray:
    """Return the value of each text, shape (k,), in the base unit; ``nan`` if it is none."""
    found = [read_or_none(lambda text: read(text, unit), word) if word else None for word in words]
    return np.array([np.nan if value is None else value for value in found], dtype=float)


def ask_unit(
    desk: Desk,
    key: str,
    layer: Layer,
    column: str,
    units: Mapping[str, str],
    proposed: str | None,
    *,
    is_sure: bool = False,
) -> str | None:
    """Ask in what unit the bare numbers of a column are; ``None`` to leave the column out."""
    chosen = desk.ask(
        key,
        "unit",
        [*(Choice(unit, f"unit_{name}") for unit, name in units.items()), Choice(NONE, "no_unit")],
        proposed or NONE,
        is_sure=is_sure,
        layer=title(layer),
        column=column,
    )
    return None if chosen == NONE else chosen
