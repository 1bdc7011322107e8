"""A form as far as it is filled in: what was read, and the rows that it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from components.editing.built import Built, Cells, complete
from components.editing.cells import as_text
from components.editing.desk import NEW, Place, typed
from components.editing.names import unit_of
from components.editing.questions import Question, questions
from components.editing.source import source_date
from components.editing.starts import STARTS
from data.catalog import Catalog
from data.problems import Problem
from data.records.cells import UnreadError, read_cell
from data.schema import ADDED


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
    built : tuple of Built
        The rows that they make.
    unread : tuple of Problem
        Why an answer could not be read, by its column.
    """

    questions: tuple[Question, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    values: Cells = field(default_factory=dict)
    built: tuple[Built, ...] = ()
    unread: tuple[Problem, ...] = ()


def filled(catalog: Catalog, place: Place, options: Mapping[str, str]) -> Filled:
    """Return the form at a place, with what the reader has typed."""
    if not place.is_form:
        return Filled()
    start = STARTS.get(place.start)
    asked = start.asks(catalog) if start else questions(place.table)
    texts = {**_stored(catalog, place), **typed(options, place)}
    values, unread = read_texts(place.table or place.start, asked, texts)
    rows = start.rows(catalog, values) if start else [Built(place.table, values)]
    as_of = source_date(options)
    built = tuple(complete(catalog, row, texts, as_of) for row in rows)
    return Filled(asked, texts, values, built, unread)


def read_texts(
    table: str, asked: tuple[Question, ...], texts: Mapping[str, str]
) -> tuple[Cells, tuple[Problem, ...]]:
    """Return the answers that can be read, and why others cannot."""
    values: Cells = {}
    unread = []
    for question in asked:
        if text := texts.get(question.column, ""):
            try:
                values[question.column] = read_cell(question.field, text, unit_of(question, texts))
            except UnreadError as error:
                problem = Problem(table, None, question.column, error.kind, error.values)
                unread.append(problem)
    return values, tuple(unread)


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
