"""How many numbers each page shows by grade of evidence, counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

import components.topics.sources.coverage as evidence
from components.blocks.base import Block, Content
from components.blocks.text import Words
from components.session.addresses import page_link
from components.session.request import Request
from components.session.theme import THEMES
from components.topics.sources.coverage import by_page, coverage, coverage_chart
from data.catalog import Catalog
from data.i18n import Lang
from data.selection import Selection


def two_pages() -> dict[str, Callable[[Request], Content]]:
    """Return a catalogue of pages: one of five numbers, one of two, one without."""

    def talent(_request: Request) -> Content:
        card = Block("cards", {}, grades=("reported", "reported", "illustrative"))
        return {
            "cards": card,
            "chart": Block("bars", {"title": "Chart"}, grades=("secondary",)),
            "heading": Block("heading", {"text": "Below a heading"}),
            "table": Block("html", {"html": "1"}, grades=("derived",)),
            "note": Block("note", {"text": "none"}),
        }

    def overview(_request: Request) -> Content:
        return {"cards": Block("cards", {}, grades=("illustrative", "reported"))}

    def fails(_request: Request) -> Content:
        raise AssertionError("the page itself is not counted")

    return {
        "overview": overview,
        "talent": talent,
        "city": lambda _request: {"note": Block("note", {"text": ""})},
        "sources": fails,
        "import": fails,
        "present": fails,
    }


@pytest.fixture
def counted(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> Block:
    """Return the chart of `two_pages`; the copy of the catalog remembers nothing."""
    monkeypatch.setattr(evidence, "page_contents", two_pages)
    chosen = Selection(zones=("C",), lang="en")
    return coverage_chart(replace(catalog), chosen, Words("en"), THEMES["light"])


def test_coverage_counts_numbers_by_grade(counted: Block) -> None:
    talent, overview = counted.data["rows"]  # the page with most numbers first
    assert [talent["key"], talent["text"], talent["href"]] == [
        "talent",
        "5",
        "./talent?zones=C&lang=en",
    ]
    assert [part["share"] for part in talent["parts"]] == [0.4, 0.2, 0.2, 0.2]
    assert [part["hatched"] for part in talent["parts"]] == [False, False, False, True]
    assert (overview["text"], overview["href"]) == ("2", "./?zones=C&lang=en")
    assert [part["share"] for part in overview["parts"]] == [0.5, 0, 0, 0.5]


def test_coverage_opens_its_parts(counted: Block) -> None:
    html = counted.panels["coverage-talent"]().html
    assert html.index("Number cards") < html.index("Chart") < html.index("Below a heading")
    assert "coverage-city" not in counted.panels


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_counted_part_has_a_name(lang: Lang, catalog: Catalog) -> None:
    parts = coverage(catalog, Selection(), Words(lang), THEMES["light"])
    assert parts["part"].all()


def test_overlay_counted_by_hand(catalog: Catalog) -> None:
    """Without outlines that page shows three numbers: 20, 10 and 60 km² (000 L148, L179, L186)."""
    chosen = Selection(evidence="published")
    pages = by_page(coverage(catalog, chosen, Words("en"), THEMES["light"]))
    assert pages.loc["overlay"].to_dict() == {
        "reported": 3,
        "secondary": 0,
        "derived": 0,
        "illustrative": 0,
    }


def test_published_only_leaves_no_illustrative_number_on_any_page(catalog: Catalog) -> None:
    everything, published = (
        by_page(coverage(catalog, Selection(evidence=mode), Words("en"), THEMES["light"]))
        for mode in ("all", "published")
    )
    assert everything["illustrative"].sum() > 0
    assert published["illustrative"].sum() == 0
    assert {"overview", "overlay", "sites"} <= set(everything.index)
    assert not {"sources", "import"} & set(everything.index)


def test_link_of_an_unfiltered_page_has_no_query() -> None:
    assert page_link("test-area", Selection()) == "./test-area"
    assert page_link("overview", Selection()) == "./"
