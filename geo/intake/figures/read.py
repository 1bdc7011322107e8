"""Understand the numbers of a sheet of figures, with questions about what is unclear."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from data.catalog import Catalog
from data.periods import parse_period
from data.problems import Problem
from geo.intake.asking import LEAVE_OUT, Desk, offered, title
from geo.intake.cells import cleaned
from geo.intake.doubts import Choice
from geo.intake.figures.measured import Measure, indicators_known, is_flow_named, words_known
from geo.intake.figures.measures import Unit, Value, is_gap, value_of
from geo.intake.figures.observed import TOTAL, Observation
from geo.intake.figures.quarters import told_apart
from geo.intake.figures.recognise import Sheet
from geo.intake.figures.rows import Given
from geo.intake.figures.times import Time
from geo.intake.figures.units import COUNTED, Units, code_of
from geo.intake.headers import measure_of
from geo.reading.layers import Layer

NEW = "new"
MOST_MEASURES = 60
_LARGEST = Decimal(10) ** 14
_MOST_COUNTED = Decimal(10) ** 7


def read_figures(desk: Desk, key: str, sheet: Sheet, catalog: Catalog, as_of: str) -> list[Given]:
    """Return the numbers of a sheet in base units; what is unclear is asked, what is bad reported.

    Parameters
    ----------
    desk : Desk
    key : str
        Of the layer.
    sheet : Sheet
    catalog : Catalog
    as_of : str
        The date that the user gives for the whole, for a table that has none.
    """
    layer = sheet.layer
    for place in sheet.remarks:
        desk.problems.append(Problem(layer.file, place, None, "remark_row"))
    for place in sheet.totals:
        desk.problems.append(Problem(layer.file, place, None, "total_row"))
    found = _with_numbers(desk, sheet)
    asked = _measures(desk, key, layer, found, catalog)
    found = [one for one in found if one.facts.measure in asked]
    found = _dated(desk, key, layer, found, asked, as_of)
    subjects = _subjects(desk, key, layer, found)
    found = [one for one in found if subjects.get(one.facts.subject) is not None]
    found = told_apart(desk, key, layer, found, asked)
    units = Units(desk, key, layer)
    given = []
    for one in found:
        value, measure = value_of(one.cell), asked[one.facts.measure]
        unit = units.of(one, measure, value) if value else None
        made = _number(value, unit, measure) if value else ("figure_no_unit", {})
        if isinstance(made, tuple):
            desk.problems.append(Problem(layer.file, one.row, one.column, *made))
        elif value and unit:
            subject = subjects[one.facts.subject] or ("", "")
            code = code_of(unit, measure)
            given.append(
                _given(layer, one, replace(measure, unit=code), subject, value, made, unit)
            )
    return given


def _number(
    value: Value, unit: Unit | None, measure: Measure
) -> Decimal | tuple[str, dict[str, object]]:
    """Return a number in the base unit, or what is wrong with it: a message and its values."""
    said: dict[str, object] = {"value": value.text}
    if unit is None:
        return "figure_no_unit", said
    if unit.code == "foreign":
        return "figure_currency", {**said, "unit": unit.label}
    code = code_of(unit, measure)
    if not code:
        return "figure_unit", {**said, "unit": unit.label, "name": measure.name_zh}
    number = value.number * unit.factor
    kind = _impossible(number, value, unit, code, measure)
    return (kind, said) if kind else _whole(number, code)


def _impossible(number: Decimal, value: Value, unit: Unit, code: str, measure: Measure) -> str:
    """Return why a number cannot be right, as a message id; empty if it can."""
    if number < 0 and not measure.is_flow:
        return "figure_negative"
    if abs(number) > (_MOST_COUNTED if code in COUNTED else _LARGEST):
        return "figure_too_large"
    is_part = code in COUNTED and number != number.to_integral_value()
    return "figure_not_whole" if is_part and value.qualifier == "exact" and unit.factor == 1 else ""


def _whole(number: Decimal, code: str) -> Decimal:
    """Return a number of what is counted as a whole one: 2.60005 万人 is rounded already."""
    return Decimal(math.floor(number + Decimal("0.5"))) if code in COUNTED else number


def _given(
    layer: Layer,
    one: Observation,
    measure: Measure,
    subject: tuple[str, str],
    value: Value,
    number: Decimal,
    unit: Unit,
) -> Given:
    has_unit = bool(value.unit and value.unit.code)
    return Given(
        layer.file,
        one.row,
        one.column,
        one.facts.measure,
        measure,
        subject,
        one.facts.time or Time(None),
        number,
        value.qualifier,
        value.mark or one.facts.mark,
        value.text if has_unit else _printed(value.text, unit.label),
    )


def _printed(text: str, label: str) -> str:
    """Return a number with its unit from elsewhere: 420亿元, 10,500 CNY million, 450以上（家）."""
    if label and not re.search(r"[\d)）万亿千百]$", text):
        return f"{text}（{label}）"
    return f"{text} {label}" if label[:1].isascii() and label[:1].isalpha() else f"{text}{label}"


def _with_numbers(desk: Desk, sheet: Sheet) -> list[Observation]:
    """Return what has a number; growth rates and cells that are none are reported."""
    kept = []
    growth: set[str] = set()
    for one in sheet.found:
        if one.facts.is_growth:
            if one.column not in growth:
                growth.add(one.column)
                desk.problems.append(
                    Problem(sheet.layer.file, one.row, one.column, "figure_growth")
                )
        elif value_of(one.cell) is not None:
            kept.append(one)
        elif not is_gap(one.cell):
            text = cleaned(one.cell)[:60]
            problem = Problem(
                sheet.layer.file, one.row, one.column, "figure_unread", {"value": text}
            )
            desk.problems.append(problem)
    return kept


def _dated(
    desk: Desk,
    key: str,
    layer: Layer,
    found: list[Observation],
    measures: Mapping[str, Measure],
    as_of: str,
) -> list[Observation]:
    """Return the numbers with a time; what holds at a date may have that of the whole."""
    dated, bare = [], []
    for one in found:
        if one.facts.time and one.facts.time.year is not None:
            dated.append(one)
        elif one.facts.time or measures[one.facts.measure].is_flow:
            desk.problems.append(Problem(layer.file, one.row, one.column, "figure_no_year"))
        else:
            bare.append(one)
    if not bare:
        return dated
    chosen = desk.ask(
        f"{key}:figures:date",
        "figure_date",
        offered("whole_date", LEAVE_OUT),
        "whole_date",
        layer=title(layer),
        count=len(bare),
    )
    if chosen == LEAVE_OUT:
        return dated
    time = _time_of_whole(as_of)
    return dated + [replace(one, facts=replace(one.facts, time=time)) for one in bare]


def _time_of_whole(as_of: str) -> Time:
    span = parse_period(as_of)
    day = as_of if span.precision == "day" else ""
    return Time(span.end.year, span.start.month, span.end.month, day)


def _measures(
    desk: Desk, key: str, layer: Layer, found: list[Observation], catalog: Catalog
) -> dict[str, Measure]:
    """Return what each name measures; a name that the park does not know is asked about."""
    known, words = indicators_known(catalog), words_known(catalog)
    counts: dict[str, int] = {}
    for one in found:
        counts[one.facts.measure] = counts.get(one.facts.measure, 0) + 1
    asked: dict[str, Measure] = {}
    if len(counts) > MOST_MEASURES:
        desk.report(layer, None, None, "figure_measures", count=len(counts), limit=MOST_MEASURES)
        counts = {name: count for name, count in counts.items() if measure_of(name, words)[0]}
    for name, count in counts.items():
        indicator, is_whole = measure_of(name, words)
        if not name:
            desk.report(layer, None, None, "figure_nameless", count=count)
            continue
        chosen = indicator
        if not (indicator and is_whole):
            choices = [
                Choice(NEW, "figure_new", {"name": name}),
                *(
                    Choice(one.indicator, names={"zh": one.name_zh, "en": one.name_en})
                    for one in known.values()
                ),
                *offered(LEAVE_OUT),
            ]
            chosen = desk.ask(
                f"{key}:measure:{name}",
                "figure_measure",
                choices,
                indicator or NEW,
                layer=title(layer),
                name=name,
                count=count,
            )
        if chosen == NEW:
            asked[name] = Measure("", name, name, "", is_flow_named(name))
        elif chosen != LEAVE_OUT:
            asked[name] = known[chosen]
    return asked


def _subjects(
    desk: Desk, key: str, layer: Layer, found: list[Observation]
) -> dict[tuple[str, str], tuple[str, str] | None]:
    """Return zone or sector of each label; ``None`` for what is left out."""
    known: dict[tuple[str, str], tuple[str, str] | None] = {}
    for subject in dict.fromkeys(one.facts.subject for one in found):
        kind, text = subject
        if kind in {"", TOTAL}:
            known[subject] = ("", "")
        elif kind != "unknown":
            known[subject] = subject
        else:
            choices = [
                *(
                    replace(one, value=f"{side}/{one.value}")
                    for side in ("zone", "sector")
                    for one in desk.codes(side)
                ),
                *offered(LEAVE_OUT),
            ]
            chosen = desk.ask(
                f"{key}:subject:{text}",
                "figure_subject",
                choices,
                LEAVE_OUT,
                layer=title(layer),
                word=text,
            )
            side, _, code = chosen.partition("/")
            known[subject] = (side, code) if code else None
    return known
