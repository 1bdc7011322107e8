"""Readings that disagree, side by side, each with its own source."""

from __future__ import annotations

from components.source import references
from components.text import Words, escape
from data.catalog import Catalog


def conflicts_html(catalog: Catalog, words: Words, ids: object) -> str:
    """Return all readings of some conflicts as HTML, and how the atlas shows them.

    Parameters
    ----------
    ids : object
        Ids joined by semicolons; whatever is no text means none.
    """
    if not isinstance(ids, str):
        return ""
    table, parts = catalog["conflicts"].set_index("conflict_id"), []
    for conflict_id in ids.split(";"):
        row = table.loc[conflict_id]
        head = f"⚠ {words('source.conflict', id=conflict_id)} · {words.of(row, 'topic')}"
        lines = [
            f"{words.of(row, side)} — {references(catalog, words, row[f'{side}_refs'])}"
            for side in "abc"
            if words.of(row, side)
        ]
        if shown := words.of(row, "shown"):
            lines.append(words("projects.sheet.shown", text=shown))
        parts.append(
            f"<dt>{escape(head)}</dt>" + "".join(f"<dd>{escape(line)}</dd>" for line in lines)
        )
    return f'<dl class="atlas-source">{"".join(parts)}</dl>'
