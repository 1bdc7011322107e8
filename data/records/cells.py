"""Cells as an office writes them, as the schema has them: 1.2亿元, 2.6万, 2025年3月, 已投用."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from data.amounts import area_m2, length_m, money_cny, number, unit_of
from data.i18n import LANGS, translate
from data.records.fields import Field, choice_label, field_label, fields_of
from data.written_dates import period

# What stands behind a counted number: 600家, 2.6万人.
_COUNTERS = re.compile(r"(?<=[\d万亿千百])\s*[家人名个所项次条套座栋间户位席架台]$")
_SIGNS = re.compile(r"^[^\w]+")
_KM2 = 1_000_000.0


class UnreadError(ValueError):
    """A cell that is none of what its field may be.

    Attributes
    ----------
    kind : str
        Message id behind ``check.``.
    values : dict
        What the message names.
    """

    def __init__(self, kind: str, value: object, **values: object) -> None:
        super().__init__(f"{kind}: {value}")
        self.kind, self.values = kind, {"value": str(value)[:60], **values}


def named(table: str, heading: str) -> str | None:
    """Return the field that a heading names: by its code, or by what it is called.

    >>> named("projects", "project_id"), named("projects", " Project_ID ")
    ('project_id', 'project_id')
    >>> named("projects", "weather") is None
    True
    """
    return _headings(table).get(_plain(heading))


@cache
def _headings(table: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for field in fields_of(table):
        for text in (field.name, *(field_label(lang, field.name) for lang in LANGS)):
            found.setdefault(_plain(text), field.name)
    for field in fields_of(table):  # a name without its language is that of the first
        for text in (field.base, *(field_label(lang, field.base) for lang in LANGS)):
            found.setdefault(_plain(text), field.name)
    return found


def read_cell(field: Field, text: str, unit: str = "") -> Any:
    """Return the value of a cell that is not empty.

    Parameters
    ----------
    field : Field
    text : str
    unit : str
        Of a number without one: a code of the schema, or as a heading writes it (万元).

    Raises
    ------
    UnreadError
        If it is none.

    Examples
    --------
    >>> value, date = (one for one in fields_of("figures") if one.name in {"as_of", "value"})
    >>> read_cell(date, "2025年3月"), read_cell(value, "420亿元", "cny"), read_cell(value, "2.6万")
    ('2025-03', 42000000000.0, 26000.0)
    """
    match field.kind:
        case "date":
            try:
                return period(text)
            except ValueError as error:
                raise UnreadError("period", text) from error
        case "number" | "whole":
            try:
                value = _measured(text, unit or _unit(field.name))
            except (ValueError, OverflowError) as error:
                raise UnreadError("not_a_number", text) from error
            if field.kind == "number":
                return value
            return int(value) if value == int(value) else value
        case "choice":
            return _code(field, text)
    return text.strip()


def read_row(table: str, cells: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, UnreadError]]:
    """Return the cells of a row as values, and by column why some could not be read.

    Parameters
    ----------
    table : str
    cells : mapping of str to str
        By heading, in Chinese or English, or by field; those that name no field are left out.

    Examples
    --------
    >>> read_row("project_statuses", {"project_id": "P01", "date": "2024年5月"})
    ({'project_id': 'P01', 'date': '2024-05'}, {})
    """
    fields = {field.name: field for field in fields_of(table)}
    texts, units = {}, {}
    for heading, text in cells.items():
        if text.strip() and (name := named(table, heading)):
            texts[name], units[name] = text.strip(), unit_of(heading) or ""
    values: dict[str, Any] = {}
    unread: dict[str, UnreadError] = {}
    of_row = str(texts.get("unit", ""))
    for name in sorted(texts, key=lambda one: one != "unit"):
        field = fields[name]
        unit = units[name] or (of_row if name in {"value", "low", "high", "baseline"} else "")
        try:
            values[name] = read_cell(field, texts[name], unit)
        except UnreadError as error:
            unread[name] = error
        if name == "unit" and name in values:
            of_row = str(values[name])
    return values, unread


def _unit(name: str) -> str:
    return {"cny": "cny", "m2": "m2"}.get(name.rpartition("_")[2], "")


def _measured(text: str, unit: str) -> float:
    readers: dict[str, Callable[[], float]] = {
        "m2": lambda: area_m2(text, "㎡"),
        "km2": lambda: area_m2(text, "平方公里") / _KM2,
        "km": lambda: length_m(text, "公里") / 1000,
    }
    if unit in readers:
        return readers[unit]()
    if unit == "cny" or unit.startswith("cny_"):
        return money_cny(text, "元")
    if unit.endswith("元"):
        return money_cny(text, unit)
    if unit.endswith(("米", "㎡", "亩", "公顷")):
        return area_m2(text, unit)
    try:
        return number(_bare(text, unit))
    except ValueError:
        return money_cny(text)


def _bare(text: str, unit: str) -> str:
    """Return a number without the name of its unit, in either language."""
    bare = text.strip()
    for lang in LANGS if unit else ():
        name = translate(lang, f"unit.{unit}", value="").strip()
        bare = bare.removesuffix(name).strip() if name else bare
    return _COUNTERS.sub("", bare)


def _code(field: Field, text: str) -> str:
    """Return the code that a text is, or that it is the name of; else the text, to be refused."""
    if text in field.choices:
        return text
    names = {
        _plain(choice_label(lang, field.name, code)): code
        for code in field.choices
        for lang in LANGS
    }
    return names.get(_plain(text), text)


def _plain(text: str) -> str:
    """Return a text for comparison: full-width folded, no case, sign, space or unit in brackets."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    without = re.sub(r"\((?!中文|英文|chinese|english).*?\)", "", folded)
    return "".join(_SIGNS.sub("", without).split())
