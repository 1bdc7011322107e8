"""What is kept: areas, each of one or two folders, with one writer at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

Area = Literal["pack", "stories", "brand", "access"]
AREAS: tuple[Area, ...] = get_args(Area)
IN_FORCE, KEPT, STORIES = "local", "local.kept", "local.stories"


@dataclass(frozen=True)
class Place:
    """Where an area lies beside a pack.

    Attributes
    ----------
    area : {"pack", "stories", "brand", "access"}
    roots : mapping of str to pathlib.Path
        Its folders, by the name that they have in every store.
    lock : pathlib.Path
        File that its writers lock.
    """

    area: Area
    roots: Mapping[str, Path]
    lock: Path

    @property
    def home(self) -> Path:
        """The folder where what comes is made ready."""
        return [*self.roots.values()][-1]


def place_of(area: Area, local: Path) -> Place:
    """Return where an area lies beside a pack.

    >>> place_of("pack", Path("/srv/atlas/local")).home.as_posix()
    '/srv/atlas/local.kept'
    """
    whole = local.absolute()

    def beside(ending: str) -> Path:
        return whole.with_name(f"{whole.name}.{ending}")

    if area == "pack":
        kept = beside("kept")
        return Place(area, {IN_FORCE: whole, KEPT: kept}, kept / "lock")
    # In every store a folder has the name that it has beside ``local``.
    return Place(area, {f"{IN_FORCE}.{area}": beside(area)}, beside(f"{area}.lock"))
