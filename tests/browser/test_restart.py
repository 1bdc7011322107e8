"""A server that is killed and started again: whoever looks at a page is not thrown back."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from playwright.sync_api import Browser

from bench.serve import ROOT, free_port, serve
from tests.browser.conftest import App, make_app
from tests.browser.test_import import zones_4544
from tests.browser.test_present import VIEW, at, number, open_stage, press, scene_of

PLACE = [29.345, 105.93, 14]
SESSION = "atlas.answer().session"
EAST = "atlas.answer().blocks['map-shape'].east"


def look(app: App) -> None:
    """Move the map, and have the server hear of it."""
    app.map.evaluate(f"map_div.setView([{PLACE[0]}, {PLACE[1]}], {PLACE[2]}, {{animate: false}})")
    app.wait(lambda: app.page.evaluate("atlas.view()?.[2]") == PLACE[2], "the page knows the place")


def looks(app: App) -> bool:
    return [round(part, 3) for part in app.map.evaluate(VIEW)] == PLACE


def answered(app: App) -> None:
    app.wait(lambda: app.page.evaluate("atlas.log().length") == 0, "the server has answered")


def touch(overlay: App, stage: App, twin: App, later: App) -> None:
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
    later.page.locator("#option-measure").get_by_text("企业数").click()
    answered(later)
    later.leave_map()
    later.go("总体", "总览")
    later.wait(later.is_drawn_anew, "another page")
    later.page.evaluate("atlas.post('look')")


NOTICES = "[data-slot=notices]"


def drop(app: App, file: Path) -> None:
    app.page.locator("input[type=file]").set_input_files(file)
    app.page.wait_for_selector("#table-import-files")


def test_pages_stand_where_they_stood(browser: Browser, tmp_path: Path) -> None:
    port = free_port()
    with serve(ROOT / "app.py", tmp_path / "local", port=port) as first:
        apps = [make_app(browser, first.url, reduced_motion="reduce") for _ in range(6)]
        overlay, stage, twin, later, untouched, office = apps
        overlay.open("/overlay")
        open_stage(stage, "/present")
        twin.open("/digital-twin")
        later.open("/overlay")
        untouched.open("/?zones=C")
        touch(overlay, stage, twin, later)
        file = tmp_path / "片区.geojson"
        file.write_text(zones_4544(), encoding="utf-8")
        drop(office.open("/import", with_map=False), file)
        for app in apps:
            answered(app)
        sessions = [app.page.evaluate(SESSION) for app in apps]
        os.kill(first.pid, signal.SIGKILL)
    with serve(ROOT / "app.py", tmp_path / "local", port=port):
        for app, old in zip(apps, sessions, strict=True):
            app.wait(lambda app=app, old=old: app.page.evaluate(SESSION) != old, "a new one")
            answered(app)

        overlay.wait_title("F区")
        measure = "#option-measure [aria-pressed=true]"
        pressed = overlay.page.locator(measure)
        overlay.wait(lambda: pressed.inner_text() == "企业数", "the measure that was chosen")
        overlay.wait(lambda: "GCJ-02" in overlay.slot("map-note"), "the basemap that was chosen")
        overlay.wait(lambda: looks(overlay), "the map looks where it looked")
        overlay.wait(lambda: overlay.chosen_on_map() == ["F"], "the zone that was chosen")

        assert number(stage) == 4
        told = "atlas.answer().blocks.stage.at"
        stage.wait(lambda: stage.page.evaluate(told) == scene_of(stage.page), "its scene")

        twin.wait(lambda: twin.page.evaluate(EAST) == 1.5, "the outline where it was moved to")
        twin.wait(lambda: looks(twin), "the map looks where it looked")

        # A page that is shown later has its options, too.
        later.go("总体", "叠加分析")
        shown = later.page.locator(measure)
        later.wait(lambda: shown.inner_text() == "企业数", "the measure that was chosen there")

        # What only the server had is gone; its reader is told what, until it is there again.
        notices = office.page.locator(NOTICES)
        office.wait(lambda: "片区.geojson" in notices.inner_text(), "it is told")
        assert "请重新放入" in notices.inner_text()
        box = office.page.get_by_test_id("stFileUploader")
        office.wait(lambda: box.count() == 1 and "片区" not in box.inner_text(), "an empty one")
        drop(office, file)
        office.wait(lambda: not notices.inner_text(), "it is there again")

        # One that nobody has touched comes back as well.
        untouched.bar("zone", "D区").click()
        untouched.wait_title("C区、D区")
    for app in apps:
        app.close()
        # What Streamlit loads of itself late does not come while the server is away.
        assert [one for one in app.errors if app is not office or one != "Event"] == []
