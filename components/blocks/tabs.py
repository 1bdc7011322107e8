"""Tabs: views of one thing, of which the screen shows one and paper shows all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from components.blocks.base import Block


@dataclass(frozen=True)
class Tab:
    """A view: its name in options, its title, and the slots that show it."""

    key: str
    text: str
    slots: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Tabs(Block):
    """Views of one thing.

    Attributes
    ----------
    name : str
        The option that holds the choice.
    label : str
        What they are views of.
    tabs : tuple of Tab
    chosen : str
        Key of the tab that is shown.
    search, none, clear : str
        Words of a search box for all views, of an empty result and of the button that clears it.
    """

    kind: ClassVar[str] = "tabs"
    name: str
    label: str
    tabs: tuple[Tab, ...]
    chosen: str
    search: str = ""
    none: str = ""
    clear: str = ""
