"""What tables, questions, answers and records are called in the reader's language."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.blocks.text import Words
from components.editing.questions import HOMES, Question
from components.editing.typed import unit_of
from data.catalog import Catalog
from data.i18n import LANGS, messages
from data.schema import ADDED

_NAMES = ("name", "title", "metric", "topic", "summary")
_SHOWN = ("status", "sector", "count", "value", "date", "as_of", "deadline", "signed", "published")
Choices = tuple[tuple[str, str], ...]


def table_name(table: str, words: Words) -> str:
    """Return what a table is called."""
    return _said(f"edit.table.{table}", table, words)


def label(question: Question, words: Words) -> str:
    """Return what a question asks for."""
    if question.names:
        return dict(zip(LANGS, question.names, strict=True))[words.lang]
    name = column_name(question.base, words)
    return words(f"edit.in_{question.lang}", field=name) if question.lang else name


def column_name(base: str, words: Words) -> str:
    """Return what a column is called, without its language."""
    return _said(f"edit.field.{base}", base, words)


def code_name(column: str, code: str, words: Words) -> str:
    """Return what a code of a column means."""
    if column == "status":
        return words(f"status.{code}")
    if column == "unit":
        return words.unit(code)
    base = "qualifier" if column.endswith("qualifier") else column
    return _said(f"edit.code.{base}.{code}", code, words)


def _said(message_id: str, otherwise: str, words: Words) -> str:
    """Return a message; a table or a column that a park adds has its name for one."""
    return words(message_id) if message_id in messages(words.lang) else otherwise


def choices(catalog: Catalog, question: Question, words: Words) -> Choices:
    """Return the answers on offer: code and text of each; empty for a text to fill in."""
    if question.home:
        found = _rows_as_choices(catalog, question, words)
    else:
        found = tuple((code, code_name(question.base, code, words)) for code in question.codes)
    if found and not question.is_required:
        return (("", words("edit.none")), *found)
    return found


def _rows_as_choices(catalog: Catalog, question: Question, words: Words) -> Choices:
    frame = catalog.tables.get(question.home)
    if frame is None:
        return tuple((code, words(f"{question.home[:-1]}.{code}")) for code in question.codes)
    key = ADDED[question.home].key[0]
    found = [(str(row[key]), words.of(row, "name")) for _, row in frame.iterrows()]
    known = dict(found)
    # What no table lists, such as a project of no sector.
    found += [(code, words(f"sector.{code}")) for code in question.codes if code not in known]
    return tuple(found)


def taken_as(question: Question, value: Any, texts: dict[str, str], words: Words) -> str:
    """Return how an answer was understood; empty where that is plain."""
    if question.kind == "period":
        return words.date(str(value))
    if question.kind in {"number", "whole"}:
        return str(words.amount(float(value), unit_of(question, texts)))
    return ""


def record_name(catalog: Catalog, table: str, row: Any, words: Words) -> str:
    """Return what a record is called."""
    for base in _NAMES:
        if f"{base}_{words.lang}" in row.index and words.of(row, base):
            return words.of(row, base)
    named = [
        name_in(catalog, HOMES[column], str(row[column]), words)
        for column in row.index
        if column in HOMES and isinstance(row[column], str)
    ]
    return words.join(named) or " · ".join(str(row[column]) for column in ADDED[table].key)


def name_in(catalog: Catalog, table: str, key: str, words: Words) -> str:
    """Return what a row of a table is called, by its key."""
    frame = catalog.tables.get(table)
    if frame is None:
        return key
    found = frame[frame[ADDED[table].key[0]] == key]
    return key if found.empty else words.of(found.iloc[0], "name") or key


def record_small(catalog: Catalog, row: Any, words: Words) -> str:
    """Return what tells a record from others like it: what it says, when, how well founded."""
    parts = [_cell(catalog, column, row, words) for column in _SHOWN if column in row.index]
    if "evidence" in row.index:
        parts.append(words.grade(row["evidence"]))
    if any(
        row[f"{base}_zh"] == row.get(f"{base}_en") and isinstance(row[f"{base}_zh"], str)
        for base in _NAMES
        if f"{base}_zh" in row.index
    ):
        parts.append(words("edit.one_language"))
    return " · ".join(part for part in parts if part)


def _cell(catalog: Catalog, column: str, row: Any, words: Words) -> str:
    value = row[column]
    if pd.isna(value):
        return ""
    if column == "status":
        return code_name(column, str(value), words)
    if column == "sector":
        return name_in(catalog, HOMES[column], str(value), words)
    if column == "value":
        unit = row["unit"] if isinstance(row.get("unit"), str) else ""
        return str(words.amount(float(value), unit))
    if column == "count":
        return str(words.amount(float(value), "enterprise"))
    return words.date(str(value))
