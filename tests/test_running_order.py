"""What is left out where time is short, when each scene begins, and what is taken over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.running_order import minutes_of, running_order, spoken_seconds, with_spoken
from data.stories import MapView, Scene, Story


def scene(name: str, seconds: int, rank: int) -> Scene:
    return Scene(name, name, name, MapView(29.3, 105.9, 12), dwell=seconds, rank=rank)


# 10 minutes in all: 250 s have to be told, 150 s are of rank 2, 200 s of rank 3.
SCENES = (
    scene("open", 100, 1),
    scene("wall", 90, 2),
    scene("twin", 40, 3),
    scene("flats", 60, 2),
    scene("bus", 120, 3),
    scene("trade", 40, 3),
    scene("ask", 150, 1),
)


def told(minutes: int) -> list[str]:
    order = running_order(SCENES, minutes, is_fitted=True)
    return [step.scene.scene_id for step in order.steps if step.is_told]


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (10, "open wall twin flats bus trade ask"),  # 600 s fit into 600 s
        (9, "open wall twin flats trade ask"),  # the longest of rank 3 is enough: 480 s
        (8, "open wall twin flats trade ask"),
        (7, "open wall flats ask"),  # both of 40 s: 440 s are too long, 400 s are not
        (6, "open flats ask"),  # then the longer one of rank 2: 310 s
        (5, "open ask"),
        (4, "open ask"),  # what has to be told stays, 10 s too long
    ],
)
def test_rank_3_goes_first_then_rank_2_the_longest_first_and_rank_1_never(
    minutes: int, expected: str
) -> None:
    assert told(minutes) == expected.split()


def test_of_two_alike_the_later_one_goes() -> None:
    pair = (scene("a", 40, 3), scene("b", 40, 3))
    order = running_order(pair, 1, is_fitted=True)
    assert [step.scene.scene_id for step in order.left_out] == ["b"]


def test_one_scene_stays_whatever_its_rank() -> None:
    pair = (scene("a", 200, 3), scene("b", 300, 3))
    order = running_order(pair, 1, is_fitted=True)
    assert [step.is_told for step in order.steps] == [True, False]
    assert order.over == 140


def test_it_says_by_how_much_it_cannot_fit() -> None:
    assert running_order(SCENES, 4, is_fitted=True).over == 10
    assert running_order(SCENES, 5, is_fitted=True).over == 0
    whole = running_order(SCENES, 4)
    assert (whole.over, whole.left_out) == (360, ())
    assert running_order(SCENES).over == 0


def test_a_scene_that_is_left_out_keeps_its_number_and_takes_no_time() -> None:
    order = running_order(SCENES, 8, is_fitted=True)
    assert [step.number for step in order.steps] == [1, 2, 3, 4, 5, 6, 7]
    assert [step.start for step in order.steps] == [0, 100, 190, 230, 290, 290, 330]
    assert order.seconds == 480


@pytest.mark.parametrize("text", ["", "0", "-5", "181", "9999999999", "10.5", "ten", "1e1", "²"])
def test_what_is_no_number_of_minutes_is_none(text: str) -> None:
    assert minutes_of(text) is None


def test_what_was_spoken_is_taken_over_within_the_limits_of_a_scene() -> None:
    asked = {"open": "75", "wall": "1", "twin": "-4", "bus": "9" * 5_000, "gone": "5", "ask": "900"}
    spoken = spoken_seconds(asked, SCENES)
    assert spoken == {"open": 75, "wall": 1, "ask": 900}
    story = with_spoken(Story("s", "s", "s", SCENES), spoken)
    assert [one.dwell for one in story.scenes] == [75, 3, 40, 60, 120, 40, 600]
    assert replace(story, scenes=SCENES) == Story("s", "s", "s", SCENES)
