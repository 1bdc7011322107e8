"""Who reads: written on each connection by the door, read by pages and by routes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

import streamlit as st

from data.logins import guest, person_now
from data.people import Login, Person

# The door (``components/door``) writes it on every connection and takes off what came with it.
PERSON = "X-Atlas-Person"
_SHOWN_AS = "_shown_as"


def told(person: Person) -> str:
    """Return a person as the header tells it: ASCII, one line.

    >>> person_of({PERSON: told(Person("editor", "李"))}).name
    '李'
    """
    return json.dumps(asdict(person) | {"zones": sorted(person.zones)}, default=datetime.isoformat)


def person_of(headers: Mapping[str, str]) -> Person:
    """Return who asks, as the door has told, and what that person may do now.

    A connection may stand for hours: each time, the login is asked again whether it still holds.
    Without the door's word it is a guest, who sees what `ATLAS_GUESTS` says.
    """
    header = headers.get(PERSON)
    if header is None:
        return guest()
    said: dict[str, Any] = json.loads(header)
    if login := said["login"]:
        until = datetime.fromisoformat(login["until"]) if login["until"] else None
        return person_now(Login(**login | {"roles": tuple(login["roles"]), "until": until}))
    return Person(**said | {"zones": frozenset(said["zones"])})


def reader() -> Person:
    """Return who reads in this session.

    A session whose browser has gone counts as a guest's: nobody can tell any more. What is
    embedded is shown as its link says, whoever looks at it.
    """
    shown_as: Person | None = st.session_state.get(_SHOWN_AS)
    return shown_as or person_of(st.context.headers)


def show_as(person: Person | None) -> None:
    """Let this session be that of somebody else, until it is told otherwise."""
    st.session_state[_SHOWN_AS] = person
