"""The questions of an import, as a form."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from components.blocks.base import Block
from components.blocks.form import Field, form_block
from components.blocks.text import Words
from components.intake.inbox import option_name
from geo.intake.doubts import Doubt

_CHIPS_AT_MOST = 4  # choices that stand side by side; more of them fold into a list
_CHIP_LETTERS = 40


def doubts_block(doubts: Sequence[Doubt], waiting: Collection[str], words: Words) -> Block:
    """Return the questions of an import: open ones first, then answered ones, sure ones folded.

    Parameters
    ----------
    doubts : sequence of Doubt
    waiting : collection of str
        Keys of those that wait for an answer.
    """
    unsure = [doubt for doubt in doubts if not doubt.is_sure]
    unsure.sort(key=lambda doubt: doubt.key not in waiting)
    sure = [doubt for doubt in doubts if doubt.is_sure]
    small = words("import.doubts_open", count=len(waiting)) if waiting else ""
    return form_block(
        "doubts",
        words("import.doubts"),
        [_field(doubt, words, is_open=doubt.key in waiting) for doubt in unsure],
        words,
        small=small or words("import.doubts_none"),
        folded=[_field(doubt, words, is_open=False) for doubt in sure],
        fold=words("import.doubts_sure", count=len(sure)) if sure else "",
        accept=words("import.accept", count=len(waiting)) if waiting else "",
    )


def _field(doubt: Doubt, words: Words, *, is_open: bool) -> Field:
    choices = tuple((choice.value, choice.text(words.lang)) for choice in doubt.choices)
    texts = dict(choices)
    is_list = len(choices) > _CHIPS_AT_MOST or max(map(len, texts.values())) > _CHIP_LETTERS
    suggested = texts.get(doubt.chosen, doubt.chosen)
    return Field(
        option_name(doubt.key),
        doubt.text(words.lang),
        words("import.suggested", choice=suggested) if is_open else "",
        "" if is_open else doubt.chosen,
        choices,
        is_list,
        words("import.proj") if doubt.kind.startswith("reference") else "",
        is_open,
    )
