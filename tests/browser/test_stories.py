"""The story editor in a browser: the small stage follows what is written, drawn and dragged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench.serve import ROOT, serve
from tests.browser.conftest import App, make_app


@pytest.fixture
def app(browser: Browser, tmp_path: Path) -> Iterator[App]:
    with serve(ROOT / "app.py", tmp_path / "local") as served:
        opened = make_app(browser, served.url)
        yield opened
        opened.close()
    assert opened.errors == []
    assert opened.outside == []


def test_a_scene_is_written_looked_at_and_moved(app: App) -> None:
    app.open("/stories?lang=en", with_map=False)
    page = app.page
    page.locator("[data-option='story.copy:cloud-valley']").first.click()
    stage = page.frame_locator(".atlas-small iframe")
    stage.locator(".atlas-stage-head .atlas-title").wait_for(timeout=60_000)
    page.locator("[data-option='scene.open:suitcase']").click()
    field = page.locator("[data-field='scene.title_en']")
    app.wait(lambda: field.input_value().startswith("Move in"), "the open scene is in the form")
    field.fill("A suitcase will do")  # and not left
    written = stage.get_by_role("heading", name="A suitcase will do")
    app.wait(lambda: written.count() > 0, "what is written is on the stage")
    assert page.locator("#form-scene [data-limit]").nth(1).inner_text() == "18 / 80"

    place = page.locator("[data-field='scene.lon']")
    before = float(place.input_value())
    box = stage.locator(".st-key-map").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def looked() -> bool:
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x - 60, y, steps=4)
        page.mouse.up()
        page.locator("[data-option='scene.look:']").click()
        return float(place.input_value()) > before

    app.wait(looked, "the scene looks further east")

    rows = page.locator("#rows-scenes > li")
    grips = page.locator("[data-grip]")
    grips.first.scroll_into_view_if_needed()
    first, second = (rows.nth(at).get_attribute("data-key") for at in (0, 1))
    start, end = grips.nth(0).bounding_box(), rows.nth(1).bounding_box()
    assert start and end  # noqa: PT018
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(start["x"] + 5, end["y"] + end["height"] - 4, steps=4)
    page.mouse.up()
    app.wait(lambda: rows.nth(0).get_attribute("data-key") == second, "the row is dragged")
    page.locator("[data-option='story.undo:']").click()
    app.wait(lambda: rows.nth(0).get_attribute("data-key") == first, "the order is undone")
    grips.first.focus()
    page.keyboard.press("Alt+ArrowDown")
    app.wait(lambda: rows.nth(1).get_attribute("data-key") == first, "the row is moved by a key")
    assert page.evaluate("document.activeElement.dataset.grip") == first
