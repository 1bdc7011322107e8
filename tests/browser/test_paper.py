"""Any page printed by the browser: whole, light, with a foot, without what cannot be pressed."""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, ViewportSize
from pypdfium2 import PdfDocument

from tests.browser.conftest import App, make_app
from tests.opened import PAGES

SCREEN: ViewportSize = {"width": 1440, "height": 900}
# A4 between the margins, in CSS pixels: 186 x 267 mm and 273 x 180 mm.
UPRIGHT, ACROSS = (703, 1009), (1031, 680)
SHEETS = ["" if page == "overview" else page for page in PAGES if page != "present"]
WITHOUT_MAP = ("talent", "targets", "stories", "sources", "import", "edit", "fit", "help")
PARK = {
    "zh": "重庆云谷·永川大数据产业园",
    "en": "Chongqing Cloud Valley · Yongchuan Big Data Industrial Park",
}
AS_OF = {"zh": "截至2022年10月", "en": "as of Oct 2022"}
ASSUMED = {"zh": "未见公布", "en": "is assumed and not published"}
PRESSED = {
    "zh": ("重置", "仅看公开依据", "English", "交付本页所见", "复制链接", "▾", "ⓘ"),
    "en": ("Reset", "Published only", "中文", "Hand out this view", "Copy link", "▾", "ⓘ"),
}

# A PDF may name a character by one that looks the same; NFKC knows only some of them.
TWINS = str.maketrans(
    "⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻥⻩⻬⻰⺠⻄‒戶", "见角贝车长门青页风飞食马骨鱼黄齐龙民西–户"
)
BROKEN_LINE = "\ufffe"  # how the reader of the PDF gives a hyphen at the end of a line

MEASURE = """([wide, high]) => {
  const found = [], name = e => `${e.tagName}.${e.className?.baseVal ?? e.className}#${e.id}`;
  const shown = e => e.checkVisibility() && e.getClientRects().length;
  for (const e of document.querySelectorAll('.stMain *')) {
    if (!shown(e) || e.closest('svg, .st-key-map')) continue;
    const { left, right, height } = e.getBoundingClientRect(), style = getComputedStyle(e);
    if (e.textContent.trim() && (left < -1 || right > wide + 1)) found.push(`too wide: ${name(e)}`);
    if (style.overflow !== 'visible' && style.display !== 'inline' && e.clientWidth > 1
        && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)) {
      found.push(`cut: ${name(e)}`);
    }
    if (style.breakInside === 'avoid' && height > high) found.push(`too high: ${name(e)}`);
  }
  return found;
}"""
HEADINGS = """() => [...document.querySelectorAll('.stMain .atlas-heading')]
  .filter(e => e.checkVisibility() && !e.closest('.stElementContainer:has(+ * .stDownloadButton)'))
  .map(e => e.textContent)"""
ANSWERED = "Boolean(window.atlas?.answer()?.blocks.paper)"
INK = "getComputedStyle(document.querySelector('.atlas-title')).color"
VIEW = "[map.getZoom(), ...Object.values(map.getCenter()), map.getSize().x]"
MAP = """() => {
  const box = document.querySelector('#map_div').getBoundingClientRect();
  const legend = document.querySelector('.atlas-key').getBoundingClientRect();
  const button = document.querySelector('.leaflet-control-zoom');
  return {
    frame: [innerWidth, innerHeight], box: [box.width, box.height],
    drawn: Object.values(window.map.getSize()), legend: [legend.width, legend.bottom],
    buttons: button.checkVisibility(),
    ink: getComputedStyle(document.querySelector('.atlas-key')).color,
  };
}"""


@pytest.fixture(scope="module")
def readers(browser: Browser, server: str) -> Iterator[dict[str, App]]:
    """Two readers: a Chinese one, and an English one in the dark."""
    apps = {
        "zh": make_app(browser, server),
        "en": make_app(browser, server, locale="en-GB", color_scheme="dark"),
    }
    yield apps
    for app in apps.values():
        app.close()
        assert app.errors == []


def squeezed(text: str) -> str:
    """Return a text as a PDF and a page both have it: without spaces, each character as typed."""
    plain = re.sub("[⼀-⿕ﬀ-ﬆ]", lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return re.sub(r"\s", "", plain).translate(TWINS).replace(BROKEN_LINE, "-")


def printed(app: App, **options: Any) -> list[str]:
    """Return the text of each page as the browser prints it."""
    pdf = app.page.pdf(format="A4", prefer_css_page_size=True, **options)
    return [squeezed(page.get_textpage().get_text_range()) for page in PdfDocument(pdf)]


def opened(app: App, path: str) -> App:
    app.page.set_viewport_size(SCREEN)
    app.open(f"/{path}", with_map=False)
    app.wait(lambda: app.page.evaluate(ANSWERED), f"/{path} is drawn")
    if path.partition("?")[0] not in WITHOUT_MAP:
        app.wait(app.is_drawn, "the map is drawn")
        app.wait(lambda: stands(app), "the map stands still")
    return app


def stands(app: App) -> bool:
    """Whether neither the page nor the view of the map has changed for a third of a second."""
    before = app.map.evaluate(VIEW)
    return app.is_still() and bool(app.map.evaluate(VIEW) == before)


@contextlib.contextmanager
def on_paper(app: App) -> Iterator[None]:
    """Show a page as on paper."""
    app.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    app.page.emulate_media(media="print")
    try:
        yield
    finally:
        app.page.emulate_media(media="null")
        app.page.evaluate("dispatchEvent(new Event('afterprint'))")


@pytest.mark.parametrize("path", SHEETS)
def test_a_page_is_printed_whole(readers: dict[str, App], path: str) -> None:
    lang = "en" if path == "sources" else ("zh", "en")[SHEETS.index(path) % 2]
    app = opened(readers[lang], path)
    headings = app.page.evaluate(HEADINGS)
    before = app.map.evaluate(VIEW) if path not in WITHOUT_MAP else None

    sheets = printed(app)
    text = "".join(sheets)
    assert squeezed(app.title()) in sheets[0]
    assert [heading for heading in headings if squeezed(heading) not in text] == []
    if path != "help":  # which explains what can be pressed
        assert [word for word in PRESSED[lang] if squeezed(word) in text] == []
    today = datetime.now(UTC).astimezone()
    days = {"zh": f"{today.year}年{today.month}月{today.day}日", "en": f"{today.day} {today:%b %Y}"}
    for number, sheet in enumerate(sheets, 1):
        foot = (PARK[lang], AS_OF[lang], days[lang], app.page.url, f"{number} / {len(sheets)}")
        assert [part for part in foot if squeezed(part) not in sheet] == []
    if path == "sources":
        check_figures(app, sheets)

    with on_paper(app):
        for size in (UPRIGHT, ACROSS):
            app.page.set_viewport_size({"width": size[0], "height": size[1]})
            assert app.page.evaluate(MEASURE, size) == []
        assert app.page.evaluate(INK) == "rgb(27, 39, 51)"
        if before:
            drawn = app.map.evaluate(MAP)
            assert drawn["drawn"] == drawn["box"] == drawn["frame"]
            assert drawn["legend"][0] > 0
            assert drawn["legend"][1] < drawn["frame"][1]
            assert not drawn["buttons"]
            assert drawn["ink"] == "rgb(27, 39, 51)"
    if before:
        app.page.set_viewport_size(SCREEN)
        app.wait(lambda: is_back(app, before), "the map looks where it looked")


def is_back(app: App, before: list[float]) -> bool:
    """Whether the map shows what it showed, to a pixel: its height is that of the window."""
    zoom, lat, lon, width = app.map.evaluate(VIEW)
    pixel = 360 / (256 * 2**zoom)
    near = abs(lat - before[1]) <= pixel and abs(lon - before[2]) <= pixel
    return bool(near and [zoom, width] == [before[0], before[3]])


def check_figures(app: App, sheets: list[str]) -> None:
    """Check that the long table of figures is whole, with its head on each sheet."""
    shown = app.page.locator("#table-sources-figures tbody tr td:first-child").all_inner_texts()
    text = "".join(sheets)
    assert len(shown) > 150
    assert [name for name in shown if squeezed(name) not in text] == []
    of_table = [sheet for sheet in sheets if len(re.findall(r"F\d{3}-\d{2}", sheet)) > 5]
    assert len(of_table) > 3
    assert [sheet for sheet in of_table if squeezed("Measure Value As of") not in sheet] == []


def test_what_is_chosen_is_one_line_and_what_is_assumed_is_said(readers: dict[str, App]) -> None:
    app = opened(readers["en"], "?zones=C&sectors=data")
    (first, *_) = printed(app)
    assert squeezed("Zone C Sector Data processing As of today (data to Oct 2022)") in first
    assert squeezed(ASSUMED["en"]) in first
    opened(app, "?evidence=published")
    text = "".join(printed(app))
    assert squeezed("Published only") in text
    assert squeezed(ASSUMED["en"]) not in text


def test_an_open_panel_is_printed_alone(readers: dict[str, App]) -> None:
    app = opened(readers["zh"], "?open=source-staff")
    app.wait(lambda: "见报" in app.page.locator(".atlas-panel").inner_text(), "the panel is open")
    text = "".join(printed(app))
    assert squeezed(app.page.locator("#atlas-panel-title").inner_text()) in text
    assert "第85-86行" in text
    assert squeezed(app.title()) not in text
    assert "open=source-staff" in text


def test_the_presentation_prints_the_scene_on_one_sheet_across(readers: dict[str, App]) -> None:
    app = opened(readers["zh"], "present?story=planners&scene=talent")
    pdf = app.page.pdf(format="A4", prefer_css_page_size=True)
    (sheet,) = PdfDocument(pdf)
    text = squeezed(sheet.get_textpage().get_text_range())
    width, height = sheet.get_size()
    assert width > height
    assert squeezed(app.title()) in text
    assert squeezed(app.page.locator("[data-part=sources] > p").first.inner_text()) in text
