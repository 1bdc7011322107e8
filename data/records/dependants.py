"""Own rows that go with another one, since they only tell of it."""

from __future__ import annotations

from data.catalog import Catalog
from data.layered import keys_of
from data.schema import ADDED

Keys = dict[str, list[tuple[str, ...]]]
_OF = {
    "projects": {"project_statuses": "project_id"},
    "enterprises": {"enterprise_sectors": "enterprise_id"},
}


def with_dependants(catalog: Catalog, table: str, key: tuple[str, ...]) -> Keys:
    """Return the keys of an own row and of what goes with it, by table, to be taken out.

    With a project go its own statuses, with an enterprise its own sectors, and with every
    record the own placements of it.

    >>> with_dependants(catalog, "projects", ("L01",))
    {'projects': [('L01',)]}
    """
    found: Keys = {table: [key]}
    columns = dict(_OF.get(table, {}))
    if len(ADDED[table].key) == 1:
        columns["placements"] = "record"
    for other, column in columns.items():
        rows = catalog[other]
        going = rows[catalog.own.rows(other, rows) & (rows[column].astype(str) == key[0])]
        if len(going):
            found[other] = keys_of(going, other)
    return found
