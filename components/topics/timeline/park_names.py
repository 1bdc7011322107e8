"""The names that the park has had, as far as the sources date them."""

from __future__ import annotations

from functools import partial

import pandas as pd

from components.blocks.bar_chart import empty_chart
from components.blocks.base import Block, Panel
from components.blocks.credit import credit
from components.blocks.gantt import SpanRow, TimeSpan, gantt_block
from components.blocks.html_table import cells_frame
from components.blocks.text import Words
from components.blocks.time_axis import Axis
from components.blocks.tip import Tip
from components.origin.references import references
from components.origin.values import Origin, origin_body
from data.catalog import Catalog
from data.conflicts import conflict_ids
from data.follows import follows
from data.periods import is_over, parse_period
from data.selection import Selection


@follows("as_of")
def names_gantt(catalog: Catalog, chosen: Selection, words: Words) -> Block:
    """Return the names of the park in time, those begun by the as-of date."""
    now = catalog.as_of(chosen)
    end = now.end
    every = catalog["park_names"]
    begun = [name for _, name in every.iterrows() if parse_period(name["begins"]).start <= end]
    if not begun:
        reason = words("timeline.no_names", date=words.date(catalog.as_of(chosen)))
        return empty_chart(words, "timeline-names", "", reason, words("timeline.names"))
    starts = parse_period(every["begins"].min()).start.year
    axis = Axis(starts, catalog.latest.end.year + 1)

    def dates(name: pd.Series) -> str:
        until = name["until"]
        if name["begin_stated"] == "no":
            note = words.of(name, "note") or words("timeline.name.unstated")
            return words("timeline.name.until", until=words.date(until), note=note)
        if not isinstance(until, str) or parse_period(until).start > end:
            return words("timeline.name.since", begins=words.date(name["begins"]))
        return words(
            "timeline.name.from",
            begins=words.date(name["begins"]),
            until=words.date(until),
        )

    def row(name: pd.Series) -> SpanRow:
        begins, text = parse_period(name["begins"]), words.of(name, "name")
        stated, until = name["begin_stated"] == "yes", name["until"]
        # A name holds until the year in which the next one begins is over.
        last = min(end, parse_period(until).end) if isinstance(until, str) else end
        marks = (axis.mark(begins, "◆"),) if stated and is_over(begins, now) else ()
        tip = Tip(text, dates(name))
        undated = (TimeSpan(axis.at(begins.start), axis.at(last), "unknown"),)
        spans = axis.spans(begins, last, "operating") if stated else undated
        shown = (str(name["evidence"]),) if stated else ()
        return SpanRow(name["name_id"], text, tip, _panel_of(name), spans, marks, shown)

    def whole() -> pd.DataFrame:
        return cells_frame(
            {
                words("timeline.col.name"): [words.of(name, "name") for name in begun],
                words("timeline.col.date"): [dates(name) for name in begun],
                words("timeline.col.conflicts"): [
                    " ".join(conflict_ids(name["conflicts"])) for name in begun
                ],
                words("col.source"): pd.Series(
                    [references(catalog, words, name["refs"]) for name in begun], dtype=object
                ),
            }
        )

    def panel(name: pd.Series) -> Panel:
        origin = Origin(
            dates(name),
            name["evidence"],
            refs=name["refs"],
            conflicts=tuple(conflict_ids(name["conflicts"])),
        )
        return Panel(words.of(name, "name"), origin_body(catalog, words, [origin], chosen))

    last = begun[-1]
    said = words("finding.named", name=words.of(last, "name"), dates=dates(last))
    return gantt_block(
        words,
        "timeline-names",
        words("timeline.names"),
        [row(name) for name in begun],
        finding=said,
        credit=credit(catalog, words, [name["refs"] for name in begun]),
        ticks=axis.ticks(5),
        now=axis.at(end),
        small=words("card.as_of", date=words.date(catalog.as_of(chosen))),
        notes=[words("timeline.names_note")],
        whole=whole,
        panels={_panel_of(name): partial(panel, name) for name in begun},
    )


def _panel_of(name: pd.Series) -> str:
    return f"name-{name['name_id']}"
