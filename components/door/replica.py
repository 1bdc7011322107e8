"""Which of several servers a browser belongs to: told by a cookie that the balancer in front reads.

The first answer says the name of the server that gives it, and so does the one that begins a
session elsewhere, if that server is gone: from then on the browser belongs there. A letter behind
the name says to which of the others it goes then: all its pages to the same, not all browsers.
"""

from __future__ import annotations

from secrets import choice

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.door.proxies import is_encrypted

COOKIE = "atlas_replica"
WAYS = "ab"  # to the next of the others, or to the one before
_ANSWERS = {"http.response.start", "websocket.accept"}


class Replica:
    """Tell a browser the name of this server where it belongs to none, or begins a session here.

    Parameters
    ----------
    name : str
        Empty where there is but one.
    """

    def __init__(self, app: ASGIApp, name: str) -> None:
        self.app, self.name = app, name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on; its answer gets the cookie."""
        if not self.name or scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        told = cookie_parser(Headers(scope=scope).get("cookie", "")).get(COOKIE, "")
        name, _, way = told.partition(".")
        if told and (scope["type"] == "http" or name == self.name):
            await self.app(scope, receive, send)
            return
        cookie = self._cookie(way if way in WAYS and way else choice(WAYS), scope)

        async def named(message: Message) -> None:
            if message["type"] in _ANSWERS:
                message.setdefault("headers", [])
                MutableHeaders(scope=message).append("set-cookie", cookie)
            await send(message)

        await self.app(scope, receive, named)

    def _cookie(self, way: str, scope: Scope) -> str:
        # In a frame of another site a browser keeps it only so; and only over TLS.
        where = "Secure; SameSite=None; Partitioned" if is_encrypted(scope) else "SameSite=Lax"
        return f"{COOKIE}={self.name}.{way}; Path=/; HttpOnly; {where}"
