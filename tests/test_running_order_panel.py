"""The running order on the stage: lengths on offer, what is left out, times that are taken over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from components.blocks.base import sent
from components.meeting.rehearsed import take_over
from components.meeting.running_order import order_of, order_panel, plan_of, spoken_of
from components.meeting.story_draft import Desk
from components.session.request import Request
from components.session.theme import THEMES
from data.catalog import Catalog
from data.i18n import LANGS, Lang
from data.selection import Selection
from data.stories import MapView, Scene, Story
from data.story_files import usable_stories
from tests.contents import page_content
from tests.shipped import words_of

FIT_5 = {"present-target": "5", "present-fit": "1"}


def scene(name: str, seconds: int, rank: int, notes: str = "") -> Scene:
    view = MapView(29.3, 105.9, 12)
    return Scene(name, f"<{name}>", name, view, dwell=seconds, rank=rank, notes_zh=notes)


STORY = Story(
    *("told", "讲", "Told"),
    (scene("a", 200, 1, "先问好\n再说"), scene("b", 90, 3), scene("c", 80, 1)),
)


def panel_html(options: dict[str, str], lang: Lang = "zh") -> str:
    order = order_of(STORY, options)
    spoken = spoken_of(STORY, options)
    fitted = bool(options.get("present-fit"))
    return str(order_panel(words_of(lang), STORY, order, spoken, is_fitted=fitted).html)


def test_without_a_length_all_is_told() -> None:
    html = panel_html({})
    assert "3 个场景，按计划共 6:10" in html
    assert "略去" not in html
    assert "present-take" not in html
    assert "&lt;a&gt;" in html, "titles are texts"


def test_what_is_too_long_offers_to_leave_scenes_out() -> None:
    html = panel_html({"present-target": "5"})
    assert "超时 1:10" in html  # 370 s against 300 s
    assert 'data-option="present-fit:1"' in html


def test_what_is_left_out_is_marked_and_the_rest_begins_earlier() -> None:
    html = panel_html(FIT_5)
    assert "还余 0:20" in html  # 280 s against 300 s
    assert html.count('data-kind="out"') == 1
    assert "<td>3</td><td>3:20</td>" in html
    assert 'data-option="present-fit:"' in html


def test_what_cannot_fit_says_so() -> None:
    assert "仍超时 0:40" in panel_html({"present-target": "4", "present-fit": "1"})


@pytest.mark.parametrize("lang", LANGS)
def test_spoken_times_stand_beside_the_planned_ones(lang: Lang) -> None:
    html = panel_html({"present-spoken": "a=65&c=90&gone=7"}, lang)
    assert "<td>3:20</td><td>1:05</td>" in html
    assert "<td>1:30</td><td>–</td>" in html
    assert "<td>2:35</td>" in html  # 65 s and 90 s
    assert 'data-option="present-take:told"' in html


def test_only_the_first_line_of_the_notes_is_a_cue_and_the_screen_does_not_show_it() -> None:
    html = panel_html({})
    assert '<td class="atlas-order-notes">先问好</td>' in html
    assert "再说" not in html


@pytest.mark.parametrize("text", ["", "0", "x", "10.5", "99999", "-1"])
def test_a_length_that_is_none_changes_nothing(text: str) -> None:
    order = order_of(STORY, {"present-target": text, "present-fit": "1"})
    assert plan_of(order, {"present-fit": "1"}) == {
        "seconds": [200, 90, 80],
        "out": [],
        "target": 0,
        "fit": "",
    }


def test_the_stage_prepares_the_scenes_that_are_told(catalog: Catalog) -> None:
    """The neighbours of a scene are those that the keys lead to; the link names the minutes."""
    story = next(iter(usable_stories().values()))
    made = order_of(story, {"present-target": "1", "present-fit": "1"})
    told = [step for step in made.steps if step.is_told]
    assert all(step.scene.rank > 1 for step in made.left_out)
    first, second = told[:2]
    options = {
        "present-target": "1",
        "present-fit": "1",
        "present-story": story.story_id,
        "present-scene": first.scene.scene_id,
    }
    request = Request(catalog, Selection(), words_of("zh"), THEMES["light"], options)
    stage = sent(page_content("present")(request)["stage"])
    assert second.scene.scene_id in stage["scenes"]
    assert stage["plan"]["out"] == [step.number - 1 for step in made.left_out]
    assert (stage["plan"]["target"], stage["plan"]["fit"]) == (60, "1")


def test_a_shipped_story_is_copied_before_its_times_change(catalog: Catalog) -> None:
    story = next(iter(usable_stories().values()))
    first, second, *_ = story.scenes
    held = Desk()
    assert take_over(held, catalog, story, {first.scene_id: 71})
    draft = held.draft()
    assert draft
    assert draft.is_own
    assert draft.story.story_id != story.story_id
    assert [one.dwell for one in draft.story.scenes[:2]] == [71, second.dwell]
    assert held.said
    draft.undo()
    assert draft.story.scenes == story.scenes


def test_nothing_spoken_takes_nothing_over(catalog: Catalog) -> None:
    held = Desk()
    story = replace(STORY)
    assert not take_over(held, catalog, story, {})
    assert held.draft() is None
