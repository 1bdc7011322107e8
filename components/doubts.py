"""Questions with choices, and texts to fill in, as one form that is answered piece by piece.

Each answer arrives as an option of the page, named by the field.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass

from components.blocks import Block
from components.inbox import option_name
from components.text import Words
from geo.intake.doubts import Doubt

_CHIPS_AT_MOST = 4  # choices that stand side by side; more of them fold into a list
_CHIP_LETTERS = 40


@dataclass(frozen=True)
class Field:
    """One question of a form.

    Attributes
    ----------
    name : str
        The option that it sets.
    label, small : str
        The question and what helps to answer it.
    value : str
        The answer in force; empty if there is none.
    choices : tuple of (str, str)
        Values and texts on offer; empty for a text to fill in.
    is_list : bool
        Whether the choices fold into a list.
    free : str
        Label of a text that may be given instead of a choice; empty if there is none.
    is_open : bool
        Whether it waits for an answer.
    several : tuple of str
        The choices in force, where there may be more than one.
    rows : int
        How many lines high a text to fill in is.
    """

    name: str
    label: str
    small: str = ""
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    is_list: bool = False
    free: str = ""
    is_open: bool = False
    several: tuple[str, ...] = ()
    rows: int = 1


def form_block(
    form_id: str,
    title: str,
    fields: Sequence[Field],
    words: Words,
    *,
    small: str = "",
    folded: Sequence[Field] = (),
    fold: str = "",
    accept: str = "",
) -> Block:
    """Return a form.

    Parameters
    ----------
    form_id : str
        Its name in ids.
    fields : sequence of Field
    folded : sequence of Field
        Those that need no look, under the heading `fold`.
    accept : str
        Label of the button that answers all open ones as suggested; empty for none.
    """
    return Block(
        "form",
        {
            "id": form_id,
            "title": title,
            "small": small,
            "fields": [asdict(field) for field in fields],
            "folded": [asdict(field) for field in folded],
            "fold": fold,
            "accept": accept,
            "choose": words("import.choose"),
        },
    )


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
