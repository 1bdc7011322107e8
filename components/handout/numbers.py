"""The numbers that a block shows, each with what it is of and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import singledispatch

from components.blocks.bar_chart import Bars
from components.blocks.base import Block, Panel, Section
from components.blocks.bullet_chart import Bullets
from components.blocks.cards import Cards
from components.blocks.dots import Dots
from components.blocks.stack import Stack
from components.blocks.text import Words
from components.blocks.wall import Wall
from data.facts import Fact


@dataclass(frozen=True)
class Number:
    """A number of a block.

    Attributes
    ----------
    item, shown : str
        What it is of, and the words that stand there.
    fact : Fact or None
        ``None`` where a word stands there, such as a status.
    panel : Panel or None
        What opens behind it.
    said_grade : str
        Grade of evidence that its block gives it.
    """

    item: str
    shown: str
    fact: Fact | None
    panel: Panel | None
    said_grade: str = ""

    @property
    def assumed(self) -> list[str]:
        """What is assumed for it, in words."""
        sections = [self.origin] if self.origin else self.panel.body if self.panel else ()
        return list(dict.fromkeys(text for one in sections for text in one.assumed))

    @property
    def grade(self) -> str:
        """Grade of evidence: its own, or that of a count of ours; empty if there is no number."""
        facts = [self.origin.fact if self.origin else None, self.fact]
        found = [fact.grade for fact in facts if fact and fact.grade]
        return next(iter(found), self.said_grade or ("derived" if self.fact else ""))

    @property
    def origin(self) -> Section | None:
        """What its panel says of this very number, such as of a forecast beside an outturn."""
        sections = [one for one in self.panel.body if one.fact] if self.panel else []
        if self.fact is None:
            return sections[0] if sections else None
        return next((one for one in sections if one.fact and _same(one.fact, self.fact)), None)


def _same(one: Fact, other: Fact) -> bool:
    return (one.low, one.high, one.unit) == (other.low, other.high, other.unit)


@singledispatch
def numbers(block: Block, words: Words) -> Iterator[Number]:
    """Walk through the numbers of a block; tables have sheets of their own."""
    del block, words
    yield from ()


@numbers.register
def _of_cards(block: Cards, words: Words) -> Iterator[Number]:
    del words
    for card in block.cards:
        item = " · ".join([card.label, *(line.text for line in card.lines if line.text)])
        panel = _panel(block, f"source-{card.card_id}")
        yield Number(item, card.value, card.fact, panel, card.evidence)


@numbers.register
def _of_bars(block: Bars, words: Words) -> Iterator[Number]:
    del words
    for row in block.rows:
        fact = row.fact if row.fact.is_given or row.fact.high is not None else None
        yield Number(row.label, row.text, fact, _panel(block, row.open))


@numbers.register
def _of_bullets(block: Bullets, words: Words) -> Iterator[Number]:
    for row in block.rows:
        for fact in row.facts:
            yield Number(row.label, words.fact(fact), fact, _panel(block, row.open))


@numbers.register
def _of_stack(block: Stack, words: Words) -> Iterator[Number]:
    for row in block.rows:
        panel = _panel(block, row.open)
        yield Number(row.label, row.text, row.fact, panel)
        for part, legend in zip(row.parts, block.legend, strict=True):
            item = f"{row.label} · {legend.label}"
            yield Number(item, words.fact(part.fact), part.fact, panel)


@numbers.register
def _of_dots(block: Dots, words: Words) -> Iterator[Number]:
    del words
    for one in block.counts:
        yield Number(one.label, one.text, one.fact, _panel(block, one.open))


@numbers.register
def _of_wall(block: Wall, words: Words) -> Iterator[Number]:
    del words
    for group in block.groups:
        yield Number(group.label, group.text, group.fact, None)


def _panel(block: Block, name: str) -> Panel | None:
    make = block.panels.get(name)
    return make() if make else None
