"""Both pages as Streamlit runs them, in both languages and both evidence modes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = str(Path(__file__).parent.parent / "app.py")
# AppTest opens the first page only: the second one stands here after the same start.
OVERLAY = f"""
import runpy
from components.state import read_url
read_url()
runpy.run_path({str(Path(__file__).parent.parent / "pages" / "overlay.py")!r})
"""
# By the wording in print as of October 2022, counted from the articles by hand.
OPERATING = 14  # P01 P04 P07 P08 P18 P23 P24 P25 P26 P27 P28 P29 P30 P31
FIRST_PHASE = 5  # P02 P03 P05 P09 P10


def open_page(script: str = APP, **query: str) -> AppTest:
    start = AppTest.from_file if script == APP else AppTest.from_string
    app = start(script, default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def html(app: AppTest) -> str:
    bodies = (element.proto.body for element in app.get("html"))
    return "\n".join(body for body in bodies if not body.startswith("<style>"))


def title(app: AppTest) -> str:
    found = re.search(r'<h1 class="atlas-title">(.*?)</h1>', html(app))
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize("script", [APP, OVERLAY], ids=["overview", "overlay"])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("evidence", ["all", "published"])
@pytest.mark.parametrize("zones", ["", "A,C", "A,B,C,D,E,F"])
def test_no_page_fails(script: str, lang: str, evidence: str, zones: str) -> None:
    query = {"zones": zones} if zones else {}
    app = open_page(script, lang=lang, evidence=evidence, **query)
    assert not app.exception
    assert title(app)


def test_opening_view_shows_the_printed_numbers_in_chinese() -> None:
    app = open_page(lang="zh")
    text = html(app)
    assert "300–330 家" in title(app)
    assert f"{OPERATING + FIRST_PHASE}/35" in title(app)
    assert f"全部投用 {OPERATING}，首期投用 {FIRST_PHASE}" in text
    # 002 L149-150, 003 L50-51, 002 L150-152, 002 L180-181
    for number in ("1.5 万人", "244.7 亿元", "不足 300 亿元", "70 万㎡"):
        assert number in text, number
    assert "来源口径不一" in text
    assert len(app.get("arrow_vega_lite_chart")) + len(app.get("vega_lite_chart")) == 4


def test_opening_view_shows_the_same_numbers_in_english() -> None:
    text = html(open_page(lang="en"))
    for number in ("15,000 people", "CNY 24.47 billion", "just under CNY 30 billion", "700,000 m²"):
        assert number in text, number


@pytest.mark.parametrize(
    ("asof", "part"),
    [
        ("2012", "没有截至2012年的企业数"),
        ("2020-05-01", "330 家，7/13"),  # P25-P31 operate; 13 are in print by April 2020
        ("2020-10", "330 家"),
        ("2020-11", "300–330 家"),
    ],
)
def test_as_of_date_moves_the_finding(asof: str, part: str) -> None:
    assert part in title(open_page(lang="zh", asof=asof))


def test_alibaba_moves_from_signed_to_in_use() -> None:
    before = open_page(lang="zh", asof="2020-05-01", status="planned")
    after = open_page(lang="zh", asof="2020-09-01", status="partial")
    # On 1 May 2020 planned: Alibaba signed, digital-content park, Huawei college, corridor.
    assert "0/4" in title(before)
    assert "1/1" in title(after)


def test_published_only_shows_nothing_illustrative() -> None:
    for query in ({}, {"zones": "C"}, {"sectors": "data"}, {"zones": "F", "asof": "2020-11"}):
        text = html(open_page(lang="zh", evidence="published", **query))
        assert "▨ 示意" not in text, query
        shown = re.sub(r'<p class="atlas-empty".*?</p>', "", text)  # may offer the allocation
        assert "示意分配" not in shown, query


def test_zone_without_published_count_says_so() -> None:
    app = open_page(lang="zh", evidence="published", zones="C")
    assert "没有来源公布" in title(app)
    assert "未公布" in html(app)


def test_sector_filter_keeps_the_lower_bound() -> None:
    assert "≥ 90 家" in title(open_page(lang="zh", sectors="data"))
    assert "≥ 50 家" in title(open_page(lang="zh", sectors="outsourcing"))


def test_filters_write_the_link() -> None:
    app = open_page(lang="zh")
    app.button_group(key="filter-zone").set_value(["C", "A"]).run()
    assert app.query_params["zones"] in ("A,C", ["A,C"])
    app.toggle(key="filter-evidence").set_value(True).run()
    assert app.query_params["evidence"] in ("published", ["published"])
    app.select_slider(key="filter-asof").set_value("2020-11-26").run()
    assert app.query_params["asof"] in ("2020-11-26", ["2020-11-26"])
    app.button(key="filter-reset").click().run()
    assert set(app.query_params) == {"lang"}


@pytest.mark.parametrize(
    "query",
    [
        {"zones": "<script>alert(1)</script>"},
        {"zones": "C' OR 1=1--", "sectors": "../../etc/passwd"},
        {"asof": "9999-99-99", "status": "$latex$", "lang": "xx"},
        {"evidence": "[click](javascript:alert(1))", "q": "x" * 5000},
    ],
)
def test_hostile_link_shows_a_notice_and_the_opening_view(query: dict[str, str]) -> None:
    app = open_page(**query)
    assert not app.exception
    text = html(app)
    assert 'class="atlas-warning"' in text
    assert "<script>alert" not in text
    assert "300–330" in title(app)


def test_overlay_states_areas_and_shares() -> None:
    app = open_page(OVERLAY, lang="zh")
    text = html(app)
    assert "L4 测试区" in title(app)
    for coverage in ("20 km²", "10 km²", "60 km²"):
        assert coverage in text
    assert "示意" in title(app)


def test_overlay_without_outlines_explains_itself() -> None:
    app = open_page(OVERLAY, lang="en", evidence="published")
    assert "not boundaries" in title(app)
    assert 'class="atlas-empty"' in html(app)
