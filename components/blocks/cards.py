"""Number cards: a value with its qualifier, date, flags and a source that opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from components.blocks.base import Block, Body, Panel, Panels, sent
from components.blocks.remedies import Remedy
from components.blocks.text import Words
from data.facts import Fact, fact_of


@dataclass(frozen=True)
class Line:
    """One small line of a card, perhaps with a warning or the mark of a forecast."""

    text: str
    flag: str = ""
    forecast: bool = False


@dataclass(frozen=True)
class Card:
    """A number with what it covers, its date and its source.

    Attributes
    ----------
    card_id, label, value : str
        The value in words, which still have their number.
    lines : list of Line
        The first says what the number covers. Three keep the height of the card, so that
        nothing below it moves when the selection changes.
    source : callable, optional
        Returns the origin of the number, when the reader opens it.
    evidence : str
        Grade of evidence of the value; empty where there is none.
    measured : str
        The period that the value is of, as its second line says; empty where its age tells
        nothing.
    """

    card_id: str
    label: str
    value: str
    lines: list[Line]
    source: Callable[[], Body] | None = None
    evidence: str = ""
    remedy: Remedy | None = None
    measured: str = ""

    @property
    def fact(self) -> Fact | None:
        """Its number; ``None`` where the value is a word, such as a status."""
        fact = fact_of(self.value)
        return fact.known(grade=self.evidence) if fact else None


@dataclass(frozen=True, kw_only=True)
class Cards(Block):
    """Some cards; `button` names what opens the source of one."""

    kind: ClassVar[str] = "cards"
    cards: tuple[Card, ...]
    button: str

    @property
    def grades(self) -> tuple[str, ...]:
        """The grade of evidence of each value."""
        return tuple(card.evidence for card in self.cards if card.evidence)

    def only(self, card_id: str) -> Cards | None:
        """Return the block of one card."""
        found = [card for card in self.cards if card.card_id == card_id]
        return _cards(found, self.button) if found else None


@sent.register
def _sent_cards(block: Cards) -> dict[str, Any]:
    return {
        "kind": block.kind,
        "cards": [
            {
                "id": card.card_id,
                "label": card.label,
                "value": card.value,
                "lines": sent(card.lines),
                "source": block.button if card.source else "",
                "remedy": card.remedy,
                "amount": card.fact.drawn if card.fact and card.fact.is_given else None,
            }
            for card in block.cards
        ],
    }


def cards_block(cards: Sequence[Card], words: Words) -> Cards:
    """Return some cards as one block."""
    return _cards(cards, words("source.button"))


def _cards(cards: Sequence[Card], button: str) -> Cards:
    panels: Panels = {
        f"source-{card.card_id}": partial(_titled, card.label, card.source)
        for card in cards
        if card.source
    }
    return Cards(cards=tuple(cards), button=button, panels=panels)


def _titled(label: str, source: Callable[[], Body]) -> Panel:
    return Panel(label, source())
