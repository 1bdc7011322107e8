"""What any browser may send over Streamlit's connection costs nobody else anything."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
import websockets
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from bench.serve import ROOT, Served, serve
from bench.viewers import Viewer, _opening
from components.browser import messages
from components.browser.messages import NeededMessages
from components.session import state
from data.catalog import fingerprint

WAIT_S = 20


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serve(ROOT / "app.py", tmp_path / "local") as one:
        yield one


def passed(*sent: Message) -> list[Message]:
    """Return what of some messages reaches the app."""
    coming, got = iter([*sent, {"type": "websocket.disconnect"}]), list[Message]()

    async def receive() -> Message:
        return next(coming)

    async def send(_: Message) -> None:
        """Answer nothing."""

    async def app(_: Scope, heard: Receive, __: Send) -> None:
        while (message := await heard())["type"] == "websocket.receive":
            got.append(message)

    asyncio.run(NeededMessages(app)({"type": "websocket"}, receive, send))
    return got


def told(message: bytes) -> Message:
    return {"type": "websocket.receive", "bytes": message}


@pytest.mark.parametrize(
    "kind",
    [
        "clear_cache",
        "load_git_info",
        "set_run_on_save",
        "debug_disconnect_websocket",
        "debug_shutdown_runtime",
    ],
)
def test_what_no_page_needs_ends_at_the_door(kind: str) -> None:
    refused = told(BackMsg(**{kind: True}).SerializeToString())
    needed = told(_opening().SerializeToString())
    assert passed(refused, needed, refused) == [needed]


def test_what_is_no_message_is_left_to_streamlit_which_closes() -> None:
    broken, text = told(b"\xff\xff"), {"type": "websocket.receive", "text": "?", "bytes": None}
    assert passed(broken, text) == [broken, text]


def test_who_sends_too_fast_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    waits = list[float]()

    async def wait(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr(messages, "sleep", wait)
    needed = told(_opening().SerializeToString())
    passed(*[needed] * messages.AT_ONCE)
    assert not waits
    assert len(passed(*[needed] * (messages.AT_ONCE + 50))) == messages.AT_ONCE + 50
    assert sum(waits) > 1


def test_emptying_streamlits_caches_leaves_the_catalog() -> None:
    before = state._catalog(fingerprint())
    st.cache_resource.clear()
    st.cache_data.clear()
    assert state._catalog(fingerprint()) is before


def test_reader_who_asks_for_empty_caches_gets_the_page_as_before(served: Served) -> None:
    async def visit() -> tuple[list[str], list[str]]:
        viewer = Viewer(served)
        async with websockets.connect(
            viewer.address, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None
        ) as socket:
            await viewer.run(socket, _opening())
            await viewer.run(socket, viewer.click(1))
            before = viewer.zones
            for kind in ("clear_cache", "load_git_info", "set_run_on_save", "stop_script"):
                await socket.send(BackMsg(**{kind: True}).SerializeToString())
            await viewer.run(socket, viewer.click(2))
            return before, viewer.zones

    assert asyncio.run(visit()) == (["A"], ["A", "B"])


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for path in found for child in path.read_text(encoding="ascii").split()]


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_server_ends_at_once_with_readers_and_the_files_it_makes(
    served: Served, sent: signal.Signals
) -> None:
    async def visit() -> float:
        viewer = Viewer(served)
        async with websockets.connect(
            viewer.address, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None
        ) as socket:
            await viewer.run(socket, _opening())
            await viewer.run(socket, viewer.post(1, "option", "handout.pptx:"))
            deadline = time.monotonic() + WAIT_S
            while not (made_by := children(served.pid)):
                assert time.monotonic() < deadline
                await asyncio.sleep(0.01)
            os.kill(served.pid, sent)
            began = time.monotonic()
            while any(map(is_alive, [served.pid, *made_by])):
                assert time.monotonic() < deadline
                await asyncio.sleep(0.01)
            return time.monotonic() - began

    assert asyncio.run(visit()) < 2


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that has ended and waits for its parent does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
