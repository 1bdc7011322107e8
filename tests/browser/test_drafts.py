"""A draft is looked at on every page by its link, published, and taken back: with few clicks."""

from __future__ import annotations

from pathlib import Path

from tests.browser.test_import import Walker, changing, legend_of_zones, zones_4544

__all__ = ["changing"]


def test_a_draft_is_seen_on_every_page_and_published(changing: Walker, tmp_path: Path) -> None:
    walker = changing
    app, page = walker.app, walker.app.page
    app.open("/import", with_map=False)
    drawn = tmp_path / "控规.geojson"
    drawn.write_text(zones_4544(), encoding="utf-8")
    walker.drop(drawn)
    if page.locator("[data-option='import-do:accept']").count():
        walker.do("accept")
    walker.supply()
    who = page.locator("[data-field='editing.who']")
    who.fill("李文")
    who.press("Tab")
    save = page.locator("[data-option^='import-do:draft@']")
    app.wait(save.is_enabled, "the data can be saved as a draft")
    walker.do("draft@")
    app.wait(lambda: "已存为草稿" in app.slot("said"), "the draft is saved")
    assert "均为示意轮廓" in app.title()  # nothing is in force
    clicks = walker.clicks

    walker.click(page.locator("[data-slot=drafts] a"))
    app.wait(lambda: "?draft=" in page.url and app.is_drawn(), "the overview with the draft")
    band = page.locator(".atlas-draft")
    assert "李文" in band.inner_text()
    assert "示意" not in legend_of_zones(app)
    app.go("总体", "叠加分析")
    app.wait(lambda: "/overlay" in page.url and app.is_drawn(), "the overlay")
    app.wait(lambda: "draft=" in page.url and band.count() == 1, "still with the draft")
    assert "示意" not in legend_of_zones(app)
    app.wait(app.is_still, "all of the page")
    band.locator("[data-open]").click()
    app.wait(lambda: "Polygon" in page.locator(".atlas-panel").inner_text(), "what it changes")
    page.keyboard.press("Escape")
    band.locator("a").last.click()
    app.wait(lambda: band.count() == 0 and app.is_drawn(), "the draft is left")
    app.wait(lambda: "示意" in legend_of_zones(app), "what is in force")

    app.go("数据", "导入自有数据")
    page.wait_for_selector("[data-slot=drafts] li")
    walker.do("draft-publish")
    app.wait_title("6 个片区均用自有轮廓")
    print(f"\nclicks from a saved draft to one published: {walker.clicks - clicks}")  # noqa: T201
    walker.do("undo")
    app.wait_title("均为示意轮廓")
    page.locator("[data-slot=kept] summary").click()
    listed = page.locator("#rows-revisions li")
    app.wait(lambda: listed.count() == 2, "two revisions")
    assert "撤销" in listed.first.inner_text()
    assert "李文" in listed.last.inner_text()
    with page.expect_download() as download:
        page.locator(".st-key-download-trail-json button").click()
    assert "prov:" in Path(str(download.value.path())).read_text(encoding="utf-8")
