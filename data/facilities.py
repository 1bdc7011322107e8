"""Which projects build a place or equip one, and of what kind."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from data.catalog import Catalog
from data.counts import categories
from data.memo import VIEWS, remembered
from data.selection import Dimension, Selection
from data.status import chosen_projects

# By what the project builds in print; programmes, platforms, firms and the fund are none.
KINDS: dict[str, tuple[str, ...]] = {
    "centre": ("P02", "P07", "P08", "P09"),
    "park": ("P03", "P12", "P15", "P16", "P17"),
    "studio": ("P13", "P14"),
    "data": ("P11", "P32"),
    "training": ("P04", "P19", "P20", "P21"),
    "test": ("P01", "P05", "P35"),
}
# What is printed of the size of each, oldest first.
FIGURES: dict[str, tuple[str, ...]] = {
    "P01": ("F000-10", "F000-11"),
    "P02": ("F003-04", "F002-40", "F002-41", "F002-31"),
    "P03": ("F002-43", "F002-44", "F001-14"),
    "P04": ("F002-35", "F002-37", "F002-38", "F001-09"),
    "P07": ("F002-52",),
    "P08": ("F002-55", "F002-56"),
    "P09": ("F002-58", "F002-59", "F002-60"),
    "P11": ("F002-22", "F002-23"),
    "P12": ("F003-32",),
    "P13": ("F002-12", "F002-13", "F002-14"),
    "P14": ("F001-11", "F001-12"),
    "P19": ("F002-24",),
}
_KIND_OF = {project: kind for kind, projects in KINDS.items() for project in projects}


@remembered(VIEWS)
def chosen_facilities(catalog: Catalog, chosen: Selection, kind: str = "") -> pd.DataFrame:
    """Return the facility projects under all chosen dimensions.

    Parameters
    ----------
    catalog : Catalog
    chosen : Selection
    kind : str
        One of `KINDS`, or empty for all.

    Returns
    -------
    pandas.DataFrame
        As `data.status.chosen_projects`, with ``kind``. Shared between callers: not to be
        changed.

    Examples
    --------
    >>> sorted(chosen_facilities(catalog, Selection())["kind"].unique())
    ['centre', 'data', 'park', 'studio', 'test', 'training']
    """
    projects = chosen_projects(catalog, replace(chosen, lang=None))
    kinds = projects["project_id"].map(_KIND_OF)
    kept = kinds == kind if kind else kinds.notna()
    return projects.assign(kind=kinds)[kept].reset_index(drop=True)


def facility_counts(
    catalog: Catalog, chosen: Selection, by: Dimension, kind: str = ""
) -> list[tuple[str, int, bool]]:
    """Return category, count and whether it is chosen, by the crossfilter rule.

    >>> known = Selection(evidence="published")
    >>> [(zone, count) for zone, count, _ in facility_counts(catalog, known, "zone") if count]
    [('F', 1), ('unassigned', 19)]
    """
    frame = chosen_facilities(catalog, chosen.with_chosen(by, ()), kind)
    found, picked = frame[by].value_counts(), chosen.chosen(by)
    return [
        (one, int(found.get(one, 0)), not picked or one in picked)
        for one in categories(catalog, "projects")[by]
    ]
