"""The slides around those that tell: the summary before them, the evidence behind them."""

from __future__ import annotations

from collections.abc import Sequence

from components.blocks.table import Head, Table
from components.handout.deck import Deck, Slide


def summary_slide(deck: Deck) -> Slide | None:
    """Return a slide with a line for each slide of a deck; ``None`` without a summary."""
    if not deck.summary:
        return None
    rows = [(str(at), line.title, line.number) for at, line in enumerate(deck.summary, start=1)]
    heads = (
        (deck.words("deck.slide"), True),
        (deck.words("deck.summary.says"), False),
        (deck.words("deck.number"), True),
    )
    title = deck.words("deck.summary")
    return Slide(title, blocks=(_table("summary", title, heads, rows),))


def evidence_slides(deck: Deck) -> tuple[Slide, ...]:
    """Return two slides: each number with its lines, and the sources that these are of."""
    words = deck.words
    if not deck.appendix:
        return ()
    sources = list(dict.fromkeys(one.source for one in deck.appendix if one.source))
    marks = {source: f"[{at}]" for at, source in enumerate(sources, start=1)}
    rows = [
        (
            str(one.slide),
            one.title,
            one.value,
            one.dated,
            one.grade,
            " ".join(filter(None, [marks.get(one.source, ""), one.lines])),
        )
        for one in deck.appendix
    ]
    heads = (
        (words("deck.slide"), True),
        (words("deck.what"), False),
        (words("deck.number"), True),
        (words("deck.dated"), False),
        (words("deck.grade"), False),
        (words("deck.source"), False),
    )
    names = (("", False), (words("deck.source_named"), False))
    listed = [(marks[source], source) for source in sources]
    title, named = words("deck.appendix"), words("deck.appendix.sources")
    return (
        Slide(title, blocks=(_table("evidence", title, heads, rows),)),
        Slide(named, blocks=(_table("sources", named, names, listed),)),
    )


def _table(
    name: str,
    title: str,
    heads: Sequence[tuple[str, bool]],
    rows: Sequence[tuple[str, ...]],
) -> Table:
    """Return a table whose title stands above the slide already."""
    columns = tuple(Head(text, numeric=numeric) for text, numeric in heads)
    return Table(id=name, name=title, title="", alt=title, columns=columns, rows=tuple(rows))
