"""Every name of Streamlit's insides that we lean on, looked for on a running page."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from components.browser.streamlit_insides import FRAME_ADDRESS, PARTS, THEME_KEY, Inside
from tests.browser.conftest import make_app

NAMES = """[...new Set([...document.querySelectorAll('*')].flatMap(
  element => [...element.classList, element.dataset.testid ?? '']))]"""
NARROW = {"width": 390, "height": 844}


def _missing(page: Page, wanted: list[Inside]) -> list[str]:
    names = page.evaluate(NAMES)
    found = {*names, *(name[: len("st-key-")] for name in names)}
    return [f"{inside.name}: {inside.without}" for inside in wanted if inside.name not in found]


def test_all_are_there(browser: Browser, server: str) -> None:
    missing = []
    for path in ("/", "/import"):
        app = make_app(browser, server).open(path, with_map=path == "/")
        wanted = [part for part in PARTS if part.seen == path and not part.narrow]
        app.page.wait_for_timeout(1000)
        missing += _missing(app.page, wanted)
        if path == "/":
            address = urlsplit(app.map.url).path
            if not (address.startswith(FRAME_ADDRESS.name) and address.count("/") == 3):
                missing.append(f"{address}: {FRAME_ADDRESS.without}")
            app.page.locator("[data-theme=dark]").click()
            app.page.wait_for_load_state()
            app.page.wait_for_selector(".atlas-title")
            keys = app.page.evaluate("Object.keys(localStorage)")
            look = "getComputedStyle(document.querySelector('.stApp')).colorScheme"
            if f"{THEME_KEY.name}-/-v2" not in keys or app.page.evaluate(look) != "dark":
                missing.append(f"{THEME_KEY.name}: {THEME_KEY.without}")
        assert app.errors == []
        app.page.context.close()
    app = make_app(browser, server, viewport=NARROW).open(with_map=False)
    app.page.get_by_test_id("stExpandSidebarButton").click()
    app.page.wait_for_timeout(1000)
    app_missing = _missing(app.page, [part for part in PARTS if part.narrow])
    # The button that opens the menu goes while the menu is open: it was clicked.
    missing += [one for one in app_missing if not one.startswith("stExpandSidebarButton")]
    app.page.context.close()
    assert missing == []
