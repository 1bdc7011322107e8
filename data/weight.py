"""About how much memory a result takes: enough to know when many are too many."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sized
from functools import partial
from itertools import islice
from statistics import median_low
from typing import Any

import numpy as np
import pandas as pd
import shapely

_NODES = 60  # looked at, which takes less than what is weighed took to make
_FEW = 4  # of many of a kind
_PLAIN = 32  # bytes: a number, a flag, what stands in no other list
_CELL, _POINT = 40, 16  # of a table, whatever is in it; of a shape


def weight(value: object, *leave: type) -> int:
    """Return about how many bytes a value takes, with what hangs on it.

    Parameters
    ----------
    value : object
    *leave : type
        What weighs nothing, as something else keeps it.

    Examples
    --------
    >>> weight(np.zeros(1_000))
    8032
    >>> 900_000 < weight([f"{n:950}" for n in range(1_000)]) < 1_100_000
    True
    >>> weight(["x" * 950] * 1_000) < 10_000  # the same one
    True
    """
    return _Scale(leave).weigh(value)


class _Scale:
    def __init__(self, leave: tuple[type, ...]) -> None:
        self._light, self._left = (type(None), int, float, type, *leave), _NODES
        self._seen = set[int]()  # what hangs on several things takes its room once

    def weigh(self, value: Any) -> int:  # noqa: PLR0911 - one for each way to hold things
        self._left -= 1
        if self._left < 0 or isinstance(value, self._light):
            return _PLAIN
        if id(value) in self._seen:
            return 0
        self._seen.add(id(value))
        if isinstance(value, str | bytes):
            return sys.getsizeof(value)
        if isinstance(value, np.ndarray):
            cells = self._many(value.flat, value.size) if value.dtype == object else 0
            return int(value.nbytes) + _PLAIN + cells
        if isinstance(value, pd.DataFrame | pd.Series | pd.Index):
            return _CELL * int(value.size)
        if isinstance(value, shapely.Geometry):
            return _PLAIN + _POINT * int(shapely.get_num_coordinates(value))
        if isinstance(value, Mapping):
            return sys.getsizeof(value) + self._many(value.items(), len(value))
        if isinstance(value, Sized) and isinstance(value, Iterable):
            return sys.getsizeof(value) + self._many(value, len(value))
        return _PLAIN + sum(map(self.weigh, _parts(value)))

    def _many(self, values: Iterable[Any], count: int) -> int:
        # What all share weighs in the first that has it; the others are as most are.
        few = [self.weigh(one) for one in islice(values, _FEW)]
        return sum(few) + (median_low(few) * (count - len(few)) if few else 0)


def _parts(value: Any) -> list[Any]:
    """Return what hangs on an object or on a function."""
    if isinstance(value, partial):
        return [value.func, *value.args, *value.keywords.values()]
    cells = getattr(value, "__closure__", None) if isinstance(value, Callable) else None  # type: ignore[arg-type]
    if cells:
        return [cell.cell_contents for cell in cells]
    return list(getattr(value, "__dict__", {}).values())
