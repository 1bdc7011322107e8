"""Sheets as people lay them out: tables below one another, headings, totals and remarks as rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd

from data import trade
from geo.intake.asking import Desk
from geo.intake.cells import cleaned, normal, read_or_none
from geo.intake.columns import HEADING, SHEET, find
from geo.intake.headers import header, is_title
from geo.reading.layers import Layer
from geo.reading.tables import unique_names

_SHEETS = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods")
_TOTAL = re.compile(
    r".{0,12}?(?:小计|合计|总计|共计)\d{0,9}[家个户项]?"
    r"|(?:zone[a-f]|[a-f])?(?:sub|grand)?totals?|sum"
)
_REMARK = re.compile(
    r"(?:注|备注|说明|填表|填报|制表|审核|数据来源|资料来源|note|source)[^:：]{0,6}[:：]",
    re.IGNORECASE,
)
_FIRM = re.compile(r"(?:公司|集团|中心|厂|店|院|部|社|所|行|ltd\.?|inc\.?)$", re.IGNORECASE)
_LONGEST_TITLE = 20
_FIRST_CELLS = 4


def is_total(text: str) -> bool:
    """Tell whether a cell marks a row that adds up others, such as 合计 or A区小计."""
    may_be = "计" in text or "otal" in text.casefold() or text.casefold() == "sum"
    return may_be and bool(_TOTAL.fullmatch(normal(text)))


def parts_of(desk: Desk, layer: Layer) -> list[Layer]:
    """Return the tables of a sheet, each with its own rows only.

    Parameters
    ----------
    desk : Desk
        Is told of the rows that are no data.
    layer : Layer
        What is no sheet comes back as it is.

    Returns
    -------
    list of Layer
        With the column `SHEET`, and `HEADING` where headings stand above the rows.
    """
    is_sheet = layer.geometry is None or layer.file.casefold().endswith(_SHEETS)
    if not is_sheet or layer.frame.empty:
        return [layer]
    frame = layer.frame
    filled = (frame.notna() & (frame != "")).to_numpy()
    titled = _marked(frame, is_title, filled)
    is_title_row = (titled >= 2) & (2 * titled >= filled.sum(axis=1))
    again = is_title_row.copy()
    again[is_title_row] = _equals_header(frame[is_title_row])
    totals = (_marked(frame, is_total, filled & (filled.cumsum(axis=1) <= _FIRST_CELLS)) > 0) & (
        ~is_title_row
    )
    for kind, rows in (("header_again", again), ("total_row", totals)):
        for index in np.flatnonzero(rows).tolist():
            desk.report(layer, index, None, kind)
    starts = np.flatnonzero(is_title_row & ~again).tolist()
    parts: list[Layer] = []
    heading = layer.title
    for start, end in zip([-1, *starts], [*starts, len(frame)], strict=True):
        rows = np.arange(start + 1, end)
        rows = rows[~(again | totals)[rows]]
        part = layer if start < 0 else _renamed(layer, start, heading)
        kept, headings, heading = _without_headings(
            desk, part, rows, filled, is_followed=end < len(frame)
        )
        if len(kept):
            parts.append(_part(part, kept, headings))
    return parts or [layer]


def _marked(frame: pd.DataFrame, test: Callable[[str], bool], where: np.ndarray) -> np.ndarray:
    """Return how many cells of each row pass a test of short texts."""
    count = np.zeros(len(frame), dtype=int)
    for at, name in enumerate(frame.columns):
        column = frame[name]
        short = (
            one for one in pd.unique(column) if isinstance(one, str) and len(one) <= _LONGEST_TITLE
        )
        if found := {one for one in short if test(one)}:
            count += column.isin(found).to_numpy() & where[:, at]
    return count


def _equals_header(frame: pd.DataFrame) -> np.ndarray:
    """Tell which rows repeat the header: whatever they hold stands below the like of it."""
    differs = np.zeros(len(frame), dtype=bool)
    for name in frame.columns:
        titles = {one for one in pd.unique(frame[name]) if header(str(one)) == header(name)}
        differs |= (
            frame[name].notna() & (frame[name] != "") & ~frame[name].isin(titles)
        ).to_numpy()
    return ~differs


def _renamed(layer: Layer, start: int, heading: str) -> Layer:
    """Return a layer under the headers of one of its rows and, if it has one, a title."""
    cells = [cleaned(cell) for cell in layer.frame.iloc[start]]
    names, _ = unique_names(cells)
    frame = layer.frame.set_axis(names, axis=1)
    return replace(layer, frame=frame, name=heading or layer.name, title=heading)


def _without_headings(
    desk: Desk, layer: Layer, rows: np.ndarray, filled: np.ndarray, *, is_followed: bool
) -> tuple[np.ndarray, list[str], str]:
    """Tell headings and remarks from data.

    Returns
    -------
    kept : numpy.ndarray of int
        Rows of data.
    headings : list of str
        The heading above each of them; empty if none.
    last : str
        A heading below which no row stands, but perhaps another table.
    """
    name = find(layer.frame, "name")[0]
    single = rows[filled[rows].sum(axis=1) == 1] if filled.shape[1] > 1 else rows[:0]
    is_list = 2 * len(single) > len(rows)  # of a single column, whatever it is called
    said: dict[int, str] = {}
    for row in single.tolist():
        at = int(filled[row].argmax())
        text = cleaned(layer.frame.iloc[row, at])
        if _REMARK.match(text):
            desk.report(layer, row, None, "remark_row")
            said[row] = ""
        elif (is_followed and row == rows[-1]) or _heads(
            text, is_name=is_list or layer.frame.columns[at] == name
        ):
            said[row] = text
    kept, headings, last, since = [], [], "", 0
    for row in rows.tolist():
        if row not in said:
            kept.append(row)
            headings.append(last)
            since += 1
        elif said[row]:
            last, since = said[row], 0
    if last and not since and not is_followed and not any(headings):
        # A single cell at the very end heads nothing: it stays what it is.
        kept.append(max(row for row in said if said[row]))
        headings.append("")
    return np.array(kept, dtype=int), headings, "" if since else last


def _heads(text: str, *, is_name: bool) -> bool:
    """Tell whether the only text of a row is a heading rather than the name of a firm."""
    if re.fullmatch(r"[\d.,\s]*", text) or len(text) > 2 * _LONGEST_TITLE:
        return False
    has_zone = read_or_none(trade.zone_of, text) is not None
    return not _FIRM.search(text) and (has_zone or not is_name)


def _part(layer: Layer, rows: np.ndarray, headings: list[str]) -> Layer:
    frame = layer.frame.iloc[rows].reset_index(drop=True)
    if SHEET not in frame:
        frame = frame.assign(**{SHEET: _sheet(layer)})
    if any(headings) and HEADING not in frame:
        told = pd.Series([one or None for one in headings], dtype=object)
        frame = frame.assign(**{HEADING: told})
    return replace(
        layer,
        frame=frame.astype(object),
        geometry=None if layer.geometry is None else layer.geometry[rows],
        rows=tuple(layer.rows[row] for row in rows),
    )


def _sheet(layer: Layer) -> str:
    """Return what names the sheet as a whole: title, sheet or file, whichever tells a zone."""
    stem = layer.file.rpartition("/")[2].rpartition(".")[0]
    names = [one for one in (layer.title, layer.name, stem) if one]
    telling = (one for one in names if read_or_none(trade.zone_of, one))
    return next(telling, layer.name or stem)
