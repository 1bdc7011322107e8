"""Stories: read with line and reason, written as they were read, changed, kept in files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data.i18n import LANGS
from data.problems import Problem
from data.selection import Selection
from data.stories import (
    MapView,
    Scene,
    Story,
    moved,
    read_story,
    replaced,
    with_scene,
    without,
    write_story,
)
from data.story_fields import Known
from data.story_files import delete_story, own_stories_dir, save_story, stories
from tests.shipped import CHOICES

KNOWN = Known(
    frozenset({"overview/enterprises"}),
    frozenset({"overview/sector"}),
    frozenset({"002", "003"}),
    CHOICES,
)
GOOD = """\
story_id: tour
title_zh: 园区
title_en: The park
scenes:
  - scene_id: first
    title_zh: 三百家企业
    title_en: Three hundred firms
    text_zh: 第一行
    text_en: One
    caveat_zh: 第二行
    caveat_en: Two
    layout: map
    rank: 2
    view:
      lat: 29.36
      lon: 105.93
      zoom: 13
    layers:
      - zones
    query: zones=C&asof=2020-09
    headline: overview/enterprises
    chart: overview/sector
    notes_zh: 讲稿
    notes_en: Notes
    dwell: 30
    refs:
      - 002:L14-16,L20
  - scene_id: second
    title_zh: 第二
    title_en: The second
    text_zh: 甲
    text_en: A
    view: {lat: 29.3, lon: 105.9, zoom: 9}
"""
SECOND = """  - scene_id: second
    title_zh: 第二
    title_en: The second
    text_zh: 甲
    text_en: A
    view: {lat: 29.3, lon: 105.9, zoom: 9}
"""
# What is replaced by what, and the line, key and reason that are then named.
BROKEN: dict[str, tuple[str, str, int | None, str | None, str]] = {
    "unknown key": ("title_zh: 园区", "titel: 园区", 2, "titel", "story_unknown"),
    "unknown key of a scene": ("    dwell: 30", "    time: 30", 25, "time", "story_unknown"),
    "unknown key of a view": ("      zoom: 13", "      zom: 13", 17, "zom", "story_unknown"),
    "no title": ("title_en: The park\n", "", 1, "title_en", "story_missing"),
    "no scene title": ("    title_en: Three hundred firms\n", "", 5, "title_en", "story_missing"),
    "no zoom": ("      zoom: 13\n", "", 14, "zoom", "story_missing"),
    "blank title": ("title_zh: 三百家企业", "title_zh: ' '", 6, "title_zh", "empty"),
    "title as a list": ("title_zh: 三百家企业", "title_zh: [三百]", 6, "title_zh", "story_text"),
    "text as a list": ("text_en: A", "text_en: [A]", 32, "text_en", "story_text"),
    "old line as a text": ("text_en: A", "lines_en: A", 32, "lines_en", "story_unknown"),
    "one old line": ("text_en: A", "lines_en: [A]", 32, "lines_en", "story_unknown"),
    "old lines beside new": ("text_zh: 甲", "lines_en: [A, B]", 31, "lines_en", "story_unknown"),
    "wide old line": ("text_en: A", f"lines_en: [A, {'n' * 131}]", 32, "caveat_en", "story_wide"),
    "unknown layout": ("layout: map", "layout: round", 12, "layout", "not_allowed"),
    "unknown rank": ("rank: 2", "rank: 4", 13, "rank", "out_of_range"),
    "options that are none": ("rank: 2", "options: board", 13, "options", "story_options"),
    "basemap that is a path": ("rank: 2", "basemap: ../x", 13, "basemap", "story_basemap"),
    "view as a text": ("{lat: 29.3, lon: 105.9, zoom: 9}", "here", 33, "view", "story_map"),
    "scene as a text": (SECOND, "  - second\n", 28, "scenes", "story_map"),
    "scenes as a mapping": (GOOD[GOOD.index("  - ") :], "  one: 1\n", 4, "scenes", "story_list"),
    "no scenes": (GOOD[GOOD.index("  - ") :], "", 4, "scenes", "story_scenes"),
    "wide Chinese title": ("三百家企业", "三" * 41, 6, "title_zh", "story_wide"),
    "wide English title": ("Three hundred firms", "n" * 81, 7, "title_en", "story_wide"),
    "Chinese in an English title": ("The second", "三" * 41, 30, "title_en", "story_wide"),
    "wide Chinese line": ("第二行", "三" * 61, 10, "caveat_zh", "story_wide"),
    "wide English line": (": Two", ": " + "n" * 131, 11, "caveat_en", "story_wide"),
    "long notes": ("notes_en: Notes", "notes_en: " + "n" * 1501, 24, "notes_en", "story_notes"),
    "query that is dropped": ("zones=C", "zones=Z", 20, "query", "story_query"),
    "query with a bad date": ("asof=2020-09", "asof=2031", 20, "query", "story_query"),
    "query of unknown name": ("zones=C", "zone=C", 20, "query", "story_query"),
    "query that names one twice": ("asof=2020-09", "zones=D", 20, "query", "story_query"),
    "query that is none": ("zones=C&asof=2020-09", "hello", 20, "query", "story_query"),
    "unknown card": ("overview/enterprises", "overview/firms", 21, "headline", "story_cards"),
    "unknown page": ("overview/sector", "nowhere/sector", 22, "chart", "story_charts"),
    "unknown layer": ("- zones", "- zone", 19, "layers", "not_allowed"),
    "layer twice": ("      - zones\n", "      - bus\n      - bus\n", 18, "layers", "story_layers"),
    "latitude outside": ("lat: 29.36", "lat: 39.9", 15, "lat", "story_outside"),
    "longitude outside": ("lon: 105.93", "lon: -105.93", 16, "lon", "story_outside"),
    "latitude in words": ("lat: 29.36", "lat: north", 15, "lat", "not_a_number"),
    "endless latitude": ("lat: 29.36", "lat: inf", 15, "lat", "not_a_number"),
    "latitude not a number": ("lat: 29.36", "lat: nan", 15, "lat", "not_a_number"),
    "too far out": ("zoom: 13", "zoom: 8", 17, "zoom", "out_of_range"),
    "too near": ("zoom: 13", "zoom: 18", 17, "zoom", "out_of_range"),
    "short dwell": ("dwell: 30", "dwell: 2", 25, "dwell", "out_of_range"),
    "long dwell": ("dwell: 30", "dwell: 601", 25, "dwell", "out_of_range"),
    "half a second": ("dwell: 30", "dwell: 3.5", 25, "dwell", "story_whole"),
    "dwell in words": ("dwell: 30", "dwell: long", 25, "dwell", "story_whole"),
    "scene id twice": ("scene_id: second", "scene_id: first", 28, "scene_id", "duplicate"),
    "bad scene id": ("scene_id: second", "scene_id: ../x", 28, "scene_id", "story_id"),
    "bad story id": ("story_id: tour", "story_id: Tour!", 1, "story_id", "story_id"),
    "unknown source": ("002:L14-16,L20", "009:L14", 27, "refs", "story_source"),
    "source that is none": ("002:L14-16,L20", "see page 3", 27, "refs", "refs"),
    "two sources in one": ("002:L14-16,L20", "002:L1;003:L2", 27, "refs", "refs"),
    "control character": ("notes_en: Notes", 'notes_en: "a\\x07"', 24, "notes_en", "story_hidden"),
    "line break in a title": ("The second", '"a\\nb"', 30, "title_en", "story_hidden"),
    "half a character": ("The second", '"\\ud800"', 30, None, "story_yaml"),
    "key twice": ("title_en: The park", "title_zh: 又", 3, None, "story_twice"),
    "tag": ("dwell: 30", "dwell: !!python/name:os.system ''", 25, None, "story_tag"),
    "tag of an object": ("title_zh: 园区", "title_zh: !!python/object:x {}", 2, None, "story_tag"),
    "own tag": ("title_zh: 园区", "title_zh: !mine 园区", 2, None, "story_tag"),
    "anchor": ("title_zh: 园区", "title_zh: &a 园区", 2, None, "story_anchor"),
    "alias": ("title_zh: 园区", "title_zh: *a", 2, None, "story_anchor"),
    "deep": ("text_en: A", "text_en: [[[A]]]", 32, None, "story_deep"),
    "key that is a list": ("title_zh: 园区", "? [a]\n: b", 2, None, "story_text"),
    "tab": ("    dwell: 30", "\t dwell: 30", 25, None, "story_yaml"),
    "colon in a text": ("The park", "The park: a tour", 3, None, "story_yaml"),
    "open quote": ("view: {lat: 29.3", "view: {lat: '29.3", 34, None, "story_yaml"),
    "second document": ("scenes:", "---\nscenes:", 4, None, "story_yaml"),
    "null byte": ("The park", "The\x00park", None, None, "story_yaml"),
}


def story() -> Story:
    """Return the good story."""
    made, problems = read_story(GOOD, "tour.yaml", KNOWN)
    assert not problems
    assert made
    return made


def problems_of(text: str) -> list[Problem]:
    """Return what is wrong with a text, after checking that it is refused."""
    made, problems = read_story(text, "tour.yaml", KNOWN)
    assert made is None
    assert problems
    for lang in LANGS:
        for problem in problems:
            assert problem.text(lang)
    return problems


def ids(made: Story) -> list[str]:
    return [scene.scene_id for scene in made.scenes]


def named(scene_id: str) -> Scene:
    return replace(story().scenes[0], scene_id=scene_id)


@pytest.mark.parametrize("case", BROKEN)
def test_broken_story_is_refused_with_its_line_and_reason(case: str) -> None:
    old, new, line, column, kind = BROKEN[case]
    assert GOOD.count(old) == 1
    problems = problems_of(GOOD.replace(old, new))
    found = {(problem.row, problem.column, problem.kind) for problem in problems}
    assert (line, column, kind) in found
    if line is not None:
        places = {"zh": f"tour.yaml 第 {line} 行", "en": f"tour.yaml row {line}"}
        for lang in LANGS:
            assert any(problem.text(lang).startswith(places[lang]) for problem in problems)


def test_good_story_holds_what_the_file_says() -> None:
    first, second = story().scenes
    assert first.view == MapView(29.36, 105.93, 13)
    assert (first.text("zh"), first.caveat("zh")) == ("第一行", "第二行")
    assert (first.layout, first.motion, first.rank) == ("map", "", 2)
    assert first.refs == ("002:L14-16,L20",)
    assert first.dwell == 30
    assert first.selection == Selection(zones=("C",), as_of="2020-09", evidence="published")
    assert second.title("en") == "The second"
    assert (second.layers, second.refs, second.chart, second.dwell) == ((), (), "", 20)


def test_pairs_of_lines_of_older_files_are_text_and_caveat() -> None:
    old = GOOD.replace("    text_zh: 第一行\n    text_en: One\n", "    lines_en: [One, Two]\n")
    old = old.replace(
        "    caveat_zh: 第二行\n    caveat_en: Two\n", "    lines_zh: [第一行, 第二行]\n"
    )
    assert "text_zh: 第一行" not in old
    assert read_story(old, "tour.yaml", KNOWN) == (story(), [])


def test_scene_shows_published_numbers_unless_its_query_says_other() -> None:
    scene = replace(named("all"), query="zones=C&evidence=all")
    assert (named("first").selection.evidence, scene.selection.evidence) == ("published", "all")


def test_all_that_is_wrong_is_named_in_the_order_of_the_lines() -> None:
    text = GOOD.replace("dwell: 30", "dwell: 1").replace("story_id: tour", "story_id: T")
    text = text.replace("scene_id: second", "scene_id: first")
    found = [(problem.row, problem.kind) for problem in problems_of(text)]
    assert found == [(1, "story_id"), (25, "out_of_range"), (28, "duplicate")]


def test_texts_may_be_as_wide_as_a_slide() -> None:
    text = GOOD.replace("三百家企业", "三" * 40).replace("Three hundred firms", "n" * 80)
    text = text.replace("第一行", "三" * 60).replace(": One", ": " + "n" * 130)
    assert read_story(text, "tour.yaml", KNOWN)[1] == []


def test_words_that_yaml_reads_otherwise_stay_texts() -> None:
    text = GOOD.replace("title_en: The park", "title_en: no").replace("三百家企业", "2020-09-01")
    made, problems = read_story(text, "tour.yaml", KNOWN)
    assert not problems
    assert made
    assert made.title_en == "no"
    assert made.scenes[0].title_zh == "2020-09-01"
    assert read_story(write_story(made), "tour.yaml", KNOWN) == (made, [])


def test_blank_list_is_an_empty_one() -> None:
    made, _ = read_story(GOOD.replace("    layers:\n      - zones\n", "    layers:\n"), "tour.yaml")
    assert made
    assert made.scenes[0].layers == ()


def test_names_are_only_looked_at_in_form_where_none_are_given() -> None:
    text = GOOD.replace("overview/sector", "other/thing").replace("002:L14-16,L20", "zzz")
    assert read_story(text, "tour.yaml")[1] == []
    [problem] = read_story(text.replace("other/thing", "thing"), "tour.yaml")[1]
    assert problem.kind == "story_charts"


def test_story_has_at_most_40_scenes() -> None:
    many = story()
    for number in range(38):
        many = with_scene(many, named(f"more-{number}"))
    assert len(many.scenes) == 40
    assert read_story(write_story(many), "tour.yaml", KNOWN) == (many, [])
    [problem] = problems_of(write_story(with_scene(many, named("last"))))
    assert (problem.kind, problem.values["found"]) == ("story_scenes", 41)


@pytest.mark.parametrize("text", ["", "# nothing\n", "just words", "- a\n- b\n", "42", "---\n"])
def test_file_without_a_story_is_refused(text: str) -> None:
    assert problems_of(text)[0].kind == "story_map"


def test_bomb_of_aliases_is_refused_before_it_grows() -> None:
    rows = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    rows += [f"{new}: &{new} [{', '.join(f'*{old}' for _ in range(9))}]" for old, new in
             zip("abcdefgh", "bcdefghi", strict=True)]  # fmt: skip
    [problem] = problems_of("\n".join(rows))
    assert (problem.kind, problem.row) == ("story_anchor", 1)


def test_deep_nesting_is_refused_before_it_is_built() -> None:
    [problem] = problems_of("story_id: " + "[" * 90_000)
    assert (problem.kind, problem.row) == ("story_deep", 1)


def test_no_more_problems_are_named_than_a_person_reads() -> None:
    assert len(problems_of("scenes:\n" + "- a\n" * 40_000)) == 50


def test_large_file_is_refused() -> None:
    [problem] = problems_of(GOOD + "# " + "n" * 200_000)
    assert problem.kind == "story_size"


def test_text_that_no_file_can_hold_is_refused() -> None:
    [problem] = problems_of("story_id: \ud800")
    assert problem.kind == "encoding"


def test_written_story_is_read_as_the_same() -> None:
    text = write_story(story())
    assert read_story(text, "tour.yaml", KNOWN) == (story(), [])
    assert "title_zh: 三百家企业" in text
    assert [line for line in text.splitlines() if line.startswith("  - ")] == [
        "  - scene_id: first",
        "  - scene_id: second",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "a: b # c",
        "- a",
        "'\"",
        "&a *b !c",
        "yes",
        "null",
        "12",
        "",
        " a ",
        "😀 𠮷",
        "%",
        "@",
        "{[",
        "中\u3000文",
    ],
)
def test_any_words_survive_writing(words: str) -> None:
    scene = replace(named("first"), text_zh=words, notes_en=f"{words}\n\n  {words}\n")
    made = replaced(story(), scene)
    assert read_story(write_story(made), "tour.yaml", KNOWN) == (made, [])


def test_notes_of_several_lines_are_written_as_lines() -> None:
    made = replaced(story(), replace(named("first"), notes_zh="讲：一\n问：二"))
    assert "    notes_zh: |-\n      讲：一\n      问：二\n" in write_story(made)


def test_scene_is_added_at_the_end_or_at_a_place() -> None:
    assert ids(with_scene(story(), named("new"))) == ["first", "second", "new"]
    assert ids(with_scene(story(), named("new"), 0)) == ["new", "first", "second"]
    assert ids(with_scene(story(), named("new"), 1)) == ["first", "new", "second"]
    with pytest.raises(ValueError, match="second"):
        with_scene(story(), named("second"))


def test_scene_is_taken_out() -> None:
    assert ids(without(story(), "first")) == ["second"]
    with pytest.raises(LookupError, match="third"):
        without(story(), "third")


@pytest.mark.parametrize(
    ("scene_id", "by", "expected"),
    [("a", 1, "bacd"), ("a", 9, "bcda"), ("d", -1, "abdc"), ("d", -9, "dabc"), ("b", 0, "abcd")],
)
def test_scene_moves_as_far_as_there_is_room(scene_id: str, by: int, expected: str) -> None:
    made = replace(story(), scenes=tuple(named(one) for one in "abcd"))
    assert ids(moved(made, scene_id, by)) == list(expected)


def test_scene_is_replaced_in_its_place() -> None:
    changed = replace(named("first"), title_en="Changed")
    made = replaced(story(), changed)
    assert made.scenes == (changed, story().scenes[1])
    assert made.scene("first") == changed
    assert made.scene("third") is None
    with pytest.raises(LookupError, match="third"):
        replaced(story(), named("third"))


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Return a data folder with one shipped story."""
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "tour.yaml").write_text(GOOD, encoding="utf-8")
    return tmp_path


def found(data_dir: Path) -> list[tuple[str, bool, bool]]:
    return [(one.path.name, one.is_own, one.story is not None) for one in stories(KNOWN, data_dir)]


def test_saved_story_stands_for_the_shipped_one_until_it_is_deleted(data_dir: Path) -> None:
    assert found(data_dir) == [("tour.yaml", False, True)]
    mine = replace(story(), title_en="Mine")
    assert save_story(mine, KNOWN, data_dir) == []
    assert own_stories_dir(data_dir) == data_dir / "local.stories"
    assert found(data_dir) == [("tour.yaml", True, True)]
    assert stories(KNOWN, data_dir)[0].story == mine
    delete_story("tour", data_dir)
    assert found(data_dir) == [("tour.yaml", False, True)]
    assert stories(KNOWN, data_dir)[0].story == story()
    backup = data_dir / "local.stories" / "tour.bak"
    assert read_story(backup.read_text(encoding="utf-8"), "tour.bak") == (mine, [])


def test_own_stories_lie_beside_the_local_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_LOCAL", str(tmp_path / "pack"))
    assert own_stories_dir() == tmp_path / "pack.stories"


def test_replaced_file_is_kept_and_no_draft_is_left(data_dir: Path) -> None:
    for title in ("One", "Two"):
        assert save_story(replace(story(), title_en=title), KNOWN, data_dir) == []
    folder = data_dir / "local.stories"
    assert sorted(path.name for path in folder.iterdir()) == ["tour.bak", "tour.yaml"]
    assert "title_en: One" in (folder / "tour.bak").read_text(encoding="utf-8")
    assert "title_en: Two" in (folder / "tour.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("story_id", ["../tour", "a/b", "/etc/x", "a.b", "", "A", "a" * 41, "c\n"])
def test_story_whose_id_could_lead_elsewhere_is_not_saved(story_id: str, data_dir: Path) -> None:
    [problem] = save_story(replace(story(), story_id=story_id), KNOWN, data_dir)
    assert problem.kind == "story_id"
    assert not (data_dir / "local.stories").exists()


def test_story_with_a_problem_is_not_saved(data_dir: Path) -> None:
    wrong = replace(story(), scenes=())
    assert [problem.kind for problem in save_story(wrong, KNOWN, data_dir)] == ["story_scenes"]
    assert found(data_dir) == [("tour.yaml", False, True)]


def test_disk_that_refuses_leaves_the_file_in_place(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_story(story(), KNOWN, data_dir)

    def refuse(*_: object) -> None:
        raise OSError("full")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="full"):
        save_story(replace(story(), title_en="New"), KNOWN, data_dir)
    assert stories(KNOWN, data_dir)[0].story == story()
    assert not list((data_dir / "local.stories").glob("*.draft"))


@pytest.mark.parametrize("story_id", ["tour", "../stories/tour", "nothing", "*"])
def test_only_own_stories_can_be_deleted(story_id: str, data_dir: Path) -> None:
    with pytest.raises(LookupError):
        delete_story(story_id, data_dir)
    assert found(data_dir) == [("tour.yaml", False, True)]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("other.yaml", GOOD.encode(), "story_name"),
        ("latin.yaml", GOOD.encode("gb18030"), "encoding"),
        ("large.yaml", b"#" * 200_001, "story_size"),
        ("wrong.yaml", b"story_id: wrong", "story_missing"),
    ],
)
def test_file_that_is_no_story_is_listed_with_its_problem(
    name: str, content: bytes, kind: str, data_dir: Path
) -> None:
    (data_dir / "local.stories").mkdir()
    (data_dir / "local.stories" / name).write_bytes(content)
    own = next(one for one in stories(KNOWN, data_dir) if one.is_own)
    assert own.story is None
    assert own.problems[0].kind == kind
    for lang in LANGS:
        assert name in own.problems[0].text(lang)
    delete_story(Path(name).stem, data_dir)
    assert found(data_dir) == [("tour.yaml", False, True)]


def test_file_with_a_mark_of_byte_order_is_read(data_dir: Path) -> None:
    (data_dir / "stories" / "tour.yaml").write_text(GOOD, encoding="utf-8-sig")
    assert found(data_dir) == [("tour.yaml", False, True)]
