"""The same answers for eyes: plain HTML without script, from templates of our own."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from data.own_texts import Messages

_TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True)


def page(name: str, words: Messages, home: str, told: dict[str, Any]) -> bytes:
    """Return one page.

    Parameters
    ----------
    name : str
        Of the template.
    words : Messages
    home : str
        Address of the landing page, without a slash at the end.
    told : dict
        What the answer as JSON holds.
    """
    template = _environment().get_template(f"{name}.html")
    return template.render(words=words, lang=words.lang, home=home, answer=told, **told).encode()
