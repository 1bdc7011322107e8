"""One variable of the environment, and the forms in which one may be given.

A form that does not fit raises a ``ValueError`` whose arguments are the name of the setting,
what was given, and an example: who starts the server is told them in the own language.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import TypeVar

Choice = TypeVar("Choice", bound=str)
Network = IPv4Network | IPv6Network


@dataclass(frozen=True)
class Setting:
    """One variable of the environment, read when it is asked for.

    Attributes
    ----------
    name : str
    default : str
        What counts where it is not set, as a person would write it.
    meaning : str
    """

    name: str
    default: str
    meaning: str

    @property
    def given(self) -> str:
        """Return what is set; nothing where nothing is."""
        return os.environ.get(self.name, "")

    @property
    def is_on(self) -> bool:
        """Tell whether it is set to anything but ``0``."""
        return self.given not in {"", "0"}

    @property
    def path(self) -> Path | None:
        """Return it as a path, if it is set."""
        return Path(self.given) if self.given else None

    @property
    def parts(self) -> tuple[str, ...]:
        """Return what is listed with commas or spaces, in small letters."""
        return tuple(one for one in re.split(r"[,\s]+", self.given.lower()) if one)

    def whole(self, least: int = 0, most: int | None = None) -> int:
        """Return a whole number within limits; the default where it is not set."""
        given = self.given or self.default
        if not (given.isascii() and given.isdigit()):
            raise self.wrong(self.default)
        number = int(given)
        if number < least or (most is not None and number > most):
            raise self.wrong(self.default)
        return number

    def one_of(self, known: tuple[Choice, ...]) -> Choice:
        """Return which of some words it is; the default where it is not set."""
        given = (self.given or self.default).lower()
        for one in known:
            if one == given:
                return one
        raise self.wrong(" / ".join(known))

    def each(self, form: re.Pattern[str], example: str) -> tuple[str, ...]:
        """Return what is listed, each of it of one form."""
        for one in self.parts:
            if not form.fullmatch(one):
                raise self.wrong(example, one)
        return self.parts

    def networks(self) -> tuple[Network, ...]:
        """Return the addresses and networks that are listed."""
        found = []
        for one in self.parts:
            try:
                found.append(ip_network(one))
            except ValueError as error:
                raise self.wrong("127.0.0.1, 10.1.0.0/16", one) from error
        return tuple(found)

    def wrong(self, example: str, given: str | None = None) -> ValueError:
        """Return the error that says what was given, and how it could be given."""
        return ValueError(self.name, self.given if given is None else given, example)


def use(setting: Setting, text: str) -> None:
    """Set a variable, for this process and those that it starts."""
    os.environ[setting.name] = text


def environment(names: Iterable[str] | None = None) -> dict[str, str]:
    """Return the environment for another process.

    Parameters
    ----------
    names : iterable of str, optional
        Which variables it gets, of those that are set; all if left out.

    Examples
    --------
    >>> environment([])
    {}
    """
    kept = os.environ if names is None else set(names)
    return {name: value for name, value in os.environ.items() if name in kept}
