"""Decks for the tests of hand-outs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from components.blocks.table import table_block
from components.handout.deck import Deck, Slide
from components.handout.story_deck import deck_of_story
from components.handout.view_deck import deck_of_view
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


def story_of(path: Path = STORY) -> Story:
    story, _ = read_story(path.read_text(encoding="utf-8"), path.name)
    assert story
    return story


def story_deck(catalog: Catalog, lang: Lang = "zh") -> Deck:
    return deck_of_story(catalog, story_of(), words_of(lang), THEMES["light"])


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
