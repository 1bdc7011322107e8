"""Stories: scenes to present one after the other, in a YAML file that a person can edit."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, replace
from typing import Any, NamedTuple

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from data.catalog import Catalog
from data.i18n import Lang
from data.periods import Period
from data.problems import Problem
from data.selection import Selection
from data.story_fields import (
    BasemapName,
    CardName,
    ChartName,
    Id,
    Known,
    Latitude,
    Layers,
    Layout,
    LineEn,
    LineZh,
    Longitude,
    Motion,
    NotesText,
    OptionsText,
    QueryText,
    Rank,
    Refs,
    Scenes,
    Seconds,
    TitleText,
    Zoom,
    selected,
)
from data.story_pairs import from_pairs
from data.story_yaml import Place, RefusedError, Value, read_yaml, write_yaml

_RARE = ("motion", "options", "basemap")  # written only where there is one
_SHOWN, _SAID = 60, 50  # characters of a wrong value, and problems


class MapView(NamedTuple):
    """Where the map looks: latitude, longitude (decimal degrees, WGS84) and zoom (9-17)."""

    lat: Latitude
    lon: Longitude
    zoom: Zoom


@dataclass(frozen=True)
class Scene:
    """One step of a presentation.

    Attributes
    ----------
    scene_id : str
    title_zh, title_en : str
        The finding; at most 40 Chinese or 80 Latin characters.
    text_zh, text_en : str
        What goes with the finding; at most 60 Chinese or 130 Latin characters, or empty.
    caveat_zh, caveat_en : str
        What to know about it, in small type at the foot; as wide, or empty.
    view : MapView
    layers : tuple of str
        Of `data.coverages.map_layers`.
    query : str
        The URL query of a selection, such as ``"zones=C&asof=2020-09"``.
    headline, chart : str
        A card and a slot of a page, such as ``"overview/enterprises"``; may be empty.
    layout : {"split", "map", "visual", "contact"}
        The map beside the chart, the map alone with the number on it, the chart without a map, or
        whom to ask.
    motion : {"", "descend", "open"}
        How the map moves when the scene enters: the camera comes down from the region, or an
        outline opens from its first to its last phase.
    notes_zh, notes_en : str
        For the speaker; paragraphs are lines.
    dwell : int
        Seconds that autoplay stays, 3-600.
    rank : int
        1 has to be told, 2 and 3 may be left out where time is short, 3 first.
    refs : tuple of str
        Sources, each as ``SOURCE:LINES``; if empty, those of headline and chart.
    options : str
        The URL query of what its page was asked besides, such as ``"tab=board"``.
    basemap : str
        Under the park's layers; empty for the one that everybody sees.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    scene_id: Id
    title_zh: TitleText
    title_en: TitleText
    view: MapView
    text_zh: LineZh = ""
    text_en: LineEn = ""
    caveat_zh: LineZh = ""
    caveat_en: LineEn = ""
    layers: Layers = ()
    query: QueryText = ""
    headline: CardName = ""
    chart: ChartName = ""
    layout: Layout = "split"
    motion: Motion = ""
    notes_zh: NotesText = ""
    notes_en: NotesText = ""
    dwell: Seconds = 20
    rank: Rank = 1
    refs: Refs = ()
    options: OptionsText = ""
    basemap: BasemapName = ""

    def title(self, lang: Lang) -> str:
        """Return the finding in one language."""
        return self.title_zh if lang == "zh" else self.title_en

    def text(self, lang: Lang) -> str:
        """Return what goes with the finding in one language."""
        return self.text_zh if lang == "zh" else self.text_en

    def caveat(self, lang: Lang) -> str:
        """Return what to know about it in one language."""
        return self.caveat_zh if lang == "zh" else self.caveat_en

    def notes(self, lang: Lang) -> str:
        """Return the speaker's notes in one language."""
        return self.notes_zh if lang == "zh" else self.notes_en

    @property
    def selection(self) -> Selection:
        """What is selected, in any language: published numbers unless the query says other."""
        chosen = replace(selected(self.query)[0], lang=None)
        return chosen if "evidence=" in self.query else replace(chosen, evidence="published")


@dataclass(frozen=True)
class Story:
    """Scenes in order, under a title.

    Attributes
    ----------
    story_id : str
        Also names the file.
    title_zh, title_en, subtitle_zh, subtitle_en : str
    scenes : tuple of Scene
        1-40, each with an id of its own.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    story_id: Id
    title_zh: TitleText
    title_en: TitleText
    scenes: Scenes[Scene]
    subtitle_zh: LineZh = ""
    subtitle_en: LineEn = ""

    def title(self, lang: Lang) -> str:
        """Return the title in one language."""
        return self.title_zh if lang == "zh" else self.title_en

    def subtitle(self, lang: Lang) -> str:
        """Return the subtitle in one language."""
        return self.subtitle_zh if lang == "zh" else self.subtitle_en

    def as_of(self, catalog: Catalog) -> Period:
        """Return the last date as of which one of its scenes stands."""
        periods = (catalog.as_of(scene.selection) for scene in self.scenes)
        return max(periods, key=lambda period: period.end)

    def scene(self, scene_id: str) -> Scene | None:
        """Return the scene of an id, if there is one."""
        return next((one for one in self.scenes if one.scene_id == scene_id), None)


_STORY = TypeAdapter(Story)
_KINDS = {
    "missing": "story_missing",
    "unexpected_keyword_argument": "story_unknown",
    "extra_forbidden": "story_unknown",
    "string_type": "story_text",
    "tuple_type": "story_list",
    "dataclass_type": "story_map",
    "named_tuple_type": "story_map",
    "float_parsing": "not_a_number",
    "float_type": "not_a_number",
    "finite_number": "not_a_number",
    "int_parsing": "story_whole",
    "int_parsing_size": "story_whole",
    "int_type": "story_whole",
}


def read_story(
    text: str, file: str, known: Known | None = None
) -> tuple[Story | None, list[Problem]]:
    """Read a story and check every part of it.

    Parameters
    ----------
    text : str
        YAML.
    file : str
        Its name, for the problems.
    known : Known, optional
        What it may name; without it, only the form of such names is checked.

    Returns
    -------
    Story or None
        ``None`` if anything is wrong.
    list of Problem
        The first 50, with the line (from 1) and the key; never raises for bad content.

    Examples
    --------
    >>> from data.packs import DATA_DIR
    >>> path = DATA_DIR / "stories" / "cloud-valley.yaml"
    >>> story, problems = read_story(path.read_text("utf-8"), path.name)
    >>> len(story.scenes), problems
    (14, [])
    """
    try:
        value, lines = read_yaml(text)
    except RefusedError as error:
        return None, [Problem(file, error.line, None, error.kind, error.values)]
    from_pairs(value, lines)
    problems = _repeated(value, lines, file)
    try:
        story = _STORY.validate_python(value, context=known)
    except ValidationError as error:
        problems += [_problem(detail, lines, file) for detail in error.errors()]
        story = None
    problems.sort(key=lambda one: one.row or 0)
    return None if problems else story, problems[:_SAID]


def _repeated(value: Value, lines: dict[Place, int], file: str) -> list[Problem]:
    """Return a problem for each scene whose id an earlier one has."""
    scenes = value.get("scenes") if isinstance(value, dict) else None
    seen, found = Counter[str](), []
    for at, scene in enumerate(scenes if isinstance(scenes, list) else []):
        scene_id = scene.get("scene_id") if isinstance(scene, dict) else None
        if isinstance(scene_id, str):
            seen[scene_id] += 1
            if seen[scene_id] > 1:
                line = lines["scenes", at, "scene_id"]
                values: dict[str, object] = {"value": scene_id[:_SHOWN]}
                found.append(Problem(file, line, "scene_id", "duplicate", values))
    return found


def _problem(detail: ErrorDetails, lines: dict[Place, int], file: str) -> Problem:
    place = detail["loc"]
    line = next(lines[place[:end]] for end in range(len(place), -1, -1) if place[:end] in lines)
    key = next((part for part in reversed(place) if isinstance(part, str)), None)
    kind, values = _kind_of(detail)
    given = detail["input"]
    shown = given[:_SHOWN] if isinstance(given, str) else ""
    return Problem(file, line, key, kind, {"value": shown, **values})


def _kind_of(detail: ErrorDetails) -> tuple[str, dict[str, object]]:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "literal_error":
        return "not_allowed", {"allowed": str(context["expected"])}
    if kind in {"greater_than_equal", "less_than_equal"}:
        return "out_of_range", {"limit": next(iter(context.values()))}
    return _KINDS.get(kind, kind), context


def write_story(story: Story) -> str:
    """Return a story as YAML that `read_story` reads back as the same.

    >>> from data.packs import DATA_DIR
    >>> path = DATA_DIR / "stories" / "cloud-valley.yaml"
    >>> story, _ = read_story(path.read_text("utf-8"), path.name)
    >>> read_story(write_story(story), "copy.yaml")[0] == story
    True
    """
    whole: dict[str, Any] = asdict(story)
    scenes = whole.pop("scenes")
    for scene in scenes:
        scene["view"] = scene["view"]._asdict()
        for key in ("layers", "refs"):
            scene[key] = list(scene[key])
        for key in _RARE:
            if not scene[key]:
                del scene[key]
    whole["scenes"] = scenes
    return write_yaml(whole)


def with_scene(story: Story, scene: Scene, place: int | None = None) -> Story:
    """Return a story with one scene more, before the one at `place`, else at the end.

    Raises
    ------
    ValueError
        If it has a scene of this id.

    Examples
    --------
    >>> from data.packs import DATA_DIR
    >>> path = DATA_DIR / "stories" / "cloud-valley.yaml"
    >>> story, _ = read_story(path.read_text("utf-8"), path.name)
    >>> longer = with_scene(story, replace(story.scenes[0], scene_id="again"))
    >>> longer.scenes[-1].scene_id
    'again'
    """
    if story.scene(scene.scene_id):
        raise ValueError(f"scene {scene.scene_id!r} is there already")
    at = len(story.scenes) if place is None else max(place, 0)
    return replace(story, scenes=(*story.scenes[:at], scene, *story.scenes[at:]))


def without(story: Story, scene_id: str) -> Story:
    """Return a story without one scene.

    Raises
    ------
    LookupError
        If it has no scene of this id.

    Examples
    --------
    >>> from data.packs import DATA_DIR
    >>> path = DATA_DIR / "stories" / "cloud-valley.yaml"
    >>> story, _ = read_story(path.read_text("utf-8"), path.name)
    >>> len(without(story, story.scenes[0].scene_id).scenes)
    13
    """
    at = _place(story, scene_id)
    return replace(story, scenes=story.scenes[:at] + story.scenes[at + 1 :])


def moved(story: Story, scene_id: str, by: int) -> Story:
    """Return a story with one scene moved towards the end, or the start if `by` < 0.

    Raises
    ------
    LookupError
        If it has no scene of this id.

    Examples
    --------
    >>> from data.packs import DATA_DIR
    >>> path = DATA_DIR / "stories" / "cloud-valley.yaml"
    >>> story, _ = read_story(path.read_text("utf-8"), path.name)
    >>> first = story.scenes[0]
    >>> moved(story, first.scene_id, 1).scenes[1] == first
    True
    """
    at = _place(story, scene_id)
    rest = without(story, scene_id)
    return with_scene(rest, story.scenes[at], min(max(at + by, 0), len(rest.scenes)))


def replaced(story: Story, scene: Scene) -> Story:
    """Return a story with another scene in the place of the one with its id.

    Raises
    ------
    LookupError
        If it has no scene of this id.

    Examples
    --------
    >>> from data.packs import DATA_DIR
    >>> path = DATA_DIR / "stories" / "cloud-valley.yaml"
    >>> story, _ = read_story(path.read_text("utf-8"), path.name)
    >>> replaced(story, replace(story.scenes[0], title_en="New")).scenes[0].title_en
    'New'
    """
    at = _place(story, scene.scene_id)
    return replace(story, scenes=(*story.scenes[:at], scene, *story.scenes[at + 1 :]))


def _place(story: Story, scene_id: str) -> int:
    for at, scene in enumerate(story.scenes):
        if scene.scene_id == scene_id:
            return at
    raise LookupError(f"no scene {scene_id!r}")
