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
from components.topics.enterprises.sectors import grouping_name, groupings
from data.catalog import Catalog
from data.in_print import figures_by
from data.memo import VIEWS, remembered
from data.sector_figures import counts_as_figures
from data.selection import Selection

_TWO = 2


def _regrouped(
    catalog: Catalog, counted: dict[str, dict[str, str]], lines: dict[str, pd.Series]
) -> tuple[str, ...]:
    """Return the sectors that both groupings count, and count differently."""
    values = {
        grouping: {sector: lines[figure]["value"] for sector, figure in own.items()}
        for grouping, own in counted.items()
    }
    first, second = values.values()
    return tuple(
        one for one in catalog.sectors if one in first and first[one] != second.get(one, first[one])
    )


@remembered(VIEWS)
def regrouping_table(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return what each sector was called and counted in both groupings, and why they differ."""
    known = groupings(catalog, chosen)[_TWO - 1 :: -1]
    if len(known) < _TWO:
        return empty(words("enterprises.one_grouping", date=words.date(catalog.as_of(chosen))))
    counted = {grouping: counts_as_figures(catalog, grouping) for grouping in known}
    every = figures_by(
        catalog,
        tuple(figure for own in counted.values() for figure in own.values()),
        catalog.as_of(chosen),
    )
    lines = {str(row["figure_id"]): row for _, row in every.iterrows()}
    regrouped = _regrouped(catalog, counted, lines)
    together = words.join(words(f"sector.{one}") for one in regrouped)

    def cell(grouping: str, sector: str) -> str | Opening:
        figure = counted[grouping].get(sector)
        if figure is None:
            return words("enterprises.not_given")
        row = lines[figure]
        least = words("quantity.at_least", amount=words.number(row["value"]))
        text = f"{words.of(row, 'subject')} {least}"
        return Opening(text, f"figure-{figure}", row["evidence"])

    columns: dict[str, Sequence[str | Opening]] = {
        words("col.sector"): [
            *(words(f"sector.{sector}") for sector in catalog.sectors),
            *([words("enterprises.both", sectors=together)] if regrouped else []),
        ]
    }
    for grouping in known:
        both = sum(int(lines[counted[grouping][one]]["value"]) for one in regrouped)
        columns[grouping_name(words, grouping)] = [
            *(cell(grouping, sector) for sector in catalog.sectors),
            *([words("quantity.at_least", amount=words.number(both))] if regrouped else []),
        ]

    def whole() -> pd.DataFrame:
        frame = cells_frame({name: texts(made) for name, made in columns.items()})
        refs = [
            ";".join(
                str(lines[figure]["refs"])
                for one in known
                for sector in ((code,) if code else regrouped)
                if (figure := counted[one].get(sector))
            )
            for code in (*catalog.sectors, *([""] if regrouped else []))
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
