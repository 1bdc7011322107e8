"""What the park calls a figure in one place, such as beside a bar."""

from __future__ import annotations

from typing import Any

from components.blocks.text import Words


def called(words: Words, name: str, row: Any, when: str = "") -> str:
    """Return the park's own short name of a figure; its metric where the park has none.

    Parameters
    ----------
    name : str
        Of the message in the park's own words, whose place ``date`` is filled.
    row : row of the figures table
    when : str
        Its date in words, said with the metric.
    """
    if words.has(name):
        return words(name, date=when)
    metric = words.of(row, "metric")
    return words("printed.dated", what=metric, date=when) if when else metric
