"""Joining what two people changed in one story, scene by scene and field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from itertools import count
from typing import Any, Literal

from data.stories import Scene, Story

Side = Literal["mine", "theirs"]
ORDER = "order"  # of the scenes
WHOLE = ""  # one has taken the scene out that the other has changed
_NOT_MERGED = {"story_id", "scenes", "scene_id"}


@dataclass(frozen=True)
class Clash:
    """What both have changed, and not to the same.

    Attributes
    ----------
    scene_id : str
        Empty for the story itself.
    field : str
        Of the scene or the story; ``"order"`` for that of the scenes, and empty where one has
        taken the scene out that the other has changed.
    mine, theirs : object
        What it is now; ``None`` for a scene that was taken out.
    """

    scene_id: str
    field: str
    mine: Any
    theirs: Any

    @property
    def key(self) -> str:
        """Its name, under which it is decided."""
        return f"{self.scene_id}.{self.field}"


@dataclass(frozen=True)
class Merged:
    """The story with the changes of both, and where these clash."""

    story: Story
    clashes: tuple[Clash, ...] = ()


@dataclass
class _Merging:
    decided: Mapping[str, Side]
    clashes: list[Clash] = field(default_factory=list)

    def pick(self, scene_id: str, name: str, old: Any, mine: Any, theirs: Any) -> Any:
        """Return what one of both has changed; where both have, what was decided."""
        if mine in (theirs, old):
            return theirs
        if theirs == old:
            return mine
        clash = Clash(scene_id, name, mine, theirs)
        self.clashes.append(clash)
        return theirs if self.decided.get(clash.key) == "theirs" else mine

    def parts(self, scene_id: str, old: Any, mine: Any, theirs: Any) -> dict[str, Any]:
        """Return the fields of a story or a scene that all three have."""
        names = [one.name for one in fields(mine) if one.name not in _NOT_MERGED]
        return {
            name: self.pick(scene_id, name, *(getattr(one, name) for one in (old, mine, theirs)))
            for name in names
        }


def merged(
    base: Story, mine: Story, theirs: Story, decided: Mapping[str, Side] | None = None
) -> Merged:
    """Return a story with the changes that two have made to another.

    Parameters
    ----------
    base : Story
        What both began from.
    mine, theirs : Story
    decided : mapping of str to str, optional
        Whose it shall be, by `Clash.key`; ``"mine"`` where nothing is decided.

    Returns
    -------
    Merged
        A scene that only one has added, changed, moved or taken out is as that one has it. Two
        new scenes of one id are both kept. All clashes are named, decided or not.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from data.story_files import usable_stories
    >>> base = next(iter(usable_stories().values()))
    >>> mine = replace(base, title_en="Mine")
    >>> theirs = replace(base, scenes=base.scenes[1:])
    >>> both = merged(base, mine, theirs)
    >>> both.story.title_en, both.story.scenes == base.scenes[1:], both.clashes
    ('Mine', True, ())
    """
    merging = _Merging(decided or {})
    mine = _apart(base, mine, theirs)
    before, own, other = (_by_id(story) for story in (base, mine, theirs))
    head = merging.parts("", base, mine, theirs)
    kept: dict[str, Scene] = {}
    for scene_id in dict.fromkeys([*own, *other]):
        scene = _scene(merging, before.get(scene_id), own.get(scene_id), other.get(scene_id))
        if scene:
            kept[scene_id] = scene
    order = _order(merging, list(before), list(own), list(other))
    scenes = tuple(kept[one] for one in order if one in kept)
    return Merged(replace(mine, **head, scenes=scenes), tuple(merging.clashes))


def _by_id(story: Story) -> dict[str, Scene]:
    return {one.scene_id: one for one in story.scenes}


def _apart(base: Story, mine: Story, theirs: Story) -> Story:
    """Return mine, in which a new scene gets another id than a new one of theirs."""
    taken = {one.scene_id for story in (base, mine, theirs) for one in story.scenes}
    scenes = []
    for one in mine.scenes:
        other = theirs.scene(one.scene_id)
        scene = one
        if other and other != one and not base.scene(one.scene_id):
            free = (f"{one.scene_id[:36]}-{n}" for n in count(2))
            scene = replace(one, scene_id=next(name for name in free if name not in taken))
            taken.add(scene.scene_id)
        scenes.append(scene)
    return replace(mine, scenes=tuple(scenes))


def _scene(
    merging: _Merging, old: Scene | None, mine: Scene | None, theirs: Scene | None
) -> Scene | None:
    """Return what becomes of a scene; ``None`` if it is taken out."""
    if old and mine and theirs:
        return replace(mine, **merging.parts(old.scene_id, old, mine, theirs))
    if old is None:
        return mine or theirs
    left: Scene | None = merging.pick(old.scene_id, WHOLE, old, mine, theirs)
    return left


def _order(merging: _Merging, before: list[str], own: list[str], other: list[str]) -> list[str]:
    """Return the ids as the one has them who moved any; what is new follows its neighbour."""
    common = set(before) & set(own) & set(other)
    old, mine, theirs = ([one for one in ids if one in common] for ids in (before, own, other))
    is_mine = merging.pick("", ORDER, old, mine, theirs) == mine
    lead, rest = (own, other) if is_mine else (other, own)
    order = list(lead)
    for at, one in enumerate(rest):
        if one not in order:
            place = order.index(rest[at - 1]) + 1 if at else 0
            order.insert(place, one)
    return order
