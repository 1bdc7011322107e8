"""Plain HTML tables: readable without scripts, scrolling inside themselves, printable."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

import pandas as pd
from markupsafe import Markup, escape


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

    def __reduce__(self) -> tuple[type[Self], tuple[str, str, str]]:
        """Let copies keep what it knows."""
        return type(self), (str(self), self.summary, self.refs)


def table_html(frame: pd.DataFrame, numeric: tuple[str, ...] = ()) -> Markup:
    """Return a frame as an HTML table; columns in `numeric` are set right-aligned.

    What scrolls is named by the columns, for a reader who comes upon it by the Tab key.
    """
    is_numeric = [column in numeric for column in frame.columns]
    head = Markup().join(map(_head, frame.columns, is_numeric))
    body = Markup().join(
        Markup("<tr>") + Markup().join(map(_cell, row, is_numeric)) + Markup("</tr>")
        for row in frame.to_numpy(object)
    )
    name = " · ".join(str(column) for column in frame.columns).strip(" ·")
    label = Markup('role="region" aria-label="{}"').format(name) if name else Markup()
    return Markup(
        '<div class="atlas-scroll" tabindex="0" {}>'
        '<table class="atlas-table"><thead><tr>{}'
        "</tr></thead><tbody>{}</tbody></table></div>"
    ).format(label, head, body)


def _head(value: object, numeric: bool) -> Markup:  # noqa: FBT001
    cell = (
        Markup('<th class="num" scope="col">{}</th>')
        if numeric
        else Markup('<th scope="col">{}</th>')
    )
    return cell.format(value)


def _cell(value: object, numeric: bool) -> Markup:  # noqa: FBT001
    text = escape(value)
    if isinstance(value, Disclosed):
        text = Markup("<details><summary>{}</summary>{}</details>").format(value.summary, text)
    # Added up, not formatted: a table has thousands of these.
    return (Markup('<td class="num">') if numeric else Markup("<td>")) + text + Markup("</td>")


def note_html(texts: Iterable[str]) -> Markup:
    """Return some notes as HTML."""
    return Markup().join(Markup('<p class="atlas-note">{}</p>').format(text) for text in texts)
