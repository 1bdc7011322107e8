"""The grid on the page: Streamlit's editor of tables, with columns after the schema."""

from __future__ import annotations

from secrets import randbelow
from typing import Any

import pandas as pd
import streamlit as st

from components.blocks.text import Words
from components.editing.desk import Desk
from components.editing.grid import Grid, columns, stored_rows
from components.editing.names import choices, label
from components.editing.questions import Question, questions
from data.catalog import Catalog

_HEIGHT = 420


def grid_key(table: str, grid: Grid) -> str:
    """Return the key of a grid's element; `components.door.messages` lets it speak."""
    return f"edit-grid-{table}-{grid.number}"


def hear_grid(held: Desk, catalog: Catalog, table: str, lang: str) -> None:
    """Take over what the reader did in the grid since; begin one where there is none."""
    # Of no name that the browser knows from a server that is gone.
    grid = held.grids.get(table) or Grid(number=randbelow(10**9))
    drawn_for = (lang, catalog.revision)
    state = st.session_state.get(grid_key(table, grid))
    if state is not None and grid.drawn_for:
        grid = grid.heard(state)
    if not grid.drawn_for:
        grid = grid.redrawn(drawn_for, stored_rows(catalog, table))
    elif state is None or grid.drawn_for != drawn_for:
        grid = grid.redrawn(drawn_for, grid.rows)
    held.grids[table] = grid


def place_grid(grid: Grid, catalog: Catalog, table: str, words: Words) -> None:
    """Place the element."""
    frame = pd.DataFrame(
        [{column: row.cells.get(column) or None for column in columns(table)} for row in grid.base],
        columns=list(columns(table)),
        dtype=object,
    )
    st.data_editor(
        frame.astype("string"),
        key=grid_key(table, grid),
        num_rows="dynamic",
        hide_index=True,
        placeholder=" ",
        height=min(_HEIGHT, 35 * (len(frame) + 4)),
        column_config={
            question.column: _column(catalog, question, words) for question in questions(table)
        },
    )


def _column(catalog: Catalog, question: Question, words: Words) -> Any:
    name, found = label(question, words), dict(choices(catalog, question, words))
    if found:
        return st.column_config.SelectboxColumn(
            name,
            options=[code for code in found if code],
            format_func=lambda code: found.get(str(code), str(code)),
        )
    return st.column_config.TextColumn(name)
