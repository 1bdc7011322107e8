"""A large register in a browser: prepared once, drawn as cells, as points when zoomed in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench.packs import make_register
from bench.serve import ROOT, serve
from data.registers.sorting import kept_path
from tests.browser.conftest import App, make_app
from tests.shipped import AXES

COUNT = 10_000


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("local") / "tenants.parquet"
    make_register(path, COUNT)
    return path


@pytest.fixture(scope="module")
def large(browser: Browser, register: Path) -> Iterator[App]:
    with serve(ROOT / "app.py", register.parent) as served:
        opened = make_app(browser, served.url)
        yield opened
        opened.close()
    assert opened.errors == []


def shown(app: App) -> int:
    """Return the number that the map says is in view."""
    text = app.map.locator(".atlas-places").inner_text()
    return int(text.removeprefix("视野内企业").partition("家")[0].replace(",", ""))


def test_many_enterprises_are_cells_and_points_when_zoomed_in(large: App, register: Path) -> None:
    app = large.open()
    assert kept_path(register, AXES).is_file()
    app.key().filter(has_text="企业").locator("input").check()
    text = app.map.locator(".atlas-places")
    app.wait(lambda: "10,000 家，合为" in text.inner_text(), "all as cells")
    total = app.bar("zone", "C区").locator(".atlas-bar-text").inner_text()
    app.zone("C").click()
    app.wait(lambda: f"视野内企业 {total} 家，合为" in text.inner_text(), "the cells of zone C")
    app.map.evaluate("void map.fitBounds(atlas.layers.C.getBounds(), {animate: false})")
    app.wait(lambda: "一点一家" in text.inner_text(), "points when zoomed in")
    assert shown(app) == int(total.replace(",", ""))
    assert app.outside == []
