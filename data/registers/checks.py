"""Whether a table that somebody else made is a register: looked at before it is counted.

A row without its cell would be counted as without a place, and one that is there twice would be
counted twice: it is refused instead, with what is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
from pyarrow import types

from data.registers.questions import CELL_RESOLUTION, UnreachableError
from data.registers.rows import cells_of

MOST_ROW = 2**31 - 1
# All H3 cells of the resolution, and no other numbers but a few: mode 1, then the resolution.
FIRST_CELL, LAST_CELL = (0x8 << 56 | CELL_RESOLUTION << 52) + np.array([0, 2**52 - 1])
LOOKED_AT = 1_000  # rows whose cell is worked out again


def _is_number(kind: pa.DataType) -> bool:
    is_whole = types.is_integer(kind) or types.is_null(kind)
    return bool(is_whole or types.is_floating(kind) or types.is_decimal(kind))


def _is_text(kind: pa.DataType) -> bool:
    if types.is_dictionary(kind):
        return _is_text(kind.value_type)
    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_null(kind))


_FITS = {
    **dict.fromkeys(("row", "cell"), types.is_integer),
    **dict.fromkeys(("lon", "lat", "since_year"), _is_number),
    **dict.fromkeys(("zone", "sector", "status", "evidence"), _is_text),
}


def refuse_types(schema: pa.Schema, where: str) -> None:
    """Look for columns that hold something else than a register does.

    Raises
    ------
    UnreachableError
        If there are some (``"types"``).

    Examples
    --------
    >>> refuse_types(pa.schema({"row": pa.int32(), "cell": pa.string()}), "here")
    Traceback (most recent call last):
    data.registers.questions.UnreachableError: ('types', 'here', 'cell: string')
    """
    known = [one for one in schema if one.name in _FITS]
    wrong = [f"{one.name}: {one.type}" for one in known if not _FITS[one.name](one.type)]
    if wrong:
        raise UnreachableError("types", where, ", ".join(wrong))


def refuse_rows(found: Mapping[str, int], where: str) -> None:
    """Look at what was counted of the rows of a table.

    Parameters
    ----------
    found : mapping of str to int
        ``n`` rows with ``ids`` different numbers from ``least`` to ``most``; ``astray`` of them
        have a place but no cell of `CELL_RESOLUTION`, or a cell but no place.
    where : str

    Raises
    ------
    UnreachableError
        If rows cannot be told apart (``"rows"``), or cells are missing or wrong (``"cells"``).

    Examples
    --------
    >>> refuse_rows({"n": 3, "ids": 2, "least": 0, "most": 1, "astray": 0}, "here")
    Traceback (most recent call last):
    data.registers.questions.UnreachableError: ('rows', 'here', '1')
    """
    if not found["n"]:
        return
    if again := found["n"] - found["ids"]:
        raise UnreachableError("rows", where, str(again))
    for end in (found["least"], found["most"]):
        if not 0 <= end <= MOST_ROW:
            raise UnreachableError("rows", where, f"row = {end}")
    if found["astray"]:
        raise UnreachableError("cells", where, str(found["astray"]))


def refuse_cells(cell: np.ndarray, lon: np.ndarray, lat: np.ndarray, where: str) -> None:
    """Work out the cells of some places again.

    Raises
    ------
    UnreachableError
        If they are others (``"cells"``).

    Examples
    --------
    >>> refuse_cells(cells_of(np.array([105.9]), np.array([29.3])), *np.array([[9.5], [29.3]]), "x")
    Traceback (most recent call last):
    data.registers.questions.UnreachableError: ('cells', 'x', '1')
    """
    wrong = int((cells_of(lon.astype(float), lat.astype(float)) != cell.astype(np.uint64)).sum())
    if wrong:
        raise UnreachableError("cells", where, str(wrong))
