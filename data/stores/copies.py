"""What a working copy says of itself: of which store it is, and how far it is.

It stands in a file beside the pack. ``open`` are areas that were at work: after a kill they are
compared with the store, file by file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path

from data import durable
from data.stores.areas import AREAS, Area, place_of


@dataclass(frozen=True)
class Copy:
    """How far a working copy is.

    Attributes
    ----------
    store : str
        Id of the store.
    at : dict of str to int
        By area: the number of the change that it has.
    open : frozenset of str
        Areas that were at work.
    """

    store: str
    at: dict[str, int] = field(default_factory=dict)
    open: frozenset[str] = frozenset()

    def working(self, area: Area) -> Copy:
        """Return it with an area at work."""
        return replace(self, open=self.open | {area})

    def reached(self, area: Area, number: int) -> Copy:
        """Return it with an area that has a change, and is not at work."""
        return replace(self, at=self.at | {area: number}, open=self.open - {area})


def sheet_of(local: Path) -> Path:
    """Return the file that says it.

    >>> sheet_of(Path("/srv/atlas/local")).name
    'local.copy.json'
    """
    whole = local.absolute()
    return whole.with_name(f"{whole.name}.copy.json")


def copy_of(local: Path) -> Copy | None:
    """Return what a folder says of itself; ``None`` if it is no working copy.

    >>> copy_of(folder / "local") is None
    True
    """
    try:
        told = json.loads(sheet_of(local).read_text(encoding="utf-8"))
        at = {str(area): int(number) for area, number in told["at"].items()}
        return Copy(str(told["store"]), at, frozenset(map(str, told["open"])))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError):
        return Copy("")  # torn: of no store that there is


def say(local: Path, copy: Copy) -> None:
    """Write how far a working copy is.

    >>> say(folder / "local", Copy("a", {"pack": 2}))
    >>> copy_of(folder / "local").at
    {'pack': 2}
    """
    told = {"store": copy.store, "at": copy.at, "open": sorted(copy.open)}
    durable.write(sheet_of(local), json.dumps(told).encode())


def is_empty(local: Path) -> bool:
    """Tell whether nothing of one's own lies beside a pack.

    >>> is_empty(folder / "local")
    True
    """
    from data.stores.trees import walked  # noqa: PLC0415

    return not any(walked(place_of(area, local), hashed=False) for area in AREAS)
