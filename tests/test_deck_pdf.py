"""The PDF of a deck, opened again: pages, text, fonts, pictures, what it says of itself."""

from __future__ import annotations

import re
from io import BytesIO
from typing import cast

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from components.blocks.moments import Events
from components.handout.pdf_file import pdf_bytes
from data.catalog import Catalog
from data.selection import Selection
from tests.decks import HOSTILE, hostile_deck, story_deck, view_deck

SLIDES, COVER = 12, 1


def unticked(_: float) -> None:
    return


def opened(made: bytes) -> PdfReader:
    return PdfReader(BytesIO(made))


def text_of(reader: PdfReader) -> list[str]:
    """Return the text of each page without its white space."""
    return [re.sub(r"\s+", "", page.extract_text()) for page in reader.pages]


@pytest.fixture(scope="module")
def story(catalog: Catalog) -> PdfReader:
    return opened(pdf_bytes(story_deck(catalog), catalog, unticked))


@pytest.fixture(scope="module")
def pages(story: PdfReader) -> list[str]:
    return text_of(story)


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


def test_a_story_is_a_cover_its_scenes_and_the_notes_on_wide_pages(
    story: PdfReader, pages: list[str]
) -> None:
    assert "重庆云谷·永川大数据产业园：投资交流会" in pages[0]
    assert "五大板块合计至少290家企业" in pages[3]
    assert "讲稿" in pages[COVER + SLIDES]
    assert len(pages) > COVER + SLIDES
    box = story.pages[0].mediabox
    assert float(box.width) / float(box.height) == pytest.approx(16 / 9, abs=0.01)
    assert all(f"{n}/{len(pages)}" in page for n, page in enumerate(pages, start=1))


@pytest.mark.parametrize(
    ("scene", "printed"),
    [
        (1, ["300–330家", "14,000", "15,000", "来源口径不一"]),
        (3, ["≥90家", "服务外包", "≥50", "≥80", "≥40", "≥30", "截至2020年9月"]),
        (6, ["27.6亿元", "10亿元", "1.5亿元", "5,000万元"]),
        (7, ["20km²", "自动驾驶", "示意"]),
        (8, ["10km²", "60km²"]),
        (11, ["700亿元"]),
        (12, ["15所", "13万人"]),
    ],
)
def test_figures_of_the_articles_can_be_found_as_text(
    pages: list[str], scene: int, printed: list[str]
) -> None:
    assert [figure for figure in printed if figure not in pages[scene]] == []


def test_each_scene_names_its_sources_and_has_a_marked_vector_map(
    story: PdfReader, pages: list[str]
) -> None:
    for page, text in list(zip(story.pages, pages, strict=True))[1 : SLIDES + 1]:
        assert "来源：" in text
        assert "行" in text.partition("来源：")[2]
        assert "轮廓与线路均为示意" in text
        assert list(page.images) == []


def test_the_font_is_inside_as_a_part(story: PdfReader) -> None:
    described = fonts(story)
    assert any("NotoSansCJKsc" in name for name in described)
    for name, font in described.items():
        assert re.match(r"/[A-Z]{6}\+", name)
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(font)


def test_it_says_its_title_language_and_parts_and_is_tagged(story: PdfReader) -> None:
    root = story.trailer["/Root"]
    assert story.metadata
    assert story.metadata.title == "重庆云谷·永川大数据产业园：投资交流会"
    assert root["/Lang"] == "zh"  # type: ignore[index]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    titles = [str(entry["/Title"]) for entry in story.outline if isinstance(entry, dict)]
    assert titles[1] == "园区在永川新城：企业300至330家、1.5万人（均为2020年）"
    assert len(titles) == COVER + SLIDES + 1


def test_nothing_in_it_leads_outside(story: PdfReader) -> None:
    assert all("/Annots" not in page for page in story.pages)
    assert story.attachments == {}


def test_english_is_english(catalog: Catalog) -> None:
    reader = opened(pdf_bytes(story_deck(catalog, "en"), catalog, unticked))
    pages = text_of(reader)
    assert "CNY2.76billion" in pages[6]
    assert "Sources:" in pages[6]
    assert not any(re.search(r"[\u4e00-\u9fff]", page) for page in pages)


def test_a_view_is_a_brief_on_a4(catalog: Catalog) -> None:
    chosen = Selection(zones=("C",), evidence="published")
    reader = opened(pdf_bytes(view_deck(catalog, "overview", chosen), catalog, unticked))
    pages = text_of(reader)
    assert len(pages) in {1, 2}
    assert "C区" in pages[0]
    assert "只用公开数据" in pages[0]
    assert "70万㎡" in pages[0]
    assert "244.7亿元" in pages[0]
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]


def test_hostile_texts_are_texts(catalog: Catalog) -> None:
    reader = opened(pdf_bytes(hostile_deck(catalog), catalog, unticked))
    assert re.sub(r"\s+", "", HOSTILE) in text_of(reader)[1]


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


def test_list_that_has_no_room_keeps_the_newest(catalog: Catalog) -> None:
    deck = view_deck(catalog, "timeline", Selection())
    events = next(one for slide in deck.slides for one in slide.blocks if isinstance(one, Events))
    text = "".join(text_of(opened(pdf_bytes(deck, catalog, unticked))))
    shown = [re.sub(r"\s+", "", item.text) in text for item in events.items]
    assert shown[-1]
    assert shown == sorted(shown)  # the older are left out, none between
    assert f"另有{len(shown) - sum(shown)}行" in text
