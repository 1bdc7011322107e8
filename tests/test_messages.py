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
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from bench.serve import ROOT, Served, serve
from bench.visitor import Visitor
from components.door import messages
from components.door.messages import Messages
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

    asyncio.run(Messages(app)({"type": "websocket"}, receive, send))
    return got


def asking(kind: str) -> bytes:
    message = BackMsg()
    setattr(message, kind, True)
    return bytes(message.SerializeToString())


def opening() -> BackMsg:
    """Return what opens a page."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    return message


def in_page() -> BackMsg:
    message = opening()
    message.rerun_script.fragment_id = "fragment"
    return message


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
    refused = told(asking(kind))
    needed = told(opening().SerializeToString())
    assert passed(refused, needed, refused) == [needed]


def test_what_is_no_message_ends_the_connection() -> None:
    needed = told(opening().SerializeToString())
    text = {"type": "websocket.receive", "text": "?", "bytes": None}
    long = opening()
    long.rerun_script.query_string = "x" * 1_000_000  # the limit of .streamlit/config.toml
    for broken in (told(b"\xff\xff"), text, told(long.SerializeToString())):
        assert passed(needed, broken, needed) == [needed]


def test_who_sends_too_fast_is_not_heard_and_who_goes_on_is_cut_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = iter(range(10_000))
    monkeypatch.setattr(messages, "monotonic", lambda: 7.0)
    page, click = told(opening().SerializeToString()), told(in_page().SerializeToString())
    # The first thing that is asked for is the page, which costs as much as eight clicks.
    assert len(passed(*[click] * 500)) == messages.AT_ONCE - 7
    assert len(passed(*[page] * 500)) == messages.AT_ONCE // 8
    assert len(passed(*[page] * 5_000, click)) == messages.AT_ONCE // 8
    monkeypatch.setattr(messages, "monotonic", lambda: next(clock) / messages.PER_SECOND)
    assert len(passed(*[click] * 5_000)) == 5_000


def test_emptying_streamlits_caches_leaves_the_catalog() -> None:
    before = state._catalog(fingerprint())
    st.cache_resource.clear()
    st.cache_data.clear()
    assert state._catalog(fingerprint()) is before


def test_reader_who_asks_for_empty_caches_gets_the_page_as_before(served: Served) -> None:
    with Visitor(served.url) as visitor:
        visitor.open()
        visitor.post(("zone", "A"))
        before = visitor.answer["chosen"]["zone"]
        for kind in ("clear_cache", "load_git_info", "set_run_on_save"):
            visitor.send(asking(kind))
        visitor.post(("zone", "B"))
        assert (before, visitor.answer["chosen"]["zone"]) == (["A"], ["A", "B"])
        assert not visitor.failures


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for path in found for child in path.read_text(encoding="ascii").split()]


# By Ctrl-C Streamlit takes its time, with or without files.
@pytest.mark.parametrize(("sent", "seconds"), [(signal.SIGTERM, 2), (signal.SIGINT, 10)])
def test_server_ends_with_readers_and_the_files_it_makes(
    served: Served, sent: signal.Signals, seconds: float
) -> None:
    deadline = time.monotonic() + WAIT_S
    with Visitor(served.url) as visitor:
        visitor.open()
        visitor.post(("option", "handout.pptx:"))
        while not (made_by := children(served.pid)):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        os.kill(served.pid, sent)
        began = time.monotonic()
        while any(map(is_alive, [served.pid, *made_by])):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        assert time.monotonic() - began < seconds


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that has ended and waits for its parent does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
