"""Which session may upload files now, and how much: one that shows an uploader.

Streamlit takes any file for any session that is alive, and keeps it in memory until the session
ends; the door (``components/door``) asks here first.
"""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakValueDictionary

import streamlit as st

from components.browser.streamlit_insides import forget_uploads, session_id
from components.session.state import current_view

_KEY = "_permit"


@dataclass(eq=False)
class Permit:
    """What a session may upload before the page reads it.

    Attributes
    ----------
    files, size : int
        How many files, and how many bytes together; none while the page shows no uploader.
    path : str, optional
        The page that shows the uploader.
    is_used : bool
        Whether any file came since it was given.
    """

    files: int = 0
    size: int = 0
    path: str | None = None
    is_used: bool = False

    def take(self, size: int) -> bool:
        """Whether a file may come; it counts, if so."""
        if self.files < 1 or size > self.size:
            return False
        self.files, self.size, self.is_used = self.files - 1, self.size - size, True
        return True

    def give_back(self, size: int) -> None:
        """Count a file that did not arrive for none."""
        self.files, self.size = self.files + 1, self.size + size


# Ends with the session, which holds the permit.
_GIVEN: WeakValueDictionary[str, Permit] = WeakValueDictionary()


def permit_of(session: str) -> Permit | None:
    """Return the permit of a session, if it was ever given one."""
    return _GIVEN.get(session)


def permit_uploads(files: int, size: int) -> None:
    """Permit this session to upload some files, of some bytes together."""
    permit: Permit = st.session_state.setdefault(_KEY, Permit())
    _GIVEN[session_id()] = permit
    permit.path = current_view().path
    if not permit.is_used:
        permit.files, permit.size = files, size


def leave_uploads() -> None:
    """Permit no more uploads on a page that the reader has left."""
    permit: Permit | None = st.session_state.get(_KEY)
    if permit and permit.path != current_view().path:
        end_uploads()


def end_uploads() -> None:
    """Let go of what this session has uploaded; more may come once they are permitted again."""
    permit: Permit | None = st.session_state.get(_KEY)
    if permit is None:
        return
    permit.files = permit.size = 0
    if permit.is_used:
        permit.is_used = False
        forget_uploads(session_id())
