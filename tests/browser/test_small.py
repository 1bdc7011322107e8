"""A phone in one hand: nothing scrolls sideways, cards and map first, filters in a drawer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.browser.conftest import App, make_app
from tests.opened import PAGES

PHONE: ViewportSize = {"width": 390, "height": 844}
OTHERS: tuple[ViewportSize, ...] = ({"width": 360, "height": 740}, {"width": 768, "height": 1024})
# The presentation has a stage of its own.
SCROLLING = [page for page in PAGES if page != "present"]
WITHOUT_MAP = {"talent", "targets", "sources", "stories", "import", "edit", "fit", "help"}
LANG = "document.documentElement.lang"
THUMB = 44
INLINE = 24
PRESSED = "button, a, input:not([type=file]), summary, select"
# What stands by itself; links in texts and tables may be smaller.
SINGLE = """.stMain :is(.atlas-chip, .atlas-reset, .atlas-bar-row button, .atlas-info, .atlas-tile,
  .atlas-gantt-row:not(.atlas-gantt-axis), .atlas-bullet, .atlas-event-date, input, summary,
  .atlas-theme-sign, .atlas-search-open, .atlas-themes button, .atlas-hint button,
  .st-key-language button),
  .atlas-opener"""

# What reaches beyond the screen and stands in nothing that scrolls or cuts by itself.
BEYOND = """() => {
  const cuts = e => /auto|scroll|hidden|clip/.test(getComputedStyle(e).overflowX);
  const main = document.querySelector('.stMain'), found = [];
  for (const e of main.querySelectorAll('*')) {
    const box = e.getBoundingClientRect();
    if (!box.width || (box.right <= innerWidth + 1 && box.left >= -1)) continue;
    let within = e.parentElement;
    while (within !== main && !cuts(within)) within = within.parentElement;
    if (within === main) found.push(`${e.tagName} ${e.className} ${e.textContent.slice(0, 40)}`);
  }
  for (const e of main.querySelectorAll('.atlas-card, .atlas-card *')) {
    const isCut = e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline';
    if (isCut) found.push(`card ${e.textContent}`);
  }
  if (main.scrollWidth > innerWidth) found.push(`page of ${main.scrollWidth}`);
  return found;
}"""

# Whether the page could be scrolled to where it was told.
SCROLLED = """to => {
  const main = document.querySelector('.stMain');
  main.scrollTop = to;
  return main.scrollTop === to;
}"""

# The order on the screen is made by style; what is read out begins with the title, too.
IN_ORDER = """() => {
  const [title, ...others] = ['.atlas-title', 'iframe', '.atlas-card'].map(
    name => document.querySelector(name));
  return others.every(
    other => title.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
}"""


@pytest.fixture(scope="module")
def phone(browser: Browser, server: str) -> Iterator[App]:
    app = make_app(browser, server, viewport=PHONE, has_touch=True, is_mobile=True)
    yield app
    app.close()
    assert app.errors == []


def opened(phone: App, page: str, query: str = "") -> App:
    phone.page.set_viewport_size(PHONE)
    phone.page.goto(f"{phone.url}/{'' if page == 'overview' else page}{query}")
    phone.wait(lambda: phone.page.locator(".atlas-title").count() == 1, "title")
    phone.wait(lambda: phone.page.locator("[data-slot=limits] > *").count() == 1, "drawn")
    return phone


def top(phone: App, selector: str) -> float:
    box = phone.page.locator(selector).first.bounding_box()
    assert box
    return box["y"]


def scrolled(phone: App) -> float:
    value: float = phone.page.evaluate("document.querySelector('.stMain').scrollTop")
    return value


def drag(phone: App, *places: list[tuple[int, int]]) -> None:
    """Move fingers from place to place, a pair of coordinates for each."""
    touch = phone.page.context.new_cdp_session(phone.page)
    for step, fingers in enumerate(places):
        points = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(fingers)]
        kind = "touchMove" if step else "touchStart"
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        phone.page.wait_for_timeout(16)  # as a screen reports them
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@pytest.mark.parametrize("page", SCROLLING)
def test_page_fits_a_phone(phone: App, page: str) -> None:
    opened(phone, page, "?lang=zh")
    assert phone.page.evaluate(BEYOND) == []
    phone.page.locator(".st-key-language button").last.tap()
    phone.wait(lambda: phone.page.evaluate(LANG) == "en", "English")
    if page not in WITHOUT_MAP:
        phone.wait(lambda: phone.is_drawn() and phone.map.evaluate(LANG) == "en", "English map")
    assert phone.page.evaluate(BEYOND) == []

    if page not in WITHOUT_MAP:
        title, cards, map_ = (
            top(phone, name) for name in (".atlas-title", ".atlas-card", "iframe")
        )
        assert title < cards < map_
        height = phone.page.locator("iframe").first.bounding_box()["height"]  # type: ignore[index]
        assert height == pytest.approx(0.45 * PHONE["height"], abs=1)
        assert phone.page.evaluate(IN_ORDER)
    # The cards of a page stand in one row that is drawn aside; the next one peeps out.
    boxes = [card.bounding_box() for card in phone.page.locator("[data-slot=cards] > *").all()]
    assert len({box["y"] for box in boxes if box}) == (1 if boxes else 0)
    for one, other in pairwise(box for box in boxes if box):
        assert other["x"] >= one["x"] + one["width"]
    if len(boxes) > 1:
        second = boxes[1]
        assert second
        assert PHONE["width"] / 2 < second["x"] < PHONE["width"] - 40

    sizes = phone.page.locator(f".stMain :is({PRESSED}), .atlas-opener").evaluate_all(
        """(all, single) => all.filter(one => one.checkVisibility())
          .map(one => [one.matches(single), Math.round(one.getBoundingClientRect().height),
            `${one.className} ${one.textContent}`])""",
        SINGLE,
    )
    small = [name for single, height, name in sizes if height < (THUMB if single else INLINE)]
    assert small == []

    for size in OTHERS:
        phone.page.set_viewport_size(size)
        assert phone.page.evaluate(BEYOND) == [], size


def test_filters_in_a_drawer(phone: App) -> None:
    page = opened(phone, "overview", "?lang=en").page
    opener, sheet = page.locator(".atlas-opener"), page.locator("[data-slot=filters]")
    assert not sheet.is_visible()
    assert opener.inner_text() == "Filters"
    before = phone.title()

    opener.tap()
    assert page.get_by_role("dialog", name="Filters").is_visible()
    assert opener.get_attribute("aria-expanded") == "true"
    for _ in range(25):  # more than there is to be reached in it
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body"
            " || Boolean(document.activeElement.closest('[data-slot=filters]'))"
        )
    phone.chip("zone", "C").tap()
    phone.chip("sector", "Software").tap()
    phone.wait(lambda: phone.title() != before, "the title follows")
    page.mouse.wheel(0, 400)
    page.get_by_role("button", name="Show results").tap()
    assert not sheet.is_visible()
    assert scrolled(phone) == 0
    assert page.evaluate("document.activeElement.className") == "atlas-opener"
    assert opener.inner_text() == "Filters · 2"
    assert opener.get_attribute("aria-expanded") == "false"

    chosen = page.locator(".atlas-chosen")
    assert chosen.inner_text().split("\n") == ["C ×", "Software ×", "Reset"]
    assert top(phone, ".atlas-title") < top(phone, ".atlas-chosen") < top(phone, "iframe")
    page.get_by_role("button", name="Remove filter: C", exact=True).tap()
    phone.wait(lambda: "zones" not in page.url, "the zone is taken back")
    assert chosen.inner_text().split("\n") == ["Software ×", "Reset"]
    assert opener.inner_text() == "Filters · 1"
    chosen.get_by_text("Reset").tap()
    assert chosen.inner_text() == ""
    assert page.evaluate("document.activeElement.className") == "atlas-opener"

    opener.tap()
    page.keyboard.press("Escape")
    assert not sheet.is_visible()
    opener.tap()
    page.touchscreen.tap(200, 40)  # the page behind
    assert not sheet.is_visible()
    assert page.locator("[inert]").count() == 0

    page.set_viewport_size({"width": 1440, "height": 900})
    assert sheet.is_visible()
    assert not opener.is_visible()


def test_map_lets_one_finger_scroll_the_page(phone: App) -> None:
    opened(phone, "overview", "?lang=en")
    phone.wait(phone.is_drawn, "the map is drawn")
    phone.wait(phone.is_still, "the page stands still")
    where = "[map_div.getCenter().lat, map_div.getZoom()]"
    before, middle = phone.map.evaluate(where), int(top(phone, "iframe")) + 250
    drag(phone, *([(190, middle - 20 * step)] for step in range(10)))
    phone.wait(lambda: scrolled(phone) > 100, "one finger scrolls the page")
    assert phone.map.evaluate(where) == before
    middle -= int(scrolled(phone))
    drag(phone, *([(190, middle - 9 * n), (190, middle + 9 * n)] for n in range(3, 12)))
    phone.wait(lambda: phone.map.evaluate(where)[1] > before[1], "two fingers zoom the map")
    assert phone.page.evaluate("visualViewport.scale") == 1


def test_map_shows_no_text_over_another(phone: App) -> None:
    opened(phone, "overview", "?lang=en")
    phone.wait(phone.is_drawn, "the map is drawn")
    phone.wait(phone.is_still, "the page stands still")
    texts = phone.map.evaluate(
        """[...document.querySelectorAll('.atlas-label, .atlas-letter')].filter(
          e => e.checkVisibility({visibilityProperty: true}) && e.getBoundingClientRect().width
        ).map(e => {
          const {left, right, top, bottom} = e.getBoundingClientRect();
          return [left, right, top, bottom, e.textContent];
        })"""
    )
    assert len(texts) >= 9  # six letters, and some names
    assert all(left >= 0 and right <= 358 for left, right, *_ in texts)
    labels = [text for text in texts if len(text[4]) > 1]
    overlapping = [
        (one[4], other[4])
        for one in labels
        for other in texts
        if one is not other
        and one[0] < other[1]
        and other[0] < one[1]
        and one[2] < other[3]
        and other[2] < one[3]
    ]
    assert overlapping == []


def test_chosen_zone_opens_its_origin_on_the_map(phone: App) -> None:
    page = opened(phone, "overview", "?lang=en&zones=C").page
    phone.wait(phone.is_drawn, "the map is drawn")
    signs = phone.map.locator(".atlas-info:visible")
    phone.wait(lambda: signs.count() == 1, "one zone shows its sign")
    signs.tap()
    phone.wait(lambda: page.locator(".atlas-panel .atlas-origin").count() > 0, "its origin")
    panel, close = page.locator(".atlas-panel"), page.locator(".atlas-close")
    assert "Zone C" in panel.inner_text()
    assert panel.bounding_box()["width"] == PHONE["width"]  # type: ignore[index]
    box = close.bounding_box()
    assert box
    assert box["y"] > PHONE["height"] * 2 / 3
    assert min(box["width"], box["height"]) >= THUMB
    close.tap()
    assert not panel.is_visible()


def test_menu_leads_on_with_what_is_chosen(phone: App) -> None:
    page = opened(phone, "overview", "?lang=en&zones=C").page
    button = page.get_by_test_id("stExpandSidebarButton")
    box = button.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= THUMB
    button.tap()
    link = page.get_by_test_id("stSidebarNavLink").filter(has_text="Timeline")
    assert link.bounding_box()["height"] >= THUMB  # type: ignore[index]
    link.tap()
    phone.wait(
        lambda: "/timeline" in page.url and page.locator("ol.atlas-events").count() > 0, "events"
    )
    chip = page.get_by_role("button", name="Remove filter: C", exact=True)
    phone.wait(chip.is_visible, "the chip")
    assert page.locator(".atlas-chosen").count() == 1
    assert page.locator(".atlas-opener").inner_text() == "Filters · 1"


def test_the_menu_closes_once_a_page_was_chosen_and_when_it_is_opened_anew(phone: App) -> None:
    page = opened(phone, "overview", "?lang=zh").page
    menu, drawer = page.get_by_test_id("stExpandSidebarButton"), page.get_by_test_id("stSidebar")

    def is_open() -> bool:
        box = drawer.bounding_box()
        return bool(box and box["x"] + box["width"] > 0)

    menu.tap()
    phone.wait(is_open, "the menu is open")
    page.get_by_test_id("stSidebarNavLink").filter(has_text="企业").first.tap()
    phone.wait(lambda: "enterprises" in page.url and not is_open(), "a page, and no menu over it")
    menu.tap()
    phone.wait(is_open, "the menu is open again")
    page.reload()
    phone.wait(lambda: page.locator(".atlas-title").count() == 1, "title")
    phone.wait(lambda: not is_open(), "no menu over a page that was opened anew")

    # Its button makes room for what is read, and comes back on the way up.
    phone.wait(lambda: page.evaluate(SCROLLED, 600), "there is something to scroll to")
    phone.wait(lambda: menu.bounding_box()["y"] < 0, "scrolled down")  # type: ignore[index]
    page.evaluate(SCROLLED, 500)
    phone.wait(lambda: menu.bounding_box()["y"] >= 0, "scrolled up")  # type: ignore[index]
