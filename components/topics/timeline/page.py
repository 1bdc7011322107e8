"""Timeline: what happened by a date, and what was still to come; a click moves the date."""

from __future__ import annotations

from components.blocks.base import Content, slots
from components.blocks.cards import cards_block
from components.blocks.controls import options_block
from components.blocks.plain import note, nothing, title
from components.linked.charts import status_chart
from components.linked.columns import map_alone, map_page
from components.linked.folded import folded
from components.map.linked_map import map_blocks
from components.map.plan import MapPlan
from components.session.filters import filters_block
from components.session.page import Page
from components.session.request import Request
from components.topics.timeline.deadlines import deadlines_block
from components.topics.timeline.map_marks import stood_then
from components.topics.timeline.moments import (
    OPTION,
    ahead_block,
    cards,
    events_by,
    kinds,
    past_block,
    timeline_finding,
)
from components.topics.timeline.park_names import names_gantt
from components.topics.timeline.player import player

_MAP = MapPlan(("zones", "areas", "routes", "landmarks"))


VIEWS = {"past": ("past",), "ahead": ("ahead",), "deadlines": ("deadlines",)}


def layout(request: Request) -> None:
    """Place the slots and the map."""
    beside = ["player", "kind", "tabs", *VIEWS]
    map_page(request, below=["status", "names"], beside=beside, plan=_MAP)
    slots("limits")


def content(request: Request) -> Content:
    """Return what the slots show."""
    catalog, chosen, words = request.catalog, request.chosen, request.words
    names = kinds(catalog)
    kind = request.option(OPTION, names)
    options = [(name, words(f"timeline.kind.{name}")) for name in names]
    groups = events_by(catalog, catalog.as_of(chosen), kind)
    later = sum(len(groups[name]) for name in ("due", "open", "ahead"))
    marks = stood_then(catalog, chosen, words, request.theme)
    shown: Content = {
        "title": title(timeline_finding(catalog, chosen, words, kind)),
        "filters": filters_block(catalog, chosen, words),
        "cards": cards_block(cards(catalog, chosen, words, kind), words),
        "play": player(catalog, chosen, words),
        "names": names_gantt(catalog, chosen, words),
        "kind": options_block(OPTION, words("timeline.kinds"), options, kind),
        "past": past_block(catalog, chosen, words, kind),
        "ahead": ahead_block(catalog, chosen, words, kind) if later else nothing(),
        **map_blocks(request, marks, marks.finding),
        "status": status_chart(catalog, chosen, words, request.theme),
        "deadlines": deadlines_block(catalog, chosen, words),
        "limits": note(words("timeline.limits")),
    }
    return folded(request, PAGE.name, shown, VIEWS)


PAGE = Page("timeline", layout, content, options=(OPTION,), map_alone=map_alone(_MAP))
