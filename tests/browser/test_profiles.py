"""A profile opens by link and by tile, leads to others, and stands beside the page."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.conftest import App, make_app
from tests.browser.test_access import check

SHEET = ".atlas-profile[open]"
IN_FOCUS = "document.activeElement.dataset.open ?? ''"


def title(app: App, name: str) -> None:
    expect(app.page.locator(f"{SHEET} h2")).to_have_text(name)


def test_profile_opens_beside_the_page_and_gives_the_focus_back(app: App) -> None:
    app.open("/projects?lang=en&open=profile-zone-C")
    title(app, "Zone C")
    sheet = app.page.locator(SHEET)
    assert not sheet.evaluate("sheet => sheet.matches(':modal')"), "the map stays in reach"
    check(app, "projects")
    box = sheet.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 1440 + 1
    assert box["width"] <= 0.45 * 1440
    wide = sheet.evaluate("sheet => sheet.scrollWidth - sheet.clientWidth")
    assert wide <= 0, "nothing runs out at the side"
    # To the next one; the focus stays on the button, so that the one after it is a key away.
    following = app.page.get_by_role("button", name="Next: Zone D")
    following.focus()
    app.page.keyboard.press("Enter")
    title(app, "Zone D")
    app.page.keyboard.press("Enter")
    title(app, "Zone E")
    # A number opens its origin in its place, a project its own profile.
    key = sheet.locator(".atlas-fact").first
    key.locator("summary").click()
    expect(key.locator(".atlas-origin dl")).to_be_visible()
    sheet.locator("[data-open='profile-project-P16']").first.click()
    expect(sheet.locator(".atlas-crest .atlas-note")).to_have_text("Project")
    app.page.keyboard.press("Escape")
    expect(app.page.locator(SHEET)).to_have_count(0)
    app.wait(lambda: "open=" not in app.page.url, "the profile leaves the link")
    # From a tile of the board, with the mouse.
    wanted = "profile-project-P02"
    app.page.locator(f".atlas-tile[data-open='{wanted}']").click()
    expect(sheet.locator(".atlas-crest .atlas-note")).to_have_text("Project")
    sheet.locator("[data-open^='profile-zone-']").first.click()
    expect(sheet.locator(".atlas-crest .atlas-note")).to_have_text("Zone")
    sheet.get_by_role("button", name="only").click()
    app.wait(lambda: "zones=" in app.page.url, "the page is filtered by it")
    app.page.keyboard.press("Escape")
    expect(app.page.locator(SHEET)).to_have_count(0)
    app.wait(lambda: app.page.evaluate(IN_FOCUS) == wanted, "the focus is back on the tile")


def test_profile_is_a_sheet_from_below_on_a_phone(browser: Browser, server: str) -> None:
    app = make_app(browser, server, viewport={"width": 390, "height": 844}, color_scheme="dark")
    app.open("/help?lang=zh&open=profile-project-P02", with_map=False)
    title(app, "阿里巴巴客户体验中心")
    sheet = app.page.locator(SHEET)
    assert sheet.evaluate("sheet => sheet.matches(':modal')")
    box = sheet.bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 390)
    assert abs(box["y"] + box["height"] - 844) <= 1
    assert sheet.evaluate("sheet => sheet.scrollWidth - sheet.clientWidth") <= 0
    check(app, "help")
    app.page.keyboard.press("Escape")
    expect(app.page.locator(SHEET)).to_have_count(0)
    app.close()
    assert app.errors == []
