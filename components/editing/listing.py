"""The records of a table: the office's own, which it may change, and those shipped."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from components.blocks.base import Block
from components.blocks.plain import nothing
from components.blocks.rows import Row, rows_block
from components.blocks.text import Words
from components.editing.buttons import act_button
from components.editing.cells import key_text, own_rows
from components.editing.desk import GRID, NEW, SEARCH, Place, typed
from components.editing.names import record_name, record_small
from data.catalog import Catalog
from data.records.fields import table_label

_LISTED = 40  # records at once


def do_block(place: Place, words: Words, *, is_locked: bool) -> Block:
    """Return what may be done with the table that is open; nothing elsewhere."""
    if not place.table or place.key:
        return nothing()
    new, grid = f"open:{Place(place.table, NEW)}", f"open:{Place(place.table, GRID)}"
    buttons = [
        act_button(new, words("edit.new"), is_main=True, is_disabled=is_locked),
        act_button(grid, words("edit.grid"), is_disabled=is_locked),
    ]
    return rows_block("records-do", (), buttons=buttons)


def list_block(catalog: Catalog, place: Place, options: Mapping[str, str], words: Words) -> Block:
    """Return the records of the table that is open, own ones first; nothing elsewhere."""
    if not place.table or place.key:
        return nothing()
    table, name = place.table, table_label(words.lang, place.table)
    frame, is_own = catalog[table], own_rows(catalog, table)
    ordered = pd.concat([frame[is_own], frame[~is_own]])
    search = options.get(SEARCH, "").strip()
    found = _matching(ordered, search)
    rows = [
        _row(catalog, table, ordered.iloc[at], words, is_own=at < int(is_own.sum()))
        for at in found[:_LISTED]
    ]
    begun = {
        key for key in (row.key for row in rows) if any(typed(options, Place(table, key)).values())
    }
    shown = [_marked(row, words) if row.key in begun else row for row in rows]
    return rows_block(
        "records",
        [*shown, *_end(len(found), frame, search, words)],
        title=words(
            "edit.rows",
            table=name,
            own=words.number(int(is_own.sum())),
            printed=words.number(int((~is_own).sum())),
        ),
        small=words("edit.rows_small"),
    )


def _row(catalog: Catalog, table: str, row: pd.Series, words: Words, *, is_own: bool) -> Row:
    key, name = key_text(table, row), record_name(catalog, table, row, words)
    text = words("edit.open" if is_own else "edit.look")
    button = act_button(f"open:{Place(table, key)}", text, label=f"{text}: {name}")
    small = " · ".join(part for part in (record_small(catalog, row, words), key) if part)
    return Row(key, name, small, (button,), current=is_own)


def _matching(rows: pd.DataFrame, search: str) -> list[int]:
    """Return the places of the rows that hold all words of a search, in any of their cells."""
    if not search:
        return list(range(len(rows)))
    cells = rows.drop(columns=[one for one in ("refs", "note_zh", "note_en") if one in rows])
    texts = cells.astype("string").fillna("").agg(" ".join, axis=1).str.casefold()
    wanted = search.casefold().split()
    return [at for at, text in enumerate(texts) if all(word in text for word in wanted)]


def _marked(row: Row, words: Words) -> Row:
    return Row(
        row.key, row.title, f"{row.small} · {words('edit.begun')}", row.buttons, current=True
    )


def _end(found: int, frame: pd.DataFrame, search: str, words: Words) -> list[Row]:
    """Return what is said below the records: that there are none, or more."""
    if found > _LISTED:
        return [Row("more", words("edit.rows_more", count=words.number(found - _LISTED)))]
    if not found:
        empty = words("edit.rows_empty" if frame.empty else "edit.rows_none", search=search)
        return [Row("none", empty)]
    return []
