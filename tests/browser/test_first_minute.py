"""The first minute: a hint that goes for good, the help, empty states that lead back."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser.conftest import App, make_app

# Streamlit itself needs the storage of the browser; only the hint's own key is refused.
NO_STORAGE = """
for (const act of ['getItem', 'setItem']) {
  const usual = Storage.prototype[act];
  Storage.prototype[act] = function (key, ...rest) {
    if (key === 'atlas-hint') throw new Error('no storage');
    return usual.call(this, key, ...rest);
  };
}
"""


def test_hint_is_dismissed_by_keyboard_for_good(app: App) -> None:
    hint = app.open("/").page.locator(".atlas-hint")
    assert hint.get_attribute("role") == "note"
    assert "示意" in hint.inner_text()
    assert hint.get_by_role("link", name="帮助").get_attribute("href") == "./help"
    # It is in the flow: nothing of the page lies below it.
    box, filters = hint.bounding_box(), app.page.locator("[data-slot=filters]").bounding_box()
    assert box
    assert filters
    assert box["y"] + box["height"] <= filters["y"]
    hint.get_by_role("link").focus()
    app.page.keyboard.press("Tab")
    app.page.keyboard.press("Enter")
    app.wait(lambda: hint.count() == 0, "the hint is gone")
    assert app.page.evaluate("document.activeElement.className") == "atlas-title"
    app.chip("zone", "C").click()
    app.wait_title("C区")
    assert hint.count() == 0
    app.page.reload()
    app.page.wait_for_selector(".atlas-title")
    assert hint.count() == 0
    app.go("总体", "叠加分析")
    app.wait_title("L4 测试区")
    assert hint.count() == 0


def test_hint_shows_once_a_browser_and_is_found_in_the_help(app: App) -> None:
    hint = app.open("/", with_map=False).page.locator(".atlas-hint")
    hint.wait_for()
    said = hint.locator("p").inner_text().removesuffix(" 帮助")
    app.page.reload()
    app.page.wait_for_selector(".atlas-card")
    assert hint.count() == 0
    app.open("/help", with_map=False)
    app.wait(lambda: said in app.slot("hint"), "the help says it")


def test_hint_comes_without_storage_and_speaks_the_language(browser: Browser, server: str) -> None:
    app = make_app(browser, server, script=NO_STORAGE)
    hint = app.open("/overlay?lang=en", with_map=False).page.locator(".atlas-hint")
    hint.wait_for()
    assert "schematic" in hint.inner_text()
    hint.get_by_role("button", name="Do not show again").click()
    app.wait(lambda: hint.count() == 0, "the hint is gone")
    app.close()
    assert app.errors == []


def test_help_stands_in_the_menu_and_finds_a_word(app: App) -> None:
    app.open("/?zones=C", with_map=False).go("数据", "帮助")
    app.wait_title("193 条数据")
    words = app.page.locator("#table-help tr[id]:visible")
    every = words.count()
    assert every == 33  # the grade of official data among them
    assert app.page.locator(".atlas-hint").count() == 0  # it has no map
    box = app.page.locator("[data-search=help]")
    box.fill("坐席 工位")
    app.wait(lambda: words.count() == 1, "one word is found")
    words.get_by_role("button").click()
    app.page.locator(".atlas-panel h2", has_text="坐席").wait_for()
    app.page.keyboard.press("Escape")
    box.fill("没有这个词")
    app.page.get_by_text("没有哪一行含全部搜索词").wait_for()
    app.page.get_by_role("button", name="清除搜索").click()
    app.wait(lambda: words.count() == every, "all words are back")
    link = app.page.locator("[data-slot=pages] a", has_text="自动驾驶测试区")
    assert link.get_attribute("href") == "./test-area?zones=C"


def test_button_of_an_empty_chart_brings_it_back(app: App) -> None:
    app.open("/?asof=2008&zones=C", with_map=False)
    empty = app.page.locator("[data-slot=zone] .atlas-empty")
    assert "报道中没有截至 2008年 的数" in empty.inner_text()
    empty.get_by_role("button", name="改到2022年10月").click()
    app.page.locator("#chart-zone .atlas-bar").first.wait_for()
    app.wait(lambda: "asof" not in app.page.url, "the address says the date")
    assert "zones=C" in app.page.url
    app.page.locator("#card-enterprises [data-open]").wait_for()


def test_an_address_that_leads_nowhere_shows_the_overview(app: App) -> None:
    app.open("/nowhere", with_map=False)
    app.page.get_by_role("alert").get_by_text("nowhere").wait_for()
    assert "300–330" in app.title()
    assert app.page.get_by_role("dialog").count() == 0
    app.go("数据", "帮助")
    app.wait_title("193 条数据")
    assert app.page.get_by_role("alert").count() == 0
