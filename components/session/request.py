"""What a page is asked to show, and what answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from components.blocks.base import Content
from components.blocks.text import Words
from components.session.theme import Theme
from data.catalog import Catalog
from data.selection import Selection


@dataclass(frozen=True)
class Request:
    """What a page is asked to show.

    Attributes
    ----------
    options : dict of str to str
        Choices that only change how this page shows things.
    """

    catalog: Catalog
    chosen: Selection
    words: Words
    theme: Theme
    options: dict[str, str]

    def option(self, name: str, allowed: tuple[str, ...]) -> str:
        """Return the choice made, or the first of those allowed."""
        asked = self.options.get(name)
        return asked if asked in allowed else allowed[0]


MakeContent = Callable[[Request], Content]
