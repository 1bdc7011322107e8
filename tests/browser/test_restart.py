"""A server that is killed and started again: whoever looks at a page is not thrown back."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench.serve import ROOT, free_port, serve
from tests.browser.conftest import App, make_app
from tests.browser.test_present import VIEW, at, number, open_stage, press, scene_of

PLACE = [29.345, 105.93, 14]
SESSION = "atlas.answer().session"


def look(app: App) -> None:
    """Move the map, and have the server hear of it."""
    app.map.evaluate(f"map_div.setView([{PLACE[0]}, {PLACE[1]}], {PLACE[2]}, {{animate: false}})")
    app.wait(lambda: app.page.evaluate("atlas.view()?.[2]") == PLACE[2], "the page knows the place")


def looks(app: App) -> bool:
    return [round(part, 3) for part in app.map.evaluate(VIEW)] == PLACE


def answered(app: App) -> None:
    app.wait(lambda: app.page.evaluate("atlas.log().length") == 0, "the server has answered")


@pytest.fixture
def restarted(browser: Browser, tmp_path: Path) -> Callable[..., None]:
    """Return what kills a server and starts it again, between two looks at some pages."""

    def around(paths: list[str], before: Callable[..., None], after: Callable[..., None]) -> None:
        port, options = free_port(), {"reduced_motion": "reduce"}
        with serve(ROOT / "app.py", tmp_path / "local", port=port) as first:
            apps = [make_app(browser, first.url, **options) for _ in paths]
            for app, path in zip(apps, paths, strict=True):
                (open_stage if path.startswith("/present") else App.open)(app, path)
            before(*apps)
            for app in apps:
                answered(app)
            sessions = [app.page.evaluate(SESSION) for app in apps]
            os.kill(first.pid, signal.SIGKILL)
        with serve(ROOT / "app.py", tmp_path / "local", port=port):
            for app, session in zip(apps, sessions, strict=True):
                app.wait(
                    lambda app=app, old=session: app.page.evaluate(SESSION) != old, "a new one"
                )
                answered(app)
            after(*apps)
        for app in apps:
            app.close()
            assert app.errors == []

    return around


def test_pages_stand_where_they_stood(restarted: Callable[..., None]) -> None:
    def before(overlay: App, stage: App, twin: App) -> None:
        overlay.zone("F").click()
        overlay.wait_title("F区")
        overlay.page.locator("#option-measure").get_by_text("企业数").click()
        overlay.leave_map()
        overlay.page.evaluate("atlas.post('basemap', 'gaode')")
        overlay.wait(lambda: "GCJ-02" in overlay.slot("map-note"), "another basemap")
        overlay.wait(overlay.is_drawn_anew, "the map is drawn anew")
        look(overlay)
        overlay.page.evaluate("atlas.post('look')")
        press(stage, "ArrowRight", "ArrowRight", "ArrowRight")
        at(stage, 4)
        twin.page.evaluate("atlas.post('option', 'twin-east:1.5')")
        look(twin)

    def after(overlay: App, stage: App, twin: App) -> None:
        overlay.wait_title("F区")
        pressed = overlay.page.locator("#option-measure [aria-pressed=true]")
        overlay.wait(lambda: pressed.inner_text() == "企业数", "the measure that was chosen")
        overlay.wait(lambda: "GCJ-02" in overlay.slot("map-note"), "the basemap that was chosen")
        overlay.wait(lambda: looks(overlay), "the map looks where it looked")
        overlay.wait(lambda: overlay.chosen_on_map() == ["F"], "the zone that was chosen")
        assert number(stage) == 4
        told = "atlas.answer().blocks.stage.at"
        stage.wait(lambda: stage.page.evaluate(told) == scene_of(stage.page), "its scene")
        twin.wait(lambda: twin.page.evaluate(EAST) == 1.5, "the outline where it was moved to")
        twin.wait(lambda: looks(twin), "the map looks where it looked")

    restarted(["/overlay", "/present", "/digital-twin"], before, after)


def test_a_page_shown_later_has_its_options_too(restarted: Callable[..., None]) -> None:
    def before(app: App) -> None:
        app.page.locator("#option-measure").get_by_text("企业数").click()
        answered(app)
        app.leave_map()
        app.go("总体", "总览")
        app.wait(app.is_drawn_anew, "another page")
        app.page.evaluate("atlas.post('look')")

    def after(app: App) -> None:
        app.go("总体", "叠加分析")
        pressed = app.page.locator("#option-measure [aria-pressed=true]")
        app.wait(lambda: pressed.inner_text() == "企业数", "the measure that was chosen")

    restarted(["/overlay"], before, after)


def test_a_page_that_nobody_has_touched_comes_back_too(restarted: Callable[..., None]) -> None:
    def after(app: App) -> None:
        app.bar("zone", "D区").click()
        app.wait_title("C区、D区")

    restarted(["/?zones=C"], lambda _: None, after)


EAST = "atlas.answer().blocks['map-shape'].east"
