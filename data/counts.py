"""Linked counts: one function for every chart and card, with the crossfilter rule."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import pandas as pd

from data.catalog import Catalog
from data.indicators import known_figures
from data.periods import Period, ends, over_by
from data.selection import SECTORS, STATUSES, ZONES, Dimension, Selection, visible
from data.status import UNASSIGNED, placed_projects

_GRADES = ("reported", "secondary", "derived", "illustrative")
_WEAKNESS = {grade: rank for rank, grade in enumerate(_GRADES)}
UNATTRIBUTED = "unattributed"
OTHER = "other"
Measure = Literal["enterprises", "projects"]

CATEGORIES: dict[Measure, dict[Dimension, tuple[str, ...]]] = {
    "enterprises": {
        "zone": (*ZONES, UNASSIGNED),
        "sector": (*SECTORS, UNATTRIBUTED),
    },
    "projects": {
        "zone": (*ZONES, UNASSIGNED),
        "sector": (*SECTORS, OTHER),
        "status": STATUSES,
    },
}


@lru_cache(maxsize=128)
def published_cells(catalog: Catalog, as_of: Period) -> pd.DataFrame:
    """Return enterprises by sector as last printed by the as-of date, all unassigned.

    The remainder between the printed park total and the sum of the sectors' lower bounds
    forms the ``"unattributed"`` sector; it is derived.

    Returns
    -------
    pandas.DataFrame
        Columns ``zone``, ``sector``, ``count``, ``evidence``, ``refs``, ``as_of``; empty if
        nothing was printed by then. A sector that the article leaves out has no row.
    """
    columns = ["zone", "sector", "count", "evidence", "refs", "as_of"]
    printed = catalog["sector_counts"]
    held = printed[over_by(printed["as_of"], as_of)]
    if held.empty:
        return pd.DataFrame(columns=columns).astype({"count": int})
    newest = held.loc[ends(held["as_of"]).sort_values(kind="stable").index[-1], "as_of"]
    rows = held[(held["as_of"] == newest) & held["count"].notna()].assign(zone=UNASSIGNED)
    totals = known_figures(catalog, "enterprises", as_of)
    exact = totals[totals["qualifier"] == "exact"]
    total = None if exact.empty else exact.iloc[-1]
    if total is not None and total["value"] > rows["count"].sum():
        rest = {
            "zone": UNASSIGNED,
            "sector": UNATTRIBUTED,
            "evidence": "derived",
            "count": total["value"] - rows["count"].sum(),
            "as_of": newest,
            "refs": f"{total['refs']};{rows['refs'].iloc[0]}",
        }
        rows = pd.concat([rows, pd.DataFrame([rest])], ignore_index=True)
    cells: pd.DataFrame = rows[columns].astype({"count": int})
    return cells.reset_index(drop=True)


def allocation(catalog: Catalog, selection: Selection) -> pd.DataFrame:
    """Return the tenants that may be shown, unfiltered; empty where none may.

    None may with ``evidence="published"`` if they are illustrative, nor before the five
    sectors that they are allocated by were in print (September 2020).

    Returns
    -------
    pandas.DataFrame
        Columns of ``tenants``, with ``"unattributed"`` for a missing sector.
    """
    printed = catalog["sector_counts"]
    five = printed["as_of"][printed["taxonomy"] == "2020-09"]
    tenants = visible(catalog["tenants"], selection)
    if not over_by(five, selection.period).any():
        tenants = tenants.iloc[:0]
    return tenants.assign(sector=tenants["sector"].fillna(UNATTRIBUTED))


@lru_cache(maxsize=128)
def _allocated_cells(catalog: Catalog, when: Selection) -> pd.DataFrame:
    tenants = allocation(catalog, when)
    grouped = tenants.groupby(["zone", "sector", "evidence"], as_index=False).size()
    return grouped.rename(columns={"size": "count"})


def enterprise_cells(catalog: Catalog, selection: Selection, by: Dimension) -> pd.DataFrame:
    """Return the enterprise cells that a count by `by` rests on.

    The printed sector counts are used as long as no zone is involved, and wherever the
    allocation may not be shown; a local, non-illustrative allocation is used throughout.

    Returns
    -------
    pandas.DataFrame
        Columns ``zone``, ``sector``, ``count``, ``evidence`` at least; see
        `published_cells`. Shared between callers: not to be changed.
    """
    when = Selection(as_of=selection.as_of, evidence=selection.evidence)
    allocated = _allocated_cells(catalog, when)
    no_zone = by != "zone" and not selection.zones
    if allocated.empty or (no_zone and set(allocated["evidence"]) == {"illustrative"}):
        return published_cells(catalog, selection.period)
    return allocated


def counts(
    catalog: Catalog,
    selection: Selection,
    *,
    by: Dimension,
    of: Measure = "enterprises",
) -> pd.DataFrame:
    """Count enterprises or projects by one dimension, by the crossfilter rule.

    The count is filtered by every chosen dimension but `by`, so that the other bars stay
    visible; the chosen bars are marked.

    Parameters
    ----------
    catalog : Catalog
    selection : Selection
    by : {"zone", "sector", "status"}
        Enterprises have no status.
    of : {"enterprises", "projects"}

    Returns
    -------
    pandas.DataFrame
        Columns `by`, ``count``, ``selected`` (all true if nothing is chosen) and
        ``evidence`` (the weakest grade that the count rests on; ``None`` for zero). One row
        a category in canonical order, zeros included.

    Raises
    ------
    ValueError
        If the measure has no such dimension.
    """
    if by not in CATEGORIES[of]:
        raise ValueError(f"{of} have no {by}")
    if of == "enterprises":
        cells = enterprise_cells(catalog, selection, by)
        grade = "evidence"
    else:
        cells = placed_projects(catalog, selection).assign(count=1)
        grade = "zone_evidence" if by == "zone" or selection.zones else "evidence"
    for dimension in CATEGORIES[of]:
        chosen = selection.chosen(dimension)
        if dimension != by and chosen:
            cells = cells[cells[dimension].isin(chosen)]
    categories, chosen = CATEGORIES[of][by], selection.chosen(by)
    totals = cells.groupby(by)["count"].sum().reindex(categories, fill_value=0)
    rank = cells[grade].map(_WEAKNESS).groupby(cells[by]).max().reindex(categories)
    return pd.DataFrame(
        {
            by: categories,
            "count": totals.to_numpy(dtype=int),
            "selected": [not chosen or category in chosen for category in categories],
            "evidence": [_grade(value) for value in rank],
        }
    )


def selected_total(catalog: Catalog, selection: Selection, of: Measure) -> tuple[int, str | None]:
    """Return the count under all chosen dimensions, and the weakest evidence behind it."""
    frame = counts(catalog, selection, by="sector", of=of)
    frame = frame[frame["selected"]]
    return int(frame["count"].sum()), _grade(frame["evidence"].map(_WEAKNESS).max())


def _grade(rank: float) -> str | None:
    return None if pd.isna(rank) else _GRADES[int(rank)]
