"""Sheets of an Excel workbook in which every text stays a text."""

from __future__ import annotations

import io
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

# Kept by Excel and WPS as a property of the file; the import knows by it what is no register.
HANDOUT_MARK = "cloud-valley-atlas/hand-out"
_HEADER = PatternFill("solid", fgColor="DCE6EE")
_WIDEST, _NARROWEST = 60, 9
_SAMPLE = 200
_NOTE_WIDTH = 110
_LINE_HEIGHT = 16
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def new_book() -> Workbook:
    """Return a workbook without a sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


def add_table(book: Workbook, title: str, frame: pd.DataFrame, *, wrap: bool = False) -> Worksheet:
    """Add a sheet with a frame: a bold header that stays in view, and a filter.

    Texts are kept letter for letter, whatever they start with: none is a formula. Missing
    values are empty cells.
    """
    sheet: Worksheet = book.create_sheet(title)
    for at, name in enumerate(frame.columns, start=1):
        cell = _put(sheet, 1, at, name)
        cell.font, cell.fill = Font(bold=True), _HEADER
        cell.alignment = _WRAPPED
        shown = [str(name), *frame[name].iloc[:_SAMPLE].dropna().map(str)]
        width = min(max(map(_width, shown)) + 3, _WIDEST)
        sheet.column_dimensions[get_column_letter(at)].width = max(width, _NARROWEST)
    plain = frame.astype(object).where(frame.notna(), None)
    for row, values in enumerate(plain.itertuples(index=False, name=None), start=2):
        for at, value in enumerate(values, start=1):
            cell = _put(sheet, row, at, value)
            if wrap:
                cell.alignment = _WRAPPED
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    _fit_to_width(sheet)
    if not frame.empty:
        sheet.auto_filter.ref = sheet.dimensions
    return sheet


def add_note(book: Workbook, title: str, text: str) -> None:
    """Add a sheet with one long text in its first cell."""
    sheet: Worksheet = book.create_sheet(title)
    _put(sheet, 1, 1, text).alignment = _WRAPPED
    sheet.column_dimensions["A"].width = _NOTE_WIDTH
    _fit_to_width(sheet)
    lines = sum(1 + _width(line) // _NOTE_WIDTH for line in text.splitlines())
    sheet.row_dimensions[1].height = _LINE_HEIGHT * lines


def book_bytes(book: Workbook) -> bytes:
    """Return a workbook as an ``.xlsx`` file."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fit_to_width(sheet: Worksheet) -> None:
    """Let a sheet be one page wide in print, on A4, with page numbers."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer: Any = sheet.oddFooter  # its stubs allow for parts that it always has
    footer.right.text, footer.left.text = "&P / &N", "&A"


def _put(sheet: Worksheet, row: int, column: int, value: Any) -> Cell:
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell: Cell = sheet.cell(row, column, value)
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl takes what starts with "=" for a formula
        cell.quotePrefix = True
    return cell


def _width(text: str) -> int:
    """Return the width of a text in Latin letters; Chinese ones count twice."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)
