"""Who reads: somebody at this machine, or a guest from the network."""

from __future__ import annotations

import streamlit as st

# The door (``components/door``) writes it on the connection of a reader at this machine and
# takes it off all others.
AT_HOME = "X-Atlas-At-Home"


def is_guest() -> bool:
    """Whether the reader of this session may look but not change what all see.

    A session whose browser has gone counts as a guest's: nobody can tell any more.
    """
    return AT_HOME not in st.context.headers
