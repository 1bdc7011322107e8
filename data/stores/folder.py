"""The store of one machine: the folders themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from data.stores.areas import AREAS, Area, place_of
from data.stores.base import News
from data.stores.copies import is_copy
from data.stores.errors import StoreError
from data.stores.stamped import stamped

LOOKS_S = 0.5


@dataclass(frozen=True)
class FolderStore:
    """The folders beside a pack; there is nothing to be brought up to date.

    Parameters
    ----------
    local : pathlib.Path
        Folder of the pack in force.
    """

    local: Path

    @property
    def address(self) -> str:
        """The folder of the pack."""
        return str(self.local)

    def start(self) -> None:
        """See that the folder is no working copy of a shared store, whose changes would be lost.

        Raises
        ------
        StoreError
            If it is.
        """
        if is_copy(self.local):
            raise StoreError("is_copy", folder=self.local.absolute().parent)

    @contextmanager
    def held(self, area: Area) -> Iterator[None]:
        """Hold nothing more: who enters has the lock of the folder.

        Raises
        ------
        StoreError
            As for `start`.
        """
        del area
        self.start()
        yield

    def refresh(self) -> None:
        """Do nothing."""

    def listen(self, call: Callable[[News], object]) -> Callable[[], None]:
        """Look at the folders twice a second, and call where one has changed."""
        ended = Event()
        seen = {area: stamped(place_of(area, self.local)) for area in AREAS}

        def look() -> None:
            while not ended.wait(LOOKS_S):
                for area in AREAS:
                    now = stamped(place_of(area, self.local))
                    if now != seen[area]:
                        seen[area] = now
                        call(News(area, now))

        Thread(target=look, name="store", daemon=True).start()
        return ended.set
