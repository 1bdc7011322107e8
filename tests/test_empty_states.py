"""Wherever nothing is shown, a button brings something back, and it works."""

from __future__ import annotations

from functools import lru_cache

import pytest

from components.blocks.base import Content, sent
from components.frame.remedy import remedied
from components.session.events import apply_log
from components.session.request import Request
from components.session.state import View
from components.session.theme import THEMES
from data.catalog import Catalog
from data.selection import Selection
from tests.contents import page_contents
from tests.opened import blocks, open_page, page_script
from tests.shipped import CHOICES, words_of

EMPTYING = {
    "everything": Selection(
        zones=("F",),
        sectors=("ecommerce",),
        statuses=("partial",),
        as_of="2008",
        evidence="published",
    ),
    "first": Selection(as_of="2008"),
    "published zone": Selection(zones=("C",), evidence="published"),
    "narrow": Selection(zones=("F",), sectors=("ecommerce",), statuses=("partial",)),
}
# `sources` counts the numbers of every other page, which takes long and is tested below.
PAGES = sorted(page_contents().keys() - {"present", "sources", "stories"})
CLICKS = {
    "illustrative": ("evidence", "all"),
    "unfilter": ("unfilter", ""),
    "reset": ("reset", ""),
}


def empty_parts(content: Content) -> dict[str, dict[str, str] | None]:
    """Return the button of each block and card that shows nothing."""
    found = {}
    for name, block in content.items():
        data = sent(block)
        if block.kind == "empty" or data.get("empty"):
            found[name] = data.get("remedy")
        if block.kind == "cards":
            bare = [card for card in data["cards"] if not card["source"]]
            found |= {f"{name}/{card['id']}": card.get("remedy") for card in bare}
    return found


def clicked(chosen: Selection, remedy: dict[str, str]) -> Selection:
    """Return the selection after a click on a button, as the browser posts it."""
    kind, value = ("asof", remedy["asof"]) if "asof" in remedy else CLICKS[remedy["do"]]
    view = View(selection=chosen)
    apply_log(view, {"mount": "page", "log": [[1, kind, value]]}, CHOICES)
    return view.selection


@pytest.mark.parametrize("view", EMPTYING)
@pytest.mark.parametrize("page", PAGES)
def test_what_is_empty_offers_what_fills_it(page: str, view: str, catalog: Catalog) -> None:
    chosen, make = EMPTYING[view], page_contents()[page]

    @lru_cache
    def content(selection: Selection) -> Content:
        return make(Request(catalog, selection, words_of("zh"), THEMES["light"], {}))

    shown = remedied(
        Request(catalog, chosen, words_of("zh"), THEMES["light"], {}),
        page,
        lambda request: content(request.chosen),
    )
    for part, remedy in empty_parts(shown).items():
        assert remedy, f"{part} is empty, and nothing is offered"
        assert remedy["text"]
        after = content(clicked(chosen, remedy))
        assert part.partition("/")[0] in after
        assert part not in empty_parts(after), f"{part}: {remedy['text']} does not fill it"


def test_sources_offer_the_date_or_the_options() -> None:
    early = blocks(open_page(page_script("sources"), asof="2008"))
    assert early["conflicts"]["remedy"] == {"text": "改到2022年10月", "asof": "2022-10"}
    # Article 000 speaks of the park and not of the city.
    narrowed = {"figures-scope": "city", "figures-article": "000"}
    shown = blocks(open_page(page_script("sources", narrowed)))["figures"]
    assert shown["empty"]
    assert shown["remedy"]["text"] == "恢复默认选项"
    assert shown["remedy"]["options"].split() == ["figures-scope:all", "figures-article:all"]


def test_weights_that_are_all_zero_can_be_set_again() -> None:
    sliders = blocks(open_page(page_script("sites")))["sliders"]["sliders"]
    weights = [one["name"] for one in sliders]
    assert weights
    empty = blocks(open_page(page_script("sites", dict.fromkeys(weights, "0"))))["empty"]
    assert "权重" in empty["text"]
    again = dict(one.split(":") for one in empty["remedy"]["options"].split())
    assert set(again) >= set(weights)
    assert blocks(open_page(page_script("sites", again)))["stack"]["rows"]


def test_stories_offer_a_copy_of_the_shipped_one() -> None:
    stories = blocks(open_page(page_script("stories")))["stories"]["rows"]
    acts = [one["act"] for row in stories for one in row["buttons"]]
    name, value = next(act for act in acts if act.startswith("story.copy:")).split(":")
    copied = blocks(open_page(page_script("stories", {name: value})))
    assert copied["scenes"]["rows"]


@pytest.mark.parametrize(
    ("lang", "none"),
    [("zh", "没有哪一行含全部搜索词。"), ("en", "No row holds all the words searched for.")],
)
def test_a_table_with_a_search_says_when_nothing_is_found(lang: str, none: str) -> None:
    found = [
        block
        for block in blocks(open_page(page_script("city"), lang=lang)).values()
        if block.get("search")
    ]
    assert found
    assert all(block["none"] == none and block["clear"] for block in found)
