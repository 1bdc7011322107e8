"""The stories that a session has open: edited step by step, undone, saved when they are right."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

import streamlit as st

from components.meeting.brand_form import Filled
from data.local_pack import lock
from data.problems import Problem
from data.stories import Scene, Story, with_scene
from data.story_files import stories

OWN_ID = "my-story"
MOST_UNSAVED = 20  # stories that one reader has open
_KEY = "_desk"
_STEPS = 100


@dataclass
class Draft:
    """A story that is open.

    Attributes
    ----------
    story : Story
        As edited; it may be wrong until it is saved.
    saved : Story or None
        As on disk.
    is_own : bool
        Whether it may be changed.
    scene_id : str
        The scene that is open.
    past : list of Story
        What it was before each change.
    problems : list of Problem
        Why it was not saved.
    seen : str
        Revision of its own file as the reader saw it; empty if there was none.
    other : str or None
        Revision that another reader has saved since, empty if deleted: what to do with it is
        to be decided.
    """

    story: Story
    saved: Story | None = None
    is_own: bool = True
    scene_id: str = ""
    past: list[Story] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seen: str = ""
    other: str | None = None

    @property
    def is_changed(self) -> bool:
        """Whether it differs from what is on disk."""
        return self.is_own and self.story != self.saved

    def scene(self) -> Scene | None:
        """Return the scene that is open, else the first."""
        opened = self.story.scene(self.scene_id)
        return opened or next(iter(self.story.scenes), None)

    def change(self, story: Story) -> None:
        """Take a changed story; the one before it can come back."""
        if story != self.story:
            self.past = [*self.past, self.story][-_STEPS:]
            self.story = story

    def undo(self) -> None:
        """Take back the last change."""
        if self.past:
            self.story = self.past.pop()


@dataclass
class Desk:
    """What one session has open.

    Attributes
    ----------
    drafts : dict of str to Draft
        By story id.
    current : str
        The one that is open.
    said : tuple of (str, dict), optional
        Message id and values of what was done last.
    is_error : bool
    refused : list of Problem
        Why an uploaded file was not taken.
    refused_text : str
        What was in it.
    deleted : Draft or None
        The own story deleted last.
    brand : Filled or None
        What the reader has filled in of the office's own.
    is_guest : bool
        Whether the reader may write nothing to the server's disk.
    """

    drafts: dict[str, Draft] = field(default_factory=dict)
    current: str = ""
    said: tuple[str, dict[str, Any]] | None = None
    is_error: bool = False
    refused: list[Problem] = field(default_factory=list)
    refused_text: str = ""
    deleted: Draft | None = None
    brand: Filled | None = None
    is_guest: bool = False

    def say(self, message_id: str, *, is_error: bool = False, **values: Any) -> None:
        """Keep what was done, to be told on top of the page."""
        self.said, self.is_error = (message_id, values), is_error

    def lock(self) -> str:
        """Return why nothing may be written, as a message id, or nothing."""
        return lock(is_guest=self.is_guest)

    def draft(self) -> Draft | None:
        """Return the story that is open."""
        return self.drafts.get(self.current)

    def open_story(self) -> Story | None:
        """Return the open story, else the first shipped one that is right."""
        draft = self.draft()
        if draft:
            return draft.story
        return next((one.story for one in stories() if one.story and not one.is_own), None)

    def is_full(self) -> bool:
        """Whether no further story may be begun; says so."""
        full = sum(draft.is_changed for draft in self.drafts.values()) >= MOST_UNSAVED
        if full:
            self.say("editor.desk_full", is_error=True, most=MOST_UNSAVED)
        return full

    def take(self, draft: Draft) -> None:
        """Open a draft."""
        self.drafts[draft.story.story_id] = draft
        self.current = draft.story.story_id

    def add_scene(self, scene: Scene, title_zh: str, title_en: str) -> Draft:
        """Add a scene to the own story that is open, else to a new one, and open it."""
        draft = self.draft()
        if draft is None or not draft.is_own:
            story = Story(free_id(OWN_ID, self.taken_ids()), title_zh, title_en, ())
            draft = Draft(story)
            self.take(draft)
        taken = {one.scene_id for one in draft.story.scenes}
        scene = replace(scene, scene_id=free_id(scene.scene_id, taken))
        draft.change(with_scene(draft.story, scene))
        draft.scene_id = scene.scene_id
        return draft

    def copy(self) -> Desk:
        """Return the same, of which a change stays where it is made."""
        drafts = {
            key: replace(draft, past=[*draft.past], problems=[*draft.problems])
            for key, draft in self.drafts.items()
        }
        return replace(self, drafts=drafts, refused=[*self.refused])

    def taken_ids(self) -> set[str]:
        """Return the ids of all stories, on disk and open."""
        return {one.path.stem for one in stories()} | set(self.drafts)


def desk() -> Desk:
    """Return the desk of this session."""
    made: Desk = st.session_state.setdefault(_KEY, Desk())
    return made


def in_order(layers: Collection[str], every: Iterable[str]) -> tuple[str, ...]:
    """Return layers as a scene holds them, in the order of all that the map has."""
    return tuple(layer for layer in every if layer in layers)


def free_id(wanted: str, taken: Collection[str]) -> str:
    """Return an id that is not taken: the one wanted, or with a number after it."""
    if wanted not in taken:
        return wanted
    return next(name for n in count(2) if (name := f"{wanted[:36]}-{n}") not in taken)
