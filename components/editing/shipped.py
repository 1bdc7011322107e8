"""What a record of the atlas itself says: it is looked at, and never rewritten."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from components.blocks.base import Block
from components.blocks.plain import markup, nothing
from components.blocks.text import Words
from components.editing.cells import as_text, key_text, own_rows
from components.editing.desk import Place
from components.editing.filled import record, unit_in
from components.editing.names import coded, record_name
from components.editing.questions import questions
from data.catalog import Catalog
from data.records.fields import Field, field_label, table_label
from data.sources import source_text


def is_shipped(catalog: Catalog, place: Place) -> bool:
    """Whether the record that is open is none of the office's own."""
    if record(catalog, place) is None:
        return False
    own = catalog[place.table][own_rows(catalog, place.table)]
    return all(key_text(place.table, row) != place.key for _, row in own.iterrows())


def shipped_block(catalog: Catalog, place: Place, words: Words) -> Block:
    """Return the cells of the record that say something, in the reader's language."""
    row = record(catalog, place)
    if row is None:
        return nothing()
    lines = Markup().join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(name, text)
        for name, text in _said(catalog, place.table, row, words)
    )
    table, name = (
        table_label(words.lang, place.table),
        record_name(catalog, place.table, row, words),
    )
    body = Markup(
        '<h2 class="atlas-heading">{}</h2><p class="atlas-note">{}</p>'
        '<dl class="atlas-accepts">{}</dl>'
    )
    title = words("edit.form_own", table=table, name=name)
    return markup(body.format(title, words("edit.printed"), lines))


def _said(catalog: Catalog, table: str, row: pd.Series, words: Words) -> list[tuple[str, str]]:
    found = []
    for question in questions(table):
        field = question.field
        if field.name not in row or pd.isna(row[field.name]):
            continue
        if field.lang in {"", words.lang}:
            name = words("edit.id") if question.is_id else field_label(words.lang, field.base)
            found.append((name, _cell(catalog, table, field, row, words)))
    if "refs" in row:
        found.append((words("edit.source"), source_text(catalog, row["refs"], words.lang)))
    if "evidence" in row:
        found.append((words("col.evidence"), words.grade(row["evidence"])))
    return found


def _cell(catalog: Catalog, table: str, field: Field, row: pd.Series, words: Words) -> str:
    value = row[field.name]
    if field.kind in {"choice", "reference"}:
        return coded(catalog, field.name, as_text(value), words)
    if field.kind == "date":
        return words.date(str(value))
    if field.kind in {"number", "whole"}:
        unit = unit_in(catalog, table, field.name, row)
        return str(words.amount(float(value), unit))
    return as_text(value)
