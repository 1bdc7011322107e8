"""How many numbers each page shows by grade of evidence, counted by hand."""

from __future__ import annotations

import pandas as pd
import pytest
from markupsafe import Markup

from components.blocks.bar import Bar
from components.blocks.bar_chart import Bars
from components.blocks.base import Block, Content, sent
from components.blocks.cards import Card, Cards, cards_block
from components.blocks.plain import Html, heading, note
from components.contents.pages import FACTS, SOURCES
from components.session.addresses import page_link
from components.session.page import Page
from components.session.request import Request
from components.session.theme import THEMES
from components.topics.sources.coverage import by_page, coverage, coverage_chart
from data.catalog import Catalog
from data.facts import exactly
from data.i18n import Lang
from data.selection import Selection
from tests.shipped import words_of


def graded_cards(*grades: str) -> Cards:
    return cards_block(
        [Card(str(n), "", "1", [], None, one) for n, one in enumerate(grades)], words_of("en")
    )


def a_bar(grade: str) -> Bar:
    return Bar("x", "x", exactly(1, grade=grade), "1", "#000000", "#000000")


def two_pages() -> tuple[Page, ...]:
    """Return a page of five numbers, one of two, one without."""

    def talent(_request: Request) -> Content:
        card = graded_cards("reported", "reported", "illustrative")
        return {
            "cards": card,
            "chart": Bars(id="x", title="Chart", rows=(a_bar("secondary"),)),
            "heading": heading("Below a heading"),
            "table": Html(html=Markup("1"), graded=("derived",)),
            "note": note("none"),
        }

    def overview(_request: Request) -> Content:
        return {"cards": graded_cards("illustrative", "reported")}

    def city(_request: Request) -> Content:
        return {"note": note("")}

    made = {"overview": overview, "talent": talent, "city": city}
    return tuple(Page(name, lambda _: None, content) for name, content in made.items())


def counts(chosen: Selection, catalog: Catalog) -> pd.DataFrame:
    """Return what the page of sources counts."""
    return coverage(catalog, chosen, tuple(FACTS.values()))


@pytest.fixture
def counted(catalog: Catalog) -> Block:
    """Return the chart of `two_pages`."""
    chosen, words, theme = Selection(zones=("C",), lang="en"), words_of("en"), THEMES["light"]
    frame = coverage(catalog, chosen, two_pages())
    return coverage_chart(frame, Request(catalog, chosen, words, theme, {}), two_pages())


def test_coverage_counts_numbers_by_grade(counted: Block) -> None:
    talent, overview = sent(counted)["rows"]  # the page with most numbers first
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
    request = Request(catalog, Selection(), words_of(lang), THEMES["light"], {})
    panels = SOURCES.content(request)["coverage"].panels
    names = [name for name in panels if name.startswith("coverage-")]
    assert len(names) == len(FACTS)
    for name in names:
        html = panels[name]().html
        assert "<tr><td>" in html
        assert "<tr><td></td>" not in html  # the name of the part


def test_overlay_counted_by_hand(catalog: Catalog) -> None:
    """Without outlines that page shows three numbers: 20, 10 and 60 km² (000 L148, L179, L186)."""
    chosen = Selection(evidence="published")
    pages = by_page(counts(chosen, catalog))
    assert pages.loc["overlay"].to_dict() == {
        "reported": 3,
        "official": 0,
        "secondary": 0,
        "derived": 0,
        "illustrative": 0,
    }


def test_published_only_leaves_no_illustrative_number_on_any_page(catalog: Catalog) -> None:
    everything, published = (
        by_page(counts(Selection(evidence=mode), catalog)) for mode in ("all", "published")
    )
    assert everything["illustrative"].sum() > 0
    assert published["illustrative"].sum() == 0
    assert {"overview", "overlay", "sites"} <= set(everything.index)
    assert not {"sources", "import", "edit", "present", "stories"} & set(everything.index)


def test_link_of_an_unfiltered_page_has_no_query() -> None:
    assert page_link("test-area", Selection()) == "./test-area"
    assert page_link("overview", Selection()) == "./"
