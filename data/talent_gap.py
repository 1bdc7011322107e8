"""The staff target: how far it is, and what each printed deadline asks a year."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.catalog import Catalog
from data.in_print import figures_by
from data.periods import Period, parse_period

_BASELINES = {"reported": "F002-05", "2021": "S-staff-2021", "2022": "S-staff-2022"}
# By deadline, the figure that sets it; "the next two or three years", said in 2021.
DEADLINES = {2025: "F002-08", 2024: "F000-07", 2023: "F000-07"}


@dataclass(frozen=True, eq=False)
class Gap:
    """What is missing to the staff target, from a number of staff at a date.

    Attributes
    ----------
    base, target : pandas.Series
        Rows of the figures table.
    missing : float
        Persons.
    years : dict of int to int
        Whole years left after the year of the base, by deadline.
    """

    base: pd.Series
    target: pd.Series
    missing: float
    years: dict[int, int]

    def a_year(self, deadline: int) -> float:
        """Return the persons a year that a deadline asks for, on average."""
        return self.missing / self.years[deadline]


def baselines(catalog: Catalog, as_of: Period) -> tuple[str, ...]:
    """Return the numbers of staff in print that the arithmetic may start from.

    >>> baselines(catalog, parse_period("2020-12"))
    ('reported',)
    """
    known = figures_by(catalog, tuple(_BASELINES.values()), as_of)
    return tuple(name for name, figure in _BASELINES.items() if figure in known.index)


def read_gap(catalog: Catalog, as_of: Period, asked: str | None) -> Gap | None:
    """Return the gap from the baseline asked for, or ``None`` while no target is in print.

    >>> gap = read_gap(catalog, parse_period("2020-12"), None)
    >>> gap.missing, gap.a_year(2025)
    (35000.0, 7000.0)
    """
    known = baselines(catalog, as_of)
    targets = figures_by(catalog, tuple(dict.fromkeys(DEADLINES.values())), as_of)
    if not known or targets.empty:
        return None
    base = figures_by(catalog, (_BASELINES[asked if asked in known else known[0]],), as_of).iloc[0]
    year = parse_period(base["as_of"]).end.year
    years = {
        deadline: deadline - year
        for deadline, figure in DEADLINES.items()
        if figure in targets.index
    }
    target = targets.iloc[0]
    return Gap(base, target, float(target["value"] - base["value"]), years)
