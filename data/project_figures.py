"""The figures about a project, and which of them prints its seats, staff, area or money."""

from __future__ import annotations

from typing import Any

import pandas as pd

from data.catalog import Catalog
from data.i18n import translate
from data.in_print import is_in_print
from data.memo import VIEWS, remembered
from data.placements import placed_roles
from data.selection import Selection

AMOUNTS = {
    "investment_cny": "cny",
    "seats_planned": "seat",
    "seats_phase_1": "seat",
    "seats_built": "seat",
    "staff": "person",
    "area_m2": "m2",
}
_KINDS = {"seats_built": "actual", "staff": "actual", "investment_cny": "declared"}
_STEPS = ("signed", "construction_start", "operating_since")


@remembered(VIEWS)
def figures_about(catalog: Catalog, project_id: str) -> pd.DataFrame:
    """Return the figures about a project: of its name or an alias, or placed as about it.

    >>> figures_about(catalog, "P13")["figure_id"].tolist()
    ['F002-12', 'F002-13', 'F002-14']
    """
    project = _projects(catalog).loc[project_id]
    aliases = project["aliases"] if isinstance(project["aliases"], str) else ""
    names = {project["name_zh"], *aliases.split(";")}
    table = catalog["figures"]
    # Under another name than that of the project, which no rule can tell.
    further = {
        figure
        for figure, about in placed_roles(catalog, "projects", "about").items()
        if about == project_id
    }
    return table[table["subject_zh"].isin(names) | table["figure_id"].isin(further)]


@remembered(1)
def projects_of_figures(catalog: Catalog) -> dict[str, str]:
    """Return the project of each figure that is about one.

    Shared between callers: not to be changed.

    >>> projects_of_figures(catalog)["F002-12"]
    'P13'
    """
    return {
        str(figure): str(project)
        for project in catalog["projects"]["project_id"]
        for figure in figures_about(catalog, project)["figure_id"]
    }


def printed_amounts(
    catalog: Catalog, chosen: Selection, project_id: str, column: str
) -> list[pd.Series]:
    """Return the figures that print an amount of a project by the date, earliest first.

    An amount that no figure prints stands in the row of its project, as that of a project of
    the user's does: then that row is the figure.

    Parameters
    ----------
    column : str
        One of `AMOUNTS`.

    Examples
    --------
    >>> rows = printed_amounts(catalog, Selection(), "P02", "seats_planned")
    >>> [row["figure_id"] for row in rows]
    ['F003-04', 'F002-40']
    """
    rows = amount_rows(catalog, project_id, column)
    return [
        row
        for row in rows
        if is_in_print(catalog, row["as_of"], row["refs"], catalog.as_of(chosen))
    ]


def printed_amount(
    catalog: Catalog, chosen: Selection, project_id: str, column: str
) -> pd.Series | None:
    """Return the earliest figure that prints an amount of a project, if known by the date.

    >>> printed_amount(catalog, Selection(), "P02", "seats_planned")["figure_id"]
    'F003-04'
    """
    return next(iter(printed_amounts(catalog, chosen, project_id, column)), None)


@remembered(4096)
def amount_rows(catalog: Catalog, project_id: str, column: str) -> list[pd.Series]:
    """Return all figures that print an amount of a project, as `printed_amounts`.

    >>> amount_rows(catalog, "P02", "seats_built")
    []
    """
    project = _projects(catalog).loc[project_id]
    if pd.isna(project[column]):
        return []
    rows = figures_about(catalog, project_id)
    rows = rows[(rows["unit"] == AMOUNTS[column]) & (rows["value"] == project[column])]
    printed = [row for _, row in rows.sort_values("as_of", kind="stable").iterrows()]
    return printed or [_row_of(project, column)]


def investment_kind(project: Any) -> str:
    """Return whether an investment is stated or planned: stated, if the row does not say.

    >>> investment_kind({"investment_kind": None}), investment_kind({"investment_kind": "planned"})
    ('stated', 'planned')
    """
    kind = project["investment_kind"]
    return kind if isinstance(kind, str) else "stated"


def _row_of(project: pd.Series, column: str) -> pd.Series:
    """Return an amount in the row of a project as a row of the figures table."""
    value, staff = float(project[column]), column == "staff"
    qualifier = project["staff_qualifier"] if staff else "exact"
    dates = [project["staff_as_of"]] if staff else [project[step] for step in _STEPS]
    aimed_at = column == "investment_cny" and investment_kind(project) == "planned"
    names = {f"metric_{lang}": translate(lang, f"projects.col.{column}") for lang in ("zh", "en")}
    return pd.Series(
        {
            "figure_id": f"{project.name}.{column}",
            "scope": "project",
            "subject_zh": project["name_zh"],
            "subject_en": project["name_en"],
            **names,
            "value": value,
            "low": None if qualifier in {"about", "below"} else value,
            "high": None if qualifier in {"about", "at_least"} else value,
            "qualifier": qualifier if isinstance(qualifier, str) else "exact",
            "unit": AMOUNTS[column],
            "printed": f"{value:g}",
            "as_of": next((one for one in dates if isinstance(one, str)), None),
            "period": None,
            "kind": "planned" if aimed_at else _KINDS.get(column, "planned"),
            "counts_zh": names["metric_zh"],
            "counts_en": names["metric_en"],
            "caveat_zh": None,
            "caveat_en": None,
            "conflicts": None,
            "evidence": project["evidence"],
            "refs": project["refs"],
        }
    )


@remembered(1)
def _projects(catalog: Catalog) -> pd.DataFrame:
    return catalog["projects"].set_index("project_id")
