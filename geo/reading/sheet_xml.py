"""What the reader of workbooks passes over in the XML of a sheet: errors, uncounted formulas."""

from __future__ import annotations

import posixpath
import re
import zipfile

from defusedxml.ElementTree import fromstring

from geo.reading.findings import Note

_P = rb"(?:\w+:)?"
_ERROR = re.compile(rb'\bt="e"[^>]*>(?:(?!</%bc>).)*?<%bv>([^<]*)<' % (_P, _P), re.DOTALL)
_UNCOUNTED = re.compile(
    rb"(?:</%bf>|<%bf(?:\s[^>]*)?/>)\s*(?:<%bv\s*/>|<%bv>\s*</%bv>)?\s*</%bc>"
    % (_P, _P, _P, _P, _P, _P)
)
_CELL = re.compile(rb'<%bc\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"' % _P)
_TAIL = 1_000
_END = re.compile(rb"(?:</%bworksheet|/)\s*>\s*$" % _P)
_LOOK_BACK = 40_000  # a formula has 8,192 characters at most


def sheet_members(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the member of each sheet by its title."""
    relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    sheets = fromstring(archive.read("xl/workbook.xml")).iterfind(".//{*}sheets/{*}sheet")
    members = {}
    for sheet in sheets:
        relation = next(value for key, value in sheet.attrib.items() if key.endswith("}id"))
        members[sheet.get("name", "")] = posixpath.join("/xl", targets[relation])[1:]
    return members


def passed_over(xml: bytes) -> list[Note]:
    """Return notes on cells that hold an error, and on the first formula saved without a value.

    Raises
    ------
    ValueError
        If the sheet declares a document type, or is cut off.
    """
    if b"<!DOCTYPE" in xml or not _END.search(xml[-_TAIL:]):
        raise ValueError("no sheet")
    notes = []
    if b't="e"' in xml:
        for found in _ERROR.finditer(xml):
            place = _place(xml, found.start())
            row = int(place[2]) if place else None
            notes.append(Note(row, None, "cell_error", {"value": found[1].decode("utf-8")}))
    has_formulas = b"<f" in xml or b":f" in xml
    if has_formulas and (uncounted := _UNCOUNTED.search(xml)):
        place = _place(xml, uncounted.start())
        cell = (place[1] + place[2]).decode() if place else "?"
        notes.append(Note(None, None, "formula_uncounted", {"cell": cell}))
    return notes


def _place(xml: bytes, at: int) -> re.Match[bytes] | None:
    """Return the address of the cell that holds a position of the XML."""
    before = list(_CELL.finditer(xml, max(0, at - _LOOK_BACK), at + 1))
    return before[-1] if before else None
