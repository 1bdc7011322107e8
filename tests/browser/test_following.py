"""A page that nobody touches follows what others put in force."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench.serve import ROOT, serve
from data.local_pack import apply_tables
from tests.browser.conftest import make_app
from tests.browser.test_draw import click, tool
from tests.browser.test_restart import look, looks
from tests.local import sources
from tests.test_local_pack import TENANTS

NEW_ZONE = "atlas.post('option', 'editing.at:zones~+')"


def test_open_pages_follow_and_keep_what_is_in_hand(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_LOCAL", str(tmp_path / "local"))
    with serve(ROOT / "app.py", tmp_path / "local") as served:
        overview, enterprises, editor = (make_app(browser, served.url) for _ in range(3))
        overview.open("/?zones=B")
        look(overview)
        tool(overview, "draw")
        tool(overview, "polygon")
        corners = [(220, 150), (430, 160), (420, 330)]
        for corner in corners[:2]:
            click(overview, *corner)
        overview.leave_map()
        enterprises.open("/enterprises?zones=B")
        editor.open("/edit", with_map=False)
        editor.page.evaluate(NEW_ZONE)
        field = editor.page.locator("[data-field='editing.typed.zones~+.zone']")
        field.fill("Q")
        editor.page.keyboard.press("Tab")
        editor.wait(lambda: editor.page.evaluate("atlas.log().length") == 0, "it was heard")
        editor.page.evaluate("window.before = atlas.answer()")

        tables = {"sources": sources(), "tenants": TENANTS}  # two of them in B
        assert apply_tables(tables, {}, "New") == []
        overview.wait_title("企业 ≥ 2 家")
        enterprises.wait_title("企业 ≥ 2 家")
        overview.wait(overview.is_drawn_anew, "the map of the new state")
        overview.wait(lambda: looks(overview), "the map looks where it looked")
        overview.wait(lambda: overview.chosen_on_map() == ["B"], "the zone that was chosen")
        # What is drawn goes on: a third corner, and the first again.
        overview.wait(lambda: overview.map.locator(".atlas-pen").count() == 1, "the pen is held")
        for corner in (corners[2], corners[0]):
            click(overview, *corner)
        overview.wait(lambda: "area=BF" in overview.page.url, "an area of three corners")
        # What is typed waits for its reader, and is held against what he saw.
        assert field.input_value() == "Q"
        assert editor.page.evaluate("atlas.answer() === window.before")
        for one in (overview, enterprises, editor):
            one.close()
            assert one.errors == []
