"""The enterprises that the articles name: which by when, and what is theirs."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.catalog import Catalog
from data.in_print import figures_by, has_appeared, in_print
from data.memo import VIEWS, remembered
from data.project_figures import figures_about as project_figures
from data.selection import Selection
from data.status import placed_projects

# About a whole group, another park or a case elsewhere, whatever the name.
_ELSEWHERE = ("context", "other_park", "case")


def named_enterprises(catalog: Catalog, chosen: Selection) -> pd.DataFrame:
    """Return the enterprises named by the as-of date, in the chosen sectors.

    Returns
    -------
    pandas.DataFrame
        Columns of ``enterprises`` plus ``sectors``: a tuple of the sectors that a source had
        put it in by then, the one it is counted in first. One row an enterprise.

    Examples
    --------
    >>> chosen = Selection(sectors=("ecommerce",), as_of="2020-04")
    >>> named_enterprises(catalog, chosen)["name_en"].tolist()
    ['Jizhihui', 'Wenli Paper']
    """
    return _named(catalog, Selection(sectors=chosen.sectors, as_of=chosen.as_of))


@remembered(VIEWS)
def _named(catalog: Catalog, chosen: Selection) -> pd.DataFrame:
    table = catalog["enterprises"]
    rows = in_print(catalog, table, catalog.as_of(chosen), dated="first_mention")
    links = catalog["enterprise_sectors"]
    as_of = catalog.as_of(chosen)
    out = [has_appeared(catalog, refs, as_of) for refs in links["refs"]]
    links = links[np.array(out, dtype=bool)]
    by_firm = links.groupby("enterprise_id")["sector"].agg(tuple).to_dict()
    # One that no source lists under a heading is in the sector that its own row says.
    listed = set(catalog["enterprise_sectors"]["enterprise_id"])
    sectors = [
        tuple(dict.fromkeys((*({main} & set(by_firm.get(firm, ()))), *by_firm.get(firm, ()))))
        if firm in listed
        else (main,)
        for firm, main in zip(rows["enterprise_id"], rows["sector"], strict=True)
    ]
    rows = rows.assign(sectors=pd.Series(sectors, index=rows.index, dtype=object))
    if chosen.sectors:
        rows = rows[np.array([bool(set(own) & set(chosen.sectors)) for own in sectors], dtype=bool)]
    return rows.reset_index(drop=True)


def has_enterprises(catalog: Catalog) -> bool:
    """Whether the park names enterprises, or counts them by sector.

    >>> has_enterprises(catalog)
    True
    """
    return bool(len(catalog["enterprises"]) or len(catalog["sector_counts"]))


def aliases(row: pd.Series) -> list[str]:
    """Return the other names of an enterprise or a project.

    >>> aliases(pd.Series({"aliases": "携程;携程网"}))
    ['携程', '携程网']
    """
    return row["aliases"].split(";") if isinstance(row["aliases"], str) else []


def own_projects(catalog: Catalog, chosen: Selection, firm: pd.Series) -> pd.DataFrame:
    """Return the projects that bear a name of an enterprise, or that it operates.

    >>> iqiyi = catalog["enterprises"].set_index("enterprise_id").loc["E024"]
    >>> own_projects(catalog, Selection(), iqiyi)["project_id"].tolist()
    ['P03']
    """
    return projects_of(firm, placed_projects(catalog, chosen))


def projects_of(firm: pd.Series, projects: pd.DataFrame) -> pd.DataFrame:
    """Return those of some projects that bear a name of an enterprise, or that it operates.

    >>> iqiyi = catalog["enterprises"].set_index("enterprise_id").loc["E024"]
    >>> projects_of(iqiyi, catalog["projects"])["project_id"].tolist()
    ['P03']
    """
    names = {firm["name_zh"], *aliases(firm)}
    kept = [
        bool(names & {row["name_zh"], row["operator_zh"], *aliases(row)})
        for _, row in projects.iterrows()
    ]
    return projects[np.array(kept, dtype=bool)]


def figures_about(
    catalog: Catalog, chosen: Selection, firm: pd.Series, projects: pd.DataFrame
) -> pd.DataFrame:
    """Return the figures in print about an enterprise or about its projects.

    >>> xiante = catalog["enterprises"].set_index("enterprise_id").loc["E015"]
    >>> no_projects = catalog["projects"].head(0)
    >>> figures_about(catalog, Selection(), xiante, no_projects).index.tolist()
    ['F000-08']
    """
    table = catalog["figures"]
    own = table["subject_zh"].isin({firm["name_zh"], *aliases(firm)})
    ids = [*table.loc[own & ~table["scope"].isin(_ELSEWHERE), "figure_id"]]
    for project_id in projects["project_id"]:
        ids += project_figures(catalog, project_id)["figure_id"].tolist()
    return figures_by(catalog, tuple(dict.fromkeys(ids)), catalog.as_of(chosen))


def firm_figures(catalog: Catalog, sector: str) -> pd.DataFrame:
    """Return the figures about enterprises that are counted in a sector, whatever their date.

    >>> firm_figures(catalog, "outsourcing")["figure_id"].tolist()
    ['F000-08']
    """
    firms = catalog["enterprises"]
    firms = firms[firms["sector"] == sector]
    names = {name for _, firm in firms.iterrows() for name in (firm["name_zh"], *aliases(firm))}
    rows = catalog["figures"]
    return rows[(rows["scope"] == "enterprise") & rows["subject_zh"].isin(names)]
