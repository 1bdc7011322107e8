"""Linked counts: one function for every chart and card, with the crossfilter rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from data.catalog import Catalog
from data.facts import Fact, at_least, bounded, exactly
from data.follows import FILTERS, follows
from data.in_print import in_print
from data.indicators import known_figures, read_indicator
from data.memo import VIEWS, remembered
from data.periods import Period, ends, over_by, parse_period
from data.registered import ENTERPRISES, Register, declared_complete, own_count
from data.registers.axes import UNATTRIBUTED
from data.schema import GRADES
from data.selection import STATUSES, Dimension, Selection
from data.status import UNASSIGNED, chosen_projects
from data.tenants import cube_within, shown_codes

_WEAKNESS = {grade: rank for rank, grade in enumerate(GRADES)}
OTHER = "other"
Measure = Literal["enterprises", "projects"]


def categories(catalog: Catalog, of: Measure) -> dict[Dimension, tuple[str, ...]]:
    """Return the categories by which a measure is counted, in order.

    >>> categories(catalog, "enterprises")["zone"]
    ('A', 'B', 'C', 'D', 'E', 'F', 'unassigned')
    """
    zones: tuple[str, ...] = (*catalog.zones, UNASSIGNED)
    if of == "enterprises":
        return {"zone": zones, "sector": (*catalog.sectors, UNATTRIBUTED)}
    return {"zone": zones, "sector": (*catalog.sectors, OTHER), "status": STATUSES}


@remembered(VIEWS)
def published_cells(catalog: Catalog, as_of: Period) -> pd.DataFrame:
    """Return enterprises by sector as last printed by the as-of date, all unassigned.

    The remainder between the printed park total and the sum of the sectors' lower bounds
    forms the ``"unattributed"`` sector; it is derived.

    Returns
    -------
    pandas.DataFrame
        Columns ``zone``, ``sector``, ``count``, ``evidence``, ``refs``, ``as_of``; empty if
        nothing was printed by then. A sector that the article leaves out has no row.

    Examples
    --------
    >>> from data.periods import parse_period
    >>> cells = published_cells(catalog, parse_period("2022-10"))
    >>> set(cells["zone"])
    {'unassigned'}
    """
    columns = ["zone", "sector", "count", "evidence", "refs", "as_of"]
    held = in_print(catalog, catalog["sector_counts"], as_of)
    if held.empty:
        return pd.DataFrame(columns=columns).astype({"count": int})
    newest = held.loc[ends(held["as_of"]).sort_values(kind="stable").index[-1], "as_of"]
    rows = held[held["as_of"] == newest]
    one_list = rows["taxonomy"] == rows["taxonomy"].iloc[0]  # never two lists in one sum
    rows = rows[one_list & rows["count"].notna()].assign(zone=UNASSIGNED)
    totals = known_figures(catalog, ENTERPRISES, as_of)
    # A later total is one of other firms: it says nothing of what these sectors leave.
    dated = over_by(totals["measured"], parse_period(newest))
    exact = totals[dated & (totals["qualifier"] == "exact")]
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


@follows(*FILTERS, "as_of", "evidence")
def shown_tenants(catalog: Catalog, selection: Selection) -> np.ndarray:
    """Return which cells of the cube of tenants a selection shows.

    Illustrative ones may not be shown with ``evidence="published"``, nor before the
    sectors that they are allocated by were in print.

    Returns
    -------
    numpy.ndarray of bool, shape of the cube of tenants
        Shared between callers: not to be changed.

    Examples
    --------
    >>> shown_tenants(catalog, Selection()).shape == catalog.tenants.cube.shape
    True
    """
    as_of = catalog.as_of(selection)
    return shown_codes(
        selection,
        catalog.tenants.axes,
        as_of,
        has_status=catalog.tenants.has_status,
        illustrative=not in_print(catalog, catalog["sectors"], as_of).empty,
    )


def has_tenants(catalog: Catalog, selection: Selection) -> bool:
    """Whether any tenant may be shown at this date and on this evidence, in a drawn area if any.

    >>> has_tenants(catalog, Selection())
    True
    >>> has_tenants(catalog, Selection(evidence="published"))
    False
    """
    cube = cube_within(catalog.tenants, selection.area)
    return bool(cube[shown_tenants(catalog, _when(catalog, selection))].any())


@follows("as_of", "evidence")
def register_of(catalog: Catalog, selection: Selection) -> Register:
    """Return how much of the park the office's register of enterprises holds.

    >>> register_of(catalog, Selection()).state
    'none'
    """
    as_of = catalog.as_of(selection)
    count = own_count(catalog, shown_tenants(catalog, selection))
    if not count:
        return Register("none")
    declared = declared_complete(catalog, as_of)
    if declared is not None:
        return Register("complete", count, str(declared["complete_as_of"]))
    reading = read_indicator(catalog, ENTERPRISES, as_of)
    most = 0 if reading is None else max(filter(None, [reading.low, reading.high]), default=0)
    return Register("beyond" if count > most else "part", count)


@dataclass(frozen=True, eq=False)
class Cube:
    """Counts by all dimensions of a measure, small whatever the number of enterprises.

    Attributes
    ----------
    axes : dict of str to tuple of str
        Categories by dimension, in the order of the array axes.
    count : numpy.ndarray
        Whole numbers, one axis a dimension.
    weakness : numpy.ndarray
        Rank of the weakest grade of evidence in each cell, -1 for none; same shape.
    """

    axes: dict[Dimension, tuple[str, ...]]
    count: np.ndarray
    weakness: np.ndarray


def build_cube(catalog: Catalog, cells: pd.DataFrame, of: Measure, grade: str = "evidence") -> Cube:
    """Return the cube of some cells.

    Parameters
    ----------
    catalog : Catalog
    cells : pandas.DataFrame
        A column for each dimension of the measure, ``count``, and the grade of evidence.
    of : {"enterprises", "projects"}
    grade : str
        Name of the column of grades.

    Raises
    ------
    ValueError
        If a cell is outside the categories.

    Examples
    --------
    >>> cells = enterprise_cells(catalog, Selection(), "sector")
    >>> int(build_cube(catalog, cells, "enterprises").count.sum()) == int(cells["count"].sum())
    True
    """
    axes = categories(catalog, of)
    shape = tuple(len(values) for values in axes.values())
    places = tuple(
        pd.Index(values).get_indexer(pd.Index(cells[dimension]))
        for dimension, values in axes.items()
    )
    if any((place < 0).any() for place in places):
        raise ValueError(f"cells of {of} outside the categories")
    count, weakness = np.zeros(shape, dtype=np.int64), np.full(shape, -1)
    np.add.at(count, places, cells["count"].to_numpy(dtype=np.int64))
    np.maximum.at(weakness, places, cells[grade].map(_WEAKNESS).fillna(-1).to_numpy(dtype=int))
    return Cube(axes, count, weakness)


@remembered(VIEWS)
def _allocated_cells(catalog: Catalog, when: Selection) -> pd.DataFrame:
    cube = cube_within(catalog.tenants, when.area)
    kept = np.where(shown_tenants(catalog, when), cube, 0)
    count = kept.sum(axis=(2, 3))  # over status and year of arrival
    zone, sector, grade = np.nonzero(count)
    axes = catalog.tenants.axes
    return pd.DataFrame(
        {
            "zone": np.array(axes["zone"])[zone],
            "sector": np.array(axes["sector"])[sector],
            "evidence": np.array(axes["evidence"])[grade],
            "count": count[zone, sector, grade],
        }
    )


def enterprise_cells(catalog: Catalog, selection: Selection, by: Dimension) -> pd.DataFrame:
    """Return the enterprise cells that a count by `by` rests on.

    The printed sector counts are used as long as no zone is involved, and wherever the
    allocation may not be shown; never in a drawn area, as they have no place. The office's own
    register takes their place once it is complete or holds more than them (`register_of`); as
    long as it is neither, its enterprises stand in their zones, and what is printed without a
    zone is so many less, for they may be among it.

    Returns
    -------
    pandas.DataFrame
        Columns ``zone``, ``sector``, ``count``, ``evidence`` at least; see
        `published_cells`. Shared between callers: not to be changed.

    Examples
    --------
    >>> int(enterprise_cells(catalog, Selection(), "zone")["count"].sum())
    330
    """
    return _cells_and_cube(
        catalog, _when(catalog, selection), by != "zone" and not selection.is_placed
    )[0]


@remembered(VIEWS)
def _cells_and_cube(
    catalog: Catalog,
    when: Selection,
    no_zone: bool,  # noqa: FBT001
) -> tuple[pd.DataFrame, Cube]:
    cells, register = _allocated_cells(catalog, when), register_of(catalog, when)
    if register.is_counted or (register.count and when.statuses):  # nothing printed has a status
        cells = cells[cells["evidence"] != "illustrative"]
    elif when.area:
        pass  # nothing printed has a place
    elif cells.empty or no_zone:
        cells = published_cells(catalog, catalog.as_of(when))
    elif register.state == "part" and "illustrative" not in set(cells["evidence"]):
        cells = _beside(cells, published_cells(catalog, catalog.as_of(when)))
    return cells, build_cube(catalog, cells, "enterprises")


def _beside(own: pd.DataFrame, printed: pd.DataFrame) -> pd.DataFrame:
    """Return own cells, and of the printed ones as many as cannot be among them."""
    zoned = own[own["zone"] != UNASSIGNED]
    held = zoned.groupby("sector")["count"].sum()
    left = printed["count"] - printed["sector"].map(held).fillna(0).astype(int)
    rest = printed.assign(count=left.clip(lower=0), evidence="derived")
    return pd.concat([zoned, rest[list(own.columns)]], ignore_index=True)


@remembered(VIEWS)
def _project_cube(catalog: Catalog, when: Selection, grade: str) -> Cube:
    return build_cube(catalog, chosen_projects(catalog, when).assign(count=1), "projects", grade)


def _when(catalog: Catalog, selection: Selection) -> Selection:
    """Return what of a selection decides which enterprises are counted at all.

    The status filter does so only where the register knows a status.
    """
    statuses = selection.statuses if catalog.tenants.has_status else ()
    return replace(_scope(selection), statuses=statuses)


def _scope(selection: Selection) -> Selection:
    """Return what of a selection decides what is counted, whatever is chosen in bars."""
    return Selection(area=selection.area, as_of=selection.as_of, evidence=selection.evidence)


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

    Examples
    --------
    >>> by_zone = counts(catalog, Selection(), by="zone", of="projects")
    >>> list(by_zone["zone"])
    ['A', 'B', 'C', 'D', 'E', 'F', 'unassigned']
    """
    if by not in categories(catalog, of):
        raise ValueError(f"{of} have no {by}")
    cube = _cube(catalog, selection, by, of)
    kept = tuple(_kept(cube.axes[dimension], selection, dimension, by) for dimension in cube.axes)
    others = tuple(axis for axis, dimension in enumerate(cube.axes) if dimension != by)
    count, weakness = cube.count[np.ix_(*kept)], cube.weakness[np.ix_(*kept)]
    values, chosen = cube.axes[by], selection.chosen(by)
    return pd.DataFrame(
        {
            by: values,
            "count": count.sum(axis=others),
            "selected": [not chosen or value in chosen for value in values],
            "evidence": [_grade(rank) for rank in weakness.max(axis=others, initial=-1)],
        }
    )


def _cube(catalog: Catalog, selection: Selection, by: Dimension, of: Measure) -> Cube:
    zone_involved = by == "zone" or selection.is_placed
    if of == "enterprises":
        return _cells_and_cube(catalog, _when(catalog, selection), not zone_involved)[1]
    grade = "zone_evidence" if zone_involved else "evidence"
    return _project_cube(catalog, _scope(selection), grade)


def _kept(
    categories: tuple[str, ...], selection: Selection, dimension: Dimension, by: Dimension
) -> list[int]:
    chosen = () if dimension == by else selection.chosen(dimension)
    return [n for n, category in enumerate(categories) if not chosen or category in chosen]


@follows(*FILTERS, "as_of", "evidence")
def selected_total(catalog: Catalog, selection: Selection, of: Measure) -> tuple[int, str | None]:
    """Return the count under all chosen dimensions, and the weakest evidence behind it.

    >>> selected_total(catalog, Selection(zones=("A",)), "projects")
    (8, 'illustrative')
    """
    frame = counts(catalog, selection, by="sector", of=of)
    frame = frame[frame["selected"]]
    return int(frame["count"].sum()), weakest(frame["evidence"])


def enterprises_fact(catalog: Catalog, selection: Selection) -> Fact | None:
    """Return how many enterprises a selection has, as far as it is known.

    The whole park is as printed, a band where the articles disagree; sectors are the sum of
    lower bounds; zones are counted in a register of enterprises.

    Returns
    -------
    Fact or None
        ``None`` where nothing in print and no register gives a number.

    Examples
    --------
    >>> enterprises_fact(catalog, Selection(sectors=("data",))).qualifier
    'at_least'
    >>> enterprises_fact(catalog, Selection(zones=("A",), evidence="published")) is None
    True
    """
    reading = read_indicator(catalog, ENTERPRISES, catalog.as_of(selection))
    if reading is None:
        return None
    if not selection.is_placed and not selection.sectors:
        return bounded(reading.low, reading.high, reading.qualifier, reading.unit)
    count, evidence = selected_total(catalog, selection, "enterprises")
    printed = "refs" in enterprise_cells(catalog, selection, "sector")
    if evidence is None and (printed or _no_place_known(catalog, selection)):
        return None
    is_least = printed or register_of(catalog, selection).is_lower_bound
    return (at_least if is_least else exactly)(count, "enterprise")


def _no_place_known(catalog: Catalog, selection: Selection) -> bool:
    """Whether no enterprise has a place to be counted by: that is no zero."""
    if selection.area:
        shown = shown_tenants(catalog, _when(catalog, selection))
        return not (catalog.tenants.cube - catalog.tenants.cube_without_place)[shown].any()
    return set(enterprise_cells(catalog, selection, "zone")["zone"]) <= {UNASSIGNED}


def unknown_zones(counted: Mapping[str, int]) -> frozenset[str]:
    """Return the zones of which nothing is known, by what is counted in each.

    None is counted there, and there are some whose zone is not published: that is no zero.

    Examples
    --------
    >>> unknown_zones({"A": 0, "F": 1, "unassigned": 19})
    frozenset({'A'})
    >>> unknown_zones({"A": 0, "F": 1, "unassigned": 0})
    frozenset()
    """
    if not counted.get(UNASSIGNED):
        return frozenset()
    return frozenset(zone for zone, count in counted.items() if not count)


@remembered(8)
def unlisted_zones(catalog: Catalog) -> frozenset[str]:
    """Return the zones in which no enterprise is listed or assumed at all, such as a new one.

    >>> unlisted_zones(catalog)
    frozenset()
    """
    listed = catalog.tenants.cube.sum(axis=(1, 2, 3, 4))
    zones = zip(catalog.tenants.axes["zone"], listed, strict=True)
    return frozenset(zone for zone, count in zones if not count)


def weakest(grades: Iterable[object]) -> str | None:
    """Return the weakest of some grades of evidence; ``None`` if there is none.

    >>> weakest(["reported", "derived"])
    'derived'
    >>> weakest([]) is None
    True
    """
    return _grade(
        max((_WEAKNESS[str(grade)] for grade in grades if isinstance(grade, str)), default=-1)
    )


def _grade(rank: int) -> str | None:
    return None if rank < 0 else GRADES[rank]


def counted_grade(grade: object) -> str:
    """Return the grade of a number that is counted from rows, by the weakest of theirs.

    >>> counted_grade("reported"), counted_grade("illustrative")
    ('derived', 'illustrative')
    """
    return "illustrative" if grade == "illustrative" else "derived"


def count_grade(projects: pd.DataFrame, *, placed: bool) -> str:
    """Return the grade of a number of projects: derived, unless assumed zones decide on it.

    Parameters
    ----------
    projects : pandas.DataFrame
        As `data.status.chosen_projects`.
    placed : bool
        Whether the zones of the projects decide on the number.

    Examples
    --------
    >>> projects = chosen_projects(catalog, Selection())
    >>> count_grade(projects, placed=False), count_grade(projects, placed=True)
    ('derived', 'illustrative')
    """
    return counted_grade(weakest(projects["zone_evidence"]) if placed else "derived")
