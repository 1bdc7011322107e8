"""The presentation: its scenes in both languages, what its numbers rest on, questions, links."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from components.blocks.base import sent
from components.meeting import present
from components.meeting.present_acts import OPTIONS
from components.meeting.stage import qr_panel
from components.session.events import apply_log
from components.session.request import Request
from components.session.state import View
from components.session.theme import THEMES
from data.brand import Brand
from data.catalog import Catalog
from data.contact import Contact
from data.i18n import LANGS, Lang
from data.selection import Selection
from data.story_files import usable_stories
from tests.contents import page_content
from tests.opened import blocks, message, open_page, page_script
from tests.shipped import CHOICES, words_of
from tests.test_pitch import SHOWN


def shown(catalog: Catalog, scene: str, lang: Lang = "zh", chosen: Selection | None = None) -> Any:
    """Return the content of the page at a scene, under its selection or another one."""
    make = page_content("present")
    words = words_of(lang)
    story = next(one for one in usable_stories().values() if one.scene(scene))
    options = {"present-story": story.story_id, "present-scene": scene}
    request = Request(catalog, chosen or Selection(), words, THEMES["light"], options)
    if chosen is None:
        query = sent(make(request)["stage"])["scenes"][scene]["query"]
        fields = dict(part.split("=") for part in query.split("&") if part)
        chosen = Selection.from_query(fields)[0]
        request = Request(catalog, chosen, words, THEMES["light"], options)
    return make(request)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("scene", SHOWN)
def test_scene_is_whole_and_rests_on_published_numbers(
    scene: str, lang: Lang, catalog: Catalog
) -> None:
    stage = shown(catalog, scene, lang)["stage"]
    assert sent(stage)["at"] == scene
    assert "asked" not in sent(stage)
    assert "illustrative" not in stage.grades
    drawn = sent(stage)["scenes"][scene]
    assert drawn["title"]
    assert drawn["text"]
    assert drawn["notes"]
    assert drawn["sources"]
    assert drawn["headline"]
    assert drawn["layers"]
    assert sent(stage)["order"][SHOWN.index(scene)] == [scene, drawn["query"], drawn["title"]]


def test_neighbours_come_prepared_and_the_last_scene_knows_the_first(catalog: Catalog) -> None:
    assert set(sent(shown(catalog, "hires")["stage"])["scenes"]) == {
        "students",
        "hires",
        "suitcase",
    }
    assert set(sent(shown(catalog, "why-here")["stage"])["scenes"]) == {
        "targets",
        "why-here",
        "park",
    }


def test_a_question_changes_the_blocks_and_not_the_scene(catalog: Catalog) -> None:
    data = sent(shown(catalog, "flagships", chosen=Selection(statuses=("construction",)))["stage"])
    assert data["asked"]["title"] == data["scenes"]["flagships"]["title"]
    selected = {row["key"]: row["selected"] for row in data["asked"]["chart"]["rows"]}
    assert selected == {
        "operating": False,
        "partial": False,
        "construction": True,
        "planned": False,
        "unknown": False,
    }
    assert all(row["selected"] for row in data["scenes"]["flagships"]["chart"]["rows"])
    assert data["asked"]["chart"]["top"] == data["scenes"]["flagships"]["chart"]["top"]


def test_language_alone_is_no_question(catalog: Catalog) -> None:
    data = sent(shown(catalog, "zones", chosen=Selection(lang="en"))["stage"])
    assert "asked" not in data
    assert data["lang"] == "en"


def test_scenes_in_a_row_share_the_axis_of_their_chart(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = usable_stories()["planners"]
    flagships = story.scene("flagships")
    assert flagships
    narrow = replace(flagships, scene_id="narrow", query="asof=2020-09")
    pair = replace(story, scenes=(flagships, narrow, *story.scenes[:2]))
    monkeypatch.setattr(present, "usable_stories", lambda: {pair.story_id: pair})
    scenes = sent(shown(catalog, "flagships")["stage"])["scenes"]
    assert scenes["flagships"]["chart"]["top"] == scenes["narrow"]["chart"]["top"]
    assert scenes["narrow"]["chart"]["rows"] != scenes["flagships"]["chart"]["rows"]


def test_choice_of_story_is_offered_with_the_first_scene_of_each(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = usable_stories()["planners"]
    other = replace(story, story_id="other", title_zh="另一个", scenes=story.scenes[2:4])
    found = {one.story_id: one for one in (story, other)}
    monkeypatch.setattr(present, "usable_stories", lambda: found)
    make = page_content("present")
    options = {"present-story": "other", "present-scene": "gone"}
    request = Request(catalog, Selection(), words_of("zh"), THEMES["light"], options)
    data = sent(make(request)["stage"])
    assert data["at"] == "sectors"
    assert data["stories"] == [
        ["planners", story.title_zh, "park", "asof=2020-11-26"],
        ["other", "另一个", "sectors", "asof=2020-11-26"],
    ]


def test_link_opens_its_scene() -> None:
    app = open_page(page_script("present"), story="cloud-valley", scene="twin", lang="en")
    assert not app.exception
    assert blocks(app)["stage"]["at"] == "twin"
    assert blocks(app)["stage"]["lang"] == "en"
    assert blocks(app)["notices"]["texts"] == []


@pytest.mark.parametrize(
    "query", [{"scene": "nowhere"}, {"story": "nobody"}, {"story": "nobody", "scene": "twin"}]
)
def test_what_is_unknown_in_a_link_is_named(query: dict[str, str]) -> None:
    app = open_page(page_script("present"), **query)
    stage = blocks(app)["stage"]
    assert stage["at"] == query.get("scene", "chosen").replace("nowhere", "chosen")
    (notice,) = blocks(app)["notices"]["texts"]
    assert all(f"{name}={value}" in notice for name, value in query.items() if value != "twin")


def test_other_pages_do_not_report_the_parameters_of_a_presentation() -> None:
    app = open_page(story="cloud-valley", scene="twin", autoplay="1")
    assert blocks(app)["notices"]["texts"] == []


def test_posted_scene_sets_its_selection_and_keeps_the_language() -> None:
    view = View(selection=Selection(sectors=("data",), lang="en"))
    entry = [1, "scene", "park?asof=2020-11-26&zones=C"]
    apply_log(view, {"mount": "m", "log": [entry]}, CHOICES, OPTIONS)
    assert view.options["present-scene"] == "park"
    assert view.selection == Selection(zones=("C",), as_of="2020-11-26", lang="en")


def test_the_key_for_themes_goes_through_all_three(catalog: Catalog) -> None:
    make = page_content("present")
    following = {}
    for mode, theme in THEMES.items():
        data = sent(make(Request(catalog, Selection(), words_of("zh"), theme, {}))["stage"])
        following[mode] = data["other"]["theme"]
    assert following == {"light": "dark", "dark": "projector", "projector": "light"}


def test_theme_chosen_on_the_stage_is_kept_apart_from_that_of_the_pages() -> None:
    app = open_page(page_script("present", {"present-theme": "projector"}))
    assert blocks(app)["stage"]["theme"] == "projector"
    app = open_page(page_script("present", {"present-theme": "light"}), theme="projector")
    assert blocks(app)["stage"]["theme"] == "light"
    app = open_page(page_script("present"), theme="projector")
    assert blocks(app)["stage"]["theme"] == "projector"


def test_code_of_an_address_that_others_cannot_open_says_how_to_let_them_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words, home = words_of("en"), "http://localhost:8501/present"
    monkeypatch.delenv("SHARE", raising=False)
    assert "SHARE=1 make run" in qr_panel(words, home, "scene=park").html
    monkeypatch.setenv("SHARE", "1")
    assert "is open to the network" in qr_panel(words, home, "scene=park").html
    named = qr_panel(words, "http://192.168.1.7:8501/present", "scene=park")
    assert "atlas-warning" not in named.html


def test_key_list_and_qr_code_open_in_a_panel() -> None:
    app = open_page(page_script("present", opened="present-help"))
    html = message(app)["panel"]["html"]
    assert "PgDn" in html
    assert "浅色、深色、投影" in html
    app = open_page(page_script("present", opened="present-qr"))
    html = message(app)["panel"]["html"]
    assert "<svg" in html
    assert "scene=chosen" in html


def test_the_contact_is_told_only_where_the_office_has_said_it(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = next(one for one in usable_stories().values() if one.scenes[-1].layout == "contact")
    assert "contact" not in [one[0] for one in sent(shown(catalog, "place")["stage"])["order"]]
    filled = Brand(contact=Contact(name_en="Li Na", phone="+86 23 4900 0000"))
    monkeypatch.setattr(present, "brand", lambda: filled)
    stage = sent(shown(catalog, "contact", "en")["stage"])
    assert len(stage["order"]) == len(story.scenes)
    assert "Li Na" in stage["scenes"]["contact"]["contact"]
    assert "tel:+862349000000" in stage["scenes"]["contact"]["contact"]


def test_an_outline_opens_between_the_phases_that_the_scene_shows(catalog: Catalog) -> None:
    twin = sent(shown(catalog, "twin")["stage"])["scenes"]
    assert len(twin["twin"]["phases"]) == 2
    assert set(twin["twin"]["phases"]) < set(twin["twin"]["layers"])
    assert list(twin["driving"]["phases"]) == []
