"""Areas as drawn beside areas as stated: in the file's own column, and in print."""

from __future__ import annotations

import numpy as np

from data import trade
from data.catalog import Catalog
from geo.areas import area_km2
from geo.intake.angles import with_points
from geo.intake.asking import LEAVE_OUT, Desk, offered, title
from geo.intake.columns import ask_column, words
from geo.intake.drawn import Drawn
from geo.intake.meaning import Part
from geo.intake.units import AREA_UNITS, ask_unit, measures

STATED_SHARE = 0.05
PRINTED_SHARE = 0.005
_ABSURD = 1e12


def printed_km2(catalog: Catalog) -> dict[str, float]:
    """Return the printed area of each coverage that has one, in square kilometres."""
    coverage = catalog["coverage"]
    areas = coverage[coverage["unit"] == "km2"]
    return dict(zip(areas["coverage_id"], areas["value"].astype(float), strict=True))


def ask_areas(desk: Desk, part: Part, drawn: list[Drawn]) -> list[Drawn]:
    """Ask about outlines whose area differs from the one that their own row states."""
    if not drawn or not len(part.layer.frame.columns):
        return drawn
    rows = np.array([one.index for one in drawn])
    column = ask_column(desk, part.key, part.layer, "area", rows)
    if column is None:
        return drawn
    given = with_points(words(part.layer, column, rows))
    areas = np.array([area_km2(one.shape) for one in drawn])
    stated = _stated_km2(desk, part, column, given, areas)
    kept = []
    for one, area, text, value in zip(drawn, areas, given, stated, strict=True):
        if text and not 0 < value < _ABSURD:
            desk.report(part.layer, one.index, column, "area_unread", value=text[:60])
        if not 0 < value < _ABSURD or abs(area / value - 1) <= STATED_SHARE:
            kept.append(one)
            continue
        chosen = desk.ask(
            f"{part.key}:area:{part.layer.rows[one.index]}",
            "area_stated",
            offered("keep", LEAVE_OUT),
            "keep",
            layer=title(part.layer),
            row=part.layer.rows[one.index],
            drawn=f"{area:.3f}",
            stated=f"{value:.3f}",
        )
        kept += [one] if chosen == "keep" else []
    return kept


def _stated_km2(
    desk: Desk, part: Part, column: str, given: np.ndarray, areas: np.ndarray
) -> np.ndarray:
    """Read the stated areas; the unit of bare numbers is the one that fits the shapes best."""
    stated = measures(given, trade.area_m2, trade.unit_of(column))
    bare = (given != "") & np.isnan(stated)
    fits = {}
    for unit in AREA_UNITS:
        with np.errstate(divide="ignore", invalid="ignore"):
            ratios = np.abs(np.log(measures(given, trade.area_m2, unit)[bare] / 1e6 / areas[bare]))
        if np.isfinite(ratios).any():
            fits[unit] = float(np.median(ratios[np.isfinite(ratios)]))
    if not fits:
        return stated / 1e6
    best = min(fits, key=lambda unit: fits[unit])
    chosen = ask_unit(
        desk,
        f"{part.key}:unit:area",
        part.layer,
        column,
        AREA_UNITS,
        best,
        is_sure=fits[best] < STATED_SHARE,
    )
    if chosen is not None:
        stated = np.where(bare, measures(given, trade.area_m2, chosen), stated)
    return stated / 1e6


def agrees_with_print(desk: Desk, feature_id: str, drawn: float, printed: float) -> bool:
    """Ask about a coverage whose area is not the printed one; true if it is kept.

    Parameters
    ----------
    desk : Desk
    feature_id : str
    drawn, printed : float
        Square kilometres.
    """
    if abs(drawn / printed - 1) <= PRINTED_SHARE:
        return True
    row = desk.catalog["coverage"].set_index("coverage_id").loc[feature_id]
    chosen = desk.ask(
        f"all:printed:{feature_id}",
        "area_printed",
        offered("keep", LEAVE_OUT),
        "keep",
        drawn=f"{drawn:.3f}",
        printed=f"{printed:g}",
        name_zh=str(row["name_zh"]),
        name_en=str(row["name_en"]),
    )
    return chosen == "keep"
