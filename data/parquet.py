"""Columns of a Parquet file, one at a time, as the checks and counts of a register ask for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq


class UnreadableError(OSError):
    """A file that is no Parquet, or broken."""


class Columns:
    """The columns of an open file.

    Attributes
    ----------
    types : dict of str to pyarrow.DataType
        By name; a dictionary column has the type of its values.
    rows : int
    """

    def __init__(self, file: pq.ParquetFile) -> None:
        fields = list(file.schema_arrow)
        self._file, self.rows = file, int(file.metadata.num_rows)
        self.types = {one.name: _plain(one.type) for one in fields}
        if len(self.types) < len(fields):
            raise UnreadableError("two columns of one name")

    def values(self, name: str) -> pa.ChunkedArray:
        """Return a column as it is."""
        found = self._file.read(columns=[name]).column(0)
        if len(found) != self.rows:
            raise UnreadableError(name)
        return found.cast(self.types[name])

    def texts(self, name: str) -> pa.ChunkedArray:
        """Return a column as texts, whatever it holds."""
        found = self.values(name)
        try:
            return found.cast(pa.string())
        except pa.ArrowException:  # of lists, say: seldom, so that it may be slow
            said = [None if one is None else str(one) for one in found.to_pylist()]
            return pa.chunked_array([pa.array(said, pa.string())])

    def numbers(self, name: str) -> pa.ChunkedArray:
        """Return a column of numbers as floats."""
        return self.values(name).cast(pa.float64(), safe=False)


@contextmanager
def opened(path: Path) -> Iterator[Columns]:
    """Open a file for reading.

    Raises
    ------
    UnreadableError
        If it is no Parquet, or what is asked of it is broken.
    FileNotFoundError
        If it is gone.

    Examples
    --------
    >>> import pandas as pd
    >>> pd.DataFrame({"zone": ["A", None]}).to_parquet(folder / "made.parquet")
    >>> with opened(folder / "made.parquet") as columns:
    ...     columns.rows, columns.texts("zone").to_pylist()
    (2, ['A', None])
    """
    try:
        with pq.ParquetFile(path) as file:
            yield Columns(file)
    except FileNotFoundError:
        raise
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise UnreadableError(path.name) from error


def first(mask: pa.ChunkedArray) -> int | None:
    """Return the place of the first row of a mask that holds, if any does.

    >>> first(pa.chunked_array([[None, False], [True]]))
    2
    """
    place = int(pc.index(mask, value=True).as_py())
    return None if place < 0 else place


def is_number(kind: pa.DataType) -> bool:
    """Tell whether a type is one of numbers.

    >>> is_number(pa.int8()), is_number(pa.string())
    (True, False)
    """
    types = pa.types
    return bool(types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind))


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind
