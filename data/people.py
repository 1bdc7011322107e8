"""Who reads and what a role lets a person do: the one table of rights, below every way out.

A server without a login knows two: somebody at this machine, who may do everything, and a guest
from the network, who looks.

>>> HOME.may("publish"), GUEST.may("publish")
(True, False)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

Role = Literal["viewer", "editor", "publisher", "admin"]
Act = Literal["see_drafts", "propose", "tell_stories", "publish", "restore", "brand", "see_trail"]
ROLES: tuple[Role, ...] = get_args(Role)
"""From the least to the most; each may do what those before it may."""
_LEAST: dict[Act, Role] = {
    "see_drafts": "editor",
    "propose": "editor",
    "tell_stories": "editor",
    "see_trail": "editor",
    "publish": "publisher",
    "restore": "publisher",
    "brand": "publisher",
}
_OF_THE_WHOLE: frozenset[Act] = frozenset({"restore", "brand"})
Refused = Literal["", "login", "expired", "ended", "no_role"]
"""Why somebody sees nothing: has yet to log in, the login is over, was ended, or gives no role."""


@dataclass(frozen=True)
class Login:
    """What a login tells of somebody, before it is known what that person may do.

    Attributes
    ----------
    subject : str
        What names the person for good.
    name, mail : str
        As the login tells them, if it does.
    roles : tuple of str
        Names of roles or groups that the login itself tells.
    until : datetime.datetime, optional
        When it ends (UTC).
    mark : str
        Tells this login from another of the same person, so that it alone can be ended.
    """

    subject: str
    name: str = ""
    mail: str = ""
    roles: tuple[str, ...] = ()
    until: datetime | None = None
    mark: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody who asks, by a page, a route or a token.

    Attributes
    ----------
    role : {"viewer", "editor", "publisher", "admin"}
    name : str
        As the login tells it, for the trail; empty where nobody has logged in.
    subject : str
        What names the person for the login for good; empty where nobody has logged in.
    zones : frozenset of str
        Whose rows this person may change; empty: those of all zones.
    published_only : bool
        Whether only what was printed may be seen, and nothing illustrative.
    refused : str
        Why this person sees nothing at all; empty where that is not so.
    login : Login, optional
        What it rests on, so that it can be asked again whether it still holds.
    """

    role: Role = "viewer"
    name: str = ""
    subject: str = ""
    zones: frozenset[str] = frozenset()
    published_only: bool = False
    refused: Refused = ""
    login: Login | None = None

    def may(self, act: Act) -> bool:
        """Whether the role lets this person do something.

        What changes the park as a whole is not for who may change rows of some zones.

        Who sees published facts only does nothing: a change, a draft and the trail show more.

        >>> Person("editor").may("propose"), Person("editor").may("publish")
        (True, False)
        >>> Person("admin", published_only=True).may("see_drafts")
        False
        """
        if self.refused or self.published_only or (self.zones and act in _OF_THE_WHOLE):
            return False
        return ROLES.index(self.role) >= ROLES.index(_LEAST[act])

    def may_have(self, other: Person) -> bool:
        """Whether this person may be given what was made for another one.

        It was made for the same login, or for a guest, and shows no more than this one may see.

        >>> Person("editor", subject="li").may_have(Person("editor", subject="wang"))
        False
        >>> Person(published_only=True).may_have(Person())
        False
        """
        is_theirs = other.subject in {"", self.subject} and not self.refused
        is_within = ROLES.index(other.role) <= ROLES.index(self.role)
        return is_theirs and is_within and (other.published_only or not self.published_only)


HOME = Person("admin")
"""Somebody at the machine itself, where no login is set up."""
GUEST = Person()
