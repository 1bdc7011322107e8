"""The first visitor of a server that has just started, by a link to a page."""

from __future__ import annotations

from playwright.sync_api import Browser

from bench.serve import ROOT, serve
from tests.browser.conftest import make_app


def test_link_to_a_page_is_the_first_thing_a_server_sees(browser: Browser) -> None:
    with serve(ROOT / "app.py") as served:
        app = make_app(browser, served.url)
        app.open("/overlay?zones=F")
        app.wait_title("F区")
        assert app.page.get_by_test_id("stTopNavSection").count() == 2
        assert app.page.get_by_test_id("stSidebarNav").count() == 0
        app.page.context.close()
    assert app.errors == []
