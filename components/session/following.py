"""Which open pages do not yet show what is in force, so that they can be made anew untouched.

A page at which its reader has something in hand that waits to be applied stays as it is: what
he does next tells him what has changed meanwhile, as it always did (`data.revision`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from components.browser.streamlit_insides import fragment_id, session_id


@dataclass(frozen=True)
class Shown:
    """What a session shows.

    Attributes
    ----------
    fragment : str
        What Streamlit calls the part of the page that has the content.
    turn : int
        Of `Pages`, when it was made.
    is_held : bool
        Whether its reader has something in hand.
    """

    fragment: str
    turn: int
    is_held: bool = False


def at_rest() -> None:
    """Do nothing: nobody looks after the pages."""


class Pages:
    """The pages that are open at this server; a turn is a change of what is in force.

    Attributes
    ----------
    stir : callable
        Called, from any thread, when there may be a page to make anew.
    now : int
        The turn.
    told : set of str
        The sessions that were told of it.

    Examples
    --------
    >>> pages = Pages()
    >>> pages.show("one", "fragment", pages.now)
    >>> pages.behind({"one"})
    {}
    >>> pages.turn()
    >>> pages.behind({"one"})
    {'one': 'fragment'}
    >>> pages.behind(())  # its browser is away for a moment
    {}
    """

    def __init__(self) -> None:
        self.stir: Callable[[], object] = at_rest
        self.now, self.told = 0, set[str]()
        self._shown = dict[str, Shown]()

    def turn(self) -> None:
        """Note that something else is in force."""
        self.told = set()
        self.now += 1
        self.stir()

    def show(self, session: str, fragment: str, turn: int, *, is_held: bool = False) -> None:
        """Note what a session shows, and the turn at which it began to be made."""
        self._shown[session] = Shown(fragment, turn, is_held)
        if turn < self.now:  # what came into force meanwhile found nothing to make anew
            self.stir()

    def tell(self, session: str) -> None:
        """Note that a session is told, once: one that breaks is not told again and again."""
        self.told.add(session)

    def behind(self, there: Collection[str]) -> dict[str, str]:
        """Return the fragments of pages that show what was in force before, by session.

        Parameters
        ----------
        there : collection of str
            The sessions whose browsers are there; others wait until they come back.
        """
        return {
            session: shown.fragment
            for session, shown in list(self._shown.items())
            if shown.turn < self.now
            and not shown.is_held
            and session in there
            and session not in self.told
        }

    def keep(self, sessions: Collection[str]) -> None:
        """Forget all sessions but some: the others are over."""
        for gone in [one for one in list(self._shown) if one not in sessions]:
            self._shown.pop(gone, None)


PAGES = Pages()


def note_shown(turn: int, *, is_held: bool = False) -> None:
    """Note that this session's fragment shows what was in force at a turn of `PAGES`."""
    PAGES.show(session_id(), fragment_id(), turn, is_held=is_held)
