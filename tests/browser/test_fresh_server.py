"""The first visitor of a server that has just started, by a link to a page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from bench.serve import ROOT, serve
from tests.browser.conftest import make_app


@pytest.mark.parametrize(
    ("path", "title"), [("/overlay?zones=F", "F区"), ("/digital-twin?lang=en", "Digital twin")]
)
def test_link_to_a_page_is_the_first_thing_a_server_sees(
    browser: Browser, path: str, title: str
) -> None:
    with serve(ROOT / "app.py") as served:
        app = make_app(browser, served.url)
        app.open(path)
        app.wait_title(title)
        assert app.page.get_by_role("dialog").count() == 0
        assert app.page.get_by_test_id("stTopNavSection").count() == 4
        assert app.page.get_by_test_id("stSidebarNav").count() == 0
        app.close()
    assert app.errors == []
