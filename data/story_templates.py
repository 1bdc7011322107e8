"""What a story may begin from: scenes of the park's stories, chosen and timed for an occasion.

A template is a YAML file in ``stories/templates`` of the park. Each of its scenes names one of a
shipped story (``from: story/scene``) and what is other here, such as ``dwell``.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from data.i18n import Lang
from data.packs import DATA_DIR, park_dir
from data.stories import Story, read_story
from data.story_yaml import RefusedError, Value, read_yaml, write_yaml

_OWN = ("for_zh", "for_en")


class TemplateError(ValueError):
    """A template names what there is not, or makes no story."""


@dataclass(frozen=True)
class Template:
    """A story to begin from.

    Attributes
    ----------
    story : Story
        With texts, scenes and times; its id is that of the template.
    for_zh, for_en : str
        The occasion.
    """

    story: Story
    for_zh: str
    for_en: str

    def occasion(self, lang: Lang) -> str:
        """Return the occasion in one language."""
        return self.for_zh if lang == "zh" else self.for_en


def templates(data_dir: Path = DATA_DIR) -> dict[str, Template]:
    """Return the templates of the park by id, as their files are named; a park may have none.

    Raises
    ------
    TemplateError
        If a shipped file names what there is not; the message tells file and reason.

    Examples
    --------
    >>> for template in templates().values():
    ...     print(template.story.title_en)
    Ten-minute pitch
    Visit of the mayor
    Planners’ meeting
    """
    folder = park_dir(data_dir) / "stories"
    files = (*sorted(folder.glob("*.yaml")), *sorted(folder.glob("templates/*.yaml")))
    stamps = tuple((path, path.stat().st_mtime_ns) for path in files)
    return {one.story.story_id: one for one in _read(stamps)}


@lru_cache(maxsize=2)
def _read(files: tuple[tuple[Path, int], ...]) -> tuple[Template, ...]:
    shipped: dict[str, Story] = {}
    made = []
    for path, _ in files:
        text = path.read_text(encoding="utf-8")
        if path.parent.name == "templates":
            made.append(_template(text, path.name, shipped))
        elif story := read_story(text, path.name)[0]:
            shipped[story.story_id] = story
    return tuple(made)


def _template(text: str, file: str, shipped: dict[str, Story]) -> Template:
    try:
        value: Value = read_yaml(text)[0]
    except RefusedError as error:
        raise TemplateError(f"{file}: {error}") from error
    if not isinstance(value, dict) or not isinstance(value.get("scenes"), list):
        raise TemplateError(f"{file}: no scenes")
    whole: dict[str, Any] = {**value}
    occasion = [str(whole.pop(name, "")) for name in _OWN]
    whole["scenes"] = [_scene(one, file, shipped) for one in whole["scenes"]]
    story, problems = read_story(write_yaml(whole), file)
    if story is None:
        raise TemplateError("; ".join(one.text("en") for one in problems))
    return Template(story, *occasion)


def _scene(asked: dict[str, Any], file: str, shipped: dict[str, Story]) -> dict[str, Any]:
    story_id, _, scene_id = str(asked.get("from", "")).partition("/")
    scene = shipped[story_id].scene(scene_id) if story_id in shipped else None
    if scene is None:
        raise TemplateError(f"{file}: no scene {asked.get('from')!r}")
    whole = asdict(scene)
    whole["view"] = scene.view._asdict()
    lists = {name: list(whole[name]) for name in ("layers", "refs")}
    return whole | lists | {name: text for name, text in asked.items() if name != "from"}
