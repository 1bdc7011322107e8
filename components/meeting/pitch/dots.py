"""A figure as dots, and the part of it that another one fills."""

from __future__ import annotations

import pandas as pd

from components.blocks.base import Block
from components.blocks.credit import credit
from components.blocks.dots import DotCount, dots_block
from components.blocks.text import Words, figure_text
from components.linked.printed import figure_panels, figures_frame, nothing_printed
from components.meeting.pitch.names import PAGE, figure_name
from components.session.theme import Theme
from data.catalog import Catalog
from data.facts import figure_fact
from data.in_print import figures_by
from data.placements import placed_figures
from data.selection import Selection

_AHEAD = frozenset({"planned", "target", "in_progress"})


def dots(
    catalog: Catalog, chosen: Selection, words: Words, theme: Theme, slot: str, title: str
) -> Block:
    """Return the newest figure of the role ``whole`` as dots, those of ``part`` filled."""
    view, as_of = f"pitch-{slot}", catalog.as_of(chosen)
    wholes, parts = (
        figures_by(catalog, placed_figures(catalog, PAGE, slot, role), as_of)
        for role in ("whole", "part")
    )
    if wholes.empty:
        return nothing_printed(catalog, words, view, title, chosen)
    shown = pd.concat([parts.tail(1), wholes.tail(1)])
    counted = [_count(words, row) for _, row in shown.iterrows()]
    whole, row = counted[-1], wholes.iloc[-1]
    return dots_block(
        words,
        view,
        title,
        whole,
        counted[0] if len(counted) > 1 else None,
        unit=str(row["unit"]),
        finding=words("pitch.of", part=counted[0].text, whole=whole.text)
        if len(counted) > 1
        else "",
        credit=credit(catalog, words, shown["refs"]),
        colours=(theme.accent, theme.accent),
        dashed=row["kind"] in _AHEAD,
        table=lambda: figures_frame(catalog, words, shown),
        panels=figure_panels(catalog, words, shown, chosen),
    )


def _count(words: Words, row: pd.Series) -> DotCount:
    opens = f"figure-{row['figure_id']}"
    return DotCount(figure_name(words, row), figure_text(words, row), figure_fact(row), opens)
