"""Tables by the ids of their rows, found once for all who ask."""

from __future__ import annotations

import pandas as pd

from data.catalog import Catalog
from data.memo import VIEWS, remembered


@remembered(VIEWS)
def by_id(catalog: Catalog, table: str, column: str) -> pd.DataFrame:
    """Return a table by the ids in one of its columns, which stays.

    Shared between callers: not to be changed.

    Examples
    --------
    >>> by_id(catalog, "zones", "zone").loc["F", "refs"] == catalog["zones"]["refs"].iloc[-1]
    True
    """
    return catalog[table].set_index(column, drop=False)
