"""Tables of layers in the reader's language: their headers and their codes."""

from __future__ import annotations

from typing import Any

import pandas as pd

from data.own_texts import Messages

_CODED = {"feature_id", "coverage", "zone", "sector", "status"}
_AREAS = {"zone_km2", "area_km2"}


def in_words(frame: pd.DataFrame, say: Messages) -> pd.DataFrame:
    """Return a layer as a table without geometry: headers and codes in the reader's language.

    Areas are rounded to 100 m², shares become per cent.
    """
    table = pd.DataFrame(frame.drop(columns="geometry", errors="ignore"))
    for name in table.columns:
        if name in _AREAS:
            table[name] = table[name].round(4)
        elif name == "share":
            table[name] = (100 * table[name]).round(1)
        elif name in _CODED or name.endswith("evidence"):
            table[name] = [word(name, code, say) for code in table[name]]
    return table.rename(columns={one: say(f"export.col.{one}") for one in table})


def word(column: str, code: Any, say: Messages) -> str | None:
    """Return what a code of a column means; ``None`` for a missing one."""
    if not isinstance(code, str):
        return None
    if column.endswith("evidence"):
        return say(f"evidence.{code}")
    if column == "feature_id":
        column = "zone" if say.has(f"zone.{code}") else "coverage"
    said = say(f"{column}.{code}")
    # The sign before a status is for the eye; a table is filtered by its word.
    return said.partition(" ")[2] if column == "status" else said
