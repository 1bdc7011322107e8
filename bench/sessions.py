"""What a served app keeps of sessions that have ended, and of many actions of one."""

from __future__ import annotations

import contextlib
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import websockets

from bench.serve import ROOT, Served, memory_mb, serve
from bench.visitor import Visitor
from components.session.menu import ENTRIES
from data.catalog import load_catalog
from data.i18n import LANGS
from data.selection import STATUSES

SETTLE_S = 180.0
_SEED = 5
CHOICES = load_catalog().choices
# Values that a reader may choose, besides filters; what is not of the page shown is dropped.
_OPTIONS = (
    *("measure:share", "measure:area", "city-scope:x", "targets-measure:revenue"),
    *("targets-grow-T1:20", "twin-east:0.4", "twin-north:-0.3", "twin-scale:120"),
    *("sites-place:x", "facilities-kind:x", "figures-kind:x", "claims-kind:aim"),
)
DATES = ("", "2022-10", "2021-12", "2020-11", "2019", "2017")


def register_csv(rows: int, rng: np.random.Generator) -> bytes:
    """Return a register of enterprises as an office would bring it."""
    zone = rng.choice(CHOICES.zones, rows)
    sector = rng.choice(["软件信息", "大数据", "电子商务"], rows)
    lon, lat = 105.90 + 0.02 * rng.random(rows), 29.34 + 0.02 * rng.random(rows)
    start = int(rng.integers(1_000_000))
    lines = (
        f"企业{start + n},{z}区,{s},{x:.6f},{y:.6f}"
        for n, (z, s, x, y) in enumerate(zip(zone, sector, lon, lat, strict=True))
    )
    return "\n".join(["企业名称,片区,行业,经度,纬度", *lines]).encode()


def _options(visitor: Visitor) -> None:
    """Post 0.9 MB of options that no page offers."""
    visitor.open("overlay")
    visitor.post(*(("option", f"mine{n}:" + "x" * 60_000) for n in range(15)))


def _large(visitor: Visitor) -> None:
    """Post 24 MB at once."""
    visitor.open("overlay")
    with contextlib.suppress(websockets.WebSocketException):
        visitor.post(*(("option", f"mine{n}:" + "x" * 1_000_000) for n in range(24)))


def _preview(visitor: Visitor, rows: int) -> None:
    """Look at a preview of a large register, and leave it."""
    visitor.open("import")
    seed = random.randrange(10**6)  # noqa: S311
    visitor.drop("register.csv", register_csv(rows, np.random.default_rng(seed)))
    if visitor.answer["blocks"].get("compare", {}).get("kind") != "table":
        raise RuntimeError("no preview was made")


def _stray(visitor: Visitor, size: int) -> None:
    """Send files that no page asks for, and more than one that does."""
    for page in ("overview", "import"):
        visitor.open(page)
        for _ in range(14):
            visitor.upload(b"x" * size)


def attacks(share: float = 1.0) -> dict[str, tuple[int, Callable[[Visitor], None]]]:
    """Return by name how many sessions do what, or a share of that."""
    rows, size = round(100_000 * share), round(10_000_000 * share)
    return {
        "0.9 MB of options": (max(2, round(150 * share)), _options),
        "24 MB at once": (max(2, round(8 * share)), _large),
        f"a preview of {rows} rows": (max(2, round(20 * share)), lambda one: _preview(one, rows)),
        "stray uploads": (1, lambda one: _stray(one, size)),
    }


@contextlib.contextmanager
def served() -> Iterator[Served]:
    """Run the app, with no local pack, for a visitor who has seen every page."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(ROOT / "app.py", Path(folder) / "local") as app,
    ):
        with Visitor(app.url) as visitor:
            for page in ENTRIES:
                visitor.open(page)
            _preview(visitor, 1_000)
        yield app


def grown(app: Served, count: int, act: Callable[[Visitor], None], settle_s: float) -> list[float]:
    """Return the memory before, while, and some time after that many sessions did something."""
    found = [memory_mb(app.pid)]
    with ExitStack() as all_of_them:
        for _ in range(count):
            act(all_of_them.enter_context(Visitor(app.url)))
        found.append(memory_mb(app.pid))
    time.sleep(settle_s)
    return [*found, memory_mb(app.pid)]


def mixed(visitor: Visitor, rng: random.Random) -> None:
    """Do one thing of many on one page of many."""
    if not visitor.link or rng.random() < 0.15:
        visitor.open(rng.choice(sorted(ENTRIES)))
        return
    values: dict[str, Sequence[str]] = {
        "zone": CHOICES.zones,
        "sector": CHOICES.sectors,
        "status": STATUSES,
        "asof": DATES,
        "evidence": ("all", "published"),
        "lang": LANGS,
        "option": _OPTIONS,
        "open": ("table-zone", "chart-zone", "source-staff", "map"),
        "close": ("",),
        "reset": ("",),
        "window": [f"29.3,105.8,{29.4 + rng.random() / 10:.4f},106,13"],
        "basemap": ("plain", "osm", "gaode"),
    }
    kind = rng.choice(sorted(values))
    visitor.post((kind, rng.choice(values[kind])))


def tell_ended(settle_s: float = SETTLE_S) -> None:
    """Print what is left of each attack."""
    with served() as app:
        for name, (count, act) in attacks().items():
            before, during, after = grown(app, count, act, settle_s)
            print(  # noqa: T201
                f"{count} × {name}: {before:.0f} MB, {during - before:+.0f} while they last, "
                f"{after - before:+.0f} ({after / before - 1:+.1%}) {settle_s:.0f} s after",
                flush=True,
            )


def tell_mixed(actions: int, warm_up: int) -> None:
    """Print how memory grows with actions of one session."""
    rng = random.Random(_SEED)  # noqa: S311
    with served() as app, Visitor(app.url) as visitor:
        for done in range(1, warm_up + actions + 1):
            mixed(visitor, rng)
            if done == warm_up:
                first = memory_mb(app.pid)
            if done % 500 == 0:
                now = memory_mb(app.pid)
                slope = 1000 * (now - first) / (done - warm_up) if done > warm_up else 0.0
                print(f"action {done}: {now:.0f} MB, {slope:+.1f} a thousand", flush=True)  # noqa: T201
        if visitor.failures:
            raise RuntimeError(visitor.failures[0])
