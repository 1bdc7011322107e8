"""The history as steps in time: each date at which an event, a status or a count is new."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from components.blocks.gantt import Tick
from components.blocks.player import Player, Step
from components.blocks.text import Words
from components.blocks.time_axis import Axis
from components.browser.blocks import PlayerWords
from components.session.filters import as_of_options
from components.topics.timeline.moments import events_by
from data.catalog import Catalog
from data.follows import follows
from data.periods import parse_period
from data.selection import Selection


@follows("as_of")
def player(catalog: Catalog, chosen: Selection, words: Words) -> Player:
    """Return the dates to play; the last one is the newest, where the links of the park begin."""
    steps, as_of = _steps(catalog, Selection(), words), catalog.as_of(chosen)
    axis = _axis(catalog)
    return Player(
        steps=steps,
        now=sum(parse_period(step.asof).end <= as_of.end for step in steps) - 1,
        ticks=tuple(Tick(at, label) for at, label in axis.ticks(2)),
        words={name: words(f"timeline.player.{name}") for name in PlayerWords.__annotations__},
    )


def _axis(catalog: Catalog) -> Axis:
    return Axis(catalog.choices.first.start.year, catalog.latest.end.year + 1)


@follows()
def _steps(catalog: Catalog, chosen: Selection, words: Words) -> tuple[Step, ...]:
    """Return a step for each date by which something is certain, oldest first."""
    axis, latest = _axis(catalog), catalog.latest
    past = events_by(catalog, latest)["past"]
    named = defaultdict[date, list[str]](list)
    dates: dict[date, str] = {}
    for _, event in past.iterrows():
        named[event["_end"]].append(words.of(event, "title"))
        if catalog.choices.is_as_of(event["date"]):
            dates.setdefault(event["_end"], event["date"])
    for text in as_of_options(catalog, chosen):
        period = parse_period(text)
        if period.end <= latest.end:
            dates.setdefault(period.end, text)
    statuses = Counter(parse_period(text).end for text in catalog["project_statuses"]["date"])
    return tuple(
        Step(
            dates[end], words.date(dates[end]), _new(words, named[end], statuses[end]), axis.at(end)
        )
        for end in sorted(dates)
    )


def _new(words: Words, events: list[str], statuses: int) -> str:
    """Return what is new at a date: its weightiest event, else how many projects moved."""
    if len(events) > 1:
        return words("timeline.player.more", title=events[-1], count=len(events) - 1)
    if events:
        return events[-1]
    return words("timeline.player.projects", count=statuses) if statuses else ""
