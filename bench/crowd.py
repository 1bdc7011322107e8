"""Many readers at once on all pages: filters, dates, panels, another page, every two seconds."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import websockets

from bench.clicks import percentile
from bench.serve import Served
from bench.visitor import Visitor
from components.session.menu import ENTRIES
from data.catalog import load_catalog
from data.selection import STATUSES

EVERY_S = 2.0
ARRIVE_S = 0.1  # one after the other; what is measured begins when all have come
WARM_UP = 6
PAUSE_S = 0.2
LOOK_S = 0.6  # as the tray asks how far a file is
PARK_WINDOW = "29.3217,105.86,29.4022,106.03,13"
FILES = ("pptx", "pdf", "html", "xlsx")
CHOICES = load_catalog().choices
# What readers do, in parts of 20; "page" opens another page, with its menu and its map.
_HABITS = ["zone"] * 7 + ["sector"] * 3 + ["status"] * 2 + ["asof"] * 2 + ["open"] * 3
_HABITS += ["evidence", "reset", "page"]
_PICKED = {"zone": CHOICES.zones, "sector": CHOICES.sectors, "status": STATUSES}


@dataclass
class Load:
    """What some readers met."""

    answers_ms: list[float] = field(default_factory=list)
    files_ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Median time from a click to the whole answer, in milliseconds."""
        return statistics.median(self.answers_ms) if self.answers_ms else float("nan")

    @property
    def p95(self) -> float:
        """95th percentile of the same."""
        return percentile(self.answers_ms, 0.95) if self.answers_ms else float("nan")


class Reader:
    """One who uses all pages.

    Parameters
    ----------
    visitor : Visitor
    load : Load
        Where it notes what it met.
    seed : int
        Another one does other things.
    """

    def __init__(self, visitor: Visitor, load: Load, seed: int) -> None:
        self.visitor, self.load = visitor, load
        self.random = random.Random(seed)  # noqa: S311
        self.page = sorted(ENTRIES)[seed % len(ENTRIES)]
        visitor.open(self.page)

    def turn(self) -> None:
        """Do one thing and note how long the answer takes."""
        kind = self.random.choice(_HABITS)
        if self.visitor.answer["panel"]:  # nothing else can be clicked
            kind = "close"
        if kind == "page":
            self.page = self.random.choice(sorted(ENTRIES))
            self.visitor.open(self.page)
            return
        value, before = self._value(kind), set(self.visitor.answer["chosen"].get(kind, ()))
        self.load.answers_ms.append(_took_ms(lambda: self.visitor.post((kind, value))))
        if kind in _PICKED and set(self.visitor.answer["chosen"][kind]) != before ^ {value}:
            self.load.errors.append(f"{self.page}: {kind} {value} did not count")

    def _value(self, kind: str) -> str:
        blocks = self.visitor.answer["blocks"]
        match kind:
            case "zone" | "sector" | "status":
                return self.random.choice(_PICKED[kind])
            case "asof":
                dates = blocks.get("filters", {}).get("asof", {}).get("options", [["", ""]])
                return str(self.random.choice(dates)[0])
            case "evidence":
                return "published" if self.visitor.answer["evidence"] == "all" else "all"
            case "open":
                return self.random.choice(_openers(blocks) or [""])
        return ""

    def hand_out(self, file: str) -> None:
        """Ask for a file, and look how far it is until it is there."""
        began = time.perf_counter()
        self.visitor.post(("option", f"handout.{file}:"))
        while self.visitor.answer["blocks"].get("tray", {}).get("poll"):
            time.sleep(LOOK_S)
            self.visitor.post(("option", "handout.look:"))
        self.load.files_ms.append(1000 * (time.perf_counter() - began))


def _took_ms(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - began)


def _openers(part: Any) -> list[str]:
    """Return the panels that open from what a page shows."""
    if isinstance(part, list):
        return [name for one in part for name in _openers(one)]
    if not isinstance(part, dict):
        return []
    own = [part["open"]] if part.get("open") else []
    return own + [name for one in part.values() for name in _openers(one)]


def read(app: Served, count: int, seconds: float, files: Sequence[str] = ()) -> Load:
    """Let `count` readers use all pages for some seconds.

    Parameters
    ----------
    files : sequence of str
        The first readers ask for a file of these kinds each.
    """
    load, came = Load(), time.monotonic() + ARRIVE_S * count
    until = came + seconds

    def one(seed: int) -> None:
        try:
            with Visitor(app.url) as visitor:
                time.sleep(ARRIVE_S * seed)
                reader = Reader(visitor, load, seed)
                time.sleep(max(0.0, came + EVERY_S * seed / count - time.monotonic()))
                if seed < len(files):
                    reader.hand_out(files[seed])
                while (began := time.monotonic()) < until:
                    reader.turn()
                    time.sleep(max(0.0, began + EVERY_S - time.monotonic()))
                load.errors.extend(visitor.failures)
        except (OSError, TimeoutError, websockets.WebSocketException) as error:
            load.errors.append(repr(error))

    with ThreadPoolExecutor(count) as crowd:
        list(crowd.map(one, range(count)))
    return load


def turns(app: Served, count: int) -> list[float]:
    """Return what clicks of one reader take the server, with all layers on, in milliseconds."""
    took = []
    with Visitor(app.url) as visitor:
        visitor.open()
        visitor.post(("window", PARK_WINDOW))
        for number in range(count + WARM_UP):
            zone = CHOICES.zones[number % len(CHOICES.zones)]
            took.append(_took_ms(partial(visitor.post, ("zone", zone))))
            # At full tilt, delayed acknowledgements of TCP would be measured instead.
            time.sleep(PAUSE_S)
    return took[WARM_UP:]
