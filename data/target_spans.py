"""From a dated baseline to a target: what growth is computed from, and what followed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from data.catalog import Catalog
from data.growth import Path, needed_path, year_point
from data.in_print import figures_by
from data.periods import Period, parse_period
from data.targets import HEADLINES, known_targets


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
        """Return what the path asks for at a date."""
        made = needed_path(self.base, self.value, self.years, path)
        return made(span_end(at) - span_end(self.start))


def spans(catalog: Catalog, as_of: Period) -> dict[str, Span]:
    """Return the headline targets that have a baseline by the as-of date.

    >>> revenue = spans(catalog, parse_period("2022-10"))["T03"]
    >>> revenue.start, revenue.end, revenue.years
    ('2019', '2025-12-31', 6.0)
    """
    known = known_targets(catalog, as_of)
    rows = known[known["target_id"].isin(HEADLINES) & known["has_baseline"]]
    return {
        str(target_id): Span(
            str(target_id),
            row["baseline_as_of"],
            float(row["baseline"]),
            float(row["value"]),
            parse_period(row["deadline"]).end.isoformat(),
        )
        for target_id, row in rows.iterrows()
    }


def other_span(catalog: Catalog, as_of: Period, span: Span) -> Span | None:
    """Return the same target from the baseline that another source gives, if there is one.

    >>> date = parse_period("2022-10")
    >>> span = spans(catalog, date)["T01"]
    >>> span.base, other_span(catalog, date, span).base
    (330.0, 300.0)
    """
    figure_id = HEADLINES[span.target_id].other_base
    known = figures_by(catalog, (figure_id,) if figure_id else (), as_of)
    if known.empty:
        return None
    row = known.iloc[0]
    return replace(span, start=row["as_of"], base=float(row["value"]))


def rounded(value: float) -> float:
    """Return a computed value with three significant digits: it is no report.

    >>> rounded(24_470)
    24500.0
    """
    return float(f"{value:.3g}")


def outturns(catalog: Catalog, as_of: Period, target_id: str) -> pd.DataFrame:
    """Return what was reported after the baseline, by the as-of date; oldest first.

    >>> outturns(catalog, parse_period("2022-10"), "T01")["value"].tolist()
    [415.0]
    """
    headline = HEADLINES.get(target_id)
    ids = headline.outturns if headline else ()
    return figures_by(catalog, ids, as_of)


def verdict(catalog: Catalog, as_of: Period, span: Span) -> Literal["behind", "open", "ahead"]:
    """Return where what was reported after the baseline stands to the compound path.

    Behind only if it is below the path from every baseline in print; open if the baselines
    or the reports differ.

    >>> date = parse_period("2022-10")
    >>> verdict(catalog, date, spans(catalog, date)["T01"])  # 415: below from 330, above from 300
    'open'
    """
    bases = [span, other_span(catalog, as_of, span)]
    below = {
        row["value"] < base.needed(row["as_of"], "compound")
        for _, row in outturns(catalog, as_of, span.target_id).iterrows()
        for base in bases
        if base
    }
    if len(below) > 1:
        return "open"
    return "behind" if True in below else "ahead"
