"""What only the speaker may read is in no file for the audience, of any kind."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from data.catalog import Catalog
from data.i18n import Lang
from tests.decks import FORMS, STORY, Form, story_file, story_of
from tests.pdf_text import pdf_text

_SENTENCE = re.compile(r"[^。！？.!?\n]+[。！？.!?]?")
_LEAST = 12  # letters: less is no sentence


def _read(form: Form, made: bytes) -> str:
    if form == "pdf":
        return pdf_text(made)
    if form == "html":
        return made.decode()
    with ZipFile(BytesIO(made)) as book:
        assert not [name for name in book.namelist() if "notesSlide" in name]
        parts = (book.read(name) for name in book.namelist() if name.endswith((".xml", ".rels")))
        return re.sub("<[^>]*>", "", "".join(part.decode() for part in parts))


def _plain(text: str) -> str:
    return re.sub(r"[\s。！？.!?]+", "", text)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", sorted(STORY.parent.glob("*.yaml")), ids=lambda path: path.stem)
def test_no_sentence_of_a_note_is_in_a_file_for_the_audience(
    path: Path, lang: Lang, catalog: Catalog, shared: Path
) -> None:
    story = story_of(path)
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
    for form in FORMS:
        text = _plain(_read(form, story_file(shared, catalog, form, lang, path)))
        assert [one for one in secret if one in text] == [], form
