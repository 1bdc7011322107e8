"""The stories that a session has open: edited step by step, undone, saved when they are right."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

import streamlit as st

from components.meeting.brand_form import Filled
from data.i18n import Lang
from data.local_pack import lock
from data.people import HOME, Person
from data.problems import Problem
from data.stories import Scene, Story, with_scene
from data.story_files import stories
from data.story_merging import Merged, Side, merged

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
    past, ahead : list of Story
        What it was before each change, and what it was before each change was taken back.
    typing : str
        The text that is being written: its letters are one change.
    problems : list of Problem
        Why it was not saved.
    seen : str
        Revision of its own file as the reader saw it; empty if there was none.
    other : str or None
        Revision that another reader has saved since, empty if deleted: what to do with it is
        to be decided.
    theirs : Story or None
        What that reader saved, if it can be joined with one's own.
    decided : dict of str to str
        Whose change it shall be, ``"mine"`` or ``"theirs"``, by `data.story_merging.Clash.key`.
    """

    story: Story
    saved: Story | None = None
    is_own: bool = True
    scene_id: str = ""
    past: list[Story] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seen: str = ""
    other: str | None = None
    ahead: list[Story] = field(default_factory=list)
    typing: str = ""
    theirs: Story | None = None
    decided: dict[str, Side] = field(default_factory=dict)

    @property
    def is_changed(self) -> bool:
        """Whether it differs from what is on disk."""
        return self.is_own and self.story != self.saved

    def scene(self) -> Scene | None:
        """Return the scene that is open, else the first."""
        opened = self.story.scene(self.scene_id)
        return opened or next(iter(self.story.scenes), None)

    @property
    def meeting(self) -> Merged | None:
        """What comes of one's own story and that of the other reader, if both have changed it."""
        if self.theirs is None or self.saved is None:
            return None
        return merged(self.saved, self.story, self.theirs, self.decided)

    def change(self, story: Story, of: str = "", *, more: bool = False) -> None:
        """Take a changed story; the one before it can come back.

        `of` names the text that was changed; with `more`, letters of it are still to come, and
        all of them are one change.
        """
        goes_on, self.typing = bool(of) and self.typing == of, of if more else ""
        if story != self.story:
            if not goes_on:
                self.past = [*self.past, self.story][-_STEPS:]
            self.story, self.ahead = story, []

    def undo(self) -> None:
        """Take back the last change."""
        self.typing = ""
        if self.past:
            self.ahead.append(self.story)
            self.story = self.past.pop()

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        self.typing = ""
        if self.ahead:
            self.past.append(self.story)
            self.story = self.ahead.pop()

    def settle(self) -> None:
        """Forget the other reader's story: what to do with it is decided."""
        self.other, self.theirs, self.decided = None, None, {}


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
    person : Person
        Whose it is: not everybody may write to the server's disk.
    """

    drafts: dict[str, Draft] = field(default_factory=dict)
    current: str = ""
    said: tuple[str, dict[str, Any]] | None = None
    is_error: bool = False
    refused: list[Problem] = field(default_factory=list)
    refused_text: str = ""
    deleted: Draft | None = None
    brand: Filled | None = None
    person: Person = HOME

    def say(self, message_id: str, *, is_error: bool = False, **values: Any) -> None:
        """Keep what was done, to be told on top of the page."""
        self.said, self.is_error = (message_id, values), is_error

    def lock(self) -> str:
        """Return why nothing may be written, as a message id, or nothing."""
        return lock(self.person, "tell_stories")

    def draft(self) -> Draft | None:
        """Return the story that is open."""
        return self.drafts.get(self.current)

    def open_story(self) -> Story | None:
        """Return the open story, else the first shipped one that is right."""
        draft = self.draft()
        if draft:
            return draft.story
        return next((one.story for one in stories() if one.story and not one.is_own), None)

    def unsaved(self, lang: Lang) -> list[str]:
        """Return the titles of the stories with changes that are not saved."""
        return [one.story.title(lang) for one in self.drafts.values() if one.is_changed]

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
            key: replace(
                draft,
                past=[*draft.past],
                ahead=[*draft.ahead],
                problems=[*draft.problems],
                decided={**draft.decided},
            )
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
