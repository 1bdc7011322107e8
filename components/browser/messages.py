"""Which messages of a browser reach Streamlit, and how fast: what no page of ours needs does not.

Streamlit lets any browser empty the caches of all readers, and has git look through the folder
while everybody waits.
"""

from __future__ import annotations

from time import monotonic

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.browser.streamlit_insides import cost_of

# In clicks that are answered within their page; nobody's hand is half as fast.
PER_SECOND, AT_ONCE = 40, 400
TOO_MANY = 1_000  # that one connection sends beyond that


class NeededMessages:
    """Let through what the app needs, at a pace; end the connection of who does not stop.

    What a hand that is too fast loses, ``browser/link.js`` sends again.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on a connection."""
        heard = _needed(receive) if scope["type"] == "websocket" else receive
        await self.app(scope, heard, send)


def _needed(receive: Receive) -> Receive:
    credit, since, refused = float(AT_ONCE), monotonic(), 0

    async def heard() -> Message:
        nonlocal credit, since, refused
        while refused < TOO_MANY:
            message = await receive()
            told = message.get("bytes")
            if message["type"] != "websocket.receive" or told is None:
                return message
            now, cost = monotonic(), cost_of(told)
            credit, since = min(AT_ONCE, credit + PER_SECOND * (now - since)), now
            if cost and credit >= cost:
                credit -= cost
                return message
            refused += 1
        return {"type": "websocket.disconnect", "code": 1008}

    return heard
