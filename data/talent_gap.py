"""The staff target: how far it is, and what each printed deadline asks a year."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.catalog import Catalog
from data.in_print import figures, figures_by
from data.periods import Period, parse_period
from data.placements import placed_figures, placed_roles


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
        Whole years left after the year of the base, by deadline; those that have passed are out.
    """

    base: pd.Series
    target: pd.Series
    missing: float
    years: dict[int, int]

    def a_year(self, deadline: int) -> float:
        """Return the persons a year that a deadline asks for, on average."""
        return self.missing / self.years[deadline]


def staff_series(catalog: Catalog) -> tuple[str, ...]:
    """Return the figures of the staff, oldest first.

    >>> staff_series(catalog)[0]
    'F003-15'
    """
    return placed_figures(catalog, "talent", "staff")


def staff_targets(catalog: Catalog) -> dict[int, str]:
    """Return by deadline the figure that sets it: each year of a span such as 2023/2024 is one.

    >>> list(staff_targets(catalog))
    [2025, 2024, 2023]
    """
    ids = placed_figures(catalog, "talent", "staff_target")
    found: dict[int, str] = {}
    for figure_id, said in figures(catalog, ids)["period"].dropna().items():
        span = parse_period(said)
        years = range(span.start.year, span.end.year + 1)
        found |= {year: str(figure_id) for year in years if year not in found}
    return dict(sorted(found.items(), reverse=True))


def _baselines(catalog: Catalog) -> dict[str, str]:
    """Return by name the figures to start from: the user's newest first, each by its own id.

    Then those that the articles print, the newest first, and what stands elsewhere.
    """
    roles = placed_roles(catalog, "talent", "staff")
    named = {role: figure for figure, role in roles.items() if role}
    grades = figures(catalog, tuple(named.values()))["evidence"].to_dict()
    reported = {role: one for role, one in reversed(named.items()) if grades[one] == "reported"}
    printed = {**reported, **named}
    own = [one for one in reversed(staff_series(catalog)) if one not in roles]
    return {**{one: one for one in own}, **printed}


def baseline_figure(catalog: Catalog, name: str) -> pd.Series:
    """Return the figure of the staff that a name of `baselines` stands for.

    >>> float(baseline_figure(catalog, "reported")["value"])
    15000.0
    """
    return figures(catalog, (_baselines(catalog)[name],)).iloc[0]


def baselines(catalog: Catalog, as_of: Period) -> tuple[str, ...]:
    """Return the numbers of staff in print that the arithmetic may start from.

    >>> baselines(catalog, parse_period("2020-12"))
    ('reported',)
    """
    named = _baselines(catalog)
    known = figures_by(catalog, tuple(named.values()), as_of)
    return tuple(name for name, figure in named.items() if figure in known.index)


def read_gap(catalog: Catalog, as_of: Period, asked: str | None) -> Gap | None:
    """Return the gap from the baseline asked for, or ``None`` while no target is in print.

    >>> gap = read_gap(catalog, parse_period("2020-12"), None)
    >>> gap.missing, gap.a_year(2025)
    (35000.0, 7000.0)
    """
    known, deadlines = baselines(catalog, as_of), staff_targets(catalog)
    targets = figures_by(catalog, tuple(dict.fromkeys(deadlines.values())), as_of)
    if not known or targets.empty:
        return None
    named = asked if asked in known else known[0]
    base = baseline_figure(catalog, named)
    year = parse_period(base["as_of"]).end.year
    years = {
        deadline: deadline - year
        for deadline, figure in deadlines.items()
        if figure in targets.index and deadline > year
    }
    target = targets.iloc[0]
    return Gap(base, target, float(target["value"] - base["value"]), years)
