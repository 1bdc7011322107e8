"""The PDF of a deck, opened again: pages, text, fonts, pictures, what it says of itself."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from components.blocks.moments import Events
from components.handout.deck import Shape
from components.handout.pdf_file import pdf_bytes
from components.handout.story_deck import deck_of_story
from data.catalog import Catalog
from data.selection import Selection
from tests.decks import HOSTILE, hostile_deck, story_deck, story_file, story_of, unticked, view_deck
from tests.pdf_text import pdf_pages

SLIDES, BEFORE = 13, 2  # a cover and the summary stand before them


def opened(made: bytes) -> PdfReader:
    return PdfReader(BytesIO(made))


def text_of(made: bytes) -> list[str]:
    """Return the text of each page without its white space."""
    return [re.sub(r"\s+", "", page) for page in pdf_pages(made)]


@pytest.fixture(scope="module")
def story(catalog: Catalog, shared: Path) -> PdfReader:
    return opened(story_file(shared, catalog, "pdf"))


@pytest.fixture(scope="module")
def pages(catalog: Catalog, shared: Path) -> list[str]:
    return text_of(story_file(shared, catalog, "pdf"))


def fonts(reader: PdfReader) -> dict[str, DictionaryObject]:
    """Return by name what describes each font."""
    found = {}
    for page in reader.pages:
        resources = cast("DictionaryObject", page["/Resources"])
        for reference in cast("DictionaryObject", resources.get("/Font", {})).values():
            font = reference.get_object()
            below = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            found[str(font["/BaseFont"])] = below["/FontDescriptor"].get_object()
    return found


def test_a_story_is_a_cover_a_summary_its_scenes_and_the_evidence_on_wide_pages(
    story: PdfReader, pages: list[str]
) -> None:
    assert "重庆云谷·永川大数据产业园：投资推介" in pages[0]
    assert "截至2022年10月" in pages[0]
    assert "要点一览" in pages[1]
    assert "15所院校，13万名学生，都在永川13万人" in pages[1]
    assert "数据出处" in pages[BEFORE + SLIDES]
    assert "来源" in pages[-1]
    box = story.pages[0].mediabox
    assert float(box.width) / float(box.height) == pytest.approx(16 / 9, abs=0.01)
    assert all(f"{n}/{len(pages)}" in page for n, page in enumerate(pages, start=1))


@pytest.mark.parametrize(
    ("scene", "printed"),
    [
        (1, ["≥10个区县", "2020年4月"]),  # 003
        (2, ["700人", "2020年11月"]),  # 002, 003
        (3, ["48个", "77个"]),  # 002
        (5, ["≥90", "≥80", "≥50", "≥40", "≥30", "2020年9月"]),  # 004:L73-77
        (6, ["15所", "13万人"]),  # 003
        (7, ["≥6,000人", "≥2,000"]),  # 002
        (8, ["≥3,000套", "≥2,600"]),  # 002, 003
        (9, ["20km²", "自动驾驶", "示意"]),  # 000
        (10, ["10km²", "示意"]),  # 000
        (11, ["9.8亿单", "≥100个国家"]),  # 003
        (12, ["300–330家", "2008年"]),
        (13, ["1,000家", "≥300家"]),
    ],
)
def test_figures_of_the_articles_can_be_found_as_text(
    pages: list[str], scene: int, printed: list[str]
) -> None:
    page = pages[BEFORE + scene - 1]
    assert [figure for figure in printed if figure not in page] == []


def test_each_scene_names_its_sources_and_maps_are_marked_vectors(
    story: PdfReader, pages: list[str]
) -> None:
    shown = list(zip(story.pages, pages, strict=True))[BEFORE : BEFORE + SLIDES]
    for page, text in shown:
        assert "来源：" in text
        assert "行" in text.partition("来源：")[2]
        assert list(page.images) == []
    with_map = [text for _, text in shown if "轮廓与线路均为示意" in text]
    assert len(with_map) == 4  # the region, the flats, the test area, the twin


def test_a_story_on_a4_has_the_same_numbers_and_notes_are_in_the_speakers_edition_only(
    catalog: Catalog,
) -> None:
    deck = story_deck(catalog)
    made = pdf_bytes(deck, catalog, unticked, "a4")
    assert [round(float(side)) for side in opened(made).pages[0].mediabox[2:]] == [595, 842]
    text = "".join(text_of(made))
    assert "9.8亿单" in text
    assert "讲稿" not in text
    noted = deck_of_story(catalog, story_of(), deck.words, deck.theme, edition="speaker")
    told = "".join(text_of(pdf_bytes(noted, catalog, unticked, "a4")))
    assert "讲稿" in told
    first = re.sub(r"\s+", "", noted.slides[0].notes.splitlines()[0])
    assert first in told


def test_the_font_is_inside_as_a_part(story: PdfReader) -> None:
    described = fonts(story)
    assert any("NotoSansCJKsc" in name for name in described)
    for name, font in described.items():
        assert re.match(r"/[A-Z]{6}\+", name)
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(font)


def test_it_says_its_title_language_and_parts_and_is_tagged(story: PdfReader) -> None:
    root = story.trailer["/Root"]
    assert story.metadata
    assert story.metadata.title == "重庆云谷·永川大数据产业园：投资推介"
    assert root["/Lang"] == "zh"  # type: ignore[index]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    titles = [str(entry["/Title"]) for entry in story.outline if isinstance(entry, dict)]
    assert titles[BEFORE] == "看过十多个区县，阿里巴巴选了永川"
    assert len(titles) == BEFORE + SLIDES + 2


def test_bold_is_a_face_of_the_font(story: PdfReader) -> None:
    assert {name for name in fonts(story) if "NotoSansCJK" in name and "Bold" in name}


def test_nothing_in_it_leads_outside(story: PdfReader) -> None:
    assert all("/Annots" not in page for page in story.pages)
    assert story.attachments == {}


def test_english_is_english(catalog: Catalog, shared: Path) -> None:
    pages = text_of(story_file(shared, catalog, "pdf", "en"))
    assert "≥6,000people" in pages[BEFORE + 6]
    assert "Sources:" in pages[BEFORE + 6]
    assert not any(re.search(r"[\u4e00-\u9fff]", page) for page in pages)


def test_a_view_is_a_brief_on_a4(catalog: Catalog) -> None:
    chosen = Selection(zones=("C",), evidence="published")
    made = pdf_bytes(view_deck(catalog, "overview", chosen), catalog, unticked)
    pages = text_of(made)
    assert "C区" in pages[0]
    assert "只用公开数据" in pages[0]
    assert "70万㎡" in pages[0]
    assert "244.7亿元" in pages[0]
    assert [round(float(side)) for side in opened(made).pages[0].mediabox[2:]] == [595, 842]


def test_hostile_texts_are_texts(catalog: Catalog) -> None:
    made = pdf_bytes(hostile_deck(catalog), catalog, unticked)
    assert re.sub(r"\s+", "", HOSTILE) in "".join(text_of(made))


def test_it_tells_how_far_it_is_and_can_be_stopped(catalog: Catalog) -> None:
    told: list[float] = []
    deck = view_deck(catalog, "overview", Selection())
    pdf_bytes(deck, catalog, told.append)
    assert told == sorted(told)
    assert told[-1] == 1

    def stop(done: float) -> None:
        if done > 0:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        pdf_bytes(deck, catalog, stop)


def test_the_same_deck_gives_the_same_file(catalog: Catalog) -> None:
    deck = view_deck(catalog, "overview", Selection())
    first, second = (pdf_bytes(deck, catalog, unticked) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("shape", ["a4", "wide"])
def test_list_that_has_no_room_goes_on_and_loses_nothing(shape: Shape, catalog: Catalog) -> None:
    deck = view_deck(catalog, "timeline", Selection())
    events = next(one for slide in deck.slides for one in slide.blocks if isinstance(one, Events))
    text = "".join(text_of(pdf_bytes(deck, catalog, unticked, shape)))
    lost = [item.text for item in events.items if re.sub(r"\s+", "", item.text) not in text]
    assert lost == []
    assert re.sub(r"\s+", "", deck.words("deck.goes_on")) in text
