"""A table of numbers shaded by value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from components.blocks.chart import Chart
from components.blocks.table import Opening
from components.blocks.tip import Tip


@dataclass(frozen=True)
class Shaded:
    """A number; `weight` is how strongly it is shaded, in percent."""

    HIDDEN: ClassVar = frozenset({"evidence"})
    text: str
    open: str
    weight: int
    evidence: str
    tip: Tip


@dataclass(frozen=True)
class MatrixRow:
    """A row of numbers; it is pale where others are chosen."""

    key: str
    name: Opening
    pale: bool
    cells: tuple[Shaded, ...]


@dataclass(frozen=True, kw_only=True)
class Matrix(Chart):
    """Rows and columns of numbers; heads and cells open their origin."""

    kind: ClassVar[str] = "matrix"
    HIDDEN: ClassVar = frozenset({"panels", "title", "small", "finding", "empty", "remedy"})
    corner: str
    heads: tuple[Opening, ...]
    rows: tuple[MatrixRow, ...]
    shade: str

    @property
    def grades(self) -> tuple[str, ...]:
        """The grade of evidence of each cell."""
        return tuple(cell.evidence for row in self.rows for cell in row.cells)
