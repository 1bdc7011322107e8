"""What the pitch's slots and figures are called."""

from __future__ import annotations

import pandas as pd

from components.blocks.text import Words

PAGE = "pitch"
"""In the park's placements, and in the names of cards and charts of scenes."""


def figure_name(words: Words, row: pd.Series) -> str:
    """Return what a figure is called: by the park, else by what it counts and its date."""
    what, date = words.of(row, "metric"), words.date(row["as_of"])
    return words.either(f"pitch.bar.{row['figure_id']}", "pitch.bar", what=what, date=date)
