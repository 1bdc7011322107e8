"""The figures about a project, and which of them prints its seats, staff, area or money."""

from __future__ import annotations

import pandas as pd

from data.catalog import Catalog
from data.in_print import is_in_print
from data.memo import VIEWS, remembered
from data.selection import Selection

# Figures about a project under another name than its own; they cannot be told by a rule.
_FURTHER: dict[str, tuple[str, ...]] = {
    "P05": ("F000-01", "F000-02", "F000-03", "F000-04"),
    "P10": ("F000-15", "F000-16"),
    "P12": ("F003-32",),
    "P13": ("F002-12", "F002-13", "F002-14"),
    "P14": ("F001-11", "F001-12"),
    "P17": ("F001-15",),
    "P27": ("F003-22",),
}
AMOUNTS = {
    "investment_cny": "cny",
    "seats_planned": "seat",
    "seats_phase_1": "seat",
    "seats_built": "seat",
    "staff": "person",
    "area_m2": "m2",
}


@remembered(VIEWS)
def figures_about(catalog: Catalog, project_id: str) -> pd.DataFrame:
    """Return the figures about a project: of its name or an alias, or known to be about it.

    >>> figures_about(catalog, "P13")["figure_id"].tolist()
    ['F002-12', 'F002-13', 'F002-14']
    """
    project = catalog["projects"].set_index("project_id").loc[project_id]
    aliases = project["aliases"] if isinstance(project["aliases"], str) else ""
    names = {project["name_zh"], *aliases.split(";")}
    table = catalog["figures"]
    further = table["figure_id"].isin(_FURTHER.get(project_id, ()))
    return table[table["subject_zh"].isin(names) | further]


def printed_amount(
    catalog: Catalog, chosen: Selection, project_id: str, column: str
) -> pd.Series | None:
    """Return the earliest figure that prints an amount of a project, if known by the date.

    Parameters
    ----------
    column : str
        One of `AMOUNTS`.

    Examples
    --------
    >>> printed_amount(catalog, Selection(), "P02", "seats_planned")["figure_id"]
    'F003-04'
    """
    rows = _printing_rows(catalog, project_id, column)
    held = (
        row
        for row in rows
        if is_in_print(catalog, row["as_of"], row["refs"], catalog.as_of(chosen))
    )
    return next(held, None)


@remembered(4096)
def _printing_rows(catalog: Catalog, project_id: str, column: str) -> list[pd.Series]:
    """Return the figures that print an amount of a project, earliest first."""
    project = _projects(catalog).loc[project_id]
    rows = figures_about(catalog, project_id)
    rows = rows[(rows["unit"] == AMOUNTS[column]) & (rows["value"] == project[column])]
    return [row for _, row in rows.sort_values("as_of", kind="stable").iterrows()]


@remembered(1)
def _projects(catalog: Catalog) -> pd.DataFrame:
    return catalog["projects"].set_index("project_id")
