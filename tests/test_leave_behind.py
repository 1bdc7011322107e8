"""What a guest takes home: the scenes shown, without notes, small, both languages, the contact."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from markupsafe import escape
from starlette.requests import Request as Asked
from starlette.responses import Response

from components.handout import leave_behind_route as route
from components.handout.leave_behind import MOST_BYTES, SAVE, LeaveBehind, opened_in
from components.handout.leave_behind_file import leave_behind
from components.meeting.leave_link import leave_link, told
from components.meeting.leave_panel import leave_panel, with_shown
from components.session.request import Request
from components.session.theme import THEMES
from data.brand import Brand
from data.catalog import Catalog
from data.contact import Contact
from data.i18n import translate
from data.selection import Selection
from data.stories import Story
from data.story_files import usable_stories
from tests.shipped import words_of

OWN = Brand(Contact(name_zh="李娜", name_en="Li Na", phone="+86 23 4900 0000", wechat="li-na"))
# Worked out by hand from the articles: (003), (002), (002), (003), (000).
PRINTED = {
    "en": ("≥ 10 districts", "48 projects", "≥ 6,000 people", "130,000 people", "20 km²"),
    "zh": ("≥ 10 个区县", "48 个", "≥ 6,000人", "13 万人", "20 km²"),
}


@pytest.fixture(scope="module")
def story() -> Story:
    return next(iter(usable_stories().values()))


@pytest.fixture(scope="module")
def whole(catalog: Catalog, story: Story) -> str:
    made = leave_behind(catalog, story, OWN, date(2026, 11, 27), lambda _: None)
    assert len(made) <= MOST_BYTES
    return made.decode()


def part(made: str, lang: str) -> str:
    begun = made.partition(f'<div class="part part-{lang}"')[2]
    return begun.partition('<div class="part')[0]


def test_printed_numbers_and_their_lines_stand_in_both_languages(whole: str) -> None:
    for lang, numbers in PRINTED.items():
        said = part(whole, lang)
        for number in numbers:
            assert f"<b>{number}</b>" in said
    assert "lines 36-38" in part(whole, "en")  # of the ten districts, in 003
    assert "第 36-38 行" in part(whole, "zh")
    assert "Conflict C14" in part(whole, "en")


def test_notes_of_the_speaker_are_not_in_it(whole: str, story: Story) -> None:
    lines = [
        line.strip()
        for scene in story.scenes
        for notes in (scene.notes_zh, scene.notes_en)
        for line in notes.splitlines()
        if len(line.strip()) > 20
    ]
    assert len(lines) > 20
    assert [line for line in lines if line in whole] == []


def test_nothing_in_it_runs_or_is_fetched(whole: str) -> None:
    assert "<script" not in whole
    assert re.findall(r"""(?:src|href)=["'](?!data:|tel:|mailto:|#)[^"']*""", whole) == []
    assert 'http-equiv="Content-Security-Policy" content="default-src \'none\'' in whole
    assert re.search(r"\bon\w+=", whole) is None


def test_the_card_goes_into_the_contacts(whole: str) -> None:
    assert whole.count('href="data:text/vcard;charset=utf-8;base64,') == 2
    assert 'download="李娜.vcf"' in whole
    assert 'href="tel:+862349000000"' in whole


def test_without_a_contact_there_is_none(catalog: Catalog, story: Story) -> None:
    few = replace(story, scenes=story.scenes[1:2])
    made = leave_behind(catalog, few, Brand(), None, lambda _: None).decode()
    assert 'class="atlas-contact-name"' not in made
    assert translate("en", "leave.contact") not in made
    assert made.count("<article>") == 2  # one scene, in two languages


def test_it_opens_in_the_language_that_is_asked_for(whole: str) -> None:
    english = opened_in(whole, "en")
    assert 'id="lang-en" checked>' in english
    assert 'id="lang-zh">' in english
    assert opened_in(english, "zh") == whole


def test_a_link_names_what_was_shown(story: Story) -> None:
    first, second = (scene.scene_id for scene in story.scenes[:2])
    link = leave_link("http://10.0.0.5:8501/present?x=1", story, (second, first, "gone"), "en")
    assert link == (
        f"http://10.0.0.5:8501/app/static/leave?story={story.story_id}&lang=en&scenes={first},{second}"
    )
    shown = told(story, f"{second},{first}")
    assert shown
    assert [scene.scene_id for scene in shown.scenes] == [first, second]
    assert told(story, "gone") is None


def test_the_contact_scene_is_no_scene_to_take_home(story: Story) -> None:
    contact = replace(story.scenes[0], scene_id="whom", layout="contact")
    longer = replace(story, scenes=(story.scenes[0], contact))
    shown = told(longer, "")
    assert shown
    assert [one.scene_id for one in shown.scenes] == [story.scenes[0].scene_id]


def test_the_panel_counts_what_was_shown_and_says_who_can_open_it(
    catalog: Catalog, story: Story
) -> None:
    options = {"present-story": story.story_id}
    for scene in (story.scenes[0], story.scenes[2], story.scenes[0]):
        options["present-scene"] = scene.scene_id
        with_shown(options)
    words = words_of("en")
    request = Request(catalog, Selection(), words, THEMES["light"], options)
    here = leave_panel(replace(request, address="http://localhost:8501/present"), story).html
    assert "2 scenes" in here
    assert escape(words("present.qr_local")) in here
    assert "&save=1" in here
    away = leave_panel(replace(request, address="http://10.0.0.5:8501/present"), story).html
    assert escape(words("present.qr_local")) not in away
    options["present-story"] = "another"
    with_shown(options)
    assert options["present-shown"].startswith("another,")


def answered(query: str) -> Response:
    """Return what the route answers."""
    scope = {"type": "http", "query_string": query.encode(), "headers": []}
    return route._answer(Asked(scope))


def text(answer: Response) -> str:
    return bytes(answer.body).decode()


def test_the_page_has_a_button_that_the_file_has_not(
    monkeypatch: pytest.MonkeyPatch, story: Story, whole: str
) -> None:
    made: list[LeaveBehind] = []

    def make(_: object, key: object, order: LeaveBehind) -> str:
        del key
        made.append(order)
        return whole

    monkeypatch.setattr(route.Shelf, "_make", make)
    ids = ",".join(scene.scene_id for scene in story.scenes[:2])
    monkeypatch.setattr(route, "_SHELF", route.Shelf())
    query = f"story={story.story_id}&scenes={ids}"
    page = answered(f"{query}&lang=en")
    assert page.status_code == 200
    assert SAVE not in text(page)
    assert translate("en", "leave.save") in text(page)
    assert f'href="?story={story.story_id}&amp;scenes={ids}&lang=en&save=1" download' in text(page)
    file = answered(f"{query}&lang=en&save=1")
    assert file.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert translate("en", "leave.save") not in text(file)
    assert [len(one.story.scenes) for one in made] == [2, 2]


def test_who_asks_for_what_is_not_there_or_for_too_much_is_told(
    monkeypatch: pytest.MonkeyPatch, story: Story
) -> None:
    gone = answered("story=none&lang=en")
    assert (gone.status_code, text(gone)) == (404, translate("en", "leave.gone"))
    long = answered(f"story={story.story_id}&scenes={'x,' * 2000}")
    assert long.status_code == 404
    shelf = route.Shelf()
    monkeypatch.setattr(route, "_SHELF", shelf)
    while shelf._room.acquire(blocking=False):  # as many wait as may
        pass
    busy = answered(f"story={story.story_id}&lang=zh")
    assert (busy.status_code, text(busy)) == (503, translate("zh", "leave.busy"))
    assert busy.headers["retry-after"] == "60"


def test_a_file_is_made_once_and_only_the_last_few_are_kept(
    monkeypatch: pytest.MonkeyPatch, story: Story
) -> None:
    orders: list[str] = []

    class Ready(route._Waited):
        def start(self) -> bool:
            orders.append(self.title)
            self.state, self.result = "ready", b"made"
            self.ended.set()
            return True

    monkeypatch.setattr(route, "_Waited", Ready)
    shelf = route.Shelf()
    for key in (1, 1, *range(2, 10), 1):
        assert shelf.get(key, LeaveBehind(story)) == "made"
    assert len(orders) == 10  # nine of their own, and the first again after eight others
