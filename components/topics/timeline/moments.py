"""The events of the park's history up to a date, and what was still to come."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from components.blocks.base import Block, plain
from components.blocks.cards import Card, Line
from components.blocks.credit import credit
from components.blocks.findings import nearest_event
from components.blocks.html_table import cells_frame, column, note_html
from components.blocks.moments import Moment, events_block
from components.blocks.plain import empty
from components.blocks.text import Words
from components.linked.events import OWN, event_body, event_panels, kind_text
from components.linked.figures import figure_card
from components.origin.references import references
from data.catalog import Catalog
from data.facts import Said, exactly
from data.follows import follows
from data.in_print import is_announced
from data.memo import VIEWS, remembered
from data.periods import Period, ends, is_under_way, over_by, parse_period
from data.placements import placed
from data.selection import Selection
from data.steps import own_steps

ALL = "all"
OPTION = "timeline-kind"
_READ = ["_start", "_end", "event_id"]  # the order in which events are read


@remembered(8)
def _sorted(catalog: Catalog) -> pd.DataFrame:
    events = pd.concat([catalog["events"], own_steps(catalog)], ignore_index=True)
    starts = events["date"].map(lambda text: parse_period(text).start)
    own = events["level"].isin(OWN)
    dated = events.assign(_end=ends(events["date"]), _start=starts, _own=own)
    dated["_announced"] = [
        is_announced(catalog, start, refs)
        for start, refs in zip(starts, events["refs"], strict=True)
    ]
    # Of events that become certain on one day, the park's own and the sharpest comes last.
    order, ascending = ["_end", "_own", "_start", "event_id"], [True, True, True, False]
    return dated.sort_values(order, ascending=ascending, ignore_index=True)


@remembered(1)
def kinds(catalog: Catalog) -> tuple[str, ...]:
    """Return the categories that occur, in order of their first event, and all before them."""
    return (ALL, *dict.fromkeys(_sorted(catalog).sort_values(_READ)["category"]))


@remembered(VIEWS)
def events_by(catalog: Catalog, as_of: Period, kind: str = ALL) -> dict[str, pd.DataFrame]:
    """Return the events in order of time, told apart by the as-of date.

    Parameters
    ----------
    catalog : Catalog
    as_of : Period
    kind : str
        A category, or `ALL`.

    Returns
    -------
    dict of str to pandas.DataFrame
        ``past`` are certain by the date; ``due`` should have happened by it, by sources that
        are older, and none says whether; ``open`` have a month or a year that is not over;
        ``ahead`` begin after it.
    """
    events = _sorted(catalog)
    if kind != ALL:
        events = events[events["category"] == kind]
    over = over_by(events["date"], as_of)
    begun = events["date"].map(lambda text: is_under_way(parse_period(text), as_of)).astype(bool)
    told = events["_announced"]
    return {
        "past": events[over & ~told],
        "due": events[over & told],
        "open": events[begun & ~over],
        "ahead": events[~begun & ~over],
    }


@follows("as_of")
def timeline_finding(catalog: Catalog, chosen: Selection, words: Words, kind: str) -> str:
    """Return the sentence that the events say."""
    past = events_by(catalog, catalog.as_of(chosen), kind)["past"]
    date = words.date(catalog.as_of(chosen))
    if past.empty:
        return words("timeline.finding_none", date=date, kind=words(f"timeline.kind.{kind}"))
    counts = {
        "events": len(past),
        "own": int(past["level"].isin(OWN).sum()),
        "latest": words.date(past["date"].iloc[-1]),
    }
    if kind == ALL:
        return words("timeline.finding", date=date, **counts)
    return words("timeline.finding_kind", date=date, kind=words(f"timeline.kind.{kind}"), **counts)


@follows("as_of")
def cards(catalog: Catalog, chosen: Selection, words: Words, kind: str) -> list[Card]:
    """Return the cards: events so far, the name, the latest event and the next one."""
    groups = events_by(catalog, catalog.as_of(chosen), kind)
    past, ahead = groups["past"], _not_certain(groups)
    shown = words("card.as_of", date=words.date(catalog.as_of(chosen)))
    own = int(past["level"].isin(OWN).sum())
    so_far = Card(
        "events",
        words("timeline.card.events"),
        Said(words("timeline.count", count=len(past)), exactly(len(past))),
        [
            Line(words("timeline.card.own", own=own, around=len(past) - own)),
            Line(shown),
            Line(words("timeline.card.rest", count=len(ahead))),
        ],
        lambda: plain(note_html(_source_lines(catalog, words, past))),
        "derived",
    )
    names = placed(catalog, "timeline", "renamed")
    label = words("timeline.card.renamed")
    renamed = [figure_card(catalog, chosen, words, "renamed", label, names)] if names else []
    latest = None if past.empty else past.iloc[-1]
    following = _next(groups)
    return [
        so_far,
        *renamed,
        _event_card(catalog, chosen, words, "latest", latest),
        _event_card(catalog, chosen, words, "next", following, running=groups["ahead"].empty),
    ]


def _not_certain(groups: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return pd.concat([groups["due"], groups["open"], groups["ahead"]])


def _next(groups: dict[str, pd.DataFrame]) -> pd.Series | None:
    """Return the first event that begins after the date, else one that is not certain yet."""
    for events in (groups["ahead"], groups["open"], groups["due"]):
        if len(events):
            return events.sort_values(_READ, kind="stable").iloc[0]
    return None


def _event_card(
    catalog: Catalog,
    chosen: Selection,
    words: Words,
    card_id: str,
    event: pd.Series | None,
    *,
    running: bool = False,
) -> Card:
    label = words(f"timeline.card.{card_id}")
    if event is None:
        return Card(card_id, label, words("card.none"), [Line(words("timeline.card.no_event"))])
    lines = [Line(words.of(event, "title")), Line(kind_text(words, event))]
    if running:
        lines.append(Line(words("timeline.running")))
    return Card(
        card_id,
        label,
        words.date(event["date"]),
        lines,
        lambda: event_body(catalog, chosen, words, event),
        event["evidence"],
    )


def _source_lines(catalog: Catalog, words: Words, events: pd.DataFrame) -> list[str]:
    return [
        " · ".join(
            [
                words.date(event["date"]),
                words.of(event, "title"),
                references(catalog, words, event["refs"]),
            ]
        )
        for _, event in events.iterrows()
    ]


@follows("as_of")
def past_block(catalog: Catalog, chosen: Selection, words: Words, kind: str) -> Block:
    """Return the events that are certain by the as-of date; those nearest it are current."""
    events = events_by(catalog, catalog.as_of(chosen), kind)["past"]
    if events.empty:
        return empty(words("timeline.empty", date=words.date(catalog.as_of(chosen))))
    wanted = catalog.as_of(chosen).text
    nearest = wanted if wanted in set(events["date"]) else events["date"].iloc[-1]
    notes = [words("timeline.note_click"), words("timeline.note_filters")]
    return _events(catalog, chosen, words, "past", events, current=nearest, notes=notes)


@follows("as_of")
def ahead_block(catalog: Catalog, chosen: Selection, words: Words, kind: str) -> Block:
    """Return the events later than the as-of date, and those of a month or year not over."""
    groups = events_by(catalog, catalog.as_of(chosen), kind)
    events = _not_certain(groups)
    running, due = (set(groups[name]["event_id"]) for name in ("open", "due"))
    notes = [words("timeline.note_ahead")]
    return _events(catalog, chosen, words, "ahead", events, running=running, due=due, notes=notes)


def _events(
    catalog: Catalog,
    chosen: Selection,
    words: Words,
    view: str,
    events: pd.DataFrame,
    *,
    current: str = "",
    running: Collection[str] = (),
    due: Collection[str] = (),
    notes: list[str],
) -> Block:
    events = events.sort_values(_READ, kind="stable")

    def moment(event: pd.Series) -> Moment:
        key, date = event["event_id"], event["date"]
        own = "own" if event["level"] in OWN else "around"
        said = [
            kind_text(words, event),
            words.of(event, "note"),
            words("timeline.running") if key in running else "",
            words("timeline.due") if key in due else "",
            _why_fixed(catalog, words, date),
            f"⚠ {event['conflicts'].replace(';', ' ')}" if _has(event["conflicts"]) else "",
        ]
        return Moment(
            key,
            words.date(date),
            words.of(event, "title"),
            " · ".join(text.rstrip("。.") for text in said if text),
            own if view == "past" else "ahead",
            date if catalog.choices.is_as_of(date) else "",
            date == current,
            f"event-{key}",
            words("source.button"),
            event["evidence"],
        )

    return events_block(
        words,
        f"timeline-{view}",
        words(f"timeline.{view}"),
        [moment(event) for _, event in events.iterrows()],
        finding=nearest_event(words, view, events),
        credit=credit(catalog, words, events["refs"]),
        small=words("timeline.count", count=len(events)),
        notes=notes,
        whole=lambda: events_table(catalog, words, events),
        panels=event_panels(catalog, chosen, words, events),
    )


def _has(text: object) -> bool:
    return isinstance(text, str) and bool(text)


def _why_fixed(catalog: Catalog, words: Words, date: str) -> str:
    """Return why the as-of date cannot move to a date; empty if it can."""
    if catalog.choices.is_as_of(date):
        return ""
    period = parse_period(date)
    if period.start > catalog.latest.end:
        return words("timeline.fixed_late", date=words.date(catalog.latest))
    return words("timeline.fixed_span")


def events_table(catalog: Catalog, words: Words, events: pd.DataFrame) -> pd.DataFrame:
    """Return events in words, with note, conflicts and source."""
    return cells_frame(
        {
            words("timeline.col.date"): [words.date(date) for date in events["date"]],
            words("timeline.col.event"): events[f"title_{words.lang}"],
            words("col.kind"): [words(f"timeline.kind.{kind}") for kind in events["category"]],
            words("timeline.col.level"): [
                words(f"timeline.level.{level}") for level in events["level"]
            ],
            words("timeline.col.note"): events[f"note_{words.lang}"].fillna(""),
            words("timeline.col.conflicts"): events["conflicts"].fillna(""),
            words("col.evidence"): [words.grade(grade) for grade in events["evidence"]],
            words("col.source"): column(
                (references(catalog, words, refs) for refs in events["refs"]), events
            ),
        }
    )
