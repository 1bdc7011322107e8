"""Read workbooks: every visible sheet, formulas by their last value, merged cells filled."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from geo.reading.findings import Found, Note, RefusedError
from geo.reading.limits import CELLS, COLUMNS
from geo.reading.sheet_xml import passed_over, sheet_members
from geo.reading.tables import table_of

_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"}
# What the readers raise at a damaged workbook.
_BROKEN = (
    ArithmeticError,
    AttributeError,
    CalamineError,
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
_PROPERTIES, _OWN_HANDOUT = "docProps/core.xml", b">cloud-valley-atlas/hand-out<"
_OLD_MACROS = "_VBA_PROJECT_CUR".encode("utf-16-le")
_SPANNED = re.compile(rb'number-rows-spanned="(?!1")')
_LARGEST_EXACT = 2**53

Line = tuple[int, list[object]]


def read_workbook(archive: zipfile.ZipFile, path: Path) -> Found:
    """Return one table a visible sheet that has rows below a header, of an xlsx file.

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
        If it carries macros, is a hand-out of ours, is damaged, or no sheet has a table.
    """
    if _MACROS in archive.namelist():
        raise RefusedError("format_macros")
    if _PROPERTIES in archive.namelist() and _OWN_HANDOUT in archive.read(_PROPERTIES):
        raise RefusedError("own_handout")
    try:
        members = sheet_members(archive)
        return _read(path, lambda title: passed_over(archive.read(members[title])))
    except _BROKEN as error:
        raise RefusedError("workbook_broken") from error


def read_open_document(archive: zipfile.ZipFile, path: Path) -> Found:
    """Return the tables of an ods file, as `read_workbook`; merged cells are told, not filled."""
    try:
        content = archive.read("content.xml")
        if b"<!DOCTYPE" in content:
            raise RefusedError("workbook_broken")
        found = _read(path)
    except _BROKEN as error:
        if "limit" in str(error).casefold():  # of the library: more cells than memory holds
            raise RefusedError("too_many_cells", limit=CELLS) from error
        raise RefusedError("workbook_broken") from error
    if _SPANNED.search(content):
        found.notes.append(Note(None, None, "merged_unfilled"))
    return found


def read_old_workbook(path: Path) -> Found:
    """Return the tables of an xls file, as `read_workbook`.

    Raises
    ------
    RefusedError
        If it carries macros, has a password, is damaged, or no sheet has a table.
    """
    content = path.read_bytes()
    if _OLD_MACROS in content:
        raise RefusedError("format_macros")
    try:
        return _read(path)
    except PasswordError as error:
        raise RefusedError("format_locked_workbook") from error
    except _BROKEN as error:
        kind = "EncryptedPackage".encode("utf-16-le") in content
        raise RefusedError("format_locked_workbook" if kind else "workbook_broken") from error


def _read(path: Path, notes_on: Callable[[str], list[Note]] = lambda _: []) -> Found:
    found = Found([])
    cells = 0
    has_content = False
    with CalamineWorkbook.from_path(path) as book:
        for about in book.sheets_metadata:
            is_table = about.typ == SheetTypeEnum.WorkSheet
            if not is_table or about.visible != SheetVisibleEnum.Visible:
                continue
            notes = notes_on(about.name)
            sheet = book.get_sheet_by_name(about.name)
            lines: list[Line] = []
            for row, values in enumerate(sheet.to_python(skip_empty_area=False), start=1):
                line = _without_end([_plain(value, row, notes) for value in values])
                cells += len(line)
                if cells > CELLS:
                    raise RefusedError("too_many_cells", limit=CELLS)
                lines.append((row, line))
            has_content |= any(any(line) for _, line in lines)
            try:
                table = table_of(about.name, _even(_fill_down(lines, sheet)))
            except RefusedError as error:
                found.notes.append(Note(None, about.name, error.kind, error.values))
                continue
            if table is not None:
                table.notes += notes
                found.tables.append(table)
    if not found.tables and not found.notes:
        raise RefusedError("only_header" if has_content else "sheets_empty")
    return found


def _plain(value: object, row: int, notes: list[Note]) -> object:
    """Return a cell as text, number or truth; dates as ISO text, an empty one as ``None``."""
    if isinstance(value, str):
        if value in _ERRORS:
            notes.append(Note(row, None, "cell_error", {"value": value}))
            return None
        return value or None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _LARGEST_EXACT else value
    if isinstance(value, dt.datetime):
        return (value.date() if value.time() == dt.time() else value).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value) if isinstance(value, dt.timedelta) else value


def _fill_down(lines: list[Line], sheet: CalamineSheet) -> list[Line]:
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        if left >= COLUMNS or top >= len(lines):
            continue
        first = lines[top][1]
        for _, line in lines[top + 1 : bottom + 1]:
            line.extend([None] * (left + 1 - len(line)))
            if left < len(first) and line[left] is None:
                line[left] = first[left]
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
