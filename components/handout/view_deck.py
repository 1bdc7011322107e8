"""What a page shows now as a hand-out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from components.blocks.base import Block, Content
from components.blocks.cards import Cards
from components.blocks.chart import Chart, title_of, titled
from components.blocks.kinds import DRAWN
from components.blocks.plain import Note
from components.blocks.text import Words
from components.handout.deck import LISTS, Deck, Part, Slide, SlideMap
from components.handout.evidence import evidence_of
from components.map.page_marks import NO_MARKS, Marks, unshifted
from components.meeting.scenes import refs_of
from components.session.file_names import page_stem
from components.session.filters import filter_text
from components.session.request import Request
from data.catalog import Catalog
from data.coverages import areas, phases
from data.sources import sources_text
from data.stories import MapView

_MOST_CHARTS, _FEW_CHARTS = 4, 2
_LAYERS = ("zones", "landmarks")
_OWN_SYSTEMS = {
    "test-area": ("driving_test", "vehicle_road", "bus_line"),
    "digital-twin": ("digital_twin",),
}


def deck_of_view(request: Request, page: str, content: Content) -> Deck:
    """Return what a page shows now as a brief: cards and map, then up to four charts.

    A page without a map has all on one slide.

    Parameters
    ----------
    request : Request
    page : str
        Its name.
    content : Content
        What its function made of the request.
    """
    catalog, chosen, words = request.catalog, request.chosen, request.words
    title = title_of(content)
    dated = words("deck.as_of", date=words.date(catalog.as_of(chosen)))
    filters = words("deck.filters", filters=filter_text(words, chosen) or words("deck.whole"))
    lines = (f"{filters} · {dated}", words(f"deck.evidence.{chosen.evidence}"))
    cards, charts, limits = content.get("cards"), _charts(content), content.get("limits")
    if not isinstance(cards, Cards):  # a page with nothing to show says so in their place
        cards = None
    has_map = "map-note" in content
    first = Slide(
        title,
        lines,
        cards,
        map=_seen_map(request, page, content) if has_map else None,
        sources=_sources(catalog, words, [cards] if cards else []),
    )
    slides = [first]
    if charts and not first.map:
        sources = _sources(catalog, words, [*([cards] if cards else []), *charts])
        slides = [replace(first, blocks=charts, sources=sources)]
    elif charts:
        sources = _sources(catalog, words, charts)
        more = words("deck.more", title=title)
        slides.append(Slide(more, lines[:1], blocks=charts, sources=sources))
    said = limits.text if isinstance(limits, Note) else ""
    slides[-1] = replace(slides[-1], limits=said)
    return Deck(
        title,
        " · ".join(lines),
        (Part("", tuple(slides)),),
        words,
        request.theme,
        catalog.as_of(chosen),
        page_stem(catalog, words, page, chosen, theme=request.theme),
        appendix=evidence_of(slides, catalog, words),
    )


def _seen_map(request: Request, page: str, content: Content) -> SlideMap:
    """Return the map as the reader sees it; as far as that is not known, what the page is about."""
    seen = request.seen
    layers = seen.layers_on
    if layers is None:
        layers = (*_LAYERS, *_own_layers(request.catalog, page))
    looks_at = MapView(*seen.looks_at) if seen.looks_at else None
    return SlideMap(request.chosen, layers, looks_at, _marks(request, content))


def _marks(request: Request, content: Content) -> Marks:
    """Return what the page puts on the map, unless the reader switched that off."""
    marks, seen = content.get("map-marks"), request.seen
    if not isinstance(marks, Marks) or not marks.items:
        return NO_MARKS
    return unshifted(marks) if seen.is_gcj02 else marks


def _own_layers(catalog: Catalog, page: str) -> tuple[str, ...]:
    """Return the layers of the map that a page is about."""
    if page == "overlay":
        return areas(catalog)
    return tuple(one for system in _OWN_SYSTEMS.get(page, ()) for one in phases(catalog, system))


def _charts(content: Content) -> tuple[Chart, ...]:
    """Return the first charts of a page in its order, and a list where it has too few."""
    shown = list(titled(content, (*LISTS, *DRAWN)).values())
    charts = [block for block in shown if not isinstance(block, LISTS)][:_MOST_CHARTS]
    lists = [block for block in shown if isinstance(block, LISTS)]
    if len(charts) > _FEW_CHARTS:
        return tuple(charts)
    return (*charts, *lists[: 1 if charts else 2])


def _sources(catalog: Catalog, words: Words, blocks: Iterable[Block]) -> tuple[str, ...]:
    return sources_text(catalog, refs_of(blocks), words.lang)
