"""Sources that disagree: which of their readings, and so which conflicts, are in print."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from data.catalog import Catalog
from data.differing import all_conflicts
from data.in_print import has_appeared
from data.memo import VIEWS, remembered
from data.periods import Period


def conflict_ids(text: object) -> list[str]:
    """Return the ids in a cell that joins them by semicolons; none if it is empty.

    >>> conflict_ids("C09;C12")
    ['C09', 'C12']
    """
    return text.split(";") if isinstance(text, str) else []


def sides(catalog: Catalog, row: pd.Series, as_of: Period) -> list[str]:
    """Return which readings of a conflict are in print by a date: some of ``a``, ``b``, ``c``.

    Parameters
    ----------
    row : pandas.Series
        A row of ``conflicts``. A reading is dated to nothing: it is in print once one of its
        sources is out.

    Examples
    --------
    >>> from data.periods import parse_period
    >>> number_of_firms = catalog["conflicts"].set_index("conflict_id").loc["C01"]
    >>> sides(catalog, number_of_firms, parse_period("2020-10"))
    ['a', 'c']
    """
    return [
        side
        for side in "abc"
        if isinstance(row[f"{side}_zh"], str) and has_appeared(catalog, row[f"{side}_refs"], as_of)
    ]


def conflicts_by(catalog: Catalog, ids: Iterable[str], as_of: Period | None = None) -> pd.DataFrame:
    """Return those of some conflicts that could be seen by a date; left out, the latest.

    A conflict can be seen once two of its readings are in print; one that has a single
    reading, once that is.

    Returns
    -------
    pandas.DataFrame
        Rows of ``conflicts`` by id, in the order asked for.

    Examples
    --------
    >>> from data.periods import parse_period
    >>> conflicts_by(catalog, ["C01", "C05"], parse_period("2020-10")).index.tolist()
    ['C01']
    """
    seen = _seen(catalog, as_of or catalog.latest)
    return seen.loc[[one for one in ids if one in seen.index]]


@remembered(VIEWS)
def _seen(catalog: Catalog, as_of: Period) -> pd.DataFrame:
    rows = all_conflicts(catalog)
    seen = [
        len(sides(catalog, row, as_of)) >= min(2, len(sides(catalog, row, catalog.latest)))
        for _, row in rows.iterrows()
    ]
    return rows[np.array(seen, dtype=bool)]
