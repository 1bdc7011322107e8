"""Every request has an id, is counted, and leaves a line in the log that names nobody."""

from __future__ import annotations

import logging
from secrets import token_hex
from time import perf_counter

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.door.named_routes import route_of
from components.door.proxies import is_from_proxy
from components.session.measures import count_error, measures
from components.session.request_id import ASKED, HEADER, is_request_id

_log = logging.getLogger(__name__)
_KEY = HEADER.lower().encode()


class Traced:
    """Give each request an id, that of a listed proxy if it has one; count the answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on; its answer gets the id."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        told = Headers(scope=scope).get(HEADER, "") if is_from_proxy(scope) else ""
        made = told if is_request_id(told) else token_hex(8)
        headers = [(name, text) for name, text in scope["headers"] if name.lower() != _KEY]
        scope = {**scope, "headers": [*headers, (_KEY, made.encode())]}
        before = ASKED.set(made)
        try:
            if scope["type"] == "http":
                await self._answered(scope, receive, send, made)
            else:
                _log.info("connection opened")
                await self.app(scope, receive, send)
                _log.info("connection closed")
        finally:
            ASKED.reset(before)

    async def _answered(self, scope: Scope, receive: Receive, send: Send, made: str) -> None:
        route, begun, status = route_of(scope["path"]), perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = made
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            took = perf_counter() - begun
            measures().answers.labels(route, status).observe(took)
            if status >= 500 and status != 503:  # which says that something is busy
                count_error("route")
            said = {"route": route, "method": scope["method"], "status": status}
            _log.info("answer", extra=said | {"seconds": round(took, 4)})
