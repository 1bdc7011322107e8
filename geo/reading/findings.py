"""What the reading of a file hands on: tables, notes on what is wrong, or a refusal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

NOTES_A_KIND = 20


class RefusedError(Exception):
    """A file that is not read.

    Parameters
    ----------
    kind : str
        Message id behind ``check.``.
    **values
        What the message names.
    """

    def __init__(self, kind: str, **values: object) -> None:
        super().__init__(kind)
        self.kind = kind
        self.values = values


@dataclass(frozen=True)
class Note:
    """One thing wrong: a `data.problems.Problem` without its file."""

    row: int | None
    column: str | None
    kind: str
    values: dict[str, object] = field(default_factory=dict)


@dataclass
class Table:
    """One layer or sheet in plain values, as it travels from the worker.

    Attributes
    ----------
    name : str
    columns : list of str
    cells : list of list
        One list a column; each value a str, int, float, bool or ``None``.
    rows : list of int
        Place of each row in the file, as in `geo.reading.layers.Layer`.
    shapes : list of str or None, optional
        Hexadecimal WKB, ``None`` where a row has no shape.
    crs : str
    notes : list of Note
    title : str
        What stands above the header of a sheet.
    lines : list of (int, list)
        All filled lines of a small sheet with their place in the file, headers and all; else
        empty.
    """

    name: str
    columns: list[str]
    cells: list[list[object]]
    rows: list[int]
    shapes: list[str | None] | None = None
    crs: str = ""
    notes: list[Note] = field(default_factory=list)
    title: str = ""
    lines: list[tuple[int, list[object]]] = field(default_factory=list)


@dataclass
class Found:
    """All that was found in one file, with the notes that belong to no layer."""

    tables: list[Table]
    notes: list[Note] = field(default_factory=list)


def capped(notes: Iterable[Note]) -> Iterator[Note]:
    """Yield the first notes of each kind, then how many more there are."""
    count: Counter[str] = Counter()
    for note in notes:
        count[note.kind] += 1
        if count[note.kind] <= NOTES_A_KIND:
            yield note
    if more := sum(max(0, total - NOTES_A_KIND) for total in count.values()):
        yield Note(None, None, "and_more", {"count": more})
