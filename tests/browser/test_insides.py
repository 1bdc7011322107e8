"""Every name of Streamlit's insides that we lean on, looked for on a running page."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from components.browser.streamlit_insides import FRAME_ADDRESS, PARTS, THEME_KEY, Inside
from tests.browser.conftest import App, make_app

NAMES = """[...new Set([...document.querySelectorAll('*')].flatMap(
  element => [...element.classList, element.dataset.testid ?? '']))]"""
GROUND = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
DARK = "rgb(16, 23, 30)"  # of .streamlit/config.toml
NARROW = {"width": 390, "height": 844}


def _missing(page: Page, wanted: list[Inside]) -> list[str]:
    names = page.evaluate(NAMES)
    found = {*names, *(name[: len("st-key-")] for name in names)}
    return [f"{inside.name}: {inside.without}" for inside in wanted if inside.name not in found]


def test_all_are_there(browser: Browser, server: str) -> None:
    missing: list[str] = []
    for path in ("/", "/import"):
        app = make_app(browser, server).open(path, with_map=path == "/")
        app.page.get_by_test_id("stMain").wait_for()
        app.page.wait_for_timeout(1000)
        missing += _missing(app.page, [p for p in PARTS if p.seen == path and not p.narrow])
        app.close()
    app = make_app(browser, server, viewport=NARROW).open(with_map=False)
    opener = app.page.get_by_test_id("stExpandSidebarButton")
    missing += _missing(app.page, [p for p in PARTS if p.name == "stExpandSidebarButton"])
    opener.click()
    app.page.get_by_test_id("stSidebarNavLink").first.wait_for()
    narrow = [p for p in PARTS if p.narrow and p.name != "stExpandSidebarButton"]
    missing += _missing(app.page, narrow)
    app.close()
    assert missing == []


def test_theme_is_kept_where_streamlit_reads_it(app: App) -> None:
    app.open(with_map=False)
    app.page.locator(".atlas-theme-sign").click()
    app.page.locator("[data-theme=dark]").click()
    kept = f"{THEME_KEY.name}-/-v2"
    app.wait(lambda: kept in app.page.evaluate("Object.keys(localStorage)"), f"{kept} is kept")
    app.wait(lambda: app.page.evaluate(GROUND) == DARK, f"without it {THEME_KEY.without}")


def test_frame_of_the_map_lies_two_folders_deep(app: App) -> None:
    app.open()
    address = urlsplit(app.map.url).path
    assert address.startswith(FRAME_ADDRESS.name), FRAME_ADDRESS.without
    assert address.count("/") == 3, FRAME_ADDRESS.without
