"""The shipped pitch: each scene is one fact in print, with its number, picture and sources."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from components.blocks.base import sent
from components.blocks.dots import Dots, dot_step
from components.blocks.moments import Events
from components.blocks.wall import Wall
from components.meeting.pitch.content import pitch_content
from components.meeting.scenes import SceneView, known_names, scene_blocks
from components.session.request import Request
from components.session.theme import THEMES
from data.catalog import Catalog
from data.i18n import LANGS, Lang
from data.packs import DATA_DIR
from data.selection import Selection
from data.sources import source_text
from data.stories import Scene, Story, read_story, write_story
from tests.office import in_2025
from tests.said import numbers, said_in, scene_of, shipped
from tests.shipped import words_of
from tests.test_published import cites, row

FILE = DATA_DIR / "stories" / "cloud-valley.yaml"
SCENES = (
    *("chosen", "quick", "opened", "names", "sectors", "students", "hires", "suitcase"),
    *("driving", "twin", "reach", "history", "place", "contact"),
)
SHOWN = SCENES[:-1]  # a contact is the office's own
# By scene: each number that is said, the figure that holds it, article and line.
PRINTED: dict[str, dict[float, tuple[str, str, int]]] = {
    "chosen": {},
    "quick": {
        700: ("F002-31", "002", 268),
        5000: ("F002-40", "002", 267),
        1000: ("F002-41", "002", 267),
    },
    "opened": {
        77: ("F002-01", "002", 140),
        48: ("F002-02", "002", 141),
        62.3: ("F002-03", "002", 144),
    },
    "names": {},
    "sectors": {},
    "students": {
        15: ("F003-09", "003", 42),
        130_000: ("F003-10", "003", 42),
        1500: ("F002-34", "002", 248),
        6000: ("F002-37", "002", 253),
    },
    "hires": {
        2000: ("F002-30", "002", 205),
        6000: ("F002-32", "002", 233),
        85: ("F002-28", "002", 199),
        370: ("F002-29", "002", 199),
    },
    "suitcase": {700_000: ("F002-25", "002", 181), 10_000: ("F002-27", "002", 189)},
    "driving": {20: ("F000-10", "000", 148), 180: ("F000-11", "000", 149)},
    "twin": {10: ("F000-15", "000", 179), 60: ("F000-16", "000", 186)},
    "reach": {
        100: ("F003-18", "003", 124),
        50: ("F003-17", "003", 124),
        6e9: ("F003-20", "003", 126),
    },
    "history": {
        4: ("F001-01", "001", 37),
        300: ("F002-04", "002", 148),
        330: ("F003-14", "003", 50),
    },
    "place": {},
    "contact": {},
}
# What follows from printed numbers, or is counted, by hand: 50 + 80 + 90 + 40 + 30 firms at least;
# nine of the 48 are named (article 002, lines 260 to 315).
RECKONED: dict[str, set[float]] = {"sectors": {290}, "opened": {9}}
# The target's own numbers, and where the file names no lines because newer ones take their place.
TARGET = {1000: "F002-07", 50_000: "F002-08", 7e10: "F002-09"}
# The number on the screen, as the audience reads it.
NUMBER = {
    "chosen": ("≥ 10 个区县", "≥ 10 districts"),
    "quick": ("700人", "700 people"),
    "opened": ("48 个", "48 projects"),
    "sectors": ("≥ 290 家", "≥ 290 enterprises"),
    "students": ("13 万人", "130,000 people"),
    "hires": ("≥ 6,000人", "≥ 6,000 people"),
    "suitcase": ("≥ 3,000 套", "≥ 3,000 apartments"),
    "driving": ("20 km²", "20 km²"),
    "twin": ("10 km²", "10 km²"),
    "reach": ("9.8 亿单", "980 million orders"),
    "history": ("300–330 家", "300–330 enterprises"),
    "place": ("1,000 家", "1,000 enterprises"),
}


def story() -> Story:
    return shipped(FILE)


def scene(scene_id: str) -> Scene:
    return scene_of(FILE, scene_id)


def view(catalog: Catalog, scene_id: str, lang: Lang = "en") -> SceneView:
    return scene_blocks(catalog, scene(scene_id), words_of(lang), THEMES["light"])


def test_the_pitch_has_its_scenes_in_order_and_takes_ten_minutes(catalog: Catalog) -> None:
    assert tuple(one.scene_id for one in story().scenes) == SCENES
    assert 540 <= sum(one.dwell for one in story().scenes) <= 600
    text = FILE.read_text(encoding="utf-8")
    assert read_story(text, FILE.name, known_names(catalog)) == (story(), [])
    assert text == write_story(story())


@pytest.mark.parametrize("scene_id", SCENES)
def test_every_number_that_is_said_is_in_print(scene_id: str) -> None:
    one = scene(scene_id)
    said = {number for lang in LANGS for number in numbers(said_in(one, lang), lang)}
    target = set(TARGET) if scene_id == "place" else set()
    assert said - target == set(PRINTED[scene_id]) | RECKONED.get(scene_id, set())
    for number, (figure_id, article, line) in PRINTED[scene_id].items():
        figure = row("figures", figure_id=figure_id)
        assert (float(figure["value"]), figure["evidence"]) == (number, "reported"), figure_id
        assert cites(figure["refs"], article, line), figure_id
        assert cites(";".join(one.refs), article, line), figure_id


@pytest.mark.parametrize(("number", "figure_id"), TARGET.items())
def test_the_target_is_as_printed(number: float, figure_id: str) -> None:
    figure = row("figures", figure_id=figure_id)
    assert (float(figure["value"]), figure["kind"], figure["period"]) == (number, "target", "2025")


def test_no_scene_opens_with_a_caveat_and_each_has_one_line_of_it() -> None:
    hedged = re.compile(r"不要|没有|未公布|仅为|示意|schematic|not published|only", re.IGNORECASE)
    for one in story().scenes:
        for lang in LANGS:
            assert not hedged.search(one.title(lang)), (one.scene_id, lang)
            assert one.text(lang), one.scene_id
        assert bool(one.caveat_zh) == bool(one.caveat_en) == (one.scene_id != "contact")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("scene_id", SHOWN)
def test_each_scene_has_its_number_its_picture_and_its_sources(
    scene_id: str, lang: Lang, catalog: Catalog
) -> None:
    one, shown = scene(scene_id), view(catalog, scene_id, lang)
    assert shown.headline
    [card] = sent(shown.headline)["cards"]
    assert card["source"]
    if scene_id in NUMBER:
        assert card["value"] == NUMBER[scene_id][LANGS.index(lang)]
    assert shown.chosen.evidence == "published"
    if one.layout == "map":
        assert one.layers
        assert shown.chart is None
    else:
        assert shown.chart
        assert shown.chart.grades
        assert not sent(shown.chart).get("empty")
    for block in filter(None, (shown.headline, shown.chart)):
        assert "illustrative" not in block.grades
    if one.refs:
        assert shown.sources == tuple(source_text(catalog, ref, lang) for ref in one.refs)
    assert shown.sources


@pytest.mark.parametrize("scene_id", SHOWN)
def test_the_speaker_knows_what_to_say_and_what_not(scene_id: str) -> None:
    one = scene(scene_id)
    assert all(label in one.notes_zh for label in ("讲：", "问：", "不要说："))
    assert all(label in one.notes_en for label in ("Say: ", "Asked ", "Do not claim: "))


@pytest.mark.parametrize("scene_id", SHOWN)
def test_a_number_of_the_pitch_has_its_date_below_it_and_no_caveat(
    scene_id: str, catalog: Catalog
) -> None:
    headline = view(catalog, scene_id, "zh").headline
    assert headline
    lines = [line.text for line in headline.cards[0].lines]
    assert any(re.search(r"20\d\d年", line) for line in lines)
    if scene(scene_id).headline.startswith("pitch/"):
        assert not any(line.endswith("。") for line in lines)


def test_the_sum_of_bounds_is_a_bound_and_derived(catalog: Catalog) -> None:
    headline = view(catalog, "sectors").headline
    assert headline
    [card] = headline.cards
    fact = card.fact
    assert fact
    assert (fact.low, fact.high, fact.grade) == (50 + 80 + 90 + 40 + 30, None, "derived")  # 004:L77
    assert card.source
    assert len(card.source()) == 5


def test_the_twin_says_what_is_modelled_and_where_it_is_going(catalog: Catalog) -> None:
    headline = view(catalog, "twin").headline
    assert headline
    [card] = headline.cards
    assert [line.text for line in card.lines] == ["2021", "Phase two, under construction: 60 km²"]


def test_projects_and_students_are_dots_that_can_be_counted(catalog: Catalog) -> None:
    opened, students = view(catalog, "opened").chart, view(catalog, "students").chart
    assert isinstance(opened, Dots)
    assert (opened.dots, opened.filled, opened.each, opened.dashed) == (77, 48, "", False)
    assert isinstance(students, Dots)
    assert (students.dots, students.filled) == (130, 130)
    assert students.each == "each dot is 1,000 people"


def test_the_places_left_are_those_that_the_latest_report_leaves(catalog: Catalog) -> None:
    place = view(catalog, "place").chart  # 300 firms and more of November 2020, of 1000
    assert isinstance(place, Dots)
    assert (place.dots, place.filled, place.dashed) == (100, 30, True)
    assert place.finding == "≥ 300 enterprises, of 1,000 enterprises"


def test_the_places_left_follow_the_newest_figure_of_the_office(catalog: Catalog) -> None:
    made = in_2025(catalog)
    added: dict[str, frozenset[tuple[str, ...]]] = {
        "figures": frozenset({("own-enterprises-2025",)})
    }
    own = replace(made, own=replace(made.own, added=added))
    place = view(own, "place").chart  # 600 of 1000
    assert isinstance(place, Dots)
    assert (place.dots, place.filled) == (100, 60)
    assert place.finding == "600 enterprises, of 1,000 enterprises"
    assert "official" in place.grades


@pytest.mark.parametrize(
    ("value", "step"), [(1, 1), (77, 1), (150, 1), (151, 2), (300, 2), (1000, 10), (130_000, 1000)]
)
def test_a_dot_stands_for_a_round_number_so_that_150_are_enough(value: float, step: int) -> None:
    assert dot_step(value) == step


def test_steps_are_in_order_of_time_and_open_their_sources(catalog: Catalog) -> None:
    steps = view(catalog, "quick").chart
    assert isinstance(steps, Events)
    assert [(one.date, one.text) for one in steps.items] == [
        ("8 Apr 2020", "Signed with Alibaba by video link"),
        ("Aug 2020", "Alibaba’s centre opens"),
        ("Nov 2020", "700 people on staff"),
    ]
    assert all(one.open in steps.panels for one in steps.items)


def test_the_wall_names_each_firm_once_in_the_sector_that_it_is_counted_in(
    catalog: Catalog,
) -> None:
    wall = view(catalog, "names", "zh").chart
    assert isinstance(wall, Wall)
    names = {group.key: [one.text for one in group.names] for group in wall.groups}
    every = [name for group in names.values() for name in group]
    assert len(every) == len(set(every))
    assert [len(group) for group in names.values()] == [
        int(group.fact.low or 0) for group in wall.groups
    ]
    for name, sector in (("携程", "outsourcing"), ("科大讯飞", "software")):  # 000:L270-275
        assert any(name in one for one in names[sector]), name
    assert all(one.open in wall.panels for group in wall.groups for one in group.names)


def test_the_wall_says_the_name_that_a_room_knows_and_its_table_the_whole_one(
    catalog: Catalog,
) -> None:
    wall = view(catalog, "names", "en").chart
    assert isinstance(wall, Wall)
    assert {"Alibaba", "Ctrip"} <= {one.text for group in wall.groups for one in group.names}
    assert wall.table
    table = wall.table().table
    assert table is not None
    assert "Ctrip South-west Customer Service Centre" in table.to_numpy().ravel()


def test_names_that_no_article_prints_by_the_date_are_not_on_the_wall(catalog: Catalog) -> None:
    chosen = Selection(evidence="published", as_of="2020-04", lang="en")
    request = Request(catalog, chosen, words_of("en"), THEMES["light"], {})
    wall = pitch_content(request)["wall"]
    assert isinstance(wall, Wall)
    names = [one.text for group in wall.groups for one in group.names]
    assert "Jizhihui" in names  # 003:L129-131, April 2020
    assert "Beyondsoft" in names  # 003:L137-138, April 2020
    assert not any("Renhe" in one for one in names)  # 002:L293, November 2020
