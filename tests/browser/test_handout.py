"""Handing out a view and keeping it as a scene, in a real browser that reaches no other host."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator
from pptx import Presentation
from pypdf import PdfReader

from bench.serve import ROOT, serve
from data.stories import read_story
from tests.browser.conftest import App, make_app

TITLE = "C区：企业 80 家"


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("handout") / "local"


@pytest.fixture(scope="module")
def served(local: Path) -> Iterator[str]:
    with serve(ROOT / "app.py", local) as served:
        yield served.url


@pytest.fixture
def app(browser: Browser, served: str) -> Iterator[App]:
    opened = make_app(browser, served)
    yield opened
    opened.close()
    assert opened.errors == []
    assert opened.outside == []


def press(app: App, act: str) -> None:
    app.page.locator(f"[data-option='{act}']").first.click()


def downloads(app: App) -> Locator:
    return app.page.locator(".st-key-tray").get_by_test_id("stDownloadButton")


def save(app: App, ending: str, folder: Path) -> Path:
    button = downloads(app).filter(has_text=f".{ending}").get_by_role("button")
    button.wait_for(timeout=60_000)
    with app.page.expect_download() as download:
        button.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_hand_out_can_be_cancelled_and_the_page_used_meanwhile(app: App) -> None:
    app.open("/?zones=C")
    press(app, "handout.pptx:")
    press(app, "handout.html:")
    app.page.locator("[data-option^='handout.drop']").last.click()
    app.bar("zone", "D区").click()
    app.wait_title("C区、D区")
    # The first file of a server waits for a process that lets everybody else go first.
    app.page.locator("#rows-tray progress").first.wait_for(state="detached", timeout=60_000)
    assert app.page.locator("[data-testid=stException]").count() == 0


def test_view_is_handed_out_as_pdf_and_powerpoint(app: App, tmp_path: Path) -> None:
    app.open("/?zones=C")
    app.wait_title(TITLE)
    maps = app.map.url
    press(app, "handout.pdf:")
    press(app, "handout.pptx:")
    pdf, pptx = save(app, "pdf", tmp_path), save(app, "pptx", tmp_path)
    assert pdf.stem == pptx.stem == "云谷一张图_总览_C区_2022-10_浅色"
    assert TITLE in "".join(page.extract_text() for page in PdfReader(pdf).pages)
    shapes = [shape for slide in Presentation(str(pptx)).slides for shape in slide.shapes]
    assert any(TITLE in shape.text_frame.text for shape in shapes if shape.has_text_frame)
    assert app.map.url == maps  # the page stood as it was

    app.bar("zone", "D区").click()
    app.wait(lambda: downloads(app).count() == 0, "files of another selection are gone")


def test_kept_view_becomes_a_saved_story(app: App, local: Path) -> None:
    page = app.page
    app.open("/?asof=2020-11")
    app.map.evaluate("map_div.setView([29.37, 105.92], 12)")
    press(app, "handout.menu:keep")
    page.locator("[data-field='keep.chart']").select_option("status")
    press(app, "handout.keep:")
    app.wait(lambda: "第 1 幕" in page.locator(".st-key-tray").inner_text(), "the scene is kept")
    page.evaluate("window.isSame = true")
    page.locator("#rows-tray a").click()
    page.locator("[data-field='scene.title_en']").wait_for()
    assert page.evaluate("window.isSame")  # a page loaded anew would have lost the scene
    assert page.url.endswith("/stories?asof=2020-11")
    assert page.locator("[data-field='scene.chart']").input_value() == "overview/status"
    # To the pixel: at zoom 12 one is 0.0003° wide.
    kept = float(page.locator("[data-field='scene.lat']").input_value())
    assert kept == pytest.approx(29.37, abs=0.0003)
    assert float(page.locator("[data-field='scene.zoom']").input_value()) == 12
    press(app, "handout.close:")
    page.locator("#form-story summary").click()
    page.locator("[data-field='story.title_zh']").fill("市长汇报")
    page.keyboard.press("Tab")
    stories = page.locator("#rows-stories")
    app.wait(lambda: "市长汇报" in stories.inner_text(), "the new title in the list")
    assert "未保存" in stories.inner_text()
    press(app, "story.save:")
    app.wait(lambda: "没有保存" not in app.title(), "the story is saved")
    assert "未保存" not in stories.inner_text()
    written = (local.with_name("local.stories") / "my-story.yaml").read_text(encoding="utf-8")
    story, problems = read_story(written, "my-story.yaml")
    assert problems == []
    assert story
    (scene,) = story.scenes
    assert (scene.query, scene.chart) == ("asof=2020-11&evidence=all", "overview/status")
    assert "twin_2" in scene.layers
    assert "tenants" not in scene.layers  # its switch is off when the page opens
