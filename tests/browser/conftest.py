"""The served app and a browser that reaches no other host."""

from __future__ import annotations

import contextlib
import time
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Frame,
    Locator,
    Page,
    Playwright,
    Request,
    ViewportSize,
    expect,
    sync_playwright,
)

from bench.clicks import FLOWN
from bench.serve import ROOT, serve

CHROMIUM = "/usr/bin/chromium"
# No other host has an address. To stop requests one by one would switch off the browser's cache.
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
]
WAIT_S = 60.0  # of a busy machine; no test that passes waits as long
SCREEN: ViewportSize = {"width": 1440, "height": 900}
expect.set_options(timeout=WAIT_S * 1000)
# Pages that nobody uses, by what cannot be changed of them: their process has read and compiled
# the scripts of the app, which is most of what it costs to open it.
_IDLE: defaultdict[str, list[Page]] = defaultdict(list)


@pytest.fixture(scope="package")
def server() -> Iterator[str]:
    with serve(ROOT / "app.py") as served:
        yield served.url


# Not for the session: the loop that Playwright keeps running would stand in other tests' way.
@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield launched
    _IDLE.clear()
    launched.close()


class App:
    """One browser page on the app, with what was asked of other hosts and what broke."""

    def __init__(self, page: Page, url: str, idle: list[Page]) -> None:
        self.page, self.url, self._idle = page, url, idle
        self.outside: list[str] = []
        self.errors: list[str] = []
        self._hears: list[tuple[Page | BrowserContext, Any, Any]] = [
            (page.context, "request", self._note),
            (page.context, "console", self._hear),
            (page, "pageerror", lambda error: self.errors.append(str(error))),
            (page, "dialog", lambda dialog: self.errors.append(f"dialog: {dialog.message}")),
        ]
        for speaker, event, hear in self._hears:
            speaker.on(event, hear)

    def _note(self, request: Request) -> None:
        if urlsplit(request.url).netloc not in ("", urlsplit(self.url).netloc):
            self.outside.append(request.url)

    def _hear(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.errors.append(message.text)

    def close(self) -> None:
        """End the visit; the next reader with the same settings starts with nothing of it."""
        for speaker, event, hear in self._hears:
            speaker.remove_listener(event, hear)
        for page in self.page.context.pages:
            if page is not self.page:
                page.close()
        self.page.goto("about:blank")
        self.page.unroute_all()
        self.page.context.clear_cookies()
        self.page.context.clear_permissions()
        self._idle.append(self.page)

    def open(self, path: str = "/", *, with_map: bool = True) -> App:
        self.page.goto(self.url + path)
        self.page.wait_for_selector(".atlas-title")
        if with_map:
            self.wait(self.is_drawn, "the map is drawn")
            self.wait(self.is_still, "the page stands still")
        return self

    def is_drawn(self) -> bool:
        frames = [frame for frame in self.page.frames if "streamlit_folium" in frame.url]
        return bool(frames) and bool(
            frames[0].evaluate("Boolean(window.map && window.atlas && parent.atlas)")
        )

    def leave_map(self) -> None:
        """Mark the map: the next one is another."""
        self.map.evaluate("window.isLeft = true")

    def is_drawn_anew(self) -> bool:
        """Whether another map than the one that was left is drawn."""
        return self.is_drawn() and bool(self.map.evaluate("!window.isLeft"))

    def is_still(self) -> bool:
        """Whether fonts are there and the map has not moved for a third of a second."""
        place = "document.querySelector('iframe').getBoundingClientRect().top"
        before = self.page.evaluate(place)
        self.page.wait_for_timeout(330)
        fonts = self.page.evaluate("document.fonts.status === 'loaded'")
        return bool(fonts) and bool(self.page.evaluate(place) == before)

    def wait(self, condition: object, what: str) -> None:
        """Wait until a condition holds; fail by name if it does not."""
        assert callable(condition)
        deadline = time.monotonic() + WAIT_S
        while time.monotonic() < deadline:
            # A map that is just being replaced detaches its frame: look again.
            with contextlib.suppress(Error, StopIteration):
                if condition():
                    return
            self.page.wait_for_timeout(40)
        pytest.fail(f"never happened: {what}; title {self.title()!r}, url {self.page.url}")

    def go(self, group: str, name: str) -> None:
        """Open a page by the menu."""
        self.page.get_by_test_id("stTopNavSection").filter(has_text=group).click()
        self.page.get_by_test_id("stTopNavDropdownLink").filter(has_text=name).first.click()

    def title(self) -> str:
        return self.page.locator(".atlas-title").inner_text()

    def wait_title(self, part: str) -> None:
        self.wait(lambda: part in self.title(), f"title says {part}")

    def text(self, key: str) -> str:
        return self.page.locator(f"#{key}").inner_text()

    def slot(self, name: str) -> str:
        return self.page.locator(f"[data-slot={name}]").inner_text()

    @property
    def map(self) -> Frame:
        return next(frame for frame in self.page.frames if "streamlit_folium" in frame.url)

    def chosen_on_map(self) -> list[str]:
        chosen: list[str] = self.map.evaluate("[...window.atlas.now].sort()")
        return chosen

    def zone(self, zone: str) -> Locator:
        return self.map.locator(f"path[aria-pressed][aria-label*='{zone}']")

    def key(self, part: str = "layers") -> Locator:
        """Return the lines of the map's key, or of its basemaps; it is opened."""
        found = self.map.locator(f".atlas-key-{part}")
        if not found.is_visible():
            at = 0 if part == "layers" else 1
            self.map.locator(".atlas-key-toggle").nth(at).click()
        return found.locator("label")

    def bar(self, chart: str, label: str) -> Locator:
        said = f'{{"head":"{label}'
        return self.page.locator(f"#chart-{chart} .atlas-bar[data-tip^='{said}']")

    def chip(self, dimension: str, name: str) -> Locator:
        """Find a chip of the filters; its group opens if the line has no room for it."""
        self.page.wait_for_selector(f"#filter-{dimension}", state="attached")
        button = self.page.locator(f"[data-fold={dimension}] .atlas-fold")
        if button.is_visible() and not self.page.locator(f"#filter-{dimension}").is_visible():
            button.click()
        return self.page.locator(f"#filter-{dimension}").get_by_text(name, exact=True)


def _new_page(browser: Browser, settings: dict[str, Any], script: str) -> Page:
    context = browser.new_context(**settings)
    context.set_default_timeout(WAIT_S * 1000)
    context.add_init_script(FLOWN)
    if script:
        context.add_init_script(script)
    return context.new_page()


def make_app(
    browser: Browser,
    server: str,
    *,
    viewport: ViewportSize = SCREEN,
    color_scheme: Literal["light", "dark"] = "light",
    reduced_motion: Literal["reduce", "no-preference"] = "no-preference",
    script: str = "",
    **options: object,
) -> App:
    """Give a page to a new reader, whose browser has never been here.

    Parameters
    ----------
    browser : Browser
    server : str
        Address of the app.
    viewport, color_scheme, reduced_motion
        What is looked with.
    script : str
        Runs before those of each document.
    options : object
        Further settings of the context.
    """
    settings = {"locale": "zh-CN"} | options
    idle = _IDLE[repr((sorted(settings.items()), script))]
    page = idle.pop() if idle else _new_page(browser, settings, script)
    page.set_viewport_size(viewport)
    page.emulate_media(media="null", color_scheme=color_scheme, reduced_motion=reduced_motion)
    page.mouse.move(-1, -1)
    page.goto(f"{server}/_stcore/health")
    page.evaluate("sessionStorage.clear()")
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": server, "storageTypes": "all"})
    session.detach()
    return App(page, server, idle)


@pytest.fixture
def app(browser: Browser, server: str) -> Iterator[App]:
    opened = make_app(browser, server)
    yield opened
    opened.close()
    assert opened.errors == []
