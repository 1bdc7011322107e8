"""What is kept of a selection's parts: a block that only the date changes is made once a date."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Literal, ParamSpec, TypeVar

from data.catalog import Catalog
from data.memo import VIEWS, remembered
from data.selection import Selection

Part = Literal["zones", "sectors", "statuses", "area", "as_of", "evidence", "lang"]
FILTERS: tuple[Part, ...] = ("zones", "sectors", "statuses", "area")

_P = ParamSpec("_P")
_R = TypeVar("_R")
_OfSelection = Callable[Concatenate[Catalog, Selection, _P], _R]


def follows(
    *parts: Part, maxsize: int = VIEWS
) -> Callable[[_OfSelection[_P, _R]], _OfSelection[_P, _R]]:
    """Return a decorator: the function sees these parts of a selection, and no other.

    What it returned is remembered by them, so that a click on a filter makes anew only what
    follows filters. Its other arguments are hashed, and what is returned is shared.

    Parameters
    ----------
    parts : str
        Fields of `data.selection.Selection`. All others are as in an empty one, so that what is
        left out by mistake is seen at once and never depends on who asked first.
    maxsize : int
        As for `data.memo.remembered`.

    Examples
    --------
    >>> zones = follows("zones")(lambda catalog, chosen: (chosen.zones, chosen.sectors))
    >>> zones(catalog, Selection(zones=("A",), sectors=("data",)))
    (('A',), ())
    """

    def decorate(function: _OfSelection[_P, _R]) -> _OfSelection[_P, _R]:
        kept = remembered(maxsize)(function)

        @wraps(function)
        def narrowed(
            catalog: Catalog, chosen: Selection, /, *args: _P.args, **named: _P.kwargs
        ) -> _R:
            return kept(catalog, _only(chosen, parts), *args, **named)

        return narrowed

    return decorate


def _only(chosen: Selection, parts: tuple[Part, ...]) -> Selection:
    return Selection(**{part: getattr(chosen, part) for part in parts})
