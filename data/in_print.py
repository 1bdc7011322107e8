"""What is in print by a date: the one rule for figures, counts, areas, wordings and readings.

What a row says is **dated to** a period; its sources are **published** on a day, in a month
or in a year. By a date, such a row is in print

- once the period that it is dated to is over (the result of 2019 from the end of 2019 on);
- within that period, once a source that was itself published in it is out: an article of
  26 November 2020 that says "so far this November" holds from that day on. An article
  older than the period says nothing of it;
- if it is dated to nothing, once the first of its sources is out.

At the latest date nothing more is to come: there, a period need only have begun (the year 2022
in an atlas that ends in October), and what no source dates counts too. What is dated wholly
after that is told apart, at the latest date only (`afterwards`).

When something *happened* is another question: see `data.status` and `data.periods.is_over`.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from data.catalog import Catalog
from data.differing import noted_figures
from data.memo import VIEWS, remembered
from data.periods import Period, parse_period

_KEPT = 8192  # many rows share a date and sources


def is_latest(catalog: Catalog, as_of: Period) -> bool:
    """Whether a date is as late as the atlas goes.

    >>> is_latest(catalog, parse_period("2022-10")), is_latest(catalog, parse_period("2022-09"))
    (True, False)
    """
    return as_of.end >= catalog.latest.end


@remembered(8)
def _published(catalog: Catalog) -> dict[str, Period]:
    dates = catalog["sources"].set_index("source_id")["published"].dropna()
    return {str(source): parse_period(text) for source, text in dates.items()}


@remembered(4096)
def in_print_since(catalog: Catalog, dated: object, refs: object) -> date | None:
    """Return the first day on which a row is in print.

    Parameters
    ----------
    catalog : Catalog
    dated : object
        The period that the row is dated to, as printed, such as ``"2020-11"``; whatever is no
        text means none.
    refs : object
        References as ``SOURCE:LINES`` joined by semicolons; whatever is no text means none.

    Returns
    -------
    datetime.date or None
        ``None`` if neither the row nor any of its sources is dated.

    Examples
    --------
    >>> in_print_since(catalog, "2020-11", "002:L180-181")
    datetime.date(2020, 11, 26)
    >>> in_print_since(catalog, "2019", "003:L50-51")
    datetime.date(2019, 12, 31)
    """
    known = _published(catalog)
    sources = [ref.partition(":")[0] for ref in refs.split(";")] if isinstance(refs, str) else []
    out = [known[source] for source in sources if source in known]
    if not isinstance(dated, str):
        return min((one.end for one in out), default=None)
    period = parse_period(dated)
    return min([period.end, *(one.end for one in out if one.start >= period.start)])


def is_in_print(catalog: Catalog, dated: object, refs: object, as_of: Period) -> bool:
    """Tell whether a row is in print by a date; see `in_print_since` for what it takes.

    >>> is_in_print(catalog, "2020-11", "002:L180-181", parse_period("2020-11-25"))
    False
    >>> is_in_print(catalog, "2020-11", "002:L180-181", parse_period("2020-11-26"))
    True
    """
    if is_latest(catalog, as_of):
        return not isinstance(dated, str) or parse_period(dated).start <= as_of.end
    since = in_print_since(catalog, dated, refs)
    return since is not None and since <= as_of.end


def is_announced(catalog: Catalog, start: date, refs: object) -> bool:
    """Tell whether all sources of something are older than it: they say that it is to be.

    >>> is_announced(catalog, date(2025, 1, 1), "002:L22-24")
    True
    >>> is_announced(catalog, date(2020, 11, 26), "002:L22-24")
    False
    """
    known = _published(catalog)
    named = refs.split(";") if isinstance(refs, str) else []
    out = [known.get(ref.partition(":")[0]) for ref in named]
    return bool(out) and all(one is not None and one.end < start for one in out)


def has_appeared(catalog: Catalog, refs: object, as_of: Period) -> bool:
    """Tell whether what is dated to nothing, such as a claim, is in print by a date.

    >>> has_appeared(catalog, "003:L46-47", parse_period("2020-04"))
    True
    """
    return is_in_print(catalog, None, refs, as_of)


def in_print(
    catalog: Catalog,
    rows: pd.DataFrame,
    as_of: Period,
    *,
    dated: str = "as_of",
    refs: str = "refs",
) -> pd.DataFrame:
    """Return the rows of a table that are in print by a date.

    Parameters
    ----------
    catalog : Catalog
    rows : pandas.DataFrame
    as_of : Period
    dated, refs : str
        The columns that hold what `in_print_since` asks for.

    Returns
    -------
    pandas.DataFrame
        Some of `rows`, in their order.

    Examples
    --------
    >>> rows = figures(catalog, ("F003-14", "F002-04"))
    >>> in_print(catalog, rows, parse_period("2020-10")).index.tolist()
    ['F003-14']
    """
    pairs = zip(rows[dated], rows[refs], strict=True)
    held = [is_in_print(catalog, when, sources, as_of) for when, sources in pairs]
    return rows[np.array(held, dtype=bool)]


def afterwards(
    catalog: Catalog, rows: pd.DataFrame, as_of: Period, *, dated: str = "as_of"
) -> pd.DataFrame:
    """Return the rows that tell of the time after the atlas; none before the latest date.

    >>> rows = figures(catalog, ("S-staff-2022", "S-roads-2023-08"))
    >>> afterwards(catalog, rows, catalog.latest).index.tolist()
    ['S-roads-2023-08']
    """
    at_the_end = is_latest(catalog, as_of)
    later = [
        isinstance(text, str) and at_the_end and parse_period(text).start > as_of.end
        for text in rows[dated]
    ]
    return rows[np.array(later, dtype=bool)]


@remembered(1)
def _by_id(catalog: Catalog) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return the figures by id, and the place of each."""
    rows = noted_figures(catalog).set_index("figure_id", drop=False)
    return rows, {str(figure_id): place for place, figure_id in enumerate(rows.index)}


def has_figure(catalog: Catalog, figure_id: str) -> bool:
    """Tell whether there is a figure of this id.

    >>> has_figure(catalog, "F003-14"), has_figure(catalog, "F999-99")
    (True, False)
    """
    return figure_id in _by_id(catalog)[1]


def figures(catalog: Catalog, ids: tuple[str, ...]) -> pd.DataFrame:
    """Return rows of the figures table, by id, in the order asked for, whatever their date.

    Raises
    ------
    KeyError
        If there is no such figure.

    Examples
    --------
    >>> figures(catalog, ("F003-14", "F002-04"))["value"].tolist()
    [330.0, 300.0]
    """
    rows, places = _by_id(catalog)
    return rows.take([places[one] for one in ids])


@remembered(1024)
def figures_by(catalog: Catalog, ids: tuple[str, ...], as_of: Period) -> pd.DataFrame:
    """Return those of some figures that are in print by a date, in the order asked for.

    Shared between callers: not to be changed.

    Raises
    ------
    KeyError
        If there is no such figure.

    Examples
    --------
    >>> figures_by(catalog, ("F003-16", "F002-06"), parse_period("2019")).index.tolist()
    ['F003-16']
    """
    held = _held(catalog, as_of)
    rows, places = _by_id(catalog)
    return rows.take([place for one in ids if held[place := places[one]]])


@remembered(VIEWS)
def _held(catalog: Catalog, as_of: Period) -> list[bool]:
    """Return of each figure whether it is in print by a date."""
    rows, _ = _by_id(catalog)
    pairs = zip(rows["as_of"], rows["refs"], strict=True)
    return [is_in_print(catalog, when, sources, as_of) for when, sources in pairs]
