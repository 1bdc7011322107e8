"""The timeline: what had happened by a date, and what was still to come."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.blocks.base import sent
from components.topics.timeline.deadlines import deadlines_block
from components.topics.timeline.moments import events_by, kinds, past_block
from components.topics.timeline.park_names import names_gantt
from components.topics.timeline.player import player
from data.catalog import Catalog, load_catalog
from data.periods import parse_period
from data.selection import Selection
from tests.opened import blocks, open_page, page_script, shown, title
from tests.shipped import CHOICES, words_of

TIMELINE = page_script("timeline")


@pytest.fixture(scope="module")
def facts() -> Catalog:
    return load_catalog()


def with_kind(kind: str, **query: str) -> AppTest:
    """Open the page with a kind chosen, as the browser would tell it."""
    return open_page(page_script("timeline", {"timeline-kind": kind}), **query)


def items(app: AppTest, slot: str) -> dict[str, Any]:
    return {item["key"]: item for item in blocks(app)[slot].get("items", [])}


@pytest.mark.parametrize(
    ("asof", "parts"),
    [
        # 40 events, of which the Expo of 2022 and Tencent's phase 2 are dated to a year that is
        # not over, and three are targets for later years.
        ("", ("大事 36 件", "最近一件在2022年10月")),
        ("2008", ("大事 2 件", "园区与永川 1 件")),  # 000 L193-194; 000 L204-206
        # To these come 2011-06, two of 2013 that end in it, the renaming and 2008 to 2013.
        ("2014", ("大事 7 件", "园区与永川 5 件")),
        ("2015-09", ("大事 8 件", "最近一件在2015年9月")),  # 001 L47
    ],
)
def test_title_follows_the_date(asof: str, parts: tuple[str, ...]) -> None:
    found = title(open_page(TIMELINE, lang="zh", **({"asof": asof} if asof else {})))
    for part in parts:
        assert part in found


def test_every_event_stands_once(facts: Catalog) -> None:
    app = open_page(TIMELINE, lang="en")
    past, ahead = items(app, "past"), items(app, "ahead")
    assert len(past) == 36
    assert set(ahead) == {"E35", "E36", "E37", "E38"}
    assert set(past) | set(ahead) == set(facts["events"]["event_id"])


@pytest.mark.parametrize(
    ("event", "date", "text"),
    [
        ("E01", "2008年", "西部声谷"),  # 000 L193-194
        ("E07", "2013年", "软件与信息服务外包产业园"),  # 001 L45
        ("E09", "2015年9月", "81个项目"),  # 001 L47
        ("E10", "2017年", "274个"),  # 001 L49
        ("E12", "2018年", "五大板块"),  # 001 L59
        ("E17", "2019年8月", "83个项目"),  # 003 L99-102
        ("E23", "2020年3月9日", "开工"),  # 003 L5-7
        ("E25", "2020年4月8日", "签约"),  # 003 L1-3
        ("E30", "2020年1月至2020年10月", "62.3%"),  # 002 L138-144
    ],
)
def test_events_have_the_printed_date(event: str, date: str, text: str) -> None:
    item = items(open_page(TIMELINE, lang="zh"), "past")[event]
    assert item["date"] == date
    assert text in item["text"]
    assert item["open"] == f"event-{event}"


def test_the_source_of_an_event_names_article_and_lines(facts: Catalog) -> None:
    panels = past_block(facts, Selection(), words_of("zh"), "all").panels
    assert "第 99-102 行" in panels["event-E17"]().html
    assert "口径冲突 C32" in panels["event-E17"]().html
    # Both readings of the names, each with its source.
    assert "两次更名" in panels["event-E12"]().html
    assert "第 45, 59 行" in panels["event-E12"]().html


def test_a_click_moves_the_date_only_where_it_can() -> None:
    app = open_page(TIMELINE, lang="zh")
    every = items(app, "past") | items(app, "ahead")
    assert every["E23"]["asof"] == "2020-03-09"
    assert every["E01"]["asof"] == "2008"
    fixed = {key for key, item in every.items() if not item["asof"]}
    # A quarter, stretches of time, and what lies beyond October 2022.
    assert fixed == {"E03", "E08", "E22", "E24", "E30", "E33", "E36", "E37", "E38"}
    assert all("不能作为截至日期" in every[key]["small"] for key in fixed)
    assert all(CHOICES.is_as_of(item["asof"]) for item in every.values() if item["asof"])


@pytest.mark.parametrize(
    ("asof", "current"),
    [
        ("", {"E34"}),
        ("2020-03-09", {"E23"}),
        ("2016", {"E09"}),
        ("2018", {"E12", "E13", "E14", "E15"}),
    ],
)
def test_the_event_nearest_to_the_date_is_current(asof: str, current: set[str]) -> None:
    past = items(open_page(TIMELINE, lang="en", **({"asof": asof} if asof else {})), "past")
    assert {key for key, item in past.items() if item["current"]} == current


def test_events_later_than_the_date_are_told_apart() -> None:
    app = open_page(TIMELINE, lang="zh", asof="2019-08")
    assert "E23" not in items(app, "past")
    assert items(app, "ahead")["E23"]["kind"] == "ahead"
    assert "尚未确定" in items(app, "ahead")["E20"]["small"]  # 2019 is not over in August
    cards = {card["id"]: card for card in blocks(app)["cards"]["cards"]}
    assert cards["latest"]["value"] == "2019年8月"
    assert cards["renamed"]["value"] == "2 次"  # 000 L263-265


@pytest.mark.parametrize(
    ("asof", "latest", "following"),
    [
        ("2018", "重庆云谷·永川大数据产业园", "2019年"),  # 001 L59; the results of 2019, 003 L50-51
        ("2020-03-09", "开工", "2020年4月8日"),  # 003 L5-7, then 003 L1-3
        ("", "LED", "2023年至2024年"),  # 001 L91; 000 L87-89
    ],
)
def test_cards_name_the_latest_and_the_next_event(asof: str, latest: str, following: str) -> None:
    app = open_page(TIMELINE, lang="zh", **({"asof": asof} if asof else {}))
    cards = {card["id"]: card for card in blocks(app)["cards"]["cards"]}
    assert latest in cards["latest"]["lines"][0]["text"]
    assert cards["next"]["value"] == following


def test_context_is_told_apart_from_the_park() -> None:
    past = items(open_page(TIMELINE, lang="zh"), "past")
    assert past["E02"]["kind"] == past["E21"]["kind"] == "around"
    assert "外部背景" in past["E02"]["small"]
    assert past["E01"]["kind"] == "own"
    assert "外部背景" not in past["E06"]["small"]  # the district's pilot


def test_kind_filters_the_events(facts: Catalog) -> None:
    assert set(kinds(facts)) == {"all", *facts["events"]["category"]}
    app = with_kind("pipeline", lang="zh")
    assert set(items(app, "past")) == {"E09", "E10", "E17", "E24", "E30"}
    assert "招商" in title(app)
    empty = with_kind("target", lang="zh", asof="2014")
    assert blocks(empty)["past"]["kind"] == "empty"
    assert "没有“目标”类大事" in title(empty)


@pytest.mark.parametrize("kind", ["<script>alert(1)</script>", "", "all' OR 1=1", "x" * 5000])
def test_hostile_kinds_are_ignored(kind: str) -> None:
    app = with_kind(kind, lang="zh")
    assert not app.exception
    assert blocks(app)["kind"]["chosen"] == "all"
    assert "大事 36 件" in title(app)


def test_names_begin_in_the_printed_years(facts: Catalog) -> None:
    words = words_of("en")
    rows = sent(names_gantt(facts, Selection(), words))["rows"]
    assert [row["key"] for row in rows] == ["voice", "outsourcing", "software", "cloud"]
    # 000 L193-194 and 001 L35: 2008; 001 L45: 2013; 001 L59: 2018. The axis has 5479 days.
    assert rows[0]["spans"][0]["from"] == 0
    assert rows[2]["spans"][0]["from"] == pytest.approx(1827 / 5479)
    assert rows[3]["spans"][0]["from"] == pytest.approx(3653 / 5479)
    assert [span["kind"] for span in rows[1]["spans"]] == ["unknown"]
    early = sent(names_gantt(facts, Selection(as_of="2012"), words))["rows"]
    assert [row["key"] for row in early] == ["voice", "outsourcing"]


def test_targets_show_once_they_are_in_print(facts: Catalog) -> None:
    words = words_of("zh")

    def shown_by(asof: str) -> dict[str, Any]:
        block = deadlines_block(facts, Selection(as_of=asof), words)
        return {item["key"]: item for item in sent(block)["items"]}

    assert shown_by("2019") == {}
    assert set(shown_by("2020-04")) == {"T29"}  # 003 L209-213
    november = shown_by("2020-11-26")
    assert "1,000 家" in november["T01"]["text"]  # 002 L22-23
    assert "T22" not in november  # in print in October 2022: 001 L93
    assert shown_by("")["T22"]["date"] == "2027年"
    assert not shown_by("")["T22"]["asof"]


def test_groups_follow_the_periods(facts: Catalog) -> None:
    groups = events_by(facts, parse_period("2020-02-15"))
    # February to March 2020 and the first quarter are under way.
    assert {"E22", "E24", "E30"} <= set(groups["open"]["event_id"])
    assert sum(len(group) for group in groups.values()) == 40


def test_published_mode_shows_nothing_illustrative() -> None:
    text = shown(open_page(TIMELINE, lang="zh", evidence="published"))
    assert "（示意）" not in text
    assert "示意分配" not in text


def test_date_moves_the_status_chart() -> None:
    rows = {
        row["key"]: row["value"]
        for row in blocks(open_page(TIMELINE, lang="zh", asof="2017"))["status"]["rows"]
    }
    assert rows["operating"] == 4  # 001 L49 names four
    assert rows["planned"] == 0


def test_the_player_goes_from_date_to_date_in_time(facts: Catalog) -> None:
    made = player(facts, Selection(), words_of("zh"))
    ends = [parse_period(step.asof).end for step in made.steps]
    assert ends == sorted(set(ends))
    assert all(CHOICES.is_as_of(step.asof) for step in made.steps)
    assert (made.steps[0].asof, made.steps[-1].asof) == ("2008-09", "2022-10")
    assert made.now == len(made.steps) - 1
    by = {step.asof: step for step in made.steps}
    # The axis has 5479 days from 2008 to 2022; 2008 is over on its 366th.
    assert by["2008"].at == pytest.approx(365 / 5479)
    # Four events of 2018: the new name (001 L59), the expo, Dawa, the data centre.
    assert by["2018"].text == "更名为重庆云谷·永川大数据产业园，形成五大板块，另有 3 件"
    assert "81个项目" in by["2015-09"].text  # 001 L47
    assert {"2020-03-09", "2020-04-08"} <= set(by)


@pytest.mark.parametrize(
    ("asof", "step"), [("2008-01", None), ("2016", "2015-09"), ("2020-03-09", "2020-03-09")]
)
def test_the_player_stands_at_the_last_date_that_is_over(
    facts: Catalog, asof: str, step: str | None
) -> None:
    made = player(facts, Selection(as_of=asof), words_of("en"))
    assert (made.steps[made.now].asof if made.now >= 0 else None) == step
