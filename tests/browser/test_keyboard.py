"""All that a mouse can do on the overview, done by real keys, with a focus that is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import App, make_app

# The element in focus, in the page or in the map's frame, and what is drawn around it.
FOCUS = """() => {
  let one = document.activeElement;
  const isInMap = one.localName === 'iframe';
  if (isInMap) one = one.contentDocument.activeElement;
  const {outlineStyle, outlineWidth, boxShadow, stroke, strokeWidth} = getComputedStyle(one);
  return {
    name: one.getAttribute('aria-label') || one.innerText || one.id || one.localName, isInMap,
    kind: one.dataset.kind ?? '', pick: one.dataset.pick ?? '', open: one.dataset.open ?? '',
    id: one.id, type: one.type ?? '', isPage: one === document.body,
    outline: outlineStyle === 'none' ? 0 : parseFloat(outlineWidth), boxShadow,
    line: [stroke, strokeWidth],
  };
}"""
STOPS = 150  # more than the overview has


class Keys:
    """A reader without a mouse."""

    def __init__(self, app: App) -> None:
        self.app = app

    def focus(self) -> dict[str, Any]:
        found: dict[str, Any] = self.app.page.evaluate(FOCUS)
        return found

    def press(self, key: str) -> dict[str, Any]:
        self.app.page.keyboard.press(key)
        return self.focus()

    def tab_to(self, **wanted: object) -> dict[str, Any]:
        """Press Tab until the focus is on what is wanted."""
        for _ in range(STOPS):
            now = self.press("Tab")
            if wanted.items() <= now.items():
                return now
        pytest.fail(f"no Tab stop is {wanted}")

    def walk(self) -> Iterator[dict[str, Any]]:
        """Go through all Tab stops, from the first to the last."""
        for _ in range(STOPS):
            now = self.press("Tab")
            if now["isPage"]:
                return
            yield now
        pytest.fail("the Tab key does not leave the page")

    def arrow_to(self, name: str) -> dict[str, Any]:
        """Press the right arrow until the shape with a name is in focus."""
        for _ in range(20):
            if name in str(self.focus()["name"]):
                return self.focus()
            self.press("ArrowRight")
        pytest.fail(f"no arrow leads to {name}")


@pytest.fixture
def keys(app: App) -> Keys:
    app.open()
    return Keys(app)


def test_every_stop_is_seen_and_in_the_order_of_the_page(keys: Keys) -> None:
    stops = list(keys.walk())
    assert stops[0]["name"] == "跳到主要内容"
    assert [stop["name"] for stop in stops if not stop["outline"]] == []
    names = [str(stop["pick"] or stop["open"] or stop["id"] or stop["kind"]) for stop in stops]
    wanted = ["zone:A", "sector:outsourcing", "status:operating", "filter-evidence", "filter-reset"]
    order = [names.index(name) for name in (*wanted, "source-staff", "zone", "table-zone")]
    assert order == sorted(order)
    in_map = [stop for stop in stops if stop["isInMap"]]
    # Four lines, six zones, fifteen landmarks and 25 projects are four stops.
    assert [stop["kind"] for stop in in_map if stop["kind"]] == ["line", "zone", "dot", "mark"]
    assert names.count("zone:C") == 2, "chip and bar"
    assert stops.index(in_map[-1]) - stops.index(in_map[0]) == len(in_map) - 1


def test_first_stop_leads_to_the_content(keys: Keys) -> None:
    keys.press("Tab")
    keys.press("Enter")
    assert keys.focus()["id"] == "stMain"
    keys.tab_to(pick="zone:A")


def test_map_is_skipped(keys: Keys) -> None:
    assert keys.tab_to(isInMap=True)["name"] == "跳过地图"
    after = keys.press("Enter")
    assert not after["isInMap"]
    back = keys.press("Shift+Tab")
    assert back["isInMap"], "the map is what lies before"


def test_arrow_keys_pan_the_map_that_is_in_focus(keys: Keys) -> None:
    keys.tab_to(isInMap=True, id="map_div")
    before = keys.app.map.evaluate("map.getCenter().lng")
    keys.press("ArrowRight")
    keys.app.wait(lambda: keys.app.map.evaluate("map.getCenter().lng") > before, "map moves east")


def test_zone_is_chosen_on_the_map_and_its_focus_is_seen(keys: Keys) -> None:
    keys.tab_to(kind="zone")
    line = "one => [getComputedStyle(one).stroke, getComputedStyle(one).strokeWidth]"
    calm = keys.app.zone("C").evaluate(line)
    seen = keys.arrow_to("C区")
    assert seen["line"][0] != calm[0], "another colour"
    assert seen["line"][1] != calm[1], "another width"
    keys.press("Enter")
    keys.app.wait_title("C区")
    again = keys.focus()
    assert again["name"] == "C区", "the focus stays"
    assert again["outline"] == 3
    assert again["line"] == seen["line"], "a chosen zone shows its focus as well"
    assert keys.press("Tab")["kind"] == "dot", "one stop for all zones"
    assert keys.press("Shift+Tab")["name"] == "C区", "and it is where it was left"


def test_chip_bar_date_and_switch(keys: Keys) -> None:
    app = keys.app
    keys.tab_to(pick="zone:B")
    keys.press("Space")
    app.wait_title("B区")
    keys.tab_to(type="range")
    keys.press("ArrowLeft")
    app.wait(lambda: "asof=" in app.page.url, "another date")
    keys.tab_to(id="filter-evidence")
    keys.press("Enter")
    app.wait(lambda: "evidence=published" in app.page.url, "published only")
    keys.tab_to(id="filter-reset")
    keys.press("Enter")
    app.wait(lambda: "?" not in app.page.url, "all is reset")
    keys.tab_to(pick="sector:data")
    keys.press("Enter")
    app.wait_title("数据处理")


def test_origin_opens_and_gives_the_focus_back(keys: Keys) -> None:
    app = keys.app
    keys.tab_to(open="source-staff")
    keys.press("Enter")
    app.wait(lambda: app.page.locator("dialog[open] h2").count() == 1, "the panel of a card")
    keys.press("Escape")
    assert keys.focus()["open"] == "source-staff"
    keys.tab_to(kind="zone")
    keys.arrow_to("D区")
    keys.press("i")
    app.wait(lambda: app.page.locator("dialog[open] h2").count() == 1, "the panel of a zone")
    keys.press("Escape")
    app.wait(lambda: keys.focus()["name"] == "D区", "the zone has the focus again")
    keys.tab_to(open="sector-data")
    keys.press("Space")
    app.wait(lambda: app.page.locator("dialog[open] h2").count() == 1, "the panel of a bar")
    keys.press("Escape")
    assert keys.focus()["open"] == "sector-data"


def test_a_click_is_said_once_by_the_title(app: App) -> None:
    app.open()
    app.page.evaluate(
        """() => {
          window.said = [];
          const live = '[aria-live]:not([aria-live=off]), [role=status], [role=alert], '
            + 'output:not([aria-live])';
          new MutationObserver(changes => {
            for (const {target} of changes) {
              const one = (target.closest ? target : target.parentElement)?.closest(live);
              if (one) window.said.push(one.textContent);
            }
          }).observe(document.body, {subtree: true, childList: true, characterData: true});
        }"""
    )
    app.zone("C").click()
    app.wait_title("C区")
    app.bar("sector", "数据处理").click()
    app.wait_title("数据处理")
    said = app.page.evaluate("window.said")
    assert len(said) == 2
    assert said[-1] == app.title()


def test_nothing_moves_where_motion_is_not_wanted(browser: Browser, server: str) -> None:
    app = make_app(browser, server, reduced_motion="reduce")
    app.open()
    running = "document.getAnimations().length"
    acts: list[Callable[[], None]] = [
        app.zone("C").click,
        app.bar("sector", "数据处理").click,
        app.map.locator(".leaflet-control-zoom-in").click,
    ]
    for act in acts:
        act()
        assert (app.page.evaluate(running), app.map.evaluate(running)) == (0, 0)
        assert not app.map.evaluate("map._animatingZoom || Boolean(map._panAnim?._inProgress)")
    assert app.map.evaluate("map.getZoom()") == 14, "it stands at once"
    app.open("/present")
    app.page.keyboard.press("ArrowRight")
    app.wait(lambda: app.page.locator(".atlas-stage-bar output").inner_text()[0] == "2", "scene 2")
    app.wait(lambda: app.page.evaluate("atlas.log().length") == 0, "the server has answered")
    assert (app.page.evaluate(running), app.map.evaluate(running)) == (0, 0)
    view = app.map.evaluate("[map.getCenter().lat, map.getCenter().lng, map.getZoom()]")
    app.page.wait_for_timeout(300)
    assert app.map.evaluate("[map.getCenter().lat, map.getCenter().lng, map.getZoom()]") == view
    app.close()
