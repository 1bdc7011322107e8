"""Events, and figures of a date, as steps in time."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from components.blocks.base import Block
from components.blocks.credit import credit
from components.blocks.html_table import column
from components.blocks.moments import Moment, events_block
from components.blocks.text import Words, figure_text
from components.linked.events import event_panels
from components.linked.printed import figure_panels, nothing_printed
from components.meeting.pitch.names import PAGE
from components.origin.references import references
from data.catalog import Catalog
from data.in_print import figures_by, in_print
from data.periods import parse_period
from data.placements import figure_roles, placed
from data.selection import Selection


@dataclass(frozen=True)
class _Step:
    key: str
    date: str
    text: str
    open: str
    evidence: str
    refs: str


def steps(catalog: Catalog, chosen: Selection, words: Words, slot: str, title: str) -> Block:
    """Return what happened and what was counted then, in order of time."""
    view, ids = f"pitch-{slot}", placed(catalog, PAGE, slot)
    as_of = catalog.as_of(chosen)
    table = catalog["events"]
    events = in_print(catalog, table[table["event_id"].isin(ids)], as_of, dated="date")
    counted = figures_by(catalog, tuple(figure_roles(catalog, PAGE, slot)), as_of)
    found = [
        *(_of_event(words, row) for _, row in events.iterrows()),
        *(_of_figure(words, row) for _, row in counted.iterrows()),
    ]
    if not found:
        return nothing_printed(catalog, words, view, title, chosen)
    found.sort(key=lambda one: (parse_period(one.date).end, one.key))

    def whole() -> pd.DataFrame:
        cells = [references(catalog, words, one.refs) for one in found]
        frame = pd.DataFrame(
            {
                words("timeline.col.date"): [words.date(one.date) for one in found],
                words("pitch.step"): [one.text for one in found],
            }
        )
        frame[words("col.source")] = column(cells, frame)
        return frame

    return events_block(
        words,
        view,
        title,
        [_moment(words, one) for one in found],
        finding="",
        credit=credit(catalog, words, pd.Series([one.refs for one in found])),
        whole=whole,
        panels=event_panels(catalog, chosen, words, events)
        | figure_panels(catalog, words, counted, chosen),
    )


def _of_event(words: Words, row: pd.Series) -> _Step:
    key = str(row["event_id"])
    said = words.either(f"pitch.step.{key}", "pitch.said", said=words.of(row, "title"))
    return _Step(key, row["date"], said, f"event-{key}", row["evidence"], row["refs"])


def _of_figure(words: Words, row: pd.Series) -> _Step:
    key, value = str(row["figure_id"]), figure_text(words, row)
    plain = words("pitch.counted", what=words.of(row, "metric"), value=value)
    said = words.either(f"pitch.step.{key}", "pitch.said", said=plain, value=value)
    return _Step(key, row["as_of"], said, f"figure-{key}", row["evidence"], row["refs"])


def _moment(words: Words, step: _Step) -> Moment:
    return Moment(
        key=step.key,
        date=words.date(step.date),
        text=step.text,
        small="",
        kind="own",
        asof="",
        current=False,
        open=step.open,
        opens=words("source.button"),
        evidence=step.evidence,
    )
