"""Stories on the disk, which other readers save too: saved, deleted, brought back.

A story that another reader has saved since it was opened is not replaced unasked: the reader is
told what is different. Where both have changed other things, both changes are saved; where they
have changed the same, the reader says whose it shall be. A new story gets another id if its own
was taken meanwhile.
"""

from __future__ import annotations

from dataclasses import replace

from components.blocks.text import Words
from components.meeting.scenes import known_names
from components.meeting.story_draft import Desk, Draft, free_id
from data.catalog import Catalog
from data.stories import Story
from data.story_fields import Known
from data.story_files import (
    StoryChangedError,
    StoryFile,
    delete_story,
    save_story,
    stories,
    story_revision,
)
from data.story_merging import Side

SEEN = "@"  # behind the id of a story: the revision of its file that the reader saw
_TRIES = 5
_SIDES: dict[str, Side] = {"mine": "mine", "theirs": "theirs"}


def story_file(story_id: str) -> StoryFile | None:
    """Return the file of a story, if there is one."""
    return next((one for one in stories() if one.path.stem == story_id), None)


def opened(file: StoryFile) -> Draft | None:
    """Return a story to be edited as it is on the disk, if it is right."""
    if file.story is None:
        return None
    return Draft(file.story, file.story, file.is_own, seen=file.revision if file.is_own else "")


def save(held: Desk, catalog: Catalog, _: str) -> None:
    """Save the story that is open."""
    draft = held.draft()
    if draft is None or not draft.is_own or held.lock():
        return
    renamed = _written(held, draft, draft.story, known_names(catalog))
    if renamed is None:
        if (both := draft.meeting) and not both.clashes:
            _save_both(held, draft, both.story, catalog)
        return
    if draft.problems:
        held.say("editor.refused", is_error=True, count=len(draft.problems))
    elif renamed:
        held.say("editor.saved_as", id=draft.story.story_id)
    else:
        held.say("editor.saved")


def _written(held: Desk, draft: Draft, story: Story, known: Known | None) -> bool | None:
    """Save; tell whether under another id, and ``None`` if another reader was first."""
    for tried in range(_TRIES):
        try:
            draft.problems = save_story(story, known, seen=draft.seen)
        except StoryChangedError as error:
            if draft.seen:
                _tell(held, draft, error.now)
                return None
            own = free_id(story.story_id, held.taken_ids() - {story.story_id} | _on_disk())
            _rename(held, draft, own)
            story = replace(story, story_id=own)
            continue
        if not draft.problems:
            draft.saved, draft.seen = story, story_revision(story)
            draft.settle()
        return tried > 0
    return None


def _on_disk() -> set[str]:
    return {one.path.stem for one in stories()}


def _rename(held: Desk, draft: Draft, story_id: str) -> None:
    held.drafts.pop(draft.story.story_id, None)
    draft.story = replace(draft.story, story_id=story_id)
    draft.past = [replace(one, story_id=story_id) for one in draft.past]
    draft.ahead = [replace(one, story_id=story_id) for one in draft.ahead]
    held.take(draft)


def _tell(held: Desk, draft: Draft, now: StoryFile | None) -> None:
    draft.other = now.revision if now else ""
    draft.theirs = now.story if now else None
    held.say("editor.changed", is_error=True, now=now, seen=draft.saved)


def _save_both(held: Desk, draft: Draft, story: Story, catalog: Catalog) -> None:
    """Save the story that holds the changes of both; the last step back is one's own."""
    draft.seen = draft.other or ""
    draft.change(story)
    if _written(held, draft, story, known_names(catalog)) is None:
        return
    if draft.problems:
        held.say("editor.refused", is_error=True, count=len(draft.problems))
    else:
        held.say("editor.joined")


def join(held: Desk, catalog: Catalog, _: str) -> None:
    """Save the changes of both, as the reader has decided where they clash."""
    draft = held.draft()
    if draft and draft.other is not None and (both := draft.meeting) and not held.lock():
        _save_both(held, draft, both.story, catalog)


def decide(held: Desk, _: Catalog, asked: str) -> None:
    """Say whose change it shall be: ``key=mine``, or ``scene.*=theirs`` for a whole scene."""
    draft = held.draft()
    key, _sign, side = asked.rpartition("=")
    both = draft.meeting if draft else None
    if not draft or not both or side not in _SIDES:
        return
    whole = key.removesuffix("*") if key.endswith(".*") else None
    for clash in both.clashes:
        if clash.key == key or (whole is not None and clash.key.startswith(whole)):
            draft.decided[clash.key] = _SIDES[side]


def replace_other(held: Desk, catalog: Catalog, _: str) -> None:
    """Save the open story over that of the other reader, which stays as ``.bak``."""
    draft = held.draft()
    if draft and draft.other is not None:
        draft.seen = draft.other
        draft.settle()
        save(held, catalog, "")


def save_apart(held: Desk, catalog: Catalog, _: str) -> None:
    """Save the open story under an id of its own, beside that of the other reader."""
    draft = held.draft()
    if draft and draft.other is not None:
        _rename(held, draft, free_id(draft.story.story_id, held.taken_ids()))
        draft.seen = ""
        draft.settle()
        save(held, catalog, "")
        if not held.is_error:
            held.say("editor.saved_as", id=draft.story.story_id)


def take_other(held: Desk, _: Catalog, __: str) -> None:
    """Go on with what the other reader saved; the last step back is one's own."""
    draft = held.draft()
    file = story_file(draft.story.story_id) if draft else None
    if draft and draft.other is not None and file and file.is_own and file.story:
        draft.change(file.story)
        draft.saved, draft.seen = file.story, file.revision
        draft.settle()
        held.say("editor.taken")


def delete(held: Desk, _: Catalog, asked: str) -> None:
    """Delete an own story, if it is still the one that the reader saw."""
    story_id, _seen, revision = asked.partition(SEEN)
    file, draft = story_file(story_id), held.drafts.get(story_id)
    if held.lock() or not ((file and file.is_own) or (draft and draft.is_own)):
        return
    if file and file.is_own:
        try:
            delete_story(story_id, seen=draft.seen if draft else revision)
        except StoryChangedError as error:
            if draft:
                _tell(held, draft, error.now)
            seen = draft.saved if draft else file.story
            held.say("editor.changed_delete", is_error=True, now=error.now, seen=seen)
            return
        except LookupError:  # another reader was first
            pass
    held.drafts.pop(story_id, None)
    held.current = "" if held.current == story_id else held.current
    held.deleted = draft or (opened(file) if file else None)
    held.say("editor.deleted")


def restore(held: Desk, _: Catalog, __: str) -> None:
    """Bring the story deleted last back, to the disk too if it was there."""
    draft, held.deleted = held.deleted, None
    if draft is None:
        return
    held.take(draft)
    if draft.saved and not held.lock():
        # As it was on disk, so without asking anew whether it is right.
        draft.seen = ""
        _written(held, draft, draft.saved, None)
    held.say("editor.restored")


def difference(now: StoryFile | None, seen: Story | None, words: Words) -> str:
    """Return what another reader has made of a story: its title, and which scenes differ."""
    if now is None:
        return words("editor.difference_gone")
    if now.story is None:
        return words("editor.difference_broken")
    title = now.story.title(words.lang)
    before = {one.scene_id: one for one in seen.scenes} if seen else {}
    after = {one.scene_id: one for one in now.story.scenes}
    parts = {
        "editor.difference_new": [one for key, one in after.items() if key not in before],
        "editor.difference_changed": [
            one for key, one in after.items() if before.get(key, one) != one
        ],
        "editor.difference_left_out": [one for key, one in before.items() if key not in after],
    }
    said = [
        words(message, scenes=words.join(one.title(words.lang) for one in scenes))
        for message, scenes in parts.items()
        if scenes
    ]
    head = words("editor.difference", title=title, count=len(after))
    return " ".join([head, *said])
