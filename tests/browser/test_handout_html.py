"""The HTML hand-out in a browser without a network, opened as a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from components.handout.html_file import html_bytes
from components.handout.story_deck import deck_of_story
from data.catalog import Catalog
from tests.decks import HOSTILE, hostile_deck, story_deck, story_of

ZONES = "path[aria-pressed]"


class Opened:
    """A page on a file, with what it asked for and what went wrong."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page, self.file = page, file
        self.asked: list[str] = []
        self.errors: list[str] = []
        page.on("request", self._hear)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: self.errors.append(said.text))
        page.on("dialog", lambda dialog: self.errors.append(dialog.message))

    def _hear(self, request: Request) -> None:
        if not request.url.startswith("data:") and request.url != self.file.as_uri():
            self.asked.append(request.url)

    def open(self) -> Opened:
        self.page.goto(self.file.as_uri())
        self.page.wait_for_selector("#map_div.leaflet-container")
        return self


@pytest.fixture(scope="module")
def file(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stick") / "deck.html"
    path.write_bytes(html_bytes(story_deck(catalog), catalog, lambda _: None))
    return path


@pytest.fixture
def opened(browser: Browser, file: Path) -> Iterator[Opened]:
    context = browser.new_context(
        offline=True, viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
    )
    made = Opened(context.new_page(), file).open()
    yield made
    context.close()
    assert made.errors == []
    assert made.asked == []


def test_the_map_is_drawn_and_a_click_on_a_zone_shows_where_it_comes_from(opened: Opened) -> None:
    page = opened.page
    assert page.locator(ZONES).count() == 6
    page.keyboard.press("ArrowRight")
    zone = page.locator(f"{ZONES}[aria-label*='C']")
    page.wait_for_timeout(300)
    zone.click()
    page.wait_for_selector("#said .atlas-origin")
    assert "第 14-16, 327 行" in page.locator("#said").inner_text()
    assert zone.get_attribute("aria-pressed") == "true"


def test_zones_answer_the_keyboard(opened: Opened) -> None:
    page = opened.page
    page.locator(f"{ZONES}[aria-label*='A']").press("Enter")
    assert page.locator("#said h2").inner_text() == "A区"


def test_arrows_turn_slides_and_the_map_follows(opened: Opened) -> None:
    page = opened.page
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("atlas.groups.test_area.layer._map")
    layers = page.evaluate(
        "Object.entries(atlas.groups).filter(([, {layer}]) => layer._map).map(([key]) => key)"
    )
    assert set(layers) == {"test_area", "v2x", "bus", "zones", "district"}
    assert page.locator("#slide-9").evaluate("one => one === document.activeElement")
    page.keyboard.press("ArrowLeft")
    assert page.locator("#slide-8").evaluate("one => one === document.activeElement")


def test_layers_can_be_switched(opened: Opened) -> None:
    page = opened.page
    layers = page.locator(".atlas-key-layers label", has_text="片区")
    if not layers.is_visible():
        page.locator(".atlas-key-toggle").first.click()
    layers.click()
    assert page.locator(ZONES).count() == 0


def test_notes_are_hidden_until_asked_for(
    browser: Browser, catalog: Catalog, tmp_path: Path
) -> None:
    deck = story_deck(catalog)
    noted = deck_of_story(catalog, story_of(), deck.words, deck.theme, edition="speaker")
    path = tmp_path / "noted.html"
    path.write_bytes(html_bytes(noted, catalog, lambda _: None))
    context = browser.new_context(offline=True)
    page = Opened(context.new_page(), path).open().page
    note = page.locator("#slide-1 .notes")
    assert not note.is_visible()
    page.keyboard.press("n")
    assert note.is_visible()
    page.locator("#notes").click()
    assert not note.is_visible()
    context.close()


def test_a_finger_turns_the_slides(browser: Browser, file: Path) -> None:
    context = browser.new_context(
        offline=True,
        viewport={"width": 390, "height": 844},
        has_touch=True,
        reduced_motion="reduce",
    )
    page = Opened(context.new_page(), file).open().page
    page.locator("#forward").tap()
    assert page.evaluate("document.activeElement.id") == "slide-2"
    swiped = """([from, to]) => {
        const main = document.querySelector('main');
        const touch = x => new Touch({identifier: 1, target: main, clientX: x, clientY: 400});
        const [start, end] = [touch(from), touch(to)];
        main.dispatchEvent(new TouchEvent('touchstart', {touches: [start]}));
        main.dispatchEvent(new TouchEvent('touchend', {touches: [], changedTouches: [end]}));
    }"""
    page.evaluate(swiped, [300, 100])
    assert page.evaluate("document.activeElement.id") == "slide-3"
    page.evaluate(swiped, [100, 300])
    assert page.evaluate("document.activeElement.id") == "slide-2"
    assert page.locator("#map_div.leaflet-touch-zoom").count() == 1
    context.close()


def test_a_narrow_screen_does_not_scroll_sideways(browser: Browser, file: Path) -> None:
    context = browser.new_context(offline=True, viewport={"width": 390, "height": 844})
    page = Opened(context.new_page(), file).open().page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_hostile_texts_run_nothing(browser: Browser, catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_bytes(html_bytes(hostile_deck(catalog), catalog, lambda _: None))
    context = browser.new_context(offline=True)
    made = Opened(context.new_page(), path).open()
    assert made.page.locator("h1").inner_text() == HOSTILE
    context.close()
    assert made.errors == []
    assert made.asked == []
