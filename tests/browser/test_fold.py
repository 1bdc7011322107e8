"""The first screen: bar, finding, one line of filters, a strip of cards, the map to the fold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, ViewportSize

from components.session.menu import MENU
from tests.browser.conftest import App, make_app
from tests.shipped import words_of

ABOVE_THE_FOLD = [
    *("overview", "overlay", "enterprises", "projects", "test-area", "digital-twin"),
    *("facilities", "timeline", "city", "sites"),
]
SEEN = """() => {
  const box = css => {
    const one = document.querySelector(css);
    if (!one) return null;
    const {left, top, width, height} = one.getBoundingClientRect();
    return {left, top, width, height, bottom: top + height};
  };
  const cards = css => [...document.querySelectorAll(`[data-slot=cards] :is(${css})`)];
  const text = one => one.innerText.replace(/\\s+/g, ' ').trim();
  const main = document.querySelector('.stMain');
  const groups = [...document.querySelectorAll('[data-testid=stTopNavSection]')];
  return {
    bar: box('.stAppHeader'), title: box('.atlas-title'), filters: box('[data-slot=filters]'),
    cards: box('[data-slot=cards]'), map: box('.st-key-map iframe'),
    caption: box('[data-slot=map-heading]'),
    aside: Math.max(main.scrollWidth - main.clientWidth, document.body.scrollWidth - innerWidth),
    groups: groups.filter(one => one.checkVisibility()).map(text),
    marked: groups.filter(one => getComputedStyle(one).boxShadow.includes('inset')).map(text),
    here: document.querySelector('.atlas-brand em').checkVisibility()
      && document.querySelector('.atlas-brand em').innerText,
    values: cards('p, .atlas-forecast').filter(one => {
      const {left, right, bottom} = one.getBoundingClientRect();
      const card = one.closest('.atlas-card').getBoundingClientRect();
      const isAmount = one.matches('.atlas-card-value, .atlas-flag, .atlas-forecast');
      const line = one.closest('p');
      const isCut = right > line.getBoundingClientRect().right + 1
        || line.scrollWidth > line.clientWidth + 1;
      return bottom > card.bottom || isAmount && (left < card.left || right > card.right || isCut);
    }).map(one => one.innerText),
  };
}"""
PARTS = ("bar", "title", "filters", "cards", "map", "caption")  # from above to below
NO_HINT = "localStorage.setItem('atlas-hint', 'shown')"


@pytest.fixture
def opened(browser: Browser, server: str) -> Iterator[Any]:
    apps = []

    def opener(width: int, height: int, **options: object) -> App:
        size: ViewportSize = {"width": width, "height": height}
        app = make_app(browser, server, viewport=size, script=NO_HINT, **options)
        apps.append(app)
        return app

    yield opener
    for app in apps:
        app.close()
        assert app.errors == []


def seen(app: App) -> dict[str, Any]:
    """Return where the parts of a page stand, once they stand still."""
    app.wait(lambda: app.page.locator("[data-slot=cards] .atlas-card").count() > 0, "cards")
    app.wait(lambda: app.page.locator(".st-key-map iframe").count() == 1, "map")
    before: list[dict[str, Any]] = []

    def is_still() -> bool:
        app.page.wait_for_timeout(150)
        before.append(app.page.evaluate(SEEN))
        fonts = app.page.evaluate("document.fonts.status === 'loaded'")
        is_whole = all(before[-1][name] for name in PARTS)
        return bool(fonts) and is_whole and before[-2:-1] == before[-1:]

    app.wait(is_still, "the page stands still")
    return before[-1]


def hold(found: dict[str, Any], page: str) -> None:
    """Assert what holds on every screen: one thing below the other, nothing cut or aside."""
    parts = [found[name] for name in PARTS]
    below = [part for part in parts if part["height"]]
    for one, other in pairwise(below):
        assert one["bottom"] <= other["top"] + 0.5, page
    assert found["aside"] <= 0, page
    assert found["values"] == [], page
    assert found["bar"]["height"] <= 54, page


@pytest.mark.parametrize(
    ("width", "height", "map_width", "pages"),
    [(1440, 900, 800, ABOVE_THE_FOLD), (1920, 1080, 900, ABOVE_THE_FOLD[::3])],
)
def test_the_map_reaches_from_the_cards_to_the_fold(
    opened: Any, width: int, height: int, map_width: int, pages: list[str]
) -> None:
    app, words = opened(width, height).open("/"), words_of("zh")
    groups = {entry.name: group for group, entries in MENU.items() for entry in entries}
    for page in pages:
        if page != "overview":
            app.page.evaluate("page => window.atlas.post('go', page)", page)
            app.wait(lambda page=page: page in app.page.url, page)
            app.wait(lambda page=page: f"· {words(f'nav.{page}')}" in menu(app), page)
        # What stood on the page before goes only after the new one has come.
        app.wait(lambda: is_high(app), f"the map of {page} is high up")
        found = seen(app)
        hold(found, page)
        assert found["map"]["width"] >= map_width, page
        # Its caption is the last thing above the fold.
        assert height - 50 <= found["map"]["bottom"] < found["caption"]["bottom"] <= height, page
        if height == 1080:
            assert found["map"]["height"] >= 760, page
        assert found["filters"]["height"] < 56, page  # one line
        assert 68 <= found["cards"]["height"] <= 84, page
        here = f"{words(f'nav.group.{groups[page]}')} · {words(f'nav.{page}')}"
        assert found["marked"] == [here]
        assert len(found["groups"]) == len(MENU)


def is_high(app: App) -> bool:
    map_ = app.page.evaluate(SEEN)["map"]
    return bool(map_ and map_["top"] <= 250)


def menu(app: App) -> str:
    return " ".join(app.page.get_by_test_id("stTopNavSection").all_inner_texts())


def test_the_overview_fits_every_screen(opened: Any) -> None:
    for lang, scheme in (("en", "light"), ("zh", "dark")):
        app = opened(1440, 900, color_scheme=scheme).open(f"/?lang={lang}")
        found = seen(app)
        hold(found, lang)
        assert found["map"]["top"] <= 250
        assert found["map"]["bottom"] >= 850
    for width, height in ((1024, 768), (768, 1024), (720, 450), (390, 844)):
        app.page.set_viewport_size({"width": width, "height": height})
        app.wait(lambda wide=width: app.page.evaluate("innerWidth") == wide, "the size")
        found = seen(app)
        hold(found, f"{width} px")
        assert found["map"]["height"] >= 320
        assert bool(found["here"]) == (width < 768), "where no menu says it, the bar does"
    assert found["here"] == words_of("zh")("nav.overview")


def test_groups_that_do_not_fit_fold_and_say_what_is_chosen(opened: Any) -> None:
    app = opened(1024, 768).open("/?lang=en&sectors=data")
    sector = app.page.locator("[data-fold=sector] .atlas-fold")
    chips = app.page.locator("#filter-sector")
    assert sector.inner_text() == "Sector · Data processing"
    assert app.page.locator("#filter-zone").is_visible(), "zones fold last"
    sector.focus()
    app.page.keyboard.press("Enter")
    assert chips.is_visible()
    app.page.keyboard.press("Tab")
    app.page.keyboard.press("Space")
    app.wait(lambda: sector.inner_text() == "Sector · 2", "two of them")
    assert chips.is_visible(), "it stays open for the next"
    app.page.keyboard.press("Escape")
    assert not chips.is_visible()
    assert app.page.evaluate("document.activeElement.className").startswith("atlas-chip atlas-fold")
    # What a card has no room for is whole under a pointer, and a click anywhere opens its source.
    staff = app.page.locator("#card-staff")
    cut = "one => [...one.querySelectorAll('p')].some(p => p.scrollWidth > p.clientWidth + 1)"
    staff.hover()
    assert not staff.evaluate(cut)
    before = staff.bounding_box()
    staff.click(position={"x": 20, "y": 60})
    app.page.locator(".atlas-panel .atlas-origin").first.wait_for()
    assert before
    app.page.keyboard.press("Escape")
    app.page.set_viewport_size({"width": 1920, "height": 1080})
    app.wait(lambda: not sector.is_visible() and chips.is_visible(), "room for all of them")
