"""What the reader may do with stories: options of the page become changes of drafts."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from math import isfinite
from typing import Any

import numpy as np

from components.meeting import story_saving as saving
from components.meeting.keep_scene import fitted
from components.meeting.previewed import Previewed
from components.meeting.scenes import known_names
from components.meeting.story_draft import Desk, Draft, free_id, in_order
from components.meeting.story_saving import opened, story_file
from data.catalog import Catalog
from data.i18n import LANGS, translate
from data.problems import Problem
from data.stores.errors import why_not
from data.stories import (
    MapView,
    Scene,
    Story,
    moved,
    read_story,
    replaced,
    with_scene,
    without,
    write_story,
)
from data.story_fields import MAX_SCENES, nearest_view
from data.story_templates import templates
from geo.basemaps import basemaps
from geo.datum import gcj02_to_wgs84

STORY, SCENE = "story.", "scene."
_STORY_FIELDS = ("title_zh", "title_en", "subtitle_zh", "subtitle_en")
_TEXTS = frozenset(
    {f"{part}_{lang}" for part in ("title", "text", "caveat", "notes") for lang in LANGS}
    | {"headline", "chart", "layout", "motion", "options", "basemap"}
)
_NUMBERS = ("dwell", "rank")
_VIEW = ("lat", "lon", "zoom")
_FILE = "story.yaml"
_DIGITS = 3
_POLE = 90.0
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
            held.say(why_not(error, "editor.not_written", "editor.disk_full"), is_error=True)
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


def _begin(held: Desk, _: Catalog, template_id: str) -> None:
    """Begin a story from a template."""
    template = templates().get(template_id)
    if template and not held.is_full():
        own = free_id(template_id, held.taken_ids())
        held.take(Draft(replace(template.story, story_id=own)))
        held.say("editor.begun")


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
    "story.join": saving.join,
    "story.decide": saving.decide,
    "story.begin": _begin,
    "story.delete": saving.delete,
    "story.restore": saving.restore,
}


def _edit(held: Desk, draft: Draft, name: str, value: str, layers: tuple[str, ...]) -> None:
    story, scene = draft.story, draft.scene()
    part, _, key = name.partition(".")
    more = key == "typing"  # letters of a text that is still being written
    if more:
        key, _, value = value.partition(":")
        name = f"{part}.{key}"
    if name in _STEPS:
        _STEPS[name](draft)
    elif part == "story" and key in _STORY_FIELDS:
        draft.change(replace(story, **{key: value.strip()}), name, more=more)  # type: ignore[arg-type]
    elif name in _OF_SCENES:
        _OF_SCENES[name](held, draft, value)
    elif scene and (changed := with_text(scene, key, value, layers)):
        draft.scene_id = scene.scene_id
        draft.change(replaced(story, changed), f"{name}@{scene.scene_id}", more=more)


def _place(_: Desk, draft: Draft, asked: str) -> None:
    """Put a scene to a place: ``id@0`` is the first."""
    scene_id, _sign, place = asked.rpartition("@")
    if draft.story.scene(scene_id) and place.isdecimal() and len(place) <= _DIGITS:
        now = [one.scene_id for one in draft.story.scenes].index(scene_id)
        draft.change(moved(draft.story, scene_id, int(place) - now))


def _move(by: int) -> Callable[[Desk, Draft, str], None]:
    def move(_: Desk, draft: Draft, scene_id: str) -> None:
        if draft.story.scene(scene_id):
            draft.change(moved(draft.story, scene_id, by))

    return move


def _copy_scene(held: Desk, draft: Draft, scene_id: str) -> None:
    """Put a copy behind a scene, and open it."""
    story, scene = draft.story, draft.story.scene(scene_id)
    if scene is None:
        return
    if len(story.scenes) >= MAX_SCENES:
        held.say("editor.full", is_error=True, limit=MAX_SCENES)
        return
    ids = [one.scene_id for one in story.scenes]
    again = replace(scene, scene_id=free_id(scene_id, ids))
    draft.change(with_scene(story, again, ids.index(scene_id) + 1))
    draft.scene_id = again.scene_id


def _delete_scene(held: Desk, draft: Draft, scene_id: str) -> None:
    if draft.story.scene(scene_id):
        draft.change(without(draft.story, scene_id))
        held.say("editor.scene_deleted")


_STEPS: dict[str, Callable[[Draft], None]] = {"story.undo": Draft.undo, "story.redo": Draft.redo}
_OF_SCENES: dict[str, Callable[[Desk, Draft, str], None]] = {
    "scene.up": _move(-1),
    "scene.down": _move(1),
    "scene.place": _place,
    "scene.copy": _copy_scene,
    "scene.delete": _delete_scene,
}


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
    elif key == "look" and (looked := looked_at(text)):
        changes["view"] = MapView(*looked)
    return replace(scene, **changes) if changes else None


def looked_at(text: str) -> tuple[float, float, float] | None:
    """Return the view, of those that a scene may have, that is nearest to where a map looks.

    Parameters
    ----------
    text : str
        Latitude and longitude in the datum of a basemap, zoom, and the id of that basemap, with
        commas between. A map posts it: ``None`` if it is none.

    Examples
    --------
    >>> looked_at("29.36,105.93,13.14,plain"), looked_at("north")
    ((29.36, 105.93, 13.1), None)
    """
    *numbers, basemap_id = text.split(",")
    try:
        lat, lon, zoom = (float(one) for one in numbers)
    except ValueError:
        return None
    if not all(map(isfinite, (lat, lon, zoom))) or abs(lat) > _POLE or abs(lon) > 2 * _POLE:
        return None
    datum = next((one.datum for one in basemaps() if one.basemap_id == basemap_id), "WGS84")
    if datum == "GCJ-02":
        lon, lat = (float(part) for part in gcj02_to_wgs84(np.array(lon), np.array(lat)))
    lat, lon, zoom = nearest_view(lat, lon, zoom)
    return round(lat, 5), round(lon, 5), round(zoom, 1)


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


def preview(held: Desk, shown: Previewed, catalog: Catalog) -> None:
    """Let the small stage show the open story; one that is wrong is shown as it was before."""
    draft = held.draft()
    if draft is None:
        return
    scene = draft.scene()
    shown.scene_id = scene.scene_id if scene else ""
    if shown.story != draft.story:
        right = read_story(write_story(draft.story), _FILE, known_names(catalog))[0]
        is_other = shown.story is None or shown.story.story_id != draft.story.story_id
        shown.story = right or (None if is_other else shown.story)


def line_of(story: Story, problem: Problem) -> str:
    """Return the line that a problem names, as it would be saved."""
    lines = write_story(story).splitlines()
    row = problem.row or 0
    return lines[row - 1].strip() if 0 < row <= len(lines) else ""
