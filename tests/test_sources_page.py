"""The page of sources: expected values from the articles, by hand."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest

from components.blocks.base import Block, Content, sent
from components.session.request import Request
from components.session.theme import THEMES
from data.catalog import Catalog
from data.i18n import Lang
from data.selection import Selection
from tests.contents import page_contents
from tests.opened import cells, open_page, page_script, panel_of, title
from tests.shipped import words_of
from tests.test_published import cites

PAGE = page_script("sources")
Open = Callable[..., Content]


@pytest.fixture
def page(catalog: Catalog) -> Open:
    """Return a function that gives the content of the page for a view and its options."""
    make = page_contents()["sources"]

    def opened(chosen: Selection | None = None, lang: Lang = "zh", **options: str) -> Content:
        named = {name.replace("_", "-"): value for name, value in options.items()}
        return make(Request(catalog, chosen or Selection(), words_of(lang), THEMES["light"], named))

    return opened


def ids(block: Block) -> list[str]:
    """Return the panels that the rows of a table open."""
    return [row[0]["open"] for row in sent(block)["rows"]]


def line(block: Block, start: str) -> list[str]:
    """Return the cells of the one row whose first cell starts like this."""
    [found] = [row for row in sent(block)["rows"] if row[0]["text"].startswith(start)]
    return [found[0]["text"], *found[1:]]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("evidence", ["all", "published"])
@pytest.mark.parametrize("query", [{}, {"zones": "B,F"}, {"asof": "2012"}, {"asof": "2020-04"}])
def test_page_does_not_fail(lang: str, evidence: str, query: dict[str, str]) -> None:
    app = open_page(PAGE, lang=lang, evidence=evidence, **query)
    assert not app.exception
    assert title(app)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        # 193 rows, of which F004-17 is derived and 11 come from elsewhere; 56; 38
        ({}, ("193", "181", "56", "38")),
        # 000 L221-227: the two numbers that tell of 2008
        ({"asof": "2008"}, ("2", "2", "0", "0")),
    ],
)
def test_title_states_what_is_known(query: dict[str, str], numbers: tuple[str, ...]) -> None:
    said = title(open_page(PAGE, lang="en", **query))
    figures, printed, conflicts, claims = numbers
    assert said.startswith(f"{printed} of {figures} numbers")
    assert f"{conflicts} conflicts" in said
    assert f"{claims} superlatives" in said


# figure, number in words, as of, article, line; read in the articles
FIGURES = [
    ("F000-09", "63", "2021年", "000", 123),
    ("F000-10", "20 km²", "2021年", "000", 148),
    ("F000-17", "12,000", "2021年", "000", 232),
    ("F001-02", "81", "2015年9月", "001", 47),
    ("F001-07", "1.73 亿", "2017年", "001", 49),
    ("F001-14", "11", "2022年10月", "001", 93),
    ("F002-03", "62.3", "2020年10月", "002", 144),
    ("F002-11", "150 万", "2020年11月26日", "002", 17),
    ("F002-23", "4,000", "2020年11月26日", "002", 82),
    ("F002-53", "≥ 3.5 亿", "2020年11月", "002", 301),
    ("F002-55", "920", "2020年11月", "002", 309),
    ("F003-14", "330", "2020年4月", "003", 50),
    ("F003-16", "244.7 亿", "2019年", "003", 51),
    ("F003-24", "12.6 亿", "2020年4月", "003", 140),
    ("F003-34", "33.33 万", "2020年4月", "003", 217),  # 500 mu of 666.67 m²
    ("F004-04", "1,157.3 亿", "2020年第1季度", "004", 120),
    ("F004-20", "≥ 600", "2020年9月", "004", 83),
    ("F004-32", "≥ 65", "2020年9月", "004", 63),
]


@pytest.mark.parametrize(("figure", "value", "as_of", "article", "number"), FIGURES)
def test_figure_stands_with_value_date_and_line(
    figure: str, value: str, as_of: str, article: str, number: int, page: Open
) -> None:
    found = line(page()["figures"], figure)
    assert value in found[3]
    assert found[4] == as_of
    refs = found[7].replace("; ", ";").replace(" ", ":")
    assert cites(refs, article, number)


def test_every_figure_has_a_stable_link_whatever_is_listed(page: Open, catalog: Catalog) -> None:
    wanted = {f"figure-{one}" for one in catalog["figures"]["figure_id"]}
    assert len(wanted) == 193
    assert set(ids(page()["figures"])) == wanted
    narrowed = page(figures_kind="target")["figures"]
    assert set(ids(narrowed)) < wanted
    assert set(narrowed.panels) >= wanted
    nothing = page(Selection(as_of="2008"), figures_kind="target")["figures"]
    assert sent(nothing)["empty"]
    assert set(nothing.panels) >= wanted


@pytest.mark.parametrize(
    ("option", "value", "count"),
    [
        ("figures_article", "000", 29),  # F000-01 to F000-29
        ("figures_article", "later", 11),  # S-…
        ("figures_grade", "derived", 1),  # 004 L21: one building and three more
        ("figures_kind", "forecast", 3),
        ("figures_scope", "alliance", 5),
    ],
)
def test_options_narrow_the_figures(option: str, value: str, count: int, page: Open) -> None:
    assert len(sent(page(**{option: value})["figures"])["rows"]) == count


def test_options_narrow_together(page: Open) -> None:
    # 003 L18, L30-32, L190-194, L196-199 and L215-218: what the article of April 2020 calls planned
    planned = page(figures_kind="planned", figures_article="003")["figures"]
    assert ids(planned) == [f"figure-F003-{n}" for n in ("04", "07", "31", "32", "33", "34")]


@pytest.mark.parametrize("value", ["", "<b>", "all:x", "FORECAST", "0" * 9999])
def test_hostile_options_are_ignored(value: str, page: Open) -> None:
    content = page(
        figures_scope=value,
        figures_kind=value,
        figures_grade=value,
        figures_article=value,
        conflicts_severity=value,
        claims_kind=value,
    )
    assert len(sent(content["figures"])["rows"]) == 193
    assert len(sent(content["conflicts"])["rows"]) == 56
    assert len(sent(content["claims"])["rows"]) == 38


def test_figures_later_than_the_date_are_not_listed(page: Open) -> None:
    listed = ids(page(Selection(as_of="2020-05-01"))["figures"])
    assert "figure-F003-14" in listed  # 003 L50, April 2020
    assert "figure-F002-04" not in listed  # 002 L146-149, November 2020
    assert "figure-S-open-area-2024" not in listed


def test_all_conflicts_stand_with_their_readings(page: Open, catalog: Catalog) -> None:
    found = page()["conflicts"]
    assert len(sent(found)["rows"]) == 56
    for _, conflict in catalog["conflicts"].iterrows():
        said = line(found, f"{conflict['conflict_id']} ")[2]
        for side in "abc":
            if isinstance(conflict[f"{side}_zh"], str):
                assert conflict[f"{side}_zh"] in said
        panel = found.panels[f"conflict-{conflict['conflict_id']}"]()
        assert conflict["shown_zh"] in unescape(panel.html)


def test_readings_name_their_lines(page: Open) -> None:
    said = line(page(lang="en")["conflicts"], "C05")
    # 003 L46-47 and 002 L186, L188-189
    assert said[2] == (
        "More than 2,600 (April 2020) (003 L46-47) ↔ "
        "More than 3,000 (November 2020) (002 L186,L188-189)"
    )


@pytest.mark.parametrize(("severity", "count"), [("high", 15), ("medium", 21), ("low", 20)])
def test_ledger_by_severity(severity: str, count: int, page: Open) -> None:
    found = page(conflicts_severity=severity)["conflicts"]
    assert len(sent(found)["rows"]) == count
    assert len([name for name in found.panels if name.startswith("conflict-")]) == 56


def test_conflict_is_listed_once_two_readings_are_in_print(page: Open) -> None:
    # C05: 2,600 apartments in April 2020, 3,000 in November 2020
    spring, winter = (
        " ".join(ids(page(Selection(as_of=date))["conflicts"]))
        if "rows" in sent(page(Selection(as_of=date))["conflicts"])
        else ""
        for date in ("2020-05-01", "2020-11-30")
    )
    assert "conflict-C05" not in spring
    assert "conflict-C05" in winter


def test_articles_count_what_is_drawn_from_each(page: Open) -> None:
    articles = page()["articles"]
    names = [column["name"] for column in sent(articles)["columns"]]
    assert len(sent(articles)["rows"]) == 5
    found = dict(zip(names, line(articles, "002"), strict=True))
    # 60 figures F002-01 to -60; nine superlatives: K07, K08, K12, K15, K18, K20, K29, K30, K32
    assert (found["数字"], found["“最”“首”之说"]) == ("60", "9")
    assert found["发表日期"] == "2020年11月26日"
    assert found["报纸或发布方"] == "报纸名未载明"


def test_article_opens_a_list_of_facts_with_lines(page: Open) -> None:
    panel = page()["articles"].panels["publication-001"]()
    assert 'href="https://big5.cri.cn/' in panel.html
    # 001 L49: 274 projects
    assert "274 个" in panel.html
    assert "L49" in panel.html


def test_publications_state_their_licence(page: Open) -> None:
    found = page()["publications"]
    assert len(sent(found)["rows"]) == 19  # 24 sources less 5 articles
    assert "ODbL" in line(found, "osm ")
    assert "未注明" in line(found, "xinhua-2023 ")


def test_claims_are_attributed_in_the_table_and_the_panel() -> None:
    app = open_page(PAGE, lang="zh")
    assert len(cells(app, "claims")) == 38
    assert all("据" in row[1] for row in cells(app, "claims"))
    opened = panel_of(app, "claim-K04")
    assert "第 145-148, 160-163 行" in opened
    assert "国内首个" in opened  # conflict C12, both readings
    assert "西南首个" in opened


def test_pages_give_their_content_without_drawing() -> None:
    """Outside Streamlit any drawing would fail; the page itself still draws afterwards."""
    assert {"overview", "sources", "digital-twin"} <= set(page_contents())
    assert title(open_page(PAGE, lang="en"))
