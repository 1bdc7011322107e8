"""Workbooks to fill in for the import: figures by year, and rows of every table of the park."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from data.catalog import Catalog
from data.i18n import Lang
from data.own_texts import Messages
from data.records.cells import named
from data.records.complete import completed
from data.records.fields import Field, choice_label, field_label, fields_of, table_label
from geo.handover.sheets import add_note, add_table, book_bytes, new_book
from geo.intake.record_sheets import TABLES

_LISTS = "lists"
_LAST_ROW = 2000
_MOST_LISTED = 500
# What is worked out or comes from the form is not asked for.
_LEFT_OUT = {"evidence", "refs", "low", "high", "taxonomy", "assumption_id", "baseline_evidence"}
_NAMED_BY = {"zones", "sectors", "projects", "enterprises", "indicators"}
# How a year's figures are written, by unit of the schema: in 亿元, in CNY million.
_SCALES: dict[str, dict[Lang, str]] = {
    "cny": {"zh": "亿元", "en": "CNY million"},
    "m2": {"zh": "万平方米", "en": "m2"},
    "person": {"zh": "人", "en": ""},
    "enterprise": {"zh": "家", "en": ""},
    "percent": {"zh": "%", "en": "%"},
}
_UNITS: dict[Lang, tuple[str, ...]] = {
    "zh": ("家", "人", "万人", "元", "万元", "亿元", "平方米", "万平方米", "亩", "席", "项", "%"),
    "en": ("enterprises", "persons", "CNY", "CNY million", "m2", "ha", "seats", "%"),
}
_SAMPLES: dict[Lang, dict[str, int]] = {
    "zh": {"cny": 420, "person": 26_000, "m2": 85},
    "en": {"cny": 42_000, "person": 26_000, "m2": 850_000},
}
_EXAMPLE_YEAR = 2025
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
# From these the rest of a row follows.
_TOLD: dict[str, dict[str, object]] = {"figures": {"value": 600.0, "metric_zh": "?", "unit": "cny"}}


def figures_template(catalog: Catalog, lang: Lang) -> bytes:
    """Return a workbook for figures by year: of the park, by sector, by zone, and any other.

    Each sheet has an example line, which is not read; it brings nothing while it is not filled in.

    Parameters
    ----------
    catalog : Catalog
    lang : {"zh", "en"}
        Of headers and words; the import understands both.

    Returns
    -------
    bytes
        An ``.xlsx`` file.

    Examples
    --------
    >>> figures_template(catalog, "en")[:2]
    b'PK'
    """
    say = Messages(lang, catalog.texts(lang))
    rows = catalog["indicators"].sort_values("order", kind="stable", na_position="last")
    year, remark = say("export.figures.year"), say("export.figures.remark")
    kinds = [say(f"export.figures.{one}") for one in ("actual", "declared", "forecast", "target")]
    example = say("export.figures.example", value=_EXAMPLE_YEAR)
    numbers = {
        _measure(row, lang, say): _SAMPLES[lang].get(str(row["unit"]), 600)
        for _, row in rows.iterrows()
    }
    book = _Book(say, [say(f"export.figures.note_{number}") for number in range(1, 6)])
    whole = {year: example, **numbers, remark: kinds[0]}
    book.add(say("export.figures.park"), whole, {remark: kinds})
    for side in ("sector", "zone"):
        of, named_so = say(f"export.fill.{side}"), list(catalog[f"{side}s"][f"name_{lang}"])
        part = {name: number // 5 for name, number in numbers.items()}
        line = {year: example, of: next(iter(named_so), ""), **part, remark: kinds[0]}
        book.add(say(f"export.figures.{side}"), line, {of: named_so, remark: kinds})
    names, units = list(rows[f"name_{lang}"]), _UNITS[lang]
    measure, unit = say("export.figures.measure"), say("export.figures.unit")
    first = say("export.figures.example", value=next(iter(names), ""))
    line = {measure: first, unit: units[0], year: _EXAMPLE_YEAR, say("export.figures.value"): 600}
    known = {measure: names, unit: units, remark: kinds}
    book.add(say("export.figures.other"), {**line, remark: kinds[0]}, known)
    return book.content()


def records_template(catalog: Catalog, lang: Lang) -> bytes:
    """Return a workbook with a sheet for each table that an office may extend.

    A star marks what has to be filled in; codes are chosen from lists; the example line is not
    read.

    Parameters
    ----------
    catalog : Catalog
    lang : {"zh", "en"}
        Of headers and words; the import understands both.

    Returns
    -------
    bytes
        An ``.xlsx`` file.

    Examples
    --------
    >>> records_template(catalog, "en")[:2]
    b'PK'
    """
    say = Messages(lang, catalog.texts(lang))
    book = _Book(say, [say(f"export.records.note_{number}") for number in range(1, 6)])
    for table in TABLES:
        fields = [one for one in fields_of(table) if one.name not in _LEFT_OUT]
        needed = _needed(catalog, table)
        heads = {one.name: _head(table, one, needed, lang) for one in fields}
        known = {heads[one.name]: _words(catalog, one, lang) for one in fields}
        line = {heads[one.name]: _cell(one, known[heads[one.name]], say) for one in fields}
        first = next(iter(line))
        line[first] = say("export.figures.example", value=line[first])
        book.add(table_label(lang, table), line, known)
    return book.content()


class _Book:
    """A workbook of sheets with an example line, and lists of words to choose from."""

    def __init__(self, say: Messages, notes: Sequence[str]) -> None:
        self.say, self.book = say, new_book()
        self.ranges: dict[tuple[str, ...], str] = {}
        add_note(self.book, say("export.layer.read_me"), "\n\n".join(notes))
        self.hidden = self.book.create_sheet(_LISTS)
        self.hidden.sheet_state = "hidden"

    def add(
        self, title: str, example: Mapping[str, object], lists: Mapping[str, Sequence[str]]
    ) -> None:
        """Add a sheet with its headings, an example line, and the words of some columns."""
        frame = pd.DataFrame([dict(example)], dtype=object)
        sheet = add_table(self.book, _NOT_IN_TITLES.sub(" ", title)[:31], frame)
        sheet.auto_filter.ref = None
        columns = list(example)
        for name, texts in lists.items():
            if not texts:
                continue
            rule = DataValidation(
                type="list",
                formula1=self._range(tuple(texts)),
                allow_blank=True,
                showErrorMessage=True,
                error=self.say("export.template.not_listed"),
            )
            letter = get_column_letter(columns.index(name) + 1)
            rule.add(f"{letter}3:{letter}{_LAST_ROW}")
            sheet.add_data_validation(rule)

    def content(self) -> bytes:
        """Return it as an ``.xlsx`` file, the lists last."""
        self.book.move_sheet(self.hidden, len(self.book.sheetnames))
        return book_bytes(self.book)

    def _range(self, texts: tuple[str, ...]) -> str:
        if texts not in self.ranges:
            at = len(self.ranges) + 1
            for row, text in enumerate(texts, start=1):
                self.hidden.cell(row, at, text)
            letter = get_column_letter(at)
            self.ranges[texts] = f"{quote_sheetname(_LISTS)}!${letter}$1:${letter}${len(texts)}"
        return self.ranges[texts]


def _measure(row: pd.Series, lang: Lang, say: Messages) -> str:
    """Return the heading of an indicator with its unit, if it does not go without saying."""
    scale = _SCALES.get(str(row["unit"]))
    unit = scale[lang] if scale else choice_label(lang, "unit", str(row["unit"]))
    name = str(row[f"name_{lang}"])
    return say("export.figures.in_unit", name=name, unit=unit) if unit else name


def _needed(catalog: Catalog, table: str) -> set[str]:
    """Return the fields that an office has to fill in: what must be and follows from nothing."""
    told = _TOLD.get(table, {})
    bare = completed(catalog, {table: pd.DataFrame([told])}, "source", "2025")[table].iloc[0]
    must = {one.name for one in fields_of(table) if one.is_required and pd.isna(bare[one.name])}
    return must | told.keys()


def _head(table: str, field: Field, needed: set[str], lang: Lang) -> str:
    """Return the heading of a field; its code where the import would take its name for another."""
    label = field_label(lang, field.name)
    head = label if named(table, label) == field.name else field.name
    is_first = field.lang != "en" or field.pair not in {one.name for one in fields_of(table)}
    return f"* {head}" if field.name in needed and is_first else head


def _words(catalog: Catalog, field: Field, lang: Lang) -> tuple[str, ...]:
    """Return what may be chosen for a field, in words; nothing for free texts."""
    if field.kind == "choice":
        return tuple(choice_label(lang, field.name, code) for code in field.choices)
    if field.kind != "reference" or field.home not in _NAMED_BY:
        return ()
    rows = catalog[field.home]
    own = [str(one) for one in rows[f"name_{lang}"]][:_MOST_LISTED]
    known = set(rows.iloc[:, 0]) if len(rows) else set()
    extra = (code for code in field.choices if code not in known)
    return (*own, *(choice_label(lang, field.name, code) for code in extra))


def _cell(field: Field, listed: Sequence[str], say: Messages) -> object:
    if listed:
        return listed[0]
    match field.kind:
        case "date":
            return f"{_EXAMPLE_YEAR}-03"
        case "number" | "whole":
            return 600
        case "code":
            return say("export.records.by_itself")
        case "references":
            return ""
    return say("export.records.text")
