"""Where a number comes from, as the panel shows it that opens behind the number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from components.tables import Disclosed
from components.text import Words, escape
from data.catalog import Catalog


def references(catalog: Catalog, words: Words, refs: object) -> Disclosed:
    """Return the sources of a row in words: article, publisher, date and lines.

    Its summary is the number of each source in the sources table, and its lines.
    """
    if not isinstance(refs, str):
        return Disclosed("", "")
    sources = catalog["sources"].set_index("source_id")
    parts = refs.split(";")
    text = words("source.separator").join(_reference(sources, words, ref) for ref in parts)
    return Disclosed(
        text,
        ", ".join(part.replace(":", " ").split(",")[0] for part in parts[:2])
        + (" …" if len(parts) > 2 else ""),
    )


def _reference(sources: pd.DataFrame, words: Words, ref: str) -> str:
    source_id, _, lines = ref.partition(":")
    row = sources.loc[source_id]
    publisher = words.of(row, "publisher") or words("source.unnamed")
    parts = [words.of(row, "title"), publisher]
    if isinstance(row["published"], str):
        parts.append(words.date(row["published"]))
    if lines:
        parts.append(words("source.lines", lines=lines.replace("L", "").replace(",", ", ")))
    return " · ".join(parts)


def note_html(texts: Iterable[str]) -> str:
    """Return some notes as HTML."""
    return "".join(f'<p class="atlas-note">{escape(text)}</p>' for text in texts)


def figures_html(catalog: Catalog, words: Words, figures: pd.DataFrame) -> str:
    """Return the full origin of some figures, newest first."""
    return (
        '<dl class="atlas-source">'
        + "".join(_figure(catalog, words, row) for _, row in figures.iloc[::-1].iterrows())
        + "</dl>"
    )


def _figure(catalog: Catalog, words: Words, row: Any) -> str:
    low = None if row["qualifier"] == "below" else row["value"]
    high = None if row["qualifier"] == "at_least" else row["value"]
    value = words.quantity(low, high, row["qualifier"], row["unit"])
    dated = (
        words("source.as_of", date=words.date(row["as_of"]))
        if isinstance(row["as_of"], str)
        else words("source.undated")
    )
    grade = words(f"evidence.{row['evidence']}")
    lines = [f"{words('source.counts')}: {words.of(row, 'counts')}"]
    if caveat := words.of(row, "caveat"):
        lines.append(f"{words('source.caveat')}: {caveat}")
    lines.append(references(catalog, words, row["refs"]))
    lines += [_conflict(catalog, words, conflict) for conflict in _ids(row["conflicts"])]
    return f"<dt>{escape(f'{value} · {dated} · {grade}')}</dt>" + "".join(
        f"<dd>{escape(line)}</dd>" for line in lines
    )


def _conflict(catalog: Catalog, words: Words, conflict_id: str) -> str:
    row = catalog["conflicts"].set_index("conflict_id").loc[conflict_id]
    readings = " ↔ ".join(text for side in "abc" if (text := words.of(row, side)))
    return f"⚠ {words('source.conflict', id=conflict_id)} · {words.of(row, 'topic')}: {readings}"


def _ids(text: object) -> list[str]:
    return text.split(";") if isinstance(text, str) else []


def assumption_text(catalog: Catalog, words: Words, assumption_id: str) -> Disclosed:
    """Return the assumption behind illustrative rows, marked as such."""
    row = catalog["assumptions"].set_index("assumption_id").loc[assumption_id]
    text = words("source.illustrative", text=words.of(row, "text"))
    return Disclosed(text, words("evidence.illustrative"))
