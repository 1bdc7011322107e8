"""The search: what is found under which words, and where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from components.meeting.found_panels import found_panels
from components.search.entries import KINDS, PROFILES, finder, leads_to
from components.search.route import answer
from components.session.addresses import linked_page
from components.session.request import Request
from components.session.theme import THEMES
from data.i18n import LANGS, Lang
from data.selection import Selection
from tests.shipped import words_of

if TYPE_CHECKING:
    from components.browser.contract import FoundItem
    from data.catalog import Catalog


def _items(catalog: Catalog, text: str, lang: Lang = "zh") -> list[FoundItem]:
    return [item for group in answer(catalog, lang, text)["groups"] for item in group["items"]]


# The first of what is found: names of the articles as they print them, in part, in other
# letters; P02 is Alibaba's centre, E003 Beyondsoft, P01 the test base.
@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("阿里巴巴客户体验中心", "profile-project-P02"),
        ("albbkhtyzx", "profile-project-P02"),
        ("alibabakehu", "profile-project-P02"),
        ("Alibaba Customer", "profile-project-P02"),
        ("customer alibaba", "profile-project-P02"),
        ("ＡＬＩＢＡＢＡ　customer", "profile-project-P02"),
        ("博彦", "profile-enterprise-E003"),
        ("beyondsoft", "profile-enterprise-E003"),
        ("bykj", "profile-enterprise-E003"),
        ("boyankeji", "profile-enterprise-E003"),
        ("C区", "profile-zone-C"),
        ("Zone C", "profile-zone-C"),
    ],
)
@pytest.mark.parametrize("lang", LANGS)
def test_finds_by_name_letters_and_sound(
    catalog: Catalog, text: str, opened: str, lang: Lang
) -> None:
    assert _items(catalog, text, lang)[0]["open"] == opened


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("自动驾驶测试区", "./test-area"),
        ("timeline", "./timeline"),
        ("示意", "./help?open=help-schematic"),
    ],
)
def test_finds_pages_and_words(catalog: Catalog, text: str, href: str) -> None:
    assert href in [item["href"] for item in _items(catalog, text)]


def test_finds_a_figure_by_what_is_printed(catalog: Catalog) -> None:
    """Article 000 prints 1,000 mu of mulberry land: ``1000亩``."""
    assert [item["href"] for item in _items(catalog, "1000亩")] == ["./sources?open=figure-F000-01"]


def test_what_fits_not_every_word_is_not_found(catalog: Catalog) -> None:
    found = answer(catalog, "zh", "阿里巴巴 火星")
    assert not found["groups"]
    assert "阿里巴巴 火星" in found["said"]


@pytest.mark.parametrize(
    "text", ["", "   ", "·", "\0", "%_'\"<script>", "の" * 9_999, "[", "\ud800x"]
)
def test_any_text_is_answered(catalog: Catalog, text: str) -> None:
    assert answer(catalog, "en", text)["said"]


def test_without_words_the_pages_are_offered(catalog: Catalog) -> None:
    hrefs = [item["href"] for item in _items(catalog, "")]
    assert hrefs[0] == "./"
    assert "./overlay" in hrefs
    assert all(linked_page(href[2:], Selection()) for href in hrefs)


def test_each_entry_leads_somewhere(catalog: Catalog) -> None:
    """A panel, or a page of the menu, whose panels hold it."""
    entries = finder(catalog, "zh").entries
    assert {entry.kind for entry in entries} == set(KINDS)
    for entry in entries:
        href, panel = leads_to(entry)
        assert bool(href) != bool(panel)
        assert panel or linked_page(href[2:], Selection())


def test_on_the_stage_nothing_found_leads_away(catalog: Catalog) -> None:
    """Article 000 prints 1,000 mu of mulberry land; the zones are offered before one types."""
    assert [
        item["open"]
        for group in answer(catalog, "zh", "", on_stage=True)["groups"]
        for item in group["items"]
    ] == [f"profile-zone-{zone}" for zone in "ABCDEF"]
    found = answer(catalog, "zh", "1000亩", on_stage=True)["groups"]
    assert [item["open"] for group in found for item in group["items"]] == ["figure-F000-01"]
    offered = found_panels(Request(catalog, Selection(), words_of("zh"), THEMES["light"], {}))
    for entry in finder(catalog, "zh").entries:
        href, panel = leads_to(entry, on_stage=True)
        assert entry.kind == "page" or not href
        assert entry.kind in ("page", *PROFILES) or panel in offered
    assert "66.67 万㎡" in str(offered["figure-F000-01"]().html)
    assert offered["help-schematic"]().html
