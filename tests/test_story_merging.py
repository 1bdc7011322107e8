"""Two editors of one story: what both have changed is joined, or told field by field."""

from __future__ import annotations

from dataclasses import replace

from data.stories import MapView, Scene, Story
from data.story_merging import Clash, merged

VIEW = MapView(29.36, 105.93, 13.0)


def scene(scene_id: str, title: str = "", dwell: int = 20) -> Scene:
    return Scene(
        scene_id, title or f"场景{scene_id}", title or f"Scene {scene_id}", VIEW, dwell=dwell
    )


def story(*ids: str, title: str = "Base") -> Story:
    return Story("own", "故事", title, tuple(scene(one) for one in ids))


def ids(made: Story) -> str:
    return "".join(one.scene_id for one in made.scenes)


BASE = story("a", "b", "c")


def test_changes_of_different_scenes_are_both_kept() -> None:
    mine = replace(BASE, scenes=(scene("a", "Mine"), *BASE.scenes[1:]))
    theirs = replace(BASE, scenes=(*BASE.scenes[:2], scene("c", "Theirs")))
    both = merged(BASE, mine, theirs)
    assert both.clashes == ()
    assert [one.title_en for one in both.story.scenes] == ["Mine", "Scene b", "Theirs"]


def test_changes_of_different_fields_of_one_scene_are_both_kept() -> None:
    mine = replace(BASE, scenes=(scene("a", "Mine"), *BASE.scenes[1:]))
    theirs = replace(BASE, scenes=(scene("a", dwell=45), *BASE.scenes[1:]))
    both = merged(BASE, mine, theirs)
    assert both.clashes == ()
    assert (both.story.scenes[0].title_en, both.story.scenes[0].dwell) == ("Mine", 45)


def test_the_same_field_is_told_and_decided() -> None:
    mine = replace(BASE, scenes=(scene("a", dwell=30), *BASE.scenes[1:]))
    theirs = replace(BASE, scenes=(scene("a", dwell=45), *BASE.scenes[1:]))
    both = merged(BASE, mine, theirs)
    assert both.clashes == (Clash("a", "dwell", 30, 45),)
    assert both.story.scenes[0].dwell == 30
    assert merged(BASE, mine, theirs, {"a.dwell": "theirs"}).story.scenes[0].dwell == 45


def test_a_scene_taken_out_by_one_and_changed_by_the_other_is_told() -> None:
    mine = story("b", "c")
    theirs = replace(BASE, scenes=(scene("a", dwell=45), *BASE.scenes[1:]))
    both = merged(BASE, mine, theirs)
    assert [(one.key, one.mine, one.theirs.dwell) for one in both.clashes] == [("a.", None, 45)]
    assert ids(both.story) == "bc"
    assert ids(merged(BASE, mine, theirs, {"a.": "theirs"}).story) == "abc"
    assert ids(merged(BASE, story("a", "b", "c"), mine).story) == "bc"  # only one has touched it


def test_scenes_that_are_new_stand_behind_their_neighbour_and_all_are_kept() -> None:
    assert ids(merged(BASE, story("a", "x", "b", "c"), story("a", "b", "c", "y")).story) == "axbcy"
    assert ids(merged(BASE, story("x", "a", "b", "c"), story("c", "b", "a")).story) == "xcba"
    mine = replace(BASE, scenes=(*BASE.scenes, scene("new", "Mine")))
    theirs = replace(BASE, scenes=(*BASE.scenes, scene("new", "Theirs")))
    titles = {one.title_en for one in merged(BASE, mine, theirs).story.scenes}
    assert {"Mine", "Theirs"} < titles


def test_two_orders_are_told() -> None:
    both = merged(BASE, story("b", "a", "c"), story("a", "c", "b"))
    assert [one.key for one in both.clashes] == [".order"]
    assert ids(both.story) == "bac"
    decided = merged(BASE, story("b", "a", "c"), story("a", "c", "b"), {".order": "theirs"})
    assert ids(decided.story) == "acb"


def test_the_head_of_the_story_is_joined_too() -> None:
    mine, theirs = replace(BASE, title_en="Mine"), replace(BASE, subtitle_en="Theirs")
    both = merged(BASE, mine, theirs)
    assert (both.story.title_en, both.story.subtitle_en, both.clashes) == ("Mine", "Theirs", ())
    assert [one.key for one in merged(BASE, mine, replace(BASE, title_en="X")).clashes] == [
        ".title_en"
    ]
