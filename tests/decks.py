"""Decks for the tests of hand-outs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pandas as pd
from filelock import FileLock

from components.blocks.table import table_block
from components.handout.deck import Deck, Slide
from components.handout.html_file import html_bytes
from components.handout.pdf_file import pdf_bytes
from components.handout.pptx.deck import pptx_bytes
from components.handout.story_deck import deck_of_story
from components.handout.view_deck import deck_of_view
from components.handout.xlsx_file import xlsx_bytes
from components.session.request import Request
from components.session.theme import THEMES, Mode
from data.catalog import Catalog
from data.i18n import Lang
from data.selection import Selection
from data.stories import Story, read_story
from tests.contents import page_content
from tests.shipped import words_of

STORY = Path(__file__).parents[1] / "data" / "stories" / "cloud-valley.yaml"
HOSTILE = "</script><script>fail()</script><img src=x onerror=fail()>'\"&#set page(1pt)"
FORMULA = "=HYPERLINK(A1)"
Form = Literal["pptx", "pdf", "html", "xlsx"]


def unticked(_: float) -> None:
    """Hear how far a file is."""


FORMS: dict[Form, Callable[[Deck, Catalog], bytes]] = {
    "pptx": lambda deck, catalog: pptx_bytes(deck, catalog, unticked),
    "pdf": lambda deck, catalog: pdf_bytes(deck, catalog, unticked),
    "html": lambda deck, catalog: html_bytes(deck, catalog, unticked),
    "xlsx": xlsx_bytes,
}


def story_of(path: Path = STORY) -> Story:
    story, _ = read_story(path.read_text(encoding="utf-8"), path.name)
    assert story
    return story


def story_deck(catalog: Catalog, lang: Lang = "zh", path: Path = STORY) -> Deck:
    return deck_of_story(catalog, story_of(path), words_of(lang), THEMES["light"])


def story_file(
    shared: Path, catalog: Catalog, form: Form, lang: Lang = "zh", path: Path = STORY
) -> bytes:
    """Return a story of the shipped park as a file for the audience, made once in a run."""
    kept = shared / f"{path.stem}-{lang}.{form}"
    with FileLock(f"{kept}.lock"):
        if not kept.exists():
            kept.write_bytes(FORMS[form](story_deck(catalog, lang, path), catalog))
        return kept.read_bytes()


def view_deck(
    catalog: Catalog, page: str, chosen: Selection, lang: Lang = "zh", mode: Mode = "light"
) -> Deck:
    request = Request(catalog, replace(chosen, lang=lang), words_of(lang), THEMES[mode], {})
    make = page_content(page)
    return deck_of_view(request, page, make(request))


def hostile_deck(catalog: Catalog) -> Deck:
    """Return the story with texts in it that try to be markup, script and formula."""
    deck = story_deck(catalog)
    columns = {HOSTILE: [HOSTILE, FORMULA]}
    table = table_block(
        deck.words,
        "hostile",
        HOSTILE,
        columns,
        notes=[HOSTILE],
        whole=lambda: pd.DataFrame(columns),
    )
    slide = Slide(
        HOSTILE,
        (HOSTILE,),
        blocks=(table,),
        map=deck.slides[0].map,
        notes=HOSTILE,
        sources=(HOSTILE,),
        limits=HOSTILE,
    )
    deck = replace(deck, edition="speaker", title=HOSTILE, subtitle=HOSTILE)
    return deck.showing(slide)
