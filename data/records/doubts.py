"""What is doubtful in rows before they come in: it is asked, never silently taken."""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from data.catalog import Catalog
from data.i18n import LANGS, Lang, translate
from data.layered import keys_of
from data.periods import parse_period
from data.quantity import amount, period_text
from data.records.checks import Tables, cells_of
from data.records.fields import choice_label, field_label, fields_of, table_label
from data.records.series import DATES, VALUES, series_of, unit_of_series
from data.schema import ADDED
from data.sources import short_refs

KEEP, LEAVE = "keep", "leave"
_TIMES, _UNIT = "times:", "unit:"
_FAR = 10.0  # as many times off the last number
_NEAR = 3.0  # what a slip of a few zeros is put right to
_POWERS = (8, 4, 1, 2, 3, 5, 6, 7, 9)  # of ten; 亿 and 万 come first
# Dates that lie ahead as a matter of course.
_AHEAD = {"deadline", "deadline_other", "period"}
_AHEAD_KINDS = {"target", "forecast", "planned", "pipeline"}
_AMOUNTS = {
    "investment_cny": "cny",
    "area_m2": "m2",
    "staff": "person",
    "seats_planned": "seat",
    "seats_phase_1": "seat",
    "seats_built": "seat",
}
_TYPED = re.compile(r"[A-Za-z0-9._/-]{0,24}")
_NAMED = {"projects": "name", "enterprises": "name", "events": "title", "landmarks": "name"}
Worded = Callable[[Lang], str]


@dataclass(frozen=True)
class Choice:
    """One answer on offer.

    Attributes
    ----------
    value : str
        What is kept of it.
    kind : str
        Message id behind ``answer.``.
    values : dict
        What the message names; a function of a language is asked for its words.
    """

    value: str
    kind: str
    values: dict[str, object] = field(default_factory=dict)

    def text(self, lang: Lang) -> str:
        """Return the answer in the reader's language."""
        return translate(lang, f"answer.{self.kind}", **_worded(self.values, lang))


@dataclass(frozen=True)
class Doubt:
    """One question about a cell of a new row.

    Attributes
    ----------
    id : str
        Names the question; another value of the cell makes another question.
    table : str
    row : int
        Its place among the rows brought, from 1.
    column : str
    kind : str
        Message id behind ``asked.``.
    values : dict
        What the message names; a function of a language is asked for its words.
    choices : tuple of Choice
    """

    id: str
    table: str
    row: int
    column: str
    kind: str
    values: dict[str, object]
    choices: tuple[Choice, ...]

    def text(self, lang: Lang) -> str:
        """Return the question in the reader's language, with its place."""
        file = table_label(lang, self.table)
        place = translate(lang, "check.row", file=file, row=self.row)
        place = translate(lang, "check.column", place=place, column=field_label(lang, self.column))
        return translate(lang, "check.line", place=place, problem=self.question(lang))

    def question(self, lang: Lang) -> str:
        """Return the question alone, to stand beside its field."""
        return translate(lang, f"asked.{self.kind}", **_worded(self.values, lang))

    def is_answered(self, answers: Mapping[str, str]) -> bool:
        """Tell whether an answer on offer was given."""
        return answers.get(self.id) in {choice.value for choice in self.choices}


def _worded(values: Mapping[str, object], lang: Lang) -> dict[str, object]:
    return {name: value(lang) if callable(value) else value for name, value in values.items()}


def doubts(
    catalog: Catalog,
    table: str,
    rows: pd.DataFrame,
    today: date,
    known: frozenset[tuple[str, ...]] = frozenset(),
) -> list[Doubt]:
    """Return what is doubtful in rows for a table, in their order.

    Parameters
    ----------
    catalog : Catalog
        What is in force.
    table : str
        One of `data.schema.ADDED`.
    rows : pandas.DataFrame
        A column that is not there is empty.
    today : datetime.date
    known : frozenset of tuple
        Keys of own rows that are changed on purpose; others are asked about.

    Examples
    --------
    >>> rows = pd.DataFrame({"project_id": ["P01"], "date": ["2031-05"]})
    >>> [one.kind for one in doubts(catalog, "project_statuses", rows, date(2026, 11, 26))]
    ['future']
    """
    own = catalog[table][catalog.own.rows(table, catalog[table])]
    held = set(keys_of(own, table)) - known
    found = []
    for place, row in enumerate(cells_of(table, rows), start=1):
        for column, kind, values, choices in _asked(catalog, table, row, today, held):
            doubt = f"{table}:{place}:{column}:{kind}:{_short(row.get(column))}"
            every = (*choices, Choice(KEEP, f"keep_{kind}"), Choice(LEAVE, "leave"))
            found.append(Doubt(doubt, table, place, column, kind, values, every))
    return found


def doubts_of(catalog: Catalog, tables: Tables, today: date) -> list[Doubt]:
    """Return what is doubtful in the rows of one change, see `doubts`.

    >>> doubts_of(catalog, {}, date(2026, 11, 26))
    []
    """
    return [one for table, rows in tables.items() for one in doubts(catalog, table, rows, today)]


def settled(
    tables: Tables, asked: Sequence[Doubt], answers: Mapping[str, str]
) -> dict[str, pd.DataFrame]:
    """Return the rows of a change with answers to doubts about them.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Those that `asked` is about.
    asked : sequence of Doubt
    answers : mapping of str to str
        By id of a doubt, the value of a choice; what is not answered stays as it is.

    Examples
    --------
    >>> rows = pd.DataFrame({"project_id": ["P01"], "date": ["2031-05"]})
    >>> [doubt] = doubts(catalog, "project_statuses", rows, date(2026, 11, 26))
    >>> len(settled({"project_statuses": rows}, [doubt], {doubt.id: "leave"})["project_statuses"])
    0
    """
    cells = {table: rows.to_dict("records") for table, rows in tables.items()}
    left = set()
    for doubt in asked:
        answer = answers.get(doubt.id, KEEP) if doubt.is_answered(answers) else KEEP
        row = cells[doubt.table][doubt.row - 1]
        if answer == LEAVE:
            left.add((doubt.table, doubt.row))
        elif answer.startswith(_UNIT):
            row["unit"] = answer.removeprefix(_UNIT)
        elif answer.startswith(_TIMES):
            _scale(row, doubt.column, float(answer.removeprefix(_TIMES)))
    kept = {
        table: [row for at, row in enumerate(rows, start=1) if (table, at) not in left]
        for table, rows in cells.items()
    }
    return {
        table: pd.DataFrame(rows, columns=_columns(tables[table], rows), dtype=object)
        for table, rows in kept.items()
    }


def _columns(before: pd.DataFrame, rows: list[dict[Any, Any]]) -> list[Any]:
    return list(dict.fromkeys([*before.columns, *(name for row in rows for name in row)]))


def _scale(row: dict[Any, Any], column: str, times: float) -> None:
    before = row[column]
    for name in {column, "low", "high"} & row.keys() if column == "value" else {column}:
        if row[name] is not None and not pd.isna(row[name]):
            row[name] = round(float(row[name]) * times, 6)
    # What was made of the number follows it; what an office wrote stays.
    unit = row.get("unit")
    if isinstance(unit, str) and row.get("printed") == amount(float(before), unit, "zh"):
        row["printed"] = amount(row[column], unit, "zh")


_Asked = tuple[str, str, dict[str, object], tuple[Choice, ...]]


def _asked(
    catalog: Catalog, table: str, row: dict[str, Any], today: date, held: set[tuple[str, ...]]
) -> Iterator[_Asked]:
    key = tuple(str(row.get(column)) for column in ADDED[table].key)
    if key in held:
        yield ADDED[table].key[-1], "replaces", {"key": ", ".join(key)}, ()
    yield from _future(table, row, today)
    if table in _NAMED:
        yield from _namesakes(catalog, table, row)
    if table in VALUES:
        yield from _against_series(catalog, table, row)
    if table == "projects":
        yield from _against_others(catalog, row)


def _future(table: str, row: dict[str, Any], today: date) -> Iterator[_Asked]:
    if row.get("kind") in _AHEAD_KINDS or row.get("category") in _AHEAD_KINDS:
        return
    for one in fields_of(table):
        text = row.get(one.name)
        if one.kind == "date" and one.name not in _AHEAD and _begins(text) > today:
            yield one.name, "future", {"date": _said_date(str(text))}, ()


def _begins(text: object) -> date:
    try:
        return parse_period(text).start if isinstance(text, str) else date.min
    except ValueError:
        return date.min


def _namesakes(catalog: Catalog, table: str, row: dict[str, Any]) -> Iterator[_Asked]:
    rows, base, key = catalog[table], _NAMED[table], ADDED[table].key[0]
    others = rows[rows[key] != row.get(key)]
    for lang in LANGS:
        name = row.get(f"{base}_{lang}")
        same = others[others[f"{base}_{lang}"].map(_plain) == _plain(name)] if name else others[:0]
        if len(same):
            values: dict[str, object] = {"name": name, "other": str(same[key].iloc[0])}
            yield f"{base}_{lang}", "namesake", values, ()
            return


def _plain(text: object) -> str:
    return "".join(text.split()).casefold() if isinstance(text, str) else ""


def _against_series(catalog: Catalog, table: str, row: dict[str, Any]) -> Iterator[_Asked]:
    column, value, dated = VALUES[table], row.get(VALUES[table]), row.get(DATES[table])
    if not isinstance(value, int | float):
        return
    held, unit = series_of(catalog, table, row), unit_of_series(catalog, table, row)
    if row.get("unit") and unit and row["unit"] != unit:
        choice = Choice(f"{_UNIT}{unit}", "unit", {"unit": _said_unit(unit)})
        yield (
            "unit",
            "unit",
            {"unit": _said_unit(row["unit"]), "series": _said_unit(unit)},
            (choice,),
        )
        return
    if held.empty:
        return
    now = held[held[DATES[table]] == dated]
    alike = held[held["kind"] == row.get("kind")] if "kind" in held else held
    last = (held if alike.empty else alike).iloc[-1]
    off = float(last[column])
    if _is_far(value, off):
        values: dict[str, object] = {
            "value": _said_amount(value, unit),
            "last": _said_amount(off, unit),
            "date": _said_date(str(last[DATES[table]])),
        }
        yield column, "scale", values, _put_right(value, unit, off, off)
    elif len(now):
        yield from _same_date(catalog, column, value, unit, now)


def _same_date(
    catalog: Catalog, column: str, value: float, unit: str, now: pd.DataFrame
) -> Iterator[_Asked]:
    same = now[now[column] == value]
    row = (now if same.empty else same).iloc[0]
    values: dict[str, object] = {
        "value": _said_amount(value, unit),
        "other": _said_amount(float(row[column]), unit),
        "source": lambda lang: short_refs(catalog, row["refs"], lang),
    }
    yield column, "differs" if same.empty else "same", values, ()


def _against_others(catalog: Catalog, row: dict[str, Any]) -> Iterator[_Asked]:
    rows = catalog["projects"]
    others = rows[rows["project_id"] != row.get("project_id")]
    for column, unit in _AMOUNTS.items():
        value, held = row.get(column), others[column].dropna().astype(float)
        if not isinstance(value, int | float) or held.empty:
            continue
        low, high = float(held.min()), float(held.max())
        if value * _FAR <= low or value >= high * _FAR:
            values: dict[str, object] = {
                "value": _said_amount(value, unit),
                "low": _said_amount(low, unit),
                "high": _said_amount(high, unit),
            }
            yield column, "beyond", values, _put_right(value, unit, low, high)


def _is_far(value: float, last: float) -> bool:
    if value <= 0 or last <= 0:
        return False
    return value >= last * _FAR or value * _FAR <= last


def _put_right(value: float, unit: str, low: float, high: float) -> tuple[Choice, ...]:
    """Return what a number may be meant to be: so many times as much, near those that are known."""
    if value <= 0:
        return ()
    powers = [power if value < low else -power for power in _POWERS]
    near = [power for power in powers if low / _NEAR <= value * 10.0**power <= high * _NEAR]
    wide = [power for power in powers if low / _FAR < value * 10.0**power < high * _FAR]
    found = list(dict.fromkeys([*near, *wide]))[:3]
    return tuple(
        Choice(
            f"{_TIMES}{10.0**power:.10g}",
            "times",
            {"value": _said_amount(_times(value, power), unit)},
        )
        for power in found
    )


def _times(value: float, power: int) -> float:
    return round(value * 10.0**power, 6) if math.isfinite(value) else value


def _said_amount(value: float, unit: str) -> Worded:
    return lambda lang: amount(value, unit, lang)


def _said_unit(unit: str) -> Worded:
    return lambda lang: choice_label(lang, "unit", unit)


def _said_date(text: str) -> Worded:
    return lambda lang: period_text(text, lang)


def _short(value: object) -> str:
    """Return a cell as a part of an id that can be typed."""
    if isinstance(value, float):
        return f"{value:.12g}"
    text = "" if value is None else str(value)
    return text if _TYPED.fullmatch(text) else f"{zlib.crc32(text.encode()):08x}"
