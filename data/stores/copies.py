"""What a working copy says of itself: of which store it is, and how far it is.

It stands in a file in the last folder of each area. An area that is at work says so before, and
if it still does at the next look, a kill has cut it off: it is compared file by file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from data import durable
from data.stores.areas import AREAS, Place, place_of
from data.stores.trees import walked

_SHEET = ".copy.json"


@dataclass(frozen=True)
class Copy:
    """How far the working copy of an area is.

    Attributes
    ----------
    store : str
        Id of the store.
    number : int
        The change that it has; -1 before the first look.
    is_open : bool
        Whether it was at work.
    """

    store: str
    number: int = -1
    is_open: bool = True

    def working(self) -> Copy:
        """Return it at work."""
        return replace(self, is_open=True)

    def reached(self, number: int) -> Copy:
        """Return it with a change, and not at work."""
        return replace(self, number=number, is_open=False)


def copy_of(place: Place) -> Copy | None:
    """Return what the folders of an area say; ``None`` if they are no working copy.

    >>> copy_of(place_of("brand", folder / "local")) is None
    True
    """
    try:
        told = json.loads((place.home / _SHEET).read_text(encoding="utf-8"))
        return Copy(str(told["store"]), int(told["number"]), told["is_open"] is True)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (ValueError, KeyError, TypeError):
        return Copy("")  # torn: of no store that there is


def say(place: Place, copy: Copy) -> None:
    """Write how far a working copy is.

    >>> place = place_of("brand", folder / "local")
    >>> say(place, Copy("a").reached(2))
    >>> copy_of(place).number
    2
    """
    told = {"store": copy.store, "number": copy.number, "is_open": copy.is_open}
    durable.write(place.home / _SHEET, json.dumps(told).encode())


def is_copy(local: Path) -> bool:
    """Tell whether what lies beside a pack is the working copy of a shared store.

    >>> is_copy(folder / "local")
    False
    """
    return any(copy_of(place_of(area, local)) for area in AREAS)


def is_empty(local: Path) -> bool:
    """Tell whether nothing of one's own lies beside a pack.

    >>> is_empty(folder / "local")
    True
    """
    return not any(walked(place_of(area, local), hashed=False) for area in AREAS)
