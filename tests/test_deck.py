"""A hand-out as data: its slides, its sources, the name of its file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.text import Text

from components.blocks.base import Content, sent
from components.handout.deck import Deck
from components.handout.slide_map import slide_map_figure
from components.handout.story_deck import deck_of_story
from components.handout.view_deck import deck_of_view
from components.session.request import Request, Seen
from components.session.theme import THEMES
from data.catalog import Catalog
from data.i18n import Lang
from data.selection import Selection
from data.sources import sources_text
from data.stories import Story
from data.story_files import stories
from tests.contents import page_content
from tests.shipped import words_of


def shipped() -> Story:
    story = stories()[0].story
    assert story is not None
    return story


def view(catalog: Catalog, page: str, chosen: Selection, lang: Lang = "zh") -> Deck:
    request = Request(catalog, chosen, words_of(lang), THEMES["light"], {})
    make = page_content(page)
    assert make is not None
    return deck_of_view(request, page, make(request))


def test_a_story_has_one_slide_a_scene_and_a_cover(catalog: Catalog) -> None:
    deck = deck_of_story(catalog, shipped(), words_of("zh"), THEMES["light"])
    assert len(deck.slides) == 13  # the contact is not filled in
    assert deck.cover
    assert deck.cover.dated == "截至 2022年10月"
    assert deck.cover.picture
    assert deck.slides[0].map
    assert deck.cover.picture.layers == deck.slides[0].map.layers
    assert deck.title == "重庆云谷·永川大数据产业园：投资推介"
    assert deck.date.text == "2022-10"
    assert all(slide.sources for slide in deck.slides)


def test_the_edition_for_the_audience_has_no_notes_whoever_makes_it(catalog: Catalog) -> None:
    story, words, theme = shipped(), words_of("zh"), THEMES["light"]
    given = deck_of_story(catalog, story, words, theme)
    spoken = deck_of_story(catalog, story, words, theme, edition="speaker")
    assert not any(slide.notes for slide in given.slides)
    assert all(slide.notes for slide in spoken.slides)
    again = given.showing(replace(given.slides[0], notes="do not say"))
    assert not again.slides[0].notes
    assert given.file_stem.endswith("_2022-10_浅色_观众版")
    assert spoken.file_stem.endswith("_2022-10_浅色_讲者版")


def test_the_summary_has_a_line_a_slide_with_its_number(catalog: Catalog) -> None:
    deck = deck_of_story(catalog, shipped(), words_of("zh"), THEMES["light"])
    said = {line.title: line.number for line in deck.summary}
    assert [*said] == [slide.title for slide in deck.slides]
    # 002 L269: 700 staff by November.
    assert said["四月签约，八月开业，十一月七百人"] == "700人"


def test_the_appendix_says_where_each_number_comes_from(catalog: Catalog) -> None:
    deck = deck_of_story(catalog, shipped(), words_of("en"), THEMES["light"])
    place = 1 + [slide.title for slide in deck.slides].index(
        next(slide.title for slide in deck.slides if "77" in slide.title)
    )
    found = [one for one in deck.appendix if one.slide == place]
    # 002 L138-141: 77 signed; L3 and L141-144: 48 of them in production the same year.
    for printed, lines in (("77 projects", "L138–141"), ("48 projects", "L3, L141–144")):
        assert [one for one in found if one.value == printed and one.lines == lines], found
    assert len(deck.appendix) == len(set(deck.appendix))


def test_no_number_of_a_story_is_illustrative_but_its_map_shows_shapes(catalog: Catalog) -> None:
    deck = deck_of_story(catalog, shipped(), words_of("en"), THEMES["light"])
    blocks = [block for one in deck.slides for block in (*one.blocks, one.headline) if block]
    assert blocks
    assert not [block for block in blocks if "illustrative" in block.grades]
    maps = [slide.map for slide in deck.slides if slide.map]
    assert maps
    assert all(shown.chosen.evidence == "all" for shown in maps)


@pytest.mark.parametrize(
    ("page", "chosen", "lang", "stem"),
    [
        (
            "overview",
            Selection(zones=("C", "F")),
            "zh",
            "云谷一张图_总览_C区-F区_2022-10_浅色",
        ),
        ("talent", Selection(as_of="2020-09"), "en", "cloud-valley-atlas_talent_2020-09_light"),
        (
            "projects",
            Selection(sectors=("data",), evidence="published"),
            "zh",
            "云谷一张图_项目_数据处理_2022-10_仅公开数据_浅色",
        ),
    ],
)
def test_the_file_says_page_selection_and_date(
    catalog: Catalog, page: str, chosen: Selection, lang: Lang, stem: str
) -> None:
    assert view(catalog, page, chosen, lang).file_stem == stem


def test_the_file_of_a_story_says_so_too(catalog: Catalog) -> None:
    deck = deck_of_story(catalog, shipped(), words_of("en"), THEMES["light"])
    assert deck.file_stem.startswith("cloud-valley-atlas_chongqing-cloud-valley-yongchuan")
    assert deck.file_stem.endswith("_2022-10_light_audience")


def test_a_view_is_two_pages_with_its_filters_in_words(catalog: Catalog) -> None:
    deck = view(catalog, "overview", Selection(zones=("C", "F")))
    first, second = deck.slides
    assert not deck.cover
    assert "C区、F区" in first.title
    assert first.lines == ("所选：C区、F区 · 截至 2022年10月", "含示意数据，均已标明")
    assert first.headline is not None
    assert len(sent(first.headline)["cards"]) == 5
    assert first.map is not None
    assert first.map.chosen.zones == ("C", "F")
    assert [sent(block)["title"] for block in second.blocks] == [
        "各项目投资额",
        "各板块企业数",
        "各片区企业数",
        "项目状态",
    ]
    assert second.limits
    assert first.title != second.title


def test_a_page_with_few_charts_gives_a_list_and_one_without_a_map_one_slide(
    catalog: Catalog,
) -> None:
    kinds = [block.kind for block in view(catalog, "timeline", Selection()).slides[1].blocks]
    assert kinds == ["gantt", "bars", "events"]
    plain: Content = page_content("overview")(
        Request(catalog, Selection(), words_of("zh"), THEMES["light"], {})
    )
    without_map = {slot: block for slot, block in plain.items() if slot != "map-note"}
    request = Request(catalog, Selection(), words_of("zh"), THEMES["light"], {})
    (only,) = deck_of_view(request, "overview", without_map).slides
    assert only.map is None
    assert len(only.blocks) == 4


def test_published_only_is_said(catalog: Catalog) -> None:
    deck = view(catalog, "overview", Selection(evidence="published"), "en")
    assert deck.slides[0].lines == (
        "Selected: the whole park · as of Oct 2022",
        "Public sources only, with what is derived from them",
    )


def test_sources_of_one_article_are_joined_with_all_lines_in_order(catalog: Catalog) -> None:
    refs = ["002:L146-150,L169", "osm", "002:L14,L151-152", "osm"]
    first, second = sources_text(catalog, refs, "zh")
    assert first.endswith(" · 第 14, 146-152, 169 行")
    assert second.startswith("OpenStreetMap")


def test_marks_of_a_page_are_on_its_map_on_paper(catalog: Catalog) -> None:
    deck = view(catalog, "projects", Selection())
    shown = deck.slides[0].map
    assert shown
    assert shown.marks.items
    figure = slide_map_figure(shown, catalog, deck.words, deck.theme, (8.0, 6.0))
    written = {text.get_text() for text in figure.findobj(Text)}
    assert {one.label for one in shown.marks.legend if one.label} <= written


def test_the_sources_of_a_view_name_article_date_and_lines(catalog: Catalog) -> None:
    sources = view(catalog, "overview", Selection()).slides[0].sources
    assert len({one.split(" · ")[0] for one in sources}) == len(sources)
    assert any("2020年11月26日 · 第 " in one for one in sources)


def test_map_of_a_hand_out_is_the_one_that_the_reader_sees(catalog: Catalog) -> None:
    seen = Seen(looks_at=(29.4, 105.9, 11.5), layers_on=("zones", "twin_2", "tenants"))
    request = Request(catalog, Selection(), words_of("zh"), THEMES["light"], {}, seen)
    for page in ("overview", "digital-twin"):
        deck = deck_of_view(request, page, page_content(page)(request))
        shown = deck.slides[0].map
        assert shown
        assert shown.layers == seen.layers_on
        assert shown.view == seen.looks_at
    nothing = replace(request, seen=replace(seen, layers_on=()))
    shown = deck_of_view(nothing, "overview", page_content("overview")(nothing)).slides[0].map
    assert shown
    assert shown.layers == ()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_zones_of_every_map_of_the_story_are_named(lang: Lang, catalog: Catalog) -> None:
    words = words_of(lang)
    deck = deck_of_story(catalog, shipped(), words, THEMES["light"])
    for number, slide in enumerate(deck.slides, 1):
        if slide.map and "zones" in slide.map.layers:
            figure = slide_map_figure(slide.map, catalog, words, THEMES["light"], (6.8, 4.9))
            written = {text.get_text() for text in figure.findobj(Text)}
            assert written & {*"ABCDEF", words("present.park")}, number
