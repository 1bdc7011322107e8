"""Read delimited text: comma, semicolon or tab, in any encoding that Chinese offices use."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice

from geo.reading.findings import Found, RefusedError
from geo.reading.limits import CELLS
from geo.reading.tables import table_of
from geo.reading.texts import decode_text

_DELIMITERS = ",;\t"
_SAMPLE_ROWS = 30


def read_csv(content: bytes) -> Found:
    """Return the one table of a CSV file; all its values are texts.

    Raises
    ------
    RefusedError
        If it is no text, holds no table or too many cells, or a quote is left open.
    """
    text = decode_text(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    lines: list[tuple[int, list[str]]] = []
    cells = 0
    try:
        for row, line in enumerate(reader, start=1):
            cells += len(line)
            if cells > CELLS:
                raise RefusedError("too_many_cells", limit=CELLS)
            lines.append((row, line))
    except csv.Error as error:
        raise RefusedError("csv_quotes", line=reader.line_num) from error
    table = table_of("", lines)
    if table is None:
        raise RefusedError("only_header")
    return Found([table])


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts most of the first rows into the same number of cells."""

    def score(delimiter: str) -> int:
        sample = csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=delimiter)
        try:
            widths = Counter(len(line) for line in islice(sample, _SAMPLE_ROWS) if len(line) > 1)
        except csv.Error:
            return 0
        return max((width * count for width, count in widths.items()), default=0)

    return max(_DELIMITERS, key=score)
