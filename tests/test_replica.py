"""Which server a browser belongs to, where there are several."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from components.door.replica import COOKIE, Replica
from deploy.replicas import upstreams

NGINX = Path(__file__).parents[1] / "deploy" / "nginx"


async def app(scope: Scope, _: Receive, send: Send) -> None:
    is_session = scope["type"] == "websocket"
    kind = "websocket.accept" if is_session else "http.response.start"
    await send({"type": kind, "status": 200, "headers": []})


def told(name: str, cookie: str, *, by_session: bool) -> str:
    """Return the cookie that a server of some name sets, over TLS."""
    sent = list[Message]()

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        raise AssertionError

    scope = {
        "type": "websocket" if by_session else "http",
        "scheme": "wss" if by_session else "https",
        "headers": [(b"cookie", f"{COOKIE}={cookie}".encode())] if cookie else [],
    }
    asyncio.run(Replica(app, name)(scope, receive, send))
    return str(dict(sent[0]["headers"]).get(b"set-cookie", b"").decode())


def test_a_browser_belongs_to_the_first_that_answers_until_a_session_begins_elsewhere() -> None:
    first = told("2", "", by_session=False)
    assert first.startswith((f"{COOKIE}=2.a;", f"{COOKIE}=2.b;"))
    assert "Secure; SameSite=None; Partitioned" in first
    assert told("3", "2.b", by_session=False) == ""  # it takes over for a moment, no more
    moved = told("3", "2.b", by_session=True)
    assert moved.startswith(f"{COOKIE}=3.b;")  # the letter stays
    assert told("3", "3.a", by_session=True) == ""
    assert told("", "", by_session=False) == ""  # the only server


@pytest.mark.parametrize("file", ["replicas.conf", "replicas.compose.conf"])
def test_files_of_nginx_are_those_that_the_command_writes(file: str) -> None:
    written = (NGINX / file).read_text(encoding="utf-8")
    words = written.splitlines()[0].rpartition("deploy.replicas ")[2].split()
    assert written == upstreams(dict(one.split("=", 1) for one in words))
