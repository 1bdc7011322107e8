"""The scenes of a story, as data to draw: on the screen, on slides, on paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from components.blocks.base import Block, Content
from components.blocks.cards import Cards
from components.blocks.chart import Chart
from components.blocks.kinds import CHARTS
from components.blocks.plain import Heading
from components.blocks.text import Words, spoken
from components.contents.pages import facts_of
from components.meeting.pitch.content import pitch_content
from components.meeting.pitch.names import PAGE as PITCH
from components.session.request import Request
from components.session.theme import THEMES, Theme
from data.catalog import Catalog
from data.memo import VIEWS, remembered
from data.selection import Selection
from data.sources import sources_text
from data.stories import MapView, Scene
from data.story_fields import Known, Layout, Motion

_KEPT = 128


@dataclass(frozen=True)
class SceneView:
    """A scene in one language.

    Attributes
    ----------
    title : str
    text, caveat : str
        Either may be empty.
    headline : Cards or None
        Cards with the one card.
    chart : Chart or None
    chosen : Selection
        In the language of the words.
    map_layers : tuple of str
        Of `data.coverages.map_layers`.
    view : MapView
    layout, motion : str
        See `data.stories.Scene`.
    notes : str
        For the speaker; paragraphs are lines.
    sources : tuple of str
        In words: title, publisher, date and lines.
    """

    title: str
    text: str
    caveat: str
    headline: Cards | None
    chart: Chart | None
    chosen: Selection
    map_layers: tuple[str, ...]
    view: MapView
    layout: Layout
    motion: Motion
    notes: str
    sources: tuple[str, ...]


@remembered(VIEWS)
def scene_blocks(catalog: Catalog, scene: Scene, words: Words, theme: Theme) -> SceneView:
    """Return what a scene shows; a card or chart that its selection lacks is ``None``."""
    chosen = replace(scene.selection, lang=words.lang)
    headline = _headline(_of(catalog, scene, chosen, words, theme, scene.headline), scene.headline)
    chart = _chart(_of(catalog, scene, chosen, words, theme, scene.chart), scene.chart)
    if scene.refs:
        refs: Iterable[str] = ";".join(scene.refs).split(";")
    else:
        refs = refs_of(block for block in (headline, chart) if block)
    return SceneView(
        scene.title(words.lang),
        scene.text(words.lang),
        scene.caveat(words.lang),
        headline,
        chart,
        chosen,
        scene.layers,
        scene.view,
        scene.layout,
        scene.motion,
        scene.notes(words.lang),
        sources_text(catalog, refs, words.lang),
    )


@remembered(2)
def known_names(catalog: Catalog) -> Known:
    """Return the cards, charts and sources that a story may name."""
    chosen, words = Selection(evidence="published", lang="zh"), spoken(catalog, "zh")
    blocks = [
        (page, slot, block)
        for page in (*sorted(facts_of(catalog)), PITCH)
        for slot, block in _content(catalog, chosen, words, THEMES["light"], page, "").items()
    ]
    return Known(
        frozenset(
            f"{page}/{card.card_id}"
            for page, _, block in blocks
            if isinstance(block, Cards)
            for card in block.cards
        ),
        frozenset(f"{page}/{slot}" for page, slot, block in blocks if isinstance(block, CHARTS)),
        frozenset(catalog["sources"]["source_id"]),
        catalog.choices,
    )


@remembered(VIEWS)
def _content(
    catalog: Catalog, chosen: Selection, words: Words, theme: Theme, page: str, options: str
) -> Content:
    request = Request(catalog, chosen, words, theme, dict(parse_qsl(options)))
    if page == PITCH:
        return pitch_content(request)
    pages = facts_of(catalog)
    return pages[page].content(request) if page in pages else {}


def _of(
    catalog: Catalog, scene: Scene, chosen: Selection, words: Words, theme: Theme, name: str
) -> Content:
    """Return the content of the page that a name such as ``page/card`` begins with."""
    page = name.partition("/")[0]
    return _content(catalog, chosen, words, theme, page, scene.options) if name else {}


def _headline(content: Content, name: str) -> Cards | None:
    """Return the block of one card."""
    found = (
        block.only(name.partition("/")[2]) for block in content.values() if isinstance(block, Cards)
    )
    return next(filter(None, found), None)


def _chart(content: Content, name: str) -> Chart | None:
    """Return the block of a slot, with its heading if that stands in a slot of its own."""
    slot = name.partition("/")[2]
    block, above = content.get(slot), content.get(f"{slot}-heading")
    if not isinstance(block, Chart):
        return None
    return block.below(above) if isinstance(above, Heading) else block


def refs_of(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return the references of all that opens behind some blocks, each once."""
    panels = (make() for block in blocks for make in block.panels.values())
    return tuple(dict.fromkeys(ref for panel in panels for ref in panel.refs))
