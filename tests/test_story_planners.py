"""The story that comes with the app: valid, published, and true to the articles.

Each number below was read in the article and line given beside it, not in the story.
"""

from __future__ import annotations

import re

import geopandas as gpd
import pytest

from components.blocks.base import sent
from components.meeting.scenes import known_names, scene_blocks
from components.session.theme import THEMES
from data.catalog import Catalog
from data.i18n import LANGS, Lang
from data.packs import DATA_DIR
from data.selection import Selection
from data.sources import source_text
from data.status import chosen_projects
from data.stories import Scene, Story, read_story, write_story
from tests.said import numbers, said_in, scene_of, shipped
from tests.shipped import words_of
from tests.test_published import cites, row, rows

FILE = DATA_DIR / "stories" / "planners.yaml"
SCENES = (
    "park",
    "zones",
    "sectors",
    "history",
    "flagships",
    "investment",
    "test-area",
    "twin",
    "talent",
    "facilities",
    "targets",
    "why-here",
)
# By scene: each number of its title and lines, the figure that holds it, article and line.
PRINTED: dict[str, dict[float, tuple[str, str, int]]] = {
    "park": {
        300: ("F002-04", "002", 148),
        330: ("F003-14", "003", 50),
        15_000: ("F002-05", "002", 150),
    },
    "zones": {},
    "sectors": {
        50: ("F004-11", "004", 77),
        80: ("F004-12", "004", 77),
        90: ("F004-13", "004", 77),
        40: ("F004-14", "004", 77),
        30: ("F004-15", "004", 77),
        330: ("F004-09", "004", 73),
    },
    "history": {274: ("F001-05", "001", 49)},
    "flagships": {
        77: ("F002-01", "002", 140),
        48: ("F002-02", "002", 141),
        62.3: ("F002-03", "002", 144),
    },
    "investment": {
        1e9: ("F002-42", "002", 271),
        3e8: ("F002-39", "002", 265),
        5000: ("F002-40", "002", 267),
        1000: ("F002-41", "002", 267),
        700: ("F002-31", "002", 268),
        4e8: ("F002-51", "002", 296),
    },
    "test-area": {
        20: ("F000-10", "000", 148),
        180: ("F000-11", "000", 149),
        1e9: ("F003-02", "003", 6),
        4: ("F000-14", "000", 146),
    },
    "twin": {10: ("F000-15", "000", 179), 60: ("F000-16", "000", 186)},
    "talent": {
        85: ("F002-28", "002", 199),
        370: ("F002-29", "002", 199),
        6000: ("F002-32", "002", 233),
        15: ("F003-09", "003", 42),
        130_000: ("F003-10", "003", 42),
        50: ("F000-05", "000", 63),
    },
    "facilities": {
        700_000: ("F002-25", "002", 181),
        3000: ("F002-26", "002", 186),
        10_000: ("F002-27", "002", 189),
        15_000: ("F003-33", "003", 216),
        4000: ("F002-23", "002", 82),
    },
    "targets": {
        1000: ("F002-07", "002", 23),
        50_000: ("F002-08", "002", 23),
        7e10: ("F002-09", "002", 24),
        300: ("F002-04", "002", 148),
        330: ("F003-14", "003", 50),
        15_000: ("F002-05", "002", 150),
        2.447e10: ("F003-16", "003", 51),
        3e10: ("F002-06", "002", 152),
    },
    "why-here": {
        130_000: ("F003-10", "003", 42),
        700_000: ("F003-12", "003", 45),
        10: ("F003-08", "003", 37),
    },
}
# What follows from printed numbers, reckoned by hand.
RECKONED: dict[str, set[float]] = {
    "sectors": {50 + 80 + 90 + 40 + 30},
    "flagships": {35, 14 + 4, 4, 3, 11, 9},
    "investment": {8, 1e9 + 1e9 + 3e8 + 2e8 + 1.5e8 + 5e7 + 5e7 + 1e7},
    "targets": {30, 35},  # 300 of 1000 and 15 of 50 thousand; 24.47 of 70 is 34.96
}


def story() -> Story:
    return shipped(FILE)


def scene(scene_id: str) -> Scene:
    return scene_of(FILE, scene_id)


def test_story_has_the_scenes_of_a_meeting_in_order() -> None:
    assert tuple(one.scene_id for one in story().scenes) == SCENES
    assert set(PRINTED) == set(SCENES)


def test_story_names_only_what_there_is(catalog: Catalog) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert read_story(text, FILE.name, known_names(catalog)) == (story(), [])


def test_file_is_as_the_editor_writes_it() -> None:
    assert FILE.read_text(encoding="utf-8") == write_story(story())


@pytest.mark.parametrize("scene_id", SCENES)
def test_every_number_of_a_scene_is_in_the_table(scene_id: str) -> None:
    allowed = set(PRINTED[scene_id]) | RECKONED.get(scene_id, set())
    said = {lang: numbers(said_in(scene(scene_id), lang), lang) for lang in LANGS}
    assert said["zh"] | said["en"] == allowed


@pytest.mark.parametrize("scene_id", SCENES)
def test_numbers_are_published_figures_of_lines_that_the_scene_names(scene_id: str) -> None:
    refs = ";".join(scene(scene_id).refs)
    for number, (figure_id, article, line) in PRINTED[scene_id].items():
        figure = row("figures", figure_id=figure_id)
        assert (float(figure["value"]), figure["evidence"]) == (number, "reported"), figure_id
        assert cites(figure["refs"], article, line), figure_id
        assert cites(refs, article, line), figure_id


def test_statuses_are_counted_as_the_scene_says(catalog: Catalog) -> None:
    projects = chosen_projects(catalog, Selection(evidence="published"))
    assert dict(projects["status"].value_counts()) == {
        "operating": 14,
        "partial": 4,
        "construction": 3,
        "planned": 11,
        "unknown": 3,
    }


def test_investment_is_summed_over_the_projects_that_state_one() -> None:
    stated = [one for one in rows("projects") if one["investment_kind"] == "stated"]
    assert len(stated) == 8
    assert sum(one["investment_cny"] for one in stated) == 2_760_000_000


@pytest.mark.parametrize("scene_id", SCENES)
def test_targets_plans_and_forecasts_are_called_so(scene_id: str) -> None:
    unreal = {
        "target": "目标",
        "forecast": "预计",
        "planned": "规划|计划",
        "in_progress": "拟",
    }
    said = said_in(scene(scene_id), "zh")
    for figure_id, _, _ in PRINTED[scene_id].values():
        kind = row("figures", figure_id=figure_id)["kind"]
        assert re.search(unreal.get(kind, ""), said), (figure_id, kind)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("scene_id", SCENES)
def test_scene_shows_published_numbers_with_sources(
    scene_id: str, lang: Lang, catalog: Catalog
) -> None:
    shown = scene_blocks(catalog, scene(scene_id), words_of(lang), THEMES["light"])
    assert shown.sources == tuple(source_text(catalog, ref, lang) for ref in scene(scene_id).refs)
    assert shown.sources
    assert shown.chosen.evidence == "published"
    assert shown.headline
    assert sent(shown.headline)["cards"][0]["source"]
    if scene_id != "zones":  # no source says anything to draw by zone
        assert shown.chart
        assert shown.chart.grades
    for block in filter(None, (shown.headline, shown.chart)):
        assert "illustrative" not in block.grades
        assert not sent(block).get("empty")


@pytest.mark.parametrize("one", story().scenes, ids=SCENES)
def test_speaker_has_something_to_say_in_both_languages(one: Scene) -> None:
    for label in ("讲：", "问：", "答：", "不要说："):
        assert label in one.notes_zh
    for label in ("Say: ", "Asked ", "Do not claim: "):
        assert label in one.notes_en
    assert 60 <= len(one.notes_en.split()) <= 120
    assert 120 <= len(one.notes_zh) <= 300


def test_map_of_each_scene_shows_its_subject(catalog: Catalog) -> None:
    landmarks = catalog["landmarks"]
    colleges = landmarks[landmarks["kind"] == "college"]
    shapes = {
        "landmarks": gpd.GeoSeries(gpd.points_from_xy(colleges["lon"], colleges["lat"])),
        "zones": catalog.outlines["zone_outlines"],
        "district": catalog.outlines["district"],
        **{
            key: frame[frame["feature_id"] == key]
            for name in ("coverage_outlines", "routes")
            for frame in [catalog.outlines[name]]
            for key in frame["feature_id"]
        },
    }
    for one in story().scenes:
        outlines = [shapes[layer].total_bounds for layer in one.layers]
        west, south = (min(edges[side] for edges in outlines) for side in (0, 1))
        east, north = (max(edges[side] for edges in outlines) for side in (2, 3))
        assert west < one.view.lon < east, one.scene_id
        assert south < one.view.lat < north, one.scene_id
        # A map of 800 by 560 points at 256 points a tile holds it with a margin.
        degrees_a_point = 360 / 256 / 2**one.view.zoom
        assert 2 * max(east - one.view.lon, one.view.lon - west) < 800 * degrees_a_point
        tall = 2 * max(north - one.view.lat, one.view.lat - south)
        assert tall < 600 * degrees_a_point * 0.8715, one.scene_id  # cosine of 29.36°
