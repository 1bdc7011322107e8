"""What is plainly wrong with rows before they come in: it refuses them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.catalog import Catalog
from data.i18n import Lang
from data.layered import keys_of
from data.links import link_problems
from data.packs import PACK_EVIDENCE, Pack
from data.problems import Problem
from data.records.fields import choice_label, field_label, fields_of, table_label
from data.row_checks import checked
from data.schema import ADDED, Graded, Row, empty_rows

Tables = Mapping[str, pd.DataFrame]
_TEXTS = {"text", "date", "code", "choice", "reference", "references"}


@dataclass(frozen=True)
class RowProblem(Problem):
    """A problem of a row that is no file yet: its place is named as the reader knows it.

    ``file`` is the name of the table, ``row`` the place of the row among those brought, from 1.
    """

    def text(self, lang: Lang) -> str:
        """Return the problem and its remedy as one line in the reader's language."""
        columns = (self.column or "").split(", ")
        column = ", ".join(field_label(lang, one) for one in columns) or None
        values = self.values
        if self.kind == "not_allowed" and self.column:
            codes = re.findall(r"'([\w.-]+)'", str(values["allowed"]))
            names = [choice_label(lang, self.column, code) for code in codes]
            values = values | {"allowed": ", ".join(names)} if names else values
        shown = Problem(table_label(lang, self.file), self.row, column, self.kind, values)
        return shown.text(lang)


def check(catalog: Catalog, table: str, rows: pd.DataFrame) -> list[Problem]:
    """Find what is wrong with rows for a table of `data.schema.ADDED`.

    See `check_tables`, which looks at several tables of one change together.

    Examples
    --------
    >>> rows = pd.DataFrame({"project_id": ["P99"], "date": ["soon"]})
    >>> [(one.column, one.kind) for one in check(catalog, "project_statuses", rows)][:2]
    [('project_id', 'unknown_id'), ('date', 'period')]
    """
    return check_tables(catalog, {table: rows})


def check_tables(catalog: Catalog, tables: Tables) -> list[Problem]:
    """Find what is wrong with the rows of one change.

    Parameters
    ----------
    catalog : Catalog
        What is in force.
    tables : mapping of str to pandas.DataFrame
        New rows by table; a column that is not there is empty. They may name each other.

    Returns
    -------
    list of Problem
        Cells that their schema refuses, references that lead nowhere, ids that a printed row
        has, ids given twice, projects without a status. ``file`` is the table, ``row`` the
        place of the row, from 1.
    """
    found: list[Problem] = []
    whole: dict[str, pd.DataFrame] = {}
    for table, rows in tables.items():
        unknown = [str(one) for one in rows.columns if one not in ADDED[table].model_fields]
        found += [RowProblem(table, None, column, "unknown_column") for column in unknown]
        made = [_made(table, place, cells) for place, cells in enumerate(cells_of(table, rows), 1)]
        found += [problem for _, problems in made for problem in problems]
        whole[table] = _frame(table, [cells for cells, _ in made])
        found += _clashes(catalog, table, whole[table])
    found += _links(catalog, whole)
    found += _without_status(catalog, whole)
    return sorted(found, key=lambda one: (list(tables).index(one.file), one.row or 0, _at(one)))


def _made(table: str, place: int, cells: dict[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """Return the cells of a row that may stand, and what is wrong with the others."""
    row = checked(ADDED[table], cells)
    if isinstance(row, list):
        faulty = {fault.column for fault in row}
        kept = {
            field.name: cells[field.name]
            for field in fields_of(table)
            if field.kind in _TEXTS and field.name not in faulty
        }
        return kept, [RowProblem(table, place, *fault) for fault in row]
    return row.model_dump(), _grades(table, place, row)


def _at(problem: Problem) -> int:
    """Return where the column of a problem stands among the fields of its table."""
    names = [field.name for field in fields_of(problem.file)]
    return names.index(problem.column) if problem.column in names else -1


def cells_of(table: str, rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return each row as plain cells of all columns of its table: texts, numbers, ``None``.

    >>> cells_of("assumptions", pd.DataFrame({"assumption_id": [" a "]}))[0]["assumption_id"]
    'a'
    """
    fields = fields_of(table)
    return [
        {field.name: _cell(row.get(field.name), is_text=field.kind in _TEXTS) for field in fields}
        for row in rows.to_dict("records")
    ]


def _cell(value: Any, *, is_text: bool) -> Any:
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if hasattr(value, "item"):
        value = value.item()
    if is_text and isinstance(value, float) and value.is_integer():
        value = int(value)
    if is_text or isinstance(value, str):
        value = str(value).strip()
    return None if value == "" else value


def _frame(table: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=list(ADDED[table].model_fields))
    return made.astype(empty_rows(ADDED[table]).dtypes.to_dict())


def _grades(table: str, place: int, row: Row) -> list[Problem]:
    allowed = PACK_EVIDENCE["local"]
    if not isinstance(row, Graded) or row.evidence in allowed:
        return []
    values: dict[str, object] = {"value": row.evidence, "allowed": ", ".join(sorted(allowed))}
    return [RowProblem(table, place, "evidence", "evidence", values)]


def _clashes(catalog: Catalog, table: str, rows: pd.DataFrame) -> list[Problem]:
    printed, seen = set(keys_of(printed_rows(catalog, table), table)), set[tuple[str, ...]]()
    key, found = list(ADDED[table].key), list[Problem]()
    given = rows[rows[key].notna().all(axis=1)]
    for at, one in zip(given.index, keys_of(given, table), strict=True):
        kind = "published_key" if one in printed else "duplicate" if one in seen else ""
        if kind:
            values: dict[str, object] = {"value": ", ".join(one)}
            found.append(RowProblem(table, int(at) + 1, ", ".join(key), kind, values))
        seen.add(one)
    return found


def printed_rows(catalog: Catalog, table: str) -> pd.DataFrame:
    """Return the rows of a table that no own row may replace.

    >>> len(printed_rows(catalog, "sources")) == len(catalog["sources"])
    True
    """
    rows = catalog[table]
    printed = ~catalog.own.rows(table, rows)
    if table != "assumptions" and "evidence" in rows:
        printed &= rows["evidence"] != "illustrative"
    return rows[printed]


def _links(catalog: Catalog, tables: Tables) -> list[Problem]:
    held = Pack(dict(catalog.tables), dict(catalog.outlines), (), park=catalog.park)
    places = {table: list(range(1, len(rows) + 1)) for table, rows in tables.items()}
    found = link_problems(held, Pack(dict(tables), {}, (), places))
    return [
        RowProblem(one.file.removesuffix(".csv"), one.row, one.column, one.kind, one.values)
        for one in found
    ]


def _without_status(catalog: Catalog, tables: Tables) -> list[Problem]:
    if "projects" not in tables:
        return []
    dated = set(catalog["project_statuses"]["project_id"])
    dated |= set(tables.get("project_statuses", {"project_id": ()})["project_id"])
    return [
        RowProblem("projects", place, "project_id", "no_status", {"value": project})
        for place, project in enumerate(tables["projects"]["project_id"], start=1)
        if isinstance(project, str) and project not in dated
    ]
