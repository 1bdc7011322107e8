"""Plain HTML tables: readable without scripts, scrolling inside themselves, printable."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

import pandas as pd

from components.blocks.text import escape


def cells_frame(columns: Any, index: pd.Index | None = None) -> pd.DataFrame:
    """Return a table whose cells keep what they know: an amount its number, a source its lines."""
    return pd.DataFrame(columns, index=index, dtype=object)


def column(values: Iterable[object], frame: pd.DataFrame) -> pd.Series:
    """Return values, one a row of `frame`, as a column that keeps `Disclosed` texts."""
    return pd.Series(list(values), index=frame.index, dtype=object)


class Disclosed(str):
    """A long text that a table shows as a short summary which opens on a click."""

    __slots__ = ("refs", "summary")
    summary: str
    refs: str

    def __new__(cls, text: str, summary: str, refs: str = "") -> Self:
        """Return the text, to be shown as `summary`, and the references that it names."""
        made = super().__new__(cls, text)
        made.summary, made.refs = summary, refs
        return made


def table_html(frame: pd.DataFrame, numeric: tuple[str, ...] = ()) -> str:
    """Return a frame as an HTML table; columns in `numeric` are set right-aligned.

    What scrolls is named by the columns, for a reader who comes upon it by the Tab key.
    """
    head = "".join(_cell("th", str(column), numeric=column in numeric) for column in frame.columns)
    body = "".join(
        "<tr>"
        + "".join(
            _cell("td", value, numeric=column in numeric)
            for column, value in zip(frame.columns, row, strict=True)
        )
        + "</tr>"
        for row in frame.itertuples(index=False, name=None)
    )
    name = escape(" · ".join(str(column) for column in frame.columns).strip(" ·"))
    label = f'role="region" aria-label="{name}"' if name else ""
    return (
        f'<div class="atlas-scroll" tabindex="0" {label}>'
        f'<table class="atlas-table"><thead><tr>{head}'
        f"</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(tag: str, value: object, *, numeric: bool) -> str:
    text = escape(value)
    if isinstance(value, Disclosed):
        text = f"<details><summary>{escape(value.summary)}</summary>{text}</details>"
    css = ' class="num"' if numeric else ""
    scope = ' scope="col"' if tag == "th" else ""
    return f"<{tag}{css}{scope}>{text}</{tag}>"


def note_html(texts: Iterable[str]) -> str:
    """Return some notes as HTML."""
    return "".join(f'<p class="atlas-note">{escape(text)}</p>' for text in texts)
