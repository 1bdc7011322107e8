"""The scenes of a story, as data to draw: on the screen, on slides, on paper."""

from __future__ import annotations

import html
import io
import re
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd

from components.blocks.base import Block, Content, Panel
from components.blocks.text import Words
from components.session.page_contents import PAGES_DIR, page_content
from components.session.request import Request
from components.session.theme import THEMES, Theme
from data.catalog import Catalog
from data.memo import VIEWS, remembered
from data.selection import Selection
from data.sources import source_text
from data.stories import MapView, Scene
from data.story_fields import Known

CHARTS = {"bars", "bullets", "stack", "gantt", "events", "board", "table"}
_TOOLS = {"import", "present", "sources", "stories"}  # pages that show no facts of the park
# How `components.origin.values` writes the source of a value.
_ORIGIN = re.compile(r'<a href="sources\?open=publication-[^"]*">([^<]*)</a>([^<]*)')


@dataclass(frozen=True)
class SceneView:
    """A scene in one language.

    Attributes
    ----------
    title : str
    lines : tuple of str
        Two.
    headline : Block or None
        Cards with the one card.
    chart : Block or None
    chosen : Selection
        Published numbers only, in the language of the words.
    map_layers : tuple of str
        Of `data.story_fields.LAYERS`.
    view : MapView
    notes : str
        For the speaker; paragraphs are lines.
    sources : tuple of str
        In words: title, publisher, date and lines.
    """

    title: str
    lines: tuple[str, str]
    headline: Block | None
    chart: Block | None
    chosen: Selection
    map_layers: tuple[str, ...]
    view: MapView
    notes: str
    sources: tuple[str, ...]


@remembered(VIEWS)
def scene_blocks(catalog: Catalog, scene: Scene, words: Words, theme: Theme) -> SceneView:
    """Return what a scene shows; a card or chart that its selection lacks is ``None``."""
    chosen = replace(scene.selection, lang=words.lang)
    headline, chart = (
        pick(_content(catalog, chosen, words, theme, page), part) if name else None
        for pick, name in ((_headline, scene.headline), (_chart, scene.chart))
        for page, _, part in [name.partition("/")]
    )
    if scene.refs:
        sources = tuple(source_text(catalog, ref, words.lang) for ref in scene.refs)
    else:
        sources = sources_of(catalog, words, [block for block in (headline, chart) if block])
    return SceneView(
        scene.title(words.lang),
        scene.lines(words.lang),
        headline,
        chart,
        chosen,
        scene.layers,
        scene.view,
        scene.notes(words.lang),
        sources,
    )


@remembered(2)
def known_names(catalog: Catalog) -> Known:
    """Return the cards, charts and sources that a story may name."""
    chosen, words = Selection(evidence="published", lang="zh"), Words("zh")
    blocks = [
        (page, slot, block)
        for page in sorted(_pages())
        for slot, block in _content(catalog, chosen, words, THEMES["light"], page).items()
    ]
    return Known(
        frozenset(
            f"{page}/{card['id']}"
            for page, _, block in blocks
            for card in block.data.get("cards", ())
        ),
        frozenset(f"{page}/{slot}" for page, slot, block in blocks if block.kind in CHARTS),
        frozenset(catalog["sources"]["source_id"]),
    )


@cache
def _pages() -> set[str]:
    return {path.stem for path in PAGES_DIR.glob("[a-z]*.py")} - _TOOLS


@remembered(VIEWS)
def _content(catalog: Catalog, chosen: Selection, words: Words, theme: Theme, page: str) -> Content:
    make = page_content(page) if page in _pages() else None
    return make(Request(catalog, chosen, words, theme, {})) if make else {}


def _headline(content: Content, card_id: str) -> Block | None:
    """Return the block of one card; its grades are those of all cards beside it."""
    for block in content.values():
        cards = [card for card in block.data.get("cards", ()) if card["id"] == card_id]
        if cards:
            panels = {key: make for key, make in block.panels.items() if key == f"source-{card_id}"}
            return replace(block, data={"cards": cards}, panels=panels)
    return None


def _chart(content: Content, slot: str) -> Block | None:
    """Return the block of a slot, with its heading if that stands in a slot of its own."""
    block, above = content.get(slot), content.get(f"{slot}-heading")
    if block is None or above is None or block.data["title"]:
        return block
    head = above.data
    titled = {"title": head["text"], "small": head["small"], "finding": head["finding"]}
    return replace(block, data=block.data | titled)


def sources_of(catalog: Catalog, words: Words, blocks: list[Block]) -> tuple[str, ...]:
    """Return the sources that open behind some blocks, each once."""
    titles = "|".join(re.escape(title) for title in catalog["sources"][f"title_{words.lang}"])
    apart = re.compile(f"{re.escape(words('source.separator'))}(?={titles})")
    found = [
        text
        for block in blocks
        for make in block.panels.values()
        for text in _named(make(), words, apart)
    ]
    return tuple(dict.fromkeys(filter(None, found)))


def _named(panel: Panel, words: Words, apart: re.Pattern[str]) -> list[str]:
    if not panel.csv:
        return [html.unescape("".join(parts)) for parts in _ORIGIN.findall(panel.html)]
    table = pd.read_csv(io.StringIO(panel.csv), dtype=str, keep_default_na=False)
    return [text for cell in table.get(words("col.source"), []) for text in apart.split(cell)]
