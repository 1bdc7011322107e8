"""The story editor: copy, edit, order, delete, undo, save; what is wrong is refused by its line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from components.contents.pages import FACTS
from components.meeting import keep_scene
from components.meeting.present import Stage, stage_content
from components.meeting.previewed import Previewed
from components.meeting.scenes import scene_blocks
from components.meeting.story_acts import act, preview, story_to_hand_out
from components.meeting.story_draft import MOST_UNSAVED, Desk, Draft
from components.session.request import Request, Seen
from components.session.theme import THEMES
from data.catalog import Catalog
from data.selection import EvidenceMode, Selection
from data.stories import Story, read_story, write_story
from data.story_files import own_stories_dir, stories
from geo.basemaps import basemaps
from tests.contents import page_content
from tests.opened import blocks, open_page, page_script, title
from tests.shipped import words_of

SHIPPED = "cloud-valley"
OWN = "cloud-valley-own"


@pytest.fixture(autouse=True)
def local(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    folder = tmp_path / "local"
    monkeypatch.setenv("ATLAS_LOCAL", str(folder))
    monkeypatch.delenv("ATLAS_READONLY", raising=False)
    return folder


class Writer:
    """A reader at the editor, who does one thing after the other."""

    def __init__(self, catalog: Catalog) -> None:
        self.desk, self.catalog = Desk(), catalog

    def do(self, name: str, value: str = "") -> None:
        options = {name: value, "other": "kept"}
        act(self.desk, self.catalog, options)
        assert options == {"other": "kept"}

    @property
    def draft(self) -> Draft:
        draft = self.desk.draft()
        assert draft
        return draft

    @property
    def order(self) -> list[str]:
        return [scene.scene_id for scene in self.draft.story.scenes]

    def said(self) -> str:
        return self.desk.said[0] if self.desk.said else ""


@pytest.fixture
def writer(catalog: Catalog) -> Writer:
    made = Writer(catalog)
    made.do("story.copy", SHIPPED)
    return made


def own_files() -> list[str]:
    return [one.path.name for one in stories() if one.is_own]


def test_shipped_story_is_read_only_and_its_copy_is_not(catalog: Catalog) -> None:
    writer = Writer(catalog)
    writer.do("story.open", SHIPPED)
    before = writer.draft.story
    for name in ("scene.delete", "scene.down", "story.delete"):
        writer.do(name, before.scenes[0].scene_id)
    writer.do("scene.title_en", "Mine")
    writer.do("story.save")
    assert writer.draft.story == before
    assert own_files() == []
    writer.do("story.copy", SHIPPED)
    assert writer.desk.current == OWN
    assert writer.draft.story.scenes == before.scenes
    assert writer.draft.story.title_zh != before.title_zh  # the two stand in one list


def test_scenes_move_and_come_back(writer: Writer) -> None:
    first, second, *rest = writer.order
    writer.do("scene.down", first)
    assert writer.order == [second, first, *rest]
    writer.do("scene.up", second)  # the first one stays the first one
    assert writer.order == [second, first, *rest]
    writer.do("scene.delete", second)
    assert writer.order == [first, *rest]
    writer.do("story.undo")
    assert writer.order == [second, first, *rest]
    writer.do("story.undo")
    assert writer.order == [first, second, *rest]
    writer.do("story.undo")  # nothing is left to undo
    assert writer.order == [first, second, *rest]


def test_undone_changes_are_made_again_until_something_else_is_changed(writer: Writer) -> None:
    first, second, *rest = writer.order
    writer.do("scene.place", f"{first}@2")
    assert writer.order[:3] == [second, rest[0], first]
    writer.do("story.undo")
    writer.do("story.redo")
    assert writer.order[:3] == [second, rest[0], first]
    writer.do("story.undo")
    writer.do("scene.copy", first)
    assert writer.order[:3] == [first, f"{first}-2", second]
    assert writer.draft.scene_id == f"{first}-2"
    writer.do("story.redo")  # nothing is left to be made again
    assert writer.order[:3] == [first, f"{first}-2", second]
    for wrong in (f"{first}@-1", f"{first}@", "nobody@1", f"{first}@99999999999"):
        writer.do("scene.place", wrong)
    assert writer.order[:3] == [first, f"{first}-2", second]


def test_a_text_that_is_written_is_one_change(writer: Writer) -> None:
    before = writer.draft.story.scenes[0].title_en
    for letters in ("N", "Ne", "New: all"):
        writer.do("scene.typing", f"title_en:{letters}")
        assert writer.draft.story.scenes[0].title_en == letters
    writer.do("scene.title_en", "New: all")
    writer.do("scene.title_en", "Newer")
    writer.do("story.undo")
    assert writer.draft.story.scenes[0].title_en == "New: all"
    writer.do("story.undo")
    assert writer.draft.story.scenes[0].title_en == before


def test_a_scene_looks_where_the_map_looks(writer: Writer) -> None:
    writer.do("scene.look", "29.31,105.91,13.26,plain")
    assert tuple(writer.draft.story.scenes[0].view) == (29.31, 105.91, 13.3)
    writer.do("scene.look", "29.31,105.91,13.26,gaode")  # shifted by some 500 m there
    lat, lon, _ = writer.draft.story.scenes[0].view
    assert 0.001 < abs(lat - 29.31) < 0.01
    assert 0.001 < abs(lon - 105.91) < 0.01
    for wrong in ("", "north", "nan,105,13,plain", "1,2,plain", "900,105,13,plain"):
        writer.do("scene.look", wrong)
    assert writer.draft.story.scenes[0].view.lat == lat


@pytest.mark.parametrize(
    ("template", "first", "minutes"),
    [
        ("ten-minutes", "chosen", 10),
        ("mayor-visit", "history", 9),
        ("planners-meeting", "park", 11),
    ],
)
def test_a_story_begins_from_a_template(
    catalog: Catalog, template: str, first: str, minutes: int
) -> None:
    writer = Writer(catalog)
    writer.do("story.begin", template)
    assert writer.order[0] == first
    assert round(sum(scene.dwell for scene in writer.draft.story.scenes) / 60) == minutes
    writer.do("story.save")
    assert writer.said() == "editor.saved"
    assert own_files() == [f"{template}.yaml"]


def test_the_small_stage_shows_the_story_as_it_was_when_right_last(writer: Writer) -> None:
    shown = Previewed()
    writer.do("scene.title_en", "New")
    preview(writer.desk, shown, writer.catalog)
    assert shown.story == writer.draft.story
    writer.do("scene.zoom", "near")
    preview(writer.desk, shown, writer.catalog)
    assert shown.story
    assert shown.story.scenes[0].title_en == "New"
    assert shown.story != writer.draft.story


def test_every_field_can_be_edited_and_saved(writer: Writer) -> None:
    scene_id = writer.order[1]
    writer.do("scene.open", scene_id)
    for name, value in {
        "title_zh": "六个片区",
        "title_en": " Six zones ",
        "text_zh": "第一行",
        "caveat_zh": "第二行",
        "text_en": "One",
        "caveat_en": "",
        "notes_zh": "讲\r\n问",
        "notes_en": "Say",
        "dwell": "33",
        "query": "http://localhost:8501/projects?zones=C&asof=2020-09",
        "lat": "29.4",
        "lon": "105.9",
        "zoom": "12.5",
        "chart": "overview/zone",
        "headline": "overview/enterprises",
        "layer": "bus",
        "refs": "002:L146-150 003:L49-50",
    }.items():
        writer.do(f"scene.{name}", value)
    writer.do("story.subtitle_en", "For the mayor")
    writer.do("story.save")
    assert writer.said() == "editor.saved"
    assert not writer.draft.is_changed
    (file,) = [one for one in stories() if one.is_own]
    assert file.story
    assert file.story.subtitle_en == "For the mayor"
    scene = file.story.scene(scene_id)
    assert scene
    assert (scene.title_zh, scene.title_en) == ("六个片区", "Six zones")
    assert (scene.text_zh, scene.caveat_zh) == ("第一行", "第二行")
    assert (scene.text_en, scene.caveat_en) == ("One", "")
    assert (scene.notes_zh, scene.notes_en) == ("讲\n问", "Say")
    assert (scene.dwell, scene.query) == (33, "zones=C&asof=2020-09")
    assert tuple(scene.view) == (29.4, 105.9, 12.5)
    assert (scene.chart, scene.headline) == ("overview/zone", "overview/enterprises")
    assert scene.layers == ("zones", "bus")
    assert scene.refs == ("002:L146-150", "003:L49-50")


def test_wrong_story_is_refused_by_line_and_nothing_is_lost(writer: Writer) -> None:
    writer.do("scene.open", writer.order[0])
    writer.do("scene.dwell", "soon")
    writer.do("scene.title_en", "Kept")
    writer.do("story.save")
    assert writer.said() == "editor.refused"
    assert own_files() == []
    (problem,) = writer.draft.problems
    lines = write_story(writer.draft.story).splitlines()
    assert problem.row
    assert lines[problem.row - 1].strip() == "dwell: soon"
    assert "row" in problem.text("en")
    assert writer.draft.story.scenes[0].title_en == "Kept"
    writer.do("scene.dwell", "20")
    writer.do("story.save")
    assert own_files() == [f"{OWN}.yaml"]


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("scene.zoom", "33", "13"),
        ("scene.lat", "89", "29.36"),
        ("scene.lon", "nan", "105.93"),
        ("scene.zoom", "near", "13"),
        ("scene.dwell", "9" * 300, "20"),
        ("story.title_en", "long " * 200, "Mine"),
    ],
)
def test_wrong_story_is_not_handed_out_and_its_problems_are_shown(
    writer: Writer, name: str, value: str, right: str
) -> None:
    writer.do(name, value)
    assert story_to_hand_out(writer.desk, writer.catalog) is None
    assert len(writer.draft.problems) == 1
    writer.do(name, right)
    assert story_to_hand_out(writer.desk, writer.catalog) == writer.draft.story
    assert writer.draft.problems == []


def test_reader_is_told_that_a_wrong_story_is_not_handed_out() -> None:
    options = {"story.copy": SHIPPED, "scene.zoom": "33", "handout.pptx": ""}
    app = open_page(page_script("stories", options), lang="en")
    assert not app.exception
    shown = blocks(app)
    (said,) = shown["tray"]["rows"]
    assert "1 problem in the story" in said["title"]
    (problem,) = shown["problems"]["rows"]
    assert "zoom" in problem["small"]


def test_view_of_anywhere_is_kept_as_one_that_a_story_may_have(catalog: Catalog) -> None:
    seen = Seen(looks_at=(89.0, -170.0, 33.0))
    request = Request(catalog, Selection(lang="zh"), words_of("zh"), THEMES["light"], {}, seen)
    scene = keep_scene.scene_of(request, "overview", page_content("overview"))
    story = Story("kept", "故事", "A story", (scene,))
    assert read_story(write_story(story), "kept.yaml")[1] == []


def test_story_that_is_full_takes_no_further_scene(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep_scene, "desk", lambda: writer.desk)
    monkeypatch.setattr(keep_scene, "MAX_SCENES", 15)
    request = Request(writer.catalog, Selection(lang="en"), words_of("en"), THEMES["light"], {})
    kept = [keep_scene.keep(request, "overview", page_content("overview"))[0] for _ in range(2)]
    assert kept == ["keep.kept", "keep.full"]
    assert len(writer.order) == 15


def test_deleted_story_comes_back_on_the_disk(writer: Writer) -> None:
    writer.do("story.save")
    writer.do("story.delete", OWN)
    assert own_files() == []
    assert writer.desk.draft() is None
    writer.do("story.restore")
    assert own_files() == [f"{OWN}.yaml"]
    assert writer.desk.current == OWN


def test_uploaded_file_is_taken_or_refused_by_line(writer: Writer) -> None:
    text = write_story(writer.draft.story)
    writer.do("story.upload", text)
    assert writer.said() == "editor.uploaded"
    assert writer.desk.current == f"{OWN}-2"  # the one that is open stays
    wrong = text.replace("zoom: 12.4", "zoom: 99", 1)
    writer.do("story.upload", wrong)
    (problem,) = writer.desk.refused
    assert problem.row
    assert wrong.splitlines()[problem.row - 1].strip() == "zoom: 99"
    assert writer.desk.current == f"{OWN}-2"
    writer.do("story.upload", text.encode("gbk", "replace").decode("utf-8", "replace"))
    assert [one.kind for one in writer.desk.refused] == ["encoding"]


def test_read_only_installation_saves_nothing(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_READONLY", "1")
    writer.do("scene.title_en", "Kept")
    writer.do("story.save")
    assert not own_stories_dir().exists()
    assert writer.draft.story.scenes[0].title_en == "Kept"
    app = open_page(page_script("stories", {"story.copy": SHIPPED}), lang="en")
    assert "read-only" in blocks(app)["said"]["html"]
    (row,) = blocks(app)["save"]["rows"]
    acts = [button["act"] for button in row["buttons"]]
    assert acts == ["story.undo:", "story.redo:", "scene.look:"]
    assert app.get("download_button")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_page_shows_the_story_that_is_open(lang: str) -> None:
    app = open_page(page_script("stories", {"story.copy": SHIPPED}), lang=lang)
    assert not app.exception
    shown = blocks(app)
    assert ("您自己的有 1 个" if lang == "zh" else "1 is your own") in title(app)
    assert {row["key"] for row in shown["stories"]["rows"]} == {SHIPPED, "planners", OWN}
    assert len(shown["scenes"]["rows"]) == 14
    assert shown["scenes"]["sorts"]["option"] == "scene.place"
    seen = [field["name"].partition(".")[2] for field in shown["scene-form"]["fields"]]
    assert seen == [
        *("title_zh", "title_en", "text_zh", "text_en"),
        *("headline", "chart", "layout", "rank"),
    ]
    limits = {field["name"]: field["limit"] for field in shown["scene-form"]["fields"]}
    assert (limits["scene.title_zh"], limits["scene.text_en"]) == (80, 130)
    folded = {
        field["name"]
        for slot in ("scene-said", "scene-map", "scene-more")
        for field in shown[slot]["folded"]
    }
    for name in ("caveat_en", "notes_en", "dwell", "query", "lat", "zoom", "layer", "motion"):
        assert f"scene.{name}" in folded
    assert "present?preview=" in shown["preview"]["html"]
    assert 'data-scene="chosen?' in shown["preview-at"]["html"]


def test_contact_scene_asks_for_the_contact_that_nobody_has_filled_in() -> None:
    options = {"story.copy": SHIPPED, "scene.open": "contact"}
    shown = blocks(open_page(page_script("stories", options), lang="en"))
    assert "No contact is filled in yet" in shown["preview-at"]["html"]
    assert shown["brand-form"]["fields"]


def test_page_opens_without_a_story() -> None:
    shown = blocks(open_page(page_script("stories"), lang="en"))
    first, second = shown["stories"]["rows"]
    assert (first["key"], second["key"]) == (SHIPPED, "planners")
    assert first["strip"][0] == "Alibaba looked at more than ten districts. It chose Yongchuan."
    assert first["small"].startswith("14 scenes · about 10 min")
    assert next(link["href"] for link in first["links"]) == f"present?story={SHIPPED}"
    assert [row["key"] for row in shown["templates"]["rows"]] == [
        *("ten-minutes", "mayor-visit", "planners-meeting")
    ]


def test_view_kept_on_a_page_is_a_story_that_can_be_saved() -> None:
    options = {"handout.keep": "", "keep.chart": "zone", "keep.card": "staff"}
    app = open_page(
        page_script("overview", options), lang="zh", zones="C", asof="2020-11", evidence="published"
    )
    story = app.session_state["_desk"].draft().story
    (scene,) = story.scenes
    assert scene.query == "zones=C&asof=2020-11"
    assert (scene.chart, scene.headline) == ("overview/zone", "overview/staff")
    assert scene.title_zh.startswith("C区")
    assert scene.title_en.startswith("Zone C")
    assert scene.text_en.startswith("Zone C: marked on the map")
    again, problems = read_story(write_story(story), "my-story.yaml")
    assert problems == []
    assert again == story


def test_only_so_many_unsaved_stories_are_open(writer: Writer) -> None:
    for _ in range(MOST_UNSAVED + 2):
        writer.do("story.copy", SHIPPED)
    assert len([one for one in writer.desk.drafts.values() if one.is_changed]) == MOST_UNSAVED
    assert writer.said() == "editor.desk_full"
    writer.do("story.delete", writer.desk.current)
    writer.do("story.copy", SHIPPED)
    assert writer.said() == "editor.copied"


@pytest.mark.parametrize("page", sorted(FACTS))
@pytest.mark.parametrize("query", ["zones=C", "zones=C&sectors=data", "zones=F", "sectors=data"])
def test_what_is_kept_says_something_whatever_is_chosen(
    page: str, query: str, catalog: Catalog
) -> None:
    chosen, _ = Selection.from_query(dict(parse_qsl(query)) | {"evidence": "published"})
    request = Request(catalog, chosen, words_of("zh"), THEMES["light"], {})
    scene = keep_scene.scene_of(request, page, page_content(page))
    assert scene.query == query  # the map marks what was chosen
    shown = scene_blocks(catalog, scene, words_of("zh"), THEMES["light"])
    # All of the page of sites is by zone, and no source says that a target is of zone F: their
    # finding is that nothing of it is published.
    hidden = page == "sites" or (page, query) == ("targets", "zones=F")
    for text in () if hidden else (scene.title_zh, scene.title_en):
        assert "没有来源公布" not in text
        assert "no source" not in text
    if shown.headline:
        assert [card.evidence for card in shown.headline.cards] != [""]
    if query == "zones=C":
        assert scene.title_zh.startswith("C区")
        assert "全园数" in scene.text_zh
        assert "whole park" in scene.text_en


def test_kept_zone_of_which_nothing_is_published_shows_the_park(catalog: Catalog) -> None:
    chosen = Selection(zones=("C",), evidence="published")
    request = Request(catalog, chosen, words_of("zh"), THEMES["light"], {})
    scene = keep_scene.scene_of(request, "overview", page_content("overview"))
    assert scene.title_zh.startswith("C区所在的园区 · ")
    assert "300–330 家" in scene.title_zh
    shown = scene_blocks(catalog, scene, words_of("zh"), THEMES["light"])
    assert shown.headline
    (card,) = shown.headline.cards
    assert card.lines[0].text == "全园数，C区未单独公布"


AREA = "c:29.35,105.93,900"


@pytest.mark.parametrize("evidence", ["all", "published"])
def test_what_is_kept_is_presented_as_it_was_seen(catalog: Catalog, evidence: EvidenceMode) -> None:
    chosen = Selection(
        sectors=("data",), statuses=("construction",), as_of="2020-11", area=AREA, evidence=evidence
    )
    seen = Seen(
        basemap=basemaps()[1],
        looks_at=(29.351, 105.917, 13.37),
        layers_on=("bus", "zones", "district"),
    )
    options = {"projects-tab": "gantt", "measure": "area", "handout.menu": "keep", "keep.card": "-"}
    request = Request(catalog, chosen, words_of("en"), THEMES["light"], options, seen)
    scene = keep_scene.scene_of(request, "projects", page_content("projects"), ("measure",))
    assert replace(scene.selection, lang=None) == chosen
    assert tuple(scene.view) == (29.351, 105.917, 13.37)
    assert set(scene.layers) == {"bus", "zones", "district"}
    assert dict(parse_qsl(scene.options)) == {"projects-tab": "gantt", "measure": "area"}
    assert (scene.basemap, scene.headline) == ("osm", "")
    story = Story("kept", "故事", "A story", (scene,))
    again, problems = read_story(write_story(story), "kept.yaml")
    assert problems == []
    asked = {"present-story": "kept", "present-scene": scene.scene_id}
    shown = replace(request, options=asked, held=again, chosen=scene.selection, seen=Seen())
    stage = stage_content(shown)["stage"]
    assert isinstance(stage, Stage)
    sent = stage.scenes[scene.scene_id]
    assert (sent["view"], set(sent["layers"])) == ((29.351, 105.917, 13.37), set(scene.layers))
    assert dict(parse_qsl(sent["query"]))["area"] == AREA
    assert stage.asked is None
    page = page_content("projects")(request)
    slot = scene.chart.partition("/")[2]
    kept = scene_blocks(catalog, scene, words_of("en"), THEMES["light"])
    assert kept.chart
    assert kept.chart.rows == page[slot].rows  # type: ignore[attr-defined]
