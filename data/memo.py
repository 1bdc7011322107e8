"""What is worked out from a catalog, kept by the catalog itself, so that it ends with it.

A cache of a module would hold every catalog that was ever asked about, with all its tables.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import ref

VIEWS = 256  # of one block: what the readers of one moment look at

_P = ParamSpec("_P")
_R = TypeVar("_R")


class Memo:
    """Results by function, each function with its own bounded cache.

    Parameters
    ----------
    owner : Owner
        Held weakly: a result that led back to its owner would wait for Python's collector.
    """

    def __init__(self, owner: Owner) -> None:
        self._owner = ref(owner)
        self._kept: dict[Callable[..., Any], Callable[..., Any]] = {}

    def of(self, function: Callable[..., _R], maxsize: int) -> Callable[..., _R]:
        """Return a function without its first argument, the owner; `maxsize` results are kept."""
        kept = self._kept.get(function)
        if kept is None:
            owner = self._owner
            made = lru_cache(maxsize)(lambda *args, **named: function(owner(), *args, **named))
            kept = self._kept.setdefault(function, made)
        return kept

    def clear(self) -> None:
        """Let go of all results; a panel among them leads back to the owner."""
        self._kept.clear()


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
            return owner.memo.of(function, maxsize)(*args, **named)

        return recalled

    return decorate
