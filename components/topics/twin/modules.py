"""The parts of the digital twin, each with what the articles say of it."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from components.blocks.base import Block, Panel, plain
from components.blocks.board import Tile, board_block
from components.blocks.credit import credit
from components.blocks.html_table import note_html
from components.blocks.plain import empty, nothing
from components.blocks.text import Words
from components.linked.wording import wording_origin, wording_table
from components.origin.values import origin_body
from components.topics.twin.phases import SYSTEM
from data.capabilities import capabilities
from data.catalog import Catalog
from data.follows import follows
from data.selection import Selection

STAGES = (
    *("complete", "operating", "under_way", "to_build", "to_come", "planned"),
    *("claim", "purpose"),
)


@follows("as_of")
def modules_board(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return the parts of the twin by what the articles say of them."""
    if SYSTEM not in set(catalog["capabilities"]["system"]):
        return nothing()
    held = capabilities(catalog, SYSTEM, catalog.as_of(chosen))
    if held.empty:
        return empty(words("twin.empty_modules"))

    def panel(place: int) -> Callable[[], Panel]:
        row = held.iloc[place : place + 1]
        notes = [words("twin.by_wording"), words("twin.stage_help")]
        stage = words.namer("twin.stage")
        return lambda: Panel(
            words.of(row.iloc[0], "name"),
            plain(note_html(notes))
            + origin_body(catalog, words, [wording_origin(words, row.iloc[0], stage)], chosen),
        )

    def tile(row: pd.Series) -> Tile:
        small = words("twin.tile", text=words.of(row, "wording"), date=words.date(row["as_of"]))
        one = row["capability_id"]
        return Tile(one, words.of(row, "name"), small, f"module-{one}", row["evidence"])

    tiles = [(row["stage"], tile(row)) for _, row in held.iterrows()]
    stages = [
        (stage, words(f"twin.stage.{stage}"), [made for its, made in tiles if its == stage])
        for stage in STAGES
    ]
    counts = {stage: len(made) for stage, _, made in stages}
    return board_block(
        words,
        "twin-modules",
        words("twin.modules"),
        [stage for stage in stages if stage[2]],
        finding=words(
            "finding.modules",
            count=len(held),
            complete=counts["complete"],
            under_way=counts["under_way"],
        ),
        credit=credit(catalog, words, held["refs"]),
        notes=[words("twin.by_wording"), words("twin.stage_help")],
        whole=lambda: _table(catalog, words, held),
        small=words("twin.modules_small"),
        panels={f"module-{one}": panel(place) for place, one in enumerate(held["capability_id"])},
    )


def _table(catalog: Catalog, words: Words, held: pd.DataFrame) -> pd.DataFrame:
    return wording_table(catalog, words, held, words("twin.col.module"), words.namer("twin.stage"))
