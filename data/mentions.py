"""What is in print and no number: titles, clients, plans, terms of letting, what people say."""

from __future__ import annotations

import pandas as pd

from data.catalog import Catalog
from data.in_print import in_print
from data.selection import Selection
from data.status import chosen_projects


def mentions(catalog: Catalog, chosen: Selection, topic: str = "") -> pd.DataFrame:
    """Return what was in print by the as-of date, under the filters that concern it.

    What is said of a sector follows the chosen sectors, what is said of a project is left out
    with the project; what concerns the whole park stays.

    Parameters
    ----------
    catalog : Catalog
    chosen : Selection
    topic : str
        As in the ``mentions`` table; empty for all.

    Returns
    -------
    pandas.DataFrame
        Rows of ``mentions``, in the order of the table.

    Examples
    --------
    >>> len(mentions(catalog, Selection(), "honour"))
    7
    >>> mentions(catalog, Selection(sectors=("data",)), "sector")["name_en"].tolist()
    ['Support platform for data business', 'Nine fields of investment promotion']
    """
    rows = catalog["mentions"]
    rows = in_print(catalog, rows[rows["topic"] == topic] if topic else rows, catalog.as_of(chosen))
    rows = rows[rows["project_id"].isna() | rows["project_id"].isin(_projects(catalog, chosen))]
    if chosen.sectors:
        of_none = rows["sector"].isna() | rows["project_id"].notna()
        rows = rows[of_none | rows["sector"].isin(chosen.sectors)]
    return rows


def _projects(catalog: Catalog, chosen: Selection) -> set[str]:
    return set(chosen_projects(catalog, chosen)["project_id"])


def mentions_of(catalog: Catalog, chosen: Selection, project_id: str) -> pd.DataFrame:
    """Return what was in print of one project by the as-of date, whatever the filters.

    >>> mentions_of(catalog, Selection(), "P05")["name_en"].tolist()
    ['Silk-protein products', 'Mulberry-leaf harvest robot']
    """
    rows = catalog["mentions"]
    return in_print(catalog, rows[rows["project_id"] == project_id], catalog.as_of(chosen))
