"""Questions with choices, and texts to fill in, as one form that is answered piece by piece.

Each answer arrives as an option of the page, named by the field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from components.blocks.base import Block
from components.blocks.text import Words


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
    problem : str
        What is wrong with the answer, said beside it; empty if nothing is.
    limit : int
        How wide a text to fill in may be, for which a Chinese character counts two; it is counted
        while somebody writes. 0 for no limit.
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
    problem: str = ""
    limit: int = 0


@dataclass(frozen=True, kw_only=True)
class Form(Block):
    """Questions that the reader answers one by one; `folded` ones need no look."""

    kind: ClassVar[str] = "form"
    id: str
    title: str
    small: str
    fields: tuple[Field, ...]
    folded: tuple[Field, ...]
    fold: str
    accept: str
    choose: str


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
) -> Form:
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
    return Form(
        id=form_id,
        title=title,
        small=small,
        fields=tuple(fields),
        folded=tuple(folded),
        fold=fold,
        accept=accept,
        choose=words("import.choose"),
    )
