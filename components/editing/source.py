"""What the reader says of the source: once, for all records that follow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from components.editing.desk import SOURCE
from data.catalog import Catalog
from data.records.sources import own_source
from data.written_dates import period

_NEEDED = ("title", "publisher")
# Stands for what is still to be said, so that all else can be checked meanwhile.
_UNSAID, _UNDATED = "?", "2000"


def said(options: Mapping[str, str], part: str) -> str:
    """Return what the reader has said of the source."""
    return options.get(SOURCE[part], "").strip()


def source_date(options: Mapping[str, str], today: date) -> str:
    """Return the date of the source as the schema has it: today, if none was said.

    It is empty if what was said is no date.
    """
    try:
        return period(said(options, "date") or today)
    except ValueError:
        return ""


def missing(options: Mapping[str, str], today: date) -> dict[str, str]:
    """Return by option what is wrong with what was said of the source, as kinds of problems."""
    found = {SOURCE[part]: "empty" for part in _NEEDED if not said(options, part)}
    if not source_date(options, today):
        found[SOURCE["date"]] = "period"
    return found


def source_of(
    catalog: Catalog, options: Mapping[str, str], today: date
) -> tuple[str, pd.DataFrame]:
    """Return the id of the source that was said, and its row if the pack has none like it."""
    return own_source(
        catalog,
        said(options, "title") or _UNSAID,
        said(options, "publisher") or _UNSAID,
        source_date(options, today) or _UNDATED,
        said(options, "file"),
    )
