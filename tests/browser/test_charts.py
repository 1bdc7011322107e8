"""Charts that answer to pointer and keyboard, and the timeline that plays."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from tests.browser.conftest import App

TIP = ".atlas-tip:popover-open"


def test_a_bar_answers_to_pointer_and_focus_with_one_tip(app: App) -> None:
    app.open(with_map=False)
    bar = app.bar("sector", "软件信息")
    bar.scroll_into_view_if_needed()
    before = bar.bounding_box()
    bar.hover()
    tip = app.page.locator(TIP)
    tip.wait_for()
    for part in ("软件信息", "≥ 80 家", "截至", "见报", "点击筛选"):
        assert part in tip.inner_text(), part
    assert bar.bounding_box() == before, "the page has moved"
    assert bar.get_attribute("aria-describedby") == "atlas-tip-more"
    inside = """tip => { const {left, top, right, bottom} = tip.getBoundingClientRect();
      return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight; }"""
    assert tip.evaluate(inside)
    bar.click()
    app.wait(lambda: "再点取消筛选" in tip.inner_text(), "the tip says what another click does")
    app.page.keyboard.press("Escape")
    assert tip.count() == 0
    # The keyboard: from the button behind a bar on to the next bar.
    app.page.mouse.move(2, 2)
    bar.locator("xpath=following-sibling::button").focus()
    app.page.keyboard.press("Tab")
    tip.wait_for()
    focused = app.page.evaluate("JSON.parse(document.activeElement.dataset.tip).head")
    assert focused != "软件信息"
    assert focused in tip.inner_text()
    app.page.keyboard.press("Tab")
    app.wait(lambda: tip.count() == 0, "the tip goes with the focus")


def test_the_timeline_plays_pauses_and_steps(app: App) -> None:
    app.open("/timeline?lang=zh", with_map=False)
    app.page.wait_for_selector("#player")

    def date() -> str:
        return parse_qs(urlsplit(app.page.url).query).get("asof", [""])[0]

    def answered() -> bool:
        return bool(app.page.evaluate("atlas.log().length === 0"))

    app.page.keyboard.press("Space")
    app.wait(lambda: date() == "2008-09", "it begins at the first date")
    app.page.locator("[data-play='4']").click()
    app.wait(lambda: date() == "2011-06", "it goes on by itself")
    assert app.page.locator(".atlas-title").get_attribute("aria-live") == "off"
    app.wait(lambda: "2015" in date(), "and on")
    app.page.locator("[data-play=toggle]").click()
    app.wait(answered, "the last step is answered")
    assert app.page.locator("[data-play=toggle]").inner_text().endswith("播放")
    assert app.page.locator(".atlas-player-said").get_attribute("aria-live") == "polite"
    assert app.page.evaluate("document.querySelector('.stMain').scrollTop") == 0, "Space scrolls"
    paused = date()
    assert app.page.locator(".atlas-player-dot").count() > 15
    app.page.locator("[data-play=toggle]").press("ArrowRight")
    app.wait(lambda: date() > paused and answered(), "an arrow leads on")
    assert "件" in app.text("card-events")
    app.wait(lambda: "▲" in app.text("card-events"), "what the date has changed is marked")
    app.page.keyboard.press("ArrowLeft")
    app.wait(lambda: date() == paused and answered(), "and back")
