"""Whom to ask, in every form of a hand-out, and in none where the office has not said it."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from components.blocks.contact import contact_block
from data.brand import Brand
from data.catalog import Catalog
from data.contact import Contact
from tests.decks import FORMS, Form, story_deck, story_file
from tests.pdf_text import pdf_text
from tests.shipped import words_of

NAME, PHONE, MAIL = "李娜", "+86 23 4980 0000", "lina@example.cn"
OWN = Brand(contact=Contact(name_zh=NAME, phone=PHONE, mail=MAIL, wechat="cloudvalley"))


def text_of(form: Form, made: bytes) -> str:
    match form:
        case "pdf":
            return pdf_text(made)
        case "html":
            return made.decode()
        case "pptx":
            slides = Presentation(io.BytesIO(made)).slides
            shapes = [shape for slide in slides for shape in slide.shapes]
            return "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)
        case "xlsx":
            rows = [row for sheet in load_workbook(io.BytesIO(made)) for row in sheet.values]
            return "\n".join(str(cell) for row in rows for cell in row if cell is not None)


@pytest.mark.parametrize("form", FORMS)
def test_a_contact_that_is_filled_in_is_in_the_file(
    form: Form, catalog: Catalog, shared: Path
) -> None:
    assert NAME not in text_of(form, story_file(shared, catalog, form))
    contact = contact_block(OWN, words_of("zh"))
    made = FORMS[form](replace(story_deck(catalog), contact=contact), catalog)
    text = text_of(form, made)
    assert [one for one in (NAME, PHONE, MAIL) if one not in text] == []
