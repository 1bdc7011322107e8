"""Many viewers at once, by Streamlit's own protocol: each clicks a zone every two seconds."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.clicks import percentile
from bench.serve import Served, memory_mb

EVERY_S = 2.0
ANSWER_S = 20.0
ZONES = "ABCDEF"
WARM_UP = 6
PAUSE_S = 0.2
PARK_WINDOW = "29.3217,105.86,29.4022,106.03,13"


@dataclass
class Load:
    """What some viewers met."""

    viewers: int
    answers_ms: list[float] = field(default_factory=list)
    errors: int = 0
    mb_a_session: float = 0.0

    @property
    def p95(self) -> float:
        """95th percentile of the time from a click to the whole answer."""
        return percentile(self.answers_ms, 0.95) if self.answers_ms else float("nan")


def _opening() -> BackMsg:
    message = BackMsg()
    message.rerun_script.query_string = ""
    return message


class Viewer:
    """One scripted session: opens the page, then posts the log that a browser would."""

    def __init__(self, app: Served) -> None:
        self.address = app.url.replace("http", "ws") + "/_stcore/stream"
        self.widget = self.fragment = self.has = ""
        self.zones: list[str] = []

    async def run(self, socket: websockets.ClientConnection, message: BackMsg) -> None:
        """Send a message and read until the script has finished."""
        await socket.send(message.SerializeToString())
        async with asyncio.timeout(ANSWER_S):
            while True:
                answer = ForwardMsg.FromString(await socket.recv(decode=False))
                kind = answer.WhichOneof("type")
                if kind == "delta":
                    self._look(answer)
                elif kind == "script_finished":
                    return

    def _look(self, answer: ForwardMsg) -> None:
        element = answer.delta.new_element
        if element.WhichOneof("type") == "exception":
            raise RuntimeError(element.exception.message)
        if element.WhichOneof("type") == "bidi_component":
            self.widget = element.bidi_component.id
            self.fragment = answer.delta.fragment_id
            sent = json.loads(element.bidi_component.json)
            self.zones, self.has = sent["chosen"]["zone"], sent["blocks"]["map-places"]["key"]

    def click(self, number: int) -> BackMsg:
        """Return the message of the click with this number."""
        return self.post(number, "zone", ZONES[(number - 1) % len(ZONES)])

    def post(self, number: int, kind: str, value: str) -> BackMsg:
        """Return the message of one entry of the log."""
        message = BackMsg()
        message.rerun_script.fragment_id = self.fragment
        state = message.rerun_script.widget_states.widgets.add(id=self.widget)
        log = {"mount": "bench", "log": [[number, kind, value]], "has": self.has}
        state.json_value = json.dumps({"log": log})
        return message

    async def view(self, load: Load, until: float, wait: float) -> None:
        """Open the page and click every two seconds; an odd number of clicks chooses a zone."""
        try:
            async with websockets.connect(
                self.address, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None
            ) as socket:
                await self.run(socket, _opening())
                await asyncio.sleep(wait)
                number = 0
                while time.monotonic() < until:
                    number += 1
                    began = time.perf_counter()
                    await self.run(socket, self.click(number))
                    took = time.perf_counter() - began
                    load.answers_ms.append(1000 * took)
                    round_, place = divmod(number, len(ZONES))
                    expected = place if round_ % 2 == 0 else len(ZONES) - place
                    load.errors += len(self.zones) != expected
                    await asyncio.sleep(max(0.0, EVERY_S - took))
        except (OSError, TimeoutError, RuntimeError, websockets.WebSocketException):
            load.errors += 1


async def _turns(app: Served, count: int) -> list[float]:
    viewer, took = Viewer(app), []
    async with websockets.connect(
        viewer.address, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None
    ) as socket:
        await viewer.run(socket, _opening())
        await viewer.run(socket, viewer.post(1, "window", PARK_WINDOW))
        for number in range(2, count + WARM_UP + 2):
            message = viewer.click(number)
            began = time.perf_counter()
            await viewer.run(socket, message)
            took.append(1000 * (time.perf_counter() - began))
            # At full tilt, delayed acknowledgements of TCP would be measured instead.
            await asyncio.sleep(PAUSE_S)
    return took[WARM_UP:]


def turns(app: Served, count: int) -> list[float]:
    """Return what clicks of one viewer take the server, with all layers on, in milliseconds."""
    return asyncio.run(_turns(app, count))


async def _view(app: Served, count: int, seconds: float) -> Load:
    load, before = Load(count), memory_mb(app.pid)
    until = time.monotonic() + seconds + EVERY_S
    viewers = (Viewer(app).view(load, until, EVERY_S * n / count) for n in range(count))
    await asyncio.gather(*viewers)
    load.mb_a_session = (memory_mb(app.pid) - before) / count
    return load


def view(app: Served, count: int, seconds: float) -> Load:
    """Let `count` viewers click for some seconds."""
    return asyncio.run(_view(app, count, seconds))
