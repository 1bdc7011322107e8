"""Find the table in a sheet: its header row, its columns, its rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from geo.reading.findings import Note, RefusedError, Table
from geo.reading.limits import COLUMNS, STATISTICS_CELLS
from geo.reading.texts import clean, clean_columns
from geo.reading.written_shapes import take_shapes

_LOOK_FOR_HEADER = 30
_HEADER_FILL = 0.8
_TITLE_LETTERS = 200
_NUMBER = re.compile(r"[-+]?[\d.,\s]*\d[\d.,\s]*%?")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\.0)?")
_SPAN = re.compile(r".{0,8}(?:(?:19|20)\d\d|季度|半年|\d月|q[1-4]|h[12])", re.IGNORECASE)
_AXIS = re.compile(
    r"(?:.*指标|项目|年份|年度|时间|indicators?|items?|years?|metrics?)", re.IGNORECASE
)

Line = tuple[int, Sequence[object]]


def table_of(name: str, lines: Sequence[Line]) -> Table | None:
    """Return the table that stands in a sheet, below whatever title it has.

    Parameters
    ----------
    name : str
    lines : sequence of (row, cells)
        Rows with their number in the file; empty rows may be among them.

    Returns
    -------
    Table or None
        ``None`` if nothing stands below a header.

    Raises
    ------
    RefusedError
        If no row looks like a header, or there are too many columns.
    """
    filled = [(row, cells) for row, cells in lines if any(map(_is_filled, cells))]
    if not filled:
        return None
    start = _header_of_years(filled, _header(filled))
    if start is None:
        raise RefusedError("header_missing")
    row, titles = filled[start]
    width = max(at for at, title in enumerate(titles) if _is_filled(title)) + 1
    body = filled[start + 1 :]
    notes = []
    kept: list[Line] = []
    for place, cells in body:
        extra = len(cells)
        while extra > width and not _is_filled(cells[extra - 1]):
            extra -= 1
        if extra > width or len(cells) < width:
            found = extra if extra > width else len(cells)
            notes.append(Note(place, None, "cell_count", {"found": found, "expected": width}))
        else:
            kept.append((place, cells))
    if not body:
        return None
    if width > COLUMNS:
        raise RefusedError("too_many_columns", count=width, limit=COLUMNS)
    columns, doubled = unique_names([clean(str(one or "")) for one in titles[:width]])
    doubled = [] if _is_below_times(filled[:start]) else doubled
    notes += [Note(row, one, "header_twice", {"name": one}) for one in doubled]
    table = Table(name, columns, [], [place for place, _ in kept], notes=notes)
    table.title = _title(filled[:start])
    table.lines = _kept_lines(filled)
    upright = [[line[at] for _, line in kept] for at in range(width)]
    if (written := take_shapes(table, upright)) is not None:
        del columns[written], upright[written]
    table.cells, cut = clean_columns(columns, upright, table.rows)
    table.notes += cut
    return table


def unique_names(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Tell apart names that occur again by a number, and name the empty ones by their place.

    Returns
    -------
    unique : list of str
    doubled : list of str
        The new names of those that were given twice.
    """
    unique: list[str] = []
    doubled = []
    for at, name in enumerate(names, start=1):
        plain = name or f"column {at}"
        new, count = plain, 1
        while new in unique:
            count += 1
            new = f"{plain} ({count})"
        unique.append(new)
        if new != plain:
            doubled.append(new)
    return unique, doubled


def _header(lines: Sequence[Line]) -> int | None:
    """Return the place of the first row that is about as full as the fullest, mostly text.

    Rows longer than most are left out of account: they have a comma too many.
    """
    top = lines[:_LOOK_FOR_HEADER]
    usual = Counter(len(cells) for _, cells in top).most_common(1)[0][0]
    filled = [[cell for cell in cells if _is_filled(cell)] for _, cells in top]
    fair = [at for at, (_, cells) in enumerate(top) if len(cells) <= usual]
    fullest = max(len(filled[at]) for at in fair)
    for at in fair:
        titles = filled[at]
        texts = [one for one in titles if isinstance(one, str) and not _NUMBER.fullmatch(one)]
        if len(titles) >= _HEADER_FILL * fullest and 2 * len(texts) > len(titles):
            return at
    return None


def _header_of_years(lines: Sequence[Line], found: int | None) -> int | None:
    """Return the place of a header whose titles are bare years, if it stands above the one found.

    ``指标 | 2023 | 2024 | 2025`` has too few texts for any other table.
    """
    fullest = max(sum(map(_is_filled, cells)) for _, cells in lines[:_LOOK_FOR_HEADER])
    for at, (_, cells) in enumerate(lines[: _LOOK_FOR_HEADER if found is None else found]):
        titles = [str(cell) for cell in cells if _is_filled(cell)]
        years = [one for one in titles if _YEAR.fullmatch(one)]
        texts = [one for one in titles if not _NUMBER.fullmatch(one)]
        is_axis = len(set(years)) > 1 or (bool(texts) and bool(_AXIS.fullmatch(texts[0])))
        is_cornered = bool(cells) and not _is_filled(cells[0])  # the corner is left empty
        is_whole = len(titles) + is_cornered >= _HEADER_FILL * fullest
        if texts and years and is_axis and is_whole and len(texts) + len(years) == len(titles):
            return at
    return found


def _kept_lines(filled: Sequence[Line]) -> list[tuple[int, list[object]]]:
    """Return all lines of a sheet that may be one of statistics; none of a larger one."""
    if sum(len(cells) for _, cells in filled) > STATISTICS_CELLS:
        return []
    return [(place, [_bare(cell) for cell in cells]) for place, cells in filled]


def _is_below_times(above: Sequence[Line]) -> bool:
    """Tell whether a row above the header dates its columns: the same name stands there again."""
    cells = ([clean(str(one)) for one in cells if _is_filled(one)] for _, cells in above[-2:])
    return any(len(row) > 1 and any(map(_SPAN.match, row)) for row in cells)


def _bare(cell: object) -> object:
    return (clean(cell)[:_TITLE_LETTERS] or None) if isinstance(cell, str) else cell


def _title(above: Sequence[Line]) -> str:
    """Return the texts that stand alone in a row above the header."""
    alone = ([cell for cell in cells if _is_filled(cell)] for _, cells in above)
    return clean(" ".join(str(one[0]) for one in alone if len(one) == 1))[:_TITLE_LETTERS]


def _is_filled(cell: object) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(clean(cell)))
