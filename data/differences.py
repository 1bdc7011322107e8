"""What differs between two states of a pack, cell by cell."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal

import numpy as np
import pandas as pd

LISTED = 1_000  # differences that are named one by one; of more there are counts
Fate = Literal["added", "removed", "changed"]


@dataclass(frozen=True)
class Difference:
    """A cell that differs, or a row that came or went.

    Attributes
    ----------
    table : str
    key : str
        Of the row; the parts of a longer key are joined by a comma.
    column : str
        Empty: the row as a whole.
    before, after : str, optional
        What the cell says; of a row its cells, as JSON. ``None``: nothing.
    fate : str
        Of the row.
    """

    table: str
    key: str
    column: str
    before: str | None
    after: str | None
    fate: Fate = "changed"


@dataclass(frozen=True)
class Count:
    """How much of a table differs: rows by fate, and cells of those that changed.

    ``assumed`` of the rows say themselves that they are illustrative.
    """

    added: int = 0
    removed: int = 0
    changed: int = 0
    cells: int = 0
    assumed: int = 0


@dataclass(frozen=True)
class Differences:
    """What differs between two states.

    Attributes
    ----------
    counts : dict of str to Count
        By table; of those that differ.
    listed : tuple of Difference
        The first of them, as many as were asked for; those of illustrative rows come last.
    """

    counts: dict[str, Count] = field(default_factory=dict)
    listed: tuple[Difference, ...] = ()

    @property
    def total(self) -> int:
        """How many lines a list of all would have: cells, and rows that came or went."""
        return sum(one.added + one.removed + one.cells for one in self.counts.values())

    def told(self) -> dict[str, Any]:
        """Return it as JSON can hold it.

        >>> Differences().told()
        {'counts': {}, 'listed': []}
        """
        counts = {
            table: [one.added, one.removed, one.changed, one.cells, one.assumed]
            for table, one in self.counts.items()
        }
        listed = [
            [one.table, one.key, one.column, one.before, one.after, one.fate] for one in self.listed
        ]
        return {"counts": counts, "listed": listed}


def read_differences(told: object) -> Differences:
    """Return what was told; what is not of its shape is left out.

    >>> read_differences(Differences({"figures": Count(1)}).told()).total
    1
    """
    if not isinstance(told, dict):
        return Differences()
    counts, listed = told.get("counts"), told.get("listed")
    return Differences(
        {str(table): Count(*(int(n) for n in one[:5])) for table, one in counts.items()}
        if isinstance(counts, dict)
        else {},
        tuple(Difference(*one[:6]) for one in listed) if isinstance(listed, list) else (),
    )


def differences(
    before: Mapping[str, pd.DataFrame],
    after: Mapping[str, pd.DataFrame],
    keys: Mapping[str, Sequence[str]],
    most: int = LISTED,
) -> Differences:
    """Compare the tables of two states.

    Parameters
    ----------
    before, after : mapping of str to pandas.DataFrame
        By name. An empty cell and a column that is left out are the same.
    keys : mapping of str to sequence of str
        By table: the columns that name a row.
    most : int
        How many differences are listed.

    Examples
    --------
    >>> was = {"figures": pd.DataFrame({"figure_id": ["a", "b"], "value": [1, 2]})}
    >>> now = {"figures": pd.DataFrame({"figure_id": ["a", "c"], "value": [3, 2]})}
    >>> found = differences(was, now, {"figures": ["figure_id"]})
    >>> found.counts
    {'figures': Count(added=1, removed=1, changed=1, cells=1, assumed=0)}
    >>> [(one.key, one.column, one.before, one.after) for one in found.listed][0]
    ('a', 'value', '1', '3')
    """
    every = [
        _Compared(table, before.get(table), after.get(table), keys[table])
        for table in dict.fromkeys([*before, *after])
    ]
    found = [one for one in every if one.count != Count()]
    listed = (
        line for assumed in (False, True) for one in found for line in one.listed(assumed=assumed)
    )
    return Differences({one.table: one.count for one in found}, tuple(islice(listed, most)))


def said(cell: object) -> str | None:
    """Return what a cell says; ``None`` if it is empty.

    >>> said(2.0), said("two"), said(float("nan"))
    ('2', 'two', None)
    """
    if cell is None or pd.isna(cell):  # type: ignore[call-overload]  # whatever a frame holds
        return None
    is_round = isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15
    return str(int(cell)) if is_round else str(cell)  # type: ignore[call-overload]  # as checked


def plain(frame: pd.DataFrame | None, key: Sequence[str]) -> pd.DataFrame:
    """Return a table of Python's own values under the text of its keys, each once.

    >>> plain(pd.DataFrame({"id": ["a", "a"], "n": [1, None]}), ["id"])["n"].tolist()
    [1.0]
    """
    if frame is None or any(column not in frame for column in key):
        return pd.DataFrame(columns=list(key))
    whole = pd.DataFrame(frame).astype(object)
    whole = whole.where(whole.notna(), None)
    whole.index = pd.Index(
        [", ".join(map(str, row)) for row in zip(*_columns(whole, key), strict=True)]
    )
    return whole[~whole.index.duplicated()]


def _columns(frame: pd.DataFrame, names: Sequence[str]) -> list[list[Any]]:
    return [frame[name].tolist() for name in names]


class _Compared:
    """One table of both states."""

    def __init__(
        self,
        table: str,
        before: pd.DataFrame | None,
        after: pd.DataFrame | None,
        key: Sequence[str],
    ) -> None:
        self.table, self._key = table, set(key)
        self._before, self._after = plain(before, key), plain(after, key)
        place = self._after.index.get_indexer(self._before.index)
        self._removed = self._before.index[place < 0]
        self._added = self._after.index.difference(self._before.index, sort=False)
        old, new = self._before.iloc[place >= 0], self._after.iloc[place[place >= 0]]
        self._rows = old.index
        # By column: what it said, what it says, and where these differ.
        self._cells: dict[str, tuple[np.ndarray, np.ndarray, np.ndarray]] = {}
        for column in dict.fromkeys([*self._before, *self._after]):
            if column not in self._key:
                was, now = _values(old, column), _values(new, column)
                differs = was != now
                if differs.any():
                    self._cells[column] = was, now, differs
        some = np.zeros(len(self._rows), dtype=bool)
        for _, _, differs in self._cells.values():
            some |= differs
        self._changed = np.flatnonzero(some)
        cells = sum(int(differs.sum()) for *_, differs in self._cells.values())
        self._is_assumed = {**_assumed(self._before), **_assumed(self._after)}
        some_rows = [*self._rows[self._changed], *self._added, *self._removed]
        assumed = sum(self._is_assumed.get(key, False) for key in some_rows)
        sizes = (len(self._added), len(self._removed), len(self._changed))
        self.count = Count(*sizes, cells, assumed)

    def listed(self, *, assumed: bool) -> Iterator[Difference]:
        """Give changed cells by row, then the rows that came and those that went.

        Of rows that say they are illustrative, or of the others.
        """
        for row in self._changed:
            if self._is_assumed.get(str(self._rows[int(row)]), False) != assumed:
                continue
            for column, (was, now, differs) in self._cells.items():
                if differs[row]:
                    key = str(self._rows[int(row)])
                    yield Difference(self.table, key, column, said(was[row]), said(now[row]))
        for key in self._of(self._added, assumed=assumed):
            yield Difference(self.table, key, "", None, self._row(self._after, key), "added")
        for key in self._of(self._removed, assumed=assumed):
            yield Difference(self.table, key, "", self._row(self._before, key), None, "removed")

    def _of(self, keys: pd.Index, *, assumed: bool) -> Iterator[str]:
        return (key for key in keys if self._is_assumed.get(key, False) == assumed)

    def _row(self, frame: pd.DataFrame, key: str) -> str:
        cells = {
            column: text
            for column, cell in frame.loc[key].items()
            if column not in self._key and (text := said(cell)) is not None
        }
        return json.dumps(cells, ensure_ascii=False)


def _assumed(frame: pd.DataFrame) -> dict[str, bool]:
    """Tell by key which rows say that they are illustrative."""
    if "evidence" not in frame:
        return {}
    return dict(zip(frame.index, (frame["evidence"] == "illustrative").tolist(), strict=True))


def _values(frame: pd.DataFrame, column: str) -> np.ndarray:
    if column not in frame:
        return np.full(len(frame), None, dtype=object)
    values: np.ndarray = frame[column].to_numpy(dtype=object)
    return values
