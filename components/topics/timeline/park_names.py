"""The names that the park has had, as far as the sources date them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import pandas as pd

from components.blocks.base import Block, Panel
from components.blocks.credit import credit
from components.blocks.gantt import SpanRow, TimeSpan, gantt_block
from components.blocks.html_table import cells_frame
from components.blocks.text import Words
from components.blocks.time_axis import Axis
from components.origin.references import references
from components.origin.values import Origin, origin_body
from data.catalog import Catalog
from data.follows import follows
from data.periods import is_over, parse_period
from data.selection import Selection

_AXIS = Axis(2008, 2023)


@dataclass(frozen=True)
class Name:
    """A name of the park: when it began and was given up, as printed.

    Attributes
    ----------
    name_id : str
        Of the message ``timeline.name.<name_id>``.
    begins : str
    until : str
        Empty for the present name.
    stated : bool
        Whether a source gives the beginning.
    refs, conflicts : str
    """

    name_id: str
    begins: str
    until: str
    stated: bool
    refs: str
    conflicts: tuple[str, ...]


NAMES = (
    Name("voice", "2008", "2013", True, "000:L193-194,L208-211;001:L35;003:L75-78", ("C22", "C23")),  # noqa: FBT003
    Name("outsourcing", "2008", "2013", False, "001:L45;003:L57-59,L67-78,L227", ("C22",)),  # noqa: FBT003
    Name("software", "2013", "2018", True, "001:L45", ("C22",)),  # noqa: FBT003
    Name("cloud", "2018", "", True, "000:L263-267;001:L59;004:L73", ("C22", "C23")),  # noqa: FBT003
)


@follows("as_of")
def names_gantt(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return the names of the park in time, those begun by the as-of date."""
    end = catalog.as_of(chosen).end
    begun = [name for name in NAMES if parse_period(name.begins).start <= end]

    def dates(name: Name) -> str:
        if not name.stated:
            return words("timeline.name.until", until=words.date(name.until))
        if not name.until or parse_period(name.until).start > end:
            return words("timeline.name.since", begins=words.date(name.begins))
        return words(
            "timeline.name.from",
            begins=words.date(name.begins),
            until=words.date(name.until),
        )

    def row(name: Name) -> SpanRow:
        begins, text = parse_period(name.begins), words(f"timeline.name.{name.name_id}")
        # A name holds until the year in which the next one begins is over.
        last = min(end, parse_period(name.until).end) if name.until else end
        marks = (
            (_AXIS.mark(begins, "◆"),)
            if name.stated and is_over(begins, catalog.as_of(chosen))
            else ()
        )
        tip = words("timeline.tip", name=text, text=dates(name))
        undated = (TimeSpan(_AXIS.at(begins.start), _AXIS.at(last), "unknown"),)
        spans = _AXIS.spans(begins, last, "operating") if name.stated else undated
        shown = ("reported",) if name.stated else ()
        return SpanRow(name.name_id, text, tip, f"name-{name.name_id}", spans, marks, shown)

    def whole() -> pd.DataFrame:
        return cells_frame(
            {
                words("timeline.col.name"): [
                    words(f"timeline.name.{name.name_id}") for name in begun
                ],
                words("timeline.col.date"): [dates(name) for name in begun],
                words("timeline.col.conflicts"): [" ".join(name.conflicts) for name in begun],
                words("col.source"): pd.Series(
                    [references(catalog, words, name.refs) for name in begun], dtype=object
                ),
            }
        )

    def panel(name: Name) -> Panel:
        origin = Origin(dates(name), "reported", refs=name.refs, conflicts=name.conflicts)
        title = words(f"timeline.name.{name.name_id}")
        return Panel(title, origin_body(catalog, words, [origin], chosen))

    said = ""
    if begun:
        last = begun[-1]
        said = words(
            "finding.named", name=words(f"timeline.name.{last.name_id}"), dates=dates(last)
        )
    return gantt_block(
        words,
        "timeline-names",
        words("timeline.names"),
        [row(name) for name in begun],
        finding=said,
        credit=credit(catalog, words, [name.refs for name in begun]),
        ticks=_AXIS.ticks(5),
        now=_AXIS.at(end),
        small=words("card.as_of", date=words.date(catalog.as_of(chosen))),
        notes=[words("timeline.names_note")],
        whole=whole,
        panels={f"name-{name.name_id}": partial(panel, name) for name in begun},
    )
