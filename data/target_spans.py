"""From a dated baseline to a target: what growth is computed from, and what followed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from data.catalog import Catalog
from data.differing import moment
from data.growth import Path, needed_path, year_point
from data.indicators import disagreeing, known_figures, series
from data.memo import VIEWS, remembered
from data.periods import Period, over_by, parse_period
from data.placements import placed
from data.targets import baseline, known_targets, printed_baseline, target_cards, target_row


def span_end(text: str) -> float:
    """Return the last day of a printed date as a place on the axis of years.

    >>> span_end("2020")
    2021.0
    """
    return year_point(parse_period(text).end)


@dataclass(frozen=True)
class Span:
    """From a dated number to a target: what growth is computed from."""

    target_id: str
    start: str
    base: float
    value: float
    end: str

    @property
    def years(self) -> float:
        """Years between the two dates."""
        return span_end(self.end) - span_end(self.start)

    def needed(self, at: str, path: Path) -> float:
        """Return what the path asks for at a date: after the deadline, the target."""
        made = needed_path(self.base, self.value, self.years, path)
        return made(min(span_end(at) - span_end(self.start), self.years))


def spans(catalog: Catalog, as_of: Period) -> dict[str, Span]:
    """Return the targets that have a card and a printed baseline by the as-of date.

    >>> revenue = spans(catalog, parse_period("2022-10"))["T03"]
    >>> revenue.start, revenue.end, revenue.years
    ('2019', '2025-12-31', 6.0)
    """
    known = known_targets(catalog, as_of)
    rows = known[known["has_baseline"] & known["value"].notna() & known["deadline"].notna()]
    return {
        target_id: Span(
            target_id,
            row["baseline_as_of"],
            float(row["baseline"]),
            float(row["value"]),
            parse_period(row["deadline"]).end.isoformat(),
        )
        for target_id in target_cards(catalog)
        if target_id in rows.index
        for row in [target_row(rows, target_id)]
    }


def newest_span(catalog: Catalog, as_of: Period, span: Span) -> Span:
    """Return the same target from the office's newest figure, as long as it is not due by then.

    >>> date = parse_period("2022-10")
    >>> newest_span(catalog, date, spans(catalog, date)["T03"]).start
    '2019'
    """
    start = baseline(catalog, target_row(known_targets(catalog, as_of), span.target_id), as_of)
    if start is None or start.is_printed or span_end(start.as_of) >= span_end(span.end):
        return span
    return replace(span, start=start.as_of, base=start.low)


def other_span(catalog: Catalog, as_of: Period, span: Span) -> Span | None:
    """Return the same target from the baseline that another source gives, if there is one.

    >>> date = parse_period("2022-10")
    >>> span = spans(catalog, date)["T01"]
    >>> span.base, other_span(catalog, date, span).base
    (330.0, 300.0)
    """
    row = target_row(known_targets(catalog, as_of), span.target_id)
    start = printed_baseline(catalog, row, as_of)
    if start is None or start.low == start.high:
        return None
    printed = known_figures(catalog, row["indicator"], as_of)
    rows = disagreeing(catalog, printed[printed["evidence"] == "reported"])
    other = rows[rows["value"] != span.base].iloc[-1]
    return replace(span, start=other["as_of"], base=float(other["value"]))


def rounded(value: float) -> float:
    """Return a computed value with three significant digits: it is no report.

    >>> rounded(24_470)
    24500.0
    """
    return float(f"{value:.3g}")


@remembered(VIEWS)
def outturns(catalog: Catalog, as_of: Period, target_id: str) -> pd.DataFrame:
    """Return what was reported after the baseline and is over by the as-of date; oldest first.

    >>> outturns(catalog, parse_period("2022-10"), "T01")["value"].tolist()
    [415.0]
    """
    rows = _after(catalog, as_of, target_id)
    return rows[over_by(rows["measured"], as_of)]


def later(catalog: Catalog, as_of: Period, target_id: str) -> pd.DataFrame:
    """Return what is dated to a time that is not over at the latest date: it stands apart.

    >>> later(catalog, parse_period("2022-10"), "T01")["value"].tolist()
    [487.0]
    """
    rows = _after(catalog, as_of, target_id)
    return rows[~over_by(rows["measured"], as_of)]


def forecasts(catalog: Catalog, as_of: Period, target_id: str) -> pd.DataFrame:
    """Return what was expected of the measure of a target, never an outturn.

    >>> forecasts(catalog, parse_period("2022-10"), "T03")["value"].tolist()
    [30000000000.0]
    """
    indicator = target_row(known_targets(catalog, as_of), target_id)["indicator"]
    return series(catalog, indicator, as_of, forecasts=True)


def _after(catalog: Catalog, as_of: Period, target_id: str) -> pd.DataFrame:
    """Return the figures of a target's indicator after all that its printed baseline rests on."""
    known = known_targets(catalog, as_of)
    row = target_row(known, target_id) if target_id in known.index else None
    if row is None or row["like_for_like"] != "yes" or not row["has_baseline"]:
        return series(catalog, "", as_of)
    rows = series(catalog, row["indicator"], as_of)
    based = placed(catalog, "indicators", "disagreeing")
    ends_of = [parse_period(row["baseline_as_of"]).end]
    ends_of += [
        parse_period(one["as_of"]).end for _, one in rows.iterrows() if one["figure_id"] in based
    ]
    held = [moment(one)[-1] > max(ends_of) for _, one in rows.iterrows()]
    return rows[np.array(held, dtype=bool)]


def standing(catalog: Catalog, as_of: Period, target_id: str) -> pd.DataFrame:
    """Return the outturns that tell where a measure stands: the office's newest, else all.

    >>> standing(catalog, parse_period("2022-10"), "T02")["value"].tolist()
    [17000.0, 15000.0]
    """
    rows = outturns(catalog, as_of, target_id)
    own = rows[rows["evidence"] == "official"]
    return own.tail(1) if len(own) else rows


def verdict(catalog: Catalog, as_of: Period, span: Span) -> Literal["behind", "open", "ahead"]:
    """Return where what was reported after the baseline stands to the compound path.

    Behind only if it is below the path from every baseline in print; open if the baselines
    or the reports differ. The newest figure of the office decides alone.

    >>> date = parse_period("2022-10")
    >>> verdict(catalog, date, spans(catalog, date)["T01"])  # 415: below from 330, above from 300
    'open'
    """
    bases = [span, other_span(catalog, as_of, span)]
    below = {
        row["value"] < base.needed(row["measured"], "compound")
        for _, row in standing(catalog, as_of, span.target_id).iterrows()
        for base in bases
        if base
    }
    if len(below) > 1:
        return "open"
    return "behind" if True in below else "ahead"
