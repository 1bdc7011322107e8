"""Sources that disagree: all readings side by side, each with its own source."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import pandas as pd
from markupsafe import Markup

from components.blocks.bar_chart import empty_chart
from components.blocks.base import Block, Panel, plain
from components.blocks.html_table import column
from components.blocks.plain import nothing
from components.blocks.table import Opening, table_block
from components.blocks.text import Words
from components.origin.references import references
from data.catalog import Catalog
from data.conflicts import conflicts_by, sides
from data.differing import all_conflicts
from data.follows import follows
from data.memo import VIEWS, remembered
from data.periods import Period
from data.placements import placed
from data.selection import Selection

ALWAYS = Selection()


def readings(
    catalog: Catalog, words: Words, row: pd.Series, as_of: Period
) -> list[tuple[str, str]]:
    """Return each reading of a conflict in print by a date, and its source in words."""
    return [
        (words.of(row, side), str(references(catalog, words, row[f"{side}_refs"])))
        for side in sides(catalog, row, as_of)
    ]


def conflict_name(words: Words, row: pd.Series) -> str:
    """Return what a conflict is called where it stands alone."""
    return f"⚠ {words('source.conflict', id=row['conflict_id'])} · {words.of(row, 'topic')}"


def conflict_html(
    catalog: Catalog, words: Words, ids: Iterable[str], chosen: Selection = ALWAYS
) -> Markup:
    """Return all readings of some conflicts, our explanation and how the atlas shows them."""
    return Markup().join(
        Markup("<h3>{}</h3>{}").format(*_said(catalog, words, one, catalog.as_of(chosen)))
        for one in conflicts_by(catalog, ids, catalog.as_of(chosen)).index
    )


@remembered(VIEWS)
def _said(catalog: Catalog, words: Words, conflict_id: str, as_of: Period) -> tuple[str, Markup]:
    """Return the name of a conflict, and what is said of it: many numbers stand in one."""
    row = all_conflicts(catalog).loc[[conflict_id]].iloc[0]
    said = readings(catalog, words, row, as_of)
    said += [
        (words(f"conflict.{field}"), text)
        for field in ("reading", "shown")
        if (text := words.of(row, field))
    ]
    parts = (Markup("<dt>{}</dt><dd>{}</dd>").format(head, text) for head, text in said)
    html = Markup('<dl class="atlas-source">{}</dl>').format(Markup().join(parts))
    return conflict_name(words, row), html


def conflict_panel(
    catalog: Catalog, words: Words, conflict_id: str, chosen: Selection = ALWAYS
) -> Panel:
    """Return what opens behind a conflict."""
    name, html = _said(catalog, words, conflict_id, catalog.as_of(chosen))
    return Panel(name, plain(html))


@follows("as_of")
def placed_conflicts(
    catalog: Catalog, chosen: Selection, words: Words, page: str, view: str
) -> Block:
    """Return the conflicts that are placed on a page; nothing at all if none is."""
    ids = placed(catalog, page, "conflicts")
    return conflicts_block(catalog, chosen, words, view, ids) if ids else nothing()


@follows("as_of")
def conflicts_block(
    catalog: Catalog,
    chosen: Selection,
    words: Words,
    view: str,
    ids: Iterable[str],
    *,
    search: bool = False,
) -> Block:
    """Return conflicts as a table, as far as they were in print; each opens its readings.

    Parameters
    ----------
    view : str
        Its name in ids and in the name of the file.
    """
    rows, title = conflicts_by(catalog, ids, catalog.as_of(chosen)), words("conflict.title")
    if rows.empty:
        reason = words("conflict.none", date=words.date(catalog.as_of(chosen)))
        return empty_chart(words, view, "", reason, title)
    lines = [row for _, row in rows.iterrows()]
    topics = [f"{row['conflict_id']} · {words.of(row, 'topic')}" for row in lines]
    texts: dict[str, list[str]] = {
        words("conflict.readings"): [
            " ↔ ".join(text for text, _ in readings(catalog, words, row, catalog.as_of(chosen)))
            for row in lines
        ],
        words("conflict.shown"): [words.of(row, "shown") for row in lines],
    }

    def whole() -> pd.DataFrame:
        sources = column((references(catalog, words, refs) for refs in rows["refs"]), rows)
        frame = {words("conflict.topic"): topics, **texts, words("col.source"): sources}
        return pd.DataFrame(frame, index=rows.index)

    links = [
        Opening(f"⚠ {topic}", f"conflict-{one}")
        for one, topic in zip(rows.index, topics, strict=True)
    ]
    return table_block(
        words,
        view,
        title,
        {words("conflict.topic"): links, **texts},
        search=search,
        notes=[words("conflict.note")],
        whole=whole,
        panels={
            f"conflict-{one}": partial(conflict_panel, catalog, words, str(one), chosen)
            for one in rows.index
        },
    )
