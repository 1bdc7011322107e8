"""What a record of the atlas itself says: it is looked at, and never rewritten."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from components.blocks.base import Block
from components.blocks.plain import markup, nothing
from components.blocks.text import Words
from components.editing.cells import as_text, key_text, own_rows
from components.editing.desk import Place
from components.editing.filled import record
from components.editing.names import coded, record_name
from data.catalog import Catalog
from data.i18n import LANGS
from data.records.fields import field_label, fields_of, table_label


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
    for field in fields_of(table):
        if field.name not in row or pd.isna(row[field.name]):
            continue
        if field.lang in LANGS and field.lang != words.lang:
            continue
        text = as_text(row[field.name])
        if field.kind in {"choice", "reference"}:
            text = coded(catalog, field.name, text, words)
        elif field.kind == "date":
            text = words.date(text)
        found.append((field_label(words.lang, field.base), text))
    return found
