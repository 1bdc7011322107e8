"""Rows that say nothing new: what was exported comes back, and nothing changes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from data.catalog import Catalog
from data.periods import parse_period
from geo.intake.cells import normal, read_or_none
from geo.intake.dates import read_date
from geo.intake.project_rows import OwnProject

_SAME_DEGREES = 1e-6  # a tenth of a metre


def is_named(own: str, *names: object) -> bool:
    """Tell whether a name is one of those that a row has already."""
    return normal(own) in {normal(one) for one in names if isinstance(one, str)}


def says_no_place(own: OwnProject, project_id: str, catalog: Catalog) -> bool:
    """Tell whether a row gives a project only the place or the printed zone that is known."""
    project = _row(catalog["projects"], project_id)
    has_place = bool(np.isfinite([own.lon, own.lat]).all())
    if project is not None and not has_place and project["zone"] == own.zone:
        return True
    place = _row(catalog["project_places"], project_id)
    if place is None or place["evidence"] == "illustrative" or place["zone"] != own.zone:
        return False
    known = place[["lon", "lat"]].astype(float).to_numpy()
    return bool(np.allclose([own.lon, own.lat], known, rtol=0, atol=_SAME_DEGREES, equal_nan=True))


def says_no_more(own: OwnProject, project_id: str, catalog: Catalog) -> bool:
    """Tell whether a row repeats what is known of an own project and its latest status."""
    project = _row(catalog["projects"], project_id)
    statuses = catalog["project_statuses"]
    history = statuses[statuses["project_id"] == project_id]
    if project is None or history.empty:
        return False
    latest = history.iloc[-1]
    day = read_or_none(read_date, own.cells["since"])
    return (
        (
            not own.cells["name"]
            or is_named(own.cells["name"], project["name_zh"], project["name_en"])
        )
        and own.status in {None, latest["status"]}
        and (day is None or parse_period(day) == parse_period(latest["date"]))
        and own.sector in {None, project["sector"]}
        and (
            own.zone is None
            or own.zone == project["zone"]
            or says_no_place(own, project_id, catalog)
        )
        and _is_same(own.investment_cny, project["investment_cny"])
        and _is_same(own.seats, project["seats_planned"])
    )


def _row(frame: pd.DataFrame, project_id: str) -> pd.Series | None:
    found = frame[frame["project_id"] == project_id]
    return None if found.empty else found.iloc[0]


def _is_same(given: float, known: Any) -> bool:
    return bool(np.isnan(given)) or bool(np.isclose(given, float(known or np.nan)))
