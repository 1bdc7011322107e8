"""Where records come from: one source for all that a reader enters, as long as it stays the same."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from components.editing.cells import own_rows
from components.editing.desk import SOURCE
from data.catalog import Catalog
from data.records.ids import new_id
from data.written_dates import period

_NEEDED = ("title", "publisher", "date")
# Stands for what is still to be said, so that all else can be checked meanwhile.
_UNSAID = "?"
_UNDATED = "2000"


def said(options: Mapping[str, str], part: str) -> str:
    """Return what the reader has said of the source."""
    return options.get(SOURCE[part], "").strip()


def source_date(options: Mapping[str, str]) -> str:
    """Return the date of the source as the schema has it; empty while there is none."""
    try:
        return period(said(options, "date"))
    except ValueError:
        return ""


def missing(options: Mapping[str, str]) -> dict[str, str]:
    """Return by option what is wrong with what was said of the source, as kinds of problems."""
    found = {SOURCE[part]: "empty" for part in _NEEDED if not said(options, part)}
    if said(options, "date") and not source_date(options):
        found[SOURCE["date"]] = "period"
    return found


def source_of(catalog: Catalog, options: Mapping[str, str]) -> tuple[str, pd.DataFrame]:
    """Return the id of the source that was said, and its row if the pack has none like it."""
    title, publisher = said(options, "title") or _UNSAID, said(options, "publisher") or _UNSAID
    cells = {
        "title_zh": title,
        "title_en": title,
        "publisher_zh": publisher,
        "publisher_en": publisher,
        "published": source_date(options) or _UNDATED,
        "note_zh": said(options, "file") or None,
        "note_en": said(options, "file") or None,
    }
    own = catalog["sources"][own_rows(catalog, "sources")]
    alike = own[list(cells)].fillna("") == pd.Series(cells).fillna("")
    same = own[alike.all(axis=1)]
    if not same.empty:
        return str(same["source_id"].iloc[0]), catalog["sources"].head(0)
    source_id = new_id(catalog, "sources", cells)
    extra = {"kind": "dataset", "url": None, "licence": None, "evidence": "official"}
    return source_id, pd.DataFrame([{"source_id": source_id, **cells, **extra}], dtype=object)
