"""How a sheet of figures is laid out: titles, rows of headers, rows of numbers, footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from geo.intake.cells import cleaned
from geo.intake.figures.measures import Unit, is_gap, unit_in, units_stated, value_of
from geo.intake.figures.times import FIRST_YEAR, LAST_YEAR, plain, time_in, time_of
from geo.intake.headers import axis_of

Line = tuple[int, tuple[object, ...]]
_REMARK = re.compile(
    r"[(（]?(?:注|附注|备注|说明|填表|填报|制表|审核|数据来源|资料来源|note|source)s?\s*\d?\s*[:：、]|"
    r"^[*①-⑳†]",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"(?:示?例|样例|示范|e\.?g\.?|example)(?:行|如)?\s*[:：.]", re.IGNORECASE)
_MOST_HEADERS = 5
_LONGEST_LABEL = 60


@dataclass
class Block:
    """One table of a sheet.

    Attributes
    ----------
    titles : list of str
        What stands above it, the nearest last.
    units : list of Unit
        Those of a line such as ``单位：亿元``.
    headers : list of tuple of str
        Rows of headers, from the top; merged cells filled to the right.
    body : list of (int, tuple, str)
        Place of a row in the file, its cells, and the heading of its group.
    """

    titles: list[str] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    headers: list[tuple[str, ...]] = field(default_factory=list)
    body: list[tuple[int, tuple[object, ...], str]] = field(default_factory=list)

    def path(self, column: int) -> tuple[str, ...]:
        """Return the headings above a column, from the top, each once."""
        texts = [row[column] for row in self.headers if column < len(row) and row[column]]
        return tuple(dict.fromkeys(texts))

    @property
    def width(self) -> int:
        """Number of its columns."""
        return max((len(cells) for _, cells, _ in self.body), default=0)


def is_example(text: str) -> bool:
    """Tell whether the first cell of a row marks it as an example: 例：2025."""
    return bool(_EXAMPLE.match(text))


def blocks_of(lines: Sequence[Line]) -> tuple[list[Block], list[int]]:
    """Cut the lines of a sheet into tables.

    Returns
    -------
    blocks : list of Block
        Those that have rows below a header.
    remarks : list of int
        Places of lines that are footnotes.
    """
    cutter = _Cutter()
    for place, raw in lines:
        cells, stated = _without_units(raw)
        filled = [(at, text) for at, cell in enumerate(cells) if (text := cleaned(cell))]
        if stated:
            cutter.take_units(stated)
        if filled and not is_example(filled[0][1]):
            cutter.take(place, cells, filled)
    blocks = [*cutter.blocks, cutter.block]
    for one in blocks:
        one.headers = [_carried(row, one.headers[at + 1 :]) for at, row in enumerate(one.headers)]
    return [one for one in blocks if one.body and one.headers], cutter.remarks


@dataclass
class _Cutter:
    """Takes line after line, and begins another table where one begins."""

    blocks: list[Block] = field(default_factory=list)
    remarks: list[int] = field(default_factory=list)
    block: Block = field(default_factory=Block)
    group: str = ""

    def take_units(self, stated: list[Unit]) -> None:
        if self.block.body:
            self._begin()
        self.block.units = stated

    def take(self, place: int, cells: tuple[object, ...], filled: list[tuple[int, str]]) -> None:
        block, first = self.block, filled[0][1]
        is_single = len(filled) == 1
        if is_single and _REMARK.match(first):
            self.remarks.append(place)
        elif block.body and _starts_anew(block, cells, filled):
            self._begin()
            self.block.headers = [_headings(cells)]
        elif block.body and is_single and filled[0][0] == 0 and value_of(first) is None:
            self.group = first
        elif block.body:
            block.body.append((place, cells, self.group))
        elif not _is_header(block, cells, filled):
            if block.headers:
                block.body.append((place, cells, ""))
        elif is_single and not block.headers and _is_title(*filled[0]):
            block.titles.append(first)
        else:
            block.headers.append(_headings(cells))

    def _begin(self) -> None:
        """Begin another table; a heading above no row is its title."""
        is_title = self.group and self.block.body[-1][2] != self.group
        self.blocks.append(self.block)
        self.block = Block(titles=[self.group] if is_title else [])
        self.group = ""


def _without_units(raw: tuple[object, ...]) -> tuple[tuple[object, ...], list[Unit]]:
    """Return the cells of a line without one that states units, and those units."""
    found: list[Unit] = []
    cells: list[object] = []
    for cell in raw:
        text = cleaned(cell)
        stated = units_stated(text) if text else None
        if stated is None and (
            inner := re.search(r"[(（]\s*(?:计量)?单位\s*[:：][^()（）]+[)）]$", text)
        ):
            head = text[: inner.start()].strip()
            if head and not unit_in(text)[0]:
                stated = units_stated(inner[0])
        if stated:
            found += stated
        cells.append(None if stated and units_stated(text) is not None else cell)
    return tuple(cells), found


def _headings(cells: Sequence[object]) -> tuple[str, ...]:
    return tuple(cleaned(cell) for cell in cells)


def _is_title(at: int, text: str) -> bool:
    """Tell whether the only text of a line above the header is a title, not a merged heading."""
    return at == 0 or time_of(text) is None


def is_number(cell: object) -> bool:
    """Tell whether a cell of a table is a number, or says that there is none."""
    return is_gap(cell) or value_of(cell) is not None


def is_year(cell: object) -> bool:
    """Tell whether a cell may be the heading of a time: a bare year, or words for one."""
    text = cleaned(cell)
    if re.fullmatch(r"\d+(?:\.0)?", text):
        return len(text) >= 4 and FIRST_YEAR <= int(float(text)) <= LAST_YEAR and "." not in text
    return bool(text) and time_of(text) is not None and not re.fullmatch(r"[\d.,]+", text)


def _is_header(block: Block, cells: Sequence[object], filled: list[tuple[int, str]]) -> bool:
    """Tell whether a line above all data is one of headers or titles."""
    if len(block.headers) >= _MOST_HEADERS:
        return False
    numbers = [at for at, text in filled if is_number(cells[at]) and not is_year(cells[at])]
    if numbers:
        return False
    times = [at for at, _ in filled if is_year(cells[at])]
    if not times or not block.headers:
        return True
    dated = {at for row in block.headers for at, text in enumerate(row) if axis_of(text) == "time"}
    if dated & set(times):
        return False  # a row of data whose numbers all look like years
    bare = [at for at in times if re.fullmatch(r"\d{4}", cleaned(cells[at]))]
    is_dated = any(time_in(text)[0] for row in block.headers for text in row if text)
    label = filled[0]
    has_own_label = label[0] not in times and label[1] != block.headers[-1][label[0]]
    return not (bare and is_dated and has_own_label)


def _starts_anew(block: Block, cells: Sequence[object], filled: list[tuple[int, str]]) -> bool:
    """Tell whether a line below data is the header of another table."""
    texts = [text for at, text in filled if not is_year(cells[at])]
    if len(filled) < 2 or any(is_number(cells[at]) and not is_year(cells[at]) for at, _ in filled):
        return False
    again = [
        text
        for text in texts
        if plain(text) in {plain(one) for row in block.headers for one in row}
    ]
    return bool(again) or any(axis_of(text) in {"time", "measure"} for text in texts)


def _carried(row: tuple[str, ...], below: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Return a row of headers in which a merged heading stands over all its columns.

    Only above another row of headers: an empty cell of the last row is merged from above.
    """
    if not below:
        return row
    width = max(len(one) for one in (row, *below))
    full, last = [], ""
    for at in range(width):
        text = row[at] if at < len(row) else ""
        beneath = any(at < len(one) and one[at] and one[at] != text for one in below)
        last = text or (last if beneath else "")
        full.append(last)
    return tuple(full)


def labelled(text: str) -> bool:
    """Tell whether a text is short enough to be a label."""
    return 0 < len(text) <= _LONGEST_LABEL
