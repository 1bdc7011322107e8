"""Names in the place of ids: 数据处理 for the sector, 百度 for the project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.catalog import Catalog
from data.i18n import LANGS
from data.records.fields import Field, fields_of
from data.schema import ADDED

_NAMES = ("name", "title", "topic")
_FURTHER = ("aliases", "words")  # names beside them, joined by semicolons


def with_ids(catalog: Catalog, table: str, cells: Mapping[str, Any]) -> dict[str, Any]:
    """Return the cells of a row, with ids for the records that it names in words.

    A name that no record has, or more than one, stays as it is: it will be refused as an id.

    >>> with_ids(catalog, "projects", {"sector": "数据处理", "zone": "Zone A"})
    {'sector': 'data', 'zone': 'A'}
    >>> with_ids(catalog, "projects", {"sector": "weather"})
    {'sector': 'weather'}
    """
    fields = {field.name: field for field in fields_of(table)}
    return {
        name: _id(catalog, fields[name], value) if name in fields and value else value
        for name, value in cells.items()
    }


def _id(catalog: Catalog, field: Field, value: Any) -> Any:
    if field.kind != "reference" or field.home not in catalog.tables:
        return value
    rows = catalog[field.home]
    ids = rows[ADDED[field.home].key[0]].astype(str)
    if str(value) in set(ids):
        return value
    wanted, found = _plain(value), set[str]()
    for base in _NAMES:
        for lang in LANGS:
            if (column := f"{base}_{lang}") in rows:
                found |= set(ids[rows[column].map(_plain) == wanted])
    for column in _FURTHER:
        if column in rows:
            held = rows[column].map(lambda text: wanted in map(_plain, str(text).split(";")))
            found |= set(ids[held.astype(bool)])
    return found.pop() if len(found) == 1 else value


def name_of(catalog: Catalog, table: str, key: str, lang: str) -> str:
    """Return what a record is called; its id if it has no name.

    >>> name_of(catalog, "sectors", "data", "zh"), name_of(catalog, "sectors", "other", "zh")
    ('数据处理', 'other')
    """
    if table not in catalog.tables:
        return key
    rows = catalog[table]
    found = rows[rows[ADDED[table].key[0]].astype(str) == key]
    return key if found.empty else str(found[f"name_{lang}"].iloc[0])


def _plain(text: object) -> str:
    return "".join(str(text).split()).casefold()
