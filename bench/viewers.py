"""Many readers at once, by Streamlit's own protocol, on all pages.

Each opens a page, then does something every two seconds: filters, dates, panels, another page.
"""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.clicks import percentile
from bench.serve import Served, memory_mb
from components.session.menu import ENTRIES, FIRST_PAGE
from data.selection import SECTORS, STATUSES, ZONES

EVERY_S = 2.0
ANSWER_S = 20.0
WARM_UP = 6
PAUSE_S = 0.2
LOOK_S = 0.6  # as the tray asks how far a file is
PARK_WINDOW = "29.3217,105.86,29.4022,106.03,13"
FILES = ("pptx", "pdf", "html", "xlsx")
# What readers do, in parts of 20; "page" opens another page, with its menu and its map.
_HABITS = ["zone"] * 7 + ["sector"] * 3 + ["status"] * 2 + ["asof"] * 2 + ["panel"] * 3
_HABITS += ["evidence", "reset", "page"]
# The map is another one: Streamlit runs the whole page after the click.
_AGAIN = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN
_PICKED = {"zone": ZONES, "sector": SECTORS, "status": STATUSES}


@dataclass
class Load:
    """What some readers met."""

    readers: int
    answers_ms: list[float] = field(default_factory=list)
    by_page: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    opened_ms: list[float] = field(default_factory=list)
    files_s: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    mb_a_session: float = 0.0

    def note(self, page: str, seconds: float) -> None:
        """Note the time of one click."""
        self.answers_ms.append(1000 * seconds)
        self.by_page[page].append(1000 * seconds)

    @property
    def median(self) -> float:
        """Median time from a click to the whole answer."""
        return statistics.median(self.answers_ms) if self.answers_ms else float("nan")

    @property
    def file_ms(self) -> float:
        """Median time from asking for a file until it is there."""
        return 1000 * statistics.median(self.files_s)

    @property
    def wrong(self) -> int:
        """How often something was not answered, or not as asked."""
        return len(self.errors)

    @property
    def p95(self) -> float:
        """95th percentile of the time from a click to the whole answer."""
        return percentile(self.answers_ms, 0.95) if self.answers_ms else float("nan")


class Viewer:
    """One scripted session: opens a page, then posts the log that a browser would."""

    def __init__(self, app: Served, page: str = FIRST_PAGE, seed: int = 0) -> None:
        self.url, self.page = app.url, page
        self.address = app.url.replace("http", "ws") + "/_stcore/stream"
        self.random = random.Random(seed)  # noqa: S311
        self.widget = self.fragment = self.has = ""
        self.number = self.opened = 0
        self.answer: dict[str, Any] = {}

    def connected(self) -> websockets.connect:
        """Return the connection of a session, to be entered."""
        protocol = websockets.Subprotocol("streamlit")
        return websockets.connect(
            self.address, subprotocols=[protocol], max_size=None, compression=None
        )

    async def run(self, socket: websockets.ClientConnection, message: BackMsg) -> float:
        """Send a message and read until the script has finished; return what that took."""
        began = time.perf_counter()
        await socket.send(message.SerializeToString())
        async with asyncio.timeout(ANSWER_S):
            while True:
                answer = ForwardMsg.FromString(await socket.recv(decode=False))
                kind = answer.WhichOneof("type")
                if kind == "delta":
                    self._look(answer)
                elif kind == "script_finished" and answer.script_finished != _AGAIN:
                    return time.perf_counter() - began

    def _look(self, answer: ForwardMsg) -> None:
        element = answer.delta.new_element
        if element.WhichOneof("type") == "exception":
            raise RuntimeError(element.exception.message)
        if element.WhichOneof("type") == "bidi_component":
            self.widget = element.bidi_component.id
            self.fragment = answer.delta.fragment_id
            self.answer = json.loads(element.bidi_component.json)
            self.has = self.answer["blocks"].get("map-places", {}).get("key", self.has)

    def open(self, page: str) -> BackMsg:
        """Return the message that opens a page."""
        self.page, self.number, self.opened = page, 0, self.opened + 1
        message = BackMsg()
        state = message.rerun_script
        state.page_name = "" if page == FIRST_PAGE else page
        state.context_info.url = f"{self.url}/{state.page_name}"
        state.context_info.locale = "zh-CN"
        return message

    def post(self, kind: str, value: str) -> BackMsg:
        """Return the message of one entry of the log."""
        self.number += 1
        message = BackMsg()
        state = message.rerun_script
        state.fragment_id = self.fragment
        state.page_name = "" if self.page == FIRST_PAGE else self.page
        state.context_info.url = f"{self.url}/{state.page_name}"
        state.context_info.locale = "zh-CN"
        log = {"mount": str(self.opened), "log": [[self.number, kind, value]], "has": self.has}
        told = state.widget_states.widgets.add(id=self.widget)
        told.json_value = json.dumps({"log": log})
        return message

    def act(self) -> tuple[str, str]:
        """Return what this reader does next, as an entry of the log; ``page`` opens one."""
        kind = self.random.choice(_HABITS)
        if kind in _PICKED:
            return kind, self.random.choice(_PICKED[kind])
        if kind == "asof":
            return kind, self.random.choice(self._dates())
        if kind == "evidence":
            shown = self.answer["evidence"]
            return kind, "published" if shown == "all" else "all"
        if kind == "panel":
            return "open", self.random.choice(_openers(self.answer["blocks"]) or [""])
        return kind, self.random.choice(sorted(ENTRIES)) if kind == "page" else ""

    def _dates(self) -> list[str]:
        offered = self.answer["blocks"].get("filters", {}).get("asof", {}).get("options", [])
        return [date for date, _ in offered] or [""]

    async def read(self, load: Load, until: float, wait: float, file: str = "") -> None:
        """Open the page and do something every two seconds; once, ask for a file."""
        try:
            async with self.connected() as socket:
                await self.run(socket, self.open(self.page))
                await asyncio.sleep(wait)
                while time.monotonic() < until:
                    took = await self._turn(socket, load)
                    await asyncio.sleep(max(0.0, EVERY_S - took))
                    if file:
                        await self._hand_out(socket, load, file)
                        file = ""
        except (OSError, TimeoutError, RuntimeError, websockets.WebSocketException) as error:
            load.errors.append(f"{self.page}: {error!r}")

    async def _turn(self, socket: websockets.ClientConnection, load: Load) -> float:
        kind, value = self.act()
        if kind == "page":
            took = await self.run(socket, self.open(value))
            load.opened_ms.append(1000 * took)
            return took
        before = set(self.answer["chosen"].get(kind, ()))
        took = await self.run(socket, self.post(kind, value))
        load.note(self.page, took)
        if kind in _PICKED and set(self.answer["chosen"][kind]) != before ^ {value}:
            load.errors.append(f"{self.page}: {kind} {value} did not count")
        return took

    async def _hand_out(self, socket: websockets.ClientConnection, load: Load, file: str) -> None:
        """Ask for a file, and look how far it is until it is there."""
        began = time.perf_counter()
        load.note(self.page, await self.run(socket, self.post("option", f"handout.{file}:")))
        while self.answer["blocks"].get("tray", {}).get("poll"):
            await asyncio.sleep(LOOK_S)
            await self.run(socket, self.post("option", "handout.look:"))
        load.files_s.append(time.perf_counter() - began)


def _openers(part: Any) -> list[str]:
    """Return the panels that open from what a page shows."""
    if isinstance(part, list):
        return [name for one in part for name in _openers(one)]
    if not isinstance(part, dict):
        return []
    own = [part["open"]] if part.get("open") else []
    return own + [name for one in part.values() for name in _openers(one)]


async def _turns(app: Served, count: int) -> list[float]:
    viewer, took = Viewer(app), []
    async with viewer.connected() as socket:
        await viewer.run(socket, viewer.open(FIRST_PAGE))
        await viewer.run(socket, viewer.post("window", PARK_WINDOW))
        for number in range(count + WARM_UP):
            click = viewer.post("zone", ZONES[number % len(ZONES)])
            took.append(1000 * await viewer.run(socket, click))
            # At full tilt, delayed acknowledgements of TCP would be measured instead.
            await asyncio.sleep(PAUSE_S)
    return took[WARM_UP:]


def turns(app: Served, count: int) -> list[float]:
    """Return what clicks of one viewer take the server, with all layers on, in milliseconds."""
    return asyncio.run(_turns(app, count))


async def _read(app: Served, count: int, seconds: float, files: Sequence[str]) -> Load:
    load, before, pages = Load(count), memory_mb(app.pid), sorted(ENTRIES)
    until = time.monotonic() + seconds + EVERY_S
    wanted = dict(enumerate(files))
    readers = (
        Viewer(app, pages[n % len(pages)], n).read(
            load, until, EVERY_S * n / count, wanted.get(n, "")
        )
        for n in range(count)
    )
    await asyncio.gather(*readers)
    load.mb_a_session = (memory_mb(app.pid) - before) / count
    return load


def read(app: Served, count: int, seconds: float, files: Sequence[str] = ()) -> Load:
    """Let `count` readers use all pages for some seconds.

    Parameters
    ----------
    files : sequence of str
        The first readers ask for a file of these kinds each.
    """
    return asyncio.run(_read(app, count, seconds, files))
