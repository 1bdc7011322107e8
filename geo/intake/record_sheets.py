"""Sheets whose headings are the fields of a table of the park: as the templates have them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data import trade
from data.catalog import Catalog
from data.i18n import LANGS
from data.records.cells import named, read_row
from data.records.complete import completed
from data.records.fields import Field, fields_of, table_label
from data.schema import ADDED
from geo.intake.asking import Desk
from geo.intake.brought import Brought, Place, RowSheet
from geo.intake.cells import cleaned, is_gap, normal, read_or_none
from geo.intake.figures.layout import is_example
from geo.intake.figures.measured import indicators_known, words_known
from geo.intake.figures.measures import unit_named, value_of
from geo.intake.headers import measure_of
from geo.intake.published_names import ids_by_name, plain_name
from geo.intake.supplied import Origin
from geo.reading.layers import Layer

# What an office may bring as rows, in the order of the templates.
TABLES = (
    "figures",
    "sector_counts",
    "targets",
    "projects",
    "project_statuses",
    "events",
    "enterprises",
    "mentions",
    "zones",
    "sectors",
    "coverage",
    "conflicts",
    "sources",
    "indicators",
    "registers",
    "reorganisations",
)
_SHARE, _FEWEST = 0.8, 3
# Fields that a list of firms or projects has as well: they do not tell one from the other.
_OF_LISTS = {
    "name_zh",
    "name_en",
    "zone",
    "sector",
    "project_id",
    "enterprise_id",
    "investment_cny",
    "seats_planned",
    "evidence",
}


@dataclass(frozen=True, eq=False)
class RecordSheet(RowSheet):
    """A sheet of rows of one table.

    Attributes
    ----------
    table : str
    fields : dict of str to str
        The field of each column that is one.
    """

    table: str
    fields: dict[str, str]
    meaning: str = "records"


def as_records(layer: Layer) -> RecordSheet | None:
    """Return a sheet of rows of a table; ``None`` if its headings are not those of one.

    Either its name is that of the table, as in the templates, or its headings are the codes of
    fields, as in the tables of a park.
    """
    stem = layer.file.rpartition("/")[2].rpartition(".")[0]
    columns = [str(name) for name in layer.frame.columns]
    found: list[tuple[int, str, dict[str, str]]] = []
    for table in TABLES:
        names = {table, *(table_label(lang, table) for lang in LANGS)}
        is_named = {normal(layer.name), normal(stem)} & {normal(one) for one in names}
        fields = {name: field for name in columns if (field := named(table, name))}
        coded = [name for name, field in fields.items() if name.strip() == field and "_" in name]
        is_enough = len(fields) >= max(_FEWEST, _SHARE * len(columns))
        telling = set(fields.values()) - _OF_LISTS
        if is_enough and telling and (is_named or len(coded) >= 2):
            found.append((len(fields) + 100 * bool(is_named), table, fields))
    if not found:
        return None
    _, table, fields = max(found, key=lambda one: one[0])
    return RecordSheet(layer, tuple(_filled(layer)), table, fields)


def _filled(layer: Layer) -> list[int]:
    cells = layer.frame.to_numpy(dtype=object)
    kept = []
    for index, row in enumerate(cells):
        texts = [text for cell in row if (text := cleaned(cell))]
        if texts and not is_example(texts[0]):
            kept.append(index)
    return kept


def read_records(desk: Desk, sheet: RecordSheet, catalog: Catalog, brought: Brought) -> None:
    """Read the rows of a sheet; one with a cell that cannot be read is reported and left out."""
    layer, table = sheet.layer, sheet.table
    headings = {field: name for name, field in sheet.fields.items()}
    known = {field.name: field for field in fields_of(table)}
    for index in sheet.rows:
        texts = {name: cleaned(layer.frame[name].iloc[index]) for name in sheet.fields}
        given = {name: text for name, text in texts.items() if not is_gap(text)}
        for name, text in given.items():
            given[name] = _reference(known[sheet.fields[name]], text, catalog)
        _spell_unit(known, given, headings)
        values, unread = read_row(table, given)
        place = Place(layer.file, layer.rows[index], headings)
        for column, error in unread.items():
            desk.problems.append(place.problem(column, error.kind, error.values))
        if not unread:
            values |= _printed(table, given, sheet.fields) | _span(table, values, catalog)
            brought.add(table, values, place)


def _span(table: str, values: Mapping[str, Any], catalog: Catalog) -> dict[str, Any]:
    """Return the span of a flow that is dated to a year: all of it."""
    measure = indicators_known(catalog).get(str(values.get("indicator")))
    is_year = bool(re.fullmatch(r"\d{4}", str(values.get("as_of"))))
    if table != "figures" or not measure or not measure.is_flow or not is_year:
        return {}
    return {} if values.get("period") else {"period": values["as_of"]}


def _spell_unit(
    known: Mapping[str, Field], given: dict[str, str], headings: Mapping[str, str]
) -> None:
    """Put a unit that the schema has not, such as 亿元, behind its number, and name its base."""
    unit, value = headings.get("unit", ""), headings.get("value", "")
    written = unit_named(given.get(unit, ""))
    if written is None or value not in given or written.code not in known["unit"].choices:
        return
    number = value_of(given[value])
    if number is not None and number.unit is None:
        given[value] = f"{given[value]}{written.label}"
    given[unit] = written.code


def _printed(table: str, given: Mapping[str, str], fields: Mapping[str, str]) -> dict[str, Any]:
    """Return how the file prints a figure, and the bound that its words make of it."""
    if table != "figures":
        return {}
    text = next((text for name, text in given.items() if fields[name] == "value"), "")
    return {} if re.fullmatch(r"[\d.,\s]*", text) else {"printed": text}


def _reference(field: Field, text: str, catalog: Catalog) -> str:
    """Return the id of the row that a cell names, by its name if need be."""
    if field.kind != "reference" or field.home not in ADDED or text in field.choices:
        return text
    ids = set(catalog[field.home][ADDED[field.home].key[0]])
    if text in ids:
        return text
    found: str | None = None
    match field.home:
        case "zones":
            found = read_or_none(trade.zone_of, text)
        case "sectors":
            found = _named_row(catalog["sectors"], "sector", text) or read_or_none(
                trade.sector_of, text
            )
        case "indicators":
            found = measure_of(text, words_known(catalog))[0]
        case "projects" | "enterprises":
            found = ids_by_name(catalog[field.home], field.name).get(plain_name(text))
    return found or text


def _named_row(rows: pd.DataFrame, key: str, text: str) -> str | None:
    plain = normal(text)
    for _, row in rows.iterrows():
        if plain in {normal(str(row[f"name_{lang}"])) for lang in LANGS}:
            return str(row[key])
    return None


def complete(brought: Brought, catalog: Catalog, origin: Origin) -> None:
    """Fill in what follows from the cells: ids, the source, the other language, statuses."""
    source = str(origin.marks["refs"])
    given = {
        table: pd.DataFrame(rows, dtype=object) for table, rows in brought.rows.items() if rows
    }
    for table, rows in completed(catalog, given, source, origin.as_of).items():
        places = brought.places.get(table, [])
        projects = dict(
            zip(
                (row.get("project_id") for row in brought.rows.get("projects", [])),
                brought.places.get("projects", []),
                strict=True,
            )
        )
        made = [
            {str(name): value for name, value in row.items()} for row in rows.to_dict("records")
        ]
        told = [projects.get(row.get("project_id")) for row in made[len(places) :]]
        brought.rows[table] = made
        brought.places[table] = [*places, *(one or Place("", 0) for one in told)]
