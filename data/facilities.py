"""Which projects build a place or equip one, and of what kind."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pandas as pd

from data.catalog import Catalog
from data.counts import categories
from data.memo import VIEWS, remembered
from data.placements import placed_figures, placed_slots
from data.project_figures import figures_about
from data.schema import Facility
from data.selection import Dimension, Selection
from data.status import chosen_projects, is_anywhere

# By what the project builds in print; programmes, platforms, firms and the fund are none.
KINDS: tuple[str, ...] = get_args(Facility)


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
    kinds = projects["facility"]
    kept = kinds == kind if kind else kinds.notna()
    return projects.assign(kind=kinds)[kept].reset_index(drop=True)


def hides_facilities(catalog: Catalog, chosen: Selection, kind: str = "") -> bool:
    """Tell whether no facility is left only because no source says where they are.

    >>> hides_facilities(catalog, Selection(zones=("C",), evidence="published"))
    True
    >>> hides_facilities(catalog, Selection(zones=("C",)))
    False
    """
    if not chosen.is_placed or len(chosen_facilities(catalog, chosen, kind)):
        return False
    return bool(is_anywhere(chosen_facilities(catalog, chosen.anywhere(), kind), chosen).any())


def sizes(catalog: Catalog, project_id: str) -> tuple[str, ...]:
    """Return the figures that tell the size of a project, oldest first, and the user's own of it.

    >>> sizes(catalog, "P11")
    ('F002-22', 'F002-23')
    """
    about = figures_about(catalog, project_id)
    own = about["figure_id"][catalog.own.rows("figures", about)]
    told = placed_figures(catalog, "facilities", "sizes")
    held = set(about["figure_id"])
    return tuple(dict.fromkeys([*(one for one in told if one in held), *own]))


def has_facilities(catalog: Catalog) -> bool:
    """Whether the park has projects that build or equip a place, or figures of what it has.

    >>> has_facilities(catalog)
    True
    """
    return bool(
        catalog["projects"]["facility"].notna().any() or placed_slots(catalog, "facilities")
    )


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
