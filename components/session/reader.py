"""Who reads: written on each connection by the door, read by pages and by routes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import streamlit as st

from data.people import GUEST, Person

# The door (``components/door``) writes it on every connection and takes off what came with it.
PERSON = "X-Atlas-Person"
_SHOWN_AS = "_shown_as"


def told(person: Person) -> str:
    """Return a person as the header tells it: ASCII, one line.

    >>> person_of({PERSON: told(Person("editor", "李"))}).name
    '李'
    """
    until = person.until.isoformat() if person.until else None
    return json.dumps(vars(person) | {"zones": sorted(person.zones), "until": until})


def person_of(headers: Mapping[str, str]) -> Person:
    """Return who asks, as the door has told; without the door's word, a guest."""
    header = headers.get(PERSON)
    if header is None:
        return GUEST
    said: dict[str, Any] = json.loads(header)
    until = datetime.fromisoformat(said["until"]) if said["until"] else None
    return Person(**said | {"zones": frozenset(said["zones"]), "until": until})


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


def is_guest() -> bool:
    """Whether the reader of this session may look but not change what all see."""
    return not reader().may("propose")
