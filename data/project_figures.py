"""The figures about a project, and which of them prints its seats, staff, area or money."""

from __future__ import annotations

import pandas as pd

from data.catalog import Catalog
from data.i18n import LANGS, translate
from data.in_print import is_in_print
from data.memo import VIEWS, remembered
from data.quantity import amount
from data.schema import Figure
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

    Where no figure does, what the project's own row states stands for one.

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
    if rows.empty and pd.notna(project[column]):
        return [row_amount(catalog, project, column)]
    return [row for _, row in rows.sort_values("as_of", kind="stable").iterrows()]


def row_amount(catalog: Catalog, project: pd.Series, column: str) -> pd.Series:
    """Return an amount that a project's own row states, as a row of the figures.

    It is dated to the day of signing, that of staff to its own date; else to the first status.

    >>> project = catalog["projects"].set_index("project_id").loc["P02"]
    >>> row_amount(catalog, project, "seats_planned")["value"]
    12000.0
    """
    unit, value = AMOUNTS[column], float(project[column])
    dates = [project["staff_as_of"]] if column == "staff" else [project["signed"]]
    statuses = catalog["project_statuses"]
    dates += sorted(statuses["date"][statuses["project_id"] == project.name])
    row = {
        "figure_id": "",
        "scope": "project",
        "value": value,
        "low": value,
        "high": value,
        "qualifier": "exact",
        "unit": unit,
        "printed": amount(value, unit, "zh"),
        "as_of": next((date for date in dates if isinstance(date, str)), None),
        "kind": "planned" if project["investment_kind"] == "planned" else "declared",
        "evidence": project["evidence"],
        "refs": project["refs"],
    }
    for lang in LANGS:
        name, metric = project[f"name_{lang}"], translate(lang, f"projects.col.{column}")
        row |= {f"subject_{lang}": name, f"metric_{lang}": metric, f"counts_{lang}": metric}
    return pd.Series(dict.fromkeys(Figure.model_fields) | row, name="")


@remembered(1)
def _projects(catalog: Catalog) -> pd.DataFrame:
    return catalog["projects"].set_index("project_id")
