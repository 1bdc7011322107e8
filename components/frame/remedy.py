"""What to do about an empty state: the nearest view in which the same thing is not empty.

Which of several conditions empties a chart is not guessed: the page is asked for its
content under nearer and farther views until one shows something.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from components.blocks.base import Block, Content
from components.blocks.remedies import Remedy, options_button
from components.blocks.text import Words
from components.session.request import Request
from components.session.theme import Theme
from data.catalog import Catalog
from data.i18n import Lang
from data.memo import VIEWS, remembered
from data.selection import LATEST, Selection


@dataclass(frozen=True)
class _Search:
    """What a search for remedies depends on, and how it asks the page.

    It is kept by the catalog, and so holds no request, which would hold the catalog.
    """

    page: str
    chosen: Selection
    lang: Lang
    options: tuple[tuple[str, str], ...]
    first: tuple[tuple[str, str], ...]
    empty: frozenset[str]
    theme: Theme = field(compare=False)
    make: Callable[[Request], Content] = field(compare=False)

    def views(self, catalog: Catalog) -> list[tuple[Remedy, Request]]:
        """Return the buttons that change the view and what they lead to, nearest first."""
        words, chosen, options = Words(self.lang), self.chosen, dict(self.options)
        request = Request(catalog, chosen, words, self.theme, options)
        date = {"text": words("empty.asof", date=words.date(LATEST)), "asof": LATEST.text}
        selections = [
            (date, replace(chosen, as_of="")),
            (_button(words, "illustrative"), replace(chosen, evidence="all")),
            (_button(words, "unfilter"), chosen.unfiltered()),
            (_button(words, "reset"), chosen.reset()),
        ]
        first = dict(self.first)
        views = [(options_button(words, first), replace(request, options=options | first))]
        views += [(remedy, replace(request, chosen=view)) for remedy, view in selections]
        return [(remedy, view) for remedy, view in views if view != request]


def remedied(request: Request, page: str, make: Callable[[Request], Content]) -> Content:
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
    search = _Search(
        page,
        request.chosen,
        request.words.lang,
        tuple(request.options.items()),
        tuple(_first_choices(request, content).items()),
        empty,
        request.theme,
        make,
    )
    found = _remedies(request.catalog, search)
    return {name: _with_remedies(name, block, found) for name, block in content.items()}


@remembered(VIEWS)
def _remedies(catalog: Catalog, search: _Search) -> dict[str, Remedy]:
    """Return by empty part what fills it; the page is asked for up to five contents."""
    found, empty = dict[str, Remedy](), search.empty
    for remedy, view in search.views(catalog):
        if not empty:
            break
        filled = empty - _empty_parts(search.make(view))
        found |= dict.fromkeys(filled, remedy)
        empty -= filled
    return found


def _first_choices(request: Request, content: Content) -> dict[str, str]:
    """Return the first choice of each option of the page that the reader has changed."""
    choices = [block.data for block in content.values() if block.kind == "options"]
    first = {one["name"]: one["options"][0][0] for one in choices if one["options"]}
    return {name: value for name, value in first.items() if name in request.options}


def _button(words: Words, act: str) -> Remedy:
    return {"text": words(f"empty.{act}"), "do": act}


def _empty_parts(content: Content) -> set[str]:
    """Return the blocks, and the cards of blocks, that show nothing and offer nothing."""
    blocks = {
        name
        for name, block in content.items()
        if (block.kind == "empty" or block.data.get("empty")) and "remedy" not in block.data
    }
    return blocks | {
        f"{name}/{card['id']}"
        for name, block in content.items()
        if block.kind == "cards"
        for card in block.data["cards"]
        if not card["source"]
    }


def _with_remedies(name: str, block: Block, found: dict[str, Remedy]) -> Block:
    if name in found:
        return replace(block, data=block.data | {"remedy": found[name]})
    if block.kind != "cards":
        return block
    cards = [card | {"remedy": found.get(f"{name}/{card['id']}")} for card in block.data["cards"]]
    return replace(block, data=block.data | {"cards": cards})
