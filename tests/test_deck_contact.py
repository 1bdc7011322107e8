"""Whom to ask, in every form of a hand-out, and in none where the office has not said it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pypdfium2 import PdfDocument

from components.blocks.contact import contact_block
from components.handout.deck import Deck
from components.handout.html_file import html_bytes
from components.handout.pdf_file import pdf_bytes
from components.handout.pptx.deck import pptx_bytes
from components.handout.xlsx_file import xlsx_bytes
from data.brand import Brand
from data.catalog import Catalog
from data.contact import Contact
from tests.decks import story_deck
from tests.shipped import words_of

NAME, PHONE, MAIL = "李娜", "+86 23 4980 0000", "lina@example.cn"
OWN = Brand(contact=Contact(name_zh=NAME, phone=PHONE, mail=MAIL, wechat="cloudvalley"))


def still(_: float) -> None:
    """Hear how far a file is."""


def pdf_text(deck: Deck, catalog: Catalog) -> str:
    pages = PdfDocument(pdf_bytes(deck, catalog, still))
    return "".join(page.get_textpage().get_text_range() for page in pages)


def pptx_text(deck: Deck, catalog: Catalog) -> str:
    made = Presentation(io.BytesIO(pptx_bytes(deck, catalog, still)))
    shapes = [shape for slide in made.slides for shape in slide.shapes]
    return "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)


def xlsx_text(deck: Deck, catalog: Catalog) -> str:
    book = load_workbook(io.BytesIO(xlsx_bytes(deck, catalog)))
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    return "\n".join(str(cell) for row in rows for cell in row if cell is not None)


def html_text(deck: Deck, catalog: Catalog) -> str:
    return html_bytes(deck, catalog, still).decode()


FORMS: dict[str, Callable[[Deck, Catalog], str]] = {
    "pdf": pdf_text,
    "pptx": pptx_text,
    "html": html_text,
    "xlsx": xlsx_text,
}


@pytest.mark.parametrize("form", FORMS)
def test_a_contact_that_is_filled_in_is_in_the_file(form: str, catalog: Catalog) -> None:
    deck = story_deck(catalog)
    assert NAME not in FORMS[form](deck, catalog)
    text = FORMS[form](replace(deck, contact=contact_block(OWN, words_of("zh"))), catalog)
    assert [one for one in (NAME, PHONE, MAIL) if one not in text] == []
