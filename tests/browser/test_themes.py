"""Themes in a browser: the switch, the system's setting, projectors, names on the map."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from components.session.theme import THEMES, Mode
from tests.browser.conftest import App, make_app
from tests.browser.test_present import COVERED


def rgb(colour: str) -> str:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return f"rgb({red}, {green}, {blue})"


def shows(app: App, mode: Mode) -> bool:
    """Whether Streamlit's page, our text and the map are all in a theme."""
    theme = THEMES[mode]
    style = "getComputedStyle(document.querySelector('{}')).{}"
    seen = [
        app.page.evaluate(style.format(".stApp", "backgroundColor")),
        app.page.evaluate(style.format(".atlas-title", "color")),
        app.map.evaluate(style.format(".leaflet-container", "backgroundColor")),
        app.map.evaluate(style.format("path[data-kind=zone]", "stroke")),
    ]
    return seen == [rgb(one) for one in (theme.surface, theme.ink, theme.panel, theme.outline)]


def wait_for(app: App, mode: Mode) -> None:
    app.wait(app.is_drawn, "the map is drawn")
    app.wait(lambda: shows(app, mode), f"all is {mode}")


def choose(app: App, theme: str) -> None:
    """Press a button of the switch; the page is loaded anew."""
    app.page.locator(".atlas-theme-sign").click()
    with app.page.expect_navigation():
        app.page.locator(f"[data-theme={theme}]").click()
    app.page.wait_for_selector(f"[data-theme={theme}][aria-pressed=true]", state="attached")


def pressed(app: App) -> list[str]:
    found: list[str] = app.page.locator("[data-theme][aria-pressed=true]").all_text_contents()
    return found


@pytest.fixture
def dark(browser: Browser, server: str) -> Iterator[App]:
    """The app on a machine whose system is dark."""
    app = make_app(browser, server, color_scheme="dark")
    yield app
    app.close()
    assert app.errors == []
    assert app.outside == []


def test_without_a_choice_the_system_decides(dark: App) -> None:
    dark.open()
    wait_for(dark, "dark")
    dark.wait(lambda: pressed(dark) == ["跟随系统"], "the switch says so")
    dark.page.emulate_media(color_scheme="light")
    dark.page.reload()
    wait_for(dark, "light")


def test_a_choice_holds_on_all_pages_and_can_be_taken_back(app: App) -> None:
    app.open("/?zones=C&lang=en")
    choose(app, "dark")
    wait_for(app, "dark")  # as Streamlit reads it: its next version may keep it elsewhere
    assert pressed(app) == ["Dark"]
    assert "zones=C" in app.page.url
    app.go("Explore", "Enterprises")
    app.wait(lambda: "/enterprises" in app.page.url, "another page")
    wait_for(app, "dark")
    app.page.reload()
    wait_for(app, "dark")
    app.open("/test-area?lang=en")  # one that was never shown before
    wait_for(app, "dark")
    app.page.locator(".atlas-theme-sign").press("Enter")
    app.page.locator("[data-theme=light]").focus()
    with app.page.expect_navigation():
        app.page.keyboard.press("Enter")
    wait_for(app, "light")
    choose(app, "system")
    wait_for(app, "light")
    kept = app.page.evaluate("Object.keys(localStorage).filter(one => /atlas-theme/.test(one))")
    assert kept == []


def test_a_link_for_a_projector_shows_everything_in_its_theme(dark: App) -> None:
    dark.open("/?theme=projector")
    wait_for(dark, "projector")
    assert pressed(dark) == ["投影"]
    theme = THEMES["projector"]
    edge = "getComputedStyle(document.querySelector('#chart-status .atlas-bar-fill'))"
    assert dark.page.evaluate(f"{edge}.borderColor") == rgb(theme.outline)
    assert dark.page.evaluate(f"{edge}.borderWidth") == "1px"  # 1.8 px are drawn as one
    zone = "getComputedStyle(document.querySelector('path[data-kind=zone]')).strokeWidth"
    assert dark.map.evaluate(zone) == "2.25px"
    size = "parseFloat(getComputedStyle(document.querySelector('.atlas-title')).fontSize)"
    assert dark.page.evaluate(size) >= 22 * 1.125  # 1.375 rem
    dark.go("规划", "选址")
    dark.wait(lambda: "/sites" in dark.page.url, "another page")
    dark.wait(lambda: "theme=projector" in dark.page.url, "its link says so")
    wait_for(dark, "projector")
    choose(dark, "system")
    assert "theme" not in dark.page.url
    wait_for(dark, "dark")


def test_the_switch_leads_to_the_projector_and_back(app: App) -> None:
    app.open("/?zones=C")
    choose(app, "projector")
    wait_for(app, "projector")
    assert "zones=C" in app.page.url
    assert "theme=projector" in app.page.url
    app.chip("zone", "A").click()
    app.wait(lambda: "zones=A%2CC" in app.page.url, "a click changes the link")
    assert "theme=projector" in app.page.url
    choose(app, "light")
    wait_for(app, "light")


def test_no_name_on_the_map_covers_another(app: App) -> None:
    app.page.emulate_media(reduced_motion="reduce")
    shown = "[...document.querySelectorAll('.atlas-label')].filter(one => one.checkVisibility({"
    shown += "visibilityProperty: true})).length"
    for lang in ("zh", "en"):
        app.open(f"/?lang={lang}", with_map=False)
        app.wait(app.is_drawn, "the map is drawn")
        app.wait(lambda: app.map.evaluate(shown) >= 6, "names are shown")
        app.wait(lambda: app.map.evaluate(COVERED) == [], "names apart")


def test_page_follows_a_system_that_changes_its_theme(app: App) -> None:
    app.page.emulate_media(color_scheme="light")
    app.open()
    wait_for(app, "light")
    app.page.emulate_media(color_scheme="dark")
    wait_for(app, "dark")
