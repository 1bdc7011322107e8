"""The address of a profile, the sheet of all that is known of one thing, and what heads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args
from urllib.parse import quote, unquote

from markupsafe import Markup

Kind = Literal["zone", "project", "enterprise", "building"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_PREFIX = "profile-"
# Sheets of before, which links that people keep still name.
_FORMER: dict[str, Kind] = {"project-": "project", "firm-": "enterprise"}


class Profiled(NamedTuple):
    """What a profile is of: the id of a row, or the code of a zone."""

    kind: Kind
    record: str


def profile_id(kind: Kind, record: str) -> str:
    """Return the id of the panel that tells all of one thing; any page offers it.

    Parameters
    ----------
    kind : {"zone", "project", "enterprise", "building"}
    record : str
        Code of a zone, id of a project, of a named enterprise or of one of the register; a
        building has the id of the project that builds or equips it.

    Examples
    --------
    >>> profile_id("zone", "C")
    'profile-zone-C'
    >>> profile_id("zone", "新区 1")
    'profile-zone-%E6%96%B0%E5%8C%BA%201'
    """
    return f"{_PREFIX}{kind}-{quote(record, safe='')}"


def profiled(panel: str) -> Profiled | None:
    """Return what a panel is the profile of; ``None`` for every other panel.

    >>> profiled("profile-project-X-1")
    Profiled(kind='project', record='X-1')
    >>> profiled("profile-moon-1") is None
    True
    """
    for kind in KINDS:
        start = f"{_PREFIX}{kind}-"
        if panel.startswith(start) and panel != start:
            return Profiled(kind, unquote(panel.removeprefix(start)))
    for start, kind in _FORMER.items():
        if panel.startswith(start) and panel != start:
            return Profiled(kind, panel.removeprefix(start))
    return None


def opener(text: str, panel: str) -> Markup:
    """Return a text that opens a panel from within another."""
    button = Markup('<button class="atlas-link" data-open="{}" aria-haspopup="dialog">{}</button>')
    return button.format(panel, text)


@dataclass(frozen=True)
class Neighbour:
    """The profile before or after one, of the same kind.

    Attributes
    ----------
    text : str
        What the button says to who does not see its sign.
    open : str
        Id of its panel.
    """

    text: str
    open: str


@dataclass(frozen=True)
class Crest:
    """What heads a profile besides its title.

    Attributes
    ----------
    kind : str
        What kind of thing it is, in words.
    mark : str
        A letter or a sign.
    tint : str
        Colour of the ground of `mark`, as CSS writes it; empty for a sign without one.
    earlier, later : Neighbour, optional
    """

    kind: str
    mark: str
    tint: str = ""
    earlier: Neighbour | None = None
    later: Neighbour | None = None
