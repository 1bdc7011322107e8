"""What a store promises, whatever it is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from data.stores.areas import Area


@dataclass(frozen=True)
class News:
    """Something has changed, by whomever.

    Attributes
    ----------
    area : {"pack", "stories", "brand", "access"}
    revision : str
        Of the area; another one after each change. That of drafts and trail is in that of the
        pack, so that it is not the revision of the pack in force.
    """

    area: Area
    revision: str


class Store(Protocol):
    """Where all that the server writes is kept.

    Attributes
    ----------
    address : str
        How a person calls it; never with a password.
    """

    @property
    def address(self) -> str:
        """How a person calls it."""

    def start(self) -> None:
        """See that it can be used, and bring the working copy up to date.

        Raises
        ------
        StoreError
            With what is wrong, where, and what to do.
        """

    def held(self, area: Area) -> AbstractContextManager[None]:
        """Let one writer at a time, of all servers, change the files of an area.

        Whoever enters holds the lock of the folder (`data.swap.locked` and its like do both). The
        working copy is up to date inside; what differs at the end is in the store as a whole, or
        the working copy is as it was.

        Raises
        ------
        StoreError
            If the store cannot be reached, or refuses; nothing was done.
        """

    def refresh(self) -> None:
        """Bring the working copy up to date.

        Raises
        ------
        StoreError
            If the store cannot be reached; the copy is as it was, and can be read.
        """

    def listen(self, call: Callable[[News], object]) -> Callable[[], None]:
        """Call on each change of anyone, from a thread, when the working copy has it.

        A shared store has been started before.

        Returns
        -------
        callable
            Ends it.
        """
