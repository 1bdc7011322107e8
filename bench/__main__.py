"""``python -m bench``: everything that is claimed about speed, as ratios within one run.

No time passes or fails. ``--quick`` does a little of each, so that ``make test`` can tell that
the bench still runs; it fails if a click was lost or answered wrongly.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import random
import statistics
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.clicks import (
    CHROMIUM,
    FLAGS,
    WARM_UP,
    Clicks,
    click,
    map_frame,
    open_floor,
    open_overview,
    press_zone,
)
from bench.crowd import FILES, read, turns
from bench.engines import AXES, count_ms, index_ms, view_times
from bench.ground import ground_rows
from bench.packs import make_register
from bench.pages import BARE_MAP, OVERVIEW, cold_start_ms, first_page_ms
from bench.report import FAULTS, Row, markdown, write_readme
from bench.serve import ROOT, Served, serve
from components.session.menu import ENTRIES
from data.tenants import Tenants

FLOOR = ROOT / "bench" / "apps" / "floor.py"
# How many readers, and which files they ask for meanwhile.
_LOADS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (30, ()),
    (30, (*FILES, *FILES[:2])),
    (60, ()),
    (60, (*FILES, *FILES[:2])),
)
SIZES = {"330": 330, "10 k": 10_000, "1 M": 1_000_000}


def main() -> None:
    """Measure, print the table, and write it as JSON and into the README."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--quick", action="store_true", help="few repetitions, no README")
    quick = parser.parse_args().quick
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        sizes = dict(list(SIZES.items())[:1]) if quick else SIZES
        local = {name: _pack(Path(folder), name, count) for name, count in sizes.items()}
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            rows += _clicks(browser, local, *((3, 1) if quick else (20, 3)))
            rows += _first_page(browser, 1 if quick else 9)
            rows += [] if quick else ground_rows(browser, Path(folder) / "ground", 9)
            browser.close()
        rows += _server(local, 6 if quick else 120)
        rows += _readers(_LOADS[:1] if quick else _LOADS, 6 if quick else 60)
        rows += [] if quick else _engines(Path(folder), local["1 M"])
    machine = {
        "date": dt.datetime.now(tz=dt.UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}",
    }
    print(markdown(rows, machine))  # noqa: T201
    if quick:
        sys.exit(any(row.value for row in rows if row.is_count_of_faults))
    else:
        found = {**machine, "rows": [row.as_json() for row in rows]}
        target = ROOT / "bench" / "latest.json"
        target.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        write_readme(ROOT / "README.md", markdown(rows, machine))


def _pack(folder: Path, name: str, count: int) -> Path:
    path = folder / name.replace(" ", "") / "tenants.parquet"
    make_register(path, count)
    return path.parent


# Which of the six zones is clicked next: not in order, so that few views come twice.
_ORDER = random.Random(7).choices(range(6), k=500)  # noqa: S311


def _zone(page: Page, turn: int) -> None:
    press_zone(map_frame(page).locator("path[aria-pressed]").nth(_ORDER[turn]))


def _chip(page: Page, turn: int) -> None:
    page.locator("#filter-zone button").nth(_ORDER[turn]).click()


def _bar(page: Page, turn: int) -> None:
    page.locator("#chart-zone .atlas-bar").nth(_ORDER[turn]).click()


PLACES = {"zone on the map": _zone, "chip": _chip, "bar": _bar}


def _floor(page: Page, turn: int) -> None:
    page.locator(".st-key-filter-zone button").nth(_ORDER[turn]).click()


def _clicks(browser: Browser, local: dict[str, Path], count: int, rounds: int) -> list[Row]:
    """Measure clicks in rounds, floor and atlas by turns."""
    found: dict[str, Clicks] = {}
    lost = 0
    with ExitStack() as served:
        plain, uncollected, shipped = (
            served.enter_context(one)
            for one in (
                serve(FLOOR),
                serve(FLOOR, runner_postScriptGC="false"),
                serve(OVERVIEW),
            )
        )
        larger = {
            size: served.enter_context(serve(OVERVIEW, pack))
            for size, pack in list(local.items())[1:]
        }
        runs: list[tuple[str, Served, Callable[[Page, int], None]]] = [
            ("floor", plain, _floor),
            ("floor, no collection", uncollected, _floor),
            *((f"{place}, 330", shipped, press) for place, press in PLACES.items()),
            *((f"zone on the map, {size}", app, _zone) for size, app in larger.items()),
        ]
        for turn in range(rounds):
            for name, app, press in runs:
                page = (open_floor if press is _floor else open_overview)(browser, app)
                done = click(page, partial(press, page), count, first=turn * (count + WARM_UP))
                found.setdefault(name, Clicks()).add(done)
                page.close()
            page = open_overview(browser, shipped)
            lost += _lost(page, count)
            page.close()
    return _click_rows(found, lost, rounds * count, list(local))


def _click_rows(found: dict[str, Clicks], lost: int, rapid: int, sizes: list[str]) -> list[Row]:
    base, zone = found.pop("floor"), found["zone on the map, 330"]
    rows = [Row("Click", "floor app: st.pills, one number", base.median, base.p95, "ms")]
    for name, clicks in found.items():
        title = name if name.startswith("floor") else f"{name} enterprises, all layers on"
        ratio = (clicks.median / base.median, clicks.p95 / base.p95)
        rows.append(Row("Click", title, clicks.median, clicks.p95, "ms", ratio))
    rows += [
        Row("Click", f"{len(zone.painted)} clicks on zones: map reloads", zone.reloads),
        Row("Click", f"five zones at once, {rapid} times: {FAULTS[0]}", lost),
    ]
    parts = {
        "press → sent": zone.sent,
        "→ first answer": zone.answered,
        "→ last answer": zone.received,
        "→ painted": zone.painted,
    }
    rows += [
        Row("Where it goes", f"zone on the map, 330: {name}", statistics.median(times), unit="ms")
        for name, times in parts.items()
    ]
    for size in sizes:
        sent = found[f"zone on the map, {size}"].kilobytes
        rows.append(Row("Payload", f"a click, {size}", statistics.median(sent), max(sent), "kB"))
    return rows


def _lost(page: Page, count: int) -> int:
    """Click five zones as fast as the browser takes it; return how many did not count."""
    lost = 0
    page.locator("#filter-reset").click()
    page.wait_for_timeout(500)
    for turn in range(count):
        frame = map_frame(page)
        for zone in "ABCDE":
            press_zone(frame.locator(f"path[aria-pressed][aria-label*='{zone}']"))
        page.wait_for_timeout(1000)
        expected = set("ABCDE") if turn % 2 == 0 else set()
        shown = page.evaluate("new URL(location).searchParams.get('zones')") or ""
        lost += len(expected ^ set(shown.replace(",", "")))
    return lost


def _first_page(browser: Browser, count: int) -> list[Row]:
    times: dict[Path, list[float]] = {BARE_MAP: [], OVERVIEW: []}
    with serve(BARE_MAP) as bare, serve(OVERVIEW) as overview:
        apps: dict[Path, Served] = {BARE_MAP: bare, OVERVIEW: overview}
        for _ in range(count + 1):
            for script, app in apps.items():
                times[script].append(first_page_ms(browser, app, script))
    base, ours = (statistics.median(times[script][1:]) for script in (BARE_MAP, OVERVIEW))
    rows = [
        Row("First page", "floor: bare page with one map", base, unit="ms"),
        Row("First page", "overview, map and charts", ours, unit="ms", ratio=(ours / base,)),
    ]
    cold = {script: cold_start_ms(browser, script) for script in (BARE_MAP, OVERVIEW)}
    for place, name in enumerate(("server answers", "first page painted")):
        base, ours = cold[BARE_MAP][place], cold[OVERVIEW][place]
        rows.append(
            Row(
                "Cold start",
                f"overview, {name} (bare page {base:,.0f} ms)",
                ours,
                unit="ms",
                ratio=(ours / base,),
            )
        )
    return rows


def _server(local: dict[str, Path], count: int) -> list[Row]:
    times: dict[str, list[float]] = {size: [] for size in local}
    with ExitStack() as served:
        apps = {size: served.enter_context(serve(OVERVIEW, pack)) for size, pack in local.items()}
        for _ in range(3):
            for size, app in apps.items():
                times[size] += turns(app, count // 3)
    base = statistics.median(times["330"])
    return [
        Row(
            "Server",
            f"one interaction, {size} enterprises",
            statistics.median(taken),
            unit="ms",
            ratio=() if size == "330" else (statistics.median(taken) / base,),
        )
        for size, taken in times.items()
    ]


def _readers(loads: tuple[tuple[int, tuple[str, ...]], ...], seconds: float) -> list[Row]:
    """Measure readers on all pages, each crowd on a server that others have used before."""
    rows, alone = list[Row](), dict[int, float]()
    with serve(OVERVIEW) as app:
        read(app, len(ENTRIES), seconds)
        for crowd, files in loads:
            load = read(app, crowd, seconds, files)
            usual = alone.setdefault(crowd, load.p95)
            said = f"{crowd} on all pages, a click every 2 s each"
            said += f", {len(files)} hand-outs" if files else ""
            ratio = (load.p95 / usual,) if files else ()
            clicks = f"{FAULTS[1]} in {len(load.answers_ms):,} clicks"
            rows += [
                Row("Readers", f"{said}: answer", load.median, load.p95, "ms", ratio),
                Row("Readers", f"{said}: {clicks}", len(load.errors)),
            ]
            if load.files_ms:
                median, most = statistics.median(load.files_ms), max(load.files_ms)
                rows.append(Row("Readers", f"{said}: until a file is there", median, most, "ms"))
    return rows


def _engines(folder: Path, million: Path) -> list[Row]:
    rows = []
    ten = folder / "10M" / "tenants.parquet"
    make_register(ten, 10_000_000)
    for name, path in (("1 M", million / "tenants.parquet"), ("10 M", ten)):
        taken = count_ms(path)
        rows += [
            Row("Cube", f"count of {name} rows by all dimensions, {engine}", time, unit="ms")
            for engine, time in taken.items()
        ]
    first, again = index_ms(million / "tenants.parquet")
    tenants = Tenants.from_parquet(million / "tenants.parquet", AXES)
    views = [clock for clock, _ in view_times(tenants)]
    return [
        *rows,
        Row("Cube", "index of 1 M rows, first time", first, unit="ms"),
        Row("Cube", "index of 1 M rows, file unchanged", again, unit="ms"),
        Row("Cube", "view of the map of 1 M rows", statistics.median(views), max(views), "ms"),
    ]


if __name__ == "__main__":
    main()
