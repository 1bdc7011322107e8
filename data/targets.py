"""Targets as known by a date: when they were printed, their subject, and how far they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.catalog import Catalog
from data.follows import FILTERS, follows
from data.in_print import has_appeared, in_print
from data.indicators import IndicatorId, read_indicator
from data.memo import VIEWS, remembered
from data.periods import Period, parse_period
from data.selection import Selection
from data.status import placed_projects

# Sector and project of the park-wide targets by their subject; the reading is ours. Those
# of a project follow the project. A target that is not here is one of the whole park.
_SUBJECTS: dict[str, tuple[str, str]] = {
    "T06": ("content", ""),
    "T07": ("content", "P13"),
    "T08": ("content", "P13"),
    "T09": ("data", "P11"),
    "T10": ("data", ""),
    "T11": ("data", ""),
    "T12": ("content", "P12"),
    "T13": ("other", "P19"),
    "T24": ("content", ""),
    "T25": ("content", ""),
    "T26": ("content", ""),
    "T30": ("content", "P12"),
    "T31": ("content", "P15"),
}
# Where the baseline is not an exact number in the unit of the target.
BASELINE_UNITS = {"T18": "enterprise", "T20": "person"}
BASELINE_AT_LEAST = frozenset({"T20", "T24"})


@dataclass(frozen=True)
class Headline:
    """A park target with what was reported of the same measure after its baseline.

    Attributes
    ----------
    indicator : str
    outturns, later : tuple of str
        Figure ids; ``later`` are of years that end after the latest as-of date.
    forecast, other_base : str
        Figure ids, or empty; ``other_base`` is the baseline that another source gives.
    """

    indicator: IndicatorId
    outturns: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    forecast: str = ""
    other_base: str = ""


HEADLINES: dict[str, Headline] = {
    "T01": Headline(
        "enterprises", ("S-enterprises-2021",), ("S-enterprises-2022",), other_base="F002-04"
    ),
    "T02": Headline("staff", ("S-staff-2021", "F000-06"), ("S-staff-2022",)),
    "T03": Headline("revenue", ("S-revenue-2020",), ("S-revenue-2022",), "F002-06"),
    "T04": Headline("floor_area"),
}
MEASURED = ("T01", "T02", "T03")


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
    table = catalog["targets"].set_index("target_id", drop=False)
    every = [refs.split(";") for refs in table["refs"]]
    first = [min((published[ref.split(":")[0]] for ref in refs), key=_end) for refs in every]
    held = [[ref for ref in refs if has_appeared(catalog, ref, as_of)] for refs in every]
    # A second date is that of a second article.
    whole = [len(some) == len(refs) for some, refs in zip(held, every, strict=True)]
    own = catalog["projects"].set_index("project_id")["sector"]
    subject = [
        (own[scope], scope) if scope in own.index else _SUBJECTS.get(target, ("", ""))
        for target, scope in zip(table.index, table["scope"], strict=True)
    ]
    dated = table.dropna(subset="baseline_as_of")
    based = in_print(catalog, dated, as_of, dated="baseline_as_of", refs="baseline_refs").index
    table = table.assign(
        printed=[period.text for period in first],
        refs=[";".join(some) for some in held],
        deadline_other=table["deadline_other"].where(np.array(whole)),
        sector=[sector for sector, _ in subject],
        project_id=[project for _, project in subject],
        has_baseline=table.index.isin(based),
    )
    return table[[bool(some) for some in held]]


def _end(period: Period) -> date:
    return period.end


def target_row(known: pd.DataFrame, target_id: str) -> pd.Series:
    """Return one of the known targets.

    >>> target_row(known_targets(catalog, parse_period("2022-10")), "T01")["target_id"]
    'T01'
    """
    return known[known["target_id"] == target_id].iloc[0]


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


def baseline_bounds(catalog: Catalog, row: pd.Series, as_of: Period) -> tuple[float, float] | None:
    """Return the baseline from low to high; apart where sources disagree (C01).

    >>> from data.periods import parse_period
    >>> date = parse_period("2022-10")
    >>> baseline_bounds(catalog, target_row(known_targets(catalog, date), "T01"), date)
    (300.0, 330.0)
    """
    if not row["has_baseline"]:
        return None
    headline = HEADLINES.get(str(row["target_id"]))
    if headline and row["like_for_like"] == "yes":
        reading = read_indicator(catalog, headline.indicator, as_of)
        if reading is not None and reading.qualifier == "band":
            return float(reading.low or 0), float(reading.high or 0)
    return float(row["baseline"]), float(row["baseline"])
