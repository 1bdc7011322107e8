"""Through all pages by the menu: the selection is kept, and no page asks another host."""

from __future__ import annotations

from tests.browser.conftest import App

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
