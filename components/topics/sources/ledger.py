"""The conflict ledger: all readings of each with their sources, and how the atlas shows them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pandas as pd

from components.blocks.bar_chart import empty_chart
from components.blocks.base import Block, Panels
from components.blocks.chart import Chart
from components.blocks.controls import options_block
from components.blocks.html_table import column
from components.blocks.table import Opening, table_block
from components.blocks.text import Words
from components.origin.conflicts import ALWAYS, conflict_name, conflict_panel
from components.origin.references import references
from data.catalog import Catalog
from data.conflicts import conflicts_by, sides
from data.differing import all_conflicts
from data.memo import VIEWS, remembered
from data.selection import Selection
from data.sources import short_refs

SEVERITY = "conflicts-severity"
SEVERITIES = ("all", "high", "medium", "low")


def severity_options(words: Words, severity: str) -> Block:
    """Return the choice of how serious the conflicts listed are."""
    names = [(one, words(f"sources.severity.{one}")) for one in SEVERITIES]
    return options_block(SEVERITY, words("sources.severity"), names, severity)


def listed(catalog: Catalog, chosen: Selection, severity: str = "all") -> pd.DataFrame:
    """Return the conflicts that could be seen by the as-of date, by id."""
    rows = conflicts_by(catalog, all_conflicts(catalog).index, catalog.as_of(chosen))
    return rows if severity == "all" else rows[rows["severity"] == severity]


@remembered(VIEWS)
def ledger_block(catalog: Catalog, chosen: Selection, words: Words, severity: str) -> Chart:
    """Return the ledger as a table; the panel of every conflict can be opened by its link."""
    view, title, rows = (
        "sources-conflicts",
        words("sources.ledger"),
        listed(catalog, chosen, severity),
    )
    panels: Panels = {
        f"conflict-{one}": partial(
            conflict_panel, catalog, words, one, chosen if one in rows.index else ALWAYS
        )
        for one in all_conflicts(catalog).index
    }
    if rows.empty:
        reason = words("conflict.none", date=words.date(catalog.as_of(chosen)))
        return replace(empty_chart(words, view, "", reason, title), panels=panels)
    lines = [row for _, row in rows.iterrows()]

    def said(row: pd.Series) -> str:
        return " ↔ ".join(
            words(
                "sources.reading",
                text=words.of(row, side),
                refs=short_refs(catalog, row[f"{side}_refs"], words.lang)
                or words("sources.no_refs"),
            )
            for side in sides(catalog, row, catalog.as_of(chosen))
        )

    texts: dict[str, list[str]] = {
        words("sources.severity"): [words(f"sources.severity.{row['severity']}") for row in lines],
        words("conflict.readings"): [said(row) for row in lines],
        words("conflict.reading"): [words.of(row, "reading") for row in lines],
        words("conflict.shown"): [words.of(row, "shown") for row in lines],
    }

    def whole() -> pd.DataFrame:
        sources = column((references(catalog, words, refs) for refs in rows["refs"]), rows)
        names = [conflict_name(words, row) for row in lines]
        frame = {words("conflict.topic"): names, **texts, words("col.source"): sources}
        return pd.DataFrame(frame, index=rows.index)

    return table_block(
        words,
        view,
        title,
        {
            words("conflict.topic"): [
                Opening(f"{row['conflict_id']} · {words.of(row, 'topic')}", f"conflict-{row.name}")
                for row in lines
            ],
            **texts,
        },
        small=words("sources.listed", count=len(rows), total=len(all_conflicts(catalog))),
        search=True,
        notes=[words("conflict.note")],
        whole=whole,
        panels=panels,
    )
