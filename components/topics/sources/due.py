"""What is due to be brought anew, since when, and by whom."""

from __future__ import annotations

from datetime import date

import pandas as pd

from components.blocks.base import Block
from components.blocks.plain import nothing
from components.blocks.table import table_block
from components.blocks.text import Words
from data.catalog import Catalog
from data.freshness import due_name, newest_text, since_text, steward, what_is_due
from data.memo import remembered


@remembered(4)
def due_block(catalog: Catalog, words: Words, today: date | None) -> Block:
    """Return what is due on a day as a table; nothing where no day is known."""
    if today is None:
        return nothing()
    due, title = what_is_due(catalog, today), words("sources.due")
    columns = {
        words("sources.due.what"): [due_name(catalog, one, words.lang) for one in due],
        words("sources.due.newest"): [newest_text(catalog, one, words.lang) for one in due],
        words("sources.due.since"): [since_text(one, words.lang) for one in due],
        words("sources.due.who"): [steward(catalog, one, words.lang) for one in due],
    }
    return table_block(
        words,
        "sources-due",
        title,
        columns,
        small=words("stale.total", count=len(due)),
        notes=[words("sources.due_note")],
        whole=lambda: pd.DataFrame(columns),
    )
