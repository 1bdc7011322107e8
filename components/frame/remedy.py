"""What to do about an empty state: the nearest view in which the same thing is not empty.

Which of several conditions empties a chart is not guessed: the page is asked for its
content under nearer and farther views until one shows something.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from components.blocks.base import Block, Content
from components.blocks.cards import Cards
from components.blocks.chart import Chart
from components.blocks.controls import Options
from components.blocks.plain import Empty
from components.blocks.remedies import Remedy, options_button
from components.blocks.text import Words, spoken
from components.session.request import MakeContent, Request
from components.session.theme import Theme
from data.catalog import Catalog
from data.i18n import Lang
from data.memo import VIEWS, remembered
from data.selection import Selection


@dataclass(frozen=True)
class _Search:
    """What a search for remedies depends on, and how it asks the page.

    It is kept with its catalog, and so holds no request, which would hold the catalog.
    """

    page: str
    chosen: Selection
    lang: Lang
    options: tuple[tuple[str, str], ...]
    first: tuple[tuple[str, str], ...]
    empty: frozenset[str]
    theme: Theme = field(compare=False)
    make: MakeContent = field(compare=False)


def remedied(request: Request, page: str, make: MakeContent) -> Content:
    """Return the content of a page whose empty blocks offer a button that fills them.

    Parameters
    ----------
    page : str
        Its name, under which what was found is kept.
    make : callable
        Returns the content of the page.
    """
    content = make(request)
    empty = frozenset(_empty_parts(content))
    if not empty:
        return content
    first = _first_choices(request, content)
    if request.held is None:
        search = _Search(
            page,
            request.chosen,
            request.words.lang,
            tuple(request.options.items()),
            tuple(first.items()),
            empty,
            request.theme,
            make,
        )
        found = _remedies(request.catalog, search)
    else:  # it rests on one session's own things, and is not kept for all
        found = _filled(request, first, empty, make)
    return {name: _with_remedies(name, block, found) for name, block in content.items()}


@remembered(VIEWS)
def _remedies(catalog: Catalog, search: _Search) -> dict[str, Remedy]:
    words, options = spoken(catalog, search.lang, search.chosen), dict(search.options)
    request = Request(catalog, search.chosen, words, search.theme, options)
    return _filled(request, dict(search.first), search.empty, search.make)


def _filled(
    request: Request, first: dict[str, str], empty: frozenset[str], make: MakeContent
) -> dict[str, Remedy]:
    """Return by empty part what fills it; the page is asked for up to five contents."""
    found = dict[str, Remedy]()
    for remedy, view in _views(request, first):
        if not empty:
            break
        filled = empty - _empty_parts(make(view))
        found |= dict.fromkeys(filled, remedy)
        empty -= filled
    return found


def _first_choices(request: Request, content: Content) -> dict[str, str]:
    """Return the first choice of each option of the page that the reader has changed."""
    choices = [block for block in content.values() if isinstance(block, Options)]
    first = {one.name: one.options[0][0] for one in choices if one.options}
    return {name: value for name, value in first.items() if name in request.options}


def _views(request: Request, first: dict[str, str]) -> list[tuple[Remedy, Request]]:
    """Return the buttons that change a view and what they lead to, nearest first."""
    chosen, words, latest = request.chosen, request.words, request.catalog.latest
    date = {"text": words("empty.asof", date=words.date(latest)), "asof": latest.text}
    selections = [
        (date, replace(chosen, as_of="")),
        (_button(words, "illustrative"), replace(chosen, evidence="all")),
        ({"text": _clears(chosen, words), "do": "unfilter"}, chosen.unfiltered()),
        (_button(words, "reset"), chosen.reset()),
    ]
    views = [(options_button(words, first), replace(request, options={**request.options, **first}))]
    views += [(remedy, replace(request, chosen=view)) for remedy, view in selections]
    return [(remedy, view) for remedy, view in views if view != request]


def _clears(chosen: Selection, words: Words) -> str:
    """Return what a button says that clears filters and what is drawn: only what there is."""
    if not chosen.area:
        return words("empty.unfilter")
    is_filtered = chosen.zones or chosen.sectors or chosen.statuses
    return words("empty.unfilter_area" if is_filtered else "filter.remove_area")


def _button(words: Words, act: str) -> Remedy:
    return {"text": words(f"empty.{act}"), "do": act}


def _empty_parts(content: Content) -> set[str]:
    """Return the blocks, and the cards of blocks, that show nothing and offer nothing."""
    blocks = {name for name, block in content.items() if _is_empty(block)}
    return blocks | {
        f"{name}/{card.card_id}"
        for name, block in content.items()
        if isinstance(block, Cards)
        for card in block.cards
        if not card.source
    }


def _is_empty(block: Block) -> bool:
    if isinstance(block, Empty):
        return block.remedy is None
    return isinstance(block, Chart) and bool(block.empty) and block.remedy is None


def _with_remedies(name: str, block: Block, found: dict[str, Remedy]) -> Block:
    if name in found and isinstance(block, Empty | Chart):
        return replace(block, remedy=found[name])
    if not isinstance(block, Cards):
        return block
    cards = (replace(card, remedy=found.get(f"{name}/{card.card_id}")) for card in block.cards)
    return replace(block, cards=tuple(cards))
