"""Long pages fold: tabs by keys and by link, on paper all of them."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import App


def test_tabs_by_keys_and_by_link(app: App) -> None:
    page = app.open("/projects?lang=en", with_map=False).page
    board, gantt = (page.get_by_role("tab", name=name) for name in ("Board", "Timeline"))
    expect(board).to_have_attribute("aria-selected", "true")
    expect(page.locator("#slot-gantt")).to_be_hidden()
    board.focus()
    page.keyboard.press("ArrowRight")
    expect(gantt).to_be_focused()
    expect(gantt).to_have_attribute("aria-selected", "true")
    expect(page.locator("#slot-gantt")).to_be_visible()
    expect(page.locator("#slot-board")).to_be_hidden()
    app.wait(lambda: "tab=gantt" in page.url, "the link names the tab")
    # The search stands above all views.
    page.get_by_role("searchbox", name="Search").first.fill("alibaba")
    expect(page.locator("#slot-gantt .atlas-gantt-row[data-open]:visible")).to_have_count(1)
    board.click()
    expect(page.locator(".atlas-tile:visible")).to_have_count(1)
    # Paper shows all views, without the tabs.
    page.emulate_media(media="print")
    expect(page.locator("#slot-table table")).to_be_visible()
    expect(page.get_by_role("tablist")).to_be_hidden()
    page.emulate_media(media="screen")
    # Who follows the link sees the same tab; a long list is shown whole on a click.
    app.open("/projects?lang=en&tab=table", with_map=False)
    expect(page.get_by_role("tab", name="Table")).to_have_attribute("aria-selected", "true")
    box = page.locator("#slot-table .atlas-tall")
    before = box.evaluate("box => box.clientHeight")
    page.get_by_role("button", name="Show all 35 rows").click()
    assert box.evaluate("box => box.scrollHeight === box.clientHeight")
    assert box.evaluate("box => box.clientHeight") > before
