"""What differs between two states of the pack, in words: counts, and cell by cell."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pandas as pd

from components.blocks.base import Panel, plain
from components.blocks.html_table import note_html, table_html
from components.blocks.text import Words
from data.differences import Count, Difference, Differences
from data.merging import Clash
from data.records.fields import field_label, table_label

_SHOWN = 300  # lines in a panel; the file has all that are kept


def changes_text(changes: Differences, words: Words) -> str:
    """Return how much was changed, by table; or that nothing was."""
    parts = [
        words("import.change_table", table=table_name(table, words), what=_count_text(one, words))
        for table, one in changes.counts.items()
    ]
    return words("import.change_join").join(parts) or words("import.change_none")


def changes_panel(
    title: str, changes: Differences, words: Words, notes: Sequence[str] = ()
) -> Panel:
    """Return the panel of all changes, cell by cell as far as they are named."""
    frame = _frame(changes.listed, words)
    listed = len(changes.listed)
    more = changes.total - min(listed, _SHOWN)
    texts = [*notes, changes_text(changes, words)]
    if more > 0:
        texts.append(words("import.change_more", count=words.number(more)))
    body = note_html(texts) + (table_html(frame.iloc[:_SHOWN]) if listed else "")
    return Panel(title, plain(body), frame if listed else None)


def clashes_frame(clashes: Sequence[Clash], words: Words) -> pd.DataFrame:
    """Return cells that two have changed, each with what both say."""
    gone = words("import.row_gone")
    rows = [
        (
            table_name(one.table, words),
            one.key,
            column_name(one.column, words) or words("import.whole_row"),
            *(
                (one.mine or gone, one.theirs or gone)
                if not one.column
                else (one.mine or "", one.theirs or "")
            ),
        )
        for one in clashes
    ]
    head = ("table", "key", "column", "mine", "theirs")
    return pd.DataFrame(rows, columns=[words(f"import.head_{name}") for name in head])


def table_name(table: str, words: Words) -> str:
    """Return what a table is called; its code, if nobody has given it a name."""
    name = f"import.table_{table}"
    return words(name) if words.has(name) else table_label(words.lang, table)


def column_name(column: str, words: Words) -> str:
    """Return what a column is called, with its language; its code, if it has no name."""
    return field_label(words.lang, column) if column else ""


def _count_text(count: Count, words: Words) -> str:
    parts = {"added": count.added, "removed": count.removed, "cells": count.cells}
    if count.assumed:
        parts["assumed"] = count.assumed
    return words.join(
        words(f"import.change_{name}", count=words.number(number))
        for name, number in parts.items()
        if number
    )


def _frame(listed: Sequence[Difference], words: Words) -> pd.DataFrame:
    rows = [
        (
            table_name(one.table, words),
            one.key,
            column_name(one.column, words) or words(f"import.row_{one.fate}"),
            _cell(one.before, one.column, words),
            _cell(one.after, one.column, words),
        )
        for one in listed
    ]
    head = ("table", "key", "column", "before", "after")
    return pd.DataFrame(rows, columns=[words(f"import.head_{name}") for name in head])


def _cell(text: str | None, column: str, words: Words) -> str:
    if text is None:
        return words("import.none")
    if column:
        return text
    try:
        cells = json.loads(text)
    except ValueError:
        return text
    return " · ".join(f"{column_name(name, words)}: {cell}" for name, cell in cells.items())
