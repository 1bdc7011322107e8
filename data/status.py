"""Which status each project has as of a date."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.catalog import Catalog
from data.drawn_area import holds
from data.follows import FILTERS, follows
from data.in_print import is_latest
from data.memo import VIEWS, remembered
from data.periods import Period, ends, over_by, parse_period, under_way_at
from data.selection import Selection, visible

UNASSIGNED = "unassigned"
IN_OPERATION = ("operating", "partial")  # whole, or the first phase


@remembered(VIEWS)
def statuses_by(catalog: Catalog, as_of: Period) -> pd.DataFrame:
    """Return the rows of ``project_statuses`` that hold or held by a date.

    At the latest date those of a local pack that are younger than the articles do too, as
    its enterprises all count then. Shared between callers: not to be changed.

    >>> statuses_by(catalog, parse_period("2000")).empty
    True
    """
    history = catalog["project_statuses"]
    held = over_by(history["date"], as_of)
    if is_latest(catalog, as_of):
        after = catalog.latest.end
        held |= history["date"].map(lambda text: parse_period(text).start > after)
    return history[held]


def held_statuses(catalog: Catalog, as_of: Period, project_id: str) -> pd.DataFrame:
    """Return the statuses of a project that hold or held by the as-of date, oldest first.

    >>> held_statuses(catalog, catalog.latest, "P02")["date"].tolist()
    ['2020-04-08', '2020-08']
    """
    held = _histories(catalog, as_of)
    return held[project_id] if project_id in held else statuses_by(catalog, as_of).head(0)


@remembered(VIEWS)
def _histories(catalog: Catalog, as_of: Period) -> dict[str, pd.DataFrame]:
    held = statuses_by(catalog, as_of)
    ordered = held.loc[ends(held["date"]).sort_values().index]
    return {str(project): rows for project, rows in ordered.groupby("project_id", sort=False)}


@remembered(VIEWS)
def projects_as_of(catalog: Catalog, as_of: Period) -> pd.DataFrame:
    """Return the projects known by a date, each with its status by then.

    A status dated to a month or a year holds once that month or year is over; inside it
    the earlier status stays and ``pending`` is true. See `statuses_by` for later ones.

    Parameters
    ----------
    catalog : Catalog
    as_of : Period

    Returns
    -------
    pandas.DataFrame
        Columns of ``projects`` plus ``status``, ``stage``, ``wording_zh``, ``wording_en``,
        ``status_date``, ``status_basis``, ``status_evidence``, ``status_refs``, ``pending``; one
        row a project, in order of ``project_id``. Projects first reported later are left out.

    Examples
    --------
    >>> projects_as_of(catalog, parse_period("2022-10"))["project_id"].is_unique
    True
    """
    history = catalog["project_statuses"]
    held = statuses_by(catalog, as_of)
    latest = held.assign(_end=ends(held["date"])).sort_values(["project_id", "_end"], kind="stable")
    latest = latest.drop_duplicates("project_id", keep="last")
    latest = latest[
        [
            "project_id",
            "status",
            "stage",
            "wording_zh",
            "wording_en",
            "date",
            "basis",
            "evidence",
            "refs",
        ]
    ]
    latest = latest.rename(
        columns={name: f"status_{name}" for name in ("date", "basis", "evidence", "refs")}
    )
    pending = set(history["project_id"][under_way_at(history["date"], as_of)])
    known = catalog["projects"].merge(latest, on="project_id", validate="one_to_one")
    return known.assign(pending=known["project_id"].isin(pending)).sort_values(
        "project_id", ignore_index=True
    )


@follows("as_of", "evidence")
def placed_projects(catalog: Catalog, when: Selection) -> pd.DataFrame:
    """Return the projects of `projects_as_of`, each in its printed or illustrative zone.

    Returns
    -------
    pandas.DataFrame
        As `projects_as_of`; ``zone`` is filled with the illustrative zone where none is
        printed, or ``"unassigned"``; ``zone_evidence`` grades it (the project's own
        grade where the zone is printed or not published); ``lon``, ``lat`` are in
        WGS84 degrees, NaN where no place is shown, and ``place_evidence`` grades them.
        Shared between callers: not to be changed.

    Examples
    --------
    >>> int((placed_projects(catalog, Selection(evidence="published"))["zone"] == "F").sum())
    1
    """
    known = projects_as_of(catalog, catalog.as_of(when))
    places = visible(catalog["project_places"], when)
    places = places[["project_id", "zone", "lon", "lat", "evidence"]]
    placed = known.merge(places, on="project_id", how="left", suffixes=("", "_shown"))
    printed = placed["zone"].notna()
    evidence = placed["evidence_shown"].mask(printed).fillna(placed["evidence"])
    zone = placed["zone"].fillna(placed["zone_shown"]).fillna(UNASSIGNED)
    return (
        placed.assign(zone=zone, zone_evidence=evidence)
        .rename(columns={"evidence_shown": "place_evidence"})
        .drop(columns=["zone_shown"])
    )


@follows(*FILTERS, "as_of", "evidence")
def hides_projects(catalog: Catalog, selection: Selection) -> bool:
    """Tell whether no project is left only because no source says where they are.

    >>> hides_projects(catalog, Selection(zones=("C",), evidence="published"))
    True
    >>> hides_projects(catalog, Selection(zones=("C",)))
    False
    """
    if not selection.is_placed or len(chosen_projects(catalog, selection)):
        return False
    return bool(is_anywhere(chosen_projects(catalog, selection.anywhere()), selection).any())


def is_anywhere(projects: pd.DataFrame, selection: Selection) -> pd.Series:
    """Tell which placed projects may lie in the zones or the area of a selection or not.

    >>> unknown = is_anywhere(placed_projects(catalog, Selection()), Selection(zones=("C",)))
    >>> bool(unknown.all()), bool(unknown.any())
    (False, True)
    """
    unknown: pd.Series = (
        projects["lon"].isna() if selection.area else projects["zone"] == UNASSIGNED
    )
    return unknown


@follows(*FILTERS, "as_of", "evidence")
def chosen_projects(catalog: Catalog, selection: Selection) -> pd.DataFrame:
    """Return the projects under all chosen dimensions, as `placed_projects`.

    In a drawn area ``zone_evidence`` grades the place, which then decides.

    >>> set(chosen_projects(catalog, Selection(zones=("A",)))["zone"])
    {'A'}
    """
    projects = placed_projects(catalog, selection)
    kept = np.ones(len(projects), dtype=bool)
    for dimension in ("zone", "sector", "status"):
        if values := selection.chosen(dimension):
            kept &= np.array([one in values for one in projects[dimension]], dtype=bool)
    if selection.area:
        kept &= holds(selection.area, projects["lon"].to_numpy(), projects["lat"].to_numpy())
        projects = projects.assign(zone_evidence=projects["place_evidence"])
    return projects if kept.all() else projects.take(np.flatnonzero(kept))
