"""The profile of one thing as a hand-out: a page with its facts, and its zone on the map."""

from __future__ import annotations

import pandas as pd

from components.blocks.profile import profiled
from components.blocks.table import Table, table_block
from components.blocks.text import Words
from components.handout.deck import Deck, Part, Slide, SlideMap
from components.handout.evidence import evidence_of
from components.handout.orders import profile_panel, profile_stem
from components.session.request import Request
from data.coverages import areas
from data.selection import Selection
from data.sources import sources_text
from geo.overlaid import visible_outlines

_LAYERS = ("zones", "landmarks")


def deck_of_profile(request: Request, slot: str) -> Deck:
    """Return a profile as a deck of one page.

    Raises
    ------
    LookupError
        If there is no such profile.
    """
    catalog, chosen, words = request.catalog, request.chosen, request.words
    panel, asked = profile_panel(request, slot), profiled(slot)
    if panel is None or panel.table is None or asked is None:
        raise LookupError(slot)
    dated = words("deck.as_of", date=words.date(catalog.as_of(chosen)))
    kind = words(f"profile.kind.{asked.kind}")
    lines = (f"{kind} · {dated}", words(f"deck.evidence.{chosen.evidence}"))
    slide = Slide(
        panel.title,
        lines,
        blocks=(_facts(words, slot, panel.title, panel.table),),
        map=_map(request, asked.record) if asked.kind == "zone" else None,
        sources=sources_text(catalog, panel.refs, words.lang),
    )
    return Deck(
        panel.title,
        " · ".join(lines),
        (Part("", (slide,)),),
        words,
        request.theme,
        catalog.as_of(chosen),
        profile_stem(request, panel),
        appendix=evidence_of([slide], catalog, words),
    )


def _facts(words: Words, view: str, title: str, table: pd.DataFrame) -> Table:
    item, value, _ = table.columns
    columns = {item: list(table[item]), value: [str(one) for one in table[value]]}
    return table_block(words, view, title, columns, whole=lambda: table)


def _map(request: Request, zone: str) -> SlideMap | None:
    """Return the map around a zone, where its outline may be shown."""
    catalog, chosen = request.catalog, request.chosen
    if zone not in set(visible_outlines(catalog, chosen, "zone_outlines")["feature_id"]):
        return None
    shown = Selection(zones=(zone,), as_of=chosen.as_of, evidence=chosen.evidence)
    return SlideMap(shown, (*_LAYERS, *areas(catalog)))
