"""What questions, answers and records are called in the reader's language."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.blocks.text import Words
from components.editing.questions import Question
from data.catalog import Catalog
from data.i18n import LANGS
from data.records.fields import HOMES, choice_label, choices_of, field_label
from data.schema import ADDED

_NAMES = ("name", "title", "metric", "topic", "summary")
_SHOWN = ("status", "sector", "count", "value", "date", "as_of", "deadline", "signed", "published")
Choices = tuple[tuple[str, str], ...]


def label(question: Question, words: Words) -> str:
    """Return what a question asks for."""
    if question.names:
        return dict(zip(LANGS, question.names, strict=True))[words.lang]
    return words("edit.id") if question.is_id else field_label(words.lang, question.column)


def choices(catalog: Catalog, question: Question, words: Words) -> Choices:
    """Return the answers on offer: code and text of each; empty for a text to fill in."""
    field = question.field
    if not question.is_chosen:
        return ()
    found = tuple(
        (code, coded(catalog, field.name, code, words)) for code in choices_of(catalog, field)
    )
    return found if field.is_required or not found else (("", words("edit.none")), *found)


def coded(catalog: Catalog, column: str, code: str, words: Words) -> str:
    """Return what a code means, or what the row that it names is called."""
    home = HOMES.get(column, "")
    frame = catalog.tables.get(home)
    if frame is not None:
        found = frame[frame[ADDED[home].key[0]] == code]
        if not found.empty and f"name_{words.lang}" in found:
            return words.of(found.iloc[0], "name") or code
    name = f"{column.removesuffix('_also')}.{code}"  # of no row, such as a project of no sector
    return words(name) if home and words.has(name) else choice_label(words.lang, column, code)


def taken_as(question: Question, value: Any, unit: str, words: Words) -> str:
    """Return how an answer was understood; empty where that is plain."""
    if question.field.kind == "date":
        return words.date(str(value))
    if question.is_number:
        return str(words.amount(float(value), unit))
    return ""


def record_name(catalog: Catalog, table: str, row: Any, words: Words) -> str:
    """Return what a record is called."""
    for base in _NAMES:
        if f"{base}_{words.lang}" in row.index and words.of(row, base):
            return words.of(row, base)
    named = [
        coded(catalog, str(column), str(row[column]), words)
        for column in row.index
        if column in HOMES and isinstance(row[column], str) and column != "assumption_id"
    ]
    return words.join(named) or " · ".join(str(row[column]) for column in ADDED[table].key)


def record_small(catalog: Catalog, row: Any, words: Words) -> str:
    """Return what tells a record from others like it: what it says, when, how well founded."""
    parts = [_cell(catalog, column, row, words) for column in _SHOWN if column in row.index]
    if "evidence" in row.index:
        signed = f"card.grade.{row['evidence']}"
        parts.append(words(signed) if words.has(signed) else words.grade(row["evidence"]))
    if any(_is_in_one_language(row, base) for base in _NAMES):
        parts.append(words("edit.one_language"))
    return " · ".join(part for part in parts if part)


def _is_in_one_language(row: Any, base: str) -> bool:
    text = row.get(f"{base}_zh")
    return isinstance(text, str) and text == row.get(f"{base}_en")


def _cell(catalog: Catalog, column: str, row: Any, words: Words) -> str:
    value = row[column]
    if pd.isna(value):
        return ""
    if column in {"status", "sector"}:
        return coded(catalog, column, str(value), words)
    if column == "value":
        unit = row["unit"] if isinstance(row.get("unit"), str) else ""
        return str(words.amount(float(value), unit))
    if column == "count":
        return str(words.amount(float(value), "enterprise"))
    return words.date(str(value))
