"""What is made once for all readers, and kept by the server itself.

Streamlit's own caches do the same, but any browser may have them emptied, for everybody.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import update_wrapper
from threading import Lock
from typing import Any, Generic, ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")


class _Place(Generic[_R]):
    """Where one result stands, or will: who comes while it is made waits here."""

    def __init__(self) -> None:
        self.lock, self.made = Lock(), list[_R]()


class Kept(Generic[_P, _R]):
    """A function that keeps what it returned last, and is asked once for it.

    Parameters
    ----------
    make : callable
    most : int
        How many results are kept; the one not asked for longest goes first.
    key : callable, optional
        Takes the arguments and returns under what the result is kept; if left out, the
        positional arguments themselves.
    release : callable, optional
        Told each result that goes.
    """

    def __init__(
        self,
        make: Callable[_P, _R],
        most: int,
        key: Callable[_P, Hashable] | None,
        release: Callable[[_R], object] | None,
    ) -> None:
        update_wrapper(self, make)
        self._make, self._most, self._key, self._release = make, most, key, release
        self._lock, self._places = Lock(), OrderedDict[Hashable, _Place[_R]]()

    def __call__(self, *args: _P.args, **named: _P.kwargs) -> _R:
        """Return the result kept, else make it."""
        key = self._key(*args, **named) if self._key else args
        gone: list[_Place[_R]] = []
        with self._lock:
            place = self._places.setdefault(key, _Place())
            self._places.move_to_end(key)
            while len(self._places) > self._most:
                gone.append(self._places.popitem(last=False)[1])
        self._let_go(gone)
        with place.lock:
            if not place.made:
                place.made.append(self._make(*args, **named))
            return place.made[0]

    def clear(self) -> None:
        """Let go of all results."""
        with self._lock:
            gone, self._places = list(self._places.values()), OrderedDict()
        self._let_go(gone)

    def _let_go(self, gone: list[_Place[_R]]) -> None:
        for place in gone if self._release else ():
            for result in place.made:
                self._release(result)  # type: ignore[misc]  # it is there


def kept(
    most: int,
    *,
    key: Callable[..., Hashable] | None = None,
    release: Callable[[Any], object] | None = None,
) -> Callable[[Callable[_P, _R]], Kept[_P, _R]]:
    """Return a decorator: what the function returned last is kept, and shared by all.

    Who asks for the same while it is made waits for it; who asks for something else does not.

    Parameters
    ----------
    most, key, release
        See `Kept`.

    Examples
    --------
    >>> @kept(2)
    ... def pair(one: str) -> list[str]:
    ...     return [one, one]
    >>> pair("a") is pair("a")
    True
    """
    return lambda make: Kept(make, most, key, release)
