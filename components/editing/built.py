"""A record as it would stand in the pack: what was answered, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from data.catalog import Catalog
from data.i18n import LANGS, Lang, translate
from data.records.ids import new_id
from data.schema import ADDED

Cells = dict[str, Any]
# The stage that a status says by itself.
_STAGES = {
    "operating": "in_use",
    "partial": "part_in_use",
    "construction": "started",
    "planned": "planned",
    "unknown": "not_stated",
}


@dataclass(frozen=True)
class Built:
    """A row for a table, still without its source.

    Attributes
    ----------
    table : str
    row : dict
        By column; what is not there is empty.
    asked : mapping of str to str
        By column, the question that it answers, where that has another name.
    """

    table: str
    row: Cells
    asked: Mapping[str, str] = field(default_factory=dict)


def complete(catalog: Catalog, built: Built, texts: Mapping[str, str], as_of: str) -> Built:
    """Return a row with what follows from its answers, and both languages filled.

    Parameters
    ----------
    catalog : Catalog
    built : Built
    texts : mapping of str to str
        The answers as they were typed.
    as_of : str
        The date of the source; empty if it has none.
    """
    row = {name: value for name, value in built.row.items() if value not in (None, "")}
    follows = _FOLLOWS.get(built.table)
    extra = follows(catalog, row, texts) if follows else {}
    extra |= {
        column: as_of
        for column in ("as_of", "first_mention", "date")
        if as_of and column in ADDED[built.table].model_fields
    }
    whole = extra | row
    for column in ADDED[built.table].model_fields:
        whole.setdefault(column, None)
    return Built(built.table, _in_both(whole), built.asked)


def _in_both(row: Cells) -> Cells:
    """Fill the language that is missing with the text of the other."""
    filled = dict(row)
    for column in row:
        base, _, lang = column.rpartition("_")
        other = f"{base}_{'en' if lang == 'zh' else 'zh'}"
        if lang in LANGS and other in row and row[column] is None:
            filled[column] = row[other]
    return filled


def with_ids(catalog: Catalog, built: Sequence[Built], key: Cells) -> list[Built]:
    """Return rows with ids where they have none.

    Parameters
    ----------
    catalog : Catalog
    built : sequence of Built
    key : dict
        The id of the record that is open; empty for a new one.
    """
    taken: dict[str, list[str]] = {}
    given: Cells = dict(key)
    whole = []
    for one in built:
        column = ADDED[one.table].key[0]
        row = dict(one.row)
        if len(ADDED[one.table].key) == 1 and row[column] is None:
            used = taken.setdefault(one.table, [])
            row[column] = key.get(column) or new_id(catalog, one.table, row, used)
            used.append(row[column])
            given[column] = row[column]
        elif row.get(column) is None and column in given:  # the status of a new project
            row[column] = given[column]
        whole.append(replace(one, row=row))
    return whole


def row_of(catalog: Catalog, table: str, key: str) -> pd.Series | None:
    """Return a row of a table by the id that is its key."""
    if table not in catalog.tables:
        return None
    column = ADDED[table].key[0]
    frame = catalog[table]
    found = frame[frame[column] == key]
    return None if found.empty else found.iloc[0]


def _figure(catalog: Catalog, row: Cells, texts: Mapping[str, str]) -> Cells:
    named = row_of(catalog, "indicators", str(row.get("indicator", "")))
    value, qualifier = row.get("value"), row.get("qualifier", "exact")
    made: Cells = {"scope": "park", "kind": "actual", "qualifier": "exact"}
    made |= {f"subject_{lang}": park_name(catalog, lang) for lang in LANGS}
    made |= {"printed": texts.get("printed") or texts.get("value")}
    if value is not None:
        made |= {"low": value} if qualifier in {"exact", "at_least"} else {}
        made |= {"high": value} if qualifier in {"exact", "below"} else {}
    if named is not None:
        made |= {f"metric_{lang}": named[f"name_{lang}"] for lang in LANGS}
        made |= {"unit": named["unit"]}
        made |= {"period": row.get("as_of")} if named["kind"] == "flow" else {}
    made |= {f"counts_{lang}": row.get(f"metric_{lang}") or made.get(f"metric_{lang}") for lang in LANGS}
    return {name: value for name, value in made.items() if value is not None}


def _project(_: Catalog, row: Cells, __: Mapping[str, str]) -> Cells:
    noted = {f"note_{lang}": translate(lang, "edit.said_by_office") for lang in LANGS}
    return noted | ({"investment_kind": "stated"} if row.get("investment_cny") else {})


def _status(_: Catalog, row: Cells, __: Mapping[str, str]) -> Cells:
    status = row.get("status", "unknown")
    stage = row.get("stage") or _STAGES.get(status, "not_stated")
    words = {f"wording_{lang}": translate(lang, f"edit.code.stage.{stage}") for lang in LANGS}
    return {"basis": "event", "stage": stage} | words


def _sector_count(catalog: Catalog, row: Cells, _: Mapping[str, str]) -> Cells:
    named = row_of(catalog, "sectors", str(row.get("sector", "")))
    label = {} if named is None else {"label_zh": named["name_zh"]}
    return {"qualifier": "exact", "taxonomy": "office"} | label


def _zone(_: Catalog, __: Cells, ___: Mapping[str, str]) -> Cells:
    known = {f"known_{lang}": translate(lang, "edit.said_by_office") for lang in LANGS}
    return {"existence": "exists"} | known


def _coverage(_: Catalog, __: Cells, ___: Mapping[str, str]) -> Cells:
    return {f"note_{lang}": translate(lang, "edit.said_by_office") for lang in LANGS}


def _enterprise_sector(catalog: Catalog, row: Cells, _: Mapping[str, str]) -> Cells:
    named = row_of(catalog, "sectors", str(row.get("sector", "")))
    return {} if named is None else {"label_zh": named["name_zh"]}


def _source(_: Catalog, __: Cells, ___: Mapping[str, str]) -> Cells:
    return {"kind": "dataset"}


def _event(_: Catalog, __: Cells, ___: Mapping[str, str]) -> Cells:
    return {"category": "milestone", "level": "park"}


def _target(_: Catalog, __: Cells, ___: Mapping[str, str]) -> Cells:
    return {"scope": "park", "strength": "aim", "qualifier": "exact"}


_FOLLOWS = {
    "figures": _figure,
    "projects": _project,
    "project_statuses": _status,
    "sector_counts": _sector_count,
    "zones": _zone,
    "coverage": _coverage,
    "enterprise_sectors": _enterprise_sector,
    "sources": _source,
    "events": _event,
    "targets": _target,
}


def park_name(_: Catalog, lang: Lang) -> str:
    """Return what the park is called."""
    return translate(lang, "app.park")
