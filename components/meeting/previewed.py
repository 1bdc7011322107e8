"""The story that an editor has open, as the small stage beside the form shows it.

That stage is the presentation itself in a frame, and so a session of its own. It asks for the story
by a name that only the editor's session knows, and gets it as long as that session lives.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from secrets import token_urlsafe
from weakref import WeakValueDictionary

import streamlit as st

from data.stories import Story

PREVIEW = "present-preview"
_KEY = "_previewed"


@dataclass(eq=False)
class Previewed:
    """What the small stage shows.

    Attributes
    ----------
    name : str
    story : Story or None
        As it was when it was right last.
    scene_id : str
        The scene that is open.
    """

    name: str = field(default_factory=lambda: token_urlsafe(16))
    story: Story | None = None
    scene_id: str = ""


# Ends with the session, which holds it.
_SHOWN: WeakValueDictionary[str, Previewed] = WeakValueDictionary()


def own_preview() -> Previewed:
    """Return what this session's editor lets its small stage show."""
    made: Previewed = st.session_state.setdefault(_KEY, Previewed())
    _SHOWN[made.name] = made
    return made


def previewed(name: str) -> Previewed | None:
    """Return what is shown under a name, if its editor is still there."""
    found = _SHOWN.get(name)
    return found if found and found.story else None
