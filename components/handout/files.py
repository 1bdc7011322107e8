"""The files of a hand-out: what each button of the bar makes.

Kept apart from the bar because it brings matplotlib, for which only those who ask wait.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import get_args

from matplotlib.figure import Figure

from components.blocks.base import Content
from components.blocks.chart import Chart, titled
from components.handout.deck import Deck, deck_of_story, deck_of_view, slide_map_figure
from components.handout.html_file import html_bytes
from components.handout.job import Job, Tick
from components.handout.pdf_file import pdf_bytes
from components.handout.pptx.deck import pptx_bytes
from components.handout.xlsx_file import xlsx_bytes
from components.meeting.scenes import scene_blocks
from components.paper.chart import Drawn, figure_of
from components.paper.files import png_bytes, svg_bytes
from components.session.file_names import file_stem
from components.session.request import Request
from data.catalog import Catalog
from data.stories import MapView, Story

MAP = "map"
_MAP_INCH = (10.0, 7.5)
_PICTURES = {"png": png_bytes, "svg": svg_bytes}


def view_job(request: Request, page: str, content: Content, kind: str) -> Job:
    """Return the job that makes the brief of what a page shows now, as a kind of file."""
    deck = deck_of_view(request, page, content)
    render = partial(_render, deck, request.catalog, kind)
    return Job(kind, deck.title, f"{deck.file_stem}.{kind}", render)


def story_job(request: Request, story: Story, kind: str) -> Job:
    """Return the job that makes a whole story; its charts too are made by the job."""
    catalog, words, theme = request.catalog, request.words, request.theme

    def make(tick: Tick) -> bytes:
        tick(0.0)
        for scene in story.scenes:  # kept, so that the deck finds them
            scene_blocks(catalog, scene, words, theme)
            tick(0.0)
        return _render(deck_of_story(catalog, story, words, theme), catalog, kind, tick)

    texts = tuple(replace(scene, headline="", chart="") for scene in story.scenes)
    named = deck_of_story(catalog, replace(story, scenes=texts), words, theme)
    return Job(kind, named.title, f"{named.file_stem}.{kind}", make)


def _render(deck: Deck, catalog: Catalog, kind: str, tick: Tick) -> bytes:
    """Make a deck as ``pptx``, ``pdf``, ``html`` or ``xlsx``."""
    tick(0.0)
    if kind == "xlsx":
        return xlsx_bytes(deck, catalog)
    return {"pptx": pptx_bytes, "pdf": pdf_bytes, "html": html_bytes}[kind](deck, catalog, tick)


def charts(content: Content) -> dict[str, Chart]:
    """Return the charts of a page that can be drawn as pictures, by slot."""
    return titled(content, get_args(Drawn))


def picture_job(
    request: Request,
    page: str,
    content: Content,
    kind: str,
    slot: str,
) -> Job | None:
    """Return the job that makes one picture; ``None`` if the page has no such chart or map.

    Parameters
    ----------
    kind : {"png", "svg"}
    slot : str
        Of a chart, or ``"map"``: what the map on the page shows, if that is known, else what a
        brief of the page shows.
    """
    words = request.words

    def job(title: str, draw: Callable[[], Figure | None]) -> Job:
        file = f"{file_stem(words, title, request.chosen)}.{kind}"
        return Job(kind, title, file, _picture(draw, _PICTURES[kind]))

    if slot == MAP:
        deck = deck_of_view(request, page, content)
        shown = next((slide.map for slide in deck.slides if slide.map), None)
        if shown is None:
            return None
        looks_at = request.seen.looks_at
        seen = replace(
            shown,
            view=MapView(*looks_at) if looks_at else None,
            layers=request.seen.layers_on or shown.layers,
        )
        draw = partial(slide_map_figure, seen, request.catalog, words, request.theme, _MAP_INCH)
        return job(words("map.title"), draw)
    block = charts(content).get(slot)
    if block is None:
        return None
    chart = partial(figure_of, block, words=words, theme=request.theme)
    return job(block.title, chart)


def _picture(
    draw: Callable[[], Figure | None], write: Callable[[Figure], bytes]
) -> Callable[[Tick], bytes]:
    def make(tick: Tick) -> bytes:
        tick(0.1)
        figure = draw()
        tick(0.6)
        if figure is None:
            raise ValueError("no picture")
        return write(figure)

    return make
