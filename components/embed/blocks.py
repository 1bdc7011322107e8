"""Which blocks of a page can be embedded, and one of them with what must stand beside it."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from components.blocks.base import Block, Content
from components.blocks.cards import Cards
from components.blocks.chart import titled
from components.blocks.kinds import CHARTS
from components.blocks.plain import empty, markup
from components.blocks.text import Words
from components.session.addresses import page_link
from components.session.embed_link import MAP
from components.session.filters import filter_text
from components.session.page import Page
from components.session.request import Request

_ALL_CARDS = "cards"
_CARD = "card-"  # before the id of one: a chart may have the same
SHOWN, FOOT = "embedded", "embed-foot"


class Offer(NamedTuple):
    """A block that can be embedded, by the name that links give it, and its kind."""

    block: str
    title: str
    kind: str


def offered(words: Words, content: Content) -> list[Offer]:
    """Return what of a page can be embedded: its map, its cards, its charts and tables."""
    found = list[Offer]()
    if "map-note" in content:
        found.append(Offer(MAP, words("map.title"), words("embed.kind.map")))
    strips = [block for block in content.values() if isinstance(block, Cards)]
    if _ALL_CARDS in content:
        found.append(Offer(_ALL_CARDS, words("embed.all_cards"), words("embed.kind.cards")))
    cards = [card for block in strips for card in block.cards if card.evidence]
    found += [
        Offer(f"{_CARD}{card.card_id}", card.label, words("embed.kind.card")) for card in cards
    ]
    charts = titled(content, CHARTS)
    found += [Offer(slot, block.title, words("embed.kind.chart")) for slot, block in charts.items()]
    return found


def embedded(request: Request, page: Page, content: Content, block: str) -> Content:
    """Return what an embedded block shows: itself, and what its numbers rest on.

    A block that the page does not have says so.
    """
    shown = _only(content, block)
    foot = {FOOT: markup(_foot(request, page.name, shown))}
    if block == MAP and page.map_alone:
        return shown | foot
    found = next(iter(shown.values()), None)
    return {SHOWN: found or empty(request.words("embed.gone"))} | foot


def _only(content: Content, block: str) -> Content:
    if block == MAP:
        return {name: one for name, one in content.items() if name.startswith("map-")}
    charts: dict[str, Block] = dict(titled(content, CHARTS))
    if block in charts:
        return {block: charts[block]}
    if isinstance(content.get(block), Cards):
        return {block: content[block]}
    strips = [one for one in content.values() if isinstance(one, Cards)]
    wanted = block.removeprefix(_CARD) if block.startswith(_CARD) else ""
    found = next((card for one in strips if (card := one.only(wanted))), None)
    return {block: found} if found else {}


def _foot(request: Request, page: str, shown: Content) -> Markup:
    """Return whose numbers these are, of when, under which filters, and the way to all of them."""
    words, chosen = request.words, request.chosen
    said = [
        words("paper.foot", park=words("app.park"), date=words.date(request.catalog.as_of(chosen))),
        filter_text(words, chosen),
    ]
    if any("illustrative" in block.grades for block in shown.values()):
        said.append(words("paper.illustrative"))
    return Markup(
        '<p class="atlas-note">{}</p>'
        '<a class="atlas-embed-link" href="{}" target="_blank" rel="noopener">{}</a>'
    ).format(
        " · ".join(part for part in said if part),
        page_link(page, chosen),
        words("embed.open"),
    )
