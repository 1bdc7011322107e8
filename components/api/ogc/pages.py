"""The same answers for eyes: plain HTML without script, from templates of our own."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from data.catalog import Catalog
from data.i18n import Lang
from data.own_texts import Messages

_TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True)


def page(name: str, catalog: Catalog, lang: Lang, home: str, told: dict[str, Any]) -> bytes:
    """Return one page.

    Parameters
    ----------
    name : str
        Of the template.
    home : str
        Address of the landing page, without a slash at the end.
    told : dict
        What the answer as JSON holds.
    """
    words = Messages(lang, catalog.texts(lang))
    template = _environment().get_template(f"{name}.html")
    return template.render(words=words, lang=lang, home=home, answer=told, **told).encode()
