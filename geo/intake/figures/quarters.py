"""Quarters by themselves, and quarters added up since January: never one for the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from geo.intake.asking import Desk, offered, title
from geo.intake.figures.measured import Measure
from geo.intake.figures.measures import value_of
from geo.intake.figures.observed import Observation
from geo.intake.figures.times import Time
from geo.reading.layers import Layer

EACH, ADDED_UP = "each", "added_up"
_JUMP = Decimal("1.6")
_FIRST, _LAST_QUARTERS = 3, {6, 9, 12}  # by the month in which they end
_MONTHS = 3
Series = dict[tuple[str, int, tuple[str, str]], dict[int, Decimal]]


def told_apart(
    desk: Desk,
    key: str,
    layer: Layer,
    found: list[Observation],
    measures: Mapping[str, Measure],
) -> list[Observation]:
    """Return numbers whose times say over which months they are; a doubtful one is asked about."""
    added = _ask_added(desk, key, layer, found, measures)
    return [
        _spanned(one, is_added=one.facts.measure in added)
        if one.facts.time is not None and measures[one.facts.measure].is_flow
        else one
        for one in found
    ]


def _ask_added(
    desk: Desk,
    key: str,
    layer: Layer,
    found: list[Observation],
    measures: Mapping[str, Measure],
) -> set[str]:
    """Return the names of what is given as sums since January under the names of quarters."""
    series: Series = {}
    spans: set[tuple[str, int]] = set()
    for one in found:
        time, value = one.facts.time, value_of(one.cell)
        if time is None or time.year is None or value is None:
            continue
        if _is_quarter(time) and time.is_added is None and measures[one.facts.measure].is_flow:
            name = (one.facts.measure, time.year, one.facts.subject)
            series.setdefault(name, {})[time.last] = value.number
        elif time.first == 1 and time.last in _LAST_QUARTERS and not time.is_year:
            spans.add((one.facts.measure, time.year))
    # Where the sums stand beside them, the quarters are what they say.
    doubtful = {
        name
        for (name, year, _), values in series.items()
        if _may_be_added(values) and (name, year) not in spans
    }
    return {
        name
        for name in sorted(doubtful)
        if desk.ask(
            f"{key}:quarters:{name}",
            "figure_quarters",
            offered(EACH, ADDED_UP),
            ADDED_UP if _all_grow(series, name) else EACH,
            layer=title(layer),
            name=name,
        )
        == ADDED_UP
    }


def _spanned(one: Observation, *, is_added: bool) -> Observation:
    """Return a number of a flow whose time is the span it covers, never a mere end of one."""
    time = one.facts.time
    if time is None:
        return one
    if time.is_added is not None:
        is_added = time.is_added
    elif not _is_quarter(time):
        is_added = False
    if not time.is_year and (is_added or time.is_end or time.day):
        time = replace(time, first=1)  # up to the end of June: since January
    return replace(one, facts=replace(one.facts, time=replace(time, day="", is_end=False)))


def _is_quarter(time: Time) -> bool:
    return not time.day and time.last - time.first == _MONTHS - 1 and time.last % _MONTHS == 0


def _may_be_added(values: Mapping[int, Decimal]) -> bool:
    """Tell whether quarters may be sums: they grow by leaps, or the first of them is missing."""
    lasts = sorted(values)
    if lasts[0] != _FIRST:
        return True
    return any(values[later] >= _JUMP * values[earlier] for earlier, later in pairwise(lasts))


def _all_grow(series: Series, name: str) -> bool:
    return all(
        [values[last] for last in sorted(values)] == sorted(values.values()) and len(values) > 1
        for (measure, _, _), values in series.items()
        if measure == name
    )
