"""Where names stand on a printed map, so that none covers another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from components.paper.fonts import text_width
from components.paper.surface import LINE_HEIGHT


@dataclass(frozen=True)
class Area:
    """A rectangle in points, `top` above `bottom` on the paper."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Area) -> bool:
        """Whether two rectangles have a point in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: Area) -> bool:
        """Whether the other lies inside."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    def grown(self, by: float) -> Area:
        """Return the rectangle with a margin."""
        return Area(self.left - by, self.top - by, self.right + by, self.bottom + by)


def text_box(x: float, y: float, lines: Iterable[str], size: float) -> Area:
    """Return the box of lines of text that begin at `x`, `y` being the top."""
    lines = list(lines)
    width = max(text_width(line, size) for line in lines)
    return Area(x, y, x + width, y + LINE_HEIGHT * size * len(lines))


@dataclass
class Room:
    """What of a map's frame is taken.

    Attributes
    ----------
    frame : Area
    furniture : tuple of Area
        Legend and the like, which hide what is below.
    avoided : list of Area
        What a name covers only if there is no other place.
    taken : list of Area
    """

    frame: Area
    furniture: tuple[Area, ...]
    avoided: list[Area] = field(default_factory=list)
    taken: list[Area] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with the furniture."""
        self.taken += self.furniture

    def take(self, box: Area) -> Area:
        """Keep a place for something."""
        self.taken.append(box)
        return box

    def is_free(self, box: Area) -> bool:
        """Whether a box lies in the frame and touches nothing."""
        return self.frame.holds(box) and not any(box.meets(one) for one in self.taken)

    def first_free(self, boxes: Iterable[Area], *, anywhere: bool = True) -> Area | None:
        """Return the first of some boxes that is free, better without what is avoided.

        Parameters
        ----------
        anywhere : bool
            Whether what is avoided may be covered at all.
        """
        free = [box for box in boxes if self.is_free(box)]
        clear = (box for box in free if not any(box.meets(one) for one in self.avoided))
        return next(clear, free[0] if free and anywhere else None)


def around(x: float, y: float, width: float, height: float, gap: float) -> list[Area]:
    """Return the boxes of a size beside a point, the best first: right, left, above, below."""
    middle, below, above = y - height / 2, y + gap, y - gap - height
    right, left, centred = x + gap, x - gap - width, x - width / 2
    slant = 0.6 * gap
    corners = [
        (right, middle),
        (left, middle),
        (x + slant, y - slant - height),
        (x + slant, y + slant),
        (x - slant - width, y - slant - height),
        (x - slant - width, y + slant),
        (centred, above),
        (centred, below),
    ]
    return [Area(one, top, one + width, top + height) for one, top in corners]
