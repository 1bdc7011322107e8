"""Arithmetic of growth, against values worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from data.growth import (
    compound_rate,
    grown,
    linear_step,
    needed_path,
    year_point,
    years_to_reach,
)


def test_results_of_whole_years_lie_whole_years_apart() -> None:
    # 2020 and 2024 are leap years.
    assert year_point(date(2019, 12, 31)) == 2020
    assert year_point(date(2025, 12, 31)) == 2026


def test_days_count_by_the_length_of_their_year() -> None:
    # The end of April is day 121 of 366 in 2020: 121/366 = 0.3306.
    assert year_point(date(2020, 4, 30)) == pytest.approx(2020.3306, abs=1e-4)


def test_doubling_twice_in_two_years_is_growth_of_one() -> None:
    assert compound_rate(100, 400, 2) == pytest.approx(1.0)
    assert linear_step(100, 400, 2) == 150
    assert needed_path(100, 400, 2, "compound")(1) == pytest.approx(200)
    assert needed_path(100, 400, 2, "linear")(1) == pytest.approx(250)


def test_paths_meet_at_both_ends() -> None:
    for path in ("compound", "linear"):
        needed = needed_path(330, 1000, 5.67, path)
        assert needed(0) == pytest.approx(330)
        assert needed(5.67) == pytest.approx(1000)


@pytest.mark.parametrize(
    ("base", "target", "rate", "years"),
    [(100, 400, 1.0, 2.0), (100, 400, 0.0, None), (100, 400, -0.1, None), (500, 400, 0.0, 0.0)],
)
def test_years_to_reach(base: float, target: float, rate: float, years: float | None) -> None:
    found = years_to_reach(base, target, rate)
    assert found == (years if years is None else pytest.approx(years))


def test_grown_compounds() -> None:
    assert grown(100, 0.1, 2) == pytest.approx(121)


@pytest.mark.parametrize(("base", "target", "years"), [(0, 1, 1), (1, 0, 1), (1, 2, 0)])
def test_nothing_grows_from_nothing(base: float, target: float, years: float) -> None:
    with pytest.raises(ValueError, match="not positive"):
        compound_rate(base, target, years)
    with pytest.raises(ValueError, match="not positive"):
        linear_step(base, target, years)
