"""Printed dates: reading, ends, and what holds by a date."""

from datetime import date

import pandas as pd
import pytest

from data.periods import ends, is_over, is_under_way, over_by, parse_period, under_way_at


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2020-04-08", date(2020, 4, 8), date(2020, 4, 8), "day"),
        ("2020-02-29", date(2020, 2, 29), date(2020, 2, 29), "day"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "month"),  # leap year
        ("2021-02", date(2021, 2, 1), date(2021, 2, 28), "month"),
        ("2019-12", date(2019, 12, 1), date(2019, 12, 31), "month"),
        ("2020-Q1", date(2020, 1, 1), date(2020, 3, 31), "quarter"),
        ("2020-Q2", date(2020, 4, 1), date(2020, 6, 30), "quarter"),
        ("2020-Q4", date(2020, 10, 1), date(2020, 12, 31), "quarter"),
        ("2008", date(2008, 1, 1), date(2008, 12, 31), "year"),
        ("2020-01/2020-10", date(2020, 1, 1), date(2020, 10, 31), "range"),
        ("2008/2013", date(2008, 1, 1), date(2013, 12, 31), "range"),
        ("2020-Q1/2020-11-26", date(2020, 1, 1), date(2020, 11, 26), "range"),
    ],
)
def test_period_spans_whole_printed_unit(text: str, start: date, end: date, precision: str) -> None:
    period = parse_period(text)
    assert (period.start, period.end, period.precision) == (start, end, precision)
    assert str(period) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "2020 ",
        " 2020",
        "2020\n",
        "2020-04\n",
        "20",
        "202",
        "20201",
        "20200408",
        "2020-4",
        "2020-4-8",
        "2020-00",
        "2020-13",
        "2020-04-00",
        "2020-04-31",
        "2020-02-30",
        "2021-02-29",
        "2020-Q0",
        "2020-Q5",
        "2020-q1",
        "2020-Q1-01",
        "0000",
        "0000-01",
        "-2020",
        "+2020",
        "2020-04-08T00:00",
        "2020/",
        "/2020",
        "/",
        "2021/2020",
        "2020-04/2020-03",
        "2020/2021/2022",  # an interval has two ends
        "2020//2021",
        "2020/soon",
        "二〇二〇",
        "２０２０",  # full-width digits
        "٢٠٢٠",  # Arabic-Indic digits
        "2020-０４",
        "latest",
        "'; DROP TABLE events;--",
        "9" * 10_000,
        "/".join(["2020"] * 5_000),
    ],
)
def test_other_texts_are_not_dates(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_period(text)


@pytest.mark.parametrize(
    ("fact", "as_of", "over", "under_way"),
    [
        ("2020-08", "2020-08", True, False),
        ("2020-08", "2020-08-31", True, False),
        ("2020-08", "2020-08-30", False, True),
        ("2020-08", "2020-08-15", False, True),
        ("2020-08", "2020-08-01", False, True),
        ("2020-08", "2020-07-31", False, False),
        ("2020-08", "2020-09-01", True, False),
        ("2020-08", "2020", True, False),
        ("2020-04-08", "2020-04-07", False, False),
        ("2020-04-08", "2020-04-08", True, False),
        ("2020-Q1", "2020-03-31", True, False),
        ("2020-Q1", "2020-02", False, True),
        ("2021", "2021-12-31", True, False),
        ("2021", "2021-12-30", False, True),
        ("2021", "2021-11", False, True),
        ("2021", "2020", False, False),
        ("2008/2013", "2012", False, True),
        ("2008/2013", "2013-12", True, False),
    ],
)
def test_fact_holds_once_its_period_is_over(
    fact: str, as_of: str, *, over: bool, under_way: bool
) -> None:
    assert is_over(parse_period(fact), parse_period(as_of)) is over
    assert is_under_way(parse_period(fact), parse_period(as_of)) is under_way


def test_columns_follow_the_same_rules() -> None:
    as_of = parse_period("2020-08-15")
    printed = pd.Series(["2020-07", "2020-08", "2020-09", None], index=[5, 6, 7, 8])
    assert over_by(printed, as_of).to_dict() == {5: True, 6: False, 7: False, 8: False}
    assert under_way_at(printed.dropna(), as_of).to_dict() == {5: False, 6: True, 7: False}
    assert list(ends(pd.Series(["2020", "2020-02"]))) == [date(2020, 12, 31), date(2020, 2, 29)]


def test_empty_columns_stay_boolean() -> None:
    none = pd.Series([], dtype=object)
    assert over_by(none, parse_period("2020")).dtype == bool
    assert under_way_at(none, parse_period("2020")).dtype == bool
