"""A form as far as it is filled in: what was read, and the rows that it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from components.editing.cells import as_text
from components.editing.desk import NEW, Place, typed
from components.editing.questions import Question, questions
from components.editing.starts import STARTS, Answer
from data.catalog import Catalog
from data.problems import Problem
from data.records.cells import UnreadError, read_cell
from data.records.series import unit_of_series
from data.schema import ADDED

_MEASURED = frozenset({"value", "low", "high", "baseline"})


@dataclass(frozen=True)
class Filled:
    """A form as far as it is filled in.

    Attributes
    ----------
    questions : tuple of Question
    texts : dict of str to str
        The answers as they stand in the form, by column.
    values : dict
        Those that could be read.
    units : dict of str to str
        Of the numbers among them.
    rows : tuple of Answer
        What they make.
    unread : tuple of Problem
        Why an answer could not be read, by its column.
    """

    questions: tuple[Question, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    rows: tuple[Answer, ...] = ()
    unread: tuple[Problem, ...] = ()


def filled(catalog: Catalog, place: Place, options: Mapping[str, str]) -> Filled:
    """Return the form at a place, with what the reader has typed."""
    if not place.is_form:
        return Filled()
    start = STARTS.get(place.start)
    asked = start.asks(catalog) if start else questions(place.table)
    texts = {**_stored(catalog, place), **typed(options, place)}
    values, unread, units = read_texts(catalog, place.table, asked, texts)
    rows = start.rows(catalog, values) if start else [Answer(place.table, values)]
    return Filled(asked, texts, values, units, tuple(rows), unread)


def read_texts(
    catalog: Catalog, table: str, asked: tuple[Question, ...], texts: Mapping[str, str]
) -> tuple[dict[str, Any], tuple[Problem, ...], dict[str, str]]:
    """Return the answers that can be read, why others cannot, and the units of the numbers."""
    values: dict[str, Any] = {}
    unread, units = [], {}
    for question in sorted(asked, key=lambda one: one.is_number):  # their unit is known by then
        column, text = question.column, texts.get(question.column, "")
        if not text:
            continue
        if question.is_number:
            units[column] = question.unit or unit_in(catalog, table, column, values)
        try:
            values[column] = read_cell(question.field, text, units.get(column, ""))
        except UnreadError as error:
            unread.append(Problem(table, None, column, error.kind, error.values))
    return values, tuple(unread), units


def unit_in(catalog: Catalog, table: str, column: str, row: Any) -> str:
    """Return the unit of a number of a row, or of some of its cells; empty for a bare one."""
    ending = column.rpartition("_")[2]
    if ending in {"cny", "m2"}:
        return ending
    if column not in _MEASURED:
        return ""
    unit = row.get("unit")
    return unit if isinstance(unit, str) else unit_of_series(catalog, table, row)


def record(catalog: Catalog, place: Place) -> pd.Series | None:
    """Return the row that is open, if there is one of that key."""
    if not place.table or place.key in {"", NEW} or place.table not in catalog.tables:
        return None
    frame, key = catalog[place.table], list(ADDED[place.table].key)
    parts = place.key.split("|")
    if len(parts) != len(key):
        return None
    found = frame[(frame[key].astype(str) == parts).all(axis=1)]
    return None if found.empty else found.iloc[0]


def _stored(catalog: Catalog, place: Place) -> dict[str, str]:
    """Return the answers that an open record has."""
    row = record(catalog, place)
    if row is None:
        return {}
    return {str(column): as_text(row[column]) for column in row.index}
