"""Joining what two people changed in the tables of one state, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import pandas as pd

from data.differences import plain, said

Prefer = Literal["mine", "theirs"]
_Row = dict[str, Any]


@dataclass(frozen=True)
class Clash:
    """A cell that both have changed, and not to the same.

    Attributes
    ----------
    table, key : str
    column : str
        Empty: one has taken the row out that the other has changed.
    mine, theirs : str, optional
        What it says now; ``None``: nothing, or no such row.
    """

    table: str
    key: str
    column: str
    mine: str | None
    theirs: str | None


@dataclass(frozen=True)
class Joined:
    """The tables with the changes of both, and where these clash."""

    tables: dict[str, pd.DataFrame]
    clashes: tuple[Clash, ...] = ()


@dataclass
class _Joining:
    table: str
    prefer: Prefer
    columns: list[str]
    clashes: list[Clash] = field(default_factory=list)

    def rows(self, base: pd.DataFrame, mine: pd.DataFrame, theirs: pd.DataFrame) -> pd.DataFrame:
        """Return the rows that come of three tables of the same columns."""
        base, mine, theirs = (
            one.astype(object).where(one.notna(), None) for one in (base, mine, theirs)
        )
        everywhere = theirs.index.intersection(mine.index).intersection(base.index)
        kept = self._common(*(one.loc[everywhere] for one in (base, mine, theirs)))
        in_order = pd.Index(dict.fromkeys([*theirs.index, *mine.index]))
        others = in_order.difference(everywhere, sort=False)
        old, one, other = (_records(frame, others) for frame in (base, mine, theirs))
        found = {key: self._row(key, old.get(key), one.get(key), other.get(key)) for key in others}
        rows = {key: row for key, row in found.items() if row is not None}
        more = pd.DataFrame(rows.values(), index=pd.Index(rows, dtype=object), columns=self.columns)
        whole = pd.concat([kept, more.astype(object)]) if len(more) else kept
        return whole.loc[[key for key in in_order if key in whole.index]]

    def _common(self, base: pd.DataFrame, mine: pd.DataFrame, theirs: pd.DataFrame) -> pd.DataFrame:
        """Return the rows that all three have, column by column: there may be very many."""
        made = {}
        for column in self.columns:
            old, one, other = (
                frame[column].to_numpy(dtype=object) for frame in (base, mine, theirs)
            )
            is_mine = (one != old) & (other == old)
            clashing = (one != old) & (other != old) & (one != other)
            for place in np.flatnonzero(clashing):
                told = [said(one[place]), said(other[place])]
                key = str(base.index[int(place)])
                self.clashes.append(Clash(self.table, key, column, *told))
            takes_mine = is_mine | clashing if self.prefer == "mine" else is_mine
            made[column] = np.where(takes_mine, one, other)
        return pd.DataFrame(made, index=base.index, columns=self.columns, dtype=object)

    def _row(self, key: str, base: _Row | None, mine: _Row | None, theirs: _Row | None) -> Any:
        """Return the row that comes of three; ``None`` if there is none."""
        if mine in (theirs, base):
            return theirs
        if theirs == base:
            return mine
        if mine is None or theirs is None:
            told = [None if one is None else "…" for one in (mine, theirs)]
            return self._clash(key, "", mine, theirs, told)
        old = base or {}
        return {column: self._cell(key, column, old, mine, theirs) for column in self.columns}

    def _cell(self, key: str, column: str, base: _Row, mine: _Row, theirs: _Row) -> Any:
        old, one, other = base.get(column), mine[column], theirs[column]
        if one in (other, old):
            return other
        if other == old:
            return one
        return self._clash(key, column, one, other, [said(one), said(other)])

    def _clash(self, key: str, column: str, mine: Any, theirs: Any, told: list[str | None]) -> Any:
        self.clashes.append(Clash(self.table, key, column, *told))
        return mine if self.prefer == "mine" else theirs


def joined(
    base: Mapping[str, pd.DataFrame],
    mine: Mapping[str, pd.DataFrame],
    theirs: Mapping[str, pd.DataFrame],
    keys: Mapping[str, Sequence[str]],
    prefer: Prefer = "mine",
) -> Joined:
    """Return the tables with what both have changed since a state that both began with.

    Parameters
    ----------
    base, mine, theirs : mapping of str to pandas.DataFrame
        By name.
    keys : mapping of str to sequence of str
        By table: the columns that name a row.
    prefer : {"mine", "theirs"}
        What stands where both have changed a cell.

    Examples
    --------
    >>> def one(name, value):
    ...     return {"t": pd.DataFrame({"id": ["a"], "name": [name], "value": [value]})}
    >>> both = joined(one("x", 1), one("y", 1), one("x", 2), {"t": ["id"]})
    >>> both.tables["t"].to_dict("records"), both.clashes
    ([{'id': 'a', 'name': 'y', 'value': 2}], ())
    """
    tables, clashes = dict[str, pd.DataFrame](), list[Clash]()
    for table in dict.fromkeys([*theirs, *mine]):
        frames = [plain(one.get(table), keys[table]) for one in (base, mine, theirs)]
        columns = list(dict.fromkeys([*frames[2], *frames[1]]))
        joining = _Joining(table, prefer, columns)
        rows = joining.rows(*(frame.reindex(columns=columns) for frame in frames))
        # An empty table of one's own is not the same as none.
        is_there = (table in theirs) if (table in mine) == (table in base) else (table in mine)
        if len(rows) or is_there:
            tables[table] = rows.reset_index(drop=True)
        clashes += joining.clashes
    return Joined(tables, tuple(clashes))


def _records(frame: pd.DataFrame, keys: pd.Index) -> dict[str, _Row]:
    some = frame.loc[frame.index.intersection(keys)]
    rows: list[Any] = some.to_dict("records")
    return dict(zip(map(str, some.index), rows, strict=True))
