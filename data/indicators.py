"""The headline indicators: which reported figures each one rests on, as of a date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from data.catalog import Catalog
from data.in_print import figures_by, has_figure
from data.memo import remembered
from data.periods import Period, ends

IndicatorId = Literal["enterprises", "staff", "revenue", "floor_area"]


@dataclass(frozen=True)
class Indicator:
    """The figures behind a number card.

    Attributes
    ----------
    figures : tuple of str
        Ids of outturns, park-wide, like for like.
    forecasts : tuple of str
        Ids of forecasts; shown beside the outturn, never as one.
    disagreeing : tuple of str
        Ids that contradict each other: shown as a band once all are in print.
    """

    figures: tuple[str, ...]
    forecasts: tuple[str, ...] = ()
    disagreeing: tuple[str, ...] = ()


INDICATORS: dict[IndicatorId, Indicator] = {
    "enterprises": Indicator(
        ("F003-14", "F004-09", "F002-04"), disagreeing=("F003-14", "F004-09", "F002-04")
    ),
    "staff": Indicator(("F003-15", "F002-05", "F000-06")),
    "revenue": Indicator(("F003-16",), forecasts=("F002-06",)),
    "floor_area": Indicator(("F003-12", "F002-25")),
}


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
    figures : pandas.DataFrame
        The rows of the figures table behind it, oldest first.
    """

    low: float | None
    high: float | None
    qualifier: str
    unit: str
    as_of: str
    figures: pd.DataFrame


@remembered(256)
def known_figures(
    catalog: Catalog, indicator: IndicatorId, as_of: Period, *, forecasts: bool = False
) -> pd.DataFrame:
    """Return an indicator's figures in print by `as_of`, oldest first.

    >>> from data.periods import parse_period
    >>> known_figures(catalog, "enterprises", parse_period("2016")).empty
    True
    """
    declared = INDICATORS[indicator]
    wanted = declared.forecasts if forecasts else declared.figures
    rows = figures_by(catalog, tuple(one for one in wanted if has_figure(catalog, one)), as_of)
    return rows.loc[ends(rows["as_of"]).sort_values(kind="stable").index]


@remembered(256)
def read_indicator(
    catalog: Catalog, indicator: IndicatorId, as_of: Period, *, forecast: bool = False
) -> Reading | None:
    """Return what is known of an indicator as of a date, or ``None`` if no figure is in print.

    Figures that disagree become a band from the lowest to the highest value, never a mean.

    >>> from data.periods import parse_period
    >>> read_indicator(catalog, "enterprises", parse_period("2010")) is None
    True
    """
    rows = known_figures(catalog, indicator, as_of, forecasts=forecast)
    if rows.empty:
        return None
    newest = rows.iloc[-1]
    apart = rows[rows["figure_id"].isin(INDICATORS[indicator].disagreeing)]
    if apart["value"].min() < apart["value"].max():
        low, high, qualifier = apart["value"].min(), apart["value"].max(), "band"
    else:
        low = None if newest["qualifier"] == "below" else newest["value"]
        high = None if newest["qualifier"] == "at_least" else newest["value"]
        qualifier = newest["qualifier"]
    return Reading(low, high, qualifier, newest["unit"], newest["as_of"], rows)
