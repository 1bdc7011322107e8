"""Tabs: what stands in them, that nothing is lost in one that is not shown, and their link."""

from __future__ import annotations

import pytest

from components.blocks.plain import Html
from components.blocks.tabs import Tabs
from components.contents.pages import FACTS
from components.session.request import Request
from components.session.theme import THEMES
from data.catalog import Catalog
from data.selection import Selection
from tests.opened import blocks, open_page, page_script
from tests.shipped import words_of

FOLDED = {
    "city", "digital-twin", "enterprises", "facilities", "help", "projects", "sites", "talent",
    "targets", "test-area", "timeline",
}  # fmt: skip


def made(catalog: Catalog, page: str, **options: str) -> dict[str, object]:
    request = Request(catalog, Selection(), words_of("zh"), THEMES["light"], options)
    return dict(FACTS[page].content(request))


def test_long_pages_are_folded(catalog: Catalog) -> None:
    assert {page for page in FACTS if "tabs" in made(catalog, page)} == FOLDED


@pytest.mark.parametrize("page", sorted(FOLDED))
def test_each_tab_shows_something_and_no_slot_stands_in_two(catalog: Catalog, page: str) -> None:
    content = made(catalog, page)
    tabs = content["tabs"]
    assert isinstance(tabs, Tabs)
    assert tabs.chosen == tabs.tabs[0].key
    slots = [slot for tab in tabs.tabs for slot in tab.slots]
    assert len(slots) == len(set(slots))
    for tab in tabs.tabs:
        filled = [content[slot] for slot in tab.slots if slot in content]
        assert any(not isinstance(block, Html) or block.html for block in filled), tab.key


def test_a_story_and_a_file_find_what_stands_in_any_tab(catalog: Catalog) -> None:
    first, last = made(catalog, "projects"), made(catalog, "projects", **{"projects-tab": "table"})
    assert first.keys() == last.keys()
    assert first["table"] == last["table"]


def test_the_link_names_the_tab_and_what_it_does_not_know_is_the_first() -> None:
    app = open_page(page_script("projects", {"projects-tab": "gantt"}), lang="en")
    tabs = blocks(app)["tabs"]
    assert [one["text"] for one in tabs["tabs"]][:2] == ["Board", "Timeline"]
    assert tabs["chosen"] == "gantt"
    assert tabs["search"] == "Search"
    assert blocks(open_page(page_script("projects", {"projects-tab": "x"})))["tabs"]["chosen"] == (
        "board"
    )


def test_a_tab_with_nothing_in_it_is_left_out() -> None:
    # Before April 2020 no article tells of the projects: there is nothing to list.
    tabs = blocks(open_page(page_script("projects"), asof="2008"))["tabs"]
    assert "table" not in {one["key"] for one in tabs["tabs"]}
