"""What follows from the cells that an office fills in: id, source, the other language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from data.catalog import Catalog
from data.i18n import LANGS, translate
from data.quantity import amount
from data.records.checks import Tables, cells_of
from data.records.fields import choice_label, fields_of
from data.records.ids import new_id
from data.records.naming import name_of, with_ids
from data.records.series import series_of, unit_of_series
from data.schema import ADDED, Graded

Cells = dict[str, Any]
# The stage that a status says by itself, and the status that a date of a project says.
_STAGES = {
    "operating": "in_use",
    "partial": "part_in_use",
    "construction": "started",
    "planned": "planned",
    "unknown": "not_stated",
}
_STEPS = {
    "signed": ("planned", "signed"),
    "construction_start": ("construction", "started"),
    "operating_since": ("operating", "in_use"),
}
_YEAR = r"(?:19|20)\d\d"
_OF_SOURCE = ("as_of", "first_mention", "date")  # dates that are those of the source if not given


def completed(
    catalog: Catalog, tables: Tables, source: str = "", published: str = ""
) -> dict[str, pd.DataFrame]:
    """Return the rows of a change with what follows from their cells; what is given stays.

    An id, the grade (supplied by the office), the source, the other language; the subject,
    metric and unit of the series that a figure continues; the statuses that the dates of a
    new project tell.

    Parameters
    ----------
    catalog : Catalog
    tables : mapping of str to pandas.DataFrame
        Rows by table of `data.schema.ADDED`.
    source : str
        Id of the source of rows that name none.
    published : str
        Its date.

    Examples
    --------
    >>> rows = pd.DataFrame({"name_zh": ["算力中心"], "sector": ["data"], "signed": ["2025-03"]})
    >>> made = completed(catalog, {"projects": rows}, "office-1", "2026-02")
    >>> made["projects"]["project_id"].tolist(), made["project_statuses"]["status"].tolist()
    (['L01'], ['planned'])
    """
    made: dict[str, list[Cells]] = {}
    for table, rows in tables.items():
        made[table] = []
        for cells in cells_of(table, rows):
            whole = _completed(catalog, table, cells, source, published)
            made[table].append(_with_id(catalog, table, whole, made[table]))
    told = _told_statuses(catalog, made)
    if told:
        made["project_statuses"] = [*made.get("project_statuses", []), *told]
    return {
        table: pd.DataFrame(rows, columns=list(ADDED[table].model_fields), dtype=object)
        for table, rows in made.items()
    }


def _completed(catalog: Catalog, table: str, cells: Cells, source: str, published: str) -> Cells:
    names = {field.name for field in fields_of(table)}
    cells = with_ids(catalog, table, cells)
    given = {name: value for name, value in cells.items() if value is not None}
    follows = _FOLLOWS.get(table)
    extra: Cells = follows(catalog, given) if follows else {}
    extra |= {"evidence": "official"} if issubclass(ADDED[table], Graded) else {}
    extra |= {"refs": source} if source and "refs" in names else {}
    extra |= {name: published for name in _OF_SOURCE if published and name in names}
    whole = dict.fromkeys(cells) | extra | given
    for field in fields_of(table):
        if field.pair in names and whole[field.name] is None and field.is_required:
            whole[field.name] = whole[field.pair]
    return whole


def _with_id(catalog: Catalog, table: str, cells: Cells, earlier: list[Cells]) -> Cells:
    key = ADDED[table].key
    if len(key) > 1 or cells[key[0]] is not None:
        return cells
    taken = {str(row[key[0]]) for row in earlier}
    return {**cells, key[0]: new_id(catalog, table, cells, taken)}


def _told_statuses(catalog: Catalog, made: Mapping[str, list[Cells]]) -> list[Cells]:
    """Return the statuses that the dates of projects tell which have none."""
    known = set(catalog["project_statuses"]["project_id"])
    known |= {row["project_id"] for row in made.get("project_statuses", [])}
    return [
        {
            "project_id": project["project_id"],
            "date": project[step],
            "basis": "event",
            "status": status,
            "stage": stage,
            **{f"wording_{lang}": translate(lang, f"projects.step.{step}") for lang in LANGS},
            "evidence": project["evidence"],
            "refs": project["refs"],
        }
        for project in made.get("projects", [])
        if project["project_id"] not in known
        for step, (status, stage) in _STEPS.items()
        if project[step] is not None
    ]


def _figure(catalog: Catalog, given: Cells) -> Cells:
    scope = given.get("scope", "park")
    made: Cells = {"scope": scope, "kind": "actual", "qualifier": "exact"}
    rows = catalog["figures"]
    peers = rows[rows["scope"] == scope]
    if scope == "park" and len(peers):  # most are of the park as a whole
        common = peers["subject_zh"].mode().iloc[0]
        made |= _texts(peers[peers["subject_zh"] == common].iloc[0], "subject")
    indicator = given.get("indicator") or _meant(catalog, given)
    made |= _named(catalog, indicator, given.get("as_of")) if scope == "park" else {}
    held = series_of(catalog, "figures", {**made, **given})
    if len(held):
        made |= _texts(held.iloc[-1], "subject", "metric")
        named = held["counts_zh"] + held["counts_en"]
        undated = held[~named.astype(str).str.contains(_YEAR)]
        if len(undated):  # what an earlier one counts, unless it names its own year
            made |= _texts(undated.iloc[-1], "counts")
        made |= {"scope": held["scope"].iloc[-1]}
    unit = given.get("unit") or unit_of_series(catalog, "figures", {**made, **given})
    made |= {"unit": unit} if unit else {}
    for lang in LANGS:
        metric = given.get(f"metric_{lang}") or made.get(f"metric_{lang}")
        made.setdefault(f"counts_{lang}", metric or given.get("metric_zh"))
    value, qualifier = given.get("value"), given.get("qualifier", "exact")
    if isinstance(value, int | float):
        made |= {"low": value} if qualifier in {"exact", "at_least"} else {}
        made |= {"high": value} if qualifier in {"exact", "below"} else {}
        made |= {"printed": amount(value, unit, "zh")}
    return made


def _meant(catalog: Catalog, given: Cells) -> str:
    """Return the indicator that a figure of the park means by the name of its metric."""
    asked = {given.get(f"metric_{lang}") for lang in LANGS} - {None}
    means = (with_ids(catalog, "figures", {"indicator": name})["indicator"] for name in asked)
    known = set(catalog["indicators"]["indicator"])
    return next((str(one) for one in means if one in known), "")


def _named(catalog: Catalog, indicator: object, as_of: object) -> Cells:
    """Return what the table of indicators says of one; what flows does so in a period."""
    named = catalog["indicators"]
    found = named[named["indicator"] == indicator]
    if found.empty:
        return {}
    row = found.iloc[0]
    metric = {f"metric_{lang}": row[f"name_{lang}"] for lang in LANGS}
    return {"indicator": indicator, **metric} | ({"period": as_of} if row["kind"] == "flow" else {})


def _texts(row: Any, *bases: str) -> Cells:
    return {f"{base}_{lang}": row[f"{base}_{lang}"] for base in bases for lang in LANGS}


def _sector_count(catalog: Catalog, given: Cells) -> Cells:
    """Return what goes on from the last count of a sector: the list, and its name there."""
    made: Cells = {"qualifier": "exact"} if given.get("count") is not None else {}
    held = series_of(catalog, "sector_counts", given)
    if len(held):
        return made | {"taxonomy": held["taxonomy"].iloc[-1], "label_zh": held["label_zh"].iloc[-1]}
    every = catalog["sector_counts"]["taxonomy"]
    sector = str(given.get("sector"))
    return made | {
        "taxonomy": every.iloc[-1] if len(every) else "office",
        "label_zh": name_of(catalog, "sectors", sector, "zh"),
    }


def _project(_: Catalog, given: Cells) -> Cells:
    made: Cells = {"sector": "other"} | _by_office("note")
    return made | ({"investment_kind": "stated"} if given.get("investment_cny") else {})


def _status(_: Catalog, given: Cells) -> Cells:
    stage = given.get("stage") or _STAGES.get(str(given.get("status")), "not_stated")
    words = {f"wording_{lang}": choice_label(lang, "stage", stage) for lang in LANGS}
    return {"basis": "event" if given.get("date") else "printed", "stage": stage, **words}


def _by_office(*bases: str) -> Cells:
    return {
        f"{base}_{lang}": translate(lang, "records.by_office") for base in bases for lang in LANGS
    }


def _placement(catalog: Catalog, given: Cells) -> Cells:
    rows = catalog["placements"]
    slot = rows[(rows["page"] == given.get("page")) & (rows["slot"] == given.get("slot"))]
    return {"order": int(slot["order"].max()) + 1 if len(slot) else 0}


def _enterprise_sector(catalog: Catalog, given: Cells) -> Cells:
    return {"label_zh": name_of(catalog, "sectors", str(given.get("sector")), "zh")}


_FOLLOWS: dict[str, Callable[[Catalog, Cells], Cells]] = {
    "figures": _figure,
    "sector_counts": _sector_count,
    "projects": _project,
    "project_statuses": _status,
    "placements": _placement,
    "enterprise_sectors": _enterprise_sector,
    "zones": lambda _, __: {"existence": "exists", **_by_office("known")},
    "coverage": lambda _, __: {"qualifier": "exact", **_by_office("note")},
    "events": lambda _, __: {"category": "milestone", "level": "park"},
    "targets": lambda _, __: {"scope": "park", "strength": "aim", "qualifier": "exact"},
    "mentions": lambda _, __: {"kind": "stated"},
}
