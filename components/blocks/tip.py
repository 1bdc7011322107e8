"""What a mark of a chart answers when it is pointed at or has the focus."""

from __future__ import annotations

from dataclasses import dataclass

from components.blocks.text import Words
from data.facts import Fact


@dataclass(frozen=True)
class Tip:
    """A few words on one mark; what a click on it does, ``browser/tips.js`` adds itself.

    Attributes
    ----------
    head : str
        What it is.
    value : str
        Its number with unit and qualifier, or its dates.
    lines : tuple of str
        Date, grade, and what else is to be known.
    """

    head: str
    value: str = ""
    lines: tuple[str, ...] = ()


def tip_text(words: Words, tip: Tip) -> str:
    """Return all of it in one line, for who does not see it."""
    said = " · ".join(filter(None, (tip.value, *tip.lines)))
    return words("chart.alt.value", label=tip.head, value=said)


def number_tip(words: Words, head: str, value: str, fact: Fact, *more: str) -> Tip:
    """Return what is said of a number, with its date and its grade.

    Parameters
    ----------
    words : Words
    head, value : str
    fact : Fact
    *more : str
        What else is to be known of it; empty texts are left out.
    """
    given = fact.is_given or fact.high is not None
    lines = (
        *more,
        words("card.as_of", date=words.date(fact.as_of)) if fact.as_of and given else "",
        words.grade(fact.grade or None) if given else "",
    )
    return Tip(head, value, tuple(filter(None, lines)))
