"""What concerns one zone: projects, figures, targets and events, in print or assumed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.catalog import Catalog
from data.in_print import figures_by
from data.periods import Period, over_by
from data.selection import Selection
from data.status import placed_projects
from data.targets import known_targets


def projects_in(
    catalog: Catalog, chosen: Selection, zone: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the projects of a zone: those that a source puts there, and those assumed to be.

    Date and evidence of the selection count, its filters do not.

    Returns
    -------
    tuple of pandas.DataFrame
        Both as `data.status.placed_projects`.

    Examples
    --------
    >>> printed, assumed = projects_in(catalog, Selection(), "F")
    >>> printed["project_id"].tolist(), len(assumed) > 0
    (['P20'], True)
    """
    placed = placed_projects(catalog, chosen)
    own = placed[placed["zone"] == zone]
    assumed = (own["zone_evidence"] == "illustrative").to_numpy(dtype=bool)
    return own[~assumed], own[assumed]


def zone_figures(catalog: Catalog, as_of: Period, zone: str) -> pd.DataFrame:
    """Return the figures about one zone in print by a date, as `data.in_print.figures_by`.

    A figure of a zone names it as its subject, by its code or its name.

    >>> zone_figures(catalog, catalog.latest, "F").empty
    True
    """
    table, names = catalog["figures"], _names(catalog, zone)
    own = (table["scope"] == "zone") & table["subject_zh"].isin(names)
    return figures_by(catalog, tuple(table["figure_id"][own]), as_of)


def zone_targets(catalog: Catalog, as_of: Period, projects: pd.DataFrame) -> pd.DataFrame:
    """Return the targets that concern a zone: of how many zones there are to be, and its projects'.

    Parameters
    ----------
    projects : pandas.DataFrame
        Those that a source puts in the zone.

    Examples
    --------
    >>> zone_targets(catalog, catalog.latest, catalog["projects"].head(0)).index.tolist()
    ['T05']
    """
    known = known_targets(catalog, as_of)
    return known[(known["unit"] == "zone") | known["project_id"].isin(projects["project_id"])]


def zone_events(catalog: Catalog, as_of: Period, zone: str) -> pd.DataFrame:
    """Return the events by a date whose title names a zone, oldest first.

    >>> zone_events(catalog, catalog.latest, "C").empty
    True
    """
    rows = catalog["events"]
    rows = rows[over_by(rows["date"], as_of)]
    names = tuple(_names(catalog, zone) - {zone})  # a code alone is in too many words
    named = [any(name in title for name in names) for title in rows["title_zh"]]
    return rows[np.array(named, dtype=bool)].sort_values("date", kind="stable")


def zone_changes(catalog: Catalog, as_of: Period, zone: str) -> pd.DataFrame:
    """Return the reorganisations by a date that changed a zone or made it.

    >>> zone_changes(catalog, catalog.latest, "C").empty
    True
    """
    rows = catalog["reorganisations"]
    rows = rows[(rows["dimension"] == "zone") & over_by(rows["date"], as_of)]
    made = [zone in became.split(";") for became in rows["became"].fillna("")]
    return rows[(rows["code"] == zone) | np.array(made, dtype=bool)]


def _names(catalog: Catalog, zone: str) -> set[str]:
    rows = catalog["zones"].set_index("zone")
    return {zone, *(rows.loc[[zone], "name_zh"] if zone in rows.index else ())}
