"""Through all pages by the menu: the selection is kept, and no page asks another host."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import App, make_app

EXPLORE = {
    "overlay": "叠加分析",
    "enterprises": "企业",
    "projects": "项目",
    "test-area": "自动驾驶测试区",
    "digital-twin": "数字孪生",
    "facilities": "载体设施",
    "talent": "人才",
    "timeline": "大事记",
    "city": "全市与同类园区",
}
PLAN = {"targets": "2025 目标", "sites": "选址"}


def test_selection_is_kept_through_all_pages(app: App) -> None:
    app.open("/?zones=C&sectors=data")
    for group, pages in (("总体", EXPLORE), ("规划", PLAN)):
        for path, name in pages.items():
            app.go(group, name)
            app.wait(
                lambda path=path: f"/{path}" in app.page.url and "zones=C" in app.page.url,
                f"zones=C on /{path}",
            )
            app.wait(
                lambda: app.page.locator("[data-slot=limits] > *").count() == 1, f"/{path} drawn"
            )
            assert "sectors=data" in app.page.url
            assert app.page.locator("[data-testid=stException]").count() == 0
    assert app.outside == []


@pytest.mark.parametrize("path", ["/", *(f"/{path}" for path in (EXPLORE | PLAN))])
def test_no_page_scrolls_sideways_on_a_phone(browser: Browser, server: str, path: str) -> None:
    app = make_app(browser, server, viewport={"width": 390, "height": 844}, locale="en-GB")
    app.open(path, with_map=False)
    app.wait(lambda: app.page.locator("[data-slot=limits] > *").count() == 1, "drawn")
    assert app.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    app.page.context.close()
    assert app.errors == []
