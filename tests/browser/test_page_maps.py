"""The maps of the pages in a browser: their key, hover, clicks, wheel and marks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator

from tests.browser.conftest import App, make_app

SHARE = """() => {
  const [key, map] = ['.atlas-key', '#map_div'].map(css => {
    const {width, height} = document.querySelector(css).getBoundingClientRect();
    return width * height;
  });
  return key / map;
}"""
TIPS = "[...document.querySelectorAll('.atlas-tip')].filter(one => one.checkVisibility())"
VIEW = "[map_div.getZoom(), map_div.getCenter().lat, map_div.getCenter().lng]"
ON = "Object.keys(atlas.groups).filter(name => map_div.hasLayer(atlas.groups[name].layer)).sort()"
# Marks on the map of each page, and the layers that are on, as the tables and its topic have it.
PAGES = {
    "projects": (25, {"district", "landmarks", "marks", "zones"}),
    "facilities": (18, {"district", "landmarks", "marks", "zones"}),
    "sites": (6, {"district", "landmarks", "marks", "zones"}),
    "timeline": (25, {"bus", "twin_1", "twin_2", "test_area", "v2x"}),
    "test-area": (0, {"bus", "district", "landmarks", "test_area", "v2x", "zones"}),
    "digital-twin": (0, {"district", "twin_1", "twin_2", "zones"}),
    "overlay": (0, {"district", "test_area", "twin_1", "twin_2", "zones"}),
    "enterprises": (0, {"district", "landmarks", "tenants", "zones"}),
}


def tip(app: App, shape: Locator) -> str:
    """Hover over a shape; return what it says."""
    shape.hover(force=True)
    app.wait(lambda: app.map.evaluate(f"{TIPS}.length > 0"), "a tip")
    said: str = app.map.evaluate(f"{TIPS}.map(one => one.innerText).join('\\n')")
    return said


def panel(app: App) -> str:
    """Return the id of the panel that is open."""
    found = app.page.locator(".atlas-panel[open] .atlas-panel-body")
    return app.page.locator(".atlas-panel").get_attribute("data-id") or "" if found.count() else ""


@pytest.fixture(scope="module")
def reader(browser: Browser, server: str) -> Iterator[App]:
    app = make_app(browser, server)
    yield app
    app.close()
    assert app.errors == []


def test_overview_answers_to_hover_click_and_wheel(reader: App) -> None:
    app, page = reader.open(), reader.page
    app.wait(lambda: app.map.locator(".atlas-mark").count() == 25, "25 projects have a place")
    # Hover: 80 tenants and 4 projects are assumed in zone C.
    said = tip(app, app.zone("C"))
    assert "企业 80 家 · 项目 4 个" in said
    assert said.count("示意") == 1
    mark = app.map.locator(".atlas-mark[aria-label*='阿里巴巴客户体验中心']")
    assert "◐ 部分投用" in tip(app, mark)
    page.mouse.move(5, 5)

    # The wheel scrolls the page and says how to zoom; with Ctrl it zooms; home leads back.
    before, box = app.map.evaluate(VIEW), page.locator("iframe").first.bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + 150)
    page.mouse.wheel(0, 120)
    app.wait(lambda: app.map.locator(".atlas-wheel-on").count() == 1, "how to zoom")
    assert app.map.evaluate(VIEW) == before
    page.keyboard.down("Control")
    page.mouse.wheel(0, -240)
    page.keyboard.up("Control")
    app.wait(lambda: app.map.evaluate(VIEW)[0] > before[0], "closer")
    app.map.locator(".atlas-map-button a[title*='视野']").click()
    app.wait(lambda: app.map.evaluate(VIEW)[0] == before[0], "as at first")
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")

    # The first click filters, the second opens the profile, Shift and the space key let go.
    app.zone("C").click()
    app.wait_title("C区")
    app.wait(lambda: app.map.locator(".atlas-mark").count() == 4, "P13, P26, P30 and P32")
    app.zone("C").click()
    app.wait(lambda: panel(app) == "profile-zone-C", "its profile")
    assert app.chosen_on_map() == ["C"]
    page.locator(".atlas-panel .atlas-close").click()
    app.wait(lambda: not panel(app), "closed")
    app.zone("C").click(modifiers=["Shift"])
    app.wait(lambda: app.chosen_on_map() == [], "nothing is chosen")
    app.zone("A").press("p")
    app.wait(lambda: panel(app) == "profile-zone-A", "by its key")
    page.locator(".atlas-panel .atlas-close").click()
    app.wait(lambda: not panel(app), "closed")

    # A mark opens the profile of what it is; marks are one stop, walked by arrow keys.
    marks = app.map.locator(".atlas-mark[tabindex='0']")
    assert marks.count() == 1
    mark.focus()
    mark.press("Enter")
    app.wait(lambda: panel(app) == "profile-project-P02", "the profile of a project")
    page.locator(".atlas-panel .atlas-close").click()
    app.wait(lambda: not panel(app), "closed")


def test_key_opens_shuts_and_is_remembered(reader: App) -> None:
    app = reader.open("/projects")
    toggle = app.map.locator(".atlas-key-toggle").first
    assert app.key().count() == 7  # projects, landmarks, zones, three areas, the district
    assert app.map.evaluate(SHARE) <= 0.15
    toggle.focus()
    app.page.keyboard.press("Escape")
    assert toggle.get_attribute("aria-expanded") == "false"
    app.page.keyboard.press("Enter")
    assert toggle.get_attribute("aria-expanded") == "true"
    app.key().filter(has_text="测试区").locator("input").check()
    toggle.click()
    app.open("/projects")
    toggle = app.map.locator(".atlas-key-toggle").first
    assert toggle.get_attribute("aria-expanded") == "false", "shut as it was left"
    assert "test_area" in app.map.evaluate(ON), "and the layer is on"
    app.key("bases")
    assert app.map.evaluate(SHARE) <= 0.15


@pytest.mark.parametrize("page", PAGES)
def test_each_page_has_a_map_of_its_own(reader: App, page: str) -> None:
    count, layers = PAGES[page]
    app = reader.open(f"/{page}")
    app.wait(lambda: app.map.locator(".atlas-mark").count() == count, f"{count} marks")
    on = set(app.map.evaluate(ON)) - ({"test_area"} if page == "projects" else set())
    assert layers <= on if page == "timeline" else layers == on & (layers | {"zones", "tenants"})
    app.key()
    assert app.map.evaluate(SHARE) <= 0.15
    if page == "enterprises":
        text = app.map.locator(".atlas-places")
        app.wait(lambda: "330 家，一点一家" in text.inner_text(), "a dot each")
        signs = app.map.locator(".atlas-key-signs > span").all_inner_texts()
        assert len(signs) == 6


def test_key_of_a_phone_leaves_the_map_to_be_seen(browser: Browser, server: str) -> None:
    app = make_app(
        browser, server, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    app.open()
    toggle = app.map.locator(".atlas-key-toggle").first
    assert toggle.get_attribute("aria-expanded") == "false", "no room for all of it"
    toggle.tap()
    assert app.map.locator(".atlas-key-layers").is_visible()
    assert app.map.evaluate(SHARE) <= 0.15
    app.close()
