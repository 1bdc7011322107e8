"""A page that nobody touches follows what others put in force."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench.serve import ROOT, serve
from data.local_pack import apply_tables
from tests.browser.conftest import App, make_app
from tests.browser.test_restart import PLACE, look, looks
from tests.local import sources
from tests.test_local_pack import TENANTS

MOST_S = 2.0
TYPED = "[data-field^='editing.typed.zones~+.name_zh']"


def test_open_pages_follow_and_keep_what_is_in_hand(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_LOCAL", str(tmp_path / "local"))
    with serve(ROOT / "app.py", tmp_path / "local") as served:
        looked_at, other, editor = (make_app(browser, served.url) for _ in range(3))
        looked_at.open("/?zones=B")
        look(looked_at)
        other.open("/enterprises?zones=B")
        editor.open("/edit?lang=en", with_map=False)
        editor.page.evaluate("atlas.post('option', 'editing.at:zones~+')")
        editor.page.locator("[data-field^='editing.typed.zones~+.']").first.wait_for()
        first = editor.page.locator("input[data-field^='editing.typed.zones~+.']").first
        first.fill("Q")
        began = time.monotonic()
        problems = apply_tables({"sources": sources(), "tenants": TENANTS}, {}, "New")
        print(looked_at.title(), other.title(), time.monotonic() - began)
        assert problems == []
        began = time.monotonic()
        looked_at.wait_title("2")
        print(looked_at.title(), time.monotonic() - began)
        other.wait_title("2")
        print(other.title(), time.monotonic() - began)
        looked_at.wait(looked_at.is_drawn, "drawn")
        print(looked_at.map.evaluate("(({lat, lng}) => [lat, lng])(map_div.getCenter()).concat(map_div.getZoom())"), looks(looked_at))
        print(first.input_value(), looked_at.chosen_on_map())
        print(editor.page.evaluate("document.activeElement.dataset.field"))
        for one in (looked_at, other, editor):
            one.close()
            assert one.errors == []
