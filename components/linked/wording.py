"""How far a capability is, as the articles word it."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from components.blocks.html_table import column
from components.blocks.text import Words
from components.origin.references import references
from components.origin.values import Origin
from data.catalog import Catalog


def wording_origin(words: Words, row: pd.Series, stage: Callable[[str], str]) -> Origin:
    """Return the origin of how far a capability is, a row of their table."""
    return Origin(
        stage(row["stage"]),
        row["evidence"],
        counts=words("origin.wording", text=words.of(row, "wording")),
        as_of=row["as_of"],
        refs=row["refs"],
    )


def wording_table(
    catalog: Catalog, words: Words, rows: pd.DataFrame, what: str, stage: Callable[[str], str]
) -> pd.DataFrame:
    """Return capabilities in words, with wording, date and source.

    Parameters
    ----------
    rows : pandas.DataFrame
        Of the ``capabilities`` table.
    what : str
        Title of the first column.
    stage : callable
        Names a stage.
    """
    return pd.DataFrame(
        {
            what: rows[f"name_{words.lang}"],
            words("col.status"): rows["stage"].map(stage),
            words("col.wording"): rows[f"wording_{words.lang}"],
            words("col.as_of"): rows["as_of"].map(words.date),
            words("col.source"): column(
                (references(catalog, words, refs) for refs in rows["refs"]), rows
            ),
        }
    )
