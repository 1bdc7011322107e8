"""In which order and by when the scenes of a story are told, and which where time is short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from data.stories import Scene, Story

MINUTES = (5, 10, 15, 20, 30)  # on offer; any other of `LEAST` to `MOST` may be typed
LEAST, MOST = 1, 180
DWELL = (3, 600)  # seconds that a scene may be planned for
_HOUR = 3600


@dataclass(frozen=True)
class Step:
    """A scene in the running order.

    Attributes
    ----------
    scene : Scene
    number : int
        From 1, as in the story: a scene that is left out keeps its own.
    start : int
        Seconds from the beginning at which it is due.
    is_told : bool
        Whether it is told; one that is left out takes no time.
    """

    scene: Scene
    number: int
    start: int
    is_told: bool


@dataclass(frozen=True)
class RunningOrder:
    """All scenes of a story, those left out too.

    Attributes
    ----------
    steps : tuple of Step
    target : int
        Seconds that there are; 0 if nobody said.
    """

    steps: tuple[Step, ...]
    target: int = 0

    @property
    def seconds(self) -> int:
        """How long the scenes take that are told."""
        return sum(step.scene.dwell for step in self.steps if step.is_told)

    @property
    def left_out(self) -> tuple[Step, ...]:
        """The scenes that are not told."""
        return tuple(step for step in self.steps if not step.is_told)

    @property
    def over(self) -> int:
        """By how many seconds it is longer than it should be; 0 if it fits."""
        return max(0, self.seconds - self.target) if self.target else 0


def running_order(
    scenes: Sequence[Scene], minutes: int = 0, *, is_fitted: bool = False
) -> RunningOrder:
    """Return the running order of scenes.

    Parameters
    ----------
    scenes : sequence of Scene
        In their order.
    minutes : int
        That there are; 0 if nobody said.
    is_fitted : bool
        Whether scenes are left out until the rest fits: those of rank 3 first, then of rank 2, of
        one rank the longest first and of two alike the later. What has to be told is told, and one
        scene at least, even if it takes longer (`RunningOrder.over`).

    Examples
    --------
    >>> from data.packs import DATA_DIR
    >>> from data.stories import read_story
    >>> path = DATA_DIR / "stories" / "cloud-valley.yaml"
    >>> scenes = read_story(path.read_text("utf-8"), path.name)[0].scenes
    >>> running_order(scenes).left_out
    ()
    >>> all(step.scene.rank > 1 for step in running_order(scenes, 1, is_fitted=True).left_out)
    True
    """
    target, left_out = 60 * minutes, set[str]()
    need = sum(scene.dwell for scene in scenes) - target if target and is_fitted else 0
    may_go = sorted(
        (one for one in enumerate(scenes) if one[1].rank > 1),
        key=lambda one: (one[1].rank, one[1].dwell, one[0]),
        reverse=True,
    )
    for _, scene in may_go:
        if need <= 0 or len(left_out) == len(scenes) - 1:
            break
        left_out.add(scene.scene_id)
        need -= scene.dwell
    told = [scene.scene_id not in left_out for scene in scenes]
    takes = (scene.dwell if kept else 0 for scene, kept in zip(scenes, told, strict=True))
    starts = accumulate(takes, initial=0)
    steps = (
        Step(scene, number, start, kept)
        for number, (scene, start, kept) in enumerate(zip(scenes, starts, told, strict=False), 1)
    )
    return RunningOrder(tuple(steps), target)


def minutes_of(text: str) -> int | None:
    """Return how many minutes a text says; ``None`` if it says none that a story may take.

    >>> minutes_of("10"), minutes_of("0"), minutes_of("soon")
    (10, None, None)
    """
    text = text.strip()
    # Digits of any script count; what is longer is no number of minutes.
    number = int(text) if text.isdecimal() and len(text) <= len(str(MOST)) else 0
    return number if LEAST <= number <= MOST else None


def clock(seconds: int) -> str:
    """Return a length of time as minutes and seconds.

    >>> clock(0), clock(95), clock(-95), clock(3725)
    ('0:00', '1:35', '-1:35', '62:05')
    """
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else ''}{minutes}:{rest:02}"


def spoken_seconds(asked: Mapping[str, str], scenes: Sequence[Scene]) -> dict[str, int]:
    """Return how long each scene was spoken on, by its id; anybody may ask for anything.

    Parameters
    ----------
    asked : mapping of str to str
        Seconds by scene.
    scenes : sequence of Scene
        What is of no scene of these is left out, and so is what is no length of time.

    Examples
    --------
    >>> spoken_seconds({"gone": "5"}, ())
    {}
    """
    said = {one.scene_id: asked.get(one.scene_id, "") for one in scenes}
    whole = {
        name: int(text)
        for name, text in said.items()
        if text.isdecimal() and len(text) <= len(str(_HOUR))
    }
    return {name: seconds for name, seconds in whole.items() if 0 < seconds <= _HOUR}


def with_spoken(story: Story, spoken: Mapping[str, int]) -> Story:
    """Return a story that plans each scene for as long as it was spoken on, within `DWELL`.

    A scene that was not spoken on keeps what is planned.

    >>> from data.packs import DATA_DIR
    >>> from data.stories import read_story
    >>> path = DATA_DIR / "stories" / "cloud-valley.yaml"
    >>> story = read_story(path.read_text("utf-8"), path.name)[0]
    >>> first, second, *_ = story.scenes
    >>> retold = with_spoken(story, {first.scene_id: 41, second.scene_id: 1})
    >>> [scene.dwell for scene in retold.scenes[:2]]
    [41, 3]
    """
    least, most = DWELL
    scenes = (
        replace(one, dwell=min(max(spoken[one.scene_id], least), most))
        if one.scene_id in spoken
        else one
        for one in story.scenes
    )
    return replace(story, scenes=tuple(scenes))
