"""The first page in a real browser, and the start of the server before it."""

from __future__ import annotations

import time
from pathlib import Path

from playwright.sync_api import Browser, Page

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


def first_page_ms(browser: Browser, app: Served, script: Path, painted: str = "") -> float:
    """Return the time from the address to the painted map and charts, caches empty.

    Parameters
    ----------
    painted : str
        What must hold then, as JavaScript; else what `PAINTED` says of the script.
    """
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    began = time.perf_counter()
    page.goto(app.url, wait_until="commit")
    wait_for(page, painted or PAINTED[script])
    took = 1000 * (time.perf_counter() - began)
    context.close()
    return took


def wait_for(page: Page, painted: str) -> None:
    """Wait until a page has painted something, told as JavaScript."""
    page.evaluate(_ONCE % painted)


def cold_start_ms(browser: Browser, script: Path) -> tuple[float, float]:
    """Return the time until the server answers, and until the first page is painted."""
    with serve(script) as app:
        page = first_page_ms(browser, app, script)
        return 1000 * app.started_s, 1000 * app.started_s + page
