"""The figures of a sector: about it, about its projects and about its enterprises."""

from __future__ import annotations

import pandas as pd

from data.catalog import Catalog
from data.memo import VIEWS, remembered
from data.named import firm_figures
from data.project_figures import projects_of_figures


@remembered(VIEWS)
def figures_of(catalog: Catalog, sector: str) -> pd.DataFrame:
    """Return the figures of a sector, whatever their date, in the order of their table.

    A figure of the scope ``sector`` is of the one whose name its subject bears; one about a
    project or an enterprise, of the sector that this is counted in. Shared between callers:
    not to be changed.

    Examples
    --------
    >>> "F000-17" in figures_of(catalog, "outsourcing")["figure_id"].tolist()
    True
    """
    rows, projects = catalog["figures"], catalog["projects"]
    held = set(projects["project_id"][projects["sector"] == sector])
    about = {figure for figure, project in projects_of_figures(catalog).items() if project in held}
    about |= set(firm_figures(catalog, sector)["figure_id"])
    names = catalog["sectors"].set_index("sector")["name_zh"]
    bears = (rows["scope"] == "sector") & rows["subject_zh"].str.contains(
        names[sector], regex=False
    )
    return rows[bears | rows["figure_id"].isin(about)]


@remembered(VIEWS)
def counts_as_figures(catalog: Catalog, grouping: str) -> dict[str, str]:
    """Return by sector the figure that prints its first count under a list of sectors.

    It is the one of the same value from the same lines. Shared between callers: not to be
    changed.

    Examples
    --------
    >>> counts_as_figures(catalog, "2020-04")["software"]
    'F003-26'
    """
    counted = catalog["sector_counts"]
    counted = counted[(counted["taxonomy"] == grouping) & counted["count"].notna()]
    figures = catalog["figures"]
    figures = figures[figures["unit"] == "enterprise"]
    found: dict[str, str] = {}
    for _, row in counted.iterrows():
        same = figures[(figures["refs"] == row["refs"]) & (figures["value"] == row["count"])]
        if len(same):
            found.setdefault(str(row["sector"]), str(same["figure_id"].iloc[0]))
    return found
