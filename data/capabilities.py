"""What the systems of the park are said to have, by the wording of the articles."""

from __future__ import annotations

import pandas as pd

from data.catalog import Catalog
from data.in_print import in_print
from data.periods import Period


def capabilities(catalog: Catalog, system: str, as_of: Period) -> pd.DataFrame:
    """Return what was in print of a system by a date.

    Returns
    -------
    pandas.DataFrame
        Rows of ``capabilities``, in the order of the table.

    Examples
    --------
    >>> from data.periods import parse_period
    >>> len(capabilities(catalog, "driving_test", parse_period("2019")))
    0
    >>> set(capabilities(catalog, "driving_test", parse_period("2022-10"))["system"])
    {'driving_test'}
    """
    table = catalog["capabilities"]
    return in_print(catalog, table[table["system"] == system], as_of)
