"""Read workbooks: every visible sheet, formulas by their last value, merged cells filled."""

from __future__ import annotations

import datetime as dt
import posixpath
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, cast

import openpyxl
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring, iterparse
from openpyxl.utils.cell import range_boundaries

from geo.reading.findings import Found, Note, RefusedError
from geo.reading.limits import CELLS, COLUMNS
from geo.reading.tables import table_of

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"}
# What openpyxl and the parsers below it raise at a damaged workbook.
_BROKEN = (
    ArithmeticError,
    AttributeError,
    DefusedXmlException,
    EOFError,
    LookupError,
    OSError,
    ParseError,
    RuntimeError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
_MACROS = "xl/vbaProject.bin"

Line = tuple[int, list[object]]
Merged = tuple[int, int, int, int]


def read_workbook(archive: zipfile.ZipFile, path: Path) -> Found:
    """Return one table a visible sheet that has rows below a header.

    Merged cells are filled downwards, so that a zone written once counts for all its rows.

    Parameters
    ----------
    archive : zipfile.ZipFile
        The workbook as a checked archive.
    path : pathlib.Path
        The same as a file.

    Raises
    ------
    RefusedError
        If it carries macros, is damaged, or no sheet has a table.
    """
    if _MACROS in archive.namelist():
        raise RefusedError("format_macros")
    try:
        return _read(archive, path)
    except _BROKEN as error:
        raise RefusedError("workbook_broken") from error


def _read(archive: zipfile.ZipFile, path: Path) -> Found:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    members = _sheet_members(archive)
    found = Found([])
    cells = 0
    has_content = False
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        merged, uncounted = _merged_and_uncounted(archive, members[sheet.title])
        lines: list[Line] = []
        notes: list[Note] = []
        # What the sheet says of its size is often the whole grid.
        cast("ReadOnlyWorksheet", sheet).reset_dimensions()
        for row, values in enumerate(sheet.iter_rows(values_only=True), start=1):
            line = _without_end([_plain(value, row, notes) for value in values])
            cells += len(line)
            if cells > CELLS:
                raise RefusedError("too_many_cells", limit=CELLS)
            lines.append((row, line))
        has_content |= any(any(line) for _, line in lines)
        try:
            table = table_of(sheet.title, _even(_fill_down(lines, merged)))
        except RefusedError as error:
            found.notes.append(Note(None, sheet.title, error.kind, error.values))
            continue
        if table is not None:
            if uncounted:
                notes.append(Note(None, None, "formula_uncounted", {"cell": uncounted}))
            table.notes += notes
            found.tables.append(table)
    if not found.tables and not found.notes:
        raise RefusedError("only_header" if has_content else "sheets_empty")
    return found


def _plain(value: object, row: int, notes: list[Note]) -> object:
    """Return a cell as text, number or truth; dates as ISO text."""
    if isinstance(value, str) and value in _ERRORS:
        notes.append(Note(row, None, "cell_error", {"value": value}))
        return None
    if isinstance(value, dt.datetime):
        return (value.date() if value.time() == dt.time() else value).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value) if isinstance(value, dt.timedelta) else value


def _fill_down(lines: list[Line], merged: list[Merged]) -> list[Line]:
    for left, top, _, bottom in merged:
        if left > COLUMNS:
            continue
        for _, line in lines[top:bottom]:
            first = lines[top - 1][1]
            line.extend([None] * (left - len(line)))
            if left <= len(first) and line[left - 1] is None:
                line[left - 1] = first[left - 1]
    return lines


def _without_end(line: list[object]) -> list[object]:
    while line and line[-1] is None:
        line.pop()
    return line


def _even(lines: list[Line]) -> list[Line]:
    width = max((len(line) for _, line in lines), default=0)
    if width > COLUMNS:
        raise RefusedError("too_many_columns", count=width, limit=COLUMNS)
    return [(row, [*line, *[None] * (width - len(line))]) for row, line in lines]


def _sheet_members(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the member of each sheet by its title."""
    relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    sheets = fromstring(archive.read("xl/workbook.xml")).iterfind(".//{*}sheets/{*}sheet")
    members = {}
    for sheet in sheets:
        relation = next(value for key, value in sheet.attrib.items() if key.endswith("}id"))
        members[sheet.get("name", "")] = posixpath.join("/xl", targets[relation])[1:]
    return members


def _merged_and_uncounted(archive: zipfile.ZipFile, member: str) -> tuple[list[Merged], str]:
    """Return what openpyxl's light reading passes over.

    Returns
    -------
    merged : list of (left, top, right, bottom)
        From 1.
    uncounted : str
        First cell whose formula was saved without a value; empty if none.
    """
    merged: list[Merged] = []
    uncounted = ""
    with archive.open(member) as file:
        for _, element in iterparse(file):
            tag = element.tag.rpartition("}")[2]
            if tag == "mergeCell":
                left, top, right, bottom = range_boundaries(element.get("ref"))
                merged.append((int(left or 1), int(top or 1), int(right or 1), int(bottom or 1)))
            elif tag == "c" and not uncounted:
                has_formula = element.find("{*}f") is not None
                if has_formula and not element.findtext("{*}v"):
                    uncounted = element.get("r", "")
            elif tag == "row":
                element.clear()
    return merged, uncounted
