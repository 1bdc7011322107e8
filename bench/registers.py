"""``python -m bench.registers [ROWS …] [--clicks]``: what registers of millions of rows cost.

For each size: bringing it in (rows checked, sorted and counted) and the start after that, each in a
process of its own; counting the register and its coarse cells, views of the map that nobody has
looked at, and a count in a polygon, each by the clock and of the processor (all threads together);
and, size by size in turn, what a click asks of the cube. With ``--clicks`` a browser opens each of
them and clicks, too, on the map and elsewhere. Rows and what is made of them need 60 bytes each on
the disk.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import numpy as np
import shapely
from playwright.sync_api import Browser, Page, sync_playwright

from bench.__main__ import PLACES
from bench.clicks import CHROMIUM, FLAGS, WARM_UP, Clicks, click, open_overview
from bench.engines import AXES, REPEATS, timed, view_times
from bench.packs import make_register
from bench.pages import OVERVIEW, first_page_ms
from bench.serve import ROOT, Served, serve
from data.periods import parse_period
from data.selection import Selection
from data.settings import STATE, environment, use
from data.tenants import Tenants, shown_codes

SIZES = (330, 1_000_000, 10_000_000, 50_000_000)
CLICKS, ROUNDS = 10, 3
_CIRCLE = shapely.Point(105.93, 29.35).buffer(0.014)
_START = "from data.catalog import load_catalog; assert not load_catalog().problems"
_HEADS = (
    "rows",
    "brought in, s",
    "GB",
    "next start, s",
    "GB",
    "counted, ms",
    "cpu",
    "a view, ms",
    "cpu",
    "the slowest, ms",
    "cpu",
    "a polygon, ms",
    "cpu",
    "a click, µs",
)


def clicked(tenants: Tenants) -> None:
    """Count by zone, as a click on each zone and sector does."""
    latest = parse_period("2022-10")
    for zone in AXES["zone"]:
        for sector in AXES["sector"]:
            chosen = Selection(zones=(zone,), sectors=(sector,))
            shown = shown_codes(chosen, AXES, latest, has_status=True, illustrative=True)
            np.where(shown, tenants.cube, 0).sum(axis=(1, 2, 3, 4))


def started(local: Path) -> tuple[float, float]:
    """Return seconds and GB at most that a process takes until it has a pack with its register."""
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 -- our own words
        [sys.executable, "-c", _START],
        cwd=ROOT,
        env=environment() | {"ATLAS_LOCAL": str(local)},
        stdout=subprocess.DEVNULL,  # a bar of DuckDB
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0  # noqa: S101
    return time.perf_counter() - began, used.ru_maxrss / 1e6


def asked(tenants: Tenants) -> list[float]:
    """Return what counting takes, a view in the median and at most, and a polygon.

    Each in milliseconds by the clock, and of the processor.
    """
    gc.collect()
    gc.freeze()  # as the server does with what stays
    counted = timed(lambda: (tenants.cube, tenants.level))
    views = [*zip(*view_times(tenants), strict=True)]
    inside = timed(lambda: tenants.engine.inside(_CIRCLE))
    return [*counted, *map(statistics.median, views), *map(max, views), *inside]


def by_turns(works: list[Callable[[], object]]) -> list[float]:
    """Return what each takes in the median, in µs of the processor: one after the other, again.

    By turns, as a machine is not as quick now as a minute ago: else 1 M rows seemed slower than 50.
    """
    times: list[list[float]] = [[] for _ in works]
    for _ in range(10 * REPEATS):
        for work, taken in zip(works, times, strict=True):
            began = time.thread_time()
            work()
            taken.append(1e6 * (time.thread_time() - began))
    return [statistics.median(taken) for taken in times]


def sizes_table(folder: Path, sizes: list[int]) -> None:
    """Measure each size, print a table."""
    lines, held = [], []
    for count in sizes:
        path = folder / f"{count}" / "tenants.parquet"
        make_register(path, count)
        (first, most), (again, less) = started(path.parent), started(path.parent)
        tenants = Tenants.from_parquet(path, AXES)
        held.append(tenants)
        lines.append([first, most, again, less, *asked(tenants)])
        assert len(tenants) == count  # noqa: S101
    clicks = by_turns([partial(clicked, one) for one in held])
    _print(_HEADS)
    for count, line, cube in zip(sizes, lines, clicks, strict=True):
        starts, rest = [f"{one:.2f}" for one in line[:4]], [f"{one:.0f}" for one in line[4:]]
        _print((f"{count:,}", *starts, *rest, f"{cube / 36:.0f}"))


def clicks_table(browser: Browser, folder: Path, sizes: list[int]) -> None:
    """Open and click each size by turns, print a table with ratios to the first."""
    found: dict[tuple[str, int], Clicks] = {}
    firsts: dict[int, list[float]] = {count: [] for count in sizes}
    with ExitStack() as served:
        apps = {n: served.enter_context(serve(OVERVIEW, folder / f"{n}")) for n in sizes}
        for turn in range(ROUNDS):
            for count, app in apps.items():
                firsts[count].append(first_page_ms(browser, app, OVERVIEW))
                for place, press in PLACES.items():
                    done = _clicked(browser, app, press, turn)
                    found.setdefault((place, count), Clicks()).add(done)
    medians = {("first page", count): statistics.median(firsts[count]) for count in sizes}
    medians |= {key: clicks.median for key, clicks in found.items()}
    _print(("what", *(f"{count:,}, ms" for count in sizes), *("×" for _ in sizes[1:])))
    for what in ("first page", *PLACES):
        times = [medians[what, count] for count in sizes]
        ratios = [f"{one / times[0]:.2f}" for one in times[1:]]
        _print((what, *(f"{one:.0f}" for one in times), *ratios))


def _clicked(
    browser: Browser, app: Served, press: Callable[[Page, int], None], turn: int
) -> Clicks:
    page = open_overview(browser, app)
    done = click(page, partial(press, page), CLICKS, first=turn * (CLICKS + WARM_UP))
    page.close()
    return done


def _print(cells: tuple[str, ...]) -> None:
    print(f"| {' | '.join(cells)} |", flush=True)  # noqa: T201
    if cells[0] in {_HEADS[0], "what"}:
        print(f"|{'--:|' * len(cells)}", flush=True)  # noqa: T201


def main() -> None:
    """Measure each size, print tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.registers")
    parser.add_argument("rows", nargs="*", type=int, default=SIZES)
    parser.add_argument("--clicks", action="store_true", help="in a browser, too")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        use(STATE, f"{folder}/state")
        sizes_table(Path(folder), list(chosen.rows))
        if chosen.clicks:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                clicks_table(browser, Path(folder), list(chosen.rows))
                browser.close()


if __name__ == "__main__":
    main()
