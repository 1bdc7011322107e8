"""The first page in a real browser, and the start of the server before it."""

from __future__ import annotations

import time
from pathlib import Path

from playwright.sync_api import Browser

from bench.serve import ROOT, Served, serve

BARE_MAP = ROOT / "bench" / "apps" / "bare_map.py"
OVERVIEW = ROOT / "app.py"

_MAP = "document.querySelector('iframe')?.contentDocument?.querySelectorAll('path').length"
PAINTED = {
    BARE_MAP: f"{_MAP} >= 6",
    OVERVIEW: f"{_MAP} >= 6 && document.querySelectorAll('.atlas-bars').length === 4",
}

# As a function that the page itself calls: a policy without eval lets no string be run again.
_ONCE = """new Promise((done, fail) => {
    setTimeout(fail, 120000, Error('not painted in two minutes'));
    const look = () => {
        if (%s) requestAnimationFrame(() => setTimeout(done));
        else requestAnimationFrame(look);
    };
    look();
})"""


def first_page_ms(browser: Browser, app: Served, script: Path) -> float:
    """Return the time from the address to the painted map and charts, caches empty."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    began = time.perf_counter()
    page.goto(app.url, wait_until="commit")
    page.evaluate(_ONCE % PAINTED[script])
    took = 1000 * (time.perf_counter() - began)
    context.close()
    return took


def cold_start_ms(browser: Browser, script: Path) -> tuple[float, float]:
    """Return the time until the server answers, and until the first page is painted."""
    with serve(script) as app:
        page = first_page_ms(browser, app, script)
        return 1000 * app.started_s, 1000 * app.started_s + page
