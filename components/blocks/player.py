"""The dates of a history, to be played one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from components.blocks.base import Block
from components.blocks.gantt import Tick


@dataclass(frozen=True)
class Step:
    """A date at which something changes.

    Attributes
    ----------
    asof : str
        The period that the as-of date moves to.
    date, text : str
        The date, and what is new at it.
    at : float
        Its place on the axis of time, 0-1.
    """

    asof: str
    date: str
    text: str
    at: float


@dataclass(frozen=True, kw_only=True)
class Player(Block):
    """What ``browser/player.js`` plays.

    Attributes
    ----------
    steps : tuple of Step
    now : int
        The last step that is not later than the as-of date; -1 before the first.
    ticks : tuple of Tick
        Years on the axis.
    words : dict of str to str
    """

    kind: ClassVar[str] = "player"
    steps: tuple[Step, ...]
    now: int
    ticks: tuple[Tick, ...]
    words: dict[str, str]
