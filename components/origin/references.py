"""Where a number comes from, as the panel shows it that opens behind the number."""

from __future__ import annotations

from components.blocks.html_table import Disclosed
from components.blocks.text import Words
from data.by_id import by_id
from data.catalog import Catalog
from data.memo import VIEWS, remembered
from data.sources import short_ref, source_text


def references(catalog: Catalog, words: Words, refs: object) -> Disclosed:
    """Return the sources of a row in words: article, publisher, date and lines.

    Its summary is the number of each source in the sources table, and its lines; of what the
    park's office has supplied, title and date.
    """
    if not isinstance(refs, str) or not refs:
        return Disclosed("", "")
    parts = refs.split(";")
    return Disclosed(
        source_text(catalog, refs, words.lang),
        ", ".join(short_ref(catalog, part.split(",")[0], words.lang) for part in parts[:2])
        + (" …" if len(parts) > 2 else ""),
        refs,
    )


@remembered(VIEWS)
def assumption_text(catalog: Catalog, words: Words, assumption_id: str) -> Disclosed:
    """Return the assumption behind illustrative rows, marked as such; bare if the park has none."""
    rows, mark = by_id(catalog, "assumptions", "assumption_id"), words("evidence.illustrative")
    if assumption_id not in rows.index:
        return Disclosed(mark, mark)
    text = words("source.illustrative", text=words.of(rows.loc[assumption_id], "text"))
    return Disclosed(text, mark)
