"""What every chart and table of a page has: a finding, a source line, the table behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from components.blocks.assumed import said_once
from components.blocks.base import Block, Content, Panel, Panels, plain
from components.blocks.findings import alt_text
from components.blocks.html_table import note_html, table_html
from components.blocks.plain import Heading, Title, heading
from components.blocks.remedies import Remedy
from components.blocks.text import Words


@dataclass(frozen=True, kw_only=True)
class Chart(Block):
    """A chart or a table.

    Attributes
    ----------
    id : str
        Its name in ids and in the name of the file of its table.
    title, small : str
        Its topic, and beside it unit and filters.
    finding : str
        What it says, in a sentence; empty if that can not be said.
    credit : str
        The source line; see `components.blocks.credit.credit`.
    alt : str
        The text alternative.
    notes : tuple of str
    source : str
        Words of the button that opens the panel ``table-<id>``.
    empty : str
        Why it shows nothing; empty if it shows something.
    """

    id: str
    title: str
    small: str = ""
    finding: str = ""
    credit: str = ""
    alt: str = ""
    notes: tuple[str, ...] = ()
    source: str = ""
    empty: str = ""
    remedy: Remedy | None = None

    @property
    def headline(self) -> tuple[str, str]:
        """What stands above it: its finding or its topic, and what is beside it."""
        if not self.finding:
            return self.title, self.small
        return self.finding, " · ".join(filter(None, [self.title, self.small]))

    @property
    def table(self) -> Callable[[], Panel] | None:
        """Return what makes the panel of its table."""
        return self.panels.get(f"table-{self.id}")

    def below(self, head: Heading) -> Chart:
        """Return it under its heading, if that stands in a slot of its own."""
        if self.title:
            return self
        return replace(self, title=head.text, small=head.small, finding=head.finding)


def chart_parts(
    words: Words,
    view: str,
    title: str,
    *,
    finding: str,
    credit: str,
    values: Sequence[str],
    small: str = "",
    notes: Sequence[str] = (),
) -> dict[str, Any]:
    """Return what every chart with a table behind it has; `values` are for its alternative."""
    return {
        "id": view,
        "title": title,
        "small": small,
        "finding": finding,
        "credit": said_once(finding, credit),
        "alt": alt_text(words, title, finding, values),
        "notes": tuple(notes),
        "source": words("chart.table"),
    }


def table_panel(
    view: str,
    title: str,
    frame: Callable[[], pd.DataFrame],
    notes: Sequence[str] = (),
    numeric: tuple[str, ...] = (),
) -> Panels:
    """Return the panel ``table-<view>``: a table with notes, to be saved as CSV."""

    def panel() -> Panel:
        made = frame()
        return Panel(title, plain(note_html(notes) + table_html(made, numeric)), made)

    return {f"table-{view}": panel}


def headed(name: str, block: Chart) -> Content:
    """Return the slot ``<name>-heading`` and the block without it: a choice stands between."""
    titled = heading(block.title, block.small, block.finding)
    return {f"{name}-heading": titled, name: untitled(block)}


def untitled(block: Chart) -> Chart:
    """Return a block whose heading stands elsewhere."""
    return replace(block, title="", small="", finding="")


def titled(content: Content, kinds: tuple[type[Block], ...]) -> dict[str, Chart]:
    """Return the charts of a page by slot; one without a title stands below its heading."""
    found, head = dict[str, Chart](), heading("")
    for slot, block in content.items():
        if isinstance(block, Heading):
            head = block
        elif isinstance(block, Chart) and isinstance(block, kinds) and not block.empty:
            named = block.below(head)
            found |= {slot: named} if named.title else {}
    return found


def title_of(content: Content) -> str:
    """Return the finding that a page states as its title."""
    block = content["title"]
    return block.text if isinstance(block, Title) else ""
