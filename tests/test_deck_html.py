"""The HTML file of a deck, parsed: what is in it, and that nothing is fetched."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from components.handout.html_file import html_bytes
from components.handout.story_deck import deck_of_story
from data.catalog import Catalog
from data.selection import Selection
from tests.decks import HOSTILE, hostile_deck, story_deck, story_file, story_of, unticked, view_deck

MEGABYTE = 1_000_000


class Parsed(HTMLParser):
    """Elements with their attributes, and the text of all but script and style."""

    def __init__(self, made: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text, self.script, self.style = "", "", ""
        self._within = ""
        self.feed(made.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._within = tag if tag in {"script", "style"} else ""

    def handle_endtag(self, tag: str) -> None:
        self._within = "" if tag in {"script", "style"} else self._within

    def handle_data(self, data: str) -> None:
        if self._within == "script":
            self.script += data
        elif self._within == "style":
            self.style += data
        else:
            self.text += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def made(catalog: Catalog, shared: Path) -> bytes:
    return story_file(shared, catalog, "html")


@pytest.fixture(scope="module")
def story(made: bytes) -> Parsed:
    return Parsed(made)


def test_nothing_is_fetched(made: bytes, story: Parsed) -> None:
    assert not story.named("link")
    assert not story.named("iframe")
    assert not story.named("a")
    for _, attributes in story.elements:
        for name in ("src", "href", "xlink:href", "srcset", "action"):
            value = attributes.get(name) or "#"
            assert value.startswith(("#", "data:"))
    assert set(re.findall(r"url\(['\"]?(data:|#|[^)]*)", story.style)) <= {"data:", "#"}
    assert "@import" not in story.style
    assert "sourceMappingURL" not in story.script
    assert len(made) < 3 * MEGABYTE


def test_the_policy_allows_one_script_and_no_request(story: Parsed) -> None:
    policy = next(one["content"] for one in story.named("meta") if one.get("http-equiv"))
    assert policy
    digest = base64.b64encode(hashlib.sha256(story.script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "http" not in policy
    assert "unsafe" not in policy.replace("style-src 'unsafe-inline'", "")
    assert len(story.named("script")) == 1
    assert not [name for _, one in story.elements for name in one if name.startswith("on")]


@pytest.mark.parametrize(
    "printed",
    [
        "看过十多个区县，阿里巴巴选了永川",
        "300–330 家",
        "≥ 90 家",
        "≥ 6,000人",
        "48 个",
        "9.8 亿单",
        "13 万人",
        "来源口径不一",
        "示意图",
        "重庆日报 · 2020年9月 · 第 73-77 行",
        "要点一览",
        "数据出处",
    ],
)
def test_what_the_articles_say_stands_in_it_as_text(story: Parsed, printed: str) -> None:
    assert printed in story.text


def test_it_has_its_slides_notes_charts_and_tables(story: Parsed) -> None:
    assert story.named("html") == [{"lang": "zh"}]
    assert len(story.named("article")) == 13
    assert story.named("aside") == []  # the audience's edition has no notes
    pictures = [one for one in story.named("div") if one.get("class") == "picture"]
    assert len(pictures) == 8  # three scenes have a map only, two a list
    assert all(one["role"] == "img" and one["aria-label"] for one in pictures)
    assert any("服务外包 ≥ 50" in str(one["aria-label"]) for one in pictures)
    assert len(story.named("table")) >= 11
    sections = [one.get("class") for one in story.named("section")]
    assert sections.count("summary") == 1
    assert sections.count("appendix") == 2


def test_notes_are_hidden_in_the_speakers_edition(catalog: Catalog) -> None:
    deck = story_deck(catalog)
    noted = deck_of_story(catalog, story_of(), deck.words, deck.theme, edition="speaker")
    parsed = Parsed(html_bytes(noted, catalog, unticked))
    assert len(parsed.named("aside")) == sum(bool(slide.notes) for slide in noted.slides) > 0
    assert all("hidden" in one for one in parsed.named("aside"))


def test_ids_are_unique(story: Parsed) -> None:
    ids = [one["id"] for _, one in story.elements if "id" in one]
    assert len(ids) == len(set(ids))


def test_its_own_font_has_every_chinese_letter(story: Parsed) -> None:
    data = re.search(r"data:font/woff;base64,([^)]+)", story.style)
    assert data
    with TTFont(BytesIO(base64.b64decode(data[1]))) as font:
        known = set(font.getBestCmap())
    missing = {letter for letter in story.text if "\u4e00" <= letter <= "\u9fff"}
    assert {letter for letter in missing if ord(letter) not in known} == set()
    assert "font-family: 'Noto Sans CJK SC'; font-weight: normal" in story.style
    assert "font-family: 'Noto Sans CJK SC'; font-weight: bold" in story.style


def test_the_map_is_told_what_each_slide_shows(story: Parsed, catalog: Catalog) -> None:
    scenes = re.search(r"const scenes = (\[.*\]);", story.script)
    assert scenes
    told = json.loads(scenes[1])
    assert len(told) == 13
    for one, slide in zip(told, story_deck(catalog).slides, strict=True):
        if slide.map is None:
            assert one is None
            continue
        assert slide.map.view
        assert one["view"] == [slide.map.view.lat, slide.map.view.lon, slide.map.view.zoom]
        assert set(one["layers"]) == {*slide.map.layers, "district"}


def test_hostile_texts_are_texts(catalog: Catalog) -> None:
    names = catalog["landmarks"].assign(name_zh=HOSTILE)
    hostile = replace(catalog, tables=catalog.tables | {"landmarks": names})
    parsed = Parsed(html_bytes(hostile_deck(catalog), hostile, unticked))
    assert len(parsed.named("script")) == 1
    assert not parsed.named("img")
    assert not [name for _, one in parsed.elements for name in one if name.startswith("on")]
    for tag in ("h1", "h2", "td", "th", "li"):
        assert parsed.named(tag)
    assert parsed.text.count(HOSTILE) >= 9


def test_a_view_of_published_numbers_has_no_schematic_shape(catalog: Catalog) -> None:
    deck = view_deck(catalog, "overview", Selection(evidence="published"), "en")
    parsed = Parsed(html_bytes(deck, catalog, unticked))
    assert parsed.named("html") == [{"lang": "en"}]
    assert "Schematic" not in parsed.text
    assert "700,000 m²" in parsed.text


def test_it_can_be_stopped(catalog: Catalog) -> None:
    def stop(done: float) -> None:
        if done > 0:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        html_bytes(view_deck(catalog, "overview", Selection()), catalog, stop)
