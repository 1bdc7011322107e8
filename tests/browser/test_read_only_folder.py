"""The app in a folder that it cannot write to: all that it writes goes to ``ATLAS_STATE``."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench.serve import ROOT, serve
from tests.browser.conftest import App, make_app
from tests.browser.test_import import Walker, zones_4544

# Root may write anywhere, unless it has laid down its capabilities.
LOWERED = ("setpriv", "--bounding-set=-all", "--inh-caps=-all")


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("ATLAS_LOCAL", raising=False)
    monkeypatch.setenv("ATLAS_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Path]:
    """A copy of the app, of which nothing can be written."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "app.py", ".streamlit", "pages", "components", "data", "geo"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    copy = tmp_path / "app"
    for name in filter(None, listed.stdout.split("\0")):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, copy / name)
    every = [copy, *copy.rglob("*")]
    for path in every:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield copy
    for path in every:
        path.chmod(0o755)
    assert {*copy.rglob("*")} <= {*every}


@pytest.fixture
def app(browser: Browser, installed: Path, state: Path) -> Iterator[App]:
    assert not state.exists()
    with serve(installed / "app.py", under=() if os.geteuid() else LOWERED) as served:
        opened = make_app(browser, served.url)
        yield opened
        opened.close()
    assert opened.errors == []


def test_app_in_a_read_only_folder_shows_saves_and_applies(
    app: App, state: Path, tmp_path: Path
) -> None:
    app.open("/?lang=en")  # with its map, whose script is among what was written
    assert list(state.glob("static/maps/*/*/*.js"))
    page = app.page
    app.open("/stories?lang=en", with_map=False)
    page.locator("[data-option='story.copy:cloud-valley']").first.click()
    page.locator("[data-option='story.save:']").click()
    app.wait((state / "local.stories" / "cloud-valley-own.yaml").is_file, "the story is saved")
    app.open("/import?lang=zh", with_map=False)
    walker = Walker(app)
    drawn = tmp_path / "zones.geojson"
    drawn.write_text(zones_4544(), encoding="utf-8")
    walker.drop(drawn)
    if page.locator("[data-option='import-do:accept']").count():
        walker.do("accept")
    walker.supply()
    app.wait(page.locator("[data-option^='import-do:apply']").is_enabled, "the data can be applied")
    walker.do("apply")
    app.wait_title("6 个片区均用自有轮廓")
    assert (state / "local" / "zone_outlines.geojson").is_file()
