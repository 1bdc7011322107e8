"""What the test base is said to have, link by link, as the articles word it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from components.blocks import Block, Panel, empty
from components.source import note_html, references
from components.tables import column, table_html
from components.text import Words
from components.views import Link, table_block
from data.catalog import Catalog
from data.periods import over_by
from data.selection import Selection


@dataclass(frozen=True)
class Capability:
    """Something the base is said to have, as an article words it.

    Attributes
    ----------
    name : str
        Ends the ids of its messages.
    stage : str
        ``operating``, ``to_build``, ``planned`` or ``claim``.
    date : str
        As of when the article says so.
    refs : str
        Article and lines.
    """

    name: str
    stage: str
    date: str
    refs: str


CAPABILITIES = (
    Capability("simulation", "to_build", "2021", "000:L151-156"),
    Capability("closed", "to_build", "2021", "000:L153-156"),
    Capability("open", "operating", "2020-09", "002:L260-261;000:L153-156"),
    Capability("v2x", "to_build", "2021", "000:L149-151"),
    Capability("bus", "operating", "2020-11-26", "002:L262-263"),
    Capability("minibus", "claim", "2020-11-26", "002:L261-262;000:L163-166"),
    Capability("sensing", "claim", "2021", "000:L151"),
    Capability("first", "claim", "2020-04", "003:L6-7,L203-205"),
    Capability("corridor", "planned", "2020-04", "003:L202-207"),
)


def capabilities_block(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return what the base can do, by the wording of the articles."""
    dates = pd.Series([one.date for one in CAPABILITIES])
    known = over_by(dates, chosen.period)
    held = [one for one, was in zip(CAPABILITIES, known, strict=True) if was]
    if not held:
        return empty(words("test-area.empty_chain"))

    def frame(rows: list[Capability]) -> pd.DataFrame:
        made = pd.DataFrame(
            {
                words("test-area.col.capability"): [
                    words(f"test-area.chain.{one.name}") for one in rows
                ],
                words("col.status"): [words(f"test-area.stage.{one.stage}") for one in rows],
                words("col.wording"): [words(f"test-area.wording.{one.name}") for one in rows],
                words("col.as_of"): [words.date(one.date) for one in rows],
            }
        )
        refs = column((references(catalog, words, one.refs) for one in rows), made)
        return made.assign(**{words("col.source"): refs})

    def panel(one: Capability) -> Callable[[], Panel]:
        title = words(f"test-area.chain.{one.name}")
        return lambda: Panel(
            title, note_html([words("test-area.chain_note")]) + table_html(frame([one]))
        )

    whole = frame(held).iloc[:, :-1]
    columns: dict[str, list[str | Link]] = {str(name): list(whole[name]) for name in whole}
    first = next(iter(columns))
    columns[first] = [
        Link(text, f"chain-{one.name}") for text, one in zip(whole[first], held, strict=True)
    ]
    return table_block(
        words,
        "test-area-chain",
        words("test-area.chain"),
        columns,
        small=words("test-area.by_wording"),
        notes=[words("test-area.chain_note")],
        whole=lambda: frame(held),
        panels={f"chain-{one.name}": panel(one) for one in held},
    )
