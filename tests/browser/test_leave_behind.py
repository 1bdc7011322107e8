"""What a guest takes home, on a phone without a network; and the code at a presentation's end."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from components.handout.leave_behind_file import leave_behind
from data.brand import Brand
from data.catalog import Catalog
from data.contact import Contact
from data.story_files import usable_stories
from tests.browser.conftest import App

OWN = Brand(Contact(name_zh="李娜", name_en="Li Na", phone="+86 23 4900 0000", wechat="li-na"))


def test_a_phone_shows_it_without_a_network(
    browser: Browser, catalog: Catalog, tmp_path: Path
) -> None:
    file = tmp_path / "leave.html"
    story = next(iter(usable_stories().values()))
    file.write_bytes(leave_behind(catalog, story, OWN, None, lambda _: None))
    context = browser.new_context(
        offline=True, viewport={"width": 390, "height": 844}, has_touch=True, accept_downloads=True
    )
    page = context.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: errors.append(said.text))
    page.goto(file.as_uri())
    assert page.locator("h1:visible").count() == 1
    page.locator("label[for=lang-en]").tap()
    english = page.locator(".part-en")
    assert page.locator(".part-zh").is_hidden()
    # Printed on lines 36 to 38 of the article of April 2020 (003).
    number = english.locator("details.number").first
    assert number.locator("b").first.inner_text() == "≥ 10 districts"
    assert number.locator(".atlas-origin").is_hidden()
    number.locator("summary").first.tap()
    assert "lines 36-38" in number.inner_text()
    assert "Apr 2020" in number.inner_text()
    with page.expect_download() as got:
        english.locator("a.button").tap()
    assert got.value.suggested_filename == "Li Na.vcf"
    card = Path(got.value.path()).read_text(encoding="utf-8")
    assert "TEL:+86 23 4900 0000" in card
    for selector in ("label", "a.button", ".part-en .data > summary"):
        box = page.locator(selector).locator("visible=true").first.bounding_box()
        assert box
        assert box["height"] >= 40
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    shown = page.evaluate(
        "[...document.images].filter(i => i.checkVisibility()).map(i => i.naturalWidth)"
    )
    assert len(shown) > 2
    assert min(shown) > 0
    assert [url for url in asked if not url.startswith(("data:", "file:"))] == []
    assert errors == []
    context.close()


def test_going_on_from_the_last_scene_shows_the_code_and_the_page_behind_it(app: App) -> None:
    app.open("/present?lang=en")
    page = app.page
    page.keyboard.press("End")
    order = page.locator("[data-part=place] output")
    app.wait(lambda: len(set(order.inner_text().split(" / "))) == 1, "the last scene is shown")
    page.keyboard.press("ArrowRight")
    panel = page.locator(".atlas-panel[open]")
    panel.locator(".atlas-qr svg").wait_for()
    assert "Only this computer can open this address" in panel.inner_text()
    address = panel.locator(".atlas-qr > p").first.inner_text()
    page.keyboard.press("e")
    panel.wait_for(state="hidden")
    page.goto(address)
    assert page.locator(".part-en article").count() == 2  # those that were shown
    with page.expect_download() as got:
        page.locator(".save-en").click()
    assert got.value.suggested_filename.endswith(".html")
