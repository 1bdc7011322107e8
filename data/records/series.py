"""What a new number is compared with: the series that it would join."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from data.catalog import Catalog
from data.periods import ends
from data.schema import ADDED

_SAME = {
    "figures": ("scope", "subject_zh", "metric_zh"),
    "sector_counts": ("sector",),
    "targets": ("scope", "metric_zh"),
}
VALUES = {"figures": "value", "sector_counts": "count", "targets": "value"}
DATES = {"figures": "as_of", "sector_counts": "as_of", "targets": "deadline"}


def series_of(catalog: Catalog, table: str, row: Mapping[str, Any]) -> pd.DataFrame:
    """Return the rows with which a row makes a series, oldest first, without itself.

    Figures are one if they name the same indicator, else if they have the same subject and metric.

    Examples
    --------
    >>> row = {"scope": "park", "subject_zh": "园区", "metric_zh": "no such thing"}
    >>> series_of(catalog, "figures", row).empty
    True
    """
    if table not in _SAME:
        return catalog[table].head(0)
    rows = catalog[table]
    if row.get("indicator") and "indicator" in rows:
        same = rows["indicator"] == row["indicator"]
    else:
        columns = _SAME[table]
        same = pd.Series(data=all(row.get(column) for column in columns), index=rows.index)
        for column in columns:
            same &= rows[column] == row.get(column)
    for column in ADDED[table].key:
        if row.get(column) is None:
            break
    else:
        key = [str(row[column]) for column in ADDED[table].key]
        same &= (rows[list(ADDED[table].key)].astype(str) != key).any(axis=1)
    found = rows[same & rows[VALUES[table]].notna() & rows[DATES[table]].notna()]
    ordered: pd.DataFrame = found.loc[ends(found[DATES[table]]).sort_values(kind="stable").index]
    return ordered


def unit_of_series(catalog: Catalog, table: str, row: Mapping[str, Any]) -> str:
    """Return the unit of the series that a row joins; empty if there is none.

    >>> unit_of_series(catalog, "sector_counts", {"sector": "data"})
    'enterprise'
    """
    if table == "sector_counts":
        return "enterprise"
    named = catalog["indicators"]
    if row.get("indicator"):
        units = named["unit"][named["indicator"] == row["indicator"]]
        if len(units):
            return str(units.iloc[0])
    held = series_of(catalog, table, row)
    return str(held["unit"].iloc[-1]) if len(held) and "unit" in held else ""
