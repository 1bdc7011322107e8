"""A question during a presentation, and a rehearsal of it: on the stage, which nobody leaves."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.browser.conftest import App, make_app

PANEL = ".atlas-panel[open]"


def _open(browser: Browser, server: str, path: str) -> App:
    app = make_app(browser, server, reduced_motion="reduce")
    app.page.goto(app.url + path)
    app.page.wait_for_selector(".atlas-title")
    app.wait(app.is_drawn, "the map is drawn")
    return app


def _place(page: Page) -> int:
    return int(page.locator("[data-part=place] output").inner_text().split(" / ")[0])


def _find(app: App, text: str, best: str) -> None:
    app.page.keyboard.press("/")
    app.page.wait_for_selector(".atlas-find[open] [data-at]")
    app.page.keyboard.type(text)
    found = app.page.locator(".atlas-find [aria-selected=true] b")
    app.wait(lambda: best in "".join(found.all_inner_texts()), f"best found is {best}")


def test_a_question_is_answered_over_the_scene_and_r_returns(browser: Browser, server: str) -> None:
    app = _open(browser, server, "/present?lang=zh&autoplay=1")
    page, address = app.page, app.page.url.partition("&")[0]
    title = app.title()

    _find(app, "albbkhtyzx", "阿里巴巴客户体验中心")
    page.keyboard.press("Enter")
    app.wait(lambda: "阿里巴巴客户体验中心" in page.locator(PANEL).inner_text(), "the profile")
    box = page.locator(PANEL).bounding_box()
    assert box
    assert box["width"] > 0.6 * 1440, "it can be read from afar"
    assert not page.evaluate(
        "document.querySelector('[data-part=dwell]').getAnimations().length"
    ), "autoplay waits"
    page.keyboard.press("Backspace")
    app.wait(lambda: page.locator(PANEL).count() == 0, "the scene as it was")
    assert app.title() == title

    # A figure opens its origin; the article behind it opens in its place.
    _find(app, "1000亩", "改造桑田面积")
    page.keyboard.press("Enter")
    app.wait(lambda: "66.67 万㎡" in page.locator(PANEL).inner_text(), "the figure is open")
    page.locator(f"{PANEL} .atlas-origin a[href*='open=publication']").first.click()
    app.wait(
        lambda: "publication" in (page.locator(PANEL).get_attribute("data-id") or ""),
        "the article is open",
    )
    assert page.url.startswith(address)
    page.keyboard.press("p")  # autoplay ends
    page.get_by_role("button", name="回到故事").click()
    app.wait(lambda: page.locator(PANEL).count() == 0, "the scene as it was")

    # A zone says what is known of it, and nothing is counted under it.
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    for _ in range(20):
        if app.map.locator("[data-kind=zone]").count():
            break
        page.keyboard.press("ArrowRight")
    app.zone("C").dispatch_event("click")
    app.wait(lambda: "可以问园区办公室" in page.locator(PANEL).inner_text(), "the zone")
    assert app.chosen_on_map() == []
    page.keyboard.press("r")
    app.wait(lambda: page.locator(PANEL).count() == 0, "the scene as it was")
    assert not page.locator(".atlas-stage-back").is_visible()
    app.close()
    assert app.errors == []
    assert app.outside == []


def test_a_rehearsal_ends_in_a_story_of_ones_own(browser: Browser, server: str) -> None:
    app = _open(browser, server, "/present?lang=zh&fit=5")
    page = app.page
    out = page.evaluate("atlas.answer().blocks.stage.plan.out")
    assert out, "five minutes are too short for all scenes"
    page.keyboard.press("End")
    app.wait(lambda: _place(page) not in (1, out[0] + 1), "the last scene that is told")
    page.keyboard.press("Home")
    app.wait(lambda: _place(page) == 1, "the first scene")
    for _ in range(out[0]):
        page.keyboard.press("ArrowRight")
    app.wait(lambda: _place(page) > out[0] + 1, "the scene that is left out is passed over")
    page.keyboard.type(str(out[0] + 1))
    page.keyboard.press("Enter")
    app.wait(lambda: _place(page) == out[0] + 1, "its number leads to it")
    assert "fit=5" in page.url

    timing = page.locator("[data-part=timing]")
    assert timing.inner_text() == ""
    page.keyboard.press("z")
    app.wait(lambda: "全程 0:01 / 5:00" in timing.inner_text(), "the time is told")
    with page.context.expect_page() as opened:
        page.keyboard.press("n")
    speaker = opened.value
    app.wait(lambda: "/ 5:00" in speaker.locator("#timing").inner_text(), "the speaker sees it")
    app.wait(lambda: timing.inner_text() == "", "the audience does not")
    speaker.keyboard.press("z")
    app.wait(lambda: page.locator(".atlas-order").count() == 1, "the running order is open")
    page.get_by_role("button", name="按实讲时长更新").click()
    app.wait(lambda: "/stories" in page.url, "the editor is open")
    app.wait(lambda: "已更新 1 个场景的时长" in app.slot("said"), "and says what it did")
    app.close()
    assert app.errors == []
