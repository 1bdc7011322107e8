"""Newer beside older: the office's figures of 2025 beside what the articles print; by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from components.blocks.base import sent
from components.blocks.cards import Card
from components.blocks.plain import nothing
from components.blocks.text import Words
from components.handout.story_deck import deck_of_story
from components.linked.cards import headline_cards
from components.origin.conflicts import conflict_html
from components.session.theme import THEMES
from components.topics.overview.page import overview_finding
from components.topics.sources.ledger import listed
from components.topics.targets.growth import growth_chart
from components.topics.targets.later import later_bullets, targets_finding
from components.topics.targets.paths import path_chart
from components.topics.targets.progress import park_bullets, progress_cards
from components.topics.timeline.moments import ahead_block, events_by
from data.catalog import Catalog
from data.differing import all_conflicts, differing_figures
from data.facts import fact_of
from data.indicators import read_indicator, series
from data.periods import parse_period
from data.selection import Selection
from data.story_files import usable_stories
from data.target_spans import later, outturns, spans, standing, verdict
from data.targets import baseline, known_targets, target_row
from tests.office import SOURCE, figure, in_2025, with_rows

NOW = Selection()
BEFORE = Selection(as_of="2022-10")


@pytest.fixture(scope="module")
def office(catalog: Catalog) -> Catalog:
    """Return the park with the office's figures of 2025."""
    return in_2025(catalog)


def words(catalog: Catalog, lang: str = "zh") -> Words:
    return Words(lang, catalog.texts(lang))  # type: ignore[arg-type]


def cards(catalog: Catalog, chosen: Selection, lang: str = "zh") -> dict[str, Card]:
    made = headline_cards(catalog, chosen, words(catalog, lang))
    return {card.card_id: card for card in made}


def rows_of(block: Any) -> Any:
    return block.rows


def lines(card: Card) -> str:
    return "\n".join(line.text + line.flag for line in card.lines)


def test_range_runs_to_the_newest_date(office: Catalog) -> None:
    assert office.latest == parse_period("2025")


def test_newest_figure_stands_alone_with_the_printed_one_in_sight(office: Catalog) -> None:
    found = read_indicator(office, "enterprises", office.latest)
    assert found is not None
    assert (found.low, found.high, found.qualifier, found.grade) == (600, 600, "exact", "official")
    assert found.printed is not None  # 003 L49-50 and 002 L146-149
    assert (found.printed.low, found.printed.high) == (300, 330)
    assert list(found.figures["value"]) == [330, 330, 300, 600]


def test_history_is_not_rewritten(catalog: Catalog, office: Catalog) -> None:
    for name in ("enterprises", "staff", "revenue", "floor_area"):
        for as_of in ("2019", "2020-06", "2021", "2022-10"):
            mine, theirs = (
                read_indicator(one, name, parse_period(as_of)) for one in (catalog, office)
            )
            assert (mine is None) == (theirs is None)
            if mine and theirs:
                assert (mine.low, mine.high, mine.as_of) == (theirs.low, theirs.high, theirs.as_of)


@pytest.mark.parametrize(
    ("lang", "value", "beside", "whose"),
    [
        ("zh", "600 家", "2020年11月25日见报 300–330 家", "◉ 园区提供"),
        ("en", "600 enterprises", "25 Nov 2020 in print: 300–330 enterprises", "◉ from the office"),
    ],
)
def test_cards_show_the_newest_and_whose_it_is(
    office: Catalog, lang: str, value: str, beside: str, whose: str
) -> None:
    card = cards(office, NOW, lang)["enterprises"]
    assert card.value == value
    assert card.evidence == "official"
    assert beside in lines(card)
    assert whose in lines(card)
    before = cards(office, BEFORE, lang)["enterprises"]
    assert "300–330" in before.value
    assert whose not in lines(before)


def test_a_forecast_ends_with_its_outturn(office: Catalog) -> None:
    before, now = (cards(office, chosen)["revenue"] for chosen in (BEFORE, NOW))
    assert (before.value, now.value) == ("244.7 亿元", "420 亿元")  # 003 L50-51
    assert any(line.forecast for line in before.lines)  # 002 L150-152: of 2020
    assert not any(line.forecast for line in now.lines)
    assert "2019年见报 244.7 亿元" in lines(now)


def test_findings_say_the_newest(office: Catalog) -> None:
    said = overview_finding(office, NOW, words(office))
    assert "园区提供企业 600 家" in said
    assert "2025年" in said
    # All are below their targets of 2025: 600 of 1,000; 26,000 of 50,000; 42 of 70 billion.
    told = targets_finding(office, NOW, words(office))
    for part in ("企业 600 家", "从业人员 2.6 万人", "营收 420 亿元", "落后于匀速增长的进度"):
        assert part in told
    assert "415" not in told


def test_source_line_names_publisher_title_date_and_file(office: Catalog) -> None:
    source = cards(office, NOW, "en")["enterprises"].source
    assert source
    html = str(source())
    for part in ("Statistics of the park, 2025", "Park office", "15 Jan 2026", "2025.xlsx"):
        assert part in html


def test_what_other_sources_said_becomes_part_of_the_series(
    catalog: Catalog, office: Catalog
) -> None:
    # cspruc: 415 in July 2021; qicai-2023: 487 for 2022, which is over by 2025.
    assert outturns(catalog, catalog.latest, "T01")["value"].tolist() == [415]
    assert later(catalog, catalog.latest, "T01")["value"].tolist() == [487]
    assert outturns(office, office.latest, "T01")["value"].tolist() == [415, 487, 600]
    assert later(office, office.latest, "T01").empty
    graded = series(office, "enterprises", office.latest)["evidence"].tolist()
    assert graded == ["reported"] * 3 + ["secondary"] * 2 + ["official"]
    assert later_bullets(office, NOW, words(office)) == nothing()


@pytest.mark.parametrize(("target_id", "share"), [("T01", "60%"), ("T02", "52%"), ("T03", "60%")])
def test_targets_measure_from_the_newest(office: Catalog, target_id: str, share: str) -> None:
    made = {one.card_id: one for one in progress_cards(office, NOW, words(office))}
    assert share in lines(made[target_id])
    assert "见报" in lines(made[target_id])
    row = target_row(known_targets(office, office.latest), target_id)
    start = baseline(office, row, office.latest)
    assert start is not None
    assert (start.as_of, start.refs, start.grade) == ("2025", SOURCE, "official")


def test_target_of_another_definition_keeps_its_own_baseline(office: Catalog) -> None:
    more = figure("floor_area", 900_000, "m2")
    wider = with_rows(office, ("2025",), figures=[more])
    row = target_row(known_targets(wider, wider.latest), "T04")  # buildings and facilities
    start = baseline(wider, row, wider.latest)
    assert start is not None
    assert start.low == 700_000


def test_bullets_and_path_show_the_whole_series_with_grades(office: Catalog) -> None:
    said = words(office)
    bar = next(one for one in rows_of(park_bullets(office, NOW, said)) if one.key == "T01")
    assert bar.share == pytest.approx(0.6)
    assert [mark.sign for mark in bar.marks] == ["◇", "◇", "◉"]
    assert "300–330 家" in bar.small
    chart = path_chart(office, NOW, said, THEMES["light"], "T01", "compound")
    keys = [bar.key for bar in rows_of(chart)]
    for key in ("base-2020-04", "secondary-2021-07", "secondary-2022", "official-2025"):
        assert key in keys


def test_path_asks_for_the_target_at_its_deadline_and_after(office: Catalog) -> None:
    span = spans(office, office.latest)["T01"]
    assert span.needed("2025", "compound") == pytest.approx(1000)
    assert span.needed("2026", "linear") == pytest.approx(1000)
    assert verdict(office, office.latest, span) == "behind"
    assert standing(office, office.latest, "T01")["value"].tolist() == [600]


def test_growth_asked_for_starts_anew_from_the_offices_figure(catalog: Catalog) -> None:
    made = in_2025(catalog)
    figures = made["figures"]
    own = figures["evidence"] == "official"
    earlier = figures.assign(
        as_of=figures["as_of"].mask(own, "2023"),
        period=figures["period"].mask(own & figures["period"].notna(), "2023"),
    )
    office = replace(made, tables=made.tables | {"figures": earlier})
    chart = growth_chart(office, NOW, words(office), THEMES["light"])
    bars = {bar.key: bar.text for bar in rows_of(chart)}
    # (1000/600)^(1/2) - 1 = 29.1%; (70/42)^(1/2) - 1 = 29.1%; (50/26)^(1/2) - 1 = 38.7%
    assert bars["T01-since"] == "约 29.1%"
    assert bars["T03-since"] == "约 29.1%"
    assert bars["T02-since"] == "约 38.7%"


def test_two_sources_that_differ_are_a_conflict_by_rule(catalog: Catalog) -> None:
    other = figure(
        "enterprises", 580, "enterprise", figure_id="S-other", evidence="secondary", refs="cns-2024"
    )
    office = in_2025(catalog, other)
    [conflict] = differing_figures(office["figures"])
    assert conflict == "D-enterprises-2025-12-31"
    row = all_conflicts(office).loc[conflict]
    assert row["a_zh"] == "600 家（园区提供）"
    assert row["b_en"] == "580 enterprises (other public source)"
    assert (row["a_refs"], row["b_refs"]) == (SOURCE, "cns-2024")
    assert conflict in listed(office, NOW).index
    assert conflict not in listed(office, BEFORE).index
    source = cards(office, NOW)["enterprises"].source
    assert source
    assert conflict in str(source())
    assert "580 家" in str(conflict_html(office, words(office), [conflict]))


def test_official_figures_that_differ_are_a_band(catalog: Catalog) -> None:
    again = figure("enterprises", 640, "enterprise", figure_id="own-again")
    office = in_2025(catalog, again)
    card = cards(office, NOW)["enterprises"]
    fact = fact_of(card.value)
    assert fact is not None
    assert (fact.low, fact.high, fact.qualifier) == (600, 640, "band")
    assert "⚠" in lines(card)


@pytest.mark.parametrize(
    ("value", "qualifier", "differs"),
    [
        (500, "at_least", False),
        (601, "at_least", True),
        (700, "below", False),
        (590, "about", False),  # a twentieth either way: 560.5 to 619.5
        (500, "about", True),
    ],
)
def test_bounds_that_leave_a_number_do_not_differ(
    catalog: Catalog,
    value: float,
    qualifier: str,
    differs: bool,  # noqa: FBT001
) -> None:
    other = figure("enterprises", value, "enterprise", figure_id="o", qualifier=qualifier)
    assert bool(differing_figures(in_2025(catalog, other)["figures"])) == differs


def test_a_flow_is_compared_by_the_time_it_covers(catalog: Catalog) -> None:
    half = figure("revenue", 20e9, "cny", figure_id="half", period="2025-07/2025-12")
    assert differing_figures(in_2025(catalog, half)["figures"]) == {}
    late = figure("revenue", 41e9, "cny", figure_id="late", as_of="2026-03", period="2025")
    assert list(differing_figures(in_2025(catalog, late)["figures"])) == [
        "D-revenue-2025-01-01-2025-12-31"
    ]


def test_shipped_park_has_no_conflict_by_rule(catalog: Catalog) -> None:
    assert differing_figures(catalog["figures"]) == {}


def test_figures_without_date_or_indicator_join_no_series(catalog: Catalog) -> None:
    undated = figure("enterprises", 900, "enterprise", figure_id="undated", as_of=None)
    office = in_2025(catalog, undated)
    assert 900 not in series(office, "enterprises", office.latest)["value"].tolist()
    assert pd.notna(series(office, "enterprises", office.latest)["as_of"]).all()


def test_what_was_announced_for_a_date_has_not_happened_when_it_passes(
    catalog: Catalog, office: Catalog
) -> None:
    groups = events_by(office, office.latest)
    # 002 of 2020 for the end of 2022 and 2025, 000 of 2021 for 2023 or 2024.
    assert set(groups["due"]["event_id"]) == {"E35", "E36", "E37"}
    assert "E31" in set(groups["past"]["event_id"])  # in print on that day
    assert events_by(catalog, catalog.latest)["due"].empty
    said = sent(ahead_block(office, NOW, words(office), "all"))
    [target] = [one for one in said["items"] if one["key"] == "E37"]
    assert "日期已过，是否实现未见报" in target["small"]


def test_the_shipped_story_says_what_it_was_written_for(catalog: Catalog, office: Catalog) -> None:
    story = usable_stories()["cloud-valley"]
    shipped, living = (
        deck_of_story(one, story, words(one), THEMES["light"], date(2026, 11, 26))
        for one in (catalog, office)
    )
    for before, now in zip(shipped.slides, living.slides, strict=True):
        told = [
            [(card.value, [line.text for line in card.lines]) for card in slide.headline.cards]
            for slide in (before, now)
            if slide.headline
        ]
        assert told[:1] == told[1:]
