"""A hand-out as data: slides that every renderer draws from the same numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from matplotlib.figure import Figure

from components.blocks.base import Block, Content
from components.blocks.cards import Cards
from components.blocks.chart import Chart, title_of, titled
from components.blocks.kinds import DRAWN
from components.blocks.moments import Events
from components.blocks.plain import Note
from components.blocks.table import Table
from components.blocks.text import Words
from components.linked.ages import aged_cards
from components.map.linked_map import map_content
from components.meeting.scenes import SceneView, refs_of, scene_blocks
from components.paper.map_sheet import map_figure, view_around
from components.session.file_names import page_stem, story_stem
from components.session.filters import filter_text
from components.session.request import Request
from components.session.theme import Theme
from data.catalog import Catalog
from data.coverages import areas, phases
from data.periods import Period
from data.selection import Selection
from data.sources import sources_text
from data.stories import MapView, Story

_MOST_CHARTS, _FEW_CHARTS = 4, 2
LISTS = (Table, Events)  # shown where a page has fewer charts
_LAYERS = ("zones", "landmarks")
_OWN_SYSTEMS = {
    "test-area": ("driving_test", "vehicle_road", "bus_line"),
    "digital-twin": ("digital_twin",),
}


@dataclass(frozen=True)
class SlideMap:
    """The map of a slide.

    Attributes
    ----------
    chosen : Selection
    layers : tuple of str
        Of `data.coverages.map_layers`.
    view : MapView or None
        ``None`` looks around what the layers show.
    """

    chosen: Selection
    layers: tuple[str, ...]
    view: MapView | None = None


@dataclass(frozen=True)
class Slide:
    """One slide or page.

    Attributes
    ----------
    title : str
        The finding.
    lines : tuple of str
        Two at the most, none empty.
    headline : Cards or None
        Cards: one in a scene, up to five in a hand-out of a page.
    blocks : tuple of Chart
        Charts and tables: up to one in a scene, up to four in a hand-out of a page.
    map : SlideMap or None
    notes : str
        For the speaker; paragraphs are lines.
    sources : tuple of str
        In words: title, publisher, date and lines; each article once.
    limits : str
        What the page does not show.
    """

    title: str
    lines: tuple[str, ...] = ()
    headline: Cards | None = None
    blocks: tuple[Chart, ...] = ()
    map: SlideMap | None = None
    notes: str = ""
    sources: tuple[str, ...] = ()
    limits: str = ""


@dataclass(frozen=True)
class Deck:
    """A hand-out in one language.

    Attributes
    ----------
    title, subtitle : str
    slides : tuple of Slide
        Without the cover.
    words : Words
    theme : Theme
    date : Period
        As of which the numbers stand.
    file_stem : str
        Name of its file without the extension.
    has_cover : bool
        Whether title and subtitle stand on a slide of their own.
    """

    title: str
    subtitle: str
    slides: tuple[Slide, ...]
    words: Words
    theme: Theme
    date: Period
    file_stem: str
    has_cover: bool


def deck_of_story(
    catalog: Catalog, story: Story, words: Words, theme: Theme, today: date | None = None
) -> Deck:
    """Return a story as a deck: a cover and one slide a scene."""
    views = [scene_blocks(catalog, scene, words, theme) for scene in story.scenes]
    return Deck(
        story.title(words.lang),
        story.subtitle(words.lang),
        tuple(_scene_slide(view, words, today) for view in views),
        words,
        theme,
        story.as_of(catalog),
        story_stem(words, story.title(words.lang), story.as_of(catalog)),
        has_cover=True,
    )


def _scene_slide(view: SceneView, words: Words, today: date | None) -> Slide:
    headline = view.headline
    return Slide(
        view.title,
        tuple(filter(None, (view.text, view.caveat))),
        aged_cards(headline, view.chosen, words, today) if headline else None,
        (view.chart,) if view.chart else (),
        SlideMap(replace(view.chosen, evidence="all"), view.map_layers, view.view)
        if view.map_layers
        else None,
        view.notes,
        view.sources,
    )


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
        map=_seen_map(request, page) if has_map else None,
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
        tuple(slides),
        words,
        request.theme,
        catalog.as_of(chosen),
        page_stem(catalog, words, page, chosen),
        has_cover=False,
    )


def _seen_map(request: Request, page: str) -> SlideMap:
    """Return the map as the reader sees it; as far as that is not known, what the page is about."""
    seen = request.seen
    layers = seen.layers_on
    if layers is None:
        layers = (*_LAYERS, *_own_layers(request.catalog, page))
    return SlideMap(request.chosen, layers, MapView(*seen.looks_at) if seen.looks_at else None)


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


def slide_map_figure(
    shown: SlideMap,
    catalog: Catalog,
    words: Words,
    theme: Theme,
    size_inch: tuple[float, float],
    text_pt: float = 11.0,
) -> Figure:
    """Draw the map of a slide; its label is its alt text. See `map_figure`."""
    catalog = catalog.standing(shown.chosen)
    content = map_content(catalog, shown.chosen)
    return map_figure(
        catalog,
        content,
        view=shown.view or view_around(content, size_inch, shown.layers),
        layers=shown.layers,
        chosen=shown.chosen,
        words=words,
        theme=theme,
        size_inch=size_inch,
        text_pt=text_pt,
    )
