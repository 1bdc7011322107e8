"""Buttons that do something on the server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from components.blocks.base import Block


@dataclass(frozen=True)
class Action:
    """A button; `main` is the one that most readers want."""

    act: str
    text: str
    main: bool = False
    disabled: bool = False


@dataclass(frozen=True, kw_only=True)
class Actions(Block):
    """A row of buttons, with notes that also explain a disabled one."""

    kind: ClassVar[str] = "actions"
    id: str
    title: str
    fold: str
    buttons: tuple[Action, ...]
    notes: tuple[str, ...]


def actions_block(
    block_id: str,
    buttons: Sequence[Action],
    *,
    title: str = "",
    fold: str = "",
    notes: Sequence[str] = (),
) -> Actions:
    """Return a row of buttons, with notes that also explain a disabled one.

    Parameters
    ----------
    fold : str
        Heading under which the buttons are folded; empty to show them.
    """
    return Actions(id=block_id, title=title, fold=fold, buttons=tuple(buttons), notes=tuple(notes))
