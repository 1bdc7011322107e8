"""What somebody who has logged in may do: told by the login itself, or by a file of the office.

The file is TOML (`ATLAS_ROLES`), read again when it changes::

    [people."li@park.example"]  # subject or mail of the login
    role = "editor"
    zones = ["C"]

    [groups.partners]           # what the login tells in the claim of `ATLAS_ROLES_CLAIM`
    role = "viewer"
    published_only = true
"""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from data import settings
from data.ended import is_ended
from data.people import ROLES, Login, Person

_log = logging.getLogger(__name__)
_KEYS = frozenset({"role", "zones", "published_only"})


@dataclass(frozen=True)
class Roles:
    """Who may do what.

    Attributes
    ----------
    people : mapping of str to Person
        By subject or mail, in small letters.
    groups : mapping of str to Person
        By what a login tells.
    """

    people: Mapping[str, Person] = field(default_factory=dict)
    groups: Mapping[str, Person] = field(default_factory=dict)


def read_roles(text: str) -> Roles:
    r"""Read a file of roles.

    Raises
    ------
    ValueError
        Where it says something that is not understood; nothing of it counts then.

    Examples
    --------
    >>> roles = read_roles('[people."Li@park.example"]\nrole = "editor"\nzones = ["C"]')
    >>> roles.people["li@park.example"].zones
    frozenset({'C'})
    """
    told = tomllib.loads(text)
    if unknown := told.keys() - {"people", "groups"}:
        raise ValueError(f"[{min(unknown)}]: people, groups")
    people, groups = (
        {str(name): _entry(f"{part}.{name}", one) for name, one in told.get(part, {}).items()}
        for part in ("people", "groups")
    )
    return Roles({name.lower(): one for name, one in people.items()}, groups)


def _entry(where: str, told: Any) -> Person:
    if not isinstance(told, dict) or told.keys() - _KEYS:
        raise ValueError(f"[{where}]: {', '.join(sorted(_KEYS))}")
    role, zones, only = told.get("role"), told.get("zones", []), told.get("published_only", False)
    if role not in ROLES:
        raise ValueError(f"[{where}] role = {role!r}: {', '.join(ROLES)}")
    if not isinstance(zones, list) or not all(isinstance(one, str) and one for one in zones):
        raise ValueError(f'[{where}] zones = {zones!r}: ["A", "B"]')
    if only not in (True, False):
        raise ValueError(f"[{where}] published_only = {only!r}: true, false")
    return Person(role, zones=frozenset(zones), published_only=only)


_last: dict[Path, Roles] = {}  # what a file said when it was last understood


def roles_in_force() -> Roles:
    """Return who may do what now; nobody anything, where no file is named.

    A file that is not understood any more is told to the log, and what it said last counts.

    Raises
    ------
    ValueError
        If it was never understood. Its arguments are the setting, the file and what is wrong.

    Examples
    --------
    >>> roles_in_force()
    Roles(people={}, groups={})
    """
    path = settings.roles_file()
    if path is None:
        return Roles()
    try:
        stat = path.stat()
        _last[path] = _roles(path, stat.st_mtime_ns, stat.st_size)
    except (OSError, ValueError) as error:
        if path not in _last:
            raise ValueError(settings.ROLES.name, str(path), str(error)) from error
        _log.error("%s: %s", path, error)  # it is the file that is wrong
    return _last[path]


@lru_cache(2)
def _roles(path: Path, _time: int, _size: int) -> Roles:
    return read_roles(path.read_text(encoding="utf-8"))


def guest() -> Person:
    """Return somebody who has not logged in, as `ATLAS_GUESTS` has it.

    >>> guest().may("propose"), guest().refused
    (False, '')
    """
    seen = settings.guests()
    return Person(published_only=seen == "published", refused="login" if seen == "nobody" else "")


def person_now(login: Login) -> Person:
    """Return what somebody who has logged in may do at this moment.

    >>> person_now(Login("1", until=datetime(2020, 1, 1, tzinfo=UTC))).refused
    'expired'
    >>> person_now(Login("1", "李")).role
    'viewer'
    """
    name = login.name or login.mail or login.subject
    known: dict[str, Any] = {"subject": login.subject, "login": login, "name": name}
    if is_ended(login):
        return Person(refused="ended", **known)
    if login.until is not None and login.until <= datetime.now(UTC):
        return Person(refused="expired", **known)
    found = granted(roles_in_force(), login)
    if found is None:
        other = guest()
        return replace(other, **known, refused="no_role" if other.refused else "")
    return replace(found, **known)


def has_role(person: Person) -> bool:
    """Return whether a login was given what somebody may do; else he sees what guests see.

    >>> has_role(person_now(Login("1", roles=("viewer",)))), has_role(person_now(Login("1")))
    (True, False)
    """
    return person.login is None or granted(roles_in_force(), person.login) is not None


def may_still_have(person: Person) -> bool:
    """Return whether somebody may still be given what was made for him.

    His role may have been taken away, or the login ended. Whether it has expired is asked where he
    fetches it, with the login that he has by then.

    >>> may_still_have(Person("viewer")), may_still_have(Person("admin", login=Login("1")))
    (True, False)
    """
    if person.login is None:
        return True
    return person_now(replace(person.login, until=None)).may_have(person)


def granted(roles: Roles, login: Login) -> Person | None:
    r"""Return what a login is given by its own entry, else by its groups; ``None`` for nothing.

    The most that one group gives counts. Two that give the same role add up their zones.

    >>> roles = read_roles('[groups.gis]\nrole = "editor"')
    >>> granted(roles, Login("1", roles=("gis",))).role
    'editor'
    """
    for key in (login.subject, login.mail):
        if key and (found := roles.people.get(key.lower())):
            return found
    given = [_of_group(roles, one) for one in login.roles]
    return _most([one for one in given if one])


def _of_group(roles: Roles, name: str) -> Person | None:
    if name in roles.groups:
        return roles.groups[name]
    return next((Person(role) for role in ROLES if role == name), None)


def _most(given: Collection[Person]) -> Person | None:
    if not given:
        return None
    best = max(ROLES.index(one.role) for one in given)
    held = [one for one in given if ROLES.index(one.role) == best]
    whole = any(not one.zones for one in held)
    zones = frozenset() if whole else frozenset().union(*(one.zones for one in held))
    return Person(ROLES[best], zones=zones, published_only=all(one.published_only for one in held))
