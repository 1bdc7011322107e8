"""Every page, as its script names it, and what it says without being drawn."""

from __future__ import annotations

from importlib import import_module

from components.session.menu import ENTRIES
from components.session.page import Page
from components.session.request import MakeContent

EVERY: dict[str, Page] = {
    name: import_module(f"pages.{entry.script}").PAGE for name, entry in ENTRIES.items()
}


def page_contents() -> dict[str, MakeContent]:
    """Return the function that makes the content of each page, by the page's name."""
    return {name: page.content for name, page in EVERY.items()}


def page_content(name: str) -> MakeContent:
    return EVERY[name].content
