"""The indicators of a park: what each one's figures say as of a date, newest beside older.

A figure belongs to the indicator that its row names. What the park's office and the articles
give is one series, and its newest figure stands for it; what another public source gives stays
beside it (`series`) and never takes its place.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.catalog import Catalog
from data.differing import contradict, moment
from data.facts import figure_bounds
from data.in_print import figures_by
from data.memo import VIEWS, remembered
from data.periods import Period
from data.placements import placed
from data.registered import all_figures

# What pages ask for by its meaning; a park without it has no such number.
STAFF, FLOOR_AREA = "staff", "floor_area"
_OWN = "official"
_CARRYING = ("reported", _OWN)  # grades that stand for an indicator


@dataclass(frozen=True, eq=False)
class Reading:
    """What a number card shows.

    Attributes
    ----------
    low, high : float or None
        Bounds in base units; equal for an exact number, ``None`` where open.
    qualifier : str
        As in the figures table, or ``"band"`` where sources disagree.
    unit : str
    as_of : str
        The period the newest figure is dated to.
    grade : str
        Grade of evidence of the newest figure.
    figures : pandas.DataFrame
        The rows of the figures table behind it, oldest first.
    printed : Reading or None
        What the articles say, where the newest figure is the office's.
    """

    low: float | None
    high: float | None
    qualifier: str
    unit: str
    as_of: str
    grade: str
    figures: pd.DataFrame
    printed: Reading | None = None

    @property
    def measured(self) -> str:
        """The period that the newest figure measures: the year of a flow, else its date."""
        return str(self.figures["measured"].iloc[-1])


@remembered(1)
def indicators(catalog: Catalog) -> pd.DataFrame:
    """Return the rows of the table of indicators by id: headline cards first, in their order.

    >>> indicators(catalog).index.tolist()
    ['enterprises', 'staff', 'revenue', 'floor_area']
    """
    rows = catalog["indicators"].sort_values("order", kind="stable", na_position="last")
    return rows.set_index("indicator", drop=False)


def headline(catalog: Catalog) -> tuple[str, ...]:
    """Return the indicators that have a headline card, in order.

    >>> headline(catalog)
    ('enterprises', 'staff', 'revenue', 'floor_area')
    """
    rows = indicators(catalog)
    return tuple(rows.index[rows["order"].notna()])


@remembered(1)
def _by_indicator(catalog: Catalog) -> dict[str, pd.DataFrame]:
    """Return the dated figures of each indicator, oldest first; the office's last of one date."""
    table = all_figures(catalog)
    if "indicator" not in table:
        return {}
    rows = table.dropna(subset=["indicator", "as_of"])
    measured = [moment(row)[-1] for _, row in rows.iterrows()]
    rows = rows.assign(_end=measured, _own=rows["evidence"] == _OWN)
    rows = rows.sort_values(["_end", "_own"], kind="stable")
    return {str(name): part for name, part in rows.groupby("indicator", sort=False)}


@remembered(VIEWS)
def series(
    catalog: Catalog, indicator: str, as_of: Period, *, forecasts: bool = False
) -> pd.DataFrame:
    """Return all figures of an indicator by a date, whoever gives them, oldest first.

    Returns
    -------
    pandas.DataFrame
        Rows of ``figures``, and ``measured``: the span of a flow, else the date of the figure.

    Examples
    --------
    >>> from data.periods import parse_period
    >>> series(catalog, "revenue", parse_period("2022-06"))["evidence"].tolist()
    ['reported', 'secondary']
    """
    rows = _by_indicator(catalog).get(indicator)
    if rows is None:
        return catalog["figures"].iloc[:0].assign(measured="")
    rows = rows[rows["kind"] == ("forecast" if forecasts else "actual")]
    found = figures_by(catalog, tuple(rows["figure_id"]), as_of)
    return found.assign(measured=found["period"].fillna(found["as_of"]))


@remembered(VIEWS)
def known_figures(
    catalog: Catalog, indicator: str, as_of: Period, *, forecasts: bool = False
) -> pd.DataFrame:
    """Return what the articles and the office give of an indicator by a date, oldest first.

    >>> from data.periods import parse_period
    >>> known_figures(catalog, "enterprises", parse_period("2016")).empty
    True
    """
    rows = series(catalog, indicator, as_of, forecasts=forecasts)
    return rows[rows["evidence"].isin(_CARRYING)]


@remembered(VIEWS)
def read_indicator(
    catalog: Catalog, indicator: str, as_of: Period, *, forecast: bool = False
) -> Reading | None:
    """Return what is known of an indicator as of a date, or ``None`` if no figure is in print.

    Figures that disagree become a band from the lowest to the highest value, never a mean; a
    newer figure of the office stands alone, with what is printed beside it.

    >>> from data.periods import parse_period
    >>> read_indicator(catalog, "enterprises", parse_period("2010")) is None
    True
    """
    rows = known_figures(catalog, indicator, as_of, forecasts=forecast)
    if rows.empty:
        return None
    printed = rows[rows["evidence"] != _OWN]
    beside = None
    if rows.iloc[-1]["evidence"] == _OWN and len(printed):
        beside = _read(catalog, printed, None)
    return _read(catalog, rows, beside)


def _read(catalog: Catalog, rows: pd.DataFrame, printed: Reading | None) -> Reading:
    newest = rows.iloc[-1]
    apart = disagreeing(catalog, rows)
    if len(apart):
        low, high, qualifier = apart["value"].min(), apart["value"].max(), "band"
    else:
        low, high = figure_bounds(newest)
        qualifier = newest["qualifier"]
    known = (newest["unit"], newest["as_of"], newest["evidence"], rows, printed)
    return Reading(low, high, qualifier, *known)


def disagreeing(catalog: Catalog, rows: pd.DataFrame) -> pd.DataFrame:
    """Return those of some figures of an indicator, oldest first, that contradict the newest.

    They are those that the park says are readings of one number (placements, slot
    ``disagreeing``), as long as the newest is one of them, and those of its very date.

    Returns
    -------
    pandas.DataFrame
        The newest among them; empty where nothing contradicts it.

    Examples
    --------
    >>> from data.periods import parse_period
    >>> rows = known_figures(catalog, "enterprises", parse_period("2022-10"))
    >>> disagreeing(catalog, rows)["value"].tolist()
    [330.0, 330.0, 300.0]
    """
    newest = rows.iloc[-1]
    declared = placed(catalog, "indicators", "disagreeing")
    if newest["figure_id"] in declared:
        apart = rows[rows["figure_id"].isin(declared)]
        return apart if apart["value"].min() < apart["value"].max() else rows.iloc[:0]
    same = rows[[moment(row) == moment(newest) for _, row in rows.iterrows()]]
    return same if contradict(same) else rows.iloc[:0]
