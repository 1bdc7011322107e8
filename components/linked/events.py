"""Where the date of an event comes from."""

from __future__ import annotations

from functools import partial

import pandas as pd

from components.blocks.base import Body, Panel, Panels
from components.blocks.text import Words
from components.origin.values import Origin, origin_body
from data.catalog import Catalog
from data.conflicts import conflict_ids
from data.selection import Selection

OWN = ("park", "district")  # what else happened is context


def kind_text(words: Words, event: pd.Series) -> str:
    """Return of what kind and level an event is."""
    level, kind = (
        words(f"timeline.level.{event['level']}"),
        words(f"timeline.kind.{event['category']}"),
    )
    context = "" if event["level"] in OWN else words("timeline.context")
    return " · ".join(filter(None, [context, level, kind]))


def event_body(catalog: Catalog, chosen: Selection, words: Words, event: pd.Series) -> Body:
    """Return the origin of the date of an event."""
    origin = Origin(
        words.date(event["date"]),
        event["evidence"],
        counts=words.of(event, "title"),
        kind=kind_text(words, event),
        caveat=words.of(event, "note"),
        refs=event["refs"],
        conflicts=tuple(conflict_ids(event["conflicts"])),
    )
    return origin_body(catalog, words, [origin], chosen)


def event_panels(catalog: Catalog, chosen: Selection, words: Words, events: pd.DataFrame) -> Panels:
    """Return the panel ``event-<id>`` of each event: where its date comes from."""

    def panel(event: pd.Series) -> Panel:
        return Panel(words.of(event, "title"), event_body(catalog, chosen, words, event))

    return {f"event-{event['event_id']}": partial(panel, event) for _, event in events.iterrows()}
