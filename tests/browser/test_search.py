"""The search, by keys: from the page and from its map, to a page and to a panel."""

from __future__ import annotations

from tests.browser.conftest import App
from tests.browser.test_access import findings

BEST = ".atlas-find [aria-selected=true] b"


def _best(app: App, name: str) -> None:
    app.wait(
        lambda: name in "".join(app.page.locator(BEST).all_inner_texts()), f"best found is {name}"
    )


def test_search_leads_from_anywhere_to_pages_and_records(app: App) -> None:
    keyboard = app.open("/?zones=C").page.keyboard
    keyboard.press("/")
    _best(app, "总览")  # nothing is typed: the pages, the first one first
    keyboard.type("dsj")  # of 大事记
    _best(app, "大事记")
    keyboard.press("Enter")
    app.wait(lambda: "/timeline" in app.page.url, "the page that was found is open")
    assert "zones=C" in app.page.url

    app.wait(app.is_drawn, "the map is drawn")
    app.map.locator(".leaflet-container").focus()
    keyboard.press("Control+k")
    _best(app, "总览")
    keyboard.type("P02 火星")
    app.wait(lambda: "P02 火星" in app.page.locator(".atlas-find").inner_text(), "nothing found")
    for _ in "火星":
        keyboard.press("Backspace")
    _best(app, "阿里巴巴客户体验中心")
    keyboard.press("Escape")
    app.wait(lambda: app.page.locator(".atlas-find[open]").count() == 0, "the search is closed")

    app.page.get_by_role("button", name="搜索").click()
    keyboard.type("1000亩")
    _best(app, "改造桑田面积")
    assert [one for one in findings(app) if one[2]] == []
    keyboard.press("ArrowUp")
    keyboard.press("Enter")
    app.wait(lambda: app.page.locator(".atlas-panel[open]").count() == 1, "the figure is open")
    assert "66.67 万㎡" in app.page.locator(".atlas-panel").inner_text()
    assert app.outside == []
