"""Linked counts: one function for every chart and card, with the crossfilter rule."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from data.catalog import Catalog
from data.indicators import known_figures
from data.periods import ends, over_by
from data.selection import SECTORS, STATUSES, ZONES, Dimension, Selection
from data.status import UNASSIGNED, placed_projects

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


def published_cells(catalog: Catalog, selection: Selection) -> pd.DataFrame:
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
    held = printed[over_by(printed["as_of"], selection.period)]
    if held.empty:
        return pd.DataFrame(columns=columns).astype({"count": int})
    newest = held.loc[ends(held["as_of"]).sort_values(kind="stable").index[-1], "as_of"]
    rows = held[(held["as_of"] == newest) & held["count"].notna()].assign(zone=UNASSIGNED)
    totals = known_figures(catalog, "enterprises", selection.period)
    exact = totals[totals["qualifier"] == "exact"]
    total = None if exact.empty else exact.iloc[-1]
    if total is not None and total["value"] > rows["count"].sum():
        rest = {"zone": UNASSIGNED, "sector": UNATTRIBUTED, "evidence": "derived",
                "count": total["value"] - rows["count"].sum(), "as_of": newest,
                "refs": f"{total['refs']};{rows['refs'].iloc[0]}"}
        rows = pd.concat([rows, pd.DataFrame([rest])], ignore_index=True)
    return rows[columns].astype({"count": int}).reset_index(drop=True)


def allocated_cells(catalog: Catalog, selection: Selection) -> pd.DataFrame:
    """Return enterprises by zone and sector from the allocation in force.

    Falls back to `published_cells` where the allocation does not apply: with
    ``evidence="published"`` for illustrative rows, or before the five sectors that it
    allocates were printed (September 2020).
    """
    cells = allocation(catalog, selection)
    if cells.empty:
        return published_cells(catalog, selection)
    grouped = cells.groupby(["zone", "sector", "evidence"], as_index=False).size()
    return grouped.rename(columns={"size": "count"})


def allocation(catalog: Catalog, selection: Selection) -> pd.DataFrame:
    """Return the tenants that may be shown, unfiltered; empty where none may.

    Returns
    -------
    pandas.DataFrame
        Columns of ``tenants``, with ``"unattributed"`` for a missing sector.
    """
    tenants = catalog["tenants"]
    if selection.evidence == "published":
        tenants = tenants[tenants["evidence"] != "illustrative"]
    if not _five_sectors_printed(catalog, selection):
        tenants = tenants.iloc[:0]
    return tenants.assign(sector=tenants["sector"].fillna(UNATTRIBUTED))


def _five_sectors_printed(catalog: Catalog, selection: Selection) -> bool:
    printed = catalog["sector_counts"]
    five = printed["as_of"][printed["taxonomy"] == "2020-09"]
    return bool(over_by(five, selection.period).any())


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
    cells = enterprise_cells(catalog, selection, by) if of == "enterprises" else (
        placed_projects(catalog, selection).assign(count=1))
    for dimension in CATEGORIES[of]:
        chosen = selection.chosen(dimension)
        if dimension != by and chosen:
            cells = cells[cells[dimension].isin(chosen)]
    column = "zone_evidence" if of == "projects" and _rests_on_zone(selection, by) else "evidence"
    rows = [_category(cells[cells[by] == category], column) for category in CATEGORIES[of][by]]
    chosen = selection.chosen(by)
    return pd.DataFrame({
        by: CATEGORIES[of][by],
        "count": [count for count, _ in rows],
        "selected": [not chosen or category in chosen for category in CATEGORIES[of][by]],
        "evidence": [evidence for _, evidence in rows],
    })


def enterprise_cells(catalog: Catalog, selection: Selection, by: Dimension) -> pd.DataFrame:
    """Return the enterprise cells that a count by `by` rests on.

    As long as no zone is involved the printed sector counts are used; the illustrative
    allocation enters only where a zone does. A local allocation is used throughout.
    """
    allocated = allocated_cells(catalog, selection)
    if by != "zone" and not selection.zones and set(allocated["evidence"]) == {"illustrative"}:
        return published_cells(catalog, selection)
    return allocated


def selected_total(catalog: Catalog, selection: Selection, of: Measure) -> tuple[int, str | None]:
    """Return the count under all chosen dimensions, and the weakest evidence behind it."""
    by: Dimension = "sector"
    frame = counts(catalog, selection, by=by, of=of)
    frame = frame[frame["selected"]]
    return int(frame["count"].sum()), weakest(frame["evidence"])


def _rests_on_zone(selection: Selection, by: Dimension) -> bool:
    return by == "zone" or bool(selection.zones)


def _category(cells: pd.DataFrame, column: str) -> tuple[int, str | None]:
    return int(cells["count"].sum()), weakest(cells[column])


def weakest(grades: pd.Series) -> str | None:
    """Return the weakest grade of evidence among some, or ``None``."""
    for grade in ("illustrative", "derived", "secondary", "reported"):
        if (grades == grade).any():
            return grade
    return None
