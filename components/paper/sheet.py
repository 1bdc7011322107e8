"""A chart while it is drawn from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from components.paper.fonts import text_width, wrapped
from components.paper.surface import LINE_HEIGHT, Paper

_MARGIN = 1.5
_LEAST_BAR = 0.18  # of the width: bars narrower than this cannot be compared


@dataclass
class Sheet:
    """The paper of a chart and how far it is filled.

    Attributes
    ----------
    paper : Paper
    size : float
        Of labels, in points.
    loose : float
        How much farther apart than need be the rows stand.
    y : float
        Where the next thing begins.
    rows_height : float
        How high all rows are without being loose.
    is_cramped : bool
        Whether texts leave too little room for bars.
    """

    paper: Paper
    size: float
    loose: float = 1.0
    y: float = _MARGIN
    rows_height: float = 0.0
    is_cramped: bool = field(default=False)

    @property
    def small(self) -> float:
        """Size of notes, in points."""
        return 0.86 * self.size

    @property
    def left(self) -> float:
        """Where lines begin."""
        return _MARGIN

    @property
    def right(self) -> float:
        """Where lines end."""
        return self.paper.width - _MARGIN

    @property
    def width(self) -> float:
        """The width between both."""
        return self.right - self.left

    @property
    def fits(self) -> bool:
        """Whether everything is on the paper and can be read."""
        return self.y <= self.paper.height and not self.is_cramped

    def write(self, said: str) -> None:
        """Write a small text over the whole width."""
        muted = self.paper.theme.muted
        self.y = self.paper.column(self.left, self.y, said, self.small, self.width, colour=muted)

    def foot(self, notes: Sequence[str]) -> None:
        """Write the notes, one after the other."""
        self.y += 0.35 * self.size
        self.write(" ".join(notes))

    def labels(self, texts: Sequence[str], most: float) -> tuple[float, list[list[str]]]:
        """Return how wide a column of labels is and their lines.

        Parameters
        ----------
        texts : sequence of str
        most : float
            Share of the width that the column may take.
        """
        widest = max((text_width(text, self.size) for text in texts), default=0)
        width = min(1.02 * widest + 1, most * self.width)
        return width, [wrapped(text, width, self.size) for text in texts]

    def row(self, lines: int, height: float) -> float:
        """Take the height of a row with some lines of label; return its middle.

        Parameters
        ----------
        height : float
            Of a row with one line, in sizes of its text.
        """
        need = self.size * max(height, lines * LINE_HEIGHT * 0.9 + 0.2)
        self.rows_height += need
        top, self.y = self.y, self.y + need * self.loose
        return (top + self.y) / 2

    def label(self, lines: Sequence[str], right: float, middle: float) -> None:
        """Write the label of a row, aligned to the right."""
        step = LINE_HEIGHT * 0.9 * self.size
        for n, line in enumerate(lines):
            y = middle + (n - (len(lines) - 1) / 2) * step
            self.paper.text(right, y, line, self.size, align="right")

    def check(self, room: float) -> None:
        """Note whether the bars have enough room."""
        self.is_cramped |= room < _LEAST_BAR * self.width
