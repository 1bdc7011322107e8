"""Checks of ``tenants.parquet``: the rules of the ``tenants`` table, for millions of rows."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import duckdb

from data.problems import Problem
from data.schema import REFS_PATTERN, Sector, Status, Tenant, Zone

REGISTER = "tenants.parquet"
_NUMBERS = {
    *("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"),
    *("FLOAT", "DOUBLE", "DECIMAL"),
}
_ALLOWED: dict[str, tuple[str, ...]] = {
    "zone": get_args(Zone),
    "sector": get_args(Sector),
    "status": get_args(Status),
}
_RANGES = {"lon": (105, 107), "lat": (28.5, 30), "since_year": (1900, 2100)}
_ROWS = "read_parquet(?, file_row_number = true)"
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
    except duckdb.Error:
        return [Problem(path.name, None, None, "parquet")]


def row_count(path: Path) -> int:
    """Return how many rows a register has; none if it cannot be read.

    >>> row_count(folder / "tenants.parquet")
    0
    """
    try:
        with duckdb.connect() as engine:
            counted = engine.execute("select count(*) from read_parquet(?)", [str(path)])
            return int((counted.fetchone() or (0,))[0])
    except duckdb.Error:
        return 0


def _found(path: Path, evidence: set[str]) -> list[Problem]:
    with duckdb.connect() as engine:
        described = engine.execute("describe select * from read_parquet(?)", [str(path)])
        types = {name: kind for name, kind, *_ in described.fetchall()}
        found = _column_problems(path.name, types)
        if found:
            return found
        for column, kind, broken, values in _rules(set(types), evidence):
            # The names of columns and the values are ours; only the path is the user's.
            row, value = engine.execute(
                f"select min(file_row_number) + 1, arg_min_null({column}, file_row_number) "  # noqa: S608
                f"from {_ROWS} where {broken}",
                [str(path)],
            ).fetchone() or (None, None)
            if row is not None:
                given = {} if value is None else {"value": str(value)[:60], **values}
                found.append(
                    Problem(path.name, row, column, "empty" if value is None else kind, given)
                )
        twice = engine.execute(
            f"select tenant_id, max(file_row_number) + 1 from {_ROWS} "  # noqa: S608
            "group by tenant_id having count(*) > 1 order by 2 limit 1",
            [str(path)],
        ).fetchone()
        if twice:
            found.append(
                Problem(path.name, twice[1], "tenant_id", "duplicate", {"value": twice[0]})
            )
    return found


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
    except duckdb.Error:  # it was good a moment ago
        return [Problem(path.name, None, None, "parquet")]


def _unknown(path: Path, known: dict[str, set[str]]) -> list[Problem]:
    found = []
    with duckdb.connect() as engine:
        described = engine.execute("describe select * from read_parquet(?)", [str(path)])
        present = {name for name, *_ in described.fetchall()}
        for column in sorted(known.keys() & present):
            firsts = engine.execute(
                f"select {column}, min(file_row_number) + 1 from {_ROWS} "  # noqa: S608
                f"where {column} is not null group by 1 order by 2",
                [str(path)],
            ).fetchall()
            found += [
                Problem(path.name, row, column, "unknown_id", {"value": value})
                for text, row in firsts
                for value in (part.partition(":")[0] for part in str(text).split(";"))
                if value not in known[column]
            ]
    return found


def _column_problems(file: str, types: dict[str, str]) -> list[Problem]:
    found = [
        Problem(file, None, column, "missing_column") for column in _REQUIRED if column not in types
    ]
    known = set(Tenant.model_fields)
    found += [
        Problem(file, None, column, "unknown_column") for column in types if column not in known
    ]
    found += [
        Problem(file, None, column, "not_a_number", {"value": types[column]})
        for column in _RANGES
        if column in types and types[column].partition("(")[0] not in _NUMBERS
    ]
    return found


def _rules(columns: set[str], evidence: set[str]) -> list[tuple[str, str, str, dict[str, object]]]:
    """Return column, kind of problem, SQL of a broken row, and what the message names."""
    rules: list[tuple[str, str, str, dict[str, object]]] = []
    for column, values in {**_ALLOWED, "evidence": tuple(sorted(evidence))}.items():
        if column in columns:
            listed = ", ".join(f"'{value}'" for value in values)
            missing = f" or {column} is null" if column in _REQUIRED else ""
            kind = "evidence" if column == "evidence" else "not_allowed"
            rules.append(
                (
                    column,
                    kind,
                    f"cast({column} as varchar) not in ({listed}){missing}",
                    {"allowed": ", ".join(values)},
                )
            )
    for column, (low, high) in _RANGES.items():
        if column in columns:
            broken = f"not ({column} between {low} and {high})"
            rules.append((column, "out_of_range", broken, {"limit": f"{low}–{high}"}))
    for column, other in (("lon", "lat"), ("lat", "lon")):
        rules.append((column, "empty", f"{column} is null and {other} is not null", {}))
    if "refs" in columns:
        pattern = f"not regexp_full_match(cast(refs as varchar), '{REFS_PATTERN}')"
        rules.append(("refs", "refs", pattern, {}))
    named = "assumption_id is null" if "assumption_id" in columns else "true"
    rules.append(("evidence", "assumption", f"evidence = 'illustrative' and {named}", {}))
    rules.append(("tenant_id", "empty", "tenant_id is null", {}))
    return rules
