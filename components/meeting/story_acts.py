"""What the reader may do with stories: options of the page become changes of drafts."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from components.meeting import story_saving as saving
from components.meeting.keep_scene import fitted
from components.meeting.scenes import known_names
from components.meeting.story_draft import Desk, Draft, free_id, in_order
from components.meeting.story_saving import opened, story_file
from data.catalog import Catalog
from data.durable import is_full
from data.i18n import LANGS, translate
from data.problems import Problem
from data.stories import Scene, Story, moved, read_story, replaced, without, write_story

STORY, SCENE = "story.", "scene."
_STORY_FIELDS = ("title_zh", "title_en", "subtitle_zh", "subtitle_en")
_TEXTS = frozenset(
    {f"{part}_{lang}" for part in ("title", "text", "caveat", "notes") for lang in LANGS}
    | {"headline", "chart", "layout", "motion", "options", "basemap"}
)
_NUMBERS = ("dwell", "rank")
_VIEW = ("lat", "lon", "zoom")
_FILE = "story.yaml"
_COPIED_TITLE = 70  # as wide as a title may be, less the words for a copy
_log = logging.getLogger(__name__)


def act(held: Desk, catalog: Catalog, options: dict[str, str]) -> None:
    """Do what the reader asked for, once.

    What is not on offer is ignored: the browser is not trusted.
    """
    names = [name for name in options if name.startswith((STORY, SCENE))]
    for name in names:
        value = options.pop(name)
        held.said = None
        _do(held, catalog, name, value)


def _do(held: Desk, catalog: Catalog, name: str, value: str) -> None:
    draft = held.draft()
    if name in _ON_DESK:
        try:
            _ON_DESK[name](held, catalog, value)
        except OSError as error:
            _log.exception("%s", name)
            held.say("editor.disk_full" if is_full(error) else "editor.not_written", is_error=True)
    elif name == "scene.open" and draft:
        draft.scene_id = value
    elif draft and draft.is_own:
        _edit(held, draft, name, value, catalog.choices.layers)


def _open(held: Desk, _: Catalog, story_id: str) -> None:
    if story_id in held.drafts:
        held.current = story_id
        return
    file = story_file(story_id)
    draft = opened(file) if file else None
    if draft:
        held.take(draft)


def _copy(held: Desk, _: Catalog, story_id: str) -> None:
    file = story_file(story_id)
    draft = held.drafts.get(story_id)
    story = draft.story if draft else file.story if file else None
    if story and not held.is_full():
        own = free_id(f"{story_id[:30]}-own", held.taken_ids())
        named: dict[str, Any] = {
            f"title_{lang}": translate(
                lang, "editor.copy_of", title=fitted(story.title(lang), _COPIED_TITLE)
            )
            for lang in LANGS
        }
        held.take(Draft(replace(story, story_id=own, **named)))
        held.say("editor.copied")


def _upload(held: Desk, catalog: Catalog, text: str) -> None:
    held.refused, held.refused_text = [], ""
    if held.is_full():
        return
    if "\ufffd" in text:
        held.refused = [Problem(_FILE, None, None, "encoding")]
        return
    story, held.refused = read_story(text, _FILE, known_names(catalog))
    if story is None:
        held.refused_text = text
        return
    own = free_id(story.story_id, held.taken_ids())
    held.take(Draft(replace(story, story_id=own)))
    held.say("editor.uploaded")


_ON_DESK: dict[str, Callable[[Desk, Catalog, str], None]] = {
    "story.open": _open,
    "story.copy": _copy,
    "story.upload": _upload,
    "story.save": saving.save,
    "story.replace": saving.replace_other,
    "story.apart": saving.save_apart,
    "story.theirs": saving.take_other,
    "story.delete": saving.delete,
    "story.restore": saving.restore,
}


def _edit(held: Desk, draft: Draft, name: str, value: str, layers: tuple[str, ...]) -> None:
    story, scene = draft.story, draft.scene()
    part, _, key = name.partition(".")
    if name == "story.undo":
        draft.undo()
    elif part == "story" and key in _STORY_FIELDS:
        draft.change(replace(story, **{key: value.strip()}))  # type: ignore[arg-type]
    elif name in {"scene.up", "scene.down"} and story.scene(value):
        draft.change(moved(story, value, -1 if name == "scene.up" else 1))
    elif name == "scene.delete" and story.scene(value):
        draft.change(without(story, value))
        held.say("editor.scene_deleted")
    elif scene and (changed := with_text(scene, key, value, layers)):
        draft.scene_id = scene.scene_id
        draft.change(replaced(story, changed))


def with_text(scene: Scene, key: str, text: str, layers: tuple[str, ...]) -> Scene | None:
    """Return a scene with one field changed; ``None`` if there is no such field.

    `layers` are those that the map has.

    What is not a number stays as the text that it is, until saving refuses it by its line.
    """
    text = text.strip().replace("\r", "")
    changes: dict[str, Any] = {}
    if key in _TEXTS:
        changes[key] = text
    elif key == "query":
        # Of a whole address, the selection is what stands behind the question mark.
        changes[key] = text.rpartition("?")[2]
    elif key in _NUMBERS:
        changes[key] = _number(text, int)
    elif key == "refs":
        changes[key] = tuple(text.split())
    elif key == "layer" and text in layers:
        changes["layers"] = in_order(set(scene.layers) ^ {text}, layers)
    elif key in _VIEW:
        changes["view"] = scene.view._replace(**{key: _number(text, float)})
    return replace(scene, **changes) if changes else None


def _number(text: str, kind: type[int | float]) -> Any:
    try:
        return kind(text)
    except ValueError:
        return text


def story_to_hand_out(held: Desk, catalog: Catalog) -> Story | None:
    """Return the open story; ``None`` if it is wrong, and its draft then says why."""
    draft = held.draft()
    if draft is None or not draft.is_own:
        return held.open_story()
    draft.problems = read_story(write_story(draft.story), _FILE, known_names(catalog))[1]
    return None if draft.problems else draft.story


def line_of(story: Story, problem: Problem) -> str:
    """Return the line that a problem names, as it would be saved."""
    lines = write_story(story).splitlines()
    row = problem.row or 0
    return lines[row - 1].strip() if 0 < row <= len(lines) else ""
