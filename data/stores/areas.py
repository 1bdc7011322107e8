"""What is kept: areas, each of one or two folders, with one writer at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from filelock import FileLock

from data.durable import sweep

Area = Literal["pack", "stories", "brand", "access"]
AREAS: tuple[Area, ...] = get_args(Area)
IN_FORCE, KEPT = "local", "local.kept"
_WAIT_S = 60


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

    @contextmanager
    def alone(self) -> Iterator[Path]:
        """Keep all others on this machine out; give the home. Of a pack: `data.swap.alone`."""
        self.home.mkdir(parents=True, exist_ok=True)
        with FileLock(self.lock, timeout=_WAIT_S):
            sweep(self.home, older_s=-1)  # no one else is at work
            yield self.home


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
