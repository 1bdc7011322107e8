"""What is worked out from a catalog, kept by the catalog itself, so that it ends with it.

A cache of a module would hold every catalog that was ever asked about, with all its tables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from itertools import count
from operator import itemgetter
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import ref

from data.weight import weight

VIEWS = 64  # of one block: what the readers of one moment look at
MOST_BYTES = 64_000_000  # of all that one catalog keeps, about
_AFTERWARDS = 0.9  # of that is left once it was too much, so that not every result counts them all

_P = ParamSpec("_P")
_R = TypeVar("_R")


@dataclass(slots=True)
class _Result:
    value: Any
    size: int
    asked: int


class Memo:
    """Results by function: bounded in number for each, and in bytes together.

    Parameters
    ----------
    owner : Owner
        Held weakly: a result that led back to its owner would wait for Python's collector.
    most_bytes : int
    """

    def __init__(self, owner: Owner, most_bytes: int = MOST_BYTES) -> None:
        self._owner, self._most_bytes = ref(owner), most_bytes
        self._kept: dict[Callable[..., Any], dict[Any, _Result]] = {}
        self._lock, self._turn = Lock(), count()
        self.size = 0

    def recall(
        self, function: Callable[..., _R], most: int, args: tuple[Any, ...], named: dict[str, Any]
    ) -> _R:
        """Return what a function returns for its owner and some arguments, made once."""
        key = (args, *named.items()) if named else args
        results = self._kept.get(function)
        found = results.get(key) if results else None
        if found is None:
            return self._keep(function, most, key, function(self._owner(), *args, **named))
        found.asked = next(self._turn)
        value: _R = found.value
        return value

    def _keep(self, function: Callable[..., _R], most: int, key: Any, made: _R) -> _R:
        size = weight(key, Owner) + weight(made, Owner)
        with self._lock:
            results = self._kept.setdefault(function, {})
            found = results.get(key)
            if found is None:  # as far as another thread was not first
                found = results[key] = _Result(made, size, next(self._turn))
                self.size += size
                if len(results) > most:
                    self._let_go(results, min(results, key=lambda one: results[one].asked))
                if self.size > self._most_bytes:
                    self._shrink()
        value: _R = found.value
        return value

    def _shrink(self) -> None:
        """Let go of what was not asked for longest, of whatever function, until there is room."""
        every = [
            (result.asked, results, key)
            for results in self._kept.values()
            for key, result in results.items()
        ]
        for *_, results, key in sorted(every, key=itemgetter(0)):
            if self.size <= _AFTERWARDS * self._most_bytes:
                break
            self._let_go(results, key)

    def _let_go(self, results: dict[Any, _Result], key: Any) -> None:
        self.size -= results.pop(key).size

    def clear(self) -> None:
        """Let go of all results; a panel among them leads back to the owner."""
        with self._lock:
            self._kept, self.size = {}, 0


class Owner:
    """What keeps the results of functions that are `remembered`."""

    @cached_property
    def memo(self) -> Memo:
        """What was worked out from this and from nothing else that may change."""
        return Memo(self)


_O = TypeVar("_O", bound=Owner)


def remembered(
    maxsize: int,
) -> Callable[[Callable[Concatenate[_O, _P], _R]], Callable[Concatenate[_O, _P], _R]]:
    """Return a decorator: the first argument of the function keeps what it returned last.

    The other arguments are hashed, and what is returned is shared: it is not to be changed.

    Parameters
    ----------
    maxsize : int
        How many results one owner keeps; the one not asked for longest goes first.

    Examples
    --------
    >>> owner, pair = Owner(), remembered(VIEWS)(lambda owner, one: [one, one])
    >>> pair(owner, 1) is pair(owner, 1)
    True
    """

    def decorate(function: Callable[Concatenate[_O, _P], _R]) -> Callable[Concatenate[_O, _P], _R]:
        @wraps(function)
        def recalled(owner: _O, /, *args: _P.args, **named: _P.kwargs) -> _R:
            return owner.memo.recall(function, maxsize, args, named)

        return recalled

    return decorate
