"""The sources of rows: in words, when they were published, and what rests on one."""

from __future__ import annotations

import pandas as pd

from data.catalog import Catalog
from data.i18n import Lang, translate
from data.memo import remembered
from data.periods import Period, over_by
from data.quantity import period_text

_KEPT = 8192  # many rows rest on the same lines


@remembered(_KEPT)
def source_text(catalog: Catalog, refs: object, lang: Lang) -> str:
    """Return sources in words: title, publisher, date and lines of each.

    Parameters
    ----------
    refs : object
        References as ``SOURCE:LINES`` joined by semicolons; whatever is no text means none.
    """
    if not isinstance(refs, str):
        return ""
    texts = (" · ".join(reference_parts(catalog, ref, lang)) for ref in refs.split(";"))
    return translate(lang, "source.separator").join(texts)


def reference_parts(catalog: Catalog, ref: str, lang: Lang) -> list[str]:
    """Return title, publisher, date and lines of one reference, as far as they are known."""
    source_id, _, lines = ref.partition(":")
    row = catalog["sources"].set_index("source_id").loc[source_id]
    publisher = row[f"publisher_{lang}"]
    named = publisher if isinstance(publisher, str) else translate(lang, "source.unnamed")
    parts = [str(row[f"title_{lang}"]), str(named)]
    if isinstance(row["published"], str):
        parts.append(period_text(row["published"], lang))
    if lines:
        numbers = lines.replace("L", "").replace(",", ", ")
        parts.append(translate(lang, "source.lines", lines=numbers))
    return parts


@remembered(_KEPT)
def appeared(catalog: Catalog, refs: object, as_of: Period) -> bool:
    """Whether any of some sources was published by a date.

    Parameters
    ----------
    refs : object
        References as ``SOURCE:LINES`` joined by semicolons; whatever is no text means none.
    """
    if not isinstance(refs, str):
        return False
    dates = catalog["sources"].set_index("source_id")["published"]
    sources = [ref.partition(":")[0] for ref in refs.split(";")]
    return bool(over_by(dates.loc[sources], as_of).any())


def short_refs(refs: object) -> str:
    """Return references as a table shows them: ``"002 L3,L141-144; 004 L73"``."""
    return refs.replace(":", " ").replace(";", "; ") if isinstance(refs, str) else ""


def lines_in(refs: object, source_id: str) -> str | None:
    """Return the lines of one source that a row rests on, such as ``"L14-16,L128"``.

    Empty if the source has no lines, ``None`` if the row does not rest on it.
    """
    if not isinstance(refs, str):
        return None
    parts = (ref.partition(":") for ref in refs.split(";"))
    return next((lines for source, _, lines in parts if source == source_id), None)


def citing(rows: pd.DataFrame, source_id: str) -> pd.DataFrame:
    """Return the rows that rest on a source."""
    return rows[[lines_in(refs, source_id) is not None for refs in rows["refs"]]]
