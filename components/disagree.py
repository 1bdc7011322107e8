"""Sources that disagree, side by side."""

from __future__ import annotations

import pandas as pd

from components.blocks import Block
from components.source import references
from components.tables import column
from components.text import Words
from components.views import table_block
from data.catalog import Catalog


def conflicts_block(
    catalog: Catalog, words: Words, view: str, title: str, ids: tuple[str, ...], note: str
) -> Block:
    """Return some conflicts as a table: the readings, and how they are shown here.

    Parameters
    ----------
    view : str
        Its name in ids.
    ids : tuple of str
        Of the conflicts table.
    note : str
        What to say below.
    """
    rows = catalog["conflicts"].set_index("conflict_id").loc[list(ids)]
    texts = {
        words("test-area.col.topic"): [words.of(row, "topic") for _, row in rows.iterrows()],
        words("test-area.col.one"): [words.of(row, "a") for _, row in rows.iterrows()],
        words("test-area.col.other"): [
            " ↔ ".join(text for side in "bc" if (text := words.of(row, side)))
            for _, row in rows.iterrows()
        ],
        words("test-area.col.shown"): [words.of(row, "shown") for _, row in rows.iterrows()],
    }

    def whole() -> pd.DataFrame:
        frame = pd.DataFrame(texts, index=rows.index)
        frame.insert(0, words("test-area.col.conflict"), rows.index)
        frame[words("col.source")] = column(
            (references(catalog, words, refs) for refs in rows["refs"]), rows
        )
        return frame

    return table_block(words, view, title, texts, notes=[note], whole=whole)
