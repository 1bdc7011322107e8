"""Targets as known by a date: when they were printed, their subject, and how far they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.catalog import Catalog
from data.follows import FILTERS, follows
from data.in_print import has_appeared, in_print
from data.indicators import read_indicator
from data.memo import VIEWS, remembered
from data.periods import Period, parse_period
from data.placements import placed
from data.selection import Selection
from data.status import chosen_projects, placed_projects

_OPTIONAL = ("indicator", "sector", "project_id", "baseline_unit", "baseline_qualifier")


def target_cards(catalog: Catalog) -> tuple[str, ...]:
    """Return the targets that have a card, in order.

    >>> target_cards(catalog)
    ('T01', 'T02', 'T03', 'T04')
    """
    return tuple(one for one in placed(catalog, "targets", "cards") if one in _table(catalog).index)


@remembered(1)
def measured(catalog: Catalog) -> tuple[str, ...]:
    """Return those of them whose progress is told by an indicator, counted like for like.

    >>> measured(catalog)
    ('T01', 'T02', 'T03')
    """
    rows = _table(catalog).loc[list(target_cards(catalog))]
    told = (rows["indicator"] != "") & (rows["like_for_like"] == "yes")
    return tuple(rows.index[told & rows["deadline"].notna() & rows["value"].notna()])


def declared_target(catalog: Catalog, target_id: str) -> pd.Series:
    """Return a target, in print or not by whatever date.

    >>> declared_target(catalog, "T03")["indicator"]
    'revenue'
    """
    return target_row(_table(catalog), target_id)


@remembered(1)
def _table(catalog: Catalog) -> pd.DataFrame:
    """Return all targets by id, with sector and project of each: empty for the whole park."""
    table = catalog["targets"].set_index("target_id", drop=False)
    table = table.assign(**{name: None for name in _OPTIONAL if name not in table})
    table = table.assign(**{name: table[name].fillna("") for name in _OPTIONAL})
    own = catalog["projects"].set_index("project_id")["sector"]
    subject = [
        (own[scope], scope) if scope in own.index else (sector, project)
        for scope, sector, project in zip(
            table["scope"], table["sector"], table["project_id"], strict=True
        )
    ]
    return table.assign(
        sector=[sector for sector, _ in subject], project_id=[project for _, project in subject]
    )


@remembered(VIEWS)
def known_targets(catalog: Catalog, as_of: Period) -> pd.DataFrame:
    """Return the targets in print by a date.

    Returns
    -------
    pandas.DataFrame
        Rows of ``targets`` indexed by ``target_id``, with the sources in print by then and
        the second date that they give, ``printed`` (date of the earliest source),
        ``sector`` and ``project_id`` (empty for the whole park), and ``has_baseline``:
        whether a baseline was in print by then. Shared between callers:
        not to be changed.

    Examples
    --------
    >>> known_targets(catalog, parse_period("2015")).empty
    True
    """
    published = catalog["sources"].set_index("source_id")["published"].dropna()
    published = published.map(parse_period)
    table = _table(catalog)
    every = [refs.split(";") for refs in table["refs"]]
    first = [min((published[ref.split(":")[0]] for ref in refs), key=_end) for refs in every]
    held = [[ref for ref in refs if has_appeared(catalog, ref, as_of)] for refs in every]
    # A second date is that of a second article.
    whole = [len(some) == len(refs) for some, refs in zip(held, every, strict=True)]
    dated = table.dropna(subset="baseline_as_of")
    based = in_print(catalog, dated, as_of, dated="baseline_as_of", refs="baseline_refs").index
    table = table.assign(
        printed=[period.text for period in first],
        refs=[";".join(some) for some in held],
        deadline_other=table["deadline_other"].where(np.array(whole)),
        has_baseline=table.index.isin(based),
    )
    return table[np.array([bool(some) for some in held], dtype=bool)]


def _end(period: Period) -> date:
    return period.end


def target_row(known: pd.DataFrame, target_id: str) -> pd.Series:
    """Return one of the known targets.

    >>> target_row(known_targets(catalog, parse_period("2022-10")), "T01")["target_id"]
    'T01'
    """
    return known[known["target_id"] == target_id].iloc[0]


def park_targets(catalog: Catalog, as_of: Period) -> pd.DataFrame:
    """Return the measurable targets of the whole park in print by a date.

    >>> park_targets(catalog, parse_period("2022-10")).index.tolist()
    ['T01', 'T02', 'T03', 'T04', 'T05']
    """
    known = known_targets(catalog, as_of)
    return known[(known["scope"] == "park") & (known["sector"] == "") & known["value"].notna()]


@follows(*FILTERS, "as_of", "evidence")
def subject_targets(catalog: Catalog, chosen: Selection) -> pd.DataFrame:
    """Return the targets of a sector or a project under all chosen dimensions.

    Zone and status are those of the target's project; a target without a project has none.

    >>> subject_targets(catalog, Selection(sectors=("data",)))["sector"].unique().tolist()
    ['data']
    """
    known = known_targets(catalog, catalog.as_of(chosen))
    rows = known[known["sector"] != ""]
    projects = placed_projects(catalog, chosen).set_index("project_id")
    if chosen.area:
        inside = chosen_projects(catalog, chosen)["project_id"]
        rows = rows[rows["project_id"].isin(inside)]
    for column, values in (("zone", chosen.zones), ("status", chosen.statuses)):
        if values:
            rows = rows[rows["project_id"].map(projects[column]).isin(values)]
    return rows[rows["sector"].isin(chosen.sectors)] if chosen.sectors else rows


def target_counts(catalog: Catalog, chosen: Selection) -> list[tuple[str, int, bool]]:
    """Return sector, targets of it, and whether it is chosen, by the crossfilter rule.

    >>> counted = target_counts(catalog, Selection(sectors=("data",)))
    >>> [sector for sector, _, is_chosen in counted if is_chosen]
    ['data']
    """
    found = subject_targets(catalog, chosen.with_chosen("sector", ()))["sector"].value_counts()
    return [
        (sector, int(found.get(sector, 0)), not chosen.sectors or sector in chosen.sectors)
        for sector in (*catalog.sectors, "other")
    ]


@dataclass(frozen=True)
class Baseline:
    """What the progress of a target starts from.

    Attributes
    ----------
    low, high : float
        Apart where sources disagree.
    as_of, refs, grade : str
    is_printed : bool
        Whether it is that of the target itself, not a newer one of the office.
    """

    low: float
    high: float
    as_of: str
    refs: str
    grade: str
    is_printed: bool = True


def baseline(catalog: Catalog, row: pd.Series, as_of: Period) -> Baseline | None:
    """Return what a target is measured from: the office's newest figure, else what is printed.

    >>> from data.periods import parse_period
    >>> date = parse_period("2022-10")
    >>> made = baseline(catalog, target_row(known_targets(catalog, date), "T01"), date)
    >>> made.low, made.high, made.as_of
    (300.0, 330.0, '2020-04')
    """
    return _newer(catalog, row, as_of) or printed_baseline(catalog, row, as_of)


def printed_baseline(catalog: Catalog, row: pd.Series, as_of: Period) -> Baseline | None:
    """Return the baseline of the target itself; apart where sources disagree (C01).

    >>> from data.periods import parse_period
    >>> date = parse_period("2022-10")
    >>> printed_baseline(catalog, target_row(known_targets(catalog, date), "T15"), date).low
    500.0
    """
    if not row["has_baseline"]:
        return None
    low = high = float(row["baseline"])
    if row["indicator"] and row["like_for_like"] == "yes":
        reading = read_indicator(catalog, row["indicator"], as_of)
        reading = reading and (reading.printed or reading)
        if reading is not None and reading.qualifier == "band" and reading.grade == "reported":
            low, high = float(reading.low or 0), float(reading.high or 0)
    known = (row["baseline_as_of"], row["baseline_refs"], row["baseline_evidence"])
    return Baseline(low, high, *known)


def _newer(catalog: Catalog, row: pd.Series, as_of: Period) -> Baseline | None:
    """Return what the office gives of the same measure after the printed baseline, if anything."""
    if not row["indicator"] or row["like_for_like"] == "no":
        return None
    reading = read_indicator(catalog, row["indicator"], as_of)
    if reading is None or reading.grade != "official" or reading.unit != row["unit"]:
        return None
    dated = row["baseline_as_of"]
    if isinstance(dated, str) and parse_period(reading.measured).end <= parse_period(dated).end:
        return None
    newest = reading.figures.iloc[-1]
    low = float(newest["value"] if reading.low is None else reading.low)
    high = float(newest["value"] if reading.high is None else reading.high)
    refs = str(newest["refs"])
    return Baseline(low, high, reading.measured, refs, reading.grade, is_printed=False)
