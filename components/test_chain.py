"""What the test base is said to have, link by link, as the articles word it."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from components.blocks import Block, Panel, empty
from components.origin import Origin, origin_html
from components.source import note_html, references
from components.tables import column
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

    stage = words.namer("test-area.stage")

    def frame(rows: pd.DataFrame) -> pd.DataFrame:
        return wording_table(catalog, words, rows, words("test-area.col.capability"), stage)

    def panel(title: str, place: int) -> Callable[[], Panel]:
        origin = wording_origin(words, held.iloc[place], stage)
        return lambda: Panel(
            title,
            note_html([words("test-area.chain_note")])
            + origin_html(catalog, words, [origin], chosen),
        )

    whole = frame(held).iloc[:, :-1]
    columns: dict[str, list[str | Link]] = {str(name): list(whole[name]) for name in whole}
    columns[next(iter(columns))] = [Link(*pair) for pair in zip(names, ids, strict=True)]
    columns[words("col.status")] = [
        Link(stage(row["stage"]), one, row["evidence"])
        for (_, row), one in zip(held.iterrows(), ids, strict=True)
    ]
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


def wording_origin(words: Words, row: pd.Series, stage: Callable[[str], str]) -> Origin:
    """Return the origin of how far a capability is, a row of their table."""
    return Origin(
        stage(row["stage"]),
        row["evidence"],
        counts=words("origin.wording", text=words.of(row, "wording")),
        as_of=row["as_of"],
        refs=row["refs"],
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
