"""Checks of ``tenants.parquet``: the rules of the ``tenants`` table, for millions of rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import get_args

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.parquet import Columns, UnreadableError, first, is_number, opened
from data.problems import Problem
from data.schema import CODE_LENGTH, CODE_PATTERN, REFS_PATTERN, Status, Tenant

REGISTER = "tenants.parquet"
_ALLOWED: dict[str, tuple[str, ...]] = {"status": get_args(Status)}
_RANGES = {"lon": (-180, 180), "lat": (-90, 90), "since_year": (1900, 2100)}
_REQUIRED = ("tenant_id", "zone", "lon", "lat", "evidence")


def register_problems(path: Path, evidence: set[str]) -> list[Problem]:
    """Find what is wrong in a register; each rule reports its first row.

    Parameters
    ----------
    path : pathlib.Path
    evidence : set of str
        Grades that the pack may hold.

    Returns
    -------
    list of Problem
        Empty if the register may be used.

    Examples
    --------
    >>> import pandas as pd
    >>> file = folder / "tenants.parquet"
    >>> pd.DataFrame({"tenant_id": ["T0001"]}).to_parquet(file)
    >>> {problem.kind for problem in register_problems(file, {"illustrative"})}
    {'missing_column'}
    """
    try:
        return _found(path, evidence)
    except (UnreadableError, FileNotFoundError):
        return [Problem(path.name, None, None, "parquet")]


def unfit_problems(
    path: Path, codes: Mapping[str, set[str]], region: tuple[float, float, float, float]
) -> list[Problem]:
    """Find what in a good register is not of the park; each rule reports its first row.

    Parameters
    ----------
    path : pathlib.Path
    codes : mapping of str to set of str
        By column (``zone``, ``sector``), what the park has.
    region : tuple of float
        West, south, east and north of the park, WGS84 degrees.

    Examples
    --------
    >>> import pandas as pd
    >>> file = folder / "tenants.parquet"
    >>> pd.DataFrame({"zone": ["Z"]}).to_parquet(file)
    >>> [one.kind for one in unfit_problems(file, {"zone": {"A"}}, (-180, -90, 180, 90))]
    ['not_allowed']
    """
    try:
        return _unfit(path, codes, region)
    except (UnreadableError, FileNotFoundError):  # it was good a moment ago
        return [Problem(path.name, None, None, "parquet")]


def _unfit(
    path: Path, codes: Mapping[str, set[str]], region: tuple[float, float, float, float]
) -> list[Problem]:
    west, south, east, north = region
    found = []
    with opened(path) as columns:
        rules = []
        for column in sorted(codes.keys() & columns.types.keys()):
            texts, allowed = columns.texts(column), sorted(codes[column])
            known = pc.is_in(texts, value_set=pa.array(allowed, pa.string()))
            broken = pc.and_(pc.invert(known), pc.is_valid(texts))
            rules.append((column, "not_allowed", broken, {"allowed": ", ".join(allowed)}))
        for column, low, high in (("lon", west, east), ("lat", south, north)):
            if column in columns.types:
                broken = pc.invert(_within(columns, column, low, high))
                rules.append((column, "out_of_range", broken, {"limit": f"{low}–{high}"}))
        for column, kind, broken, said in rules:
            row = first(broken)
            if row is not None:
                value = str(columns.values(column)[row].as_py())[:60]
                found.append(Problem(path.name, row + 1, column, kind, {"value": value, **said}))
    return found


def _within(columns: Columns, name: str, low: float, high: float) -> pa.ChunkedArray:
    numbers = columns.numbers(name)
    return pc.and_(pc.greater_equal(numbers, low), pc.less_equal(numbers, high))


def row_count(path: Path) -> int:
    """Return how many rows a register has; none if it cannot be read.

    >>> row_count(folder / "tenants.parquet")
    0
    """
    try:
        with opened(path) as columns:
            return columns.rows
    except (UnreadableError, FileNotFoundError):
        return 0


def _found(path: Path, evidence: set[str]) -> list[Problem]:
    with opened(path) as columns:
        found = _column_problems(path.name, columns.types)
        if found:
            return found
        for column, kind, broken, values in _rules(columns, evidence):
            row = first(broken)
            if row is not None:
                value = columns.values(column)[row].as_py()
                given = {} if value is None else {"value": str(value)[:60], **values}
                kind = "empty" if value is None else kind  # noqa: PLW2901
                found.append(Problem(path.name, row + 1, column, kind, given))
        return found + _twice(path.name, columns)


def _twice(file: str, columns: Columns) -> list[Problem]:
    """Return the first row whose id an earlier one has, if there is one."""
    ids = columns.texts("tenant_id").drop_null()
    if len(ids.unique()) == len(ids):  # as it should be, and told in a third of the time
        return []
    rows = _rows_of(columns, "tenant_id", "max")
    again = rows.filter(pc.greater(rows["row_count"], 1)).sort_by("row_max").slice(length=1)
    return [
        Problem(file, one["row_max"] + 1, "tenant_id", "duplicate", {"value": one["text"]})
        for one in again.to_pylist()
    ]


def _rows_of(columns: Columns, name: str, which: str) -> pa.Table:
    """Return each text of a column with how many rows have it, and the first or last of them."""
    texts = pa.table({"text": columns.texts(name), "row": np.arange(columns.rows)})
    texts = texts.filter(pc.field("text").is_valid())
    return texts.group_by("text").aggregate([("row", which), ("row", "count")])


def unknown_references(path: Path, known: dict[str, set[str]]) -> list[Problem]:
    """Find ids in a good register that have no row, such as an undeclared assumption.

    Parameters
    ----------
    path : pathlib.Path
    known : dict of str to set of str
        By column, the ids that have a row.

    Examples
    --------
    >>> import pandas as pd
    >>> file = folder / "tenants.parquet"
    >>> pd.DataFrame({"assumption_id": ["a-guess"]}).to_parquet(file)
    >>> [problem.values["value"] for problem in unknown_references(file, {"assumption_id": set()})]
    ['a-guess']
    """
    try:
        return _unknown(path, known)
    except (UnreadableError, FileNotFoundError):  # it was good a moment ago
        return [Problem(path.name, None, None, "parquet")]


def _unknown(path: Path, known: dict[str, set[str]]) -> list[Problem]:
    found = []
    with opened(path) as columns:
        for column in sorted(known.keys() & columns.types.keys()):
            texts = columns.texts(column).unique().drop_null().to_pylist()
            if all(value in known[column] for text in texts for value in _ids(text)):
                continue  # as it should be, and told without the rows
            firsts = _rows_of(columns, column, "min").sort_by("row_min")
            found += [
                Problem(path.name, one["row_min"] + 1, column, "unknown_id", {"value": value})
                for one in firsts.to_pylist()
                for value in _ids(one["text"])
                if value not in known[column]
            ]
    return found


def _ids(text: str) -> list[str]:
    return [part.partition(":")[0] for part in text.split(";")]


def _column_problems(file: str, types: dict[str, pa.DataType]) -> list[Problem]:
    found = [
        Problem(file, None, column, "missing_column") for column in _REQUIRED if column not in types
    ]
    known = set(Tenant.model_fields)
    found += [
        Problem(file, None, column, "unknown_column") for column in types if column not in known
    ]
    found += [
        Problem(file, None, column, "not_a_number", {"value": str(types[column])})
        for column in _RANGES
        if column in types and not is_number(types[column])
    ]
    return found


def _code_rules(
    columns: Columns,
) -> Iterator[tuple[str, str, pa.ChunkedArray, dict[str, object]]]:
    """Give the rules of codes; which there are, the park knows (`unfit_problems`)."""
    yield "zone", "empty", columns.values("zone").is_null(), {}
    for column in sorted({"zone", "sector"} & columns.types.keys()):
        texts = columns.texts(column)
        is_code = pc.match_substring_regex(texts, CODE_PATTERN)
        yield column, "code", pc.and_(pc.invert(is_code), pc.is_valid(texts)), {"most": CODE_LENGTH}


def _rules(
    columns: Columns, evidence: set[str]
) -> Iterator[tuple[str, str, pa.ChunkedArray, dict[str, object]]]:
    """Give column, kind of problem, which rows are broken, and what the message names."""
    for column, allowed in {**_ALLOWED, "evidence": tuple(sorted(evidence))}.items():
        if column in columns.types:
            texts = columns.texts(column)
            broken = pc.invert(pc.is_in(texts, value_set=pa.array(allowed, pa.string())))
            if column not in _REQUIRED:
                broken = pc.and_(broken, pc.is_valid(texts))
            kind = "evidence" if column == "evidence" else "not_allowed"
            yield column, kind, broken, {"allowed": ", ".join(allowed)}
    for column, (low, high) in _RANGES.items():
        if column in columns.types:
            inside = _within(columns, column, low, high)
            yield column, "out_of_range", pc.invert(inside), {"limit": f"{low}–{high}"}
    for column, other in (("lon", "lat"), ("lat", "lon")):
        missing, given = columns.values(column).is_null(), columns.values(other).is_valid()
        yield column, "empty", pc.and_(missing, given), {}
    if "refs" in columns.types:
        form = rf"\A(?:{REFS_PATTERN})\z"
        yield "refs", "refs", pc.invert(pc.match_substring_regex(columns.texts("refs"), form)), {}
    assumed = pc.equal(columns.texts("evidence"), "illustrative")
    if "assumption_id" in columns.types:
        assumed = pc.and_(assumed, columns.values("assumption_id").is_null())
    yield "evidence", "assumption", assumed, {}
    yield "tenant_id", "empty", columns.values("tenant_id").is_null(), {}
    yield from _code_rules(columns)
