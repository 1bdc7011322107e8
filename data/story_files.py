"""The files of stories: those shipped, and the user's own beside the local pack."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

from data.packs import DATA_DIR, local_dir
from data.problems import Problem
from data.stories import Story, read_story, write_story
from data.story_fields import Known
from data.story_yaml import MAX_BYTES

_KEPT = 64
_SHIPPED = "cloud-valley"


@dataclass(frozen=True)
class StoryFile:
    """A file of a story.

    Attributes
    ----------
    path : pathlib.Path
    is_own : bool
        Whether the user may change it.
    story : Story or None
        ``None`` if anything is wrong with it.
    problems : tuple of Problem
    """

    path: Path
    is_own: bool
    story: Story | None
    problems: tuple[Problem, ...]


def own_stories_dir(data_dir: Path = DATA_DIR) -> Path:
    """Return the folder of the user's own stories, ``local.stories`` beside ``local``.

    >>> own_stories_dir(Path("/srv/data")).as_posix()
    '/srv/data/local.stories'
    """
    local = local_dir(data_dir).absolute()
    return local.with_name(f"{local.name}.stories")


def stories(known: Known | None = None, data_dir: Path = DATA_DIR) -> list[StoryFile]:
    """Return the stories by file name; an own one stands for the shipped one of its name.

    Parameters
    ----------
    known : Known, optional
        What they may name.
    data_dir : pathlib.Path
        As for `data.catalog.load_catalog`.

    Examples
    --------
    >>> [one.path.name for one in stories()]
    ['cloud-valley.yaml']
    """
    found: dict[str, StoryFile] = {}
    for folder, is_own in ((data_dir / "stories", False), (own_stories_dir(data_dir), True)):
        for path in sorted(folder.glob("*.yaml")):
            stat = path.stat()
            found[path.name] = _read(path, known, (stat.st_mtime_ns, stat.st_size), is_own=is_own)
    return [found[name] for name in sorted(found)]


def usable_stories() -> dict[str, Story]:
    """Return the stories without problems by id, the shipped one first.

    >>> list(usable_stories())
    ['cloud-valley']
    """
    found = [one.story for one in stories() if one.story]
    found.sort(key=lambda one: one.story_id != _SHIPPED)
    return {one.story_id: one for one in found}


@lru_cache(maxsize=_KEPT)
def _read(path: Path, known: Known | None, stamp: tuple[int, int], *, is_own: bool) -> StoryFile:
    """Read a file; `stamp` is its time and size, under which the result is kept."""
    if stamp[1] > MAX_BYTES:
        wrong = Problem(path.name, None, None, "story_size", {"limit": MAX_BYTES // 1000})
        return StoryFile(path, is_own, None, (wrong,))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return StoryFile(path, is_own, None, (Problem(path.name, None, None, "encoding"),))
    story, problems = read_story(text, path.name, known)
    if story and story.story_id != path.stem:
        story, problems = None, [Problem(path.name, None, "story_id", "story_name")]
    return StoryFile(path, is_own, story, tuple(problems))


def save_story(
    story: Story, known: Known | None = None, data_dir: Path = DATA_DIR
) -> list[Problem]:
    """Save a story as an own one; the file that it replaces is kept as ``.bak``.

    Returns
    -------
    list of Problem
        If there is anything, nothing is saved.

    Raises
    ------
    OSError
        If the disk refuses; the file in place stays.

    Examples
    --------
    >>> [shipped] = stories()
    >>> save_story(shipped.story)
    []
    >>> [one.is_own for one in stories()]
    [True]
    """
    text = write_story(story)
    problems = read_story(text, f"{story.story_id}.yaml", known)[1]
    if problems:
        return problems
    folder = own_stories_dir(data_dir)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{story.story_id}.yaml"
    draft = path.with_suffix(f".{uuid4().hex}.draft")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        if path.is_file():
            shutil.copy2(path, path.with_suffix(".bak"))
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return []


def delete_story(story_id: str, data_dir: Path = DATA_DIR) -> None:
    """Take an own story away; its file is kept as ``.bak``.

    Raises
    ------
    LookupError
        If there is no own story of this id.

    Examples
    --------
    >>> [shipped] = stories()
    >>> problems = save_story(shipped.story)
    >>> delete_story("cloud-valley")
    >>> [one.is_own for one in stories()]
    [False]
    """
    own = (one.path for one in stories(data_dir=data_dir) if one.is_own)
    path = next((path for path in own if path.stem == story_id), None)
    if path is None:
        raise LookupError(f"no own story {story_id!r}")
    path.replace(path.with_suffix(".bak"))
