"""What the test base is said to have, link by link, as the articles word it."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from components.blocks.base import Block, Panel, plain
from components.blocks.html_table import note_html
from components.blocks.plain import empty, nothing
from components.blocks.table import Opening, table_block
from components.blocks.text import Words
from components.linked.wording import wording_origin, wording_table
from components.origin.values import origin_body
from components.topics.driving.base import AREA
from data.capabilities import capabilities
from data.catalog import Catalog
from data.follows import follows
from data.selection import Selection


@follows("as_of")
def capabilities_block(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return what the base can do, by the wording of the articles."""
    if AREA not in set(catalog["capabilities"]["system"]):
        return nothing()
    held = capabilities(catalog, AREA, catalog.as_of(chosen))
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
            plain(note_html([words("test-area.chain_note")]))
            + origin_body(catalog, words, [origin], chosen),
        )

    whole = frame(held).iloc[:, :-1]
    columns: dict[str, list[str | Opening]] = {str(name): list(whole[name]) for name in whole}
    columns[next(iter(columns))] = [Opening(*pair) for pair in zip(names, ids, strict=True)]
    columns[words("col.status")] = [
        Opening(stage(row["stage"]), one, row["evidence"])
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
