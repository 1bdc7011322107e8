"""What each sector was called and counted in both groupings of the articles."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from components.blocks.base import Block
from components.blocks.html_table import cells_frame, column
from components.blocks.plain import empty
from components.blocks.table import Opening, table_block, texts
from components.blocks.text import Words
from components.linked.printed import figure_panels
from components.origin.references import references
from components.topics.enterprises.sectors import COUNTS, groupings
from data.catalog import Catalog
from data.in_print import figures_by
from data.memo import VIEWS, remembered
from data.selection import Selection

_REGROUPED = ("software", "data")


@remembered(VIEWS)
def regrouping_table(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return what each sector was called and counted in both groupings, and why they differ."""
    known = groupings(catalog, chosen)[::-1]
    if len(known) < len(COUNTS):
        return empty(words("enterprises.one_grouping", date=words.date(catalog.as_of(chosen))))
    every = figures_by(
        catalog,
        tuple(figure for own in COUNTS.values() for figure in own.values()),
        catalog.as_of(chosen),
    )
    lines = {str(row["figure_id"]): row for _, row in every.iterrows()}

    def cell(grouping: str, sector: str) -> str | Opening:
        figure = COUNTS[grouping].get(sector)
        if figure is None:
            return words("enterprises.not_given")
        row = lines[figure]
        least = words("quantity.at_least", amount=words.number(row["value"]))
        text = f"{words.of(row, 'subject')} {least}"
        return Opening(text, f"figure-{figure}", row["evidence"])

    columns: dict[str, Sequence[str | Opening]] = {
        words("col.sector"): [
            *(words(f"sector.{sector}") for sector in catalog.sectors),
            words("enterprises.both"),
        ]
    }
    for grouping in known:
        both = sum(int(lines[COUNTS[grouping][one]]["value"]) for one in _REGROUPED)
        columns[words(f"enterprises.grouping.{grouping}")] = [
            *(cell(grouping, sector) for sector in catalog.sectors),
            words("quantity.at_least", amount=words.number(both)),
        ]

    def whole() -> pd.DataFrame:
        frame = cells_frame({name: texts(made) for name, made in columns.items()})
        refs = [
            ";".join(
                str(lines[figure]["refs"])
                for one in known
                for sector in ((code,) if code else _REGROUPED)
                if (figure := COUNTS[one].get(sector))
            )
            for code in (*catalog.sectors, "")
        ]
        frame[words("col.source")] = column(
            (references(catalog, words, text) for text in refs), frame
        )
        return frame

    return table_block(
        words,
        "regrouping",
        words("enterprises.regrouping"),
        columns,
        small=words("chart.unit.enterprise"),
        notes=[words("enterprises.regrouping_note")],
        whole=whole,
        panels=figure_panels(catalog, words, every, chosen),
    )
