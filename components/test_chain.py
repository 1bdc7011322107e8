"""What the test base is said to have, link by link, as the articles word it."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from components.blocks import Block, Panel, empty
from components.source import note_html, references
from components.tables import column, table_html
from components.text import Words
from components.views import Link, table_block
from data.capabilities import capabilities
from data.catalog import Catalog
from data.selection import Selection


def capabilities_block(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return what the base can do, by the wording of the articles."""
    held = capabilities(catalog, "test_area", chosen.period)
    if held.empty:
        return empty(words("test-area.empty_chain"))
    names = list(held[f"name_{words.lang}"])
    ids = [f"chain-{one}" for one in held["capability_id"]]

    def frame(rows: pd.DataFrame) -> pd.DataFrame:
        return wording_table(
            catalog, words, rows, words("test-area.col.capability"), words.namer("test-area.stage")
        )

    def panel(title: str, place: int) -> Callable[[], Panel]:
        return lambda: Panel(
            title,
            note_html([words("test-area.chain_note")])
            + table_html(frame(held.iloc[place : place + 1])),
        )

    whole = frame(held).iloc[:, :-1]
    columns: dict[str, list[str | Link]] = {str(name): list(whole[name]) for name in whole}
    columns[next(iter(columns))] = [Link(*pair) for pair in zip(names, ids, strict=True)]
    return table_block(
        words,
        "test-area-chain",
        words("test-area.chain"),
        columns,
        small=words("test-area.by_wording"),
        notes=[words("test-area.chain_note")],
        whole=lambda: frame(held),
        panels={one: panel(names[place], place) for place, one in enumerate(ids)},
    )


def wording_table(
    catalog: Catalog, words: Words, rows: pd.DataFrame, what: str, stage: Callable[[str], str]
) -> pd.DataFrame:
    """Return capabilities in words, with wording, date and source.

    Parameters
    ----------
    rows : pandas.DataFrame
        Of the ``capabilities`` table.
    what : str
        Title of the first column.
    stage : callable
        Names a stage.
    """
    return pd.DataFrame(
        {
            what: rows[f"name_{words.lang}"],
            words("col.status"): rows["stage"].map(stage),
            words("col.wording"): rows[f"wording_{words.lang}"],
            words("col.as_of"): rows["as_of"].map(words.date),
            words("col.source"): column(
                (references(catalog, words, refs) for refs in rows["refs"]), rows
            ),
        }
    )
