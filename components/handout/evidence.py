"""The appendix of a hand-out: where each number that its slides show comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from components.blocks.base import Block
from components.blocks.cards import Cards
from components.blocks.text import Words
from components.handout.deck import Evidence, Slide
from components.handout.numbers import Number, numbers
from data.catalog import Catalog
from data.sources import by_source, reference_parts


def evidence_of(slides: Iterable[Slide], catalog: Catalog, words: Words) -> tuple[Evidence, ...]:
    """Return each number of some slides with its origin, each once a slide."""
    found = (
        _evidence(one, slide, number, catalog, words)
        for number, slide in enumerate(slides, 1)
        for block in ([slide.headline, *slide.blocks] if slide.headline else slide.blocks)
        for one in _named(block, words)
    )
    return tuple(dict.fromkeys(found))


def _named(block: Block, words: Words) -> Iterator[Number]:
    """Return the numbers of a block; a card goes by its label, for its lines say the date."""
    labels = [card.label for card in block.cards] if isinstance(block, Cards) else []
    for at, one in enumerate(numbers(block, words)):
        if one.fact and (one.fact.is_given or one.fact.high is not None):
            yield replace(one, item=labels[at]) if labels else one


def _evidence(one: Number, slide: Slide, number: int, catalog: Catalog, words: Words) -> Evidence:
    known = (one.origin.fact if one.origin else None) or one.fact
    refs = (known.refs if known else "") or ";".join(one.panel.refs if one.panel else ())
    spans = by_source(refs.split(";")) if refs else {}
    sources = [" · ".join(reference_parts(catalog, source, words.lang)) for source in spans]
    # A count of ours rests on all that the slide names; what we assume, on none of it.
    if not sources:
        sources = one.assumed if one.grade == "illustrative" else list(slide.sources)
    apart = words("source.separator")
    return Evidence(
        number,
        one.item,
        words.fact(one.fact) if one.fact else one.shown,
        words.date(known.as_of) if known and known.as_of else "",
        words.grade(one.grade) if one.grade else "",
        apart.join(sources),
        apart.join(filter(None, spans.values())).replace("-", "–").replace(",", ", "),
    )
