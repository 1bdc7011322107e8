"""Which messages of a browser reach Streamlit, and how fast: what no page of ours needs does not.

Streamlit lets any browser empty the caches of all readers, and has git look through the folder
while everybody waits.
"""

from __future__ import annotations

from asyncio import sleep
from time import monotonic

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.browser.streamlit_insides import needed_message

PER_SECOND, AT_ONCE = 25, 100


class NeededMessages:
    """Let through what the app needs; who sends too much waits, and nobody else does."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on a connection."""
        heard = _needed(receive) if scope["type"] == "websocket" else receive
        await self.app(scope, heard, send)


def _needed(receive: Receive) -> Receive:
    credit, since = float(AT_ONCE), monotonic()

    async def heard() -> Message:
        nonlocal credit, since
        while True:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            now = monotonic()
            credit, since = min(AT_ONCE, credit + PER_SECOND * (now - since)) - 1, now
            if credit < 0:
                await sleep(-credit / PER_SECOND)
            if message.get("bytes") is None or needed_message(message["bytes"]):
                return message

    return heard
