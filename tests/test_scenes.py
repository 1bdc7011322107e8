"""Scenes: cards, charts and sources of a page, under the selection of a scene."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from components.blocks.base import sent
from components.blocks.chart import Chart
from components.blocks.kinds import CHARTS
from components.contents.pages import FACTS
from components.meeting.scenes import SceneView, known_names, scene_blocks
from components.session.request import Request
from components.session.theme import THEMES
from data.catalog import Catalog
from data.i18n import LANGS, Lang
from data.selection import Selection
from data.stories import MapView, Scene
from tests.contents import page_content
from tests.shipped import words_of

SCENE = Scene(
    "one",
    "题",
    "Title",
    MapView(29.36, 105.93, 13),
    *("甲", "A", "乙", "B"),
    layers=("zones", "bus"),
    headline="overview/revenue",
    chart="digital-twin/phases",
    notes_zh="讲",
    notes_en="Say",
    refs=("002:L14-16", "004:L73"),
)
Show = Callable[..., SceneView]


@pytest.fixture
def show(catalog: Catalog) -> Show:
    """Return a function that shows the scene with some of its fields changed."""

    def shown(lang: Lang = "en", **changes: object) -> SceneView:
        scene = replace(SCENE, **changes)  # type: ignore[arg-type]
        return scene_blocks(catalog, scene, words_of(lang), THEMES["light"])

    return shown


def value(shown: SceneView) -> str:
    """Return the value of the headline, which is one card."""
    assert shown.headline
    [card] = sent(shown.headline)["cards"]
    return str(card["value"])


def test_scene_is_shown_in_the_language_of_the_words(show: Show) -> None:
    zh, en = show("zh"), show("en")
    assert (zh.title, zh.text, zh.caveat, zh.notes) == ("题", "甲", "乙", "讲")
    assert (en.title, en.text, en.caveat, en.notes) == ("Title", "A", "B", "Say")
    assert (value(zh), value(en)) == ("244.7 亿元", "CNY 24.47 billion")
    assert zh.map_layers == ("zones", "bus")
    assert zh.view == (29.36, 105.93, 13)


def test_headline_is_the_one_card_with_its_source(show: Show) -> None:
    headline = show().headline
    assert headline
    assert headline.kind == "cards"
    [panel] = headline.panels
    assert panel == "source-revenue"
    assert "CNY 24.47 billion" in headline.panels[panel]().html


def test_chart_is_the_block_of_the_slot(show: Show) -> None:
    chart = show().chart
    assert chart
    assert (chart.kind, sent(chart)["title"]) == ("bars", "Area of the two phases")
    assert [row["value"] for row in sent(chart)["rows"]] == [10, 60]


def test_chart_gets_its_heading_where_that_stands_apart(show: Show) -> None:
    left, gap = show(chart="sites/left").chart, show(chart="talent/gap").chart
    assert left
    assert sent(left)["title"] == "What an investor would ask that is not scored"
    assert gap
    assert sent(gap)["title"] == "Yearly increase that the target asks for"  # its own


def test_scene_may_do_without_card_and_chart(show: Show) -> None:
    shown = show(headline="", chart="")
    assert (shown.headline, shown.chart) == (None, None)


@pytest.mark.parametrize("name", ["overview/none", "nowhere/none", "present/x", "../app/x"])
def test_what_is_not_there_is_left_out(name: str, show: Show) -> None:
    shown = show(headline=name, chart=name)
    assert (shown.headline, shown.chart) == (None, None)


def test_selection_of_the_scene_decides_and_what_it_says_of_evidence(show: Show) -> None:
    shown = show(query="asof=2020-04&zones=C&evidence=all&lang=zh", headline="talent/staff")
    assert shown.chosen == Selection(zones=("C",), as_of="2020-04", evidence="all", lang="en")
    assert value(shown) == "14,000 people"  # 003:L50
    assert value(show(query="asof=2020-11-26", headline="talent/staff")) == "15,000 people"
    # No source gives the enterprises of a zone.
    assert value(show(query="zones=C", headline="overview/enterprises")) == "Not published"


def test_sources_are_those_of_the_scene_in_words(show: Show) -> None:
    assert show("zh", refs=("004:L73", "001:L59")).sources == (
        "数字企业有多少？ 重庆集聚1.5万家 · 重庆日报 · 2020年9月 · 第 73 行",
        "加“数”前行 扶“云”直上 永川 加快建设西部数字产业基地 · 重庆日报 · 2022年10月 · 第 59 行",
    )


@pytest.mark.parametrize("lang", LANGS)
def test_sources_are_else_those_of_card_and_chart_each_once(lang: Lang, show: Show) -> None:
    sources = show(lang, refs=()).sources
    assert len(set(sources)) == len(sources)
    lines = {"zh": ("第 50-51 行", "第 178-186 行"), "en": ("lines 50-51", "lines 178-186")}[lang]
    for line in lines:  # 003:L50-51 revenue of 2019, 000:L178-180 and L180-186 of the twin
        assert any(line in source for source in sources), sources
    assert all(" · " in source for source in sources), sources


def test_scene_without_numbers_has_no_source(show: Show) -> None:
    assert show(headline="", chart="", refs=()).sources == ()


def test_same_scene_is_made_once(show: Show) -> None:
    assert show() is show()
    assert show("zh") is not show("en")


def test_known_names_are_those_of_the_pages(catalog: Catalog) -> None:
    known = known_names(catalog)
    assert {"overview/enterprises", "targets/T03", "test-area/test-roads"} <= known.cards
    assert {"overview/sector", "timeline/names", "targets/park", "talent/base"} <= known.charts
    assert not {"overview/title", "overview/filters", "overview/map-note"} & known.charts
    assert {"000", "004", "osm"} <= known.sources
    assert not any(name.startswith(("import/", "present/", "stories/")) for name in known.charts)


def test_every_known_name_can_be_shown(catalog: Catalog, show: Show) -> None:
    known = known_names(catalog)
    for card in known.cards:
        assert show("zh", headline=card, chart="").headline, card
    for chart in known.charts:
        block = show("zh", headline="", chart=chart).chart
        assert block, chart
        assert isinstance(block, CHARTS)
        assert sent(block)["title"], chart


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("zone", ["C", "F"])
def test_question_on_the_stage_is_answered_with_what_is_on_it(
    zone: str, lang: Lang, catalog: Catalog, show: Show
) -> None:
    asked = show(lang, query=f"zones={zone}", headline="projects/zone")
    if zone == "C":
        assert value(asked) == {"zh": "未公布", "en": "Not published"}[lang]
    else:
        assert value(asked).startswith("1")
    chosen = Selection(zones=(zone,), evidence="published", lang=lang)
    words = words_of(lang)
    request = Request(catalog, chosen, words, THEMES["light"], {})
    for page in FACTS:
        charts = [one for one in page_content(page)(request).values() if isinstance(one, Chart)]
        for chart in charts:  # there is no switch of evidence on the stage
            assert words("filter.evidence").lower() not in chart.empty.lower()
