"""Clicks in a real browser: from the press to the last change painted."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Frame, Locator, Page

from bench.serve import Served

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# As if the map had come from the region before: a click finds it where it stays.
FLOWN = "try { sessionStorage.setItem('atlas-flown', '1'); } catch { }"
WARM_UP = 3
QUIET_MS = 300

# Notes the last change of the page or of the map that was painted, and what came by the
# websocket; Streamlit's own running sign is none of it.
_PROBE = """() => {
  const now = () => performance.timeOrigin + performance.now();
  window.bench ??= {};
  Object.assign(window.bench, {pressed: 0, painted: 0});
  const painted = () => requestAnimationFrame(() => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => { window.bench.painted = now(); };
    port2.postMessage(0);
  });
  const watch = page => {
    const seen = changes => {
      if (changes.some(({target}) => !(target.nodeType === 1 ? target : target.parentElement)
        ?.closest('[data-testid=stStatusWidget],[data-testid=stToolbar]'))) painted();
    };
    new page.defaultView.MutationObserver(seen).observe(page.body, {
      subtree: true, childList: true, characterData: true, attributes: true,
      attributeFilter: ['d', 'aria-pressed', 'aria-label', 'style', 'fill-opacity', 'stroke-width'],
    });
    page.addEventListener('mousedown', () => {
      Object.assign(window.bench, {pressed: now(), sent: 0, first: 0, last: 0, bytes: 0});
    }, true);
  };
  watch(document);
  for (const frame of document.querySelectorAll('iframe')) {
    watch(frame.contentDocument);
    frame.contentWindow.stands = true;
  }
}"""
_SOCKET = """(() => {
  const now = () => performance.timeOrigin + performance.now();
  window.bench = {};
  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({data}) => {
        window.bench.first ||= now();
        window.bench.last = now();
        window.bench.bytes += data.byteLength ?? data.size;
      });
    }
    send(data) {
      window.bench.sent ||= now();
      super.send(data);
    }
  };
})()"""


@dataclass
class Clicks:
    """What some clicks took, in milliseconds from the press, and bytes received."""

    painted: list[float] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    received: list[float] = field(default_factory=list)
    kilobytes: list[float] = field(default_factory=list)
    reloads: int = 0

    @property
    def median(self) -> float:
        """Median time to paint."""
        return statistics.median(self.painted)

    @property
    def p95(self) -> float:
        """95th percentile of the time to paint."""
        return percentile(self.painted, 0.95)

    def add(self, other: Clicks) -> None:
        """Take over the clicks of another round."""
        for name in ("painted", "sent", "answered", "received", "kilobytes"):
            getattr(self, name).extend(getattr(other, name))
        self.reloads += other.reloads


def percentile(values: list[float], part: float) -> float:
    """Return the smallest value that at least this part of the values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * part // 1).__int__() - 1)]


def map_frame(page: Page) -> Frame:
    """Return the frame of the map."""
    return next(frame for frame in page.frames if "streamlit_folium" in frame.url)


# Where a zone is hit and not what stands on it, such as its letter's button.
_BARE = """path => {
  const box = path.getBoundingClientRect();
  for (const down of [.5, .3, .7, .4, .6, .2, .8]) {
    for (const right of [.5, .3, .7, .4, .6, .2, .8]) {
      const [x, y] = [right * box.width, down * box.height];
      if (document.elementFromPoint(box.left + x, box.top + y) === path) return {x, y};
    }
  }
  throw new Error('nothing of it is bare');
}"""


def press_zone(path: Locator) -> None:
    """Toggle a zone on the map by a click where nothing else stands on it."""
    path.click(position=path.evaluate(_BARE), modifiers=["Shift"])


def open_floor(browser: Browser, app: Served) -> Page:
    """Open the floor app and wait until it stands still."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.add_init_script(_SOCKET)
    page.goto(app.url)
    page.wait_for_selector(".number")
    page.wait_for_timeout(1500)
    return page


def open_overview(browser: Browser, app: Served) -> Page:
    """Open the overview with all layers on and wait until it stands still."""
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page.add_init_script(FLOWN)
    page.add_init_script(_SOCKET)
    page.goto(app.url)
    page.wait_for_selector("#chart-zone .atlas-bar", timeout=120_000)
    page.wait_for_selector("iframe")
    page.wait_for_timeout(2500)
    frame = map_frame(page)
    if not frame.locator(".atlas-key-layers").is_visible():
        frame.locator(".atlas-key-toggle").first.click()
    layers = frame.locator(".atlas-key-layers input")
    for place in range(layers.count()):
        layers.nth(place).check()
    page.wait_for_timeout(1500)
    return page


def click(page: Page, press: Callable[[int], None], count: int, first: int) -> Clicks:
    """Click some times, each after the answer to the one before, the first few for warmth.

    Parameters
    ----------
    page : Page
    press : callable
        Makes the click of a given number.
    count : int
    first : int
        Number of the first click.
    """
    page.evaluate(_PROBE)
    found = Clicks()
    for turn in range(count + WARM_UP):
        press(first + turn)
        while True:
            page.wait_for_timeout(25)
            seen = page.evaluate("({...bench, now: performance.timeOrigin + performance.now()})")
            if seen["painted"] > seen["pressed"] and seen["now"] - seen["painted"] > QUIET_MS:
                break
        if turn < WARM_UP:
            continue
        found.painted.append(seen["painted"] - seen["pressed"])
        found.sent.append(seen["sent"] - seen["pressed"])
        found.answered.append(seen["first"] - seen["pressed"])
        found.received.append(seen["last"] - seen["pressed"])
        found.kilobytes.append(seen["bytes"] / 1000)
    for frame in page.frames[1:]:
        found.reloads += not frame.evaluate("window.stands === true")
    return found
