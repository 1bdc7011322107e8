"""Recognise a sheet as a table of figures, and understand its numbers, with questions."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from data.catalog import Catalog
from data.problems import Problem
from geo.intake.asking import LEAVE_OUT, Desk, offered, title
from geo.intake.cells import cleaned
from geo.intake.doubts import Choice
from geo.intake.figures.layout import blocks_of, is_example
from geo.intake.figures.measured import (
    Measure,
    indicators_known,
    is_flow_named,
    words_known,
)
from geo.intake.figures.measures import Unit, Value, is_gap, unit_in, unit_named, value_of
from geo.intake.figures.observed import TOTAL, Observation, observations
from geo.intake.figures.rows import Given
from geo.intake.figures.times import Time, mark_of, time_in
from geo.intake.headers import header, measure_of
from geo.reading.layers import Layer

NEW, EACH, ADDED_UP = "new", "each", "added_up"
MOST_MEASURES = 60
_DATED, _BROKEN_DOWN, _DOUBLE = 0.6, 0.4, 0.3
_LARGEST = Decimal(10) ** 14
_MOST_COUNTED = Decimal(10) ** 7
_JUMP = Decimal("1.6")
_LAST_QUARTERS = {6, 9, 12}
# Units on offer where a table names none, by what is measured.
_UNITS = {
    "cny": ("元", "万元", "亿元"),
    "m2": ("㎡", "万㎡", "亩"),
    "person": ("人", "万人"),
    "enterprise": ("家",),
    "": ("家", "人", "元", "万元", "亿元", "㎡", "万㎡", "席", "%"),
}
_NAMES = {
    "元": "cny",
    "万元": "10k_cny",
    "亿元": "100m_cny",
    "㎡": "m2",
    "万㎡": "10k_m2",
    "亩": "mu",
}
_NAMES |= {"人": "person", "万人": "10k_person", "家": "enterprise", "席": "seat", "%": "percent"}
# What is counted one by one, by a word of its name.
_ITEMS = {
    "专利": "patent",
    "项目": "project",
    "平台": "platform",
    "机构": "institution",
    "楼": "building",
    "活动": "event",
    "中心": "centre",
    "实验室": "laboratory",
    "银行": "bank",
    "企业": "enterprise",
    "公司": "enterprise",
    "席": "seat",
    "patent": "patent",
    "project": "project",
    "platform": "platform",
    "institution": "institution",
    "building": "building",
    "event": "event",
    "compan": "enterprise",
    "enterprise": "enterprise",
    "seat": "seat",
}


@dataclass(frozen=True, eq=False)
class Sheet:
    """A sheet that was recognised as a table of figures.

    Attributes
    ----------
    layer : Layer
    found : list of Observation
    remarks, totals : list of int
        Places of lines that are footnotes, and of those that add up others.
    """

    layer: Layer
    found: list[Observation]
    remarks: list[int]
    totals: list[int]
    meaning: str = "figures"

    @property
    def count(self) -> int:
        """Number of its numbers."""
        return sum(value_of(one.cell) is not None for one in self.found)


def as_figures(layer: Layer, catalog: Catalog) -> Sheet | None:
    """Return a sheet of figures over time; ``None`` if it is anything else.

    A list of firms or projects with numbers of each is none: what is measured must stand in the
    headings, and a time with it, or the heading 指标.
    """
    if layer.geometry is not None or not layer.lines:
        return None
    words = words_known(catalog)
    blocks, remarks = blocks_of(layer.lines)
    stem = layer.file.rpartition("/")[2].rpartition(".")[0]
    found: list[Observation] = []
    totals: list[int] = []
    for block in blocks:
        seen, sums = observations(block, words, f"{layer.name}\n{stem}")
        found += [_titled(one, block.titles, words) for one in seen]
        totals += sums
    notes = [(place, cleaned(cells[0])) for place, cells in layer.lines if place in set(remarks)]
    found = [_noted(one, [text for _, text in notes]) for one in found]
    numbers = [one for one in found if value_of(one.cell) is not None]
    if not numbers and _is_unfilled(layer, words):
        return Sheet(layer, [], [], [])
    if not numbers or not _is_of_figures(numbers, words):
        return None
    return Sheet(layer, found, remarks, totals)


def _is_unfilled(layer: Layer, words: Mapping[str, str]) -> bool:
    """Tell whether a sheet is a template of figures in which nothing was filled in."""
    lines = [[cleaned(cell) for cell in cells] for _, cells in layer.lines]
    examples = [line for line in lines if line and is_example(next(filter(None, line), ""))]
    heads = lines[0] if lines else []
    measures = [text for text in heads if measure_of(text, words)[0]]
    return bool(examples) and len(lines) == len(examples) + 1 and bool(measures)


def _titled(one: Observation, titles: Sequence[str], words: Mapping[str, str]) -> Observation:
    """Return a number whose headings do not say what it is with what the title says."""
    if one.facts.measure or one.facts.is_growth:
        return one
    for text in reversed(titles):
        unit, bare = unit_in(text)
        _, rest = time_in(bare)
        if measure_of(rest, words)[0]:
            facts = replace(one.facts, measure=rest, unit=one.facts.unit or unit)
            return replace(one, facts=facts)
    return one


def _noted(one: Observation, notes: Iterable[str]) -> Observation:
    """Return a number with what a footnote says of its year, or of the whole table."""
    facts = one.facts
    for text in notes:
        mark, (time, _) = mark_of(text), time_in(text)
        year = facts.time.year if facts.time else None
        if mark and not facts.mark and (time is None or time.year in {None, year}):
            return replace(one, facts=replace(facts, mark=mark))
    return one


def _is_of_figures(numbers: Sequence[Observation], words: Mapping[str, str]) -> bool:
    count = len(numbers)
    known = {one.facts.measure: measure_of(one.facts.measure, words) for one in numbers}
    dated = sum(one.facts.time is not None and one.facts.time.year is not None for one in numbers)
    said = [one for one in numbers if known[one.facts.measure][0] or one.facts.unit]
    broken = [one for one in numbers if one.is_mixed]
    keys = {(one.facts.time, one.facts.measure, one.facts.subject) for one in numbers}
    is_dated = dated >= _DATED * count or all(one.is_listed for one in numbers)
    return (
        is_dated
        and bool(said)
        and len(broken) <= _BROKEN_DOWN * count
        and count - len(keys) <= _DOUBLE * count
    )


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
    found = _dated(desk, key, layer, found, as_of)
    asked = _measures(desk, key, layer, found, catalog)
    found = [one for one in found if one.facts.measure in asked]
    subjects = _subjects(desk, key, layer, found)
    found = [one for one in found if subjects.get(one.facts.subject) is not None]
    found = _added_up(desk, key, layer, found, asked)
    units: dict[tuple[str, str], Unit | None] = {}
    given = []
    for one in found:
        measure = asked[one.facts.measure]
        made = _given(desk, key, layer, one, measure, subjects[one.facts.subject], units)
        if made is not None:
            given.append(made)
    return given


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
    desk: Desk, key: str, layer: Layer, found: list[Observation], as_of: str
) -> list[Observation]:
    bare = [one for one in found if one.facts.time is None]
    yearless = [one for one in found if one.facts.time and one.facts.time.year is None]
    for one in yearless:
        desk.problems.append(Problem(layer.file, one.row, one.column, "figure_no_year"))
    dated = [one for one in found if one.facts.time and one.facts.time.year is not None]
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
    time, _ = time_in(as_of)
    whole = time or Time(int(as_of[:4]))
    return dated + [replace(one, facts=replace(one.facts, time=whole)) for one in bare]


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
                    Choice(one.indicator, "figure_known", {"zh": one.name_zh, "en": one.name_en})
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


def _added_up(
    desk: Desk,
    key: str,
    layer: Layer,
    found: list[Observation],
    measures: Mapping[str, Measure],
) -> list[Observation]:
    """Tell quarters by themselves from those added up since January; a doubtful one is asked."""
    series: dict[tuple[str, int, tuple[str, str]], dict[int, Decimal]] = {}
    spans: set[tuple[str, int]] = set()
    for one in found:
        time = one.facts.time
        value = value_of(one.cell)
        if time is None or value is None or time.year is None:
            continue
        if _is_quarter(time) and time.is_added is None:
            name = (one.facts.measure, time.year, one.facts.subject)
            series.setdefault(name, {})[time.last] = value.number
        elif time.first == 1 and time.last in _LAST_QUARTERS and not time.is_year:
            spans.add((one.facts.measure, time.year))
    open_ones = {
        name: values
        for name, values in series.items()
        if measures[name[0]].is_flow and any(last in _LAST_QUARTERS for last in values)
    }
    doubtful = {name[0] for name, values in open_ones.items() if _may_be_added(values)}
    doubtful -= {name[0] for name in open_ones if (name[0], name[1]) in spans}
    chosen = {
        name: desk.ask(
            f"{key}:quarters:{name}",
            "figure_quarters",
            offered(EACH, ADDED_UP),
            ADDED_UP if _all_grow(open_ones, name) else EACH,
            layer=title(layer),
            name=name,
        )
        for name in sorted(doubtful)
    }
    made = []
    for one in found:
        time = one.facts.time
        if time is not None and measures[one.facts.measure].is_flow:
            is_added = time.is_added
            if is_added is None and _is_quarter(time):
                is_added = chosen.get(one.facts.measure) == ADDED_UP
            if (is_added and not time.is_year) or (
                time.is_end and not time.is_year and not time.day
            ):
                time = replace(time, first=1)
            if time.day:
                # The end of a month: what has come in since January.
                time = replace(time, first=1, last=time.last, day="", is_end=False)
            one = replace(one, facts=replace(one.facts, time=replace(time, is_end=False)))
        made.append(one)
    return made


def _is_quarter(time: Time) -> bool:
    return not time.day and time.last - time.first == 2 and time.last % 3 == 0


def _may_be_added(values: Mapping[int, Decimal]) -> bool:
    """Tell whether quarters may be sums since January: they grow by leaps, or the first is missing."""
    lasts = sorted(values)
    if lasts[0] != 3:
        return True
    return any(
        values[later] >= _JUMP * values[earlier]
        for earlier, later in zip(lasts, lasts[1:], strict=False)
    )


def _all_grow(
    series: Mapping[tuple[str, int, tuple[str, str]], Mapping[int, Decimal]], name: str
) -> bool:
    return all(
        [values[last] for last in sorted(values)] == sorted(values.values()) and len(values) > 1
        for (measure, _, _), values in series.items()
        if measure == name
    )


def _given(
    desk: Desk,
    key: str,
    layer: Layer,
    one: Observation,
    measure: Measure,
    subject: tuple[str, str],
    units: dict[tuple[str, str], Unit | None],
) -> Given | None:
    value, time = value_of(one.cell), one.facts.time
    if value is None or time is None:
        return None

    def refuse(kind: str, **values: object) -> None:
        desk.problems.append(Problem(layer.file, one.row, one.column, kind, values))

    unit = _unit(desk, key, layer, one, measure, value, units)
    if unit is None:
        refuse("figure_no_unit", value=value.text)
        return None
    if unit.code == "foreign":
        refuse("figure_currency", value=value.text, unit=unit.label)
        return None
    code = _code(unit, measure)
    if not code:
        refuse("figure_unit", value=value.text, unit=unit.label, name=measure.name_zh)
        return None
    number = value.number * unit.factor
    is_counted = code in {"enterprise", "person", "project", "patent", "building", "seat"}
    if number < 0 and not measure.is_flow:
        refuse("figure_negative", value=value.text)
        return None
    if abs(number) > (_MOST_COUNTED if is_counted else _LARGEST):
        refuse("figure_too_large", value=value.text)
        return None
    if is_counted and number != number.to_integral_value():
        if value.qualifier == "exact" and unit.factor == 1:
            refuse("figure_not_whole", value=value.text)
            return None
        number = Decimal(math.floor(number + Decimal("0.5")))
    if measure.is_flow and not measure.indicator and code in {"enterprise", "person"}:
        measure = replace(measure, is_flow=True)
    return Given(
        layer.file,
        one.row,
        one.column,
        one.facts.measure,
        replace(measure, unit=code),
        subject,
        time,
        number,
        value.qualifier,
        value.mark or one.facts.mark,
        value.text if value.unit and value.unit.code else _printed(value.text, unit.label),
    )


def _printed(text: str, label: str) -> str:
    return f"{text} {label}" if label[:1].isascii() and label[:1].isalpha() else f"{text}{label}"


def _unit(
    desk: Desk,
    key: str,
    layer: Layer,
    one: Observation,
    measure: Measure,
    value: Value,
    units: dict[tuple[str, str], Unit | None],
) -> Unit | None:
    """Return the unit of a number: its own, its heading's, the table's, or the one asked for."""
    own, head = value.unit, one.facts.unit
    if own and own.code:
        return own
    stated = head or _of_table(one, measure)
    if own:  # 420亿 below 营收（亿元）: the size stands in the cell
        base = stated.code if stated and stated.code else measure.unit
        label = base and next((word for word in _UNITS.get(base, ())), "")
        return Unit(base or "item", own.factor, label or "") if base else None
    if stated and stated.code:
        return stated
    if stated and measure.unit:
        return Unit(measure.unit, stated.factor, stated.label)
    is_whole = value.number == value.number.to_integral_value()
    if measure.unit in {"enterprise", "person"} and is_whole:
        return Unit(measure.unit, Decimal(1), "")
    item = _item(one.facts.measure)
    if not measure.unit and item and is_whole:
        return Unit(item, Decimal(1), "")
    name = (one.facts.measure, one.column)
    if name not in units:
        offers = _UNITS.get(measure.unit, _UNITS[""])
        chosen = desk.ask(
            f"{key}:unit:{one.facts.measure}:{one.column}",
            "figure_unit",
            [*(Choice(unit, f"unit_{_NAMES[unit]}") for unit in offers), *offered(LEAVE_OUT)],
            _likely(measure),
            layer=title(layer),
            name=one.facts.measure,
            example=value.text,
        )
        units[name] = None if chosen == LEAVE_OUT else unit_named(chosen)
    return units[name]


def _of_table(one: Observation, measure: Measure) -> Unit | None:
    """Return the unit stated above a table that fits; a single one fits what nobody knows."""
    for unit in one.units:
        if unit.code and unit.code == (measure.unit or _item(one.facts.measure)):
            return unit
    only = one.units[0] if len(one.units) == 1 else None
    is_named = measure.unit or _item(one.facts.measure)
    return only if only and not is_named else None


def _likely(measure: Measure) -> str:
    return {"cny": "亿元", "m2": "万㎡", "person": "万人"}.get(measure.unit, LEAVE_OUT)


def _code(unit: Unit, measure: Measure) -> str:
    """Return the unit of the schema for a number; empty if the unit does not fit the measure."""
    item = _item(measure.name_zh)
    if unit.code == "item":
        if measure.unit in {"", "enterprise", "person"}:
            return measure.unit or item
        return ""
    if not measure.unit:
        return unit.code or item
    return measure.unit if unit.code in {"", measure.unit} else ""


def _item(name: str) -> str:
    head = header(name)
    ends = [word for word in _ITEMS if word in head]
    return _ITEMS[max(ends, key=head.rfind)] if ends else ""
