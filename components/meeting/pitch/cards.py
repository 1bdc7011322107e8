"""The one number of a scene: a figure, or what figures that add up come to, with its date only.

What the number covers is its label, and its caveat stands once, at the foot of the scene.
"""

from __future__ import annotations

import pandas as pd

from components.blocks.cards import Card, Line
from components.blocks.text import Words, figure_text
from components.linked.cards import empty_card
from components.linked.printed import kind_text, when
from components.meeting.pitch.names import PAGE
from components.origin.values import figures_body
from data.catalog import Catalog
from data.facts import Said, bounded, figure_bounds
from data.in_print import figures_by
from data.placements import placed_figures
from data.selection import Selection

_PLAIN = frozenset({"actual", "declared"})


def figure_card(catalog: Catalog, chosen: Selection, words: Words, slot: str, label: str) -> Card:
    """Return the newest figure of the role ``card``; below it where it is going (``later``)."""
    known, ahead = (_known(catalog, chosen, slot, role) for role in ("card", "later"))
    if known.empty:
        return empty_card(words, slot, label)
    row = known.iloc[-1]
    kind = "" if row["kind"] in _PLAIN else f"⚠ {kind_text(words, row)}"
    lines = [Line(when(words, row), kind), *(_later(words, one) for _, one in ahead.iterrows())]
    shown = pd.concat([known, ahead])
    return Card(
        slot,
        label,
        figure_text(words, row),
        lines,
        lambda: figures_body(catalog, words, shown, chosen),
        row["evidence"],
    )


def sum_card(catalog: Catalog, chosen: Selection, words: Words, slot: str, label: str) -> Card:
    """Return what the figures of the role ``sum`` come to; a bound, as soon as one of them is."""
    known = _known(catalog, chosen, slot, "sum")
    if known.empty:
        return empty_card(words, slot, label)
    return Card(
        slot,
        label,
        summed(words, known),
        [Line(when(words, known.iloc[-1]))],
        lambda: figures_body(catalog, words, known, chosen),
        "derived",
    )


def summed(words: Words, rows: pd.DataFrame) -> Said:
    """Return the sum of figures of one unit, in words; open where one of them is open."""
    lows, highs = zip(*(figure_bounds(row) for _, row in rows.iterrows()), strict=True)
    low, high = (None if None in ends else sum(ends) for ends in (lows, highs))
    qualifier = "exact" if low == high else "at_least" if high is None else "below"
    unit, refs = str(rows.iloc[0]["unit"]), ";".join(rows["refs"])
    as_of = str(rows.iloc[-1]["as_of"])
    return words.fact(bounded(low, high, qualifier, unit, as_of=as_of, refs=refs, grade="derived"))


def _known(catalog: Catalog, chosen: Selection, slot: str, role: str) -> pd.DataFrame:
    ids = placed_figures(catalog, PAGE, slot, role)
    return figures_by(catalog, ids, catalog.as_of(chosen))


def _later(words: Words, row: pd.Series) -> Line:
    what = words.either(f"pitch.bar.{row['figure_id']}", "pitch.said", said=words.of(row, "metric"))
    return Line(words("pitch.counted", what=what, value=figure_text(words, row)))
