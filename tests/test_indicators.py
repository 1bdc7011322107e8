"""Number cards: which printed figures they show, and as a band where sources disagree."""

from dataclasses import replace

import pandas as pd
import pytest

from data.catalog import Catalog
from data.indicators import known_figures, read_indicator
from data.periods import parse_period

# indicator, as of, low, high, qualifier, unit, date of the newest figure, article lines behind it
READINGS: list[tuple[str, str, float | None, float | None, str, str, str, list[str]]] = [
    # 003 L50: 330家; 004 L73: 330家; 002 L148: 300余家 - a band from November 2020 on
    ("enterprises", "2020-04", 330, 330, "exact", "enterprise", "2020-04", ["003"]),
    ("enterprises", "2020-05", 330, 330, "exact", "enterprise", "2020-04", ["003"]),
    ("enterprises", "2020-09", 330, 330, "exact", "enterprise", "2020-09", ["003", "004"]),
    ("enterprises", "2020-11-24", 330, 330, "exact", "enterprise", "2020-09", ["003", "004"]),
    *(
        ("enterprises", as_of, 300, 330, "band", "enterprise", "2020-11-25", ["003", "004", "002"])
        for as_of in ("2020-11", "2020-11-26", "2022-10")
    ),
    # 003 L50: 1.4万人; 002 L150: 1.5万人; 000 L85: 1.5万名
    ("staff", "2020-05", 14_000, 14_000, "exact", "person", "2020-04", ["003"]),
    ("staff", "2020-11", 15_000, 15_000, "exact", "person", "2020-11-25", ["003", "002"]),
    ("staff", "2021", 15_000, 15_000, "exact", "person", "2021", ["003", "002", "000"]),
    # 003 L51: 2019年…244.7亿元
    ("revenue", "2020-05", 24.47e9, 24.47e9, "exact", "cny", "2019", ["003"]),
    ("revenue", "2022-10", 24.47e9, 24.47e9, "exact", "cny", "2019", ["003"]),
    # 003 L46 and 002 L181: 70万平方米
    ("floor_area", "2020-05", 700_000, 700_000, "exact", "m2", "2020-04", ["003"]),
    # 002, the paper of 26 November 2020, dates it to that month
    ("floor_area", "2020-11-25", 700_000, 700_000, "exact", "m2", "2020-04", ["003"]),
    ("floor_area", "2020-11-26", 700_000, 700_000, "exact", "m2", "2020-11", ["003", "002"]),
    ("floor_area", "2022-10", 700_000, 700_000, "exact", "m2", "2020-11", ["003", "002"]),
]


@pytest.mark.parametrize("reading", READINGS, ids=[f"{r[0]}-{r[1]}" for r in READINGS])
def test_reading(
    catalog: Catalog,
    reading: tuple[str, str, float | None, float | None, str, str, str, list[str]],
) -> None:
    indicator, as_of, low, high, qualifier, unit, dated, articles = reading
    found = read_indicator(catalog, indicator, parse_period(as_of))
    assert found is not None
    assert (found.low, found.high, found.qualifier) == (low, high, qualifier)
    assert (found.unit, found.as_of) == (unit, dated)
    assert [refs[:3] for refs in found.figures["refs"]] == articles  # oldest first


@pytest.mark.parametrize(
    ("indicator", "as_of"),
    [
        ("enterprises", "2019"),
        ("enterprises", "2020-03"),
        ("enterprises", "2020-04-15"),  # printed in April, day unknown
        ("staff", "2019"),
        ("floor_area", "2019"),
        ("revenue", "2018"),
        ("revenue", "2008"),
    ],
)
def test_nothing_is_known_before_the_first_figure(
    catalog: Catalog, indicator: str, as_of: str
) -> None:
    assert read_indicator(catalog, indicator, parse_period(as_of)) is None
    assert known_figures(catalog, indicator, parse_period(as_of)).empty


def test_forecast_is_just_under_thirty_billion_and_stands_apart(catalog: Catalog) -> None:
    found = read_indicator(catalog, "revenue", parse_period("2020-11"), forecast=True)
    assert found is not None  # 002 L150-152: 预计全年可实现营收近300亿元
    assert (found.low, found.high, found.qualifier) == (None, 30e9, "below")
    assert (found.unit, found.as_of) == ("cny", "2020-11-25")
    assert list(found.figures["kind"]) == ["forecast"]
    assert read_indicator(catalog, "revenue", parse_period("2020-10"), forecast=True) is None
    outturn = read_indicator(catalog, "revenue", parse_period("2022-10"))
    assert outturn is not None
    assert set(outturn.figures["kind"]) == {"actual"}


@pytest.mark.parametrize("indicator", ["enterprises", "staff", "floor_area"])
def test_only_revenue_has_a_forecast(catalog: Catalog, indicator: str) -> None:
    assert read_indicator(catalog, indicator, parse_period("2022-10"), forecast=True) is None


@pytest.mark.parametrize(
    ("qualifier", "low", "high"),
    [("exact", 15.0, 15.0), ("at_least", 15.0, None), ("below", None, 15.0), ("about", 15.0, 15.0)],
)
def test_bounds_follow_the_newest_qualifier(
    catalog: Catalog, qualifier: str, low: float | None, high: float | None
) -> None:
    figures = pd.DataFrame(
        [
            ("F002-05", 15.0, qualifier, "2020-11"),
            ("F003-15", 14.0, "exact", "2020-04"),
        ],
        columns=["figure_id", "value", "qualifier", "as_of"],
    ).assign(
        unit="person",
        refs="paper:L1",
        indicator="staff",
        period=None,
        kind="actual",
        evidence="reported",
        conflicts=None,
    )
    sources = pd.DataFrame({"source_id": ["paper"], "published": ["2020-12"], "kind": ["article"]})
    made = replace(catalog, tables=catalog.tables | {"figures": figures, "sources": sources})
    found = read_indicator(made, "staff", parse_period("2021"))
    assert found is not None
    assert (found.low, found.high, found.qualifier) == (low, high, qualifier)
    assert list(found.figures["value"]) == [14.0, 15.0]
