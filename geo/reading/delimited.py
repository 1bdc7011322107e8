"""Read delimited text: by comma, semicolon, tab or bar, in any encoding of Chinese offices."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from itertools import islice

from geo.reading.attributes import odd_text
from geo.reading.findings import Found, Note, RefusedError
from geo.reading.limits import CELLS
from geo.reading.mixed import decode_each
from geo.reading.tables import table_of
from geo.reading.texts import decode_text

_DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 30
_UTF16 = {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}


def read_csv(content: bytes) -> Found:
    """Return the one table of a CSV file; all its values are texts.

    Raises
    ------
    RefusedError
        If it is no text, holds no table or too many cells, or a quote is left open.
    """
    text, notes = _decoded(content)
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
    table.notes += notes
    return Found([table])


def _decoded(content: bytes) -> tuple[str, list[Note]]:
    """Return the text, and notes on lines in another encoding than most."""
    if not content.startswith(codecs.BOM_UTF8) and content[:2] in _UTF16:
        return decode_text(content), []
    try:
        return decode_text(content.decode("utf-8-sig").encode()), []
    except UnicodeDecodeError:
        lines, odd, usual = decode_each(content.removeprefix(codecs.BOM_UTF8).split(b"\n"))
    text = decode_text("\n".join(lines).encode())
    return text, [
        odd_text(lines[at], encoding, usual, at + 1, None) for at, encoding in odd.items()
    ]


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
