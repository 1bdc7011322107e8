"""The parts of the digital twin, each with what the articles say of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from components.blocks import Block, Panel, empty, nothing
from components.source import note_html, references
from components.tables import column, table_html
from components.text import Words, escape
from components.views import Tile, board_block, table_panel
from data.catalog import Catalog
from data.periods import over_by
from data.selection import Selection


@dataclass(frozen=True)
class Module:
    """A part of the twin as an article words it.

    Attributes
    ----------
    name : str
        Ends the ids of its messages.
    stage : str
        ``complete``, ``under_way``, ``to_come`` or ``purpose``.
    date : str
        As of when the article says so.
    refs : str
        Article and lines.
    """

    name: str
    stage: str
    date: str
    refs: str


STAGES = ("complete", "under_way", "to_come", "purpose")
MODULES = (
    Module("model", "complete", "2021", "000:L178-180"),
    Module("phase_2", "under_way", "2021", "000:L180-181"),
    Module("traffic", "to_come", "2021", "000:L181-182"),
    Module("fire", "to_come", "2021", "000:L181-182"),
    Module("emergency", "to_come", "2021", "000:L181-182"),
    Module("functions", "to_come", "2021", "000:L182-183"),
    Module("extension", "to_come", "2021", "000:L183-186"),
    Module("prototype", "to_come", "2021", "000:L184-186"),
    Module("monitoring", "purpose", "2021", "000:L174"),
    Module("forecast", "purpose", "2021", "000:L174-175"),
    Module("command", "purpose", "2021", "000:L175"),
    Module("decision", "purpose", "2021", "000:L175-176"),
    Module("early", "purpose", "2020-04", "003:L143-147"),
)


def _held(chosen: Selection) -> list[Module]:
    """Return the parts that were in print by the as-of date."""
    dates = pd.Series([module.date for module in MODULES])
    known = over_by(dates, chosen.period)
    return [module for module, held in zip(MODULES, known, strict=True) if held]


def modules_board(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return the parts of the twin by what the articles say of them."""
    held = _held(chosen)
    if not held:
        return empty(words("twin.empty_modules"))

    def panel(module: Module) -> Callable[[], Panel]:
        frame = _table(catalog, words, [module])
        notes = [words("twin.by_wording"), words("twin.stage_help")]
        return lambda: Panel(
            words(f"twin.module.{module.name}"), note_html(notes) + table_html(frame)
        )

    def tile(module: Module) -> Tile:
        return Tile(
            module.name,
            words(f"twin.module.{module.name}"),
            words(
                "twin.tile",
                text=words(f"twin.wording.{module.name}"),
                date=words.date(module.date),
            ),
            f"module-{module.name}",
        )

    stages = [
        (
            stage,
            words(f"twin.stage.{stage}"),
            [tile(module) for module in held if module.stage == stage],
        )
        for stage in STAGES
    ]
    return board_block(
        "twin-modules",
        words("twin.modules"),
        [stage for stage in stages if stage[2]],
        small=words("twin.modules_small"),
        panels={f"module-{module.name}": panel(module) for module in held},
    )


def modules_button(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return the button that opens all parts as a table with wording, source and CSV."""
    held = _held(chosen)
    if not held:
        return nothing()
    text = escape(words("chart.table"))
    html = (
        f'<p class="atlas-note">{escape(words("twin.stage_help"))} <button class="atlas-open" '
        f'data-open="table-twin-modules" aria-haspopup="dialog">{text}</button></p>'
    )
    title = words("twin.modules")
    notes = [words("twin.by_wording"), words("twin.stage_help")]
    panels = table_panel("twin-modules", title, lambda: _table(catalog, words, held), notes)
    return Block("html", {"html": html}, panels)


def _table(catalog: Catalog, words: Words, held: list[Module]) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            words("twin.col.module"): [words(f"twin.module.{m.name}") for m in held],
            words("col.status"): [words(f"twin.stage.{m.stage}") for m in held],
            words("col.wording"): [words(f"twin.wording.{m.name}") for m in held],
            words("col.as_of"): [words.date(m.date) for m in held],
        }
    )
    refs = column((references(catalog, words, m.refs) for m in held), frame)
    return frame.assign(**{words("col.source"): refs})
