"""Everything that a reader sees or hears is in one language, Streamlit's own words too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from data.i18n import LANGS, Lang, messages
from tests.browser.conftest import App, make_app
from tests.names import NAMES, SWITCH, TYPED, latin, names_of_tables, words_of_tables

LOCALES: dict[Lang, str] = {"zh": "zh-CN", "en": "en-GB"}
_HAN = re.compile(r"[\u3400-\u9fff]")
SQUARE = """{"type": "FeatureCollection", "features": [{"type": "Feature",
  "properties": {"片区": "C"}, "geometry": {"type": "Polygon", "coordinates":
  [[[105.92, 29.34], [105.93, 29.34], [105.93, 29.35], [105.92, 29.35], [105.92, 29.34]]]}}]}"""

# Every text and every attribute that is read out, where it can be seen, in frames too.
COLLECT = """() => {
  const found = [];
  const collect = page => {
    const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
      if (!element.checkVisibility() || element.closest('script, style, noscript')) continue;
      // Names of signs in a font of signs; what is marked as being in another language.
      if (element.closest('[data-testid="stIconMaterial"], .atlas-icon')) continue;
      if (element.closest('[lang]:not(html)')) continue;
      if (node.nodeType === Node.TEXT_NODE) found.push(node.data);
      else {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext']) {
          found.push(node.getAttribute(name) ?? '');
        }
        // Words that a style sheet sets stand on Streamlit's own parts only.
        for (const side of element.dataset.testid ? ['::before', '::after'] : []) {
          const { content } = page.defaultView.getComputedStyle(node, side);
          if (content.startsWith('"')) found.push(content.slice(1, -1));
        }
        if (node.contentDocument?.body) collect(node.contentDocument);
      }
    }
  };
  collect(document);
  return [document.title, ...found].map(text => text.trim()).filter(Boolean);
}"""


def foreign(app: App, lang: Lang) -> list[str]:
    """Return the texts on screen that are not in a language, but for names."""
    is_foreign = _has_english if lang == "zh" else _has_chinese
    return sorted({text for text in app.page.evaluate(COLLECT) if is_foreign(text)})


def _has_english(text: str) -> bool:
    return bool(latin(text) - NAMES - TYPED - SWITCH - words_of_tables())


def _has_chinese(text: str) -> bool:
    parts = (part for part in text.split(" · ") if _HAN.search(part))
    return any(part not in names_of_tables() | SWITCH for part in parts)


def only_in(app: App, lang: Lang, where: str) -> None:
    """Wait until all texts are in a language: Streamlit's come a moment before ours."""
    app.wait(lambda: not foreign(app, lang), f"all of {where} is in {lang}: {foreign(app, lang)}")


@pytest.fixture(params=LANGS)
def lang(request: pytest.FixtureRequest) -> Lang:
    spoken: Lang = request.param
    return spoken


@pytest.fixture
def reader(browser: Browser, server: str, lang: Lang) -> Iterator[App]:
    """A browser in the language."""
    opened = make_app(browser, server, locale=LOCALES[lang])
    yield opened
    opened.close()
    assert opened.errors == []


def test_panel_menu_and_unknown_page_are_in_one_language(reader: App, lang: Lang) -> None:
    reader.open("/", with_map=False)  # the first visitor of a server gets Streamlit's dialog
    reader.open("/q1?open=table-zone", with_map=False)
    reader.page.wait_for_selector("dialog[open] tbody tr")
    only_in(reader, lang, "the panel on an unknown page")
    reader.page.keyboard.press("Escape")
    reader.page.get_by_test_id("stTopNavSection").first.click()
    reader.page.wait_for_selector("[data-testid=stTopNavDropdownLink]")
    only_in(reader, lang, "the menu")
    reader.page.set_viewport_size({"width": 390, "height": 844})
    reader.page.get_by_test_id("stExpandSidebarButton").click()
    reader.page.get_by_test_id("stSidebarNavLink").first.wait_for()
    only_in(reader, lang, "the menu of a narrow screen")


def test_map_in_three_dimensions_fills_the_screen_in_one_language(reader: App, lang: Lang) -> None:
    reader.open("/digital-twin", with_map=False)
    chart = reader.page.get_by_test_id("stDeckGlJsonChart")
    chart.scroll_into_view_if_needed()
    chart.hover()
    button = reader.page.get_by_test_id("stElementToolbarButton").get_by_role("button").last
    for name in ("Fullscreen", "Close fullscreen"):
        only_in(reader, lang, "the toolbar")
        reader.wait(
            lambda name=name: (
                button.get_attribute("aria-label") == messages(lang)[f"streamlit.{name}"]
            ),
            name,
        )
        button.press("Enter")


def test_import_with_a_file_is_in_one_language(reader: App, lang: Lang, tmp_path: Path) -> None:
    file = tmp_path / "c.geojson"
    file.write_text(SQUARE, encoding="utf-8")
    reader.open("/import", with_map=False)
    assert reader.page.locator("input[type=file]").count() == 1
    reader.page.locator("input[type=file]").set_input_files(file)
    reader.page.wait_for_selector("#table-import-files")
    frames = reader.page.locator("iframe")
    reader.wait(lambda: frames.count() > 0, "the preview is placed")
    frames.first.content_frame.locator(".leaflet-container").wait_for()
    only_in(reader, lang, "the import with a file")


def test_a_lost_server_is_told_in_the_language(reader: App, lang: Lang) -> None:
    """What Streamlit shows is put there as it does, since a test must not stop the server."""
    reader.open("/talent", with_map=False)
    reader.page.evaluate("""() => {
      const box = document.createElement('div');
      box.setAttribute('role', 'dialog');
      box.innerHTML = '<h2>Connection error</h2><button aria-label="Close"></button>';
      document.body.append(box);
    }""")
    only_in(reader, lang, "the dialog")
    said = reader.page.locator("[role=dialog] h2").last
    reader.wait(lambda: said.inner_text() == messages(lang)["streamlit.Connection error"], "said")


def spoken(app: App) -> str:
    app.wait(lambda: app.page.locator("html").get_attribute("lang") in LANGS, "language is known")
    return app.page.locator("html").get_attribute("lang") or ""


def test_language_follows_browser_then_link_then_switch(browser: Browser, server: str) -> None:
    english = make_app(browser, server, locale="en-GB").open("/talent", with_map=False)
    assert spoken(english) == "en"
    english.open("/talent?lang=zh", with_map=False)
    english.wait(lambda: spoken(english) == "zh", "the link is stronger than the browser")
    english.close()

    app = make_app(browser, server, locale="zh-CN").open("/talent", with_map=False)
    assert spoken(app) == "zh"
    app.open("/talent?lang=en", with_map=False)
    app.wait(lambda: spoken(app) == "en", "the link is stronger than the browser")
    assert app.page.title() == "Talent · Cloud Valley Atlas"
    app.page.get_by_text("中文", exact=True).click()
    app.wait(lambda: spoken(app) == "zh", "the switch is stronger than the link")
    app.go("规划", "2025 目标")
    app.wait(lambda: "/targets" in app.page.url and "匀速增长" in app.title(), "another page")
    assert spoken(app) == "zh"
    app.page.reload()
    app.page.wait_for_selector(".atlas-title")
    assert spoken(app) == "zh"
    assert app.page.title() == "2025 目标 · 云谷一张图"
    assert "lang=en" not in app.page.url
    assert app.errors == []
    app.close()
