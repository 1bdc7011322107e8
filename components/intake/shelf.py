"""Previews that a server holds at once: few, and none that nobody looks at any more.

A preview of a large file takes memory many times its size. Whoever comes back to one that was
put away waits until it is made anew.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Protocol
from weakref import ref


class Resting(Protocol):
    """What can be put away."""

    def rest(self) -> None:
        """Let go of all that can be made anew."""


class Shelf:
    """Puts away what was used longest ago, once too many are in use.

    Parameters
    ----------
    most : int
        How many may be in use.
    idle_s : float
        Seconds after which one that was not used counts as put down.
    now : callable
        A clock that only goes forward.
    """

    def __init__(self, most: int, idle_s: float, now: Callable[[], float] = time.monotonic) -> None:
        self._most, self._idle_s, self._now = most, idle_s, now
        self._lock, self._used = Lock(), OrderedDict[ref[Resting], float]()

    def use(self, one: Resting) -> None:
        """Note that one is used now."""
        with self._lock:
            self._used[ref(one)] = self._now()
            self._used.move_to_end(ref(one))
        self.tidy()

    def tidy(self) -> None:
        """Put away what is too many or idle; what has ended is forgotten."""
        with self._lock:
            for gone in [one for one in self._used if one() is None]:
                del self._used[gone]
            last = self._now() - self._idle_s
            idle = [one for one, used in self._used.items() if used < last]
            surplus = [*self._used][: max(0, len(self._used) - self._most)]
            put_away = {one: self._used.pop(one) for one in {*idle, *surplus}}
        for one in put_away:
            if resting := one():
                resting.rest()


SHELF = Shelf(most=4, idle_s=600.0)
