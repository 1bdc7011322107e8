"""The ground of a whole district in a real browser: the first map, and how it pans."""

from __future__ import annotations

import statistics
from pathlib import Path

from playwright.sync_api import Browser

from bench.clicks import FLOWN
from bench.grounds import make_ground
from bench.pages import BARE_MAP, OVERVIEW, first_page_ms, wait_for
from bench.report import Row
from bench.serve import Served, serve
from components.map.ground import packed
from data.ground import read_ground

_FRAME = "document.querySelector('iframe')?.contentDocument"
_DRAWN = f"{_FRAME}?.querySelectorAll('path').length >= 6"
_PAINTED = f"{_DRAWN} && {_FRAME}.querySelector('.atlas-painted')"
# Notes how long each frame takes, from now on.
_WATCH = """() => {
  window.frames_ms = [];
  let last = performance.now();
  const step = now => {
    window.frames_ms.push(now - last);
    last = now;
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}"""
# A place in the map where nothing stands but the map.
_THIRD = """(() => {
  const {left, top, width, height} = document.querySelector('iframe').getBoundingClientRect();
  return [left + width / 3, top + height / 3];
})()"""
_STEPS, _STEP_PX = 240, 6


def ground_rows(browser: Browser, folder: Path, count: int) -> list[Row]:
    """Measure a map over the ground of a district against a bare map."""
    make_ground(folder)
    made, _ = read_ground(folder)
    size = len(packed(made.features)) / 1e6 if made else 0.0
    first: dict[Path, list[float]] = {BARE_MAP: [], OVERVIEW: []}
    with serve(BARE_MAP) as bare, serve(OVERVIEW, folder) as ours:
        apps = {BARE_MAP: (bare, _DRAWN), OVERVIEW: (ours, _PAINTED)}
        for _ in range(count + 1):
            for script, (app, painted) in apps.items():
                first[script].append(first_page_ms(browser, app, script, painted))
        pans = {script: _frames(browser, app, painted) for script, (app, painted) in apps.items()}
    base, atlas = (statistics.median(first[script][1:]) for script in (BARE_MAP, OVERVIEW))
    fast, slow = (statistics.median(pans[script]) for script in (BARE_MAP, OVERVIEW))
    return [
        Row("Ground", "size to the browser, 60,000 roads", size, unit="MB"),
        Row("Ground", "floor: bare page with one map", base, unit="ms"),
        Row("Ground", "first map over it", atlas, unit="ms", ratio=(atlas / base,)),
        Row("Ground", "floor: frame while a bare map pans", fast, _p95(pans[BARE_MAP]), "ms"),
        Row(
            "Ground",
            "frame while it pans",
            slow,
            _p95(pans[OVERVIEW]),
            "ms",
            (slow / fast, _p95(pans[OVERVIEW]) / _p95(pans[BARE_MAP])),
        ),
    ]


def _frames(browser: Browser, app: Served, painted: str) -> list[float]:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page.add_init_script(FLOWN)
    page.goto(app.url)
    wait_for(page, painted)
    page.wait_for_timeout(1500)
    x, y = page.evaluate(_THIRD)
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(_WATCH)
    for step in range(_STEPS):  # to and fro, downwards
        across = _STEP_PX * (step % 60 if step % 120 < 60 else 60 - step % 60)
        page.mouse.move(x + across, y + step / 2)
    times: list[float] = page.evaluate("window.frames_ms.slice(1)")
    page.mouse.up()
    page.close()
    return times


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]
