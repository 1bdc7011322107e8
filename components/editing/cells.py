"""Cells and keys of rows as the editor writes them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from data.catalog import Catalog
from data.quantity import number
from data.schema import ADDED


def own_rows(catalog: Catalog, table: str) -> pd.Series:
    """Tell by row of a table whether it is the office's own."""
    return catalog.own.rows(table, catalog[table])


def key_text(table: str, row: Any) -> str:
    """Return the key of a row as a place names it."""
    return "|".join(str(row[column]) for column in ADDED[table].key)


def as_text(value: Any) -> str:
    """Return a cell as it would be typed."""
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return ""
    if isinstance(value, str):
        return value
    return number(float(value)) if float(value) == round(float(value), 2) else str(value)
