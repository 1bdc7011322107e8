"""What only the speaker may read is in no file for the audience, of any kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from components.handout.deck import Deck
from components.handout.html_file import html_bytes
from components.handout.pdf_file import pdf_bytes
from components.handout.pptx.deck import pptx_bytes
from components.handout.story_deck import deck_of_story
from components.handout.xlsx_file import xlsx_bytes
from components.session.theme import THEMES
from data.catalog import Catalog
from data.i18n import Lang
from tests.decks import STORY, story_of
from tests.shipped import words_of

_SENTENCE = re.compile(r"[^。！？.!?\n]+[。！？.!?]?")
_LEAST = 12  # letters: less is no sentence


def unticked(_: float) -> None:
    return


def _of_zip(made: bytes) -> str:
    with ZipFile(BytesIO(made)) as book:
        parts = (book.read(name) for name in book.namelist() if name.endswith((".xml", ".rels")))
        return re.sub("<[^>]*>", "", "".join(part.decode() for part in parts))


def _of_pdf(made: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)


KINDS: dict[str, Callable[[Deck, Catalog], str]] = {
    "pptx": lambda deck, catalog: _of_zip(pptx_bytes(deck, catalog, unticked)),
    "pdf": lambda deck, catalog: _of_pdf(pdf_bytes(deck, catalog, unticked)),
    "html": lambda deck, catalog: html_bytes(deck, catalog, unticked).decode(),
    "xlsx": lambda deck, catalog: _of_zip(xlsx_bytes(deck, catalog)),
}


def _plain(text: str) -> str:
    return re.sub(r"[\s。！？.!?]+", "", text)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", sorted(STORY.parent.glob("*.yaml")), ids=lambda path: path.stem)
def test_no_sentence_of_a_note_is_in_a_file_for_the_audience(
    path: Path, lang: Lang, catalog: Catalog
) -> None:
    story = story_of(path)
    deck = deck_of_story(catalog, story, words_of(lang), THEMES["light"])
    # What a scene shows too, such as a sentence of its caveat, is no secret.
    seen = _plain(
        "".join(f"{one.title(lang)}{one.text(lang)}{one.caveat(lang)}" for one in story.scenes)
    )
    said = {
        _plain(sentence)
        for scene in story.scenes
        for sentence in _SENTENCE.findall(scene.notes(lang))
    }
    secret = {one for one in said if len(one) >= _LEAST and one not in seen}
    assert secret
    for kind, read in KINDS.items():
        text = _plain(read(deck, catalog))
        assert [one for one in secret if one in text] == [], kind
