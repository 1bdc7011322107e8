"""A CSV file of rows for one table, whatever it calls its columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from data.problems import Problem
from data.records.cells import named, read_row
from data.records.checks import RowProblem

_ENCODINGS = ("utf-8-sig", "gb18030")
_DELIMITERS = ",;\t"


@dataclass
class Sheet:
    """What a file says.

    Attributes
    ----------
    rows : pandas.DataFrame
        The cells that could be read, by field.
    lines : list of int
        Where each row stands in the file; the header is 1.
    problems : list of Problem
        What could not be read; ``row`` is the line.
    """

    rows: pd.DataFrame
    lines: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_sheet(
    table: str, content: bytes, file: str, given: Mapping[str, str] | None = None
) -> Sheet:
    r"""Read a CSV file: UTF-8 or GB 18030, with headings in Chinese, English or as in the schema.

    Parameters
    ----------
    table : str
        One of `data.schema.ADDED`.
    content : bytes
    file : str
        Its name, for problems.
    given : mapping of str to str, optional
        By heading, what holds for all rows where they say nothing else.

    Examples
    --------
    >>> sheet = read_sheet("project_statuses", b"project_id,date\nP01,2024.05\n", "new.csv")
    >>> sheet.rows.to_dict("records"), sheet.lines
    ([{'project_id': 'P01', 'date': '2024-05'}], [2])
    """
    text = _decoded(content)
    if text is None:
        return Sheet(pd.DataFrame(), problems=[Problem(file, None, None, "encoding")])
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header_cells = [cell.strip() for cell in next(reader, [])]
        records = [(reader.line_num, cells) for cells in reader if any(map(str.strip, cells))]
    except csv.Error:
        return Sheet(pd.DataFrame(), problems=[Problem(file, None, None, "csv")])
    problems = _heading_problems(table, header_cells, file)
    rows, numbers = list[dict[str, Any]](), list[int]()
    for line, cells in records:
        if len(cells) != len(header_cells):
            counted: dict[str, object] = {"found": len(cells), "expected": len(header_cells)}
            problems.append(RowProblem(file, line, None, "cell_count", counted))
            continue
        own = {head: cell for head, cell in zip(header_cells, cells, strict=True) if cell.strip()}
        values, unread = read_row(table, {**(given or {}), **own})
        problems += [
            RowProblem(file, line, column, error.kind, error.values)
            for column, error in unread.items()
        ]
        rows.append(values)
        numbers.append(line)
    return Sheet(pd.DataFrame(rows, dtype=object), numbers, problems)


def _decoded(content: bytes) -> str | None:
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _heading_problems(table: str, header: list[str], file: str) -> list[Problem]:
    fields = [named(table, head) for head in header]
    found: list[Problem] = [
        RowProblem(file, 1, head, "unknown_column")
        for head, one in zip(header, fields, strict=True)
        if one is None and head
    ]
    found += [
        RowProblem(file, 1, head, "repeated_column")
        for at, (head, one) in enumerate(zip(header, fields, strict=True))
        if one is not None and one in fields[:at]
    ]
    return found
