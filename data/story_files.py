"""The files of stories: those shipped, and the user's own beside the local pack."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from data.durable import drafted, move, write
from data.packs import DATA_DIR, local_dir, park_dir
from data.problems import Problem, unreadable
from data.stores import writing
from data.stores.areas import place_of
from data.stories import Story, read_story, write_story
from data.story_fields import Known
from data.story_yaml import MAX_BYTES

_KEPT = 64


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
    revision : str
        Another one whenever what is in the file changes.
    """

    path: Path
    is_own: bool
    story: Story | None
    problems: tuple[Problem, ...]
    revision: str = ""


class StoryChangedError(Exception):
    """The story is no longer the one that was seen; nothing was done.

    Attributes
    ----------
    now : StoryFile or None
        The present one; ``None`` if it was deleted.
    """

    def __init__(self, now: StoryFile | None) -> None:
        super().__init__(now.path.name if now else "deleted")
        self.now = now


def own_stories_dir(data_dir: Path = DATA_DIR) -> Path:
    """Return the folder of the user's own stories, ``local.stories`` beside ``local``.

    >>> own_stories_dir(Path("/srv/data")).as_posix()
    '/srv/data/local.stories'
    """
    return place_of("stories", local_dir(data_dir)).home


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
    ['cloud-valley.yaml', 'planners.yaml']
    """
    found: dict[str, StoryFile] = {}
    for folder, is_own in (
        (park_dir(data_dir) / "stories", False),
        (own_stories_dir(data_dir), True),
    ):
        for path in sorted(folder.glob("*.yaml")):
            if file := _file(path, known, is_own=is_own):
                found[path.name] = file
    return [found[name] for name in sorted(found)]


def usable_stories() -> dict[str, Story]:
    """Return the stories without problems by id, the shipped one first.

    >>> list(usable_stories())
    ['cloud-valley', 'planners']
    """
    found = [one.story for one in stories() if one.story]
    shipped = park_dir() / "stories"
    found.sort(key=lambda one: not (shipped / f"{one.story_id}.yaml").is_file())
    return {one.story_id: one for one in found}


def story_revision(story: Story) -> str:
    """Return the revision that the file of a story has once it is saved.

    >>> shipped, _ = stories()
    >>> len(story_revision(shipped.story))
    16
    """
    return _revision(write_story(story).encode())


def _revision(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _file(path: Path, known: Known | None, *, is_own: bool) -> StoryFile | None:
    try:
        stat = path.stat()
        return _read(path, known, (stat.st_mtime_ns, stat.st_size, stat.st_ino), is_own=is_own)
    except FileNotFoundError:  # deleted meanwhile
        return None
    except OSError as error:
        return StoryFile(path, is_own, None, (unreadable(path.name, error),))


@lru_cache(maxsize=_KEPT)
def _read(
    path: Path, known: Known | None, stamp: tuple[int, int, int], *, is_own: bool
) -> StoryFile:
    """Read a file; `stamp` is its time, size and number, under which the result is kept."""
    if stamp[1] > MAX_BYTES:
        wrong = Problem(path.name, None, None, "story_size", {"limit": MAX_BYTES // 1000})
        return StoryFile(path, is_own, None, (wrong,), repr(stamp))
    content = path.read_bytes()
    revision = _revision(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        wrong = Problem(path.name, None, None, "encoding")
        return StoryFile(path, is_own, None, (wrong,), revision)
    story, problems = read_story(text, path.name, known)
    if story and story.story_id != path.stem:
        story, problems = None, [Problem(path.name, None, "story_id", "story_name")]
    return StoryFile(path, is_own, story, tuple(problems), revision)


def save_story(
    story: Story,
    known: Known | None = None,
    data_dir: Path = DATA_DIR,
    *,
    seen: str | None = None,
) -> list[Problem]:
    """Save a story as an own one; the file that it replaces is kept as ``.bak``.

    Parameters
    ----------
    story : Story
    known : Known, optional
        What it may name.
    data_dir : pathlib.Path
        As for `data.catalog.load_catalog`.
    seen : str, optional
        Revision of the own file that the user saw, empty if there was none; left out, whatever
        is there is replaced.

    Returns
    -------
    list of Problem
        If there is anything, nothing is saved.

    Raises
    ------
    StoryChangedError
        If the file is another one than that seen; it stays.
    OSError
        If the disk refuses; the file in place stays.

    Examples
    --------
    >>> shipped, _ = stories()
    >>> save_story(shipped.story)
    []
    >>> [one.is_own for one in stories()]
    [True, False]
    """
    text = write_story(story)
    problems = read_story(text, f"{story.story_id}.yaml", known)[1]
    if problems:
        return problems
    path = own_stories_dir(data_dir) / f"{story.story_id}.yaml"
    with writing("stories", local_dir(data_dir)):
        _hold(path, seen)
        if path.is_file():
            with drafted(path.with_suffix(".bak")) as old:
                shutil.copy2(path, old)
        write(path, text.encode())
    return []


def _hold(path: Path, seen: str | None) -> None:
    """Refuse a change of another file than the one seen."""
    now = _file(path, None, is_own=True)
    if seen is not None and seen != (now.revision if now else ""):
        raise StoryChangedError(now)


def delete_story(story_id: str, data_dir: Path = DATA_DIR, *, seen: str | None = None) -> None:
    """Take an own story away; its file is kept as ``.bak``.

    Raises
    ------
    LookupError
        If there is no own story of this id.
    StoryChangedError
        As for `save_story`.

    Examples
    --------
    >>> shipped, _ = stories()
    >>> problems = save_story(shipped.story)
    >>> delete_story("cloud-valley")
    >>> [one.is_own for one in stories()]
    [False, False]
    """
    own = (one.path for one in stories(data_dir=data_dir) if one.is_own)
    path = next((path for path in own if path.stem == story_id), None)
    if path is None:
        raise LookupError(f"no own story {story_id!r}")
    with writing("stories", local_dir(data_dir)):
        _hold(path, seen)
        move(path, path.with_suffix(".bak"))
