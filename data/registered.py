"""The office's own register of enterprises: how much of the park it holds, and what that says.

Five enterprises that the office has entered are not the park: they may be among the hundreds
that an article prints, so the two are never added, and what is printed goes on being counted.
Once the office declares its register complete as of a date, that is a figure like any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
import pandas as pd

from data.catalog import Catalog
from data.i18n import LANGS, translate
from data.memo import remembered
from data.periods import Period, parse_period
from data.registers.axes import LATER, UNDATED
from data.schema import GRADES

ENTERPRISES = "enterprises"  # the indicator that a register of enterprises measures
_ASSUMED = GRADES.index("illustrative")
State = Literal["none", "part", "beyond", "complete"]


@dataclass(frozen=True)
class Register:
    """How much of the park the office's register holds by a date.

    Attributes
    ----------
    state : {"none", "part", "beyond", "complete"}
        ``part``: what is printed is counted, and the register stands beside it; ``beyond``: it
        holds more than was ever given for the whole, so it is counted, as a lower bound.
    count : int
        Its enterprises, without illustrative ones.
    complete_as_of : str
        As declared; empty if it is not complete.
    """

    state: State
    count: int = 0
    complete_as_of: str = ""

    @property
    def is_counted(self) -> bool:
        """Whether charts count it rather than what is printed."""
        return self.state in {"beyond", "complete"}

    @property
    def is_lower_bound(self) -> bool:
        """Whether there may be more than it holds."""
        return self.state in {"part", "beyond"}


def own_count(catalog: Catalog, shown: np.ndarray) -> int:
    """Return how many enterprises of a register that are not illustrative some cells hold.

    >>> own_count(catalog, np.ones(catalog.tenants.cube.shape, dtype=bool))
    0
    """
    return int(np.where(shown, catalog.tenants.cube, 0)[..., :_ASSUMED].sum())


def declared_complete(catalog: Catalog, as_of: Period, table: str = "tenants") -> pd.Series | None:
    """Return the newest declaration that a register is complete, by a date.

    >>> declared_complete(catalog, catalog.latest) is None
    True
    """
    rows = _declared(catalog, table)
    held = [one for one in rows if parse_period(one["complete_as_of"]).end <= as_of.end]
    return held[-1] if held else None


def _declared(catalog: Catalog, table: str = "tenants") -> list[pd.Series]:
    every = catalog["registers"]
    rows = [row for _, row in every[every["table"] == table].iterrows()]
    return sorted(rows, key=lambda row: _end(row["complete_as_of"]))


def _end(text: str) -> date:
    return parse_period(text).end


@remembered(1)
def all_figures(catalog: Catalog) -> pd.DataFrame:
    """Return the figures of the table, and one for each date a register is complete as of.

    >>> all_figures(catalog).equals(catalog["figures"])
    True
    """
    figures = catalog["figures"]
    made = [_figure(catalog, row) for row in _declared(catalog)]
    if not made:
        return figures
    frame = pd.DataFrame(made).reindex(columns=figures.columns)
    types = {column: figures[column].dtype for column in figures.columns}
    return pd.concat([figures, frame.astype(types)], ignore_index=True)


def _figure(catalog: Catalog, row: pd.Series) -> dict[str, Any]:
    as_of = str(row["complete_as_of"])
    count = float(own_count(catalog, _came_by(catalog, _end(as_of).year)))
    figure = {
        "figure_id": f"register-{row['table']}-{as_of}",
        "scope": "park",
        "value": count,
        "low": count,
        "high": count,
        "qualifier": "exact",
        "unit": "enterprise",
        "printed": f"{count:.0f}",
        "as_of": as_of,
        "kind": "actual",
        "indicator": ENTERPRISES,
        "evidence": row["evidence"],
        "refs": row["refs"],
    }
    for lang in LANGS:
        named = {"subject": "subject", "metric": "metric", "counts": "counts"}
        figure |= {f"{to}_{lang}": translate(lang, f"register.{of}") for to, of in named.items()}
        figure[f"caveat_{lang}"] = row.get(f"note_{lang}")
    return figure


def _came_by(catalog: Catalog, year: int) -> np.ndarray:
    """Return which cells hold enterprises that came by the end of a year, or nobody says when."""
    axes = catalog.tenants.axes
    years = [one == UNDATED or (one != LATER and int(one) <= year) for one in axes["since_year"]]
    shown: np.ndarray = np.zeros(catalog.tenants.cube.shape, dtype=bool)
    shown[:, :, :, years] = True
    return shown
